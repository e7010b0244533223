// SPDX-License-Identifier: BSL-1.0
#include "tapeless/expr/mode.hpp"

#include "../in_graph.hpp"
#include "tapeless/check/gradient.hpp"
#include "tapeless/tapeless.hpp"

#include <boost/test/unit_test.hpp>

namespace {
namespace expr_mode_test {

namespace tl = tapeless;
using tl::graph::problem_kind;
constexpr auto x = tl::input<"x", 2>;
constexpr auto V = tl::parameter<"V", 2>;
constexpr auto scale = tl::parameter<"scale">;

constexpr auto either = tl::in_mode(scale * x, exp(x));
constexpr auto h = tl::define<"h">([] { return tanh(either); });
constexpr auto loss = tl::batch_mean(tl::batch<4>(sum(h)));
constexpr auto trained = tl::training(loss);
constexpr auto masked = x % tl::in_mode(V, 1);
constexpr auto slope = tl::grad(trained, scale);
constexpr auto direction = tl::jvp(trained, scale, 2);
constexpr auto pulled = tl::vjp(trained, scale, 3);
constexpr auto jacobian = tl::jacobian(tl::training(tl::in_mode(scale * V, V)), scale);
// by a subexpression, which has the value of the mode in which it stands
constexpr auto inner = square(tl::in_mode(3 * scale, scale));
constexpr auto by_inner = tl::grad(tl::training(square(inner)), inner);
constexpr auto by_inner_of_both = tl::grad(tl::training(square(inner)) + inner, inner);
constexpr auto by_scale_of_both = tl::grad(tl::training(inner) + inner, scale);
constexpr auto by_what_has_no_mode = tl::grad(tl::training(square(square(scale))) + square(scale), square(scale));

constexpr double xs[]{1, 2, 3, 4, -1, 0};
constexpr double three[]{3};
constexpr double pair[]{1, 10};
constexpr double value_at_2 = tl::evaluate<double, slope>(tl::bind(x, xs), tl::bind(scale, {0.5}));
static_assert(tl::evaluate<double, direction>(tl::bind(x, xs), tl::bind(scale, {0.5})) == 2 * value_at_2);
static_assert(tl::evaluate<double, pulled>(tl::bind(x, xs), tl::bind(scale, {0.5})) == 3 * value_at_2);
static_assert(tl::evaluate<double, jacobian>(tl::bind(V, pair), tl::bind(scale, three))(1, 0) == 10);
static_assert(tl::evaluate<double, by_inner>(tl::bind(scale, {1.0})) == 18);  // 2·(3·1)²
static_assert(tl::evaluate<double, by_scale_of_both>(tl::bind(scale, {1.0})) == 20);
static_assert(tl::evaluate<double, by_what_has_no_mode>(tl::bind(scale, three)) == 2 * 9 + 1);

struct net : tl::sequential<tl::in<"x", 2>, tl::dense<1>> {};
constexpr auto output_of = [](auto const& z) { return z % tl::in_mode(2, 1); };
constexpr auto squares = tl::batch_mean(tl::batch<2>(square(output_of(tl::output<net>))));

}  // namespace expr_mode_test
}  // namespace

BOOST_AUTO_TEST_SUITE(expr_mode)

using namespace expr_mode_test;

BOOST_AUTO_TEST_CASE(everything_is_in_inference_mode_but_what_stands_in_training) {
  BOOST_TEST(in_graph::same(either, exp(x)));
  BOOST_TEST(in_graph::same(tl::training(either), scale * x));
  BOOST_TEST(in_graph::same(tl::training(tl::training(either) + tl::inference(either)), scale * x + exp(x)));
  BOOST_TEST(in_graph::same(tl::training(tl::batch<4>(h)), tl::batch<4>(tl::training(h))));
  BOOST_TEST(in_graph::same(tl::training(tl::batch<4>(h)), tl::batch<4>(tanh(scale * x))));
}
BOOST_AUTO_TEST_CASE(the_form_that_is_not_chosen_leaves_no_trace) {
  BOOST_TEST(in_graph::same(masked, x));
  BOOST_TEST(in_graph::same(tl::batch<4>(masked), tl::batch<4>(x)));
  BOOST_TEST(in_graph::same(tl::training(masked), x % V));
  static_assert(tl::rules::lowered<tl::rules::listed<masked>>.size.unread == 0);
}
BOOST_AUTO_TEST_CASE(one_expression_in_both_modes_is_two_nodes_and_what_has_no_mode_one) {
  BOOST_TEST(!in_graph::same(tl::training(h), h));
  BOOST_TEST(in_graph::same(tl::training(exp(x)), exp(x)));
  BOOST_TEST(tl::training(h).fingerprint != tl::inference(h).fingerprint);
  BOOST_TEST(tl::in_mode(x, 2 * x).fingerprint != tl::in_mode(2 * x, x).fingerprint);
}
BOOST_AUTO_TEST_CASE(a_number_is_repeated_to_the_other_forms_shape) {
  static constexpr auto sevens = tl::batch<4>(tl::in_mode(exp(x), 7));
  static_assert(decltype(sevens)::shape == tl::extents{2, 1, 4});
  auto const values = tl::evaluate<double, sevens>(tl::bind(x, xs));
  BOOST_TEST(values.size() == 3u);
  BOOST_TEST(values[2](1, 0) == 7);
}
BOOST_AUTO_TEST_CASE(derivatives_are_those_of_the_mode) {
  BOOST_TEST(value_at_2 != 0);
  BOOST_TEST(in_graph::same(slope, tl::training(tl::grad(loss, scale))));
  BOOST_TEST(in_graph::same(slope, tl::grad(tl::batch_mean(tl::batch<4>(sum(tanh(scale * x)))), scale)));
  static tl::gradient_check<trained> check{};
  check.parameters[scale](0) = 0.5;
  BOOST_TEST(tl::all_pass(check({}, bind(x, xs))));
}
BOOST_AUTO_TEST_CASE(a_derivative_by_an_expression_with_two_values_is_refused) {
  static_assert(in_graph::problem(by_inner_of_both) == problem_kind::derivative_in_two_modes);
  static_assert(in_graph::problem(by_inner) == problem_kind::nothing);
  static_assert(in_graph::problem(tl::grad(loss, scale)) == problem_kind::derivative_by_what_is_absent);
  static_assert(in_graph::problem(tl::training(tl::grad(loss, scale))) == problem_kind::nothing);
}
BOOST_AUTO_TEST_CASE(a_trainer_steps_in_training_mode_and_evaluates_and_predicts_without) {
  static tl::trainer<squares, tl::optimizer::sgd, double> trainer{};
  trainer.initialize(tl::initializer::glorot{}, 1);
  BOOST_TEST(bool(trainer.set(tl::optimizer::learning_rate, 0)));
  auto const evaluated = trainer.evaluate(bind(net::input, pair));
  auto const stepped = trainer.step(bind(net::input, pair));
  BOOST_TEST(evaluated.loss != 0);
  BOOST_TEST(stepped.loss == 4 * evaluated.loss);
}

BOOST_AUTO_TEST_SUITE_END()
