// SPDX-License-Identifier: BSL-1.0
// Shapes that fill no register next to neighbours that do: time per floating-point operation of a whole SGD step, tanh
// layers, mean squared error. Prints a JSON list. The two networks of a pair are timed in turns; a figure is the median
// of the rounds.
#include "tapeless/tapeless.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <vector>

namespace {

namespace tl = tapeless;
constexpr int rounds = 15;
constexpr double slice_seconds = 3e-3;

template <std::uint32_t... Width>
struct widths {
  static constexpr std::array<std::uint32_t, sizeof...(Width)> value{Width...};
};

template <class Inputs, class... Layers>
struct net_of : tl::sequential<Inputs, Layers...> {};
template <class Widths, std::size_t... L>
auto make_net(std::index_sequence<L...>)
    -> net_of<tl::in<"x", Widths::value[0]>, tl::dense<Widths::value[L + 1], tl::activation::tanh>...,
              tl::dense<Widths::value.back()>>;

/// A training run of a network of dense layers, the last without activation.
template <class Widths, std::uint32_t Batch>
class training {
  static constexpr std::size_t depth = Widths::value.size() - 1;
  using net = decltype(make_net<Widths>(std::make_index_sequence<depth - 1>{}));

public:
  training() {
    trainer.initialize(tl::initializer::glorot{}, 1);
    if (!trainer.set(tl::optimizer::learning_rate, 1e-6F)) std::abort();
    tl::random::pcg32 source = tl::random::stream(1, "shapes");
    for (float& number : inputs) number = tl::random::uniform<float>(source);
    for (float& number : targets) number = tl::random::uniform<float>(source);
  }
  /// Seconds of so many steps.
  double run(long steps) {
    auto const start = std::chrono::steady_clock::now();
    for (long i = 0; i < steps; ++i) sum = sum + trainer.step(inputs, targets).loss;
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  }
  /// Of the products: forward, weight gradients, and input gradients of all layers but the first.
  static constexpr double flops() {
    double total = 0;
    for (std::size_t l = 0; l < depth; ++l)
      total += (l == 0 ? 4.0 : 6.0) * Batch * Widths::value[l] * Widths::value[l + 1];
    return total;
  }

private:
  tl::network_trainer<net, tl::objective::mean_squared_error, tl::optimizer::sgd, Batch> trainer{};
  std::array<float, std::size_t{Batch} * Widths::value[0]> inputs{};
  std::array<float, std::size_t{Batch} * Widths::value.back()> targets{};
  float volatile sum = 0;
};

bool is_first = true;

double median(std::vector<double> times) {
  std::nth_element(times.begin(), times.begin() + rounds / 2, times.end());
  return times[rounds / 2];
}
template <class Training>
long steps_of_a_slice(Training& each) {
  each.run(20);
  return std::max(10L, static_cast<long>(slice_seconds / (each.run(100) / 100)));
}
template <class Widths>
void print_widths() {
  for (std::size_t i = 0; i < Widths::value.size(); ++i) std::printf(i == 0 ? "%u" : "-%u", Widths::value[i]);
}

template <class Awkward, class Smooth, std::uint32_t Batch, std::uint32_t SmoothBatch>
void compare() {
  static training<Awkward, Batch> awkward;
  static training<Smooth, SmoothBatch> smooth;
  long const awkward_steps = steps_of_a_slice(awkward);
  long const smooth_steps = steps_of_a_slice(smooth);
  std::vector<double> awkward_times, smooth_times;
  for (int r = 0; r < rounds; ++r) {
    awkward_times.push_back(awkward.run(awkward_steps) / static_cast<double>(awkward_steps));
    smooth_times.push_back(smooth.run(smooth_steps) / static_cast<double>(smooth_steps));
  }
  std::printf(is_first ? "[\n" : ",\n");
  is_first = false;
  std::printf("{\"shape\": \"");
  print_widths<Awkward>();
  std::printf("\", \"batch\": %u, \"ns\": %.1f, \"flops\": %.0f, \"neighbour\": \"", Batch, median(awkward_times) * 1e9,
              awkward.flops());
  print_widths<Smooth>();
  std::printf("\", \"neighbour_batch\": %u, \"neighbour_ns\": %.1f, \"neighbour_flops\": %.0f}", SmoothBatch,
              median(smooth_times) * 1e9, smooth.flops());
}
template <class Awkward, class Smooth>
void compare_batches() {
  compare<Awkward, Smooth, 1, 1>();
  compare<Awkward, Smooth, 5, 4>();
  compare<Awkward, Smooth, 31, 32>();
  compare<Awkward, Smooth, 33, 32>();
}

}  // namespace

int main() {
  compare_batches<widths<17, 33, 5>, widths<16, 32, 4>>();
  compare_batches<widths<7, 100, 50, 3>, widths<8, 96, 48, 4>>();
  compare_batches<widths<64, 63, 65, 9>, widths<64, 64, 64, 8>>();
  std::printf("\n]\n");
}
