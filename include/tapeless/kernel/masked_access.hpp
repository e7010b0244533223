// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/kernel/pack.hpp"
#include "tapeless/target/force_inline.hpp"

#include <utility>

/// Reads and writes of the first lanes of a vector that touch nothing else in memory: masked instructions where the
/// target has them, a buffer elsewhere.
namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace kernel {

template <class T, std::uint32_t N>
struct masked_access {
  using vector = lanes_of<T, N>;

  TAPELESS_FORCE_INLINE static vector load(T const* from, std::size_t count) {
    vector made{};
    if constexpr (requires { isa::load_first(made, from, count); }) {
      isa::load_first(made, from, count);
    } else {
      __builtin_memcpy(&made, from, count * sizeof(T));
    }
    return made;
  }
  TAPELESS_FORCE_INLINE static void store(vector const& value, T* to, std::size_t count) {
    if constexpr (requires { isa::store_first(value, to, count); }) {
      isa::store_first(value, to, count);
    } else {
      __builtin_memcpy(to, &value, count * sizeof(T));
    }
  }
};

/// As many lanes as a constant says, lane by lane: through registers, where a copy of so many bytes goes through
/// memory.
template <std::uint32_t Count, class T, std::uint32_t N>
struct constant_access {
  using vector = lanes_of<T, N>;

  TAPELESS_FORCE_INLINE static vector load(T const* from) {
    return [&]<std::uint32_t... I>(std::integer_sequence<std::uint32_t, I...>) TAPELESS_FORCE_INLINE {
      return vector{(I < Count ? from[I < Count ? I : 0] : T{})...};
    }
    (std::make_integer_sequence<std::uint32_t, N>{});
  }
  TAPELESS_FORCE_INLINE static void store(vector const& value, T* to) {
    [&]<std::uint32_t... I>(std::integer_sequence<std::uint32_t, I...>) TAPELESS_FORCE_INLINE {
      ((to[I] = value[I]), ...);
    }
    (std::make_integer_sequence<std::uint32_t, Count>{});
  }
};

}  // namespace kernel
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
