// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/diff/rebuild.hpp"
#include "tapeless/expr/leaf.hpp"

/// What the transformations (grad, jvp, vjp) have in common: how their lowering meets memory, batches and
/// subexpressions.
namespace tapeless {

/// f, in which x is said to stand.
template <class F, class X>
struct function_of_expression : expr::node<function_of_expression<F, X>, F::shape, F> {
  F f;
  X x;

  constexpr function_of_expression(F const& of, X const& variable)
      : function_of_expression::node(
            fingerprint_of(fingerprint_tag::function_of, of.fingerprint, variable.fingerprint)),
        f(of),
        x(variable) {}

  template <class Builder>
  constexpr auto write(Builder& builder) const {
    x.lower(builder);
    return f.lower(builder);
  }
};

/// f as a function of x although x may not stand in it: f itself, whose derivatives by x are zero then. Without it, a
/// derivative by what does not stand in a function is an error.
template <expression F, expression X>
constexpr auto function_of(F const& f, X const& x) {
  if constexpr (any_ill_formed<F, X>) {
    return ill_formed{};
  } else {
    return function_of_expression<F, X>(f, x);
  }
}

}  // namespace tapeless

namespace tapeless::diff {

/// The node of a transformation, `derive()`. Under batch<B> it is derived for one sample and then vectorized.
template <class B, class Derive>
constexpr id transformed(B& b, Derive const& derive) {
  std::uint32_t const batch_size = b.batch_axis();
  if (batch_size == 0) return derive();
  id const of_one_sample = b.within_batch(0, derive);
  return vectorize(b, of_one_sample, batch_size);
}

template <class B>
constexpr bool is_made_of_zeros(B const& b, id v) {
  node const& n = b[v];
  return n.code == op::broadcast ? is_made_of_zeros(b, n.a) : n.code == op::constant && n.value == 0;
}

/// Whether a leaf stands in f as it was written, before any law: written once more, which only derivatives that are
/// zero ask for, in the mode of b. What stands for something else here (a layer's input, an optimizer's symbol) may
/// contain every leaf.
template <class B, class F>
constexpr bool stands_in(B const& b, F const& f, graph::leaf_info const& leaf) {
  B written;
  written.within_mode(b.is_training(), [&] { return f.lower(written); });
  for (graph::leaf_info const& each : written.leaves)
    if (each.kind == leaf_kind::placeholder || each.identifier == leaf.identifier) return true;
  return false;
}

/// A subexpression x is lowered as a fresh leaf inside f, so that no rewrite hides it, and put back afterwards: as it
/// is in the mode in which it stands there. Where it stands in `freeze` the leaf is another, for what is put back is
/// another: the same value, of frozen parameters. The derivative is the sum of those by both.
template <class B, class F, class X, class Derive>
constexpr id as_function_of_subexpression(B& b, F const& f, X const& x, Derive const& derive) {
  id const point = x.lower(b);
  id const fresh = b.placeholder(b[point].shape);
  id const fresh_frozen = b.is_freezing() ? fresh : b.placeholder(b[point].shape);
  id const root = b.with_replacement(x.fingerprint, fresh, fresh_frozen, [&] { return f.lower(b); });
  bool const training = b.is_training();
  bool const stands_here = b.met_what_was_replaced(training);
  bool const stands_in_the_other_mode = b.met_what_was_replaced(!training);
  bool const stands_frozen = fresh_frozen != fresh && b.met_frozen_what_was_replaced();
  bool const stands_free = !stands_frozen || b.met_free_what_was_replaced();
  if (!stands_here && !stands_in_the_other_mode)
    b.report({graph::problem_kind::derivative_by_what_is_absent, {}, {}, X::shape});
  auto const lower_there = [&] {
    return stands_in_the_other_mode ? b.within_mode(!training, [&] { return x.lower(b); }) : x.lower(b);
  };
  id const value = lower_there();
  if (stands_here && value != point) b.report({graph::problem_kind::derivative_in_two_modes, {}, {}, X::shape});
  if (!stands_frozen) return substitute(b, derive(root, fresh), fresh, value);
  id const by_frozen = derive(root, fresh_frozen);
  id const made = stands_free ? b.apply(op::add, derive(root, fresh), by_frozen) : by_frozen;
  id const with_free = substitute(b, made, fresh, value);
  return substitute(b, with_free, fresh_frozen, b.within_freeze(lower_there));
}

/// `derive(root, target)` for f as a function of x.
template <class B, class F, class X, class Derive>
constexpr id as_function_of(B& b, F const& f, X const& x, Derive const& derive) {
  if constexpr (leaf_expression<X>) {
    id const root = f.lower(b);
    id const target = x.lower(b);
    id const made = derive(root, target);
    if (is_made_of_zeros(b, made)) {
      graph::leaf_info const leaf = b.leaves[b[target].leaf];
      bool const is_read = target <= root && nodes_below(b, root)[target];
      if (!is_read && !stands_in(b, f, leaf))
        b.report({graph::problem_kind::derivative_by_what_is_absent, leaf.identifier, {}, X::shape});
    }
    return made;
  } else {
    return as_function_of_subexpression(b, f, x, derive);
  }
}

}  // namespace tapeless::diff
