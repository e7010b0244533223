// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "grid.hpp"
#include "module.hpp"

/// Points of the plane in two classes: what classifiers of the playground have beside their networks.
namespace playground {

/// Two classes of points in [-1, 1]², `count` of them, alternately of either class.
template <std::uint32_t Count>
struct points {
  static constexpr float pi = 3.14159265F;
  std::array<float, std::size_t{2} * Count> position{};
  std::array<float, Count> label{};

  /// 0 spiral, 1 circle, 2 xor, 3 moons; `noise` is the deviation of what is added to each coordinate.
  void make(std::uint32_t set, float noise, std::uint32_t seed) {
    auto draw = tl::random::stream(seed, "points");
    for (std::uint32_t i = 0; i < Count; ++i) {
      bool const second = i % 2 != 0;
      label[i] = second ? 1.0F : 0.0F;
      float x = 0, y = 0;
      float const along = tl::random::uniform<float>(draw);
      float const across = tl::random::symmetric<float>(draw);
      if (set == 0) {  // two arms, each of one turn and a half
        float const angle = 3 * pi * along + (second ? pi : 0);
        x = 0.9F * along * tl::math::sin(angle);
        y = 0.9F * along * tl::math::cos(angle);
      } else if (set == 1) {  // a disc within a ring, each evenly filled
        float const radius = second ? tl::math::sqrt(0.55F * 0.55F + along * (0.9F * 0.9F - 0.55F * 0.55F))
                                    : 0.4F * tl::math::sqrt(along);
        x = radius * tl::math::sin(pi * across);
        y = radius * tl::math::cos(pi * across);
      } else if (set == 2) {  // opposite quarters, with a gap between neighbours
        x = 0.08F + 0.82F * along;
        y = 0.08F + 0.82F * (across < 0 ? -across : across);
        if (across < 0) x = -x, y = -y;
        if (second) x = -x;
      } else {  // two half circles, one the other way round and in its middle
        float const angle = pi * along;
        x = 0.55F * tl::math::cos(angle) - 0.28F;
        y = 0.55F * tl::math::sin(angle) - 0.14F;
        if (second) x = -x, y = -y;
      }
      position[std::size_t{2} * i] = x + noise * tl::random::normal<float>(draw);
      position[std::size_t{2} * i + 1] = y + noise * tl::random::normal<float>(draw);
    }
  }
};

/// A network of two inputs and one answer between 0 and 1, and its objective.
template <class Net, class Objective, std::uint32_t Batch, class Trainers>
struct classifier {
  using trainers = Trainers;
  static constexpr auto const& loss = tl::network_loss<Net, Objective, Batch>;
  static constexpr std::uint32_t batch = Batch;
  static constexpr std::uint32_t train_count = 512, test_count = 256;
  static constexpr std::array<std::string_view, 4> data_sets{"spiral", "circle", "xor", "moons"};
  static constexpr std::uint32_t most_points = 128;  // along each side of a surface
  static constexpr auto answer = loss.prediction;
  using grid = playground::grid<Net::input, answer, most_points>;
  static_assert(test_count % grid::several == 0);

  void make_data(std::uint32_t set, float noise, std::uint32_t seed) { data.make(set, noise, seed); }
  std::span<float const> samples() const { return data.position; }
  std::span<float const> labels() const { return data.label; }

  template <class T, class F>
  auto bound(std::span<std::uint32_t const> rows, F const& f) const {
    if constexpr (std::is_same_v<T, float>) {
      return f(bind(Net::input, data.position, tl::rows{rows}), bind(loss.truth, data.label, tl::rows{rows}));
    } else {
      std::array<T, std::size_t{2} * Batch> position;
      std::array<T, Batch> label;
      for (std::size_t i = 0; i < rows.size(); ++i) {
        position[2 * i] = static_cast<T>(data.position[std::size_t{2} * rows[i]]);
        position[2 * i + 1] = static_cast<T>(data.position[std::size_t{2} * rows[i] + 1]);
        label[i] = static_cast<T>(data.label[rows[i]]);
      }
      return f(bind(Net::input, position), bind(loss.truth, label));
    }
  }

  /// The share of the test part that is told right.
  template <class Weights>
  float metric(Weights const& weights) {
    std::uint32_t right = 0;
    std::array<float, grid::several> said;
    for (std::uint32_t i = train_count; i < train_count + test_count; i += grid::several) {
      answers.answers_at(std::span<float const>(data.position).subspan(std::size_t{2} * i, 2 * said.size()), weights,
                         said.data());
      for (std::uint32_t s = 0; s < said.size(); ++s) right += (said[s] > 0.5F) == (data.label[i + s] > 0.5F) ? 1u : 0u;
    }
    return static_cast<float>(right) / test_count;
  }

  /// Answers on n×n points of [-1, 1]², row 0 at the top; n at most `most_points`.
  template <class Weights>
  float const* surface(std::uint32_t n, Weights const& weights) {
    if (n > most_points) n = most_points;
    auto const along = [n](std::uint32_t i) { return 2 * static_cast<float>(i) / static_cast<float>(n - 1); };
    return answers.answers_on(n, weights, [&](std::uint32_t column, std::uint32_t row) {
      return std::array{along(column) - 1, 1 - along(row)};
    });
  }

private:
  points<train_count + test_count> data{};
  grid answers{};
};

}  // namespace playground
