// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/math/math.hpp"
#include "tapeless/target/force_inline.hpp"
#include "tapeless/target/isa.hpp"

#include <cstdint>
#include <type_traits>

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace kernel {

/// N lanes of T as a vector of the compiler, which g++ and clang map to registers.
template <class T, std::uint32_t N>
struct lanes {
  typedef T type __attribute__((vector_size(N * sizeof(T))));
};
template <class T, std::uint32_t N>
using lanes_of = typename lanes<T, N>::type;

/// The unsigned integers that encode the numbers of a pack.
template <class B, std::uint32_t N>
struct pack_bits {
  lanes_of<B, N> v;

  TAPELESS_FORCE_INLINE constexpr pack_bits(lanes_of<B, N> encodings) : v(encodings) {}
  TAPELESS_FORCE_INLINE constexpr explicit pack_bits(B encoding) : v(lanes_of<B, N>{} + encoding) {}

  TAPELESS_FORCE_INLINE friend constexpr pack_bits operator+(pack_bits a, pack_bits b) { return a.v + b.v; }
  TAPELESS_FORCE_INLINE friend constexpr pack_bits operator-(pack_bits a, pack_bits b) { return a.v - b.v; }
  TAPELESS_FORCE_INLINE friend constexpr pack_bits operator&(pack_bits a, pack_bits b) { return a.v & b.v; }
  TAPELESS_FORCE_INLINE friend constexpr pack_bits operator|(pack_bits a, pack_bits b) { return a.v | b.v; }
  TAPELESS_FORCE_INLINE friend constexpr pack_bits operator<<(pack_bits a, int n) { return a.v << n; }
  TAPELESS_FORCE_INLINE friend constexpr pack_bits operator>>(pack_bits a, int n) { return a.v >> n; }
};

/// Which lanes of a pack: −1 for yes, 0 for no.
template <class Lanes>
struct pack_mask {
  Lanes v;

  TAPELESS_FORCE_INLINE friend constexpr pack_mask both(pack_mask a, pack_mask b) { return {a.v & b.v}; }
  TAPELESS_FORCE_INLINE friend constexpr pack_mask either(pack_mask a, pack_mask b) { return {a.v | b.v}; }
  TAPELESS_FORCE_INLINE friend constexpr bool any(pack_mask a) { return isa::any(a.v); }
};
template <class Lanes>
TAPELESS_FORCE_INLINE constexpr pack_mask<Lanes> as_mask(Lanes v) {
  return {v};
}

/// N numbers that are computed with at once, N a power of two. It has what math/scalar.hpp asks of a value type, so the
/// elementary functions take it.
template <class T, std::uint32_t N>
struct pack {
  using value_type = T;
  using bits_type = typename math::ieee_format<T>::bits_type;
  static constexpr std::uint32_t size = N;
  lanes_of<T, N> v;

  pack() = default;
  TAPELESS_FORCE_INLINE constexpr pack(lanes_of<T, N> numbers) : v(numbers) {}
  TAPELESS_FORCE_INLINE constexpr explicit pack(T number) : v(number - lanes_of<T, N>{}) {}  // −0 stays −0

  /// From N numbers in memory, aligned as T is.
  TAPELESS_FORCE_INLINE static pack load(T const* from) {
    pack made;
    __builtin_memcpy(&made.v, from, sizeof made.v);
    return made;
  }
  TAPELESS_FORCE_INLINE void store(T* to) const { __builtin_memcpy(to, &v, sizeof v); }

  TAPELESS_FORCE_INLINE friend constexpr pack operator+(pack a, pack b) { return a.v + b.v; }
  TAPELESS_FORCE_INLINE friend constexpr pack operator-(pack a, pack b) { return a.v - b.v; }
  TAPELESS_FORCE_INLINE friend constexpr pack operator*(pack a, pack b) { return a.v * b.v; }
  TAPELESS_FORCE_INLINE friend constexpr pack operator/(pack a, pack b) { return isa::quotient(a.v, b.v); }
  TAPELESS_FORCE_INLINE friend constexpr pack operator-(pack a) { return -a.v; }
  TAPELESS_FORCE_INLINE friend constexpr auto operator<(pack a, pack b) { return as_mask(a.v < b.v); }
  TAPELESS_FORCE_INLINE friend constexpr auto operator>(pack a, pack b) { return as_mask(a.v > b.v); }
  TAPELESS_FORCE_INLINE friend constexpr auto operator<=(pack a, pack b) { return as_mask(a.v <= b.v); }
  TAPELESS_FORCE_INLINE friend constexpr auto operator>=(pack a, pack b) { return as_mask(a.v >= b.v); }
  TAPELESS_FORCE_INLINE friend constexpr auto operator==(pack a, pack b) { return as_mask(a.v == b.v); }
  TAPELESS_FORCE_INLINE friend constexpr auto operator!=(pack a, pack b) { return as_mask(a.v != b.v); }

  TAPELESS_FORCE_INLINE friend constexpr T lane(pack const& a, std::uint32_t i) { return a.v[i]; }
  TAPELESS_FORCE_INLINE friend constexpr void set_lane(pack& a, std::uint32_t i, T number) { a.v[i] = number; }

  TAPELESS_FORCE_INLINE friend constexpr pack_bits<bits_type, N> bits_of(pack a) {
    return __builtin_bit_cast(lanes_of<bits_type, N>, a.v);
  }
  /// One expression: clang contracts nothing across two.
  TAPELESS_FORCE_INLINE friend constexpr pack muladd(pack a, pack b, pack c) { return a.v * b.v + c.v; }
  template <class Lanes>
  TAPELESS_FORCE_INLINE friend constexpr pack select(pack_mask<Lanes> mask, pack a, pack b) {
    return mask.v ? a.v : b.v;
  }
  TAPELESS_FORCE_INLINE friend constexpr pack abs(pack a) {
    return __builtin_bit_cast(lanes_of<T, N>, __builtin_bit_cast(lanes_of<bits_type, N>, a.v) & ~sign_bit);
  }
  TAPELESS_FORCE_INLINE friend constexpr pack copysign(pack a, pack sign) {
    auto const size_bits = __builtin_bit_cast(lanes_of<bits_type, N>, a.v) & ~sign_bit;
    return __builtin_bit_cast(lanes_of<T, N>,
                              size_bits | (__builtin_bit_cast(lanes_of<bits_type, N>, sign.v) & sign_bit));
  }
  TAPELESS_FORCE_INLINE friend constexpr pack at_most(pack a, pack bound) {
    return std::is_constant_evaluated() ? select(a < bound, a, bound) : pack(isa::smaller(a.v, bound.v));
  }
  TAPELESS_FORCE_INLINE friend constexpr pack at_least(pack a, pack bound) {
    return std::is_constant_evaluated() ? select(a > bound, a, bound) : pack(isa::larger(a.v, bound.v));
  }
  TAPELESS_FORCE_INLINE friend constexpr pack scale(pack a, pack k) {
    if constexpr (requires { isa::scaled(a.v, k.v); }) {
      if (!std::is_constant_evaluated()) return isa::scaled(a.v, k.v);
    }
    return math::scale<pack>(a, k);
  }
  TAPELESS_FORCE_INLINE friend constexpr pack rounded(pack a) {
    if (math::sums_may_be_reordered && !std::is_constant_evaluated()) isa::forget_origin(a.v);
    return a;
  }
  TAPELESS_FORCE_INLINE friend constexpr pack sqrt(pack a) {
    if constexpr (requires { isa::roots(a.v); }) {
      if (!std::is_constant_evaluated()) return isa::roots(a.v);
    }
    for (std::uint32_t i = 0; i < N; ++i) a.v[i] = math::sqrt(a.v[i]);
    return a;
  }

private:
  static constexpr bits_type sign_bit = bits_type{1} << (8 * sizeof(T) - 1);
};

template <std::uint32_t N>
TAPELESS_FORCE_INLINE constexpr pack<float, N> from_bits(pack_bits<std::uint32_t, N> bits) {
  return __builtin_bit_cast(lanes_of<float, N>, bits.v);
}
template <std::uint32_t N>
TAPELESS_FORCE_INLINE constexpr pack<double, N> from_bits(pack_bits<std::uint64_t, N> bits) {
  return __builtin_bit_cast(lanes_of<double, N>, bits.v);
}

}  // namespace kernel
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
