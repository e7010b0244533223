// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/kernel/across_lanes.hpp"
#include "tapeless/kernel/attached_chain.hpp"
#include "tapeless/kernel/reduction.hpp"
#include "tapeless/target/force_inline.hpp"

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace kernel {

/// The logarithm of a sum of exponentials of which the largest is 1: neither negative nor subnormal, so half of what
/// log does is left out.
template <class V>
TAPELESS_FORCE_INLINE inline V log_of_sum(V sum) {
  using math::select;
  using T = math::element_t<V>;
  auto const reduced = math::reduce_normal(sum);
  V const finite = math::logarithm_sum(reduced.exponent, reduced.significand - V(T(1)));
  return select(sum < V(math::infinity<T>()), select(sum == V(T{}), V(-math::infinity<T>()), finite), sum);
}

/// softmax and cross-entropy: exp(z − m) / Σ exp(z − m), m the largest logit; an infinite m is not subtracted (∞ − ∞).
/// A `Line` hands out the logits vector by vector: neighbours of one sample in the lanes (line_of_elements), or one
/// element of as many samples as there are lanes (batch_minor::line_of_samples). Its `join` makes one number of a
/// vector for each sample in it. What a line `keeps` of the exponentials is not computed twice.
template <class Line>
class softmax_over {
  using vector = typename Line::vector;
  using T = math::element_t<vector>;
  using number = decltype(Line::join(vector(T{}), join_sum{}));

public:
  TAPELESS_FORCE_INLINE explicit softmax_over(Line const& given) : line(given) {
    using math::select;
    vector most(-math::infinity<T>());
    line.each([&](auto at) TAPELESS_FORCE_INLINE { most = join_largest{}(line.logit(at), most); });
    number const largest = Line::join(most, join_largest{});
    shift = select(largest - largest == number(T{}), largest, number(T{}));
    vector total(T{});
    line.each([&](auto at) TAPELESS_FORCE_INLINE {
      vector const raised = exponential_of(at);
      if constexpr (Line::keeps) kept[at.index] = raised;
      total = total + raised;
    });
    sum = sum_or_one(Line::join(total, join_sum{}));
  }

  template <class Chain>
  TAPELESS_FORCE_INLINE void apply(Chain const& chain, std::size_t sample) const {
    vector const divisor(sum);
    line.each([&](auto at) TAPELESS_FORCE_INLINE {
      if constexpr (Line::keeps) {
        chain(kept[at.index] / divisor, vector_at{sample, at.element}, line.lanes_at(at));
      } else {
        chain(exponential_of(at) / divisor, vector_at{sample, at.element}, line.lanes_at(at));
      }
    });
  }
  /// Σᵢ yᵢ·(logsumexp(z) − zᵢ); a class with y = 0 counts nothing, whatever its logit.
  template <class Truth>
  TAPELESS_FORCE_INLINE number cross_entropy(Truth const& truth) const {
    using math::select;
    vector const log_sum(Line::log(sum));
    vector loss(T{});
    line.each([&](auto at) TAPELESS_FORCE_INLINE {
      vector const truth_here = line.read(truth, at);
      loss = loss +
             select(truth_here == vector(T{}), vector(T{}), truth_here * (log_sum - (line.logit(at) - vector(shift))));
    });
    return Line::join(loss, join_sum{});
  }

  /// The same where y is the one-hot vector of a class, or of one for each sample.
  TAPELESS_FORCE_INLINE number cross_entropy_of_class(number its_class) const {
    return Line::log(sum) - (line.logit_of_class(its_class) - shift);
  }

private:
  /// 0 in lanes that stand for no element, where a line has the logit −∞.
  template <class At>
  TAPELESS_FORCE_INLINE vector exponential_of(At at) const {
    return value<op::exp>(line.logit(at) - vector(shift));
  }

  Line line;
  number shift;
  number sum;
  vector kept[Line::keeps ? Line::vectors : 1];
};

/// Where a vector is in a line: constants where the line is unrolled, so that arrays of vectors stay in registers.
template <std::uint32_t I, std::uint32_t Width, class Lanes>
struct constant_place {
  static constexpr std::size_t index = I;
  static constexpr std::size_t element = std::size_t{I} * Width;
  static constexpr Lanes lanes{};
};
struct place_in_line {
  std::size_t index;
  std::size_t element;
  static constexpr all_lanes lanes{};
};

/// `Size` elements of one sample that lie one after the other, with room behind them up to a whole vector or not; read
/// once into registers, or each time.
template <class T, std::uint32_t Size, bool HasRoom = false, bool InRegisters = false>
class line_of_elements {
  static constexpr std::uint32_t width = width_for_one_column<T>(Size);
  static constexpr std::uint32_t rest = Size % width;

public:
  using vector = vector_of<T, width>;
  static constexpr std::uint32_t vectors = plan::vectors_of_line(Size, plan::registers_for<T>);
  static constexpr bool keeps = InRegisters || (!targets::current.has_vectors() && Size <= 32);

  TAPELESS_FORCE_INLINE explicit line_of_elements(T const* elements) : from(elements) {
    if constexpr (InRegisters) each([&](auto at) TAPELESS_FORCE_INLINE { held[at.index] = logit_in_memory(at); });
  }

  template <class F>
  TAPELESS_FORCE_INLINE static void each(F const& f) {
    if constexpr (vectors <= 4) {
      unroll<Size / width>([&]<std::uint32_t I>() TAPELESS_FORCE_INLINE { f(constant_place<I, width, all_lanes>{}); });
    } else {
      for (std::size_t i = 0; i < Size / width; ++i) f(place_in_line{i, i * width});
    }
    if constexpr (rest != 0) f(constant_place<Size / width, width, constant_lanes<rest>>{});
  }
  template <class At>
  TAPELESS_FORCE_INLINE vector logit(At at) const {
    if constexpr (InRegisters) {
      return held[at.index];
    } else {
      return logit_in_memory(at);
    }
  }
  TAPELESS_FORCE_INLINE T logit_of_class(T its_class) const { return from[static_cast<std::uint32_t>(its_class)]; }
  template <class At>
  TAPELESS_FORCE_INLINE static vector read(T const* others, At at) {
    return load<vector>(others + at.element, at.lanes);
  }
  template <class At>
  TAPELESS_FORCE_INLINE static auto lanes_at(At at) {
    return at.lanes;
  }
  template <class Join>
  TAPELESS_FORCE_INLINE static T join(vector const& of_lanes, Join how) {
    return across_lanes(of_lanes, how);
  }
  /// Where there are vectors, not as a number: that would go through integer registers.
  TAPELESS_FORCE_INLINE static T log(T sum) {
    if constexpr (targets::current.has_vectors()) {
      return log_of_sum(pack<T, 16 / sizeof(T)>(sum)).v[0];
    } else {
      return log_of_sum(sum);
    }
  }

private:
  template <class At>
  TAPELESS_FORCE_INLINE vector logit_in_memory(At at) const {
    return in_lanes(load<vector>(from + at.element, with_room<HasRoom>(at.lanes)), vector(-math::infinity<T>()),
                    at.lanes);
  }

  T const* from;
  vector held[InRegisters ? vectors : 1];
};

}  // namespace kernel
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
