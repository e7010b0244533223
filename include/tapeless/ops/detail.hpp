// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/target/standard.hpp"

#include <cstdint>

/// What an operation has to know besides its operands, packed into one number.
namespace tapeless {

/// A reduction or a normalization runs along axis 0, down the columns, along axis 1, the rows, or over all elements.
/// (No axis 2: sum<2> would be taken for a third one.)
inline constexpr std::uint32_t all_axes = 0xffffffff;
/// An axis as it is written, -1 too, of which an error says that there is none.
using axis_number = std::int64_t;
constexpr bool is_axis(axis_number axis) { return axis == 0 || axis == 1 || axis == all_axes; }

constexpr std::uint64_t axis_detail(std::uint32_t axis) { return axis == all_axes ? 0 : axis + 1; }
constexpr std::uint32_t axis_of(std::uint64_t detail) {
  return detail == 0 ? all_axes : static_cast<std::uint32_t>(detail) - 1;
}

/// Where a block begins in a larger matrix.
constexpr std::uint64_t offset_detail(std::uint32_t row, std::uint32_t column) {
  return std::uint64_t{row} << 32 | column;
}
constexpr std::uint32_t row_of(std::uint64_t detail) { return static_cast<std::uint32_t>(detail >> 32); }
constexpr std::uint32_t column_of(std::uint64_t detail) { return static_cast<std::uint32_t>(detail); }

}  // namespace tapeless
