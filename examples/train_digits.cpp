// SPDX-License-Identifier: BSL-1.0
// test: clang suffices
// From a CSV file to weights in a file: handwritten digits, a quarter of each kind for the test.
//
//   train_digits [digits.csv [weights.safetensors [log.csv]]]
#include "tapeless/io/accuracy_of.hpp"
#include "tapeless/io/mini_batches.hpp"
#include "tapeless/io/or_exit.hpp"
#include "tapeless/io/save.hpp"
#include "tapeless/io/split.hpp"
#include "tapeless/io/standardization.hpp"
#include "tapeless/io/table.hpp"
#include "tapeless/io/training_report.hpp"
#include "tapeless/tapeless.hpp"

namespace tl = tapeless;

struct net : tl::sequential<tl::in<"pixels", 64>, tl::dense<32, tl::activation::tanh>, tl::dense<10>> {};
static constinit tl::network_trainer<net, tl::objective::softmax_cross_entropy, tl::optimizer::adamw, 32> trainer{};

int main(int count, char** arguments) {
  auto const table = tl::io::or_exit(tl::io::read_table(count > 1 ? arguments[1] : "examples/data/digits.csv"));
  auto pixels = tl::io::or_exit(table.numbers(tl::io::column_range{0, 64}));
  auto const digits = tl::io::or_exit(table.classes(64)).labels;
  auto const [train, test] = tl::io::stratified_split(digits, 0.25, 1);
  tl::io::fit_standardization(pixels, 64, train).apply(pixels);

  trainer.initialize(tl::initializer::glorot{}, 1);
  tl::io::mini_batches batches(train, 32, 1);
  tl::io::training_report report(40, {.log = count > 3 ? arguments[3] : ""});
  for (int epoch = 0; epoch < 40; ++epoch) {
    for (auto const batch : batches.epoch())
      report.add(tl::io::or_exit(trainer.step(pixels, digits, tl::rows{batch})).loss, batch.size());
    report.end_epoch(tl::io::accuracy_of(trainer, pixels, digits, test));
  }
  tl::io::or_exit(tl::io::save_file(count > 2 ? arguments[2] : "digits.safetensors", trainer.parameters()));
}
