// SPDX-License-Identifier: BSL-1.0
#include "tapeless/show/c/values.hpp"

#include "parts.hpp"
#include "tapeless/expr/batch.hpp"
#include "tapeless/expr/function.hpp"

#include <boost/test/unit_test.hpp>

#include <cmath>
#include <cstdlib>
#include <limits>
#include <string>

namespace {
namespace show_c_values_test {

namespace show = tapeless::show;

/// What `write(part)` writes.
template <class Write>
std::string part_of(show::c_plan const& plan, Write const& write) {
  std::string text;
  auto append = [&](char character) { text += character; };
  show::forward_to sink(append);
  show::c_lines lines(sink);
  show::c_part part(plan, show::c_scope{nullptr, plan}, lines);
  write(part);
  return text;
}
std::string literal(double value, bool is_float) {
  show::c_plan plan{};
  plan.is_float = is_float;
  return part_of(plan, [&](show::c_part& part) { part.literal(value); });
}
std::string subscript(tapeless::extents shape, show::c_index const& at) {
  return part_of({}, [&](show::c_part& part) { part.subscript(shape, at); });
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

namespace show_c_loops_test {

namespace tl = tapeless;

constexpr auto x = tl::input<"x", 3>;
constexpr auto alone = tl::define<"raised">(exp(x));
constexpr auto of_samples = tl::batch<4>(exp(x));

/// The beginning of a loop nest, and a statement in it.
struct loops : tl::show::c_loops {
  using c_loops::c_loops;
  void write() {
    std::uint32_t const outside = begin();
    text.loop('i', shape_of(made).size());
    declare(
        "raised_once", [&] { pattern("exp@("); }, "x[i])");
    result({{'i', 1, 3}}, "raised_once");
    text.end_loops(outside);
  }
};
template <class T, auto const& Output>
std::string written() {
  return c_parts::written<T, Output>([](auto const& plan, auto const& scope, c_parts::lines& out) {
    loops(plan, scope, out, c_parts::node_of(plan, tl::op::exp)).write();
  });
}

}  // namespace show_c_loops_test

BOOST_AUTO_TEST_SUITE(show_c_loops)

using namespace show_c_loops_test;

BOOST_AUTO_TEST_CASE(pieces_of_statements_have_the_element_type) {
  std::string const text = written<float, alone>();
  BOOST_TEST(text.find("for (int s") == std::string::npos, text);
  BOOST_TEST(text.find("\n  float raised_once = expf(x[i]);") != std::string::npos, text);
  BOOST_TEST((written<double, alone>().find("\n  double raised_once = exp(x[i]);") != std::string::npos));
  BOOST_TEST(text.find("[i] = raised_once;") != std::string::npos, text);
}

BOOST_AUTO_TEST_CASE(a_batched_value_has_a_loop_over_samples_around_it) {
  std::string const text = written<float, of_samples>();
  BOOST_TEST(text.find("\nfor (int s = 0; s < samples; ++s)\n  for (int i = 0; i < 3; ++i)") == 0U, text);
  BOOST_TEST(text.find("[s * 3 + i] = raised_once;") != std::string::npos, text);
}

BOOST_AUTO_TEST_SUITE_END()
