// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/ops/records.hpp"

#include <string_view>

/// How operations are written: as their records say.
namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace show {

using ops::binding, ops::form, ops::given_numbers, ops::notation;
inline constexpr binding loosest = binding::equality;
constexpr binding tighter(binding than) { return static_cast<binding>(static_cast<std::uint8_t>(than) + 1); }
constexpr notation const& notation_of(op code) { return ops::entry_of(code).written; }

/// The function of the library that a node prints as.
constexpr std::string_view function_name(op code) { return notation_of(code).text; }

}  // namespace show
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
