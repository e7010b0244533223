// SPDX-License-Identifier: BSL-1.0
// test: clang suffices
// Trains a 64-32-10 network on real handwritten digits, after showing what was derived, what it costs and that it is
// right.
//
//   digits [examples/data/digits.csv [seed]]
#include "tapeless/check/gradient.hpp"
#include "tapeless/io/csv.hpp"
#include "tapeless/io/progress.hpp"
#include "tapeless/io/terminal.hpp"
#include "tapeless/show/text.hpp"
#include "tapeless/tapeless.hpp"

#include <algorithm>
#include <atomic>
#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <new>
#include <string>
#include <vector>

namespace tl = tapeless;

// ---- the network ---------------------------------------------------------------------------------------------------

struct net : tl::sequential<tl::in<"x", 64>, tl::dense<32, tl::activation::tanh>, tl::dense<10>> {};

constexpr std::uint32_t batch = 32;
using digits_trainer = tl::network_trainer<net, tl::objective::softmax_cross_entropy, tl::optimizer::momentum, batch>;
static constinit digits_trainer trainer{};

// Known before the program runs: 64·32 + 32 + 32·10 + 10 = 2410 parameters, and what training needs besides.
static_assert(trainer.parameter_bytes() == 2410 * sizeof(float));
static_assert(trainer.workspace_bytes() <= 18 * 1024);
static_assert(trainer.storage_bytes() <= 40 * 1024);

// The same network as the expression it stands for, and the gradient of its mean loss, an expression again.
constexpr auto& logits = tl::output<net>;
constexpr auto& loss = tl::network_loss<net, tl::objective::softmax_cross_entropy, batch>;
constexpr auto d_weight = tl::grad(loss, tl::parameter<"net.0.weight", 32, 64>);

// ---- heap allocations, counted --------------------------------------------------------------------------------------

static std::atomic<std::size_t> allocations{0};
// Not inlined: g++ would see malloc meet delete and warn.
[[gnu::noinline]] void* operator new(std::size_t size) {
  ++allocations;
  if (void* const memory = std::malloc(size == 0 ? 1 : size)) return memory;
  std::abort();
}
[[gnu::noinline]] void operator delete(void* memory) noexcept { std::free(memory); }
[[gnu::noinline]] void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }

// ---- the data -------------------------------------------------------------------------------------------------------

constexpr std::uint32_t pixels = 64;
constexpr std::uint32_t classes = 10;

struct data_set {
  std::vector<float> images;  // row by row, 64 pixels each, 0 … 1
  std::vector<std::uint8_t> labels;
  std::vector<std::uint32_t> train;
  std::vector<std::uint32_t> test;

  std::span<float const, pixels> image(std::uint32_t row) const {
    return std::span<float const, pixels>(&images[row * pixels], pixels);
  }
};

/// Every fourth row (index mod 4 = 3) is for the test.
static tl::io::csv_result<data_set> load(std::string const& path) {
  auto const table = tl::io::read_csv(path, {.columns = pixels + 1});
  if (!table) return table.error();
  auto labels = tl::io::class_labels<std::uint8_t>(*table, pixels, classes);
  if (!labels) return labels.error();
  data_set data;
  data.labels = *labels;
  for (std::uint32_t row = 0; row < table->rows; ++row) {
    for (std::uint32_t pixel = 0; pixel < pixels; ++pixel) data.images.push_back(table->at(row, pixel) / 16);
    (row % 4 == 3 ? data.test : data.train).push_back(row);
  }
  if (data.test.empty()) return tl::io::csv_error{path, 0, 0, "at least four rows", std::to_string(table->rows)};
  return data;
}

// ---- before training ------------------------------------------------------------------------------------------------

static void print_derivation() {
  std::printf("The network, as an expression:\n\n%s\n\n", tl::to_text<logits, "logits">().data());
  std::printf(
      "The gradient of its mean loss by the first weights, derived by the compiler (n: samples in the batch):\n\n%s\n\n",
      tl::to_text<d_weight, "d_weight">().data());
}

static void print_memory() {
  std::printf("Memory, known at compile time:\n\n");
  std::printf("  parameters %6zu bytes\n", trainer.parameter_bytes());
  std::printf("  state      %6zu bytes   (momentum)\n", trainer.state_bytes());
  std::printf("  workspace  %6zu bytes   (batch of %u: activations, deltas and gradients, overlapped by lifetime)\n",
              trainer.workspace_bytes(), batch);
  std::printf("  sizeof     %6zu bytes   (the trainer, everything in it)\n\n", sizeof(trainer));
}

/// Central differences in double at the initial parameters, on the first batch.
static bool check_gradient(data_set const& data) {
  static tl::gradient_check<loss> check{};
  check.parameters.copy_from(trainer.parameters());
  std::vector<double> const images(data.images.begin(), data.images.end());
  tl::rows const first{std::span(data.train).first(std::min<std::size_t>(batch, data.train.size()))};
  auto const report =
      check({}, bind(trainer.input, std::span(images), first), bind(trainer.truth, std::span(data.labels), first));
  std::printf("Gradient check against central differences in double:\n\n");
  for (tl::parameter_check const& each : report)
    std::printf("  %-14s %s   relative error %.1e\n", each.leaf.text,
                each.outcome == tl::verdict::pass   ? "pass"
                : each.outcome == tl::verdict::kink ? "kink"
                                                    : "FAIL",
                each.error);
  std::printf("\n");
  return tl::all_pass(report);
}

// ---- training -------------------------------------------------------------------------------------------------------

static tl::train::predicted_class predict(data_set const& data, std::uint32_t row) {
  return tl::train::argmax(trainer.predict(data.image(row)));
}

static float test_accuracy(data_set const& data) {
  tl::train::accuracy counted;
  for (std::uint32_t const row : data.test) counted.add(predict(data, row), data.labels[row]);
  return counted.value<float>();
}

/// Returns the number of heap allocations in all training steps, or a step's error.
static tl::run_status train(data_set& data, std::uint64_t seed, std::size_t& in_steps) {
  constexpr std::uint32_t epochs = 60;
  tl::random::pcg32 order = tl::random::stream(seed, "order of the samples");
  tl::io::progress bar(epochs);
  for (std::uint32_t epoch = 1; epoch <= epochs; ++epoch) {
    tl::random::shuffle(std::span(data.train), order);
    double total = 0;
    for (std::size_t first = 0; first < data.train.size(); first += batch) {
      std::size_t const count = std::min<std::size_t>(batch, data.train.size() - first);
      std::size_t const before = allocations;
      auto const step = trainer.step(data.images, data.labels, tl::rows{std::span(data.train).subspan(first, count)});
      in_steps += allocations - before;
      if (!step) return step.status();
      total += static_cast<double>(step.loss) * static_cast<double>(count);
    }
    char text[64];
    std::snprintf(text, sizeof text, "loss %.4f  test accuracy %.3f", total / static_cast<double>(data.train.size()),
                  static_cast<double>(test_accuracy(data)));
    bar.update(epoch, text);
  }
  return {};
}

static void print_result(data_set const& data) {
  tl::train::confusion_matrix<classes> confusion;
  std::vector<tl::io::image> misread;
  constexpr std::size_t shown = 5;
  for (std::uint32_t const row : data.test) {
    auto const read = predict(data, row);
    confusion.add(data.labels[row], read);
    if (read != data.labels[row] && misread.size() < shown)
      misread.push_back(
          {data.image(row), 8, 8, std::to_string(data.labels[row]) + " read as " + std::to_string(*read)});
  }
  std::printf("\nTest digits (rows: what is written, columns: what is read):\n\n%s\n",
              tl::io::table(confusion).c_str());
  if (!misread.empty()) std::printf("Some that are misread:\n\n%s\n", tl::io::draw(misread).c_str());
}

int main(int count, char** arguments) {
  std::string const path = count > 1 ? arguments[1] : "examples/data/digits.csv";
  std::uint64_t seed = 1;
  if (count > 2) {
    std::string_view const text = arguments[2];
    if (std::from_chars(text.data(), text.data() + text.size(), seed).ptr != text.data() + text.size()) {
      std::fprintf(stderr, "digits: the seed: expected a whole number, found \"%s\"\n", arguments[2]);
      return 2;
    }
  }
  auto loaded = load(path);
  if (!loaded) {
    std::fprintf(stderr, "digits: %s\n", loaded.error().message().c_str());
    return 1;
  }
  data_set& data = *loaded;
  print_derivation();
  print_memory();
  trainer.initialize(tl::initializer::glorot{}, seed);
  if (!trainer.set(tl::optimizer::learning_rate, 0.05F) || !trainer.set(tl::optimizer::momentum_coefficient, 0.9F))
    return 1;
  if (!check_gradient(data)) return 1;
  std::printf("Training on %zu digits, testing on %zu others:\n\n", data.train.size(), data.test.size());
  std::fflush(stdout);
  std::size_t in_steps = 0;
  if (tl::run_status const status = train(data, seed, in_steps); !status) {
    std::fprintf(stderr, "digits: training stopped: %s\n", describe(status).data());
    return 1;
  }
  print_result(data);
  std::printf("digits: test accuracy %.4f, parameters %zu bytes, workspace %zu bytes, allocations %zu\n",
              static_cast<double>(test_accuracy(data)), trainer.parameter_bytes(), trainer.workspace_bytes(), in_steps);
  return 0;
}
