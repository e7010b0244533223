// SPDX-License-Identifier: BSL-1.0
#include "tapeless/show/latex/number.hpp"

#include <boost/test/unit_test.hpp>

#include <cmath>
#include <limits>
#include <string>

namespace {

namespace show = tapeless::show;

std::string shown(double number) {
  std::string text;
  auto append = [&](char c) { text += c; };
  show::forward_to sink(append);
  show::put_latex_number(number, sink);
  return text;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(show_latex_number)

BOOST_AUTO_TEST_CASE(short_decimals_print_as_typed) {
  BOOST_TEST(shown(0) == "0");
  BOOST_TEST(shown(1) == "1");
  BOOST_TEST(shown(-2) == "-2");
  BOOST_TEST(shown(0.5) == "0.5");
  BOOST_TEST(shown(0.044715) == "0.044715");
  BOOST_TEST(shown(123456789) == "123456789");
}

BOOST_AUTO_TEST_CASE(a_long_decimal_that_is_a_fraction_prints_as_one) {
  BOOST_TEST(shown(1.0 / 3) == R"(\frac{1}{3})");
  BOOST_TEST(shown(-2.0 / 3) == R"(-\frac{2}{3})");
  BOOST_TEST(shown(22.0 / 7) == R"(\frac{22}{7})");
  BOOST_TEST(shown(1.0 / 784) == R"(\frac{1}{784})");
  BOOST_TEST(shown(0.1234567890123) == "0.1234567890123");
}

BOOST_AUTO_TEST_CASE(every_fraction_of_small_numbers_stands_for_its_double) {
  for (std::uint32_t q = 2; q < 300; ++q) {
    auto const found = show::fraction_of(1.0 / q);
    if (found.denominator != 0) BOOST_TEST(1.0 * found.numerator / found.denominator == 1.0 / q);
  }
  BOOST_TEST(show::fraction_of(std::nextafter(1.0 / 3, 1.0)).denominator == 0u);
}

BOOST_AUTO_TEST_CASE(numbers_of_activations_print_as_what_they_are) {
  BOOST_TEST(shown(std::sqrt(2.0)) == R"(\sqrt{2})");
  BOOST_TEST(shown(2 / std::sqrt(std::acos(-1.0))) == R"(\frac{2}{\sqrt{\pi}})");
  BOOST_TEST(shown(-std::acos(-1.0)) == R"(-\pi)");
}

BOOST_AUTO_TEST_CASE(very_large_and_very_small_ones_are_powers_of_ten) {
  BOOST_TEST(shown(1e-5) == "10^{-5}");
  BOOST_TEST(shown(-1e-8) == "-10^{-8}");
  BOOST_TEST(shown(1.5e-7) == R"(1.5 \cdot 10^{-7})");
  BOOST_TEST(shown(1e12) == "10^{12}");
}

BOOST_AUTO_TEST_CASE(what_is_no_number_has_a_sign_too) {
  BOOST_TEST(shown(std::numeric_limits<double>::infinity()) == R"(\infty)");
  BOOST_TEST(shown(-std::numeric_limits<double>::infinity()) == R"(-\infty)");
  BOOST_TEST(shown(std::numeric_limits<double>::quiet_NaN()) == R"(\mathrm{NaN})");
}

BOOST_AUTO_TEST_SUITE_END()
