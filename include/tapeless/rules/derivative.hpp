// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/rules/elementwise_derivative.hpp"

/// The derivative rules, reverse form: given the adjoint g of a node y, the adjoints of its operands, as nodes.
namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace rules {

/// The adjoint of operand `which` of node y, given y's. Where an operand was repeated to y's shape, the caller sums.
template <class B>
constexpr id vjp(B& b, id y, std::uint32_t which, id g) {
  node const n = b[y];
  if (is_elementwise(n.code)) return vjp_elementwise(b, n, y, which, g);
  return ops::visit_structural(n.code, [&]<op Code>() -> id {
    if constexpr (ops::is_constant_almost_everywhere<Code>) {
      return b.constant(0);
    } else {
      return ops::record<Code>::vjp(b, n, y, which, g);
    }
  });
}

/// Operations whose value does not change with the operand almost everywhere, or that are said not to.
constexpr bool has_zero_derivative(op code, std::uint32_t which) {
  return (ops::entry_of(code).constant_operands >> which & 1u) != 0;
}

}  // namespace rules
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
