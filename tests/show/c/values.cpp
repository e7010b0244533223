// SPDX-License-Identifier: BSL-1.0
#include "tapeless/show/c/values.hpp"

#include <boost/test/unit_test.hpp>

#include <cmath>
#include <cstdlib>
#include <limits>
#include <string>

namespace {
namespace show_c_values_test {

namespace show = tapeless::show;

struct into_string {
  std::string& text;
  void operator()(char character) { text += character; }
};

std::string literal(double value, bool is_float) {
  std::string text;
  into_string sink{text};
  show::c_lines<into_string> lines(sink);
  show::c_plan plan{};
  plan.is_float = is_float;
  show::c_scope const scope{nullptr, plan};
  show::c_values<into_string>(plan, scope, lines).literal(value);
  return text;
}
std::string subscript(tapeless::extents shape, show::c_index const& at) {
  std::string text;
  into_string sink{text};
  show::c_lines<into_string> lines(sink);
  show::c_plan const plan{};
  show::c_scope const scope{nullptr, plan};
  show::c_values<into_string>(plan, scope, lines).subscript(shape, at);
  return text;
}

}  // namespace show_c_values_test
}  // namespace

BOOST_AUTO_TEST_SUITE(show_c_values)

using namespace show_c_values_test;

BOOST_AUTO_TEST_CASE(numbers_are_short_and_have_the_element_type) {
  BOOST_TEST(literal(0.9, false) == "0.9");
  BOOST_TEST(literal(0.9, true) == "0.9f");
  BOOST_TEST(literal(2, false) == "2.0");
  BOOST_TEST(literal(-2, true) == "-2.0f");
  BOOST_TEST(literal(1e-5, true) == "1e-05f");
  BOOST_TEST(literal(-0.0, false) == "-0.0");
}

BOOST_AUTO_TEST_CASE(what_is_no_number_is_a_macro_of_math_h) {
  double const infinite = std::numeric_limits<double>::infinity();
  BOOST_TEST(literal(infinite, false) == "INFINITY");
  BOOST_TEST(literal(-infinite, true) == "-INFINITY");
  BOOST_TEST(literal(std::numeric_limits<double>::quiet_NaN(), true) == "NAN");
  BOOST_TEST(literal(1e300, true) == "INFINITY");
}

BOOST_AUTO_TEST_CASE(a_literal_reads_back_as_the_number_the_kernels_compute_with) {
  std::uint64_t bits = 1;
  for (int i = 0; i < 20000; ++i) {
    bits = bits * 6364136223846793005u + 1442695040888963407u;
    // every third one in the middle of two floats
    double const value =
        __builtin_bit_cast(double, i % 3 == 0 ? (bits & ~std::uint64_t{0x1fff'ffff}) | 0x1000'0000 : bits);
    if (!std::isfinite(value)) continue;
    BOOST_REQUIRE(std::strtod(literal(value, false).c_str(), nullptr) == value);
    float const wanted = static_cast<float>(value);
    if (std::isfinite(wanted)) BOOST_REQUIRE(std::strtof(literal(value, true).c_str(), nullptr) == wanted);
  }
}

BOOST_AUTO_TEST_CASE(a_position_is_written_as_short_as_it_can_be) {
  using show::c_index;
  BOOST_TEST(subscript({1, 1, 0}, c_index{}) == "[0]");
  BOOST_TEST(subscript({1, 1, 8}, c_index{}) == "[s]");
  BOOST_TEST(subscript({4, 1, 8}, c_index{{'i', 1, 4}}) == "[s * 4 + i]");
  BOOST_TEST(subscript({2, 3, 0}, c_index{{'i', 3, 2}, {'j', 1, 3}}) == "[i * 3 + j]");
  BOOST_TEST(subscript({2, 3, 0}, c_index{{'i', 1, 3}, {'j', 3, 2}}) == "[j * 3 + i]");
  BOOST_TEST(subscript({5, 5, 0}, c_index{{'i', 5, 1}, {'j', 1, 3}, 7}) == "[j + 7]");
}

BOOST_AUTO_TEST_SUITE_END()
