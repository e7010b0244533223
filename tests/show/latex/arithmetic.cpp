// SPDX-License-Identifier: BSL-1.0
#include "tapeless/show/latex/arithmetic.hpp"

#include "../latex_of.hpp"
#include "tapeless/expr/reduction.hpp"

namespace {
namespace show_latex_arithmetic_test {

namespace tl = tapeless;
constexpr auto a = tl::parameter<"a", 3>;
constexpr auto b = tl::parameter<"b", 3>;
constexpr auto c = tl::parameter<"c", 3>;
constexpr auto A = tl::parameter<"A", 3, 3>;
constexpr auto B = tl::parameter<"B", 3, 3>;
constexpr auto C = tl::parameter<"C", 3, 3>;
constexpr auto s = tl::scalar<"s">;
constexpr auto r = tl::scalar<"r">;
constexpr auto rate = tl::scalar<"rate">;
constexpr auto W = tl::parameter<"net.0.weight", 3, 3>;
}  // namespace show_latex_arithmetic_test
}  // namespace

BOOST_AUTO_TEST_SUITE(show_latex_arithmetic)

using namespace show_latex_arithmetic_test;

BOOST_AUTO_TEST_CASE(sums_have_the_parentheses_that_change_something) {
  LATEX("a - b - c", a - b - c);
  LATEX("a - (b - c)", a - (b - c));
  LATEX("a + b + c", a + (b + c));
  LATEX("a - (b + c)", a - (b + c));
  LATEX("-(a + b)", -(a + b));
  LATEX("a - (-2)", a - (-2));
}

BOOST_AUTO_TEST_CASE(matrix_products_stand_side_by_side_and_bind_more_than_the_product_element_by_element) {
  LATEX("A B C", A * (B * C));
  LATEX(R"(A a \odot b)", (A * a) % b);
  LATEX(R"(a \odot A b)", a % (A * b));
  LATEX(R"((A \odot B) a)", (A % B) * a);
  LATEX(R"((a + b) \odot c)", (a + b) % c);
  LATEX("A (a + b)", A * (a + b));
}

BOOST_AUTO_TEST_CASE(transposes_are_marks) {
  LATEX(R"(A^{\top} a)", transpose(A) * a);
  LATEX(R"(a b^{\top})", outer(a, b));
  LATEX(R"((a + b)^{\top} c)", dot(a + b, c));
  LATEX(R"(W^{(0)\top} a)", transpose(W) * a);
}

BOOST_AUTO_TEST_CASE(scalars_stand_before_what_they_scale) {
  LATEX("s a", a * s);
  LATEX("2 a", a * 2);
  LATEX("s (a - b)", s * (a - b));
  LATEX(R"(2 s \cdot 3 r)", s * 2 * (r * 3));
  LATEX(R"(\mathrm{rate} \, a)", rate * a);
  LATEX(R"(s \, \mathrm{rate} \, a)", s * rate * a);
}

BOOST_AUTO_TEST_CASE(a_quotient_by_a_scalar_is_a_fraction_and_one_by_a_vector_is_not) {
  LATEX(R"(\frac{1}{s} (a + b))", (a + b) / s);
  LATEX(R"(\frac{s + r}{s})", (s + r) / s);
  LATEX(R"(a \oslash b \oslash c)", a / b / c);
  LATEX(R"(a \oslash (b \oslash c))", a / (b / c));
  LATEX(R"(a \oslash (b \odot c))", a / (b % c));
  LATEX(R"(\frac{1}{1 + \sin a})", 1 / (1 + sin(a)));
}

BOOST_AUTO_TEST_CASE(powers_of_vectors_say_that_they_go_element_by_element) {
  LATEX("s^{3}", pow(s, 3));
  LATEX("(s + r)^{2}", square(s + r));
  LATEX(R"(a \odot a)", square(a));
  LATEX(R"((a + b)^{\odot 2})", square(a + b));
  LATEX(R"(a^{\odot s})", pow(a, s));
  LATEX(R"((W^{(0)})^{\odot 3})", pow(W, 3));
}

BOOST_AUTO_TEST_CASE(comparisons_are_indicators) {
  LATEX(R"(\mathbf{1}[a > b] \odot c)", (a > b) % c);
  LATEX(R"(\mathbf{1}[a \ge b] + \mathbf{1}[a = c])", (a >= b) + (a == c));
}

BOOST_AUTO_TEST_SUITE_END()
