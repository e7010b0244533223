// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/expr/arithmetic.hpp"
#include "tapeless/expr/operation.hpp"

namespace tapeless {

/// vmap of an expression over its per-sample leaves: the same expression for each of `Samples` samples.
template <std::uint32_t Samples, class Body>
struct batched : expr::node<batched<Samples, Body>, Body::shape.with_batch(Samples), Body> {
  static constexpr bool per_sample = false;
  static constexpr bool has_batch = true;
  static constexpr bool keeps_surroundings = false;
  Body body;

  constexpr explicit batched(Body const& what)
      : batched::node(fingerprint_of(fingerprint_tag::batch, Samples, what.fingerprint)), body(what) {}

  template <class Builder>
  constexpr auto write(Builder& builder) const {
    return builder.within_batch(Samples, [&] { return body.lower(builder); });
  }
};

/// `batch<B>(e)`: e for each of B samples (fewer may be bound at run time). What does not depend on a sample stays
/// without batch axis.
template <std::uint32_t Samples, expression E>
constexpr auto batch(E const& e) {
  static_assert(Samples > 0, "tapeless: a batch has at least one sample");
  if constexpr (any_ill_formed<E>) {
    return ill_formed{};
  } else if constexpr (E::has_batch) {
    static_assert(error::batch_within_a_batch<error::batch_of<Samples>>,
                  "tapeless: batch<B>(e): e holds a batch already; see batch_of<B>");
    return ill_formed{};
  } else if constexpr (!E::per_sample) {
    return e;
  } else {
    return batched<Samples, E>(e);
  }
}

namespace expr {

template <extents S>
constexpr bool batch_checked() {
  static_assert(S.is_batched() || error::no_batch_axis<error::shape_of<S.rows, S.columns>>,
                "tapeless: batch_mean and batch_sum need a batch axis; write batch_mean(batch<B>(e))");
  return S.is_batched();
}

}  // namespace expr

/// Σ over the samples bound in this run.
template <expression E>
constexpr auto batch_sum(E const& e) {
  if constexpr (any_ill_formed<E>) {
    return ill_formed{};
  } else if constexpr (expr::batch_checked<E::shape>()) {
    return expr::make<op::batch_sum, E::shape.with_batch(0)>(e);
  } else {
    return ill_formed{};
  }
}

/// The number of samples bound in this run, at most `Samples`.
template <std::uint32_t Samples>
struct sample_count : expr::traits<extents{}, false, true> {
  static constexpr std::uint64_t fingerprint = fingerprint_of(fingerprint_tag::sample_count, Samples);

  template <class Builder>
  constexpr auto lower(Builder& builder) const {
    return builder.batch_size(Samples);
  }
};

/// Mean over the samples bound in this run: with n ≤ B samples the sum is divided by n.
template <expression E>
constexpr auto batch_mean(E const& e) {
  if constexpr (any_ill_formed<E>) {
    return ill_formed{};
  } else if constexpr (expr::batch_checked<E::shape>()) {
    return batch_sum(e) / sample_count<E::shape.batch>{};
  } else {
    return ill_formed{};
  }
}

}  // namespace tapeless
