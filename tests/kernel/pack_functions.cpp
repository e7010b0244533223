// SPDX-License-Identifier: BSL-1.0
// test: alone, unoptimized
#include "tapeless/kernel/pack.hpp"

#include <boost/test/unit_test.hpp>

#include <bit>
#include <cmath>
#include <cstdint>
#include <initializer_list>
#include <limits>
#include <vector>

namespace pack_functions_test {

namespace kernel = tapeless::kernel;
namespace math = tapeless::math;

/// Every function of one number there is.
constexpr auto visit_functions = [](auto const& visit) {
  visit("exp", [](auto v) { return math::exp(v); });
  visit("expm1", [](auto v) { return math::expm1(v); });
  visit("log", [](auto v) { return math::log(v); });
  visit("log1p", [](auto v) { return math::log1p(v); });
  visit("log2", [](auto v) { return math::log2(v); });
  visit("sqrt", [](auto v) {
    using math::sqrt;
    return sqrt(v);
  });
  visit("rsqrt", [](auto v) { return math::rsqrt(v); });
  visit("cbrt", [](auto v) { return math::cbrt(v); });
  visit("floor", [](auto v) { return math::floor(v); });
  visit("round", [](auto v) { return math::round(v); });
  visit("sin", [](auto v) { return math::sin(v); });
  visit("cos", [](auto v) { return math::cos(v); });
  visit("tan", [](auto v) { return math::tan(v); });
  visit("asin", [](auto v) { return math::asin(v); });
  visit("acos", [](auto v) { return math::acos(v); });
  visit("atan", [](auto v) { return math::atan(v); });
  visit("sinh", [](auto v) { return math::sinh(v); });
  visit("cosh", [](auto v) { return math::cosh(v); });
  visit("tanh", [](auto v) { return math::tanh(v); });
  visit("asinh", [](auto v) { return math::asinh(v); });
  visit("acosh", [](auto v) { return math::acosh(v); });
  visit("atanh", [](auto v) { return math::atanh(v); });
  visit("sigmoid", [](auto v) { return math::sigmoid(v); });
  visit("softplus", [](auto v) { return math::softplus(v); });
  visit("erf", [](auto v) { return math::erf(v); });
  visit("erfc", [](auto v) { return math::erfc(v); });
  visit("pow 2.5", [](auto v) { return math::pow(v, decltype(v)(math::element_t<decltype(v)>(2.5F))); });
  visit("pow -3", [](auto v) { return math::pow(v, decltype(v)(math::element_t<decltype(v)>(-3.0F))); });
};

/// Where functions are special, saturate, vanish or overflow, with both neighbours; and encodings from all over.
template <class E>
std::vector<E> arguments(std::size_t encodings) {
  using limits = std::numeric_limits<E>;
  using bits = typename math::ieee_format<E>::bits_type;
  std::vector<E> made;
  for (E const edge : {E(0),
                       limits::denorm_min(),
                       limits::min(),
                       limits::max(),
                       limits::infinity(),
                       limits::quiet_NaN(),
                       limits::epsilon(),
                       E(0.5F),
                       E(1),
                       E(2),
                       E(0x1p14F),
                       E(0x1p30F),
                       E(4),
                       E(6),
                       E(9.02F),
                       E(10.2F),
                       E(17.33F),
                       E(19.07F),
                       E(20),
                       E(27.3F),
                       E(36.74F),
                       E(40),
                       E(87.34F),
                       E(88.73F),
                       E(89.42F),
                       E(103.98F),
                       E(104),
                       E(708.4),
                       E(709.79),
                       E(710.48),
                       E(745.14),
                       E(746)})
    for (E const each : {edge, std::nextafter(edge, E(0)), std::nextafter(edge, limits::infinity())})
      made.insert(made.end(), {each, -each});
  auto const step = static_cast<bits>(std::numeric_limits<bits>::max() / encodings | 1U);
  for (std::size_t i = 0; i < encodings; ++i) made.push_back(std::bit_cast<E>(static_cast<bits>(i * step)));
  while (made.size() % 16 != 0) made.push_back(E(1));
  return made;
}

/// The same bits, or two NaN. Where products and sums are contracted, a compiler may do it otherwise for packs: then
/// both are within the function's error, but on the same side of zero and infinity.
template <class E>
bool agree(E found, E expected) {
  if (expected != expected) return found != found;
  if (math::bits_of(found) == math::bits_of(expected)) return true;
#if defined(__FMA__) || defined(__ARM_FEATURE_FMA)
  return std::isfinite(expected) && std::signbit(found) == std::signbit(expected) &&
         std::fabs(found - expected) <= 4 * std::numeric_limits<E>::epsilon() * std::fabs(expected);
#else
  return false;
#endif
}

template <class E, std::uint32_t N>
void expect_the_bits_of_single_numbers() {
  using pack = kernel::pack<E, N>;
  auto const from = arguments<E>(2000);
  visit_functions([&](char const* name, auto const& f) {
    for (std::size_t i = 0; i < from.size(); i += N) {
      E found[N];
      f(pack::load(&from[i])).store(found);
      for (std::uint32_t lane = 0; lane < N; ++lane) {
        E const expected = f(from[i + lane]);
        if (!agree(found[lane], expected))
          BOOST_TEST(false, name << " of " << from[i + lane] << ": " << found[lane] << " instead of " << expected);
      }
    }
    BOOST_TEST(from.size() > 2000U, name);
  });
}

}  // namespace pack_functions_test

BOOST_AUTO_TEST_SUITE(kernel_pack_functions)

using namespace pack_functions_test;

BOOST_AUTO_TEST_CASE(floats_in_packs_have_the_bits_of_floats) {
  expect_the_bits_of_single_numbers<float,
                                    tapeless::register_width<float> == 1 ? 4 : tapeless::register_width<float>>();
}
BOOST_AUTO_TEST_CASE(doubles_in_packs_have_the_bits_of_doubles) {
  expect_the_bits_of_single_numbers<double,
                                    tapeless::register_width<double> == 1 ? 2 : tapeless::register_width<double>>();
}
BOOST_AUTO_TEST_CASE(the_smaller_and_the_larger_of_a_pack_and_nan_are_the_bound) {
  auto const not_a_number = std::numeric_limits<float>::quiet_NaN();
  using pack = kernel::pack<float, 4>;
  float found[4];
  at_most(pack(not_a_number), pack(3)).store(found);
  BOOST_TEST(found[0] == 3);
  at_most(pack(3), pack(not_a_number)).store(found);
  BOOST_TEST(std::isnan(found[1]));
  at_least(pack(not_a_number), pack(3)).store(found);
  BOOST_TEST(found[2] == 3);
  at_least(pack(3), pack(not_a_number)).store(found);
  BOOST_TEST(std::isnan(found[3]));
}
BOOST_AUTO_TEST_CASE(scaling_a_pack_rounds_once) {
  using pack = kernel::pack<double, 2>;
  double found[2];
  for (int k = -1100; k <= 1030; ++k) {
    scale(pack(1.2345678), pack(k)).store(found);
    BOOST_TEST(found[0] == std::ldexp(1.2345678, k));
  }
}

BOOST_AUTO_TEST_SUITE_END()
