// SPDX-License-Identifier: BSL-1.0
#pragma once

#if defined(__AVX512F__)
#include "tapeless/target/isa/x86.hpp"

/// AVX-512: registers of 64 bytes, and masks.
namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace isa {

typedef float floats_64 __attribute__((vector_size(64)));
typedef double doubles_64 __attribute__((vector_size(64)));
inline constexpr int current_rounding = 4;

/// A mask of ones; the compilers do not agree on which integers of 8 and 16 bits are signed.
struct all_of_mask {
  template <class Integer>
  constexpr operator Integer() const {
    return static_cast<Integer>(-1);
  }
};

template <class Mask>
  requires(sizeof(Mask) == 64)
TAPELESS_FORCE_INLINE inline bool any_set(Mask mask) {
  typedef int ints_64 __attribute__((vector_size(64)));
  constexpr int unequal = 4;
  return __builtin_ia32_cmpd512_mask(__builtin_bit_cast(ints_64, mask), ints_64{}, unequal, all_of_mask{}) != 0;
}

#if !defined(__clang__)
TAPELESS_FORCE_INLINE inline floats_64 roots(floats_64 a) { return __builtin_ia32_sqrtps512(a); }
TAPELESS_FORCE_INLINE inline doubles_64 roots(doubles_64 a) { return __builtin_ia32_sqrtpd512(a); }
TAPELESS_FORCE_INLINE inline floats_64 smaller(floats_64 a, floats_64 b) {
  return __builtin_ia32_minps512_mask(a, b, a, all_of_mask{}, current_rounding);
}
TAPELESS_FORCE_INLINE inline doubles_64 smaller(doubles_64 a, doubles_64 b) {
  return __builtin_ia32_minpd512_mask(a, b, a, all_of_mask{}, current_rounding);
}
TAPELESS_FORCE_INLINE inline floats_64 larger(floats_64 a, floats_64 b) {
  return __builtin_ia32_maxps512_mask(a, b, a, all_of_mask{}, current_rounding);
}
TAPELESS_FORCE_INLINE inline doubles_64 larger(doubles_64 a, doubles_64 b) {
  return __builtin_ia32_maxpd512_mask(a, b, a, all_of_mask{}, current_rounding);
}
#endif
TAPELESS_FORCE_INLINE inline floats_64 scaled(floats_64 a, floats_64 k) {
  return __builtin_ia32_scalefps512_mask(a, k, a, all_of_mask{}, current_rounding);
}
TAPELESS_FORCE_INLINE inline doubles_64 scaled(doubles_64 a, doubles_64 k) {
  return __builtin_ia32_scalefpd512_mask(a, k, a, all_of_mask{}, current_rounding);
}

#if defined(__AVX512VL__)
TAPELESS_FORCE_INLINE inline floats_32 scaled(floats_32 a, floats_32 k) {
  return __builtin_ia32_scalefps256_mask(a, k, a, all_of_mask{});
}
TAPELESS_FORCE_INLINE inline doubles_32 scaled(doubles_32 a, doubles_32 k) {
  return __builtin_ia32_scalefpd256_mask(a, k, a, all_of_mask{});
}
TAPELESS_FORCE_INLINE inline floats_16 scaled(floats_16 a, floats_16 k) {
  return __builtin_ia32_scalefps128_mask(a, k, a, all_of_mask{});
}
TAPELESS_FORCE_INLINE inline doubles_16 scaled(doubles_16 a, doubles_16 k) {
  return __builtin_ia32_scalefpd128_mask(a, k, a, all_of_mask{});
}

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
/// What a masked read made, once more for g++ 12: where a shuffle takes none of the lanes that the mask leaves out, it
/// would drop the mask and read them all, past the end of the memory.
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

TAPELESS_FORCE_INLINE inline void load_first(floats_64& to, float const* from, std::size_t count) {
  to = as_it_was_read(floats_64(__builtin_ia32_loadups512_mask(from, floats_64{}, first_bits<unsigned short>(count))));
}
TAPELESS_FORCE_INLINE inline void store_first(floats_64 const& value, float* to, std::size_t count) {
  __builtin_ia32_storeups512_mask(to, value, first_bits<unsigned short>(count));
}
TAPELESS_FORCE_INLINE inline void load_first(floats_32& to, float const* from, std::size_t count) {
  to = as_it_was_read(floats_32(__builtin_ia32_loadups256_mask(masked_pointer<float const*>{from}, floats_32{},
                                                               first_bits<unsigned char>(count))));
}
TAPELESS_FORCE_INLINE inline void store_first(floats_32 const& value, float* to, std::size_t count) {
  __builtin_ia32_storeups256_mask(masked_pointer<float*>{to}, value, first_bits<unsigned char>(count));
}
TAPELESS_FORCE_INLINE inline void load_first(floats_16& to, float const* from, std::size_t count) {
  to = as_it_was_read(floats_16(__builtin_ia32_loadups128_mask(masked_pointer<float const*>{from}, floats_16{},
                                                               first_bits<unsigned char>(count))));
}
TAPELESS_FORCE_INLINE inline void store_first(floats_16 const& value, float* to, std::size_t count) {
  __builtin_ia32_storeups128_mask(masked_pointer<float*>{to}, value, first_bits<unsigned char>(count));
}
TAPELESS_FORCE_INLINE inline void load_first(doubles_64& to, double const* from, std::size_t count) {
  to = as_it_was_read(doubles_64(__builtin_ia32_loadupd512_mask(from, doubles_64{}, first_bits<unsigned char>(count))));
}
TAPELESS_FORCE_INLINE inline void store_first(doubles_64 const& value, double* to, std::size_t count) {
  __builtin_ia32_storeupd512_mask(to, value, first_bits<unsigned char>(count));
}
TAPELESS_FORCE_INLINE inline void load_first(doubles_32& to, double const* from, std::size_t count) {
  to = as_it_was_read(doubles_32(__builtin_ia32_loadupd256_mask(masked_pointer<double const*>{from}, doubles_32{},
                                                                first_bits<unsigned char>(count))));
}
TAPELESS_FORCE_INLINE inline void store_first(doubles_32 const& value, double* to, std::size_t count) {
  __builtin_ia32_storeupd256_mask(masked_pointer<double*>{to}, value, first_bits<unsigned char>(count));
}
#endif

}  // namespace isa
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
#endif
