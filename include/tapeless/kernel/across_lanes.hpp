// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/kernel/shuffle.hpp"
#include "tapeless/target/force_inline.hpp"

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace kernel {

/// The lanes of a vector joined to one number by `join`, as a tree.
template <class V, class Join>
TAPELESS_FORCE_INLINE inline math::element_t<V> across_lanes(V const& value, Join const& join) {
  if constexpr (lane_count<V> == 1) {
    return value;
  } else if constexpr (lane_count<V> == 2) {
    return join(value.v[0], value.v[1]);
  } else {
    constexpr std::uint32_t half = lane_count<V> / 2;
    return across_lanes(join(half_of<0>(value), half_of<half>(value)), join);
  }
}
struct join_sum {
  template <class V>
  TAPELESS_FORCE_INLINE V operator()(V const& a, V const& b) const {
    return a + b;
  }
};
struct join_largest {
  template <class V>
  TAPELESS_FORCE_INLINE V operator()(V const& a, V const& b) const {
    using math::select;
    return select(a > b, a, b);
  }
};

/// `value` in the lanes that stand for numbers, `other` in the rest.
template <class V, class Lanes>
TAPELESS_FORCE_INLINE inline V in_lanes(V const& value, V const& other, Lanes lanes) {
  if constexpr (requires { lanes.count; }) {
    using T = math::element_t<V>;
    return [&]<std::uint32_t... I>(std::integer_sequence<std::uint32_t, I...>) TAPELESS_FORCE_INLINE {
      return select(V(lanes_of<T, lane_count<V>>{static_cast<T>(I)...}) < V(static_cast<T>(lanes.count)), value, other);
    }
    (std::make_integer_sequence<std::uint32_t, lane_count<V>>{});
  } else {
    return value;
  }
}

/// The sum of f of at most `Most` numbers that lie one after the other, for a function with f(0) = 0.
template <std::uint32_t Most, class T, class F>
TAPELESS_FORCE_INLINE inline T sum_over_line(T const* from, std::uint32_t count, F const& f) {
  constexpr std::uint32_t width = width_for<T>(Most);
  using vector = vector_of<T, width>;
  vector total(T{});
  std::size_t at = 0;
  for (; at + width <= count; at += width) total = total + f(load<vector>(from + at, all_lanes{}));
  if (at < count) total = total + f(load<vector>(from + at, first_lanes{count - at}));
  return across_lanes(total, join_sum{});
}
template <std::uint32_t Most, class T>
TAPELESS_FORCE_INLINE inline T sum_of_line(T const* from, std::uint32_t count) {
  return sum_over_line<Most>(from, count, [](auto const& number) TAPELESS_FORCE_INLINE { return number; });
}
template <std::uint32_t Most, class T>
TAPELESS_FORCE_INLINE inline T sum_of_squares(T const* from, std::uint32_t count) {
  return sum_over_line<Most>(from, count, [](auto const& number) TAPELESS_FORCE_INLINE { return number * number; });
}

}  // namespace kernel
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
