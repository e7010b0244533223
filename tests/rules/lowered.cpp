// SPDX-License-Identifier: BSL-1.0
#include "tapeless/rules/lowered.hpp"

#include "tapeless/diff/grad.hpp"
#include "tapeless/expr/define.hpp"
#include "tapeless/expr/reduction.hpp"

#include <boost/test/unit_test.hpp>

namespace rules_lowered_test {

namespace tl = tapeless;
using tl::op;
constexpr auto x = tl::input<"x", 2>;
constexpr auto W = tl::parameter<"W", 3, 2>;
constexpr auto rate = tl::scalar<"rate">;
constexpr auto h = tl::define<"h">(tanh(W * x));
constexpr auto f = sum(square(h));
constexpr auto both = tl::value_and_grad(f, W, x);
constexpr auto step = tl::assign(W, W - rate * tl::grad(f, W));

auto const at_run_time = sum(square(h));
auto const both_at_run_time = tl::value_and_grad(f, W, x);
auto const step_at_run_time = tl::assign(W, W - rate * tl::grad(f, W));

constexpr auto const& g = tl::rules::lowered<tl::rules::listed<both, step>>;

}  // namespace rules_lowered_test

BOOST_AUTO_TEST_SUITE(rules_lowered)

using namespace rules_lowered_test;

BOOST_AUTO_TEST_CASE(a_tuple_of_expressions_gives_its_outputs_in_order) {
  static_assert(g.size.outputs == 3);
  BOOST_TEST((g.nodes[g.outputs[0]].shape == tl::extents{}));
  BOOST_TEST((g.nodes[g.outputs[1]].shape == tl::extents{3, 2}));
  BOOST_TEST((g.nodes[g.outputs[2]].shape == tl::extents{2, 1}));
}
BOOST_AUTO_TEST_CASE(an_assignment_names_its_leaf_and_its_value) {
  static_assert(g.size.assigns == 1);
  BOOST_TEST((g.leaves[g.assigns[0].leaf].identifier == tl::name("W")));
  BOOST_TEST((g.nodes[g.assigns[0].value].code == op::subtract));
}
BOOST_AUTO_TEST_CASE(every_leaf_is_there_once) {
  BOOST_TEST(g.size.leaves == 3u);
  std::uint32_t leaf_nodes = 0;
  for (auto const& n : g.nodes) leaf_nodes += n.code == op::leaf ? 1u : 0u;
  BOOST_TEST(leaf_nodes == 3u);
}
BOOST_AUTO_TEST_CASE(outputs_are_constants) {
  using tl::rules::constant;
  static constexpr auto local = f + 1;
  static constexpr auto nothing = boost::hana::make_tuple();
  static_assert(constant<f> && constant<both> && constant<step> && constant<x> && constant<local> && constant<nothing>);
  static_assert(!constant<at_run_time> && !constant<both_at_run_time> && !constant<step_at_run_time>);
}
BOOST_AUTO_TEST_CASE(a_defined_name_marks_its_node) {
  BOOST_TEST_REQUIRE(g.size.names == 1u);
  BOOST_TEST((g.names[0].identifier == tl::name("h")));
  BOOST_TEST((g.nodes[g.names[0].node].code == op::tanh));
}
BOOST_AUTO_TEST_CASE(operands_stand_before_the_node_that_uses_them) {
  for (std::uint32_t v = 0; v < g.size.nodes; ++v)
    for (std::uint32_t i = 0; i < operand_count(g.nodes[v]); ++i) BOOST_TEST(operand(g.nodes[v], i) < v);
}

BOOST_AUTO_TEST_SUITE_END()
