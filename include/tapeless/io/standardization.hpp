// SPDX-License-Identifier: BSL-1.0
//
// Hosted: columns of mean 0 and variance 1.
#pragma once

#include "tapeless/target/current.hpp"

#include <charconv>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace io {

/// z = (x − mean)·scale, column by column: `fit_standardization` makes it from the rows that are trained on, and it is
/// applied to all.
struct standardization {
  std::vector<float> mean;
  std::vector<float> scale;  ///< 1 / standard deviation; 1 of a column that is constant

  /// In place: rows of as many numbers as there are columns.
  void apply(std::span<float> values) const {
    for (std::size_t i = 0; i < values.size(); ++i) {
      std::size_t const column = i % mean.size();
      values[i] = (values[i] - mean[column]) * scale[column];
    }
  }

  /// Two arrays for a program, e.g. one on a device, that has to do the same with its inputs:
  /// `inline constexpr float NAME_mean[2]{1.5F, 0.25F};` and `NAME_scale`, every number exact.
  std::string as_constants(std::string_view name) const {
    return constant(std::string(name) + "_mean", mean) + constant(std::string(name) + "_scale", scale);
  }

private:
  static std::string constant(std::string const& name, std::span<float const> values) {
    std::string text = "inline constexpr float " + name + '[' + std::to_string(values.size()) + "]{";
    std::string line;
    for (std::size_t i = 0; i < values.size(); ++i) {
      char digits[32];
      auto const end = std::to_chars(digits, digits + sizeof digits, values[i], std::chars_format::scientific).ptr;
      std::string const number = std::string(digits, end) + 'F' + (i + 1 < values.size() ? "," : "");
      if (line.size() + number.size() + 1 > 116) {
        text += "\n   " + line;
        line.clear();
      }
      line += ' ' + number;
    }
    return text + "\n   " + line + "};\n";
  }
};

/// Mean and standard deviation (that of the numbers there are: divided by their count) of each column of a row-major
/// table, over the listed rows, which are those of the training part: what the test part is like must not leak.
inline standardization fit_standardization(std::span<float const> values, std::size_t columns,
                                           std::span<std::uint32_t const> rows) {
  standardization fitted{std::vector<float>(columns), std::vector<float>(columns, 1.0F)};
  double const count = static_cast<double>(rows.size());
  for (std::size_t c = 0; c < columns && !rows.empty(); ++c) {
    double sum = 0, squares = 0;
    for (std::uint32_t const row : rows) sum += static_cast<double>(values[row * columns + c]);
    double const mean = sum / count;
    for (std::uint32_t const row : rows) {
      double const difference = static_cast<double>(values[row * columns + c]) - mean;
      squares += difference * difference;
    }
    double const deviation = std::sqrt(squares / count);
    fitted.mean[c] = static_cast<float>(mean);
    auto const scale = static_cast<float>(1 / deviation);
    // What rounding leaves of a constant column is no deviation.
    if (deviation > 1e-7 * std::abs(mean) && std::isfinite(scale)) fitted.scale[c] = scale;
  }
  return fitted;
}

}  // namespace io
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
