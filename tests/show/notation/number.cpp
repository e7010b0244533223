// SPDX-License-Identifier: BSL-1.0
#include "tapeless/show/notation/number.hpp"

#include "tapeless/show/notation/sink.hpp"

#include <boost/test/unit_test.hpp>

#include <charconv>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <random>
#include <string>

namespace {

namespace show = tapeless::show;

std::string printed(double number) {
  std::string text;
  auto append = [&](char character) { text += character; };
  show::forward_to sink(append);
  show::put_number(number, sink);
  return text;
}

/// Significant digits of a decimal, without the zeros around them.
std::string digits_of(std::string const& text) {
  std::string digits;
  for (char const c : text) {
    if (c == 'e') break;
    if (c >= '0' && c <= '9' && !(digits.empty() && c == '0')) digits += c;
  }
  while (!digits.empty() && digits.back() == '0') digits.pop_back();
  return digits;
}

std::string shortest_by_library(double number) {
  char buffer[64];
  auto const end = std::to_chars(buffer, buffer + sizeof buffer, number, std::chars_format::scientific).ptr;
  return {buffer, end};
}

double read_back(std::string const& text) { return std::strtod(text.c_str(), nullptr); }

struct a_tenth {
  static constexpr void write(tapeless::show::text_sink& sink) { show::put_number(0.1, sink); }
};
static_assert(show::text_by<a_tenth>.view() == "0.1");

}  // namespace

BOOST_AUTO_TEST_SUITE(show_number)

BOOST_AUTO_TEST_CASE(integers_print_exactly) {
  BOOST_TEST(printed(0.0) == "0");
  BOOST_TEST(printed(-0.0) == "-0");
  BOOST_TEST(printed(2.0) == "2");
  BOOST_TEST(printed(-17.0) == "-17");
  BOOST_TEST(printed(1000000.0) == "1000000");
  BOOST_TEST(printed(9007199254740991.0) == "9007199254740991");
}

BOOST_AUTO_TEST_CASE(common_decimals_print_as_typed) {
  BOOST_TEST(printed(0.5) == "0.5");
  BOOST_TEST(printed(0.1) == "0.1");
  BOOST_TEST(printed(-0.25) == "-0.25");
  BOOST_TEST(printed(0.001) == "0.001");
  BOOST_TEST(printed(0.0001) == "0.0001");
  BOOST_TEST(printed(1e-5) == "1e-05");
  BOOST_TEST(printed(1.5e-7) == "1.5e-07");
  BOOST_TEST(printed(0.999) == "0.999");
  BOOST_TEST(printed(123.456) == "123.456");
  BOOST_TEST(printed(1e22) == "1e+22");
  BOOST_TEST(printed(1.0 / 3) == "0.3333333333333333");
}

BOOST_AUTO_TEST_CASE(extremes_of_the_format) {
  BOOST_TEST(printed(std::numeric_limits<double>::denorm_min()) == "5e-324");
  BOOST_TEST(printed(std::numeric_limits<double>::min()) == "2.2250738585072014e-308");
  BOOST_TEST(printed(std::numeric_limits<double>::max()) == "1.7976931348623157e+308");
  BOOST_TEST(printed(std::numeric_limits<double>::infinity()) == "inf");
  BOOST_TEST(printed(-std::numeric_limits<double>::infinity()) == "-inf");
  BOOST_TEST(printed(std::abs(std::numeric_limits<double>::quiet_NaN())) == "nan");
}

BOOST_AUTO_TEST_CASE(every_bit_pattern_reads_back_and_no_shorter_decimal_does) {
  std::mt19937_64 random(20240501);
  for (int i = 0; i < 5000; ++i) {
    double const number = __builtin_bit_cast(double, random());
    if (!std::isfinite(number)) continue;
    std::string const text = printed(number);
    BOOST_TEST(read_back(text) == number, text);
    BOOST_TEST(digits_of(text).size() == digits_of(shortest_by_library(number)).size(), text);
  }
}

BOOST_AUTO_TEST_CASE(powers_of_two_and_ten_read_back_and_are_shortest) {
  for (int power = -1074; power < 1024; ++power) {
    double const number = std::ldexp(1.0, power);
    BOOST_TEST(read_back(printed(number)) == number, printed(number));
    BOOST_TEST(digits_of(printed(number)).size() <= digits_of(shortest_by_library(number)).size(), printed(number));
  }
  for (int power = -300; power <= 300; ++power) {
    double const number = read_back("1e" + std::to_string(power));
    BOOST_TEST(digits_of(printed(number)) == "1", printed(number));
  }
}

BOOST_AUTO_TEST_SUITE_END()
