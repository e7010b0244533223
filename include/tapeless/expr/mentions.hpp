// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/expr/define.hpp"

#include <concepts>

namespace tapeless::expr {

template <class Symbol, class E>
constexpr bool mentions();

template <class Symbol, class Node, extents Shape, class... Operands>
constexpr bool operand_mentions(node<Node, Shape, Operands...> const*) {
  return (mentions<Symbol, Operands>() || ...);
}
template <class Symbol, fixed_string Name, class Function>
constexpr bool operand_mentions(defined<Name, Function> const*) {
  return mentions<Symbol, typename defined<Name, Function>::body_type>();
}
template <class Symbol>
constexpr bool operand_mentions(void const*) {
  return false;
}

/// Whether a leaf or a symbol of this type stands in an expression, as it was written.
template <class Symbol, class E>
constexpr bool mentions() {
  if constexpr (std::same_as<Symbol, E>) {
    return true;
  } else {
    return operand_mentions<Symbol>(static_cast<E const*>(nullptr));
  }
}

}  // namespace tapeless::expr
