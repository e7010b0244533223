// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/ops/matrix.hpp"
#include "tapeless/ops/record.hpp"

/// What the records of operations that are not element-wise have in common. Their rules write nodes: `b` is a builder,
/// n the node y.
namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace ops {

/// `Flops` are per element of what is reduced or normalized, or per multiplication of a matrix product; what only moves
/// elements is free.
template <family Family, std::uint32_t Flops>
struct structural {
  static constexpr family of = Family;
  static constexpr std::uint32_t flops = Flops;
};

/// Operations that are linear in their one operand: the tangent is the operation of the tangent.
struct linear {
  static constexpr auto jvp(auto& b, auto n, auto, auto da, auto) {
    n.a = da;
    return b.build(n);
  }
};

/// Sums over the samples: the value of each is added to what is there.
struct over_samples {};

/// A tangent repeated to the rows and columns of the node it belongs to.
constexpr auto spread(auto& b, auto tangent, extents shape) {
  return b.broadcast(tangent, shape.with_batch(b[tangent].shape.batch));
}
/// The sum of two tangents, either of which may be zero.
template <class B, class Id>
constexpr Id sum_of_tangents(B& b, Id first, Id second) {
  if (first == B::none) return second;
  return second == B::none ? first : b.apply(op::add, first, second);
}

}  // namespace ops
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
