// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "grid.hpp"
#include "module.hpp"

/// The heat equation, learnt from the equation alone: what its preset has beside it.
namespace playground {

/// `Loss` is the mean squared residual of the equation at points (x, t) of [0, 1]², `Answer` what is learnt of one point,
/// `Truth` a function (x, t) of floats.
template <class Net, auto const& Loss, auto const& Answer, auto Truth, std::uint32_t Batch, class Trainers>
struct heat {
  using trainers = Trainers;
  static constexpr auto const& loss = Loss;
  static constexpr std::uint32_t batch = Batch;
  static constexpr std::uint32_t train_count = 1024, test_count = 0;
  static constexpr std::array<std::string_view, 1> data_sets{"points"};

  /// Points where the equation shall hold; there is nothing else to learn from.
  void make_data(std::uint32_t, float, std::uint32_t seed) {
    auto draw = tl::random::stream(seed, "points");
    for (float& each : points) each = tl::random::uniform<float>(draw);
  }
  std::span<float const> samples() const { return points; }
  std::span<float const> labels() const { return {}; }

  template <class T, class F>
  auto bound(std::span<std::uint32_t const> rows, F const& f) const {
    if constexpr (std::is_same_v<T, float>) {
      return f(bind(Net::input, points, tl::rows{rows}));
    } else {
      std::array<T, std::size_t{2} * Batch> at;
      for (std::size_t i = 0; i < rows.size(); ++i)
        for (std::size_t j = 0; j < 2; ++j) at[2 * i + j] = static_cast<T>(points[std::size_t{2} * rows[i] + j]);
      return f(bind(Net::input, at));
    }
  }

  /// The largest error on 21×21 points.
  template <class Weights>
  float metric(Weights const& weights) {
    constexpr std::uint32_t n = 21;
    return largest_error({curve(n, weights), n * n}, {truth(n), n * n});
  }

  /// On n×n points: x grows along rows from 0 to 1, and t from row to row.
  static constexpr std::uint32_t most_points = 64;
  template <class Weights>
  float const* curve(std::uint32_t n, Weights const& weights) {
    if (n > most_points) n = most_points;
    return learnt.answers_on(n, weights, [n](std::uint32_t column, std::uint32_t row) {
      return std::array{place(column, n), place(row, n)};
    });
  }
  float const* truth(std::uint32_t n) {
    if (n > most_points) n = most_points;
    for (std::uint32_t i = 0; i < n * n; ++i) exact[i] = Truth(place(i % n, n), place(i / n, n));
    return exact.data();
  }

private:
  static constexpr float place(std::uint32_t i, std::uint32_t n) {
    return static_cast<float>(i) / static_cast<float>(n - 1);
  }

  std::array<float, std::size_t{2} * train_count> points{};
  grid<Net::input, Answer, most_points> learnt{};
  std::array<float, std::size_t{most_points} * most_points> exact{};
};

}  // namespace playground
