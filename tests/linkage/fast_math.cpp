// SPDX-License-Identifier: BSL-1.0
// Compiled with -ffast-math.
#include "fast_math.hpp"

namespace fast_math {
namespace {

namespace math = tapeless::math;

/// Calls `store` with each function of one pair.
template <class V, class Store>
[[gnu::always_inline]] inline void functions_of(V x, V y, Store store) {
  using math::sqrt;
  store(math::exp(x));
  store(math::expm1(x));
  store(math::log(x));
  store(math::log1p(x));
  store(math::log2(x));
  store(sqrt(x));
  store(math::rsqrt(x));
  store(math::cbrt(x));
  store(math::floor(x));
  store(math::round(x));
  store(math::sin(x));
  store(math::cos(x));
  store(math::tan(x));
  store(math::asin(x));
  store(math::acos(x));
  store(math::atan(x));
  store(math::sinh(x));
  store(math::cosh(x));
  store(math::tanh(x));
  store(math::asinh(x));
  store(math::acosh(x));
  store(math::atanh(x));
  store(math::sigmoid(x));
  store(math::softplus(x));
  store(math::erf(x));
  store(math::erfc(x));
  store(math::pow(x, y));
  store(math::atan2(x, y));
  store(math::hypot(x, y));
}

template <class E>
void evaluate_all(E const* x, E const* y, std::size_t count, E* of_numbers, E* of_packs) {
  using pack = tapeless::kernel::pack<E, tapeless::register_width<E> == 1 ? 4 : tapeless::register_width<E>>;
  for (std::size_t i = 0; i < count; ++i) {
    E* to = of_numbers + i;
    functions_of(x[i], y[i], [&](E value) {
      *to = value;
      to += count;
    });
  }
  for (std::size_t i = 0; i < count; i += pack::size) {
    E* to = of_packs + i;
    functions_of(pack::load(x + i), pack::load(y + i), [&](pack value) {
      value.store(to);
      to += count;
    });
  }
}

}  // namespace

void evaluate(float const* x, float const* y, std::size_t count, float* of_numbers, float* of_packs) {
  evaluate_all(x, y, count, of_numbers, of_packs);
}
void evaluate(double const* x, double const* y, std::size_t count, double* of_numbers, double* of_packs) {
  evaluate_all(x, y, count, of_numbers, of_packs);
}
float larger_of_nan_and_one() { return larger_of_nan_and_one_here(); }

}  // namespace fast_math
