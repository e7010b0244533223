// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/kernel/lanes.hpp"
#include "tapeless/kernel/operand.hpp"
#include "tapeless/target/force_inline.hpp"

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace kernel {

/// A number that an element has, of one or of a vector.
template <class T>
TAPELESS_FORCE_INLINE inline constexpr T element_as(std::size_t element) {
  return static_cast<T>(static_cast<std::int32_t>(element));
}

/// Of a label's one-hot vector the elements from `element` on, given its class.
template <class V>
TAPELESS_FORCE_INLINE inline V one_hot_from(math::element_t<V> its_class, std::size_t element) {
  using T = math::element_t<V>;
  if constexpr (lane_count<V> == 1) {
    return static_cast<std::uint32_t>(its_class) == element ? T(1) : T(0);
  } else {
    constexpr V places = []<std::uint32_t... I>(std::integer_sequence<std::uint32_t, I...>) {
      return V(lanes_of<T, lane_count<V>>{static_cast<T>(I)...});
    }
    (std::make_integer_sequence<std::uint32_t, lane_count<V>>{});
    return select(places == V(its_class - element_as<T>(element)), V(T(1)), V(T{}));
  }
}
/// Of the one-hot vectors of as many labels as there are lanes one element each, given their classes.
template <class V>
TAPELESS_FORCE_INLINE inline V one_hot_across(V classes, std::size_t element) {
  using T = math::element_t<V>;
  if constexpr (lane_count<V> == 1) {
    return one_hot_from<V>(classes, element);
  } else {
    return select(classes == V(element_as<T>(element)), V(T(1)), V(T{}));
  }
}

/// Class indices as numbers, close together.
template <class T>
TAPELESS_FORCE_INLINE inline void class_index(T* to, class_indices const& labels, std::uint32_t samples) {
  for (std::uint32_t s = 0; s < samples; ++s) to[s] = static_cast<T>(labels[s]);
}

/// One-hot vectors of class indices (checked before the run).
template <class T>
TAPELESS_FORCE_INLINE inline void one_hot(target<T> out, class_indices const& labels, std::uint32_t classes,
                                          std::uint32_t samples) {
  if (targets::current.has_vectors() && samples > 4) {  // below, one by one is faster than the call
    __builtin_memset(out.data, 0, std::size_t{samples} * classes * sizeof(T));
    for (std::uint32_t s = 0; s < samples; ++s) out.sample(s)[labels[s]] = T(1);
    return;
  }
  for (std::uint32_t s = 0; s < samples; ++s) {
    T* const to = out.sample(s);
    std::uint32_t const hot = labels[s];
    for (std::uint32_t c = 0; c < classes; ++c) to[c] = c == hot ? T(1) : T(0);
  }
}

}  // namespace kernel
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
