// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>
#include <cstring>

/// Fast functions on as many floats at once as a register holds, independent of the library that is measured: for
/// peers that have none of their own, and for what activations cost at the least. In an unnamed namespace because units
/// with different flags include it.
namespace {  // NOLINT

#if defined(__AVX512F__)
constexpr std::uint32_t lanes = 16;
#elif defined(__AVX__)
constexpr std::uint32_t lanes = 8;
#else
constexpr std::uint32_t lanes = 4;
#endif
using floats = float __attribute__((vector_size(4 * lanes)));
using integers = std::int32_t __attribute__((vector_size(4 * lanes)));

inline floats all_lanes(float a) { return floats{} + a; }
inline floats load(float const* from) {
  floats a;
  std::memcpy(&a, from, sizeof(a));
  return a;
}
inline void store(float* to, floats a) { std::memcpy(to, &a, sizeof(a)); }
inline floats greater_of(floats a, floats b) { return a > b ? a : b; }
inline floats lesser_of(floats a, floats b) { return a < b ? a : b; }
inline floats bits(integers a) {
  floats b;
  std::memcpy(&b, &a, sizeof(b));
  return b;
}
inline integers bits(floats a) {
  integers b;
  std::memcpy(&b, &a, sizeof(b));
  return b;
}

/// tanh by a rational function of degrees 13 and 6; absolute error below 4e-7. Coefficients: Eigen 3.4,
/// generic_fast_tanh_float.
inline floats fast_tanh(floats a) {
  floats const bound = all_lanes(7.90531110763549805F);
  floats const x = lesser_of(greater_of(a, -bound), bound);
  floats const s = x * x;
  floats p = s * -2.76076847742355e-16F + 2.00018790482477e-13F;
  p = p * s + -8.60467152213735e-11F;
  p = p * s + 5.12229709037114e-08F;
  p = p * s + 1.48572235717979e-05F;
  p = p * s + 6.37261928875436e-04F;
  p = p * s + 4.89352455891786e-03F;
  floats q = s * 1.19825839466702e-06F + 1.18534705686654e-04F;
  q = q * s + 2.26843463243900e-03F;
  q = q * s + 4.89352518554385e-03F;
  return x * p / q;
}

/// eᵃ for |a| ≤ 87; relative error below 3e-7. Reduction to |r| ≤ ln 2 / 2 and the Taylor polynomial of degree 6.
inline floats fast_exp(floats a) {
  floats const x = lesser_of(greater_of(a, all_lanes(-87)), all_lanes(87));
  floats const shift = all_lanes(12582912.0F);  // 1.5·2²³: adding it rounds to an integer
  floats const k = (x * 1.44269504F + shift) - shift;
  floats const r = (x - k * 0.693359375F) - k * -2.12194440e-4F;
  floats p = r * (1.0F / 720) + (1.0F / 120);
  p = p * r + (1.0F / 24);
  p = p * r + (1.0F / 6);
  p = p * r + 0.5F;
  p = p * r + 1.0F;
  p = p * r + 1.0F;
  return p * bits((__builtin_convertvector(k, integers) + 127) << 23);
}

/// ln a for normal a; relative error below 3e-7 away from 1. The series 2·artanh((m − 1)/(m + 1)) with m in [√½, √2).
inline floats fast_log(floats a) {
  integers const above = bits(a) - 0x3f3504f3;  // the bits of √½
  integers const exponent = above >> 23;
  floats const m = bits((above & 0x007fffff) + 0x3f3504f3);
  floats const t = (m - 1.0F) / (m + 1.0F);
  floats const s = t * t;
  floats p = s * (2.0F / 9) + (2.0F / 7);
  p = p * s + (2.0F / 5);
  p = p * s + (2.0F / 3);
  p = p * s + 2.0F;
  return __builtin_convertvector(exponent, floats) * 0.693147181F + p * t;
}

}  // namespace
