// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sweep.hpp"

namespace exhaustive {

#if defined(TAPELESS_VECTOR_LIBM)
#if defined(__AVX512F__)
extern "C" doubles _ZGVeN8vv_pow(doubles, doubles);
#else
extern "C" doubles _ZGVdN4vv_pow(doubles, doubles);
#endif
#endif

/// The exponents for which x^y is taken of every float x.
constexpr std::array<float, 16> exponents{-10.0F, -3.0F,       -2.0F, -1.0F, -0.75F, -0.5F, -0.1F, 0.1F,
                                          0.5F,   1.0F / 3.0F, 0.9F,  2.0F,  2.5F,   3.0F,  5.0F,  10.0F};

struct power {
  static constexpr char const* called = "pow";
};

/// x^y of the block in double. The vector function calls the scalar one for negative numbers, so it is asked for |x|^y.
inline void reference_power(references const& from, double y, references& to) {
#if defined(TAPELESS_VECTOR_LIBM)
  bool const is_integral = y == std::nearbyint(y);
  double const of_negative = !is_integral ? undefined : std::fmod(y, 2) == 0 ? 1.0 : -1.0;
  constexpr std::size_t width = sizeof(doubles) / sizeof(double);
  for (std::size_t i = 0; i < block; i += width) {
    doubles x;
    std::memcpy(&x, &from[i], sizeof x);
#if defined(__AVX512F__)
    doubles const power = _ZGVeN8vv_pow(x < 0 ? -x : x, doubles{} + y);
#else
    doubles const power = _ZGVdN4vv_pow(x < 0 ? -x : x, doubles{} + y);
#endif
    x = x < 0 ? power * of_negative : power;
    std::memcpy(&to[i], &x, sizeof x);
  }
#else
  for (std::size_t i = 0; i < block; ++i) to[i] = std::pow(from[i], y);
#endif
}

inline sweep_result<float> sweep_power(float exponent, std::uint32_t stride) {
  auto const y = static_cast<double>(exponent);
  auto const ours = [&]<class V>(V x) {
    using math::pow;
    return pow(x, V(exponent));
  };
  auto const all = [&](references const& from, references& to) { reference_power(from, y, to); };
  return sweep_floats<power>(
      ours, [&](double x) { return std::pow(x, y); }, all, stride);
}

/// The largest error of a function of two numbers at `count` random pairs: an eighth of them any encodings, the others
/// as `second` makes them of the first number and a random one in [-1, 1].
template <class E, class Ours, class Exact, class Second>
double worst_of_pairs(Ours const& ours, Exact const& exact, Second const& second, std::uint64_t count) {
  using bits = typename math::ieee_format<E>::bits_type;
  std::mt19937_64 random(20240608);
  auto worst = 0.0;
  for (std::uint64_t i = 0; i < count; ++i) {
    std::uint64_t const some = random();
    auto x = std::bit_cast<E>(static_cast<bits>(random()));
    auto y = std::bit_cast<E>(static_cast<bits>(some));
    if (i % 8 != 0) {
      x = std::exp2(static_cast<E>(static_cast<std::int64_t>(random())) * E(0x1p-63F) * E(i % 3 == 0 ? 1 : 60));
      y = second(x, static_cast<E>(static_cast<std::int64_t>(some)) * E(0x1p-63F));
    }
    using wide = tapeless_test::oracle_t<E>;
    auto const error = ulp_error<E>(ours(x, y), exact(static_cast<wide>(x), static_cast<wide>(y)));
    worst = error > worst ? error : worst;
  }
  return worst;
}

/// The pairs' name and their largest errors in float and double.
struct pairs_result {
  char const* called;
  double of_float;
  double of_double;
};

inline std::array<pairs_result, 3> sample_pairs(std::uint64_t count) {
  auto const power = [](auto x, auto y) { return math::pow(x, y); };
  auto const exact_power = [](auto x, auto y) { return std::pow(x, y); };
  auto const in_range = [](auto x, auto part) {
    using E = decltype(x);
    return part * E(sizeof(E) == 4 ? 104 : 745) / std::fabs(std::log(x));
  };
  auto const angle = [](auto x, auto y) { return math::atan2(x, y); };
  auto const exact_angle = [](auto x, auto y) { return std::atan2(x, y); };
  auto const length = [](auto x, auto y) { return math::hypot(x, y); };
  auto const exact_length = [](auto x, auto y) { return std::hypot(x, y); };
  auto const alike = [](auto x, auto part) { return x * part * 4; };
  return {{{"pow", worst_of_pairs<float>(power, exact_power, in_range, count),
            worst_of_pairs<double>(power, exact_power, in_range, count)},
           {"atan2", worst_of_pairs<float>(angle, exact_angle, alike, count),
            worst_of_pairs<double>(angle, exact_angle, alike, count)},
           {"hypot", worst_of_pairs<float>(length, exact_length, alike, count),
            worst_of_pairs<double>(length, exact_length, alike, count)}}};
}

}  // namespace exhaustive
