// SPDX-License-Identifier: BSL-1.0
#include "tapeless/diff/grad.hpp"

#include "../in_graph.hpp"
#include "tapeless/expr/batch.hpp"
#include "tapeless/expr/define.hpp"
#include "tapeless/expr/reduction.hpp"
#include "tapeless/run/interpreter.hpp"

#include <boost/test/unit_test.hpp>
#include <cmath>

namespace diff_grad_test {

namespace tl = tapeless;
using in_graph::count;
using in_graph::root;
using in_graph::same;
using tl::grad;
using tl::op;
constexpr auto x = tl::input<"x", 3>;
constexpr auto s = tl::input<"s">;
constexpr auto y = tl::label<"y", 3>;
constexpr auto W = tl::parameter<"W", 3, 3>;
constexpr auto b = tl::parameter<"b", 3>;
constexpr auto lr = tl::scalar<"lr">;
constexpr auto z = W * x + b;
constexpr auto h = tl::define<"h">(softmax(z));
constexpr auto loss = -sum(tl::xlogy(y, h));

constexpr auto cube = s * s * s;
constexpr auto d1 = grad(cube, s);
constexpr auto d2 = grad(d1, s);
constexpr auto d3 = grad(d2, s);
constexpr auto by_h = grad(loss, h);
constexpr auto by_h_written_again = grad(loss, softmax(W* x + b));
constexpr auto by_z = grad(loss, z);
constexpr auto each_db = tl::batch<4>(grad(loss, b));
constexpr auto mean_of_each_db = tl::batch_mean(each_db);
constexpr auto mean_loss = tl::batch_mean(tl::batch<4>(loss));
constexpr auto db = grad(mean_loss, b);
constexpr auto dW = grad(mean_loss, W);
constexpr auto each_dW = tl::batch<4>(grad(loss, W));
constexpr auto mean_of_each_dW = tl::batch_mean(each_dW);

constexpr double two[]{2};
static_assert(tl::evaluate<double, d1>(tl::bind(s, two)) == 12);
static_assert(tl::evaluate<double, d2>(tl::bind(s, two)) == 12);
static_assert(tl::evaluate<double, d3>(tl::bind(s, two)) == 6);
static_assert(decltype(each_dW)::shape == tl::extents{3, 3, 4} && decltype(dW)::shape == tl::extents{3, 3});

constexpr double xs[]{1, 2, -1, 0.5, 0.25, 3, -1, 1, 0};
constexpr double W_rows[]{0.1, -0.2, 0.3, 0.4, 0.5, -0.6, 0.7, 0.8, 0.9};
constexpr double b_rows[]{0.5, 0.25, -1};
constexpr unsigned ys[]{2, 0, 1};

template <auto const& E>
auto of_three_samples() {
  return tl::evaluate<double, E>(tl::bind(x, xs), tl::bind(y, ys), tl::bind(W, W_rows), tl::bind(b, b_rows));
}
template <auto const& E>
auto of_one_sample() {
  double const at[]{1, 2, -1};
  return tl::evaluate<double, E>(tl::bind(x, at), tl::bind(y, 2), tl::bind(W, W_rows), tl::bind(b, b_rows));
}

}  // namespace diff_grad_test

BOOST_AUTO_TEST_SUITE(diff_grad)

using namespace diff_grad_test;

BOOST_AUTO_TEST_CASE(the_gradient_of_a_leaf_by_itself_is_one) {
  BOOST_TEST(same(grad(s, s), tl::number(1)));
  BOOST_TEST(same(sum(grad(sum(x), x)), tl::number(3)));
}
BOOST_AUTO_TEST_CASE(adjoints_of_several_uses_add_up) { BOOST_TEST(same(grad(exp(s) + square(s), s), exp(s) + 2 * s)); }
BOOST_AUTO_TEST_CASE(the_gradient_by_what_f_does_not_depend_on_is_zero) {
  BOOST_TEST(same(grad(s, lr), tl::number(0)));
  BOOST_TEST((root(grad(sum(x), W)) == op::broadcast));
  BOOST_TEST(same(sum(grad(sum(x), W)), tl::number(0)));
}
BOOST_AUTO_TEST_CASE(the_gradient_by_a_named_subexpression_sees_through_no_rewrite) {
  // −Σ y log h is a cross-entropy of logits in the program, but its derivative by h is −y/h
  BOOST_TEST(count(op::softmax_cross_entropy, loss) == 1u);
  BOOST_TEST((same(by_h, -tl::xdivy(y, h))));
  auto const value = of_one_sample<by_h>();
  auto const prediction = of_one_sample<h>();
  BOOST_TEST(value[0] == 0.0);
  BOOST_TEST(value[1] == 0.0);
  BOOST_TEST(value[2] == -1 / prediction[2], boost::test_tools::tolerance(1e-14));
}
BOOST_AUTO_TEST_CASE(a_subexpression_may_be_written_again_instead_of_named) {
  BOOST_TEST(same(by_h_written_again, by_h));
}
BOOST_AUTO_TEST_CASE(the_gradient_by_a_subexpression_of_logits_is_prediction_minus_truth) {
  BOOST_TEST(same(by_z, h - y));
}
BOOST_AUTO_TEST_CASE(a_gradient_can_be_differentiated_again) {
  BOOST_TEST(same(grad(grad(exp(s), s), s), exp(s)));
  BOOST_TEST(same(grad(sum(grad(sum(square(x)), x)), x), grad(2 * sum(x), x)));
}
BOOST_AUTO_TEST_CASE(the_gradient_of_a_batch_mean_is_the_mean_of_the_gradients_of_the_samples) {
  auto const mean = of_three_samples<dW>();
  auto const each = of_three_samples<each_dW>();
  auto const mean_of_each = of_three_samples<mean_of_each_dW>();
  BOOST_TEST_REQUIRE(each.size() == 3u);
  for (std::uint32_t i = 0; i < 3; ++i)
    for (std::uint32_t j = 0; j < 3; ++j) {
      double const expected = (each[0](i, j) + each[1](i, j) + each[2](i, j)) / 3;
      BOOST_TEST(mean(i, j) != 0);
      BOOST_TEST(mean(i, j) == expected, boost::test_tools::tolerance(1e-13));
      BOOST_TEST(mean_of_each(i, j) == expected, boost::test_tools::tolerance(1e-13));
    }
  BOOST_TEST(of_three_samples<db>()[1] == of_three_samples<mean_of_each_db>()[1], boost::test_tools::tolerance(1e-13));
}
BOOST_AUTO_TEST_CASE(the_gradient_of_one_sample_in_a_batch_is_that_of_the_sample_alone) {
  static constexpr auto alone = grad(loss, W);
  auto const each = of_three_samples<each_dW>();
  auto const first = of_one_sample<alone>();
  for (std::uint32_t i = 0; i < 3; ++i)
    for (std::uint32_t j = 0; j < 3; ++j) BOOST_TEST(each[0](i, j) == first(i, j), boost::test_tools::tolerance(1e-14));
}
BOOST_AUTO_TEST_CASE(all_gradients_of_a_loss_share_one_sweep) {
  constexpr std::uint32_t one = in_graph::nodes(mean_loss, dW);
  constexpr std::uint32_t both = in_graph::nodes(mean_loss, dW, db);
  BOOST_TEST(both <= one + 2);  // db adds its own sum over the samples, and no second backward pass
}
BOOST_AUTO_TEST_CASE(value_and_grad_is_the_value_and_the_gradients) {
  constexpr auto all = tl::value_and_grad(loss, W, b);
  BOOST_TEST(same(boost::hana::at_c<0>(all), loss));
  BOOST_TEST(same(boost::hana::at_c<1>(all), grad(loss, W)));
  BOOST_TEST(same(boost::hana::at_c<2>(all), grad(loss, b)));
}

BOOST_AUTO_TEST_SUITE_END()
