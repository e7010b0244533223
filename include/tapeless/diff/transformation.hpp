// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/diff/rebuild.hpp"
#include "tapeless/expr/leaf.hpp"

/// What the transformations (grad, jvp, vjp) have in common: how their lowering meets memory, batches and subexpressions.
namespace tapeless::diff {

/// The node of a transformation: known already, or `derive()`. Under batch<B> it is derived for one sample and then vectorized.
template <class B, class Derive>
constexpr id transformed(B& b, std::uint64_t fingerprint, Derive const& derive) {
  id const known = b.recall(fingerprint);
  if (known != none) return known;
  std::uint32_t const batch_size = b.batch_axis();
  if (batch_size == 0) return b.remember(fingerprint, derive());
  id const of_one_sample = b.within_batch(0, derive);
  return b.remember(fingerprint, vectorize(b, of_one_sample, batch_size));
}

/// `derive(root, target)` for f as a function of x. A subexpression x is lowered as a fresh leaf inside f, so that no rewrite hides it,
/// and put back afterwards.
template <class B, class F, class X, class Derive>
constexpr id as_function_of(B& b, F const& f, X const& x, Derive const& derive) {
  if constexpr (leaf_expression<X>) {
    id const root = f.lower(b);
    return derive(root, x.lower(b));
  } else {
    id const point = x.lower(b);
    id const fresh = b.placeholder(b[point].shape);
    id const root = b.with_replacement(x.fingerprint, fresh, [&] { return f.lower(b); });
    return substitute(b, derive(root, fresh), fresh, point);
  }
}

}  // namespace tapeless::diff
