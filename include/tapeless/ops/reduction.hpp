// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/ops/exponential.hpp"
#include "tapeless/ops/structural.hpp"

/// Reductions of one sample, over all elements or along an axis. What was reduced is repeated.
namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace ops {

struct reduction {
  static constexpr extents shape(auto const& n, extents a, extents) {
    return {n.axis() == 1 ? a.rows : 1, n.axis() == 0 ? a.columns : 1, a.batch};
  }
};
/// The reverse rule is g·∇f: with dx for g it is dx ⊙ ∇f, whose sum is ∇f·dx.
template <op Code>
struct reduction_by_gradient : reduction {
  static constexpr auto jvp(auto& b, auto const& n, auto y, auto da, auto) {
    return b.along(op::sum, n.axis(), record<Code>::vjp(b, n, y, 0, da));
  }
};

template <>
struct record<op::sum> : structural<family::reduction, 1>, reduction, linear {
  static constexpr notation written{"sum", R"(\sum)", {}};
  static constexpr auto vjp(auto& b, auto const& n, auto, std::uint32_t, auto g) {
    extents const shape = b[n.a].shape;
    return b.broadcast(b.repeat(g, shape), shape);
  }
};

/// Shared equally between equal largest elements; where the largest is NaN, there are none to divide by.
template <>
struct record<op::max> : structural<family::reduction, 1>, reduction_by_gradient<op::max> {
  static constexpr notation written{"max", R"(\max)", {}};
  static constexpr auto vjp(auto& b, auto const& n, auto y, std::uint32_t, auto g) {
    extents const shape = b[n.a].shape;
    auto const largest = b.repeat(y, shape);
    auto const equal = b.along(op::sum, n.axis(), b.apply(op::equal, n.a, largest));
    auto const share = b.apply(op::divide, b.repeat(g, shape), b.repeat(equal, shape));
    return b.apply(op::select, b.apply(op::greater, largest, n.a), b.constant(0), share);
  }
};

/// √Σ a²: x/‖x‖, and 0 at 0 in every order.
template <>
struct record<op::norm> : structural<family::reduction, 2>, reduction_by_gradient<op::norm> {
  static constexpr notation written{"norm", R"(\lVert )", R"( \rVert)"};
  static constexpr auto vjp(auto& b, auto const& n, auto y, std::uint32_t, auto g) {
    extents const shape = b[n.a].shape;
    auto const length = b.repeat(y, shape);
    auto const direction = b.apply(op::multiply, b.repeat(g, shape), b.apply(op::divide, n.a, length));
    return b.apply(op::select, b.apply(op::equal, length, b.constant(0)), b.constant(0), direction);
  }
};

template <>
struct record<op::logsumexp> : structural<family::reduction, 3 + record<op::exp>::flops>,
                               reduction_by_gradient<op::logsumexp> {
  static constexpr notation written{"logsumexp", R"(\operatorname{logsumexp})", {}};
  static constexpr auto vjp(auto& b, auto const& n, auto, std::uint32_t, auto g) {
    return b.apply(op::multiply, b.repeat(g, b[n.a].shape), b.along(op::softmax, n.axis(), n.a));
  }
};

}  // namespace ops
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
