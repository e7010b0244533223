// SPDX-License-Identifier: BSL-1.0
// test: clang suffices, unoptimized
// Three species of iris by the lengths and widths of their leaves: columns by name, text classes.
//
//   iris [examples/data/iris.csv]
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

struct net : tl::sequential<tl::in<"x", 4>, tl::dense<10, tl::activation::tanh>, tl::dense<3>> {};
static constinit tl::network_trainer<net, tl::objective::softmax_cross_entropy, tl::optimizer::adamw, 16> trainer{};

int main(int count, char** arguments) {
  auto const table = tl::io::or_exit(
      tl::io::read_table(count > 1 ? arguments[1] : "examples/data/iris.csv", {.header = tl::io::csv_header::names}));
  auto figures = tl::io::or_exit(table.numbers({"sepal length", "sepal width", "petal length", "petal width"}));
  auto const found = tl::io::or_exit(table.classes("species"));
  auto const [train, test] = tl::io::stratified_split(found.labels, 0.3, 1);
  tl::io::fit_standardization(figures, 4, train).apply(figures);

  trainer.initialize(tl::initializer::he{}, 1);
  static_cast<void>(tl::io::or_exit(trainer.set(tl::optimizer::learning_rate, 0.01F)));
  tl::io::mini_batches batches(train, 16, 1);
  for (int epoch = 0; epoch < 100; ++epoch)
    for (auto const batch : batches.epoch())
      static_cast<void>(tl::io::or_exit(trainer.step(figures, found.labels, tl::rows{batch})));

  tl::train::confusion_matrix<3> confusion;
  for (std::uint32_t const row : test)
    confusion.add(found.labels[row],
                  tl::train::argmax(trainer.predict(std::span<float const, 4>(&figures[row * 4], 4))));
  std::printf("%s", tl::io::table(confusion).c_str());
  for (std::size_t c = 0; c < 3; ++c)
    std::printf("%-12s precision %.2f  recall %.2f\n", found.names[c].c_str(), confusion.precision<double>(c),
                confusion.recall<double>(c));
  std::printf("accuracy %.3f of %zu\n", confusion.accuracy<double>(), test.size());
  return confusion.accuracy<double>() >= 0.93 ? 0 : 1;
}
