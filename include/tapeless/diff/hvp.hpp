// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/diff/grad.hpp"
#include "tapeless/diff/jvp.hpp"

namespace tapeless {

/// The Hessian of a scalar f by x times v: an expression of x's shape, by a forward pass over the reverse pass. It
/// costs a small multiple of the gradient where the Hessian itself would cost one such pass per element of x. f, x as
/// for grad; v has x's shape. Source: B. A. Pearlmutter, Fast exact multiplication by the Hessian, Neural Computation 6
/// (1994).
template <expression F, expression X, operand V>
constexpr auto hvp(F const& f, X const& x, V const& v) {
  return jvp(grad(f, x), x, v);
}

}  // namespace tapeless
