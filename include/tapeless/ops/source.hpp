// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/ops/structural.hpp"

/// What a graph begins with: its value is given before, or one number. And what stands for a user's primitive, whose
/// value and rules are the user's (rules/primitive.hpp).
namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace ops {

template <>
struct record<op::leaf> : structural<family::source, 0> {
  static constexpr notation written{"leaf", R"(\mathrm{leaf})", {}, form::leaf};
  static constexpr std::string_view c_name = "one_hot";
};
template <>
struct record<op::constant> : structural<family::source, 0> {
  static constexpr notation written{"constant", R"(\mathrm{constant})", {}, form::constant};
  static constexpr double value(auto const& n, std::uint32_t) { return n.value; }
};
template <>
struct record<op::batch_size> : structural<family::source, 0> {
  static constexpr notation written{"n", "n", {}, form::sample_count};
  static constexpr double value(auto const&, std::uint32_t samples) { return samples; }
};
template <>
struct record<op::unary_primitive> : structural<family::elementwise, 1> {
  static constexpr notation written{"unary_primitive", R"(\operatorname{unary\_primitive})", {}};
};
template <>
struct record<op::binary_primitive> : structural<family::elementwise, 1> {
  static constexpr notation written{"binary_primitive", R"(\operatorname{binary\_primitive})", {}};
};

}  // namespace ops
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
