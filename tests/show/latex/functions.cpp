// SPDX-License-Identifier: BSL-1.0
#include "tapeless/show/latex/functions.hpp"

#include "../latex_of.hpp"
#include "tapeless/nn/activation.hpp"
#include "tapeless/rules/primitive.hpp"

namespace {
namespace show_latex_functions_test {

namespace tl = tapeless;
constexpr auto a = tl::parameter<"a", 3>;
constexpr auto b = tl::parameter<"b", 3>;
constexpr auto A = tl::parameter<"A", 3, 3>;
constexpr auto B = tl::parameter<"B", 3, 3>;
constexpr auto s = tl::scalar<"s">;
struct twice {
  static constexpr std::string_view name = "twice_it";
  template <class T>
  static constexpr T value(T operand) {
    return operand + operand;
  }
  template <class Term>
  static constexpr Term derivative(Term operand, Term) {
    return 2 + 0 * operand;
  }
};
struct circle : twice {
  static constexpr std::string_view latex = R"(\circ)";
};
}  // namespace show_latex_functions_test
}  // namespace

BOOST_AUTO_TEST_SUITE(show_latex_functions)

using namespace show_latex_functions_test;

BOOST_AUTO_TEST_CASE(functions_with_a_sign_in_latex_need_no_parentheses_around_a_name) {
  LATEX(R"(\tanh a)", tanh(a));
  LATEX(R"(\tanh(a + b))", tanh(a + b));
  LATEX(R"(\log(a) \odot b)", log(a) % b);
  LATEX(R"(\sigma(a))", sigmoid(a));
  LATEX(R"(\operatorname{softmax}(a))", softmax(a));
  LATEX(R"(\max(a, b))", maximum(a, b));
}

BOOST_AUTO_TEST_CASE(functions_may_enclose_their_operand) {
  LATEX(R"(\sqrt{a + b})", sqrt(a + b));
  LATEX(R"(\sqrt[3]{a})", cbrt(a));
  LATEX(R"(\frac{1}{\sqrt{a}})", rsqrt(a));
  LATEX(R"(e^{a + b})", exp(a + b));
  LATEX(R"(\lvert a \rvert + \lfloor a \rfloor + \lfloor a \rceil)", abs(a) + floor(a) + round(a));
  LATEX(R"(\left\lvert \frac{1}{s} a \right\rvert)", abs(a / s));
  LATEX(R"(\log(1 + a))", log1p(a));
  LATEX(R"(b - (e^{a} - 1))", b - expm1(a));
}

BOOST_AUTO_TEST_CASE(parentheses_grow_with_fractions) { LATEX(R"(\tanh\left( \frac{1}{s} a \right))", tanh(a / s)); }

BOOST_AUTO_TEST_CASE(axes_are_the_index_that_runs) {
  LATEX(R"(\operatorname{softmax}_{i}(A))", softmax<0>(A));
  LATEX(R"(\log \operatorname{softmax}_{j}(A))", log_softmax<1>(A));
  LATEX(R"(\operatorname{logsumexp}_{j}(A))", logsumexp<1>(A));
}

BOOST_AUTO_TEST_CASE(blocks_are_counted_from_one) {
  LATEX("A_{1:2,2:3}", tl::slice<0, 1, 2, 2>(A));
  LATEX("a_{2}", tl::slice<1, 1>(a));
  LATEX(R"(\begin{bmatrix} a \\ b \end{bmatrix})", tl::concatenate<0>(a, b));
  LATEX(R"(\begin{bmatrix} A & B \end{bmatrix})", tl::concatenate<1>(A, B));
  LATEX(R"(\begin{bmatrix} a \\ b \\ a \end{bmatrix})", tl::concatenate(a, b, a));
  LATEX(R"(\operatorname{reshape}_{1 \times 9}(A))", tl::reshape<1, 9>(A));
  LATEX(R"(\operatorname{diag}(a) A)", tl::diagonal_matrix(a) * A);
}

BOOST_AUTO_TEST_CASE(repetition_is_a_product_with_ones) {
  LATEX(R"(A + a \mathbf{1}_{3}^{\top})", A + tl::broadcast_to<3, 3>(a));
  LATEX(R"(A + \mathbf{1}_{3} a^{\top})", A + tl::broadcast_to<3, 3>(transpose(a)));
}

BOOST_AUTO_TEST_CASE(a_user_s_function_prints_as_its_author_says) {
  LATEX(R"(\operatorname{twice\_it}(a))", tl::primitive<twice>(a));
  LATEX(R"(\circ(a + b))", tl::primitive<circle>(a + b));
}

BOOST_AUTO_TEST_SUITE_END()
