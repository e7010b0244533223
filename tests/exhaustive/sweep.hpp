// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "../math/ulp.hpp"
#include "functions.hpp"

#include <array>
#include <bit>
#include <cstring>
#include <random>

namespace exhaustive {

using tapeless_test::ulp_error;
using tapeless_test::worst_case;

/// What a sweep found: the largest error, zeros of the wrong sign, and numbers of packs that are not those of single
/// numbers.
template <class E>
struct sweep_result {
  worst_case<E> worst;
  std::uint64_t signs = 0;
  std::uint64_t lanes = 0;
};

constexpr std::size_t block = 1024;
using numbers = std::array<float, block>;
using references = std::array<double, block>;

/// f of every number of the block, on packs.
template <class E, class F, std::size_t N>
void on_packs(F const& f, std::array<E, N> const& from, std::array<E, N>& to) {
  using pack = tapeless::kernel::pack<E, tapeless::register_width<E>>;
  for (std::size_t i = 0; i < N; i += pack::size) f(pack::load(&from[i])).store(&to[i]);
}

template <class F>
void reference(references const& from, references& to) {
  if constexpr (has_vector_reference<F>) {
    constexpr std::size_t width = sizeof(doubles) / sizeof(double);
    for (std::size_t i = 0; i < block; i += width) {
      doubles x;
      std::memcpy(&x, &from[i], sizeof x);
      x = F::exact(x);
      std::memcpy(&to[i], &x, sizeof x);
    }
  } else {
    for (std::size_t i = 0; i < block; ++i) to[i] = F::exact(from[i]);
  }
}

/// The encoding of |value - exact| in units in the last place, as it increases with the number: 0 where `value` is the
/// exact one rounded, sign and all, or both are NaN. Without branches, so that a compiler makes vectors of it.
inline std::uint64_t error_bits(float value, double exact) {
  auto const rounded = static_cast<float>(exact);
  auto const exact_bits = std::bit_cast<std::uint64_t>(exact);
  std::uint64_t const exponent = (exact_bits >> 52) & 0x7FF;
  std::uint64_t const raised = exponent < 1023 - 126 ? 1023 - 126 : exponent;
  auto const per_unit = std::bit_cast<double>((std::uint64_t{2046 + 23} - raised) << 52);
  auto const error = std::fabs(static_cast<double>(value) - exact) * per_unit;
  bool const same = std::bit_cast<std::uint32_t>(value) == std::bit_cast<std::uint32_t>(rounded);
  bool const none = value != value && exact != exact;
  return same || none ? 0 : std::bit_cast<std::uint64_t>(error) & ~(std::uint64_t{1} << 63);
}

/// The block's errors that may exceed the largest so far are computed again against the C library's scalar function.
template <class Exact>
void visit_block(numbers const& in, numbers const& found, references const& expected, Exact const& exact,
                 sweep_result<float>& result) {
  std::array<std::uint64_t, block> errors;
  std::uint64_t largest = 0;
  for (std::size_t i = 0; i < block; ++i) {
    errors[i] = error_bits(found[i], expected[i]);
    largest = largest < errors[i] ? errors[i] : largest;
  }
  auto const limit = std::bit_cast<std::uint64_t>(result.worst.error);
  std::uint32_t other_signs = 0;
  for (std::size_t i = 0; i < block; ++i) {
    auto const rounded = std::bit_cast<std::uint32_t>(static_cast<float>(expected[i]));
    auto const flipped = std::bit_cast<std::uint32_t>(found[i]) ^ rounded;
    other_signs |= found[i] == 0 && rounded << 1 == 0 ? flipped : 0;
  }
  if (largest <= limit && other_signs == 0) return;
  for (std::size_t i = 0; i < block; ++i) {
    if (errors[i] <= limit && (found[i] != 0 || other_signs == 0)) continue;
    double const right = exact(static_cast<double>(in[i]));
    auto const error = ulp_error<float>(found[i], right);
    if (error > result.worst.error) result.worst = {error, in[i]};
    result.signs += found[i] == 0 && std::signbit(found[i]) != std::signbit(right);
  }
}

/// f of all 2^32 floats, on packs, against the reference in double; every 64th block also on single numbers. Only every
/// `stride`th block is taken.
template <class F, class Ours, class Exact, class Reference>
sweep_result<float> sweep_floats(Ours const& ours, Exact const& exact, Reference const& all, std::uint32_t stride) {
  sweep_result<float> result;
  numbers in, found;
  references wide, expected;
  for (std::uint64_t first = 0; first < std::uint64_t{1} << 32; first += block * stride) {
    for (std::size_t i = 0; i < block; ++i) in[i] = std::bit_cast<float>(static_cast<std::uint32_t>(first + i));
    for (std::size_t i = 0; i < block; ++i) wide[i] = static_cast<double>(in[i]);
    on_packs(ours, in, found);
    all(wide, expected);
    visit_block(in, found, expected, exact, result);
    if (first / block % 64 == 0)
      for (std::size_t i = 0; i < block; ++i) result.lanes += !tapeless_test::same(found[i], ours(in[i]));
  }
  return result;
}
template <class F>
sweep_result<float> sweep_floats(std::uint32_t stride) {
  return sweep_floats<F>([](auto x) { return F::of(x); }, [](double x) { return F::exact(x); }, reference<F>, stride);
}

/// A number of MPFR.
class precise {
public:
  precise() { mpfr_init2(v, 192); }
  explicit precise(double x) : precise() { mpfr_set_d(v, x, MPFR_RNDN); }
  precise(precise const&) = delete;
  ~precise() { mpfr_clear(v); }
  mpfr_t v;
};

/// |value - exact| in units in the last place of double.
inline double precise_error(double value, precise const& exact) {
  double const rounded = mpfr_get_d(exact.v, MPFR_RNDN);
  if (mpfr_nan_p(exact.v) || std::isnan(value) || std::isinf(value) || std::isinf(rounded))
    return tapeless_test::same(value, rounded) ? 0.0 : tapeless_test::infinite<double>;
  long exponent = mpfr_zero_p(exact.v) ? -1021 : mpfr_get_exp(exact.v);
  if (exponent < -1021) exponent = -1021;
  precise difference(value);
  mpfr_sub(difference.v, difference.v, exact.v, MPFR_RNDN);
  mpfr_mul_2si(difference.v, difference.v, 53 - exponent, MPFR_RNDN);
  return std::fabs(mpfr_get_d(difference.v, MPFR_RNDN));
}

/// `count` doubles, a third of them any encoding, the others equally distributed on intervals; long double finds the
/// candidates, MPFR says what their error is, and checks every 1000th number besides.
template <class F>
sweep_result<double> sample_doubles(std::uint64_t count) {
  sweep_result<double> result;
  std::mt19937_64 random(20240607);
  std::array<double, 4> const reach{1, 10, 40, 750};
  std::array<double, block> in, found;
  for (std::uint64_t done = 0; done < count; done += block) {
    auto const part = done / block;
    for (double& x : in) {
      std::uint64_t const bits = random();
      auto const fraction = static_cast<double>(static_cast<std::int64_t>(bits)) * 0x1p-63;
      x = part % 3 == 0 ? std::bit_cast<double>(bits) : fraction * reach[part % 4];
    }
    on_packs([](auto x) { return F::of(x); }, in, found);
    for (std::size_t i = 0; i < block; ++i) {
      auto const estimate = ulp_error<double>(found[i], F::exact(static_cast<long double>(in[i])));
      bool const is_checked = (done + i) % 1000 == 0;
      if (estimate < result.worst.error * 0.999 && !is_checked) continue;
      precise x(in[i]), exact;
      F::exact(exact.v, x.v);
      auto const error = precise_error(found[i], exact);
      if (error > result.worst.error) result.worst = {error, in[i]};
    }
    if (part % 16 == 0)
      for (std::size_t i = 0; i < block; ++i) result.lanes += !tapeless_test::same(found[i], F::of(in[i]));
  }
  return result;
}

}  // namespace exhaustive
