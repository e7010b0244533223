// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "module.hpp"

namespace playground {

/// A program's answers on a grid of n×n points of a square, row after row: `several` answers at a time, for a batch of them
/// is faster than one by one. `Answer` is a scalar of the points that are bound to `Input`, two numbers each.
template <auto const& Input, auto const& Answer, std::uint32_t MostPoints>
class grid {
public:
  static constexpr std::uint32_t several = 64;

  /// The answers at place(column, row), an std::array of two coordinates; NaN where the program refuses the data. n is at
  /// most MostPoints.
  template <class Weights, class F>
  float const* answers_on(std::uint32_t n, Weights const& weights, F const& place) {
    std::array<float, std::size_t{2} * several> points;
    for (std::uint32_t begin = 0; begin < n * n; begin += several) {
      std::uint32_t const count = n * n - begin < several ? n * n - begin : several;
      for (std::uint32_t s = 0; s < count; ++s) {
        auto const [x, y] = place((begin + s) % n, (begin + s) / n);
        points[std::size_t{2} * s] = x;
        points[std::size_t{2} * s + 1] = y;
      }
      answers_at(std::span<float const>(points).first(std::size_t{2} * count), weights, answers.data() + begin);
    }
    return answers.data();
  }

  /// The answers at up to `several` points.
  template <class Weights>
  [[gnu::noinline]] void answers_at(std::span<float const> points, Weights const& weights, float* to) {
    auto const run = program::run(memory, bind(Input, points), weights);
    for (std::size_t s = 0; s < points.size() / 2; ++s)
      to[s] = run ? run[batched][s] : std::numeric_limits<float>::quiet_NaN();
  }

private:
  static constexpr auto batched = tl::batch<several>(Answer);
  using program = tl::program<float, batched>;

  typename program::workspace memory{};
  std::array<float, std::size_t{MostPoints} * MostPoints> answers{};
};

/// The largest difference of two series; NaN if one is in them.
inline float largest_error(std::span<float const> some, std::span<float const> others) {
  float largest = 0;
  for (std::size_t i = 0; i < some.size(); ++i) {
    float const error = tl::math::abs(some[i] - others[i]);
    if (!(error <= largest)) largest = error;
  }
  return largest;
}

}  // namespace playground
