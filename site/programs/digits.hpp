// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "module.hpp"

#include "digits_data.hpp"

/// Handwritten digits of 8×8 pixels: what their presets have beside the network.
namespace playground {

/// A network of 64 pixels between 0 and 1 and ten answers, and its objective.
template <class Net, class Objective, std::uint32_t Batch, class Trainers>
struct digits {
  using trainers = Trainers;
  static constexpr auto const& loss = tl::network_loss<Net, Objective, Batch>;
  static constexpr std::uint32_t batch = Batch;
  static constexpr std::uint32_t train_count = digits_train_count, test_count = digits_test_count;
  static constexpr std::uint32_t count = train_count + test_count, classes = 10, pixels_each = 64;
  static constexpr std::array<std::string_view, 1> data_sets{"digits"};

  /// The data are in the module, as bytes; `noise` is the deviation of what is added to each pixel.
  void make_data(std::uint32_t, float noise, std::uint32_t seed) {
    auto draw = tl::random::stream(seed, "pixels");
    for (std::uint32_t i = 0; i < count; ++i) {
      char const* const row = digits_rows + std::size_t{i} * (pixels_each + 1);
      for (std::uint32_t p = 0; p < pixels_each; ++p) {
        float const pixel = static_cast<float>(row[p]) / 16;
        pixel_of[std::size_t{i} * pixels_each + p] =
            noise > 0 ? pixel + noise * tl::random::normal<float>(draw) : pixel;
      }
      digit[i] = static_cast<std::uint8_t>(row[pixels_each]);
      label[i] = digit[i];
    }
  }
  std::span<float const> samples() const { return pixel_of; }
  std::span<float const> labels() const { return label; }

  template <class T, class F>
  auto bound(std::span<std::uint32_t const> rows, F const& f) const {
    if constexpr (std::is_same_v<T, float>) {
      return f(bind(Net::input, pixel_of, tl::rows{rows}), bind(loss.truth, digit, tl::rows{rows}));
    } else {
      std::array<T, std::size_t{pixels_each} * Batch> pixels;
      std::array<std::uint8_t, Batch> truth;
      for (std::size_t i = 0; i < rows.size(); ++i) {
        for (std::size_t p = 0; p < pixels_each; ++p)
          pixels[pixels_each * i + p] = static_cast<T>(pixel_of[std::size_t{pixels_each} * rows[i] + p]);
        truth[i] = digit[rows[i]];
      }
      return f(bind(Net::input, pixels), bind(loss.truth, truth));
    }
  }

  /// The share of the test part that is read right.
  template <class Weights>
  float metric(Weights const& weights) {
    confusion(weights);
    std::uint32_t right = 0;
    for (std::uint32_t c = 0; c < classes; ++c) right += counts[std::size_t{c} * classes + c];
    return static_cast<float>(right) / test_count;
  }

  /// How often a digit (row) of the test part is read as another (column): 10×10.
  template <class Weights>
  std::uint32_t const* confusion(Weights const& weights) {
    counts = {};
    for (std::uint32_t i = train_count; i < count; ++i) {
      std::array<float, classes> const& found = read(&pixel_of[std::size_t{i} * pixels_each], weights);
      std::uint32_t best = 0;
      for (std::uint32_t c = 1; c < classes; ++c)
        if (found[c] > found[best]) best = c;
      ++counts[std::size_t{digit[i]} * classes + best];
    }
    return counts.data();
  }

  /// What is drawn is written here: 64 numbers from 0 to 1, row after row.
  float* pixels() { return drawn.data(); }
  /// The probabilities of the ten digits.
  template <class Weights>
  float const* classify(float const* image, Weights const& weights) {
    return read(image, weights).data();
  }

private:
  static constexpr auto one_answer = tl::softmax(tl::output<Net>);
  using prediction = tl::program<float, one_answer>;

  template <class Weights>
  [[gnu::noinline]] std::array<float, classes> const& read(float const* image, Weights const& weights) {
    auto const run = prediction::run(
        prediction_memory, bind(Net::input, std::span<float const, pixels_each>(image, pixels_each)), weights);
    for (std::uint32_t c = 0; c < classes; ++c) probabilities[c] = run ? run[one_answer](c) : 0;
    return probabilities;
  }

  std::array<float, std::size_t{count} * pixels_each> pixel_of{};
  std::array<float, count> label{};
  std::array<std::uint8_t, count> digit{};
  typename prediction::workspace prediction_memory{};
  std::array<float, classes> probabilities{};
  std::array<float, pixels_each> drawn{};
  std::array<std::uint32_t, std::size_t{classes} * classes> counts{};
};

}  // namespace playground
