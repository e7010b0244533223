// SPDX-License-Identifier: BSL-1.0
// A plain unit and one with -ffast-math in one program: the elementary functions of the latter are right for normal
// arguments with normal results, to twice the bounds of docs/mathematics.md and 1 ulp; the kernels of the former are
// its own.
#include "../math/ulp.hpp"
#include "fast_math.hpp"

#include <cmath>
#include <cstdio>
#include <random>
#include <utility>
#include <vector>

namespace {

template <class W>
using function = W (*)(W, W);

/// A function of a pair in a wider format, and its bounds in ulp.
struct reference {
  char const* name;
  double bound_of_float;
  double bound_of_double;
  function<double> of_float;
  function<long double> of_double;
};

// clang-format off
#define TAPELESS_REFERENCE(name, of_float, of_double, expression) \
  {#name, of_float, of_double, [](double x, [[maybe_unused]] double y) -> double { return expression; }, \
   [](long double x, [[maybe_unused]] long double y) -> long double { return expression; }}
constexpr reference references[]{
    TAPELESS_REFERENCE(exp, 1.05, 1.00, std::exp(x)),
    TAPELESS_REFERENCE(expm1, 1.31, 1.51, std::expm1(x)),
    TAPELESS_REFERENCE(log, 0.85, 0.81, std::log(x)),
    TAPELESS_REFERENCE(log1p, 1.42, 1.41, std::log1p(x)),
    TAPELESS_REFERENCE(log2, 0.83, 0.80, std::log2(x)),
    TAPELESS_REFERENCE(sqrt, 0.5, 0.5, std::sqrt(x)),
    TAPELESS_REFERENCE(rsqrt, 1.50, 1.50, 1 / std::sqrt(x)),
    TAPELESS_REFERENCE(cbrt, 0.78, 0.67, std::cbrt(x)),
    TAPELESS_REFERENCE(floor, 0, 0, std::floor(x)),
    TAPELESS_REFERENCE(round, 0, 0, std::nearbyint(x)),
    TAPELESS_REFERENCE(sin, 1.50, 1.50, std::sin(x)),
    TAPELESS_REFERENCE(cos, 1.50, 1.51, std::cos(x)),
    TAPELESS_REFERENCE(tan, 1.45, 1.38, std::tan(x)),
    TAPELESS_REFERENCE(asin, 0.71, 0.74, std::asin(x)),
    TAPELESS_REFERENCE(acos, 1.16, 1.19, std::acos(x)),
    TAPELESS_REFERENCE(atan, 1.42, 1.39, std::atan(x)),
    TAPELESS_REFERENCE(sinh, 1.35, 1.79, std::sinh(x)),
    TAPELESS_REFERENCE(cosh, 1.04, 1.08, std::cosh(x)),
    TAPELESS_REFERENCE(tanh, 1.99, 2.06, std::tanh(x)),
    TAPELESS_REFERENCE(asinh, 1.26, 1.19, std::asinh(x)),
    TAPELESS_REFERENCE(acosh, 0.90, 0.85, std::acosh(x)),
    TAPELESS_REFERENCE(atanh, 1.46, 1.44, std::atanh(x)),
    TAPELESS_REFERENCE(sigmoid, 1.98, 1.87, 1 / (1 + std::exp(-x))),
    TAPELESS_REFERENCE(softplus, 1.96, 1.94, std::log1p(std::exp(-std::fabs(x))) + (x > 0 ? x : 0)),
    TAPELESS_REFERENCE(erf, 1.39, 1.35, std::erf(x)),
    TAPELESS_REFERENCE(erfc, 1.83, 1.78, std::erfc(x)),
    TAPELESS_REFERENCE(pow, 0.94, 1.03, std::pow(x, y)),
    TAPELESS_REFERENCE(atan2, 1.58, 1.57, std::atan2(x, y)),
    TAPELESS_REFERENCE(hypot, 1.19, 1.19, std::hypot(x, y)),
};
// clang-format on

/// Whether x is neither zero, subnormal, infinite nor NaN. By its encoding, because comparisons may take subnormal
/// numbers for 0.
template <class E>
bool is_normal(E x) {
  using format = tapeless::math::ieee_format<E>;
  auto const exponent = static_cast<int>(tapeless::math::bits_of(std::fabs(x)) >> format::fraction_bits);
  return exponent > 0 && exponent <= 2 * format::bias;
}

/// Equally distributed numbers up to 1, 10, 40, 750 and 2^14, and encodings from all over.
template <class E>
std::vector<E> sample(std::size_t count, unsigned seed) {
  std::mt19937_64 random(seed);
  std::vector<E> made;
  for (E const reach : {E(1), E(10), E(40), E(750), E(0x1p14F)})
    for (std::size_t i = 0; i < count; ++i)
      made.push_back(reach * static_cast<E>(static_cast<std::int64_t>(random())) * E(0x1p-63F));
  for (std::size_t i = 0; i < 3 * count; ++i) {
    auto const bits = static_cast<typename tapeless::math::ieee_format<E>::bits_type>(random());
    made.push_back(is_normal(std::bit_cast<E>(bits)) ? std::bit_cast<E>(bits) : E(1));
  }
  return made;
}

/// How many functions are too far from the reference somewhere.
template <class E>
int wrong_functions(char const* type) {
  using oracle = tapeless_test::oracle_t<E>;
  constexpr bool is_float = sizeof(E) == sizeof(float);
  auto const x = sample<E>(2000, 1);
  auto y = sample<E>(2000, 2);
  for (std::size_t i = 0; i < y.size(); i += 2)
    if (std::fabs(y[i]) < 100) y[i] = std::nearbyint(y[i]);  // negative numbers have integral powers
  std::vector<E> of_numbers(x.size() * std::size(references));
  std::vector<E> of_packs(x.size() * std::size(references));
  fast_math::evaluate(x.data(), y.data(), x.size(), of_numbers.data(), of_packs.data());
  int wrong = 0;
  std::size_t first = 0;
  for (reference const& known : references) {
    double const bound = 2 * (is_float ? known.bound_of_float : known.bound_of_double) + 1;
    tapeless_test::worst_case<E> worst;
    std::size_t judged = 0;
    for (std::size_t i = 0; i < x.size(); ++i) {
      auto const [a, b] = std::pair{static_cast<oracle>(x[i]), static_cast<oracle>(y[i])};
      oracle exact;
      if constexpr (is_float)
        exact = known.of_float(a, b);
      else
        exact = known.of_double(a, b);
      if (!is_normal(static_cast<E>(exact))) continue;
      ++judged;
      for (E const value : {of_numbers[first + i], of_packs[first + i]}) {
        double const error = tapeless_test::ulp_error(value, exact);
        if (error > worst.error) worst = {error, x[i]};
      }
    }
    if (judged < 1000 || worst.error > bound) {
      std::printf("%s %s: %.3g ulp at %.17g, at most %.2f expected; %zu judged\n", type, known.name, worst.error,
                  static_cast<double>(worst.at), bound, judged);
      ++wrong;
    }
    first += x.size();
  }
  return wrong;
}

}  // namespace

int main() {
  int wrong = wrong_functions<float>("float");
  if constexpr (tapeless_test::oracle_is_wider<double>) wrong += wrong_functions<double>("double");
  float const fast = fast_math::larger_of_nan_and_one();
  float const plain = fast_math::larger_of_nan_and_one_here();
  std::printf("the larger of NaN and 1: %g here, %g with -ffast-math\n", static_cast<double>(plain),
              static_cast<double>(fast));
  return wrong == 0 && std::isnan(plain) ? 0 : 1;
}
