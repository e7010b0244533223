// SPDX-License-Identifier: BSL-1.0
// Which operations random programs have to draw: all but those that nobody can write as such. A new one is not in the
// list below, and the compiler says so (-Wswitch) until somebody decides.
#pragma once

#include "tapeless/ops/op.hpp"

#include <boost/test/unit_test.hpp>

#include <set>

namespace written_by_users {

enum class drawn : bool { otherwise, as_an_operation };

constexpr drawn how(tapeless::op code) {
  using enum tapeless::op;
  switch (code) {
  case leaf:
  case constant:
  case batch_size:         // of a mean over the samples
  case random:             // reads state; random programs have acts of their own for it (tests/run/random_layers.hpp)
  case batch_sum:          // sums and means over the samples are written around what has a batch
  case batch_product_sum:  // what a law makes of the sum over the samples of a product
  case batch_scatter_add:  // the gradient of what is gathered from a table that all samples share
  case recurrence:         // the derivatives of cumprod
  case reverse_recurrence:
  case scatter_add:                         // the gradient of gather
  case lu:                                  // the factors, of which solve and determinants are drawn
  case solve_transposed:                    // the gradient of solve
  case over_hypot:                          // the slope of hypot, which is drawn
  case broadcast: return drawn::otherwise;  // builders write it where shapes differ
  case negate:
  case exp:
  case expm1:
  case log:
  case log1p:
  case log2:
  case sqrt:
  case rsqrt:
  case cbrt:
  case square:
  case absolute:
  case sign:
  case floor:
  case round:
  case sin:
  case cos:
  case tan:
  case asin:
  case acos:
  case atan:
  case sinh:
  case cosh:
  case tanh:
  case asinh:
  case acosh:
  case atanh:
  case sigmoid:
  case relu:
  case softplus:
  case erf:
  case erfc:
  case stop_gradient:
  case unary_primitive:
  case add:
  case subtract:
  case multiply:
  case divide:
  case power:
  case atan2:
  case hypot:
  case fmod:
  case maximum:
  case minimum:
  case greater:
  case greater_equal:
  case equal:
  case xmuly:
  case xlogy:
  case xdivy:
  case logistic_loss:
  case binary_primitive:
  case select:
  case transpose:
  case product:
  case sum:
  case max:
  case norm:
  case logsumexp:
  case softmax:
  case log_softmax:
  case softmax_cross_entropy:
  case reshape:
  case slice:
  case pad:
  case concatenate:
  case diagonal:
  case diagonal_matrix:
  case repeat:
  case argmax:
  case cumprod:
  case tril:
  case triu:
  case gather:
  case solve_lower:
  case solve_upper:
  case cholesky:
  case solve:
  case determinant:
  case logdet:
  case cumsum:
  case exp2:
  case log10:
  case isfinite:
  case reverse_cumsum: break;
  }
  return drawn::as_an_operation;
}

/// Every value an enumerator may have is asked; those that are none are not in the language.
inline void expect_all_in(std::set<tapeless::op> const& met) {
  for (unsigned code = 0; code <= static_cast<unsigned>(tapeless::last_operation); ++code)
    if (how(static_cast<tapeless::op>(code)) == drawn::as_an_operation)
      BOOST_TEST(met.count(static_cast<tapeless::op>(code)) == 1u, "operation number " << code << " is never drawn");
}

}  // namespace written_by_users
