// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/target/standard.hpp"

#include <cstdint>

namespace tapeless {

/// The primitive operations. Everything a user writes is one of these or a composition of them.
enum class op : std::uint8_t {
  leaf,
  constant,
  batch_size,  ///< the number of samples bound in this run, at most the batch
  random,      ///< uniform in [0, 1), a function of seed, step, sample and element
  // element-wise, one operand
  negate,
  exp,
  exp2,
  expm1,
  log,
  log1p,
  log2,
  log10,
  sqrt,
  rsqrt,
  cbrt,
  square,
  absolute,
  sign,
  isfinite,  ///< 1 for a number, 0 for ±∞ and NaN
  floor,
  round,  ///< to the nearest integer, halves to the even one
  sin,
  cos,
  tan,
  asin,
  acos,
  atan,
  sinh,
  cosh,
  tanh,
  asinh,
  acosh,
  atanh,
  sigmoid,
  relu,
  softplus,
  erf,
  erfc,
  stop_gradient,    ///< the operand, with derivative zero
  broadcast,        ///< a scalar or a value without batch axis, repeated to a larger shape
  unary_primitive,  ///< a user's function of one number
  // element-wise, two operands
  add,
  subtract,
  multiply,
  divide,
  power,
  atan2,
  hypot,
  over_hypot,  ///< a/√(a² + b²), and 0 where a = b = 0
  fmod,
  maximum,
  minimum,
  greater,           ///< 1 where a > b, else 0
  greater_equal,     ///< 1 where a ≥ b, else 0
  equal,             ///< 1 where a = b, else 0
  xmuly,             ///< a·b, and 0 where a = 0
  xlogy,             ///< a·log b, and 0 where a = 0
  xdivy,             ///< a / b, and 0 where a = 0
  logistic_loss,     ///< binary cross-entropy of the logit a with the target b
  binary_primitive,  ///< a user's function of two numbers
  // element-wise, three operands
  select,  ///< b where a > 0, else c
  // movements
  transpose,
  reshape,          ///< the same elements, row after row, in another shape
  slice,            ///< a block of a matrix
  pad,              ///< a block in a matrix of zeros
  concatenate,      ///< a above b (axis 0), or a left of b (axis 1)
  diagonal,         ///< the diagonal of a matrix, as a vector
  diagonal_matrix,  ///< the matrix with a vector on its diagonal
  repeat,           ///< a row or a column, repeated to a matrix
  tril,             ///< a matrix with zeros above its diagonal
  triu,             ///< a matrix with zeros below its diagonal
  // matrix products; operands may be taken transposed
  product,
  batch_product_sum,  ///< Σ over the samples of the products of two batched operands
  // functions of whole matrices
  recurrence,          ///< yᵢ = aᵢ·yᵢ₋₁ + bᵢ along each line
  reverse_recurrence,  ///< yᵢ = aᵢ₊₁·yᵢ₊₁ + bᵢ along each line
  gather,              ///< the rows or columns of a whose numbers are the elements of b
  scatter_add,         ///< zeros, to whose rows or columns of the numbers b those of a are added
  batch_scatter_add,   ///< Σ of these over the samples
  solve_lower,         ///< the X with L·X = b for the lower triangle L of a
  solve_upper,         ///< the X with U·X = b for the upper triangle U of a
  cholesky,            ///< the lower triangular L with L·Lᵀ = a
  lu,                  ///< both factors of a, and beside them which rows were swapped
  solve,               ///< the X with A·X = b, where a are A's factors
  solve_transposed,    ///< the X with Aᵀ·X = b
  determinant,         ///< of the matrix whose factors a are
  logdet,              ///< the logarithm of its magnitude
  // over all elements or along an axis
  sum,
  max,
  norm,  ///< √Σ a²
  logsumexp,
  argmax,  ///< the index of the largest, as a number
  cumsum,
  cumprod,
  reverse_cumsum,  ///< from the end
  softmax,
  log_softmax,
  softmax_cross_entropy,  ///< cross-entropy of the logits a with the target distribution b
  // over the samples
  batch_sum,
};

/// What kind of computation an operation is. The enumerators of op stand in this order; ops/records.hpp checks that
/// each record agrees.
enum class family : std::uint8_t {
  source,           ///< nothing that is computed before, but for what all samples share
  elementwise,      ///< one to three operands
  movement,         ///< puts elements elsewhere and computes nothing
  product,          ///< matrix products
  matrix_function,  ///< of one or two whole matrices
  reduction,        ///< over all elements or along an axis
  normalization,    ///< of each line, which it keeps the length of
  cross_entropy,
  batch_sum,
};
constexpr family family_of(op code) {
  if (code <= op::random) return family::source;
  if (code <= op::select) return family::elementwise;
  if (code <= op::triu) return family::movement;
  if (code <= op::batch_product_sum) return family::product;
  if (code <= op::logdet) return family::matrix_function;
  if (code <= op::argmax) return family::reduction;
  if (code <= op::log_softmax) return family::normalization;
  return code == op::softmax_cross_entropy ? family::cross_entropy : family::batch_sum;
}
inline constexpr op last_operation = op::batch_sum;

constexpr bool is_elementwise_unary(op code) { return code >= op::negate && code <= op::unary_primitive; }
constexpr bool is_elementwise_binary(op code) { return code >= op::add && code <= op::binary_primitive; }
constexpr bool is_elementwise(op code) { return family_of(code) == family::elementwise; }
/// What a kernel computes for an element while it has it in a register.
constexpr bool is_chained(op code) { return is_elementwise(code) || code == op::random; }
constexpr bool is_movement(op code) { return family_of(code) == family::movement; }
constexpr bool is_reduction(op code) { return family_of(code) == family::reduction; }
constexpr bool is_normalization(op code) { return family_of(code) == family::normalization; }
constexpr bool is_user_primitive(op code) { return code == op::unary_primitive || code == op::binary_primitive; }
/// Not maximum and minimum: of 0 and −0 they take the first operand.
constexpr bool is_commutative(op code) { return code == op::add || code == op::multiply || code == op::equal; }

/// What a leaf is bound to.
enum class leaf_kind : std::uint8_t {
  input,      ///< per sample, real numbers
  label,      ///< per sample, a class index; as an expression its one-hot vector
  scalar,     ///< shared, one number given at run time
  parameter,  ///< shared, stored; what training changes
  state,      ///< shared, stored; what an optimizer remembers
  placeholder,
};

/// Of a leaf that has no number to start with: a parameter starts as its initializer says, state with zeros.
inline constexpr double no_initial_value = __builtin_nan("");

/// What the data of an input are: numbers of the program's type, or integers as sensors have them.
enum class data_format : std::uint8_t { of_program, unsigned_8, signed_8, unsigned_16, signed_16 };

constexpr bool is_per_sample(leaf_kind kind) { return kind == leaf_kind::input || kind == leaf_kind::label; }

}  // namespace tapeless
