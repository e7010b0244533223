// SPDX-License-Identifier: BSL-1.0
#include "tapeless/rules/simplifier.hpp"

#include "../in_graph.hpp"
#include "tapeless/diff/grad.hpp"
#include "tapeless/diff/jacobian.hpp"
#include "tapeless/expr/batch.hpp"
#include "tapeless/expr/norm.hpp"
#include "tapeless/graph/plain_builder.hpp"

#include <boost/test/unit_test.hpp>

namespace rules_simplifier_test {

namespace tl = tapeless;
using in_graph::count;
using in_graph::nodes;
using in_graph::root;
using in_graph::same;
using tl::op;
using unsimplified = tl::graph::plain_builder;
constexpr auto x = tl::input<"x", 2>;
constexpr auto y = tl::label<"y", 3>;
constexpr auto W = tl::parameter<"W", 3, 2>;
constexpr auto b = tl::parameter<"b", 3>;
constexpr auto z = W * x + b;
constexpr auto loss = -sum(tl::xlogy(y, softmax(z)));
constexpr auto mean_loss = tl::batch_mean(tl::batch<8>(loss));

/// Lowers twice with the simplifier: what it made, written again, must come out as it is.
template <class E>
consteval bool is_settled(E const& e) {
  tl::rules::simplifier s;
  tl::graph::id const made = e.lower(s);
  for (tl::graph::id v = 0; v <= made; ++v) {
    tl::graph::node const n = s[v];
    if (n.a != tl::graph::none && s.build(n) != v) return false;
  }
  return true;
}
template <class... E>
consteval bool are_settled(E const&... each) {
  return (is_settled(each) && ...);
}

constexpr auto v = tl::input<"v", 3>;
constexpr auto S = tl::parameter<"S", 3, 3>;
constexpr auto r = tl::input<"r", 1, 3>;
constexpr auto deep = softmax(S * tanh(-(S * relu(-v)) + v) + v);

}  // namespace rules_simplifier_test

BOOST_AUTO_TEST_SUITE(rules_simplifier)

using namespace rules_simplifier_test;

BOOST_AUTO_TEST_CASE(what_was_simplified_is_simplified_no_further) {
  BOOST_TEST(is_settled(loss));
  BOOST_TEST(is_settled(tl::grad(mean_loss, W)));
  BOOST_TEST(is_settled(tl::grad(sum(tanh(z) % exp(-z)), x)));
  BOOST_TEST(are_settled(2 * (3 * v) + v * 4 - v, -(-v % v) / -v, -v + -v + 0 * v, tl::pow(v, 2) % tl::pow(v, 1)));
  BOOST_TEST(are_settled(log(1 + exp(v)), log(sum(exp(-v))), log(tl::softmax<1>(S)), xlogy(v, 1 - sigmoid(-v))));
  BOOST_TEST(are_settled((S * S) * v, transpose(S * S * v) * S, outer(v, v) * S * v, trace(S * transpose(S))));
  BOOST_TEST(are_settled(transpose(transpose(S) % S - S), transpose(tl::broadcast_to<3, 3>(r) + S)));
  BOOST_TEST(are_settled(tl::slice<1, 1>(tl::slice<1, 2>(exp(-v))), tl::reshape<1, 9>(tl::reshape<9>(S))));
  BOOST_TEST(are_settled(tl::where(v > 0, sqrt(v), 0) + tl::where(v > 0, 0, -v), norm(v), prod(v), variance(S)));
  BOOST_TEST(are_settled(deep, tl::grad(sum(deep % v), S), tl::grad(norm(deep), v), tl::grad(prod(deep), v)));
  BOOST_TEST(are_settled(tl::jacobian(deep, v), tl::jacrev(deep, v), tl::hessian(logsumexp(S * v), v)));
}
BOOST_AUTO_TEST_CASE(every_law_is_small) {
  // no expression becomes larger
  BOOST_TEST(nodes(deep) <= nodes<unsimplified>(deep));
  BOOST_TEST(nodes(tl::grad(sum(deep % v), S)) < nodes<unsimplified>(tl::grad(sum(deep % v), S)));
  BOOST_TEST(nodes(tl::jacobian(deep, v)) < nodes<unsimplified>(tl::jacobian(deep, v)));
  BOOST_TEST(nodes((S * S) * v) <= nodes<unsimplified>((S * S) * v));
  BOOST_TEST(nodes(transpose(transpose(S) % S - S)) <= nodes<unsimplified>(transpose(transpose(S) % S - S)));
}
BOOST_AUTO_TEST_CASE(laws_reach_through_compositions) {
  BOOST_TEST(same(-(-(x * 1) + 0) / 1, x));
  BOOST_TEST(same(-sum(tl::xlogy(y, softmax(z))), -sum(y % log_softmax(z))));
  BOOST_TEST(!same<unsimplified>(-(-x), x));
}
BOOST_AUTO_TEST_CASE(constants_come_first) {
  BOOST_TEST(same(x * 3 + 1, 1 + 3 * x));
  BOOST_TEST(!same<unsimplified>(x * 3, 3 * x));
}
BOOST_AUTO_TEST_CASE(a_product_of_scalars_is_a_multiplication) {
  constexpr auto s = tl::parameter<"s", 1, 1>;
  constexpr auto v = tl::input<"v">;
  BOOST_TEST((root(s * v) == op::multiply));
  BOOST_TEST((root(outer(v, s)) == op::multiply));
}
BOOST_AUTO_TEST_CASE(a_choice_between_equals_is_no_choice) { BOOST_TEST(same(tl::where(b, z, z), z)); }
BOOST_AUTO_TEST_CASE(the_mean_gradient_of_a_weight_is_one_contraction_over_the_samples) {
  BOOST_TEST(count(op::batch_product_sum, tl::grad(mean_loss, W)) == 1u);
  BOOST_TEST(count(op::batch_sum, tl::grad(mean_loss, W)) == 0u);
  BOOST_TEST(count(op::transpose, tl::grad(mean_loss, W)) == 0u);
}
BOOST_AUTO_TEST_CASE(the_simplified_graph_is_smaller) {
  BOOST_TEST(nodes(mean_loss, tl::grad(mean_loss, W), tl::grad(mean_loss, b)) <
             nodes<unsimplified>(mean_loss, tl::grad(mean_loss, W), tl::grad(mean_loss, b)));
}

BOOST_AUTO_TEST_SUITE_END()
