// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "grid.hpp"
#include "module.hpp"

/// A sine, number after number: what presets with a recurrent cell have beside their network.
namespace playground {

/// `Net` learns from windows of `Length` numbers to say the next one; `Device` has the same leaves and is told one
/// number at a time.
template <class Net, class Device, class Objective, std::uint32_t Length, std::uint32_t Batch, class Trainers>
struct wave {
  using trainers = Trainers;
  static constexpr auto const& loss = tl::network_loss<Net, Objective, Batch>;
  static constexpr std::uint32_t batch = Batch;
  static constexpr std::uint32_t train_count = 512, test_count = 128, count = train_count + test_count;
  static constexpr std::array<std::string_view, 1> data_sets{"sine"};

  /// Windows that begin anywhere; `noise` is the deviation of what is added to each number.
  void make_data(std::uint32_t, float noise, std::uint32_t seed) {
    auto draw = tl::random::stream(seed, "windows");
    for (std::uint32_t i = 0; i < count; ++i) {
      float const begin = 200 * tl::random::uniform<float>(draw);
      for (std::uint32_t j = 0; j <= Length; ++j) {
        float const number = value_at(begin + static_cast<float>(j)) + noise * tl::random::normal<float>(draw);
        (j == Length ? next[i] : window[std::size_t{i} * Length + j]) = number;
      }
    }
  }
  std::span<float const> samples() const { return window; }
  std::span<float const> labels() const { return next; }

  template <class T, class F>
  auto bound(std::span<std::uint32_t const> rows, F const& f) const {
    if constexpr (std::is_same_v<T, float>) {
      return f(bind(Net::input, window, tl::rows{rows}), bind(loss.truth, next, tl::rows{rows}));
    } else {
      std::array<T, std::size_t{Length} * Batch> numbers;
      std::array<T, Batch> truths;
      for (std::size_t i = 0; i < rows.size(); ++i) {
        for (std::size_t j = 0; j < Length; ++j)
          numbers[Length * i + j] = static_cast<T>(window[std::size_t{Length} * rows[i] + j]);
        truths[i] = static_cast<T>(next[rows[i]]);
      }
      return f(bind(Net::input, numbers), bind(loss.truth, truths));
    }
  }

  /// The largest error of the 32 numbers, two periods, that the network says by itself after it was told 16.
  template <class Weights>
  float metric(Weights const& weights) {
    constexpr std::uint32_t n = 48, said_itself = n - told(n);
    return largest_error({curve(n, weights) + told(n), said_itself}, {truth(n) + told(n), said_itself});
  }

  /// What the network says of each of n numbers from those before: it is told the first third, and from there on
  /// what it has said itself.
  static constexpr std::uint32_t most_points = 256;
  static constexpr std::uint32_t told(std::uint32_t n) { return n / 3; }
  template <class Weights>
  float const* curve(std::uint32_t n, Weights const& weights) {
    if (n > most_points) n = most_points;
    tl::initialize(carried);
    for (std::uint32_t i = 0; i < n; ++i) {
      learnt[i] = i == 0 ? value_at(0) : said;
      std::array const number{i < told(n) ? value_at(static_cast<float>(i)) : said};
      auto const run = streaming::run(streaming_memory, bind(Device::input, number), weights, carried);
      said = run ? run[answer][0] : std::numeric_limits<float>::quiet_NaN();
    }
    return learnt.data();
  }
  float const* truth(std::uint32_t n) {
    if (n > most_points) n = most_points;
    for (std::uint32_t i = 0; i < n; ++i) exact[i] = value_at(static_cast<float>(i));
    return exact.data();
  }

private:
  static constexpr auto const& answer = tl::output<Device>;
  using streaming = tl::program<float, answer>;

  /// A period has 16.7 numbers.
  static float value_at(float time) { return 0.9F * tl::math::sin(0.376F * time); }

  std::array<float, std::size_t{count} * Length> window{};
  std::array<float, count> next{};
  typename streaming::workspace streaming_memory{};
  typename streaming::state carried{};
  float said = 0;
  std::array<float, most_points> learnt{};
  std::array<float, most_points> exact{};
};

}  // namespace playground
