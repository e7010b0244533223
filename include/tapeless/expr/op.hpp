// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>

namespace tapeless {

/// The primitive operations. Everything a user writes is one of these or a composition of them.
enum class op : std::uint8_t {
  leaf,
  constant,
  batch_size,  ///< the number of samples bound in this run, at most the batch
  // element-wise, one operand
  negate,
  exp,
  expm1,
  log,
  log1p,
  sqrt,
  square,
  absolute,
  sign,
  tanh,
  sigmoid,
  relu,
  softplus,
  erf,
  broadcast,  ///< a scalar or a value without batch axis, repeated to a larger shape
  // element-wise, two operands
  add,
  subtract,
  multiply,
  divide,
  power,
  maximum,
  minimum,
  greater,        ///< 1 where a > b, else 0
  equal,          ///< 1 where a = b, else 0
  xlogy,          ///< a·log b, and 0 where a = 0
  xdivy,          ///< a / b, and 0 where a = 0
  logistic_loss,  ///< binary cross-entropy of the logit a with the target b
  // element-wise, three operands
  select,  ///< b where a > 0, else c
  // within a sample
  transpose,
  product,  ///< matrix product; operands may be taken transposed
  sum,
  max,
  logsumexp,
  softmax,
  log_softmax,
  softmax_cross_entropy,  ///< cross-entropy of the logits a with the target distribution b
  // over the samples
  batch_sum,
  batch_product_sum,  ///< Σ over the samples of the products of two batched operands
};

constexpr bool is_elementwise_unary(op code) { return code >= op::negate && code <= op::broadcast; }
constexpr bool is_elementwise_binary(op code) { return code >= op::add && code <= op::logistic_loss; }
constexpr bool is_elementwise(op code) { return code >= op::negate && code <= op::select; }
constexpr bool is_commutative(op code) {
  return code == op::add || code == op::multiply || code == op::maximum || code == op::minimum || code == op::equal;
}

/// What a leaf is bound to.
enum class leaf_kind : std::uint8_t {
  input,      ///< per sample, real numbers
  label,      ///< per sample, a class index; as an expression its one-hot vector
  scalar,     ///< shared, one number given at run time
  parameter,  ///< shared, stored; what training changes
  state,      ///< shared, stored; what an optimizer remembers
  placeholder,
};

constexpr bool is_per_sample(leaf_kind kind) { return kind == leaf_kind::input || kind == leaf_kind::label; }

}  // namespace tapeless
