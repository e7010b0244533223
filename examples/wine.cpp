// SPDX-License-Identifier: BSL-1.0
// test: clang suffices, unoptimized
// Three cultivars of wine by 13 chemical figures: text classes, standardised columns, dropout, precision and recall.
//
//   wine [examples/data/wine.csv]
#include "tapeless/io/mini_batches.hpp"
#include "tapeless/io/or_exit.hpp"
#include "tapeless/io/split.hpp"
#include "tapeless/io/standardization.hpp"
#include "tapeless/io/table.hpp"
#include "tapeless/io/terminal.hpp"
#include "tapeless/tapeless.hpp"

#include <cstdio>
#include <ratio>

namespace tl = tapeless;

struct net : tl::sequential<tl::in<"x", 13>, tl::dense<16, tl::activation::relu>,
                            tl::regularization::dropout<std::ratio<1, 5>>, tl::dense<3>> {};
static constinit tl::network_trainer<net, tl::objective::softmax_cross_entropy, tl::optimizer::adamw, 16> trainer{};

int main(int count, char** arguments) {
  auto const table = tl::io::or_exit(
      tl::io::read_table(count > 1 ? arguments[1] : "examples/data/wine.csv", {.header = tl::io::csv_header::names}));
  auto figures = tl::io::or_exit(table.numbers(tl::io::column_range{0, 13}));
  auto const found = tl::io::or_exit(table.classes("cultivar"));
  auto const [train, test] = tl::io::stratified_split(found.labels, 0.3, 1);
  tl::io::fit_standardization(figures, 13, train).apply(figures);

  trainer.initialize(tl::initializer::he{}, 1);
  static_cast<void>(tl::io::or_exit(trainer.set(tl::optimizer::learning_rate, 0.01F)));
  tl::io::mini_batches batches(train, 16, 1);
  for (int epoch = 0; epoch < 60; ++epoch)
    for (auto const batch : batches.epoch())
      static_cast<void>(tl::io::or_exit(trainer.step(figures, found.labels, tl::rows{batch})));

  tl::train::confusion_matrix<3> confusion;
  for (std::uint32_t const row : test)
    confusion.add(found.labels[row],
                  tl::train::argmax(trainer.predict(std::span<float const, 13>(&figures[row * 13], 13))));
  std::printf("%s", tl::io::table(confusion).c_str());
  for (std::size_t c = 0; c < 3; ++c)
    std::printf("%-12s precision %.2f  recall %.2f\n", found.names[c].c_str(), confusion.precision<double>(c),
                confusion.recall<double>(c));
  std::printf("accuracy %.3f of %zu\n", confusion.accuracy<double>(), test.size());
  return confusion.accuracy<double>() >= 0.93 ? 0 : 1;
}
