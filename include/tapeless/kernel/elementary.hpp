// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/ops/records.hpp"
#include "tapeless/rules/cost.hpp"
#include "tapeless/target/force_inline.hpp"

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace kernel {

/// Whether an operation is so much code that kernels call it instead of having a copy each: on targets without vector
/// registers, where flash is scarce, from the cheapest elementary function on. Vectors would be passed in memory.
constexpr bool is_called(op code) {
  return targets::current.prefers_small_code && ops::entry_of(code).flops >= ops::record<op::exp>::flops;
}

template <op Code, class... V>
[[gnu::noinline, gnu::const]] constexpr auto called(V... operands) noexcept {
  return ops::value<Code>(operands...);
}

/// The value of an element-wise operation in a kernel.
template <op Code, class... V>
TAPELESS_FORCE_INLINE constexpr auto value(V... operands) noexcept {
  if constexpr (is_called(Code)) {
    return called<Code>(operands...);
  } else {
    return ops::value<Code>(operands...);
  }
}

}  // namespace kernel
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
