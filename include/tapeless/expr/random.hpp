// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/expr/batch.hpp"
#include "tapeless/expr/function.hpp"
#include "tapeless/expr/integer_state.hpp"
#include "tapeless/expr/mode.hpp"

#include <numbers>
#include <string_view>

/// Random numbers in an expression: data that nobody binds. A number is a function of the seed and the step (the states
/// `random.seed` and `optimizer.step`), of its stream, which a name stands for, of the number of its sample and of its
/// place in the value, and of nothing else: it has the same bits on every target, in every layout, in a batch of any
/// size, wherever it is read, and takes no memory. A sample's number is its row in the data where `rows{list}` chose
/// it, else its position, counted from `first_row{n}` where that is given. What stands in the step of a scan has one
/// number for all columns: a mask of a recurrence is the same at each (Gal, Ghahramani 2016).
namespace tapeless {

/// The integers that random numbers depend on besides. A trainer writes the first when it is initialized, and counts
/// with the second; other programs that read random numbers are given a store with them, of which zeros will do.
inline constexpr auto random_seed = integer_state<"random.seed">;
inline constexpr auto random_step = integer_state<"optimizer.step">;

/// Numbers of a stream, uniform in [0, 1): k·2⁻²⁴, k an integer of 24 bits.
template <extents Shape, bool PerSample>
struct random_numbers : expr::traits<Shape, PerSample> {
  name stream;
  std::uint64_t fingerprint;

  constexpr explicit random_numbers(name const& stream_name)
      : stream(stream_name),
        fingerprint(fingerprint_of(fingerprint_tag::random, stream_name.hash, matrix_datum(Shape), PerSample)) {}

  template <class Builder>
  constexpr auto lower(Builder& builder) const {
    auto const known = builder.recall(fingerprint);
    if (known != Builder::none) return known;
    return builder.remember(fingerprint,
                            builder.give_name(stream, fingerprint, builder.random(stream.hash, Shape, PerSample)));
  }
};

/// Uniform in [0, 1), for each sample anew; one name is one stream, of one shape.
template <fixed_string Stream, std::uint32_t Rows = 1, std::uint32_t Columns = 1>
inline constexpr random_numbers<extents{Rows, Columns}, true> uniform{name(Stream.view())};
/// The same for all samples.
template <fixed_string Stream, std::uint32_t Rows = 1, std::uint32_t Columns = 1>
inline constexpr random_numbers<extents{Rows, Columns}, false> shared_uniform{name(Stream.view())};

namespace expr {

/// Uniform numbers of the shape of x: for each sample where x is one for each.
template <expression X>
constexpr auto uniform_like(name const& stream) {
  constexpr extents s = X::shape.with_batch(0);
  if constexpr (X::shape.is_batched()) {
    return batch<X::shape.batch>(random_numbers<s, true>(stream));
  } else {
    return random_numbers<s, X::per_sample>(stream);
  }
}
/// Normal numbers of the shape of x, with mean 0 and variance 1: √(−2·ln u)·cos(2π·v) with u in (0, 1] and v in [0, 1)
/// (Box, Muller 1958); none is beyond √(48·ln 2) = 5.77.
template <expression X>
constexpr auto normal_like(name const& stream) {
  auto const radius = sqrt(-2 * log(1 - uniform_like<X>(stream)));
  return radius % cos(2 * std::numbers::pi * uniform_like<X>(name(stream.view(), "angle")));
}

/// Not constexpr: of another rate there is no constant, and the compiler shows this function's name.
inline void a_dropout_rate_is_at_least_0_and_less_than_1() { __builtin_trap(); }
template <operand Rate>
constexpr void check_rate(Rate const& rate) {
  if constexpr (!expression<Rate>) {
    if (!(rate >= 0 && rate < 1)) a_dropout_rate_is_at_least_0_and_less_than_1();
  }
}

}  // namespace expr

/// x in inference mode. In training mode each element is 0 with probability `rate`, else divided by 1 − rate, so that
/// its mean is x (Srivastava et al. 2014): x ⊙ m, mᵢ = [uᵢ ≥ rate]/(1 − rate), u uniform of the stream that `stream`
/// names. The rate is a number or a scalar expression, in [0, 1). The mask is computed again where the derivative reads
/// it.
template <expression X, operand Rate>
constexpr auto dropout(X const& x, Rate const& rate, std::string_view stream) {
  if constexpr (any_ill_formed<X, expr::lifted<Rate>>) {
    return ill_formed{};
  } else {
    expr::check_rate(rate);
    auto const kept = expr::uniform_like<X>(name(stream)) >= rate;
    return x % in_mode(where(kept, expr::lift(1) / (1 - rate), 0), 1);
  }
}

/// x in inference mode, x + σ·n in training mode, n normal (mean 0, variance 1) for each element and sample.
template <expression X, operand Deviation>
constexpr auto gaussian_noise(X const& x, Deviation const& sigma, std::string_view stream) {
  if constexpr (any_ill_formed<X, expr::lifted<Deviation>>) {
    return ill_formed{};
  } else {
    return x + in_mode(sigma * expr::normal_like<X>(name(stream)), 0);
  }
}

}  // namespace tapeless
