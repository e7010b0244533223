// SPDX-License-Identifier: BSL-1.0
#include "tapeless/rules/tangent.hpp"

#include "../generic_leaves.hpp"
#include "../in_graph.hpp"
#include "tapeless/diff/grad.hpp"
#include "tapeless/diff/jvp.hpp"
#include "tapeless/diff/vjp.hpp"
#include "tapeless/expr/batch.hpp"
#include "tapeless/expr/reduction.hpp"
#include "tapeless/graph/plain_builder.hpp"
#include "tapeless/nn/loss.hpp"

#include <boost/test/unit_test.hpp>

namespace rules_tangent_test {

namespace tl = tapeless;
using in_graph::same;
using tl::jvp;
using tl::op;
using tl::graph::none;
constexpr auto x = tl::input<"x", 3>;
constexpr auto w = tl::input<"w", 3>;
constexpr auto d = tl::input<"d", 3>;
constexpr auto p = tl::input<"p", 3>;  // positive numbers
constexpr auto q = tl::input<"p2", 3>;
constexpr auto s = tl::input<"s">;
constexpr auto y = tl::label<"y", 3>;
constexpr auto A = tl::parameter<"A", 2, 3>;
constexpr auto B = tl::parameter<"B", 3, 2>;
constexpr auto C = tl::parameter<"C", 2, 4>;

// ---- <u, J v> = <Jᵀ u, v> for directions v and cotangents u of generic numbers ----------------------------------------------------

template <auto const& F>
constexpr auto cotangent =
    tl::state<"u", std::remove_cvref_t<decltype(F)>::shape.rows, std::remove_cvref_t<decltype(F)>::shape.columns>;
template <auto const& X>
constexpr auto direction =
    tl::state<"v", std::remove_cvref_t<decltype(X)>::shape.rows, std::remove_cvref_t<decltype(X)>::shape.columns>;
template <auto const& F, auto const& X>
constexpr auto forward = sum(cotangent<F> % jvp(F, X, direction<X>));
template <auto const& F, auto const& X>
constexpr auto reverse = sum(tl::vjp(F, X, cotangent<F>) % direction<X>);

template <class Builder, auto const& F, auto const& X>
void agree() {
  double const along = generic::value<forward<F, X>, Builder>();
  double const back = generic::value<reverse<F, X>, Builder>();
  BOOST_TEST(along != 0);
  BOOST_TEST(along == back, boost::test_tools::tolerance(1e-12));
}
/// With and without the laws; the graph of F has to hold the operation that is tested.
template <op Code, auto const& F, auto const& X>
void dual() {
  BOOST_TEST_CONTEXT("operation " << static_cast<int>(Code)) {
    BOOST_TEST(in_graph::count(Code, F) > 0u);
    agree<tl::rules::simplifier, F, X>();
    agree<tl::graph::plain_builder, F, X>();
  }
}

constexpr auto of_negate = -x;
constexpr auto of_exp = exp(x);
constexpr auto of_expm1 = expm1(x);
constexpr auto of_log = log(p);
constexpr auto of_log1p = log1p(p);
constexpr auto of_sqrt = sqrt(p);
constexpr auto of_square = square(x);
constexpr auto of_abs = abs(x);
constexpr auto of_tanh = tanh(x);
constexpr auto of_sigmoid = sigmoid(x);
constexpr auto of_relu = relu(p % w);
constexpr auto of_softplus = softplus(x);
constexpr auto of_erf = erf(x);

constexpr auto of_add = x + x % w;
constexpr auto of_add_scalar = s + w;
constexpr auto of_subtract = w - exp(x);
constexpr auto of_multiply = x % w;
constexpr auto of_multiply_scalar = s * w;
constexpr auto of_divide = tanh(p) / (p + q);
constexpr auto of_power = tl::pow(p, p % x);
constexpr auto of_maximum = tl::maximum(x, x % w);
constexpr auto of_minimum = tl::minimum(x, x % w);
constexpr auto of_xlogy = tl::xlogy(p, p + q);
constexpr auto of_xdivy = tl::xdivy(p, p + q);
constexpr auto of_select = tl::where(x, exp(x), square(x));
constexpr auto of_scalar_select = tl::where(w, s, d);
constexpr auto of_logistic_loss = tl::binary_cross_entropy_with_logits(x, p / 3);
constexpr auto by_binary_target = tl::binary_cross_entropy_with_logits(x, p / 3);

constexpr auto of_transpose = transpose(A) + B;
constexpr auto of_sum = sum(x) * w;
constexpr auto of_max = max(x) * w;
constexpr auto of_max_of_matrix = max(A);
constexpr auto of_logsumexp = logsumexp(x);
constexpr auto of_softmax = softmax(x);
constexpr auto of_log_softmax = log_softmax(x);
constexpr auto of_cross_entropy = tl::cross_entropy_with_logits(x, y);
constexpr auto of_soft_cross_entropy = tl::cross_entropy_with_logits(x, p);
constexpr auto of_product = A * B;
constexpr auto of_transposed_product = transpose(C) * transpose(B);
constexpr auto of_square_product = transpose(A) * A;
constexpr auto of_broadcast = tl::grad(tanh(s) * sum(x), x);

// ---- over the samples --------------------------------------------------------------------------------------------------------------

constexpr auto of_batch_sum = tl::batch_sum(tl::batch<3>(tanh(A * x)));
constexpr auto of_batch_product_sum = tl::batch_sum(tl::batch<3>(tanh(A * x) * transpose(x)));
constexpr auto a = tl::parameter<"a", 2>;
constexpr auto as = tl::parameter<"as", 2>;
constexpr auto of_sum_of_shared = tl::batch_sum(tl::batch<3>(A * x + a));
constexpr auto of_product_with_shared = tl::batch_sum(tl::batch<3>((A * x + a) * transpose(x)));
constexpr auto of_product_of_shared = tl::batch_sum(tl::batch<3>(exp(x) * transpose(A * x + a)));

template <op Code, auto const& F, auto const& X>
void dual_over_two_of_three_samples() {
  BOOST_TEST(in_graph::count(Code, F) > 0u);
  double const along = generic::value<forward<F, X>>(2);
  BOOST_TEST(along != 0);
  BOOST_TEST(along == static_cast<double>(generic::value<reverse<F, X>>(2)), boost::test_tools::tolerance(1e-12));
}

// ---- kinks and zeros ---------------------------------------------------------------------------------------------------------------

constexpr auto along_max = jvp(max(x), x, d);
constexpr double tie[]{2, 2, 1};
constexpr double ds[]{3, 5, 100};
static_assert(tl::evaluate<double, along_max>(bind(x, tie), bind(d, ds)) == 4);  // shared equally: (3 + 5)/2

consteval bool a_zero_tangent_makes_no_node() {
  tl::rules::simplifier b;
  tl::graph::id const left = b.leaf(tl::leaf_kind::input, tl::name("x"), {3, 1});
  tl::graph::id const right = b.leaf(tl::leaf_kind::input, tl::name("w"), {3, 1});
  tl::graph::id const made = b.apply(op::greater, left, right);
  tl::graph::id const chosen = b.apply(op::select, left, right, right);
  tl::graph::id const nodes = b.size();
  return tl::rules::push(b, made, left, right) == none && tl::rules::push(b, chosen, none) == none && b.size() == nodes;
}
consteval bool a_tangent_has_the_rows_of_its_node_and_only_the_batch_it_needs() {
  tl::rules::simplifier b;
  tl::graph::id const shared = b.leaf(tl::leaf_kind::parameter, tl::name("s"), {});
  tl::graph::id const moved = b.leaf(tl::leaf_kind::parameter, tl::name("ds"), {});
  tl::graph::id const each = b.within_batch(4, [&] { return b.leaf(tl::leaf_kind::input, tl::name("x"), {3, 1}); });
  tl::graph::id const total = b.apply(op::add, shared, each);
  tl::graph::id const product = b.apply(op::multiply, shared, each);
  return b[tl::rules::push(b, total, moved)].shape == tl::extents{3, 1} &&
         b[tl::rules::push(b, product, moved)].shape == tl::extents{3, 1, 4};
}

}  // namespace rules_tangent_test

BOOST_AUTO_TEST_SUITE(rules_tangent)

using namespace rules_tangent_test;

BOOST_AUTO_TEST_CASE(forward_is_dual_to_reverse_for_functions_of_one_number) {
  dual<op::negate, of_negate, x>();
  dual<op::exp, of_exp, x>();
  dual<op::expm1, of_expm1, x>();
  dual<op::log, of_log, p>();
  dual<op::log1p, of_log1p, p>();
  dual<op::sqrt, of_sqrt, p>();
  dual<op::square, of_square, x>();
  dual<op::absolute, of_abs, x>();
  dual<op::tanh, of_tanh, x>();
  dual<op::sigmoid, of_sigmoid, x>();
  dual<op::relu, of_relu, p>();
  dual<op::softplus, of_softplus, x>();
  dual<op::erf, of_erf, x>();
}
BOOST_AUTO_TEST_CASE(forward_is_dual_to_reverse_for_functions_of_several_numbers) {
  dual<op::add, of_add, x>();
  dual<op::add, of_add_scalar, s>();
  dual<op::subtract, of_subtract, x>();
  dual<op::multiply, of_multiply, x>();
  dual<op::multiply, of_multiply_scalar, s>();
  dual<op::divide, of_divide, p>();
  dual<op::power, of_power, p>();
  dual<op::power, of_power, x>();
  dual<op::maximum, of_maximum, x>();
  dual<op::minimum, of_minimum, x>();
  dual<op::xlogy, of_xlogy, p>();
  dual<op::xdivy, of_xdivy, p>();
  dual<op::select, of_select, x>();
  dual<op::select, of_scalar_select, s>();
  dual<op::logistic_loss, of_logistic_loss, x>();
  dual<op::logistic_loss, by_binary_target, p>();
}
BOOST_AUTO_TEST_CASE(forward_is_dual_to_reverse_for_reductions_and_normalizations) {
  dual<op::broadcast, of_broadcast, s>();
  dual<op::sum, of_sum, x>();
  dual<op::max, of_max, x>();
  dual<op::max, of_max_of_matrix, A>();
  dual<op::logsumexp, of_logsumexp, x>();
  dual<op::softmax, of_softmax, x>();
  dual<op::log_softmax, of_log_softmax, x>();
  dual<op::softmax_cross_entropy, of_cross_entropy, x>();
  dual<op::softmax_cross_entropy, of_soft_cross_entropy, x>();
  dual<op::softmax_cross_entropy, of_soft_cross_entropy, p>();
}
BOOST_AUTO_TEST_CASE(forward_is_dual_to_reverse_for_transposes_and_products) {
  dual<op::transpose, of_transpose, A>();
  dual<op::product, of_product, A>();
  dual<op::product, of_product, B>();
  dual<op::product, of_transposed_product, B>();
  dual<op::product, of_transposed_product, C>();
  dual<op::product, of_square_product, A>();
}
BOOST_AUTO_TEST_CASE(forward_is_dual_to_reverse_over_the_samples) {
  dual_over_two_of_three_samples<op::batch_sum, of_batch_sum, A>();
  dual_over_two_of_three_samples<op::batch_product_sum, of_batch_product_sum, A>();
  dual_over_two_of_three_samples<op::batch_sum, of_sum_of_shared, a>();
  dual_over_two_of_three_samples<op::batch_product_sum, of_product_with_shared, a>();
  dual_over_two_of_three_samples<op::batch_product_sum, of_product_of_shared, a>();
  dual_over_two_of_three_samples<op::batch_product_sum, of_product_of_shared, A>();
}
BOOST_AUTO_TEST_CASE(tangents_are_the_formulas_of_a_textbook) {
  BOOST_TEST(same(jvp(exp(x), x, d), d % exp(x)));
  BOOST_TEST(same(jvp(x % w, x, d), d % w));
  BOOST_TEST(same(jvp(logsumexp(x), x, d), sum(d % softmax(x))));
  BOOST_TEST(same(jvp(softmax(x), x, d), softmax(x) % (d - sum(d % softmax(x)))));
  BOOST_TEST(same(jvp(log_softmax(x), x, d), d - sum(d % softmax(x))));
  BOOST_TEST(same(jvp(A * x, x, d), A * d));
  BOOST_TEST(same(jvp(transpose(A), A, transpose(B)), B));
  BOOST_TEST(same(jvp(tl::where(w, exp(x), x), x, d), tl::where(w, d % exp(x), d)));
}
BOOST_AUTO_TEST_CASE(what_does_not_move_costs_nothing) { BOOST_TEST(a_zero_tangent_makes_no_node()); }
BOOST_AUTO_TEST_CASE(a_tangent_equal_for_all_samples_is_computed_once) {
  BOOST_TEST(same(jvp(of_product_with_shared, a, as), as * transpose(tl::batch_sum(tl::batch<3>(x)))));
  BOOST_TEST(a_tangent_has_the_rows_of_its_node_and_only_the_batch_it_needs());
}

BOOST_AUTO_TEST_SUITE_END()
