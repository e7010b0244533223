// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/kernel/across_lanes.hpp"
#include "tapeless/kernel/attached_chain.hpp"
#include "tapeless/kernel/reduction.hpp"
#include "tapeless/target/force_inline.hpp"

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace kernel {

/// The logarithm of a sum of exponentials of which the largest is 1: neither negative nor subnormal, so half of what log does is left out.
template <class V>
TAPELESS_FORCE_INLINE inline V log_of_sum(V sum) {
  using math::select;
  using T = math::element_t<V>;
  auto const reduced = math::reduce_normal(sum);
  V const finite = math::logarithm_sum(reduced.exponent, reduced.significand - V(T(1)));
  return select(sum < V(math::infinity<T>()), select(sum == V(T{}), V(-math::infinity<T>()), finite), sum);
}

/// softmax of `Size` numbers that lie one after the other: exp(z − m) / Σ exp(z − m), m the largest. An infinite m is not
/// subtracted (∞ − ∞). The exponentials are in registers where there are few, and computed twice where there are many.
template <class T, std::uint32_t Size, bool HasRoom = false, bool InRegisters = false>
class softmax_line {
  static constexpr std::uint32_t width = width_for_one_column<T>(Size);
  static constexpr std::uint32_t rest = Size % width;
  static constexpr std::uint32_t vectors = (Size + width - 1) / width;
  using vector = vector_of<T, width>;
  static constexpr bool keeps = !targets::current.has_vectors() && Size <= 32;

public:
  TAPELESS_FORCE_INLINE explicit softmax_line(T const* numbers) : from(numbers) {
    vector most(from[0]);
    each([&](std::size_t at, auto lanes) TAPELESS_FORCE_INLINE {
      most = join_largest{}(in_lanes(load<vector>(from + at, lanes), most, lanes), most);
    });
    T const largest = across_lanes(most, join_largest{});
    shift = largest - largest == 0 ? largest : T{};
    vector total(T{});
    each([&](std::size_t at, auto lanes) TAPELESS_FORCE_INLINE {
      vector const raised = exponential_of(at, lanes);
      if constexpr (keeps) kept[at] = raised;
      total = total + in_lanes(raised, vector(T{}), lanes);
    });
    sum = sum_or_one(across_lanes(total, join_sum{}));
  }

  template <class Chain>
  TAPELESS_FORCE_INLINE void apply(Chain const& chain, std::size_t sample) const {
    vector const divisor(sum);
    each([&](std::size_t at, auto lanes) TAPELESS_FORCE_INLINE {
      chain(exponential(at, lanes) / divisor, vector_at{sample, at}, lanes);
    });
  }
  /// Σᵢ yᵢ·(logsumexp(z) − zᵢ); a class with y = 0 counts nothing, whatever its logit.
  TAPELESS_FORCE_INLINE T cross_entropy(T const* truth) const {
    vector const log_sum(log_of_sum(sum));
    vector loss(T{});
    each([&](std::size_t at, auto lanes) TAPELESS_FORCE_INLINE {
      using math::select;
      vector const truth_here = load<vector>(truth + at, lanes);
      vector const logit_here = load<vector>(from + at, lanes);
      loss =
          loss + select(truth_here == vector(T{}), vector(T{}), truth_here * (log_sum - (logit_here - vector(shift))));
    });
    return across_lanes(loss, join_sum{});
  }

private:
  template <class F>
  TAPELESS_FORCE_INLINE static void each(F const& f) {
    if constexpr (vectors <= 4) {
      unroll<Size / width>([&]<std::uint32_t I>() TAPELESS_FORCE_INLINE { f(I * width, all_lanes{}); });
    } else {
      for (std::size_t at = 0; at + width <= Size; at += width) f(at, all_lanes{});
    }
    if constexpr (rest != 0) f(Size - rest, constant_lanes<rest>{});
  }
  template <class Lanes>
  TAPELESS_FORCE_INLINE vector exponential(std::size_t at, Lanes lanes) const {
    if constexpr (keeps) {
      return kept[at];
    } else {
      return exponential_of(at, lanes);
    }
  }
  template <class Lanes>
  TAPELESS_FORCE_INLINE vector exponential_of(std::size_t at, Lanes lanes) const {
    return value<op::exp>(load<vector>(from + at, lanes) - vector(shift));
  }

  T const* from;
  T shift;
  T sum;
  T kept[keeps ? Size : 1];
};

template <class T>
constexpr std::uint32_t vectors_of_line(std::uint32_t size) {
  return plan::vectors_of_line(size, plan::registers_for<T>);
}
template <class T, std::uint32_t Size, std::uint32_t I, std::uint32_t Rest = Size % width_for_one_column<T>(Size)>
using lanes_of_line =
    lanes_in<I, vectors_of_line<T>(Size), std::conditional_t<Rest == 0, all_lanes, constant_lanes<Rest>>>;

/// The same where all numbers are in registers; lanes that stand for none hold −∞, of which the exponential is 0.
template <class T, std::uint32_t Size, bool HasRoom>
class softmax_line<T, Size, HasRoom, true> {
  static constexpr std::uint32_t width = width_for_one_column<T>(Size);
  static constexpr std::uint32_t vectors = vectors_of_line<T>(Size);
  using vector = vector_of<T, width>;

public:
  TAPELESS_FORCE_INLINE explicit softmax_line(T const* numbers) {
    each([&]<std::uint32_t I>() TAPELESS_FORCE_INLINE {
      logit[I] = in_lanes(load<vector>(numbers + I * width, with_room<HasRoom>(lanes_of_line<T, Size, I>{})),
                          vector(-math::infinity<T>()), lanes_of_line<T, Size, I>{});
    });
    vector most = logit[0];
    each([&]<std::uint32_t I>() TAPELESS_FORCE_INLINE { most = join_largest{}(logit[I], most); });
    T const largest = across_lanes(most, join_largest{});
    shift = largest - largest == 0 ? largest : T{};
    vector total(T{});
    each([&]<std::uint32_t I>() TAPELESS_FORCE_INLINE {
      raised[I] = value<op::exp>(logit[I] - vector(shift));
      total = total + raised[I];
    });
    sum = sum_or_one(across_lanes(total, join_sum{}));
  }
  template <class Chain>
  TAPELESS_FORCE_INLINE void apply(Chain const& chain, std::size_t sample) const {
    vector const divisor(sum);
    each([&]<std::uint32_t I>() TAPELESS_FORCE_INLINE {
      chain(raised[I] / divisor, vector_at{sample, I * width}, lanes_of_line<T, Size, I>{});
    });
  }
  TAPELESS_FORCE_INLINE T cross_entropy(T const* truth) const {
    vector const log_sum(
        log_of_sum(pack<T, 16 / sizeof(T)>(sum)).v[0]);  // not as a number: that would go through integer registers
    vector loss(T{});
    each([&]<std::uint32_t I>() TAPELESS_FORCE_INLINE {
      using math::select;
      vector const truth_here = load<vector>(truth + I * width, lanes_of_line<T, Size, I>{});
      loss = loss + select(truth_here == vector(T{}), vector(T{}), truth_here * (log_sum - (logit[I] - vector(shift))));
    });
    return across_lanes(loss, join_sum{});
  }

private:
  template <class F>
  TAPELESS_FORCE_INLINE static void each(F const& f) {
    unroll<vectors>(f);
  }

  vector logit[vectors];
  vector raised[vectors];
  T shift;
  T sum;
};

}  // namespace kernel
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
