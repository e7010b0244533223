// SPDX-License-Identifier: BSL-1.0
#include "tapeless/ops/records.hpp"

#include <boost/test/unit_test.hpp>
#include <cmath>
#include <limits>

namespace ops_records_test {

using tapeless::op;
using tapeless::ops::value;
constexpr double infinite = std::numeric_limits<double>::infinity();
constexpr double const not_a_number = std::numeric_limits<double>::quiet_NaN();

static_assert(value<op::negate>(2.0) == -2 && value<op::square>(-3.0) == 9 && value<op::absolute>(-3.0) == 3);
static_assert(value<op::sign>(-2.0) == -1 && value<op::sign>(0.0) == 0 && value<op::sign>(0.5F) == 1.0F);
static_assert(value<op::relu>(-1.0) == 0 && value<op::relu>(2.0) == 2);
static_assert(value<op::maximum>(1.0, 2.0) == 2 && value<op::minimum>(1.0, 2.0) == 1);
static_assert(value<op::greater>(2.0, 1.0) == 1 && value<op::greater>(1.0, 1.0) == 0 &&
              value<op::equal>(1.0, 1.0) == 1);
static_assert(value<op::greater_equal>(1.0, 1.0) == 1 && value<op::greater_equal>(1.0, 2.0) == 0 &&
              value<op::greater_equal>(2.0F, 1.0F) == 1.0F);
static_assert(value<op::round>(0.5) == 0 && value<op::round>(1.5) == 2 && value<op::round>(-2.5) == -2);
static_assert(value<op::floor>(-0.5) == -1 && value<op::floor>(2.0) == 2);
static_assert(value<op::atan2>(0.0, 0.0) == 0 && value<op::hypot>(0.0, 0.0) == 0 && value<op::hypot>(3.0, -4.0) == 5);
static_assert(value<op::over_hypot>(0.0, 0.0) == 0 && value<op::over_hypot>(3.0, -4.0) == 0.6);
static_assert(value<op::hypot>(3e300, 4e300) < infinite && value<op::rsqrt>(4.0) == 0.5 &&
              value<op::cbrt>(-27.0) == -3);
static_assert(value<op::xlogy>(0.0, 0.0) == 0 && value<op::xlogy>(2.0, 1.0) == 0);
static_assert(value<op::xmuly>(0.0, std::numeric_limits<double>::infinity()) == 0 && value<op::xmuly>(2.0, 3.0) == 6);
static_assert(value<op::xdivy>(0.0, 0.0) == 0 && value<op::xdivy>(1.0, 4.0) == 0.25);
static_assert(value<op::divide>(1.0, 0.0) == infinite);
static_assert(value<op::exp2>(10.0) == 1024 && value<op::exp2>(-1074.0) > 0 && value<op::exp2>(1024.0) == infinite &&
              value<op::exp2>(-infinite) == 0 && value<op::exp2>(-149.0F) > 0 && value<op::exp2>(-3.0F) == 0.125F);
static_assert(value<op::log10>(0.0) == -infinite && value<op::log10>(infinite) == infinite &&
              value<op::log10>(1.0) == 0 && value<op::log10>(1000.0) == 3 && value<op::log10>(1000.0F) == 3);
static_assert(value<op::isfinite>(0.0) == 1 && value<op::isfinite>(1.7976931348623157e308) == 1 &&
              value<op::isfinite>(-infinite) == 0 && value<op::isfinite>(not_a_number) == 0 &&
              value<op::isfinite>(std::numeric_limits<float>::infinity()) == 0);
static_assert(value<op::select>(1.0, 2.0, 3.0) == 2 && value<op::select>(0.0, 2.0, 3.0) == 3 &&
              value<op::select>(-1.0, 2.0, 3.0) == 3);
static_assert(value<op::logistic_loss>(1000.0, 0.0) == 1000 && value<op::logistic_loss>(-1000.0, 0.0) == 0);
static_assert(value<op::logistic_loss>(infinite, 1.0) == 0 && value<op::logistic_loss>(-infinite, 0.0) == 0);
static_assert(value<op::logistic_loss>(infinite, 0.5) == infinite &&
              value<op::logistic_loss>(-infinite, 1.0) == infinite);

/// What f(−x) is of f(x) at some points, where f is a number there.
template <op Code>
tapeless::ops::symmetry parity_of_values() {
  bool even = true;
  bool odd = true;
  for (double const x : {0.1, 0.6, 0.7, 0.9, 1.3, 2.0, 7.4, infinite}) {
    double const there = value<Code>(x);
    double const opposite = value<Code>(-x);
    if (std::isnan(there) && std::isnan(opposite)) continue;
    even = even && there == opposite;
    odd = odd && there == -opposite;
  }
  return even ? tapeless::ops::symmetry::even : odd ? tapeless::ops::symmetry::odd : tapeless::ops::symmetry::none;
}

}  // namespace ops_records_test

BOOST_AUTO_TEST_SUITE(ops_records)

using namespace ops_records_test;

BOOST_AUTO_TEST_CASE(elementary_functions_are_those_of_the_standard_library) {
  auto const close = boost::test_tools::tolerance(1e-14);
  for (double const a : {-2.5, -0.3, 0.125, 0.9, 4.0}) {
    BOOST_TEST(value<op::exp>(a) == std::exp(a), close);
    BOOST_TEST(value<op::expm1>(a) == std::expm1(a), close);
    BOOST_TEST(value<op::log>(a + 3) == std::log(a + 3), close);
    BOOST_TEST(value<op::log1p>(a + 2) == std::log1p(a + 2), close);
    BOOST_TEST(value<op::sqrt>(a + 3) == std::sqrt(a + 3));
    BOOST_TEST(value<op::log2>(a + 3) == std::log2(a + 3), close);
    BOOST_TEST(value<op::log10>(a + 3) == std::log10(a + 3), close);
    BOOST_TEST(value<op::exp2>(a) == std::exp2(a), close);
    BOOST_TEST(value<op::rsqrt>(a + 3) == 1 / std::sqrt(a + 3), close);
    BOOST_TEST(value<op::cbrt>(a) == std::cbrt(a), close);
    BOOST_TEST(value<op::floor>(a) == std::floor(a));
    BOOST_TEST(value<op::round>(a) == std::nearbyint(a));
    BOOST_TEST(value<op::sin>(a) == std::sin(a), close);
    BOOST_TEST(value<op::cos>(a) == std::cos(a), close);
    BOOST_TEST(value<op::tan>(a) == std::tan(a), close);
    BOOST_TEST(value<op::asin>(a / 5) == std::asin(a / 5), close);
    BOOST_TEST(value<op::acos>(a / 5) == std::acos(a / 5), close);
    BOOST_TEST(value<op::atan>(a) == std::atan(a), close);
    BOOST_TEST(value<op::sinh>(a) == std::sinh(a), close);
    BOOST_TEST(value<op::cosh>(a) == std::cosh(a), close);
    BOOST_TEST(value<op::asinh>(a) == std::asinh(a), close);
    BOOST_TEST(value<op::acosh>(a + 4) == std::acosh(a + 4), close);
    BOOST_TEST(value<op::atanh>(a / 5) == std::atanh(a / 5), close);
    BOOST_TEST(value<op::erfc>(a) == std::erfc(a), close);
    BOOST_TEST(value<op::atan2>(a, 0.3) == std::atan2(a, 0.3), close);
    BOOST_TEST(value<op::hypot>(a, 0.3) == std::hypot(a, 0.3), close);
    BOOST_TEST(value<op::over_hypot>(a, 0.3) == a / std::hypot(a, 0.3), close);
    BOOST_TEST(value<op::fmod>(a, 0.3) == std::fmod(a, 0.3));
    BOOST_TEST(value<op::stop_gradient>(a) == a);
    BOOST_TEST(value<op::tanh>(a) == std::tanh(a), close);
    BOOST_TEST(value<op::sigmoid>(a) == 1 / (1 + std::exp(-a)), close);
    BOOST_TEST(value<op::softplus>(a) == std::log(1 + std::exp(a)), close);
    BOOST_TEST(value<op::erf>(a) == std::erf(a), close);
    BOOST_TEST(value<op::power>(a + 3, 1.7) == std::pow(a + 3, 1.7), close);
    BOOST_TEST(value<op::xlogy>(a, 0.3) == a * std::log(0.3), close);
    double const p = 1 / (1 + std::exp(-a));
    BOOST_TEST(value<op::logistic_loss>(a, 0.3) == -0.3 * std::log(p) - 0.7 * std::log(1 - p),
               boost::test_tools::tolerance(1e-13));
  }
}
BOOST_AUTO_TEST_CASE(a_nan_stays_a_nan) {
  double const volatile source = not_a_number;
  double const bad = source;
  BOOST_TEST(std::isnan(value<op::relu>(bad)));
  BOOST_TEST(std::isnan(value<op::sign>(bad)));
  BOOST_TEST(std::isnan(value<op::maximum>(bad, 1.0)));
  BOOST_TEST(std::isnan(value<op::maximum>(1.0, bad)));
  BOOST_TEST(std::isnan(value<op::minimum>(bad, 1.0)));
  BOOST_TEST(std::isnan(value<op::minimum>(1.0, bad)));
  BOOST_TEST(std::isnan(value<op::floor>(bad)));
  BOOST_TEST(std::isnan(value<op::round>(bad)));
  BOOST_TEST(std::isnan(value<op::cbrt>(bad)));
  BOOST_TEST(std::isnan(value<op::atan2>(bad, 1.0)));
  BOOST_TEST(std::isnan(value<op::erfc>(bad)));
  BOOST_TEST(std::isnan(value<op::logistic_loss>(bad, 1.0)));
  BOOST_TEST(std::isnan(value<op::xlogy>(bad, 1.0)));
}
BOOST_AUTO_TEST_CASE(every_code_known_at_run_time_selects_itself) {
  auto const chosen = []<op Code>() { return Code; };
  for (auto code = static_cast<std::uint8_t>(op::negate); code <= static_cast<std::uint8_t>(op::stop_gradient); ++code)
    BOOST_TEST((tapeless::ops::visit_unary(static_cast<op>(code), chosen) == static_cast<op>(code)), int{code});
  for (auto code = static_cast<std::uint8_t>(op::add); code <= static_cast<std::uint8_t>(op::logistic_loss); ++code)
    BOOST_TEST((tapeless::ops::visit_binary(static_cast<op>(code), chosen) == static_cast<op>(code)), int{code});
}
BOOST_AUTO_TEST_CASE(a_code_known_at_run_time_selects_its_operation) {
  auto const unary = [](op code, double a) {
    return tapeless::ops::visit_unary(code, [&]<op Code>() { return value<Code>(a); });
  };
  auto const binary = [](op code, double a, double b) {
    return tapeless::ops::visit_binary(code, [&]<op Code>() { return value<Code>(a, b); });
  };
  BOOST_TEST(unary(op::negate, 2) == -2.0);
  BOOST_TEST(unary(op::square, 3) == 9.0);
  BOOST_TEST(unary(op::sqrt, 9) == 3.0);
  BOOST_TEST(unary(op::broadcast, 7) == 7.0);
  BOOST_TEST(unary(op::floor, -2.5) == -3.0);
  BOOST_TEST(unary(op::stop_gradient, 3) == 3.0);
  BOOST_TEST(unary(op::erfc, 0) == 1.0);
  BOOST_TEST(binary(op::hypot, 3, 4) == 5.0);
  BOOST_TEST(binary(op::over_hypot, 3, 4) == 0.6);
  BOOST_TEST(binary(op::greater_equal, 2, 2) == 1.0);
  BOOST_TEST(binary(op::subtract, 2, 3) == -1.0);
  BOOST_TEST(binary(op::divide, 3, 4) == 0.75);
  BOOST_TEST(binary(op::power, 2, 10) == 1024.0);
  BOOST_TEST(binary(op::logistic_loss, 1000, 0) == 1000.0);
}

BOOST_AUTO_TEST_CASE(a_record_knows_the_parity_of_its_function) {
  for (auto code = static_cast<std::uint8_t>(op::negate) + 1; code < static_cast<std::uint8_t>(op::stop_gradient);
       ++code)
    tapeless::ops::visit_unary(static_cast<op>(code), [&]<op Code>() {
      BOOST_TEST((tapeless::ops::entry_of(Code).parity == parity_of_values<Code>()),
                 tapeless::ops::entry_of(Code).written.text);
    });
}
BOOST_AUTO_TEST_CASE(a_record_knows_where_its_function_of_two_numbers_is_zero) {
  using tapeless::ops::zero_rule;
  for (auto code = static_cast<std::uint8_t>(op::add); code <= static_cast<std::uint8_t>(op::logistic_loss); ++code)
    tapeless::ops::visit_binary(static_cast<op>(code), [&]<op Code>() {
      zero_rule const zeros = tapeless::ops::entry_of(Code).zeros;
      if (zeros == zero_rule::of_first || zeros == zero_rule::of_any) BOOST_TEST(value<Code>(0.0, 3.0) == 0);
      if (zeros == zero_rule::of_any) BOOST_TEST(value<Code>(3.0, 0.0) == 0);
      if (zeros == zero_rule::of_all) BOOST_TEST(value<Code>(0.0, 0.0) == 0);
    });
}

BOOST_AUTO_TEST_SUITE_END()
