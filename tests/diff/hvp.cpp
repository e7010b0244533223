// SPDX-License-Identifier: BSL-1.0
#include "tapeless/diff/hvp.hpp"

#include "../generic_leaves.hpp"
#include "../in_graph.hpp"
#include "tapeless/expr/batch.hpp"
#include "tapeless/expr/define.hpp"
#include "tapeless/nn/loss.hpp"

#include <boost/test/unit_test.hpp>

namespace diff_hvp_test {

namespace tl = tapeless;
using in_graph::same;
using tl::hvp;
constexpr auto x = tl::input<"x", 4>;
constexpr auto y = tl::label<"y", 3>;
constexpr auto d = tl::input<"d", 4>;
constexpr auto s = tl::input<"s">;
constexpr auto W1 = tl::parameter<"W1", 5, 4>;
constexpr auto W2 = tl::parameter<"W2", 3, 5>;
constexpr auto b2 = tl::parameter<"b2", 3>;
constexpr auto V1 = tl::state<"V1", 5, 4>;
constexpr auto U1 = tl::state<"U1", 5, 4>;
constexpr auto v5 = tl::state<"v5", 5>;
constexpr auto epsilon = tl::scalar<"epsilon">;

constexpr auto loss_at = [](auto const& weight, auto const& at) {
  return tl::cross_entropy_with_logits(W2 * tanh(weight * at) + b2, y);
};
constexpr auto mean_loss_at = [](auto const& weight) { return tl::batch_mean(tl::batch<4>(loss_at(weight, x))); };

// the gradient at W + ε·V is that by a named sum
constexpr auto moved_W1 = tl::define<"moved">(W1 + epsilon * V1);
constexpr auto moved_gradient = grad(mean_loss_at(moved_W1), moved_W1);
constexpr auto product = hvp(mean_loss_at(W1), W1, V1);
constexpr auto moved_x = tl::define<"moved">(x + epsilon * d);
constexpr auto moved_input_gradient = grad(loss_at(W1, moved_x), moved_x);
constexpr auto of_input = hvp(loss_at(W1, x), x, d);
constexpr auto hidden = tl::define<"hidden">(tanh(W1 * x));
constexpr auto loss_of_hidden = tl::cross_entropy_with_logits(W2 * hidden + b2, y);
constexpr auto of_hidden = hvp(loss_of_hidden, hidden, v5);
constexpr auto moved_hidden = tl::define<"moved">(hidden + epsilon * v5);
constexpr auto moved_hidden_gradient = grad(tl::cross_entropy_with_logits(W2 * moved_hidden + b2, y), moved_hidden);

template <auto const& Moved>
auto gradient_at(double step, std::uint32_t samples) {
  return tl::run::interpretation<double, tl::rules::listed<Moved>>(tl::bind(epsilon, step), generic::leaves{samples})
      .template output<0>();
}
/// The five-point rule with h = 1e-3: h⁴/30 is 3e-14, rounding 3e-13, and elements of the product are as small as 4e-6.
template <auto const& Moved, auto const& Product>
void agrees_with_the_difference_of_gradients(std::uint32_t samples) {
  constexpr double h = 1e-3;
  auto const after = gradient_at<Moved>(h, samples);
  auto const before = gradient_at<Moved>(-h, samples);
  auto const far_after = gradient_at<Moved>(2 * h, samples);
  auto const far_before = gradient_at<Moved>(-2 * h, samples);
  auto const derived = generic::value<Product>(samples);
  for (std::uint32_t e = 0; e < derived.size(); ++e) {
    double const wide = far_after.values[e] - far_before.values[e];
    double const quotient = (8 * (after.values[e] - before.values[e]) - wide) / (12 * h);
    BOOST_TEST(derived.values[e] != 0);
    BOOST_TEST(derived.values[e] == quotient, boost::test_tools::tolerance(1e-6));
  }
}

constexpr auto uHv = sum(U1 % hvp(mean_loss_at(W1), W1, V1));
constexpr auto vHu = sum(V1 % hvp(mean_loss_at(W1), W1, U1));
constexpr auto each = tl::batch<4>(hvp(loss_at(W1, x), x, d));

}  // namespace diff_hvp_test

BOOST_AUTO_TEST_SUITE(diff_hvp)

using namespace diff_hvp_test;

BOOST_AUTO_TEST_CASE(it_is_the_derivative_of_the_gradient_in_a_direction) {
  agrees_with_the_difference_of_gradients<moved_gradient, product>(4);
  agrees_with_the_difference_of_gradients<moved_gradient, product>(3);
  agrees_with_the_difference_of_gradients<moved_input_gradient, of_input>(1);
}
BOOST_AUTO_TEST_CASE(by_a_named_subexpression_too) {
  agrees_with_the_difference_of_gradients<moved_hidden_gradient, of_hidden>(1);
}
BOOST_AUTO_TEST_CASE(of_known_functions_it_is_the_textbook_formula) {
  BOOST_TEST(same(hvp(exp(s), s, 1), exp(s)));
  BOOST_TEST(same(hvp(sum(square(x)), x, d), 2 * d));
  BOOST_TEST(same(hvp(sum(exp(x)), x, d), d % exp(x)));
}
BOOST_AUTO_TEST_CASE(the_hessian_is_symmetric) {
  double const one_way = generic::value<uHv>(4);
  double const other_way = generic::value<vHu>(4);
  BOOST_TEST(one_way != 0);
  BOOST_TEST(one_way == other_way, boost::test_tools::tolerance(1e-11));
}
BOOST_AUTO_TEST_CASE(each_sample_of_a_batch_has_its_own_hessian) {
  auto const alone = generic::value<of_input>();
  auto const found = generic::value<each>(3);
  BOOST_TEST_REQUIRE(found.size() == 3u);
  for (std::uint32_t i = 0; i < 4; ++i) {
    BOOST_TEST(found[0](i) == alone(i), boost::test_tools::tolerance(1e-13));
    BOOST_TEST(found[1](i) != found[0](i));
  }
}

BOOST_AUTO_TEST_SUITE_END()
