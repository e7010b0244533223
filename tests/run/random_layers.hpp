// SPDX-License-Identifier: BSL-1.0
// What layers do in training only: random numbers, and statistics of the samples of a batch.
#pragma once

#include "random_draft.hpp"

namespace random_program {

class layers : public draft {
protected:
  constexpr explicit layers(std::uint32_t seed) : draft(seed) {}

  constexpr std::uint32_t numbers(extents of_one, bool per_sample, tl::name const& stream) {
    return add({act::random,
                {.code = op::random,
                 .shape = of_one.with_batch(per_sample ? written.batch : 0),
                 .value = per_sample ? 1.0 : 0.0,
                 .detail = stream.hash}});
  }
  /// Numbers of v's shape, for each sample where v is one for each, and sometimes where it is not. Of the few streams
  /// some are drawn twice: one number is then read in two places.
  constexpr std::uint32_t numbers_like(std::uint32_t v) {
    constexpr char const* streams[]{"first", "second", "third"};
    extents const of_one = shape(v).with_batch(0);
    bool const may_differ = shape(v).is_batched() || fits(of_one.with_batch(written.batch));
    bool const per_sample = may_differ && roll(5) < (shape(v).is_batched() ? 4u : 1u);
    return numbers(of_one, per_sample, called(roll.one_of(streams)));
  }

  /// dropout(v), with a constant rate or a scalar.
  constexpr std::uint32_t dropped(std::uint32_t v) {
    std::uint32_t const dropped_part = roll(3) == 0 ? rate : constant(0.125 * (1 + roll(5)));
    std::uint32_t const kept = apply(op::greater_equal, numbers_like(v), dropped_part);
    std::uint32_t const factor = apply(op::divide, constant(1), apply(op::subtract, constant(1), dropped_part));
    return apply(op::multiply, v, apply(op::select, kept, factor, constant(0)));
  }
  /// gaussian_noise(v), or numbers as they are.
  constexpr std::uint32_t with_noise(std::uint32_t v) {
    std::uint32_t const u = numbers_like(v);
    if (roll(2) == 0) return apply(op::add, v, apply(op::multiply, constant(0.25), u));
    std::uint32_t const logarithm = apply(op::log, apply(op::subtract, constant(1), u));
    std::uint32_t const radius = apply(op::sqrt, apply(op::multiply, constant(-2), logarithm));
    std::uint32_t const angle = numbers(shape(u).with_batch(0), shape(u).is_batched(), called("angle"));
    std::uint32_t const normal =
        apply(op::multiply, radius, apply(op::cos, apply(op::multiply, constant(6.25), angle)));
    return apply(op::add, v, apply(op::multiply, rate, normal));
  }
  constexpr void by_chance(std::uint32_t v) {
    switch (roll(4)) {
    case 0: return grown(numbers_like(v));
    case 1: return grown(with_noise(v));
    default: return grown(dropped(v));
    }
  }

  /// The mean of each row over columns and samples, and such a column again in the place of each.
  constexpr std::uint32_t mean_of_rows(std::uint32_t v) {
    if (shape(v).columns == 1) return mean(v);
    return mean(apply(op::divide, along(op::sum, 1, v), constant(shape(v).columns)));
  }
  constexpr std::uint32_t spread(std::uint32_t column, std::uint32_t v) {
    if (shape(v).columns == 1) return column;
    return add({act::repeat, {.shape = shape(v).with_batch(0), .a = column}});
  }
  /// Batch normalization of v without its weights: zero mean over the samples, unit variance but for ε = 1/64.
  struct statistics {
    std::uint32_t mean = none, variance = none, normal = none;
  };
  constexpr statistics standardized(std::uint32_t v) {
    statistics made;
    made.mean = mean_of_rows(v);
    std::uint32_t const centred = apply(op::subtract, v, spread(made.mean, v));
    made.variance = mean_of_rows(apply(op::square, centred));
    std::uint32_t const scale = apply(op::rsqrt, apply(op::add, made.variance, constant(0x1p-6)));
    made.normal = apply(op::multiply, centred, spread(scale, v));
    return made;
  }
  /// 7/8 of the old and 1/8 of the new, a variance as n/(n − 1) of it.
  constexpr std::uint32_t running(std::uint32_t old, std::uint32_t now, bool is_variance) {
    if (is_variance) {
      std::uint32_t const count = add({act::batch_size, {}});
      std::uint32_t const others = apply(op::maximum, apply(op::subtract, count, constant(1)), constant(1));
      now = apply(op::multiply, apply(op::divide, count, others), now);
    }
    return apply(op::add, apply(op::multiply, constant(0.875), old), apply(op::multiply, constant(0.125), now));
  }
  constexpr void standardization() {
    std::uint32_t const v = some([&](std::uint32_t e) { return shape(e).is_batched(); });
    if (v == none) return;
    statistics const made = standardized(v);
    keep(made.normal);
    if (roll(3) == 0) keep(roll(2) == 0 ? made.mean : made.variance);
  }

  std::uint32_t rate = 0;
};

}  // namespace random_program
