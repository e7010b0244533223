// SPDX-License-Identifier: BSL-1.0
#pragma once

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
    std::span<float const> const points = std::span(data.position).subspan(std::size_t{2} * train_count);
    for (std::uint32_t i = 0; i < test_count; i += at_once)
      answer(points.subspan(std::size_t{2} * i, std::size_t{2} * at_once), weights, [&](std::uint32_t s, float p) {
        right += (p > 0.5F) == (data.label[train_count + i + s] > 0.5F) ? 1u : 0u;
      });
    return static_cast<float>(right) / test_count;
  }

  /// Answers on n×n points of [-1, 1]², row 0 at the top; n at most `most_points`, a multiple of 8.
  static constexpr std::uint32_t most_points = 128;
  template <class Weights>
  float const* surface(std::uint32_t n, Weights const& weights) {
    if (n > most_points) n = most_points;
    std::array<float, std::size_t{2} * at_once> points;
    for (std::uint32_t begin = 0; begin < n * n; begin += at_once) {
      std::uint32_t const count = n * n - begin < at_once ? n * n - begin : at_once;
      for (std::uint32_t s = 0; s < count; ++s) {
        points[std::size_t{2} * s] = 2 * static_cast<float>((begin + s) % n) / static_cast<float>(n - 1) - 1;
        points[std::size_t{2} * s + 1] = 1 - 2 * static_cast<float>((begin + s) / n) / static_cast<float>(n - 1);
      }
      answer(std::span(points).first(std::size_t{2} * count), weights,
             [&](std::uint32_t s, float p) { answers[begin + s] = p; });
    }
    return answers.data();
  }

private:
  static constexpr std::uint32_t at_once = 64;
  static constexpr auto several_answers = tl::batch<at_once>(loss.prediction);
  using prediction = tl::program<float, several_answers>;

  template <class Weights, class F>
  [[gnu::noinline]] void answer(std::span<float const> points, Weights const& weights, F const& take) {
    auto const run = prediction::run(prediction_memory, bind(Net::input, points), weights);
    if (!run) return;
    auto const found = run[several_answers];
    for (std::uint32_t s = 0; s < found.size(); ++s) take(s, found[s]);
  }

  points<train_count + test_count> data{};
  typename prediction::workspace prediction_memory{};
  std::array<float, std::size_t{most_points} * most_points> answers{};
};

}  // namespace playground
