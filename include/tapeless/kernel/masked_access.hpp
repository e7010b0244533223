// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/kernel/pack.hpp"
#include "tapeless/meta/force_inline.hpp"

#include <array>
#include <utility>

/// Reads and writes of the first lanes of a vector that touch nothing else in memory: masked instructions where the target has them,
/// a buffer elsewhere.
namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace kernel {

template <class T, std::uint32_t N>
struct masked_access {
  using vector = lanes_of<T, N>;

  TAPELESS_FORCE_INLINE static vector load(T const* from, std::size_t count) {
    vector made{};
    __builtin_memcpy(&made, from, count * sizeof(T));
    return made;
  }
  TAPELESS_FORCE_INLINE static void store(vector const& value, T* to, std::size_t count) {
    __builtin_memcpy(to, &value, count * sizeof(T));
  }
};

/// As many lanes as a constant says, lane by lane: through registers, where a copy of so many bytes goes through memory.
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

#if defined(__AVX512F__) && defined(__AVX512VL__)
/// The compilers agree on the builtins' names, not on their pointers.
template <class Pointer>
struct masked_pointer {
  Pointer address;
#if defined(__clang__)
  template <class Vector>
  TAPELESS_FORCE_INLINE operator Vector*() const {
    return reinterpret_cast<Vector*>(address);
  }
#else
  TAPELESS_FORCE_INLINE operator Pointer() const { return address; }
#endif
};
/// What a masked read made, once more for g++ 12: where a shuffle takes none of the lanes that the mask leaves out, it would drop the mask and
/// read them all, past the end of the memory.
template <class Vector>
TAPELESS_FORCE_INLINE inline Vector as_it_was_read(Vector value) {
#if !defined(__clang__)
  asm("" : "+v"(value));
#endif
  return value;
}
template <class Mask>
TAPELESS_FORCE_INLINE inline Mask first_bits(std::size_t count) {
  return static_cast<Mask>((1u << count) - 1u);
}

template <>
struct masked_access<float, 16> {
  using vector = lanes_of<float, 16>;
  TAPELESS_FORCE_INLINE static vector load(float const* from, std::size_t count) {
    return as_it_was_read(vector(__builtin_ia32_loadups512_mask(from, vector{}, first_bits<unsigned short>(count))));
  }
  TAPELESS_FORCE_INLINE static void store(vector const& value, float* to, std::size_t count) {
    __builtin_ia32_storeups512_mask(to, value, first_bits<unsigned short>(count));
  }
};
template <>
struct masked_access<float, 8> {
  using vector = lanes_of<float, 8>;
  TAPELESS_FORCE_INLINE static vector load(float const* from, std::size_t count) {
    return as_it_was_read(vector(__builtin_ia32_loadups256_mask(masked_pointer<float const*>{from}, vector{},
                                                                first_bits<unsigned char>(count))));
  }
  TAPELESS_FORCE_INLINE static void store(vector const& value, float* to, std::size_t count) {
    __builtin_ia32_storeups256_mask(masked_pointer<float*>{to}, value, first_bits<unsigned char>(count));
  }
};
template <>
struct masked_access<float, 4> {
  using vector = lanes_of<float, 4>;
  TAPELESS_FORCE_INLINE static vector load(float const* from, std::size_t count) {
    return as_it_was_read(vector(__builtin_ia32_loadups128_mask(masked_pointer<float const*>{from}, vector{},
                                                                first_bits<unsigned char>(count))));
  }
  TAPELESS_FORCE_INLINE static void store(vector const& value, float* to, std::size_t count) {
    __builtin_ia32_storeups128_mask(masked_pointer<float*>{to}, value, first_bits<unsigned char>(count));
  }
};
template <>
struct masked_access<double, 8> {
  using vector = lanes_of<double, 8>;
  TAPELESS_FORCE_INLINE static vector load(double const* from, std::size_t count) {
    return as_it_was_read(vector(__builtin_ia32_loadupd512_mask(from, vector{}, first_bits<unsigned char>(count))));
  }
  TAPELESS_FORCE_INLINE static void store(vector const& value, double* to, std::size_t count) {
    __builtin_ia32_storeupd512_mask(to, value, first_bits<unsigned char>(count));
  }
};
template <>
struct masked_access<double, 4> {
  using vector = lanes_of<double, 4>;
  TAPELESS_FORCE_INLINE static vector load(double const* from, std::size_t count) {
    return as_it_was_read(vector(__builtin_ia32_loadupd256_mask(masked_pointer<double const*>{from}, vector{},
                                                                first_bits<unsigned char>(count))));
  }
  TAPELESS_FORCE_INLINE static void store(vector const& value, double* to, std::size_t count) {
    __builtin_ia32_storeupd256_mask(masked_pointer<double*>{to}, value, first_bits<unsigned char>(count));
  }
};
#elif defined(__AVX2__)
/// Masked reads only: masked writes of AVX2 are slow on some processors (about 20 cycles on AMD's).
template <class T, class Integer, std::uint32_t N>
struct avx2_read {
  using vector = lanes_of<T, N>;
  TAPELESS_FORCE_INLINE static lanes_of<Integer, N> first(std::size_t count) {
    lanes_of<Integer, N> made;
    __builtin_memcpy(&made, window + N - count, sizeof made);
    return made;
  }
  TAPELESS_FORCE_INLINE static void store(vector const& value, T* to, std::size_t count) {
    __builtin_memcpy(to, &value, count * sizeof(T));
  }

private:
  alignas(64) static constexpr std::array<Integer, 2 * N> table = [] {
    std::array<Integer, 2 * N> made{};
    for (std::uint32_t i = 0; i < N; ++i) made[i] = -1;
    return made;
  }();
  static constexpr Integer const* window = table.data();
};
template <>
struct masked_access<float, 8> : avx2_read<float, int, 8> {
  TAPELESS_FORCE_INLINE static vector load(float const* from, std::size_t count) {
    return __builtin_ia32_maskloadps256(reinterpret_cast<vector const*>(from), first(count));
  }
};
template <>
struct masked_access<float, 4> : avx2_read<float, int, 4> {
  TAPELESS_FORCE_INLINE static vector load(float const* from, std::size_t count) {
    return __builtin_ia32_maskloadps(reinterpret_cast<vector const*>(from), first(count));
  }
};
template <>
struct masked_access<double, 4> : avx2_read<double, long long, 4> {
  TAPELESS_FORCE_INLINE static vector load(double const* from, std::size_t count) {
    return __builtin_ia32_maskloadpd256(reinterpret_cast<vector const*>(from), first(count));
  }
};
#endif

}  // namespace kernel
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
