// SPDX-License-Identifier: BSL-1.0
#include "tapeless/show/latex/formula.hpp"

#include "../latex_of.hpp"
#include "tapeless/diff/grad.hpp"
#include "tapeless/expr/batch.hpp"
#include "tapeless/nn/activation.hpp"
#include "tapeless/nn/loss.hpp"

#include <numbers>

namespace {
namespace show_latex_formula_test {

namespace tl = tapeless;
constexpr auto a = tl::parameter<"a", 3>;
constexpr auto b = tl::parameter<"b", 3>;
constexpr auto c = tl::parameter<"c", 3>;
constexpr auto A = tl::parameter<"A", 3, 3>;
constexpr auto s = tl::scalar<"s">;
constexpr auto r = tl::scalar<"r">;
constexpr auto x = tl::input<"x", 3>;
constexpr auto y = tl::label<"y", 3>;
}  // namespace show_latex_formula_test
}  // namespace

BOOST_AUTO_TEST_SUITE(show_latex_formula)

using namespace show_latex_formula_test;

BOOST_AUTO_TEST_CASE(sums_of_squares_and_products_are_norms_and_inner_products) {
  LATEX(R"(\lVert a - b \rVert^{2})", sum(square(a - b)));
  LATEX(R"(\frac{1}{3} \lVert a \rVert^{2})", mean(square(a)));
  LATEX(R"(a^{\top} b)", sum(a % b));
  LATEX(R"(a^{\top} \log b)", sum(xlogy(a, b)));
  LATEX(R"(a^{\top} b)", sum(xmuly(a, b)));  // as in the derivative of softmax
}

BOOST_AUTO_TEST_CASE(other_sums_have_an_index) {
  LATEX(R"(\sum_{i} a_{i})", sum(a));
  LATEX(R"(\sum_{ij} A_{ij} - \max_{ij} A_{ij})", sum(A) - max(A));
  LATEX(R"(\sum_{i} A_{i,:})", sum<0>(A));
  LATEX(R"(\max_{j} A_{:,j})", max<1>(A));
  LATEX(R"(\sum_{i} (a + b)_{i})", sum(a + b));
  LATEX(R"(\sum_{i} (e^{a})_{i})", sum(exp(a)));
  LATEX(R"(\max_{i} (2^{a})_{i})", max(exp2(a)));
  LATEX(R"(\sum_{i} \operatorname{softmax}(a)_{i})", sum(softmax(a)));
}

BOOST_AUTO_TEST_CASE(sums_over_samples_have_s) {
  LATEX(R"(\frac{1}{n} \sum_{s=1}^{n} \sum_{i} x_{i})", tl::batch_mean(tl::batch<4>(sum(x))));
  LATEX(R"(\sum_{s=1}^{n} x x^{\top})", tl::batch_sum(tl::batch<4>(outer(x, x))));
  LATEX(R"(A \left( \sum_{s=1}^{n} x \right))", tl::batch_sum(tl::batch<4>(A * x)));
  LATEX(R"(-\frac{1}{n} \sum_{s=1}^{n} y^{\top} \log \operatorname{softmax}(x))",
        tl::batch_mean(tl::batch<4>(cross_entropy_with_logits(x, y))));
}

BOOST_AUTO_TEST_CASE(losses_of_logits_are_written_out) {
  LATEX(R"(-y^{\top} \log \operatorname{softmax}(A x))", cross_entropy_with_logits(A * x, y));
  LATEX(R"(-r \log \sigma(s) - (1 - r) \log(1 - \sigma(s)))", binary_cross_entropy_with_logits(s, r));
  LATEX(R"(-b \odot \log \sigma(a) - (1 - b) \odot \log(1 - \sigma(a)))",
        -xlogy(b, sigmoid(a)) - xlogy(1 - b, 1 - sigmoid(a)));
}

BOOST_AUTO_TEST_CASE(a_choice_of_zero_is_a_product_with_an_indicator) {
  LATEX(R"(c \odot \mathbf{1}[a > b])", where(a > b, c, 0));
  LATEX(R"(c \odot \mathbf{1}[a > 0])", where(a, c, 0));
  LATEX(R"(c \odot (1 - \mathbf{1}[a > b]))", where(a > b, 0, c));
  LATEX(R"(\begin{cases} a & \text{if } a > b \\ b & \text{otherwise} \end{cases})", where(a > b, a, b));
}

BOOST_AUTO_TEST_CASE(ones_and_zeros_show_their_shape_where_nothing_else_does) {
  LATEX(R"(\mathbf{1}_{3 \times 3})", tl::grad(sum(A), A));
  LATEX(R"(s \mathbf{1}_{3 \times 3})", tl::grad(s * sum(A), A));
  LATEX(R"(\mathbf{0}_{3})", tl::grad(tl::function_of(sum(A), a), a));
  LATEX("a - 1", a - tl::grad(sum(a), a));
}

BOOST_AUTO_TEST_CASE(a_logarithm_of_one_minus_a_number_is_written_as_such) {
  LATEX(R"(\log(1 - a))", log(1 - a));
  LATEX(R"(\log(1 - (a + b)))", log1p(-(a + b)));
  LATEX(R"(\lVert a \rVert + \lVert A \rVert_{i} a)", norm(a) + tl::norm<0>(A) * a);
}

BOOST_AUTO_TEST_CASE(numbers_of_activations_are_recognized) {
  LATEX(R"(0.5 a \odot \operatorname{erf}\left( \frac{1}{\sqrt{2}} a \right))",
        0.5 * a % erf(1 / std::numbers::sqrt2 * a));
}

BOOST_AUTO_TEST_SUITE_END()
