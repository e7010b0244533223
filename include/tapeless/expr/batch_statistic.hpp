// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/expr/batch.hpp"

namespace tapeless {

/// The mean over the samples of a batch, as a value that each sample has, or (not repeated) that all share.
template <bool Repeated, class X>
struct batch_statistic : expr::node<batch_statistic<Repeated, X>, X::shape, X> {
  X x;

  constexpr explicit batch_statistic(X const& what)
      : batch_statistic::node(fingerprint_of(fingerprint_tag::batch_statistic, Repeated, what.fingerprint)), x(what) {}

  template <class Builder>
  constexpr auto write(Builder& builder) const {
    auto const samples = builder.batch_axis();
    auto const each = x.lower(builder);
    if (samples == 0) {
      builder.report_statistic_outside_of_a_batch(X::shape);
      return each;
    }
    if (!builder[each].shape.is_batched()) return each;
    extents const of_samples = builder[each].shape;
    auto const sum = builder.apply(op::batch_sum, each);
    auto const mean = builder.apply(op::divide, sum, builder.batch_size(samples));
    return Repeated ? builder.broadcast(mean, of_samples) : mean;
  }
};

/// The mean of x over the samples bound in this run, as each of them has it: within `batch<B>(...)`, where x is of one
/// sample, and nowhere else. (JAX's lax.pmean over the batch's axis.) Its derivative reaches every sample.
template <expression X>
constexpr auto mean_over_samples(X const& x) {
  if constexpr (any_ill_formed<X>) {
    return ill_formed{};
  } else if constexpr (X::shape.is_batched()) {
    static_assert(
        error::batch_within_a_batch<error::batch_of<X::shape.batch>>,
        "tapeless: mean_over_samples(x) stands within batch<B>(...); of what has a batch axis already the mean "
        "is batch_mean(x); see batch_of<B>");
    return ill_formed{};
  } else {
    return batch_statistic<true, X>(x);
  }
}
/// How many samples are bound in this run, within `batch<B>(...)`.
struct samples_of_batch : expr::traits<extents{}, true> {
  static constexpr std::uint64_t fingerprint = fingerprint_of(fingerprint_tag::batch_statistic, 2);

  template <class Builder>
  constexpr auto lower(Builder& builder) const {
    if (builder.batch_axis() == 0) builder.report_statistic_outside_of_a_batch({});
    return builder.batch_size(builder.batch_axis() == 0 ? 1 : builder.batch_axis());
  }
};

}  // namespace tapeless
