// SPDX-License-Identifier: BSL-1.0
#pragma once

#if defined(__wasm_simd128__)
#include "tapeless/target/isa/optional.hpp"

#include <concepts>

/// WebAssembly's vectors of 16 bytes.
namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace isa {

typedef float floats_of_wasm __attribute__((vector_size(16)));
typedef double doubles_of_wasm __attribute__((vector_size(16)));

template <std::floating_point X>
TAPELESS_FORCE_INLINE inline void forget_in_register(X& x) {
  asm("" : "+r"(x));
}
/// clang 19 breaks off where a vector is an operand of asm. A shuffle that moves nothing it leaves alone, and V8 makes
/// no instruction of it; through memory, a step of 2-16-16-1 took 1.05 times as long.
template <class Lanes>
  requires(sizeof(Lanes) == 16)
TAPELESS_FORCE_INLINE inline void forget_in_register(Lanes& x) {
  typedef signed char bytes __attribute__((vector_size(16)));
  bytes const as_it_is = __builtin_bit_cast(bytes, x);
  x = __builtin_bit_cast(
      Lanes, __builtin_wasm_shuffle_i8x16(as_it_is, as_it_is, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15));
}

TAPELESS_FORCE_INLINE inline int signs(floats_of_wasm a) {
  typedef int ints __attribute__((vector_size(16)));
  return static_cast<int>(__builtin_wasm_bitmask_i32x4(__builtin_bit_cast(ints, a)));
}
TAPELESS_FORCE_INLINE inline int signs(doubles_of_wasm a) {
  typedef long long longs __attribute__((vector_size(16)));
  return static_cast<int>(__builtin_wasm_bitmask_i64x2(__builtin_bit_cast(longs, a)));
}

template <class Mask>
  requires(sizeof(Mask) == 16)
TAPELESS_FORCE_INLINE inline bool any_set(Mask mask) {
  typedef signed char bytes __attribute__((vector_size(16)));
  return __builtin_wasm_any_true_v128(__builtin_bit_cast(bytes, mask)) != 0;
}

TAPELESS_FORCE_INLINE inline floats_of_wasm roots(floats_of_wasm a) { return __builtin_wasm_sqrt_f32x4(a); }
TAPELESS_FORCE_INLINE inline doubles_of_wasm roots(doubles_of_wasm a) { return __builtin_wasm_sqrt_f64x2(a); }

// `pmin` takes its second operand where that is smaller, else its first.
TAPELESS_FORCE_INLINE inline floats_of_wasm smaller(floats_of_wasm a, floats_of_wasm b) {
  return __builtin_wasm_pmin_f32x4(b, a);
}
TAPELESS_FORCE_INLINE inline doubles_of_wasm smaller(doubles_of_wasm a, doubles_of_wasm b) {
  return __builtin_wasm_pmin_f64x2(b, a);
}
TAPELESS_FORCE_INLINE inline floats_of_wasm larger(floats_of_wasm a, floats_of_wasm b) {
  return __builtin_wasm_pmax_f32x4(b, a);
}
TAPELESS_FORCE_INLINE inline doubles_of_wasm larger(doubles_of_wasm a, doubles_of_wasm b) {
  return __builtin_wasm_pmax_f64x2(b, a);
}

}  // namespace isa
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
#endif
