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
constexpr auto A = tl::parameter<"A", 2, 3>;
constexpr auto B = tl::parameter<"B", 3, 2>;

// ---- <u, J v> = <Jᵀ u, v>; without a batch the table of tests/operations has it for every operation -----------------

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

// ---- over the samples -----------------------------------------------------------------------------------------------

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

// ---- kinks and zeros ------------------------------------------------------------------------------------------------

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
  tl::graph::id const both = b.concatenate(left, right, 0);
  tl::graph::id const nodes = b.size();
  return tl::rules::jvp(b, made, left, right) == none && tl::rules::jvp(b, chosen, none) == none &&
         tl::rules::jvp(b, both, none, none) == none && b.size() == nodes;
}
consteval bool a_tangent_has_the_rows_of_its_node_and_only_the_batch_it_needs() {
  tl::rules::simplifier b;
  tl::graph::id const shared = b.leaf(tl::leaf_kind::parameter, tl::name("s"), {});
  tl::graph::id const moved = b.leaf(tl::leaf_kind::parameter, tl::name("ds"), {});
  tl::graph::id const each = b.within_batch(4, [&] { return b.leaf(tl::leaf_kind::input, tl::name("x"), {3, 1}); });
  tl::graph::id const total = b.apply(op::add, shared, each);
  tl::graph::id const product = b.apply(op::multiply, shared, each);
  return b[tl::rules::jvp(b, total, moved)].shape == tl::extents{3, 1} &&
         b[tl::rules::jvp(b, product, moved)].shape == tl::extents{3, 1, 4};
}

}  // namespace rules_tangent_test

BOOST_AUTO_TEST_SUITE(rules_tangent)

using namespace rules_tangent_test;

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
  BOOST_TEST(same(jvp(softmax(x), x, d), tl::xmuly(softmax(x), d - sum(tl::xmuly(softmax(x), d)))));
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
