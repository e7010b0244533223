// SPDX-License-Identifier: BSL-1.0
#include "tapeless/show/c/prologue.hpp"

#include "parts.hpp"

#include "tapeless/expr/function.hpp"
#include "tapeless/expr/reduction.hpp"

namespace show_c_prologue_test {

namespace tl = tapeless;

constexpr auto x = tl::input<"x", 3>;
constexpr auto of_math_h = exp(x) + sin(x);
constexpr auto of_sigmoid = sigmoid(x) + sigmoid(2 * x);
constexpr auto of_softmax = softmax(x);

template <class T, auto const& Output>
std::string prologue() {
  return c_parts::written<T, Output>(
      [](auto const& plan, auto const& scope, c_parts::lines& out) { tl::show::c_prologue(plan, scope, out).write(); });
}
std::size_t count(std::string const& text, std::string_view part) {
  std::size_t found = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++found;
  return found;
}

}  // namespace show_c_prologue_test

BOOST_AUTO_TEST_SUITE(show_c_prologue)

using namespace show_c_prologue_test;

BOOST_AUTO_TEST_CASE(what_math_h_has_is_not_defined) { BOOST_TEST((prologue<double, of_math_h>()) == ""); }

BOOST_AUTO_TEST_CASE(what_it_has_not_is_defined_once_in_the_element_type) {
  std::string const text = prologue<double, of_sigmoid>();
  BOOST_TEST(count(text, "static double ") == 1U, text);
  BOOST_TEST(count(text, "float") == 0U, text);
  BOOST_TEST(count(prologue<float, of_sigmoid>(), "static float ") == 1U);
  BOOST_TEST(count(prologue<float, of_sigmoid>(), "expf(") >= 1U);
}

BOOST_AUTO_TEST_CASE(a_softmax_needs_the_largest_and_the_sum_of_exponentials) {
  std::string const text = prologue<double, of_softmax>();
  BOOST_TEST(count(text, "static double largest(") == 1U, text);
  BOOST_TEST(count(text, "static double sum_of_exp(") == 1U, text);
}

BOOST_AUTO_TEST_SUITE_END()
