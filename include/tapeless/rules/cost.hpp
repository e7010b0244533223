// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/graph/frozen.hpp"
#include "tapeless/meta/target.hpp"

/// What operations cost, in floating-point operations. An addition, a multiplication, a comparison and a selection count 1, a division
/// and a square root 4, an elementary function about as many as its formula in math/ has arithmetic instructions; what only moves
/// elements or numbers is free. A model to compare expressions with, not a prediction of time.
namespace tapeless::inline TAPELESS_TARGET::rules {

/// Per element of the result.
constexpr std::uint32_t elementwise_flops(op code) {
  switch (code) {
  case op::stop_gradient:
  case op::broadcast: return 0;
  case op::divide:
  case op::xdivy:
  case op::sqrt: return 4;
  case op::floor:
  case op::round:
  case op::xmuly: return 2;
  case op::rsqrt: return 8;
  case op::hypot: return 12;
  case op::over_hypot: return 16;
  case op::exp:
  case op::expm1:
  case op::log:
  case op::log2:
  case op::sigmoid:
  case op::cbrt: return 18;
  case op::log1p:
  case op::xlogy:
  case op::sin:
  case op::cos:
  case op::tanh: return 22;
  case op::tan:
  case op::asin:
  case op::acos:
  case op::atan:
  case op::sinh:
  case op::cosh:
  case op::asinh:
  case op::acosh:
  case op::atanh:
  case op::erf: return 28;
  case op::atan2:
  case op::erfc: return 34;
  case op::softplus:
  case op::logistic_loss:
  case op::power: return 44;
  default: return 1;
  }
}

/// Per element of what is reduced or normalized.
constexpr std::uint32_t reduction_flops(op code) {
  switch (code) {
  case op::softmax: return 3 + elementwise_flops(op::exp) + elementwise_flops(op::divide);
  case op::norm: return 2;
  case op::log_softmax:
  case op::logsumexp: return 3 + elementwise_flops(op::exp);
  case op::softmax_cross_entropy: return 6 + elementwise_flops(op::exp);
  default: return 1;  // sum, max, batch_sum
  }
}

/// Floating-point operations of node v, for the whole batch.
constexpr std::uint64_t flops_of(graph::view const& g, graph::id v) {
  graph::node const& n = g[v];
  if (n.code <= op::batch_size || is_movement(n.code)) return 0;
  if (is_user_primitive(n.code)) return std::uint64_t{g.primitives[n.primitive()].flops} * n.shape.total();
  if (is_elementwise(n.code)) return std::uint64_t{elementwise_flops(n.code)} * n.shape.total();
  extents const from = g[n.a].shape;
  if (n.code == op::product || n.code == op::batch_product_sum) {
    std::uint32_t const samples = n.code == op::product ? n.shape.batch : from.batch;
    return std::uint64_t{2} * n.shape.size() * (n.left_transposed ? from.rows : from.columns) *
           (samples == 0 ? 1 : samples);
  }
  return std::uint64_t{reduction_flops(n.code)} * from.total();
}

/// Floating-point operations of a whole graph.
constexpr std::uint64_t flops_of(graph::view const& g) {
  std::uint64_t total = 0;
  for (graph::id v = 0; v < g.node_count; ++v) total += flops_of(g, v);
  return total;
}

}  // namespace tapeless::inline TAPELESS_TARGET::rules
