// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/expr/leaf.hpp"

#include <cstdint>
#include <ratio>

namespace tapeless::nn {

/// A setting of a layer, an objective or an optimizer: `std::ratio<1, 5>`, a constant of the program, or the type of a
/// scalar that is given at run time. (clang 14 has no template arguments of type double.)
template <class Setting>
inline constexpr bool is_ratio = false;
template <std::intmax_t Numerator, std::intmax_t Denominator>
inline constexpr bool is_ratio<std::ratio<Numerator, Denominator>> = true;
template <class Setting>
inline constexpr bool is_setting = is_ratio<Setting> || leaf_expression<Setting>;
template <class Setting>
constexpr auto setting() {
  if constexpr (is_ratio<Setting>) {
    return static_cast<double>(Setting::num) / static_cast<double>(Setting::den);
  } else {
    return Setting{};
  }
}

}  // namespace tapeless::nn
