// SPDX-License-Identifier: BSL-1.0
#include "tapeless/graph/frozen.hpp"

#include "tapeless/graph/plain_builder.hpp"

#include <boost/test/unit_test.hpp>

namespace graph_frozen_test {

namespace tl = tapeless;
using tl::op;
using tl::graph::id;

/// exp(x) is needed by an output, log(y) by nobody, 2·W is assigned to m, which nothing reads.
constexpr void write(tl::graph::plain_builder& b) {
  id const x = b.leaf(tl::leaf_kind::input, tl::name("x"), {2, 1});
  id const y = b.leaf(tl::leaf_kind::input, tl::name("y"), {2, 1});
  id const W = b.leaf(tl::leaf_kind::parameter, tl::name("W"), {2, 1});
  id const m = b.leaf(tl::leaf_kind::state, tl::name("m"), {2, 1});
  b.give_name(tl::name("dead"), 1, b.apply(op::log, y));
  b.output(b.give_name(tl::name("alive"), 2, b.apply(op::exp, x)));
  b.assign(m, b.apply(op::multiply, b.constant(2), W));
}
consteval tl::graph::sizes count() {
  tl::graph::plain_builder b;
  write(b);
  return tl::graph::selection(b).count;
}
consteval auto freeze() {
  tl::graph::plain_builder b;
  write(b);
  return tl::graph::freeze<count()>(b);
}
constexpr auto g = freeze();

template <tl::graph::sizes Room>
consteval auto freeze_with_room() {
  tl::graph::plain_builder b;
  write(b);
  return tl::graph::freeze_with_room<Room>(b);
}

consteval std::uint32_t batch_of_a_batched_leaf() {
  tl::graph::plain_builder b;
  b.output(b.within_batch(5, [&] { return b.leaf(tl::leaf_kind::input, tl::name("x"), {2, 1}); }));
  return tl::graph::freeze<tl::graph::sizes{1, 1, 1, 0, 0}>(b).batch;
}

/// What a batch holds is judged where it is computed; the elements of one sample where they are written.
consteval tl::graph::problem found_with(tl::extents shape, std::uint32_t samples, bool is_read) {
  tl::graph::plain_builder b;
  id const huge = b.within_batch(samples, [&] { return b.leaf(tl::leaf_kind::input, tl::name("x"), shape); });
  id const sum = b.along(op::sum, 0, huge);
  b.output(is_read ? sum : b.constant(1));
  return is_read ? tl::graph::freeze<tl::graph::sizes{2, 1, 1, 0, 0}>(b).found
                 : tl::graph::freeze<tl::graph::sizes{1, 0, 1, 0, 0}>(b).found;
}
constexpr auto too_many = tl::graph::problem_kind::too_many_elements;
static_assert(found_with({1024, 1024}, 512, true).kind == tl::graph::problem_kind::nothing);
static_assert(found_with({1024, 1024}, 4096, true).kind == too_many);
static_assert(found_with({1024, 1024}, 4096, true).left == tl::extents{1024, 1024, 4096});
static_assert(found_with({1024, 1024}, 4096, false).kind == tl::graph::problem_kind::nothing);

}  // namespace graph_frozen_test

BOOST_AUTO_TEST_SUITE(graph_frozen)

using namespace graph_frozen_test;

BOOST_AUTO_TEST_CASE(only_what_is_needed_is_kept) {
  BOOST_TEST(g.size.nodes == 5u);   // x, exp x, 2, W, 2·W
  BOOST_TEST(g.size.leaves == 3u);  // x, W, m: a leaf that is only assigned has no node
  BOOST_TEST(g.size.outputs == 1u);
  BOOST_TEST(g.size.assigns == 1u);
}
BOOST_AUTO_TEST_CASE(a_leaf_that_is_not_needed_is_remembered_as_written) {
  static_assert(g.size.unread == 1);
  BOOST_TEST((g.unread[0].identifier == tl::name("y")));
  BOOST_TEST((g.unread[0].kind == tl::leaf_kind::input && g.unread[0].shape == tl::extents{2, 1}));
}
BOOST_AUTO_TEST_CASE(operands_and_leaves_are_numbered_anew) {
  for (id v = 0; v < g.size.nodes; ++v) {
    for (std::uint32_t i = 0; i < operand_count(g.nodes[v]); ++i) BOOST_TEST(operand(g.nodes[v], i) < v);
    if (g.nodes[v].code == op::leaf) BOOST_TEST(g.nodes[v].leaf < g.size.leaves);
  }
  BOOST_TEST((g.nodes[g.outputs[0]].code == op::exp));
  BOOST_TEST((g.leaves[g.nodes[g.nodes[g.outputs[0]].a].leaf].identifier == tl::name("x")));
  BOOST_TEST((g.leaves[g.assigns[0].leaf].identifier == tl::name("m")));
  BOOST_TEST((g.nodes[g.assigns[0].value].code == op::multiply));
}
BOOST_AUTO_TEST_CASE(a_graph_made_with_room_to_spare_and_trimmed_is_the_same) {
  static constexpr auto roomy = freeze_with_room<tl::graph::sizes{50, 10, 9, 8, 7, 6, 5}>();
  static_assert(roomy.fits && roomy.count == g.size);
  static constexpr auto trimmed = tl::graph::trimmed<roomy.count>(roomy.graph);
  for (id v = 0; v < g.size.nodes; ++v) {
    BOOST_TEST((trimmed.nodes[v].code == g.nodes[v].code && trimmed.nodes[v].shape == g.nodes[v].shape));
    BOOST_TEST((trimmed.nodes[v].a == g.nodes[v].a && trimmed.nodes[v].leaf == g.nodes[v].leaf));
  }
  for (std::uint32_t l = 0; l < g.size.leaves; ++l)
    BOOST_TEST((trimmed.leaves[l].identifier == g.leaves[l].identifier));
  BOOST_TEST(trimmed.outputs[0] == g.outputs[0]);
  BOOST_TEST((trimmed.assigns[0].leaf == g.assigns[0].leaf && trimmed.assigns[0].value == g.assigns[0].value));
  BOOST_TEST((trimmed.names[0].identifier == g.names[0].identifier && trimmed.names[0].node == g.names[0].node));
  BOOST_TEST((trimmed.unread[0].identifier == g.unread[0].identifier));
}
BOOST_AUTO_TEST_CASE(a_graph_that_finds_no_room_is_counted) {
  static constexpr auto one_node_less = freeze_with_room<tl::graph::sizes{g.size.nodes - 1, 10, 9, 8, 7, 6, 5}>();
  static_assert(!one_node_less.fits && one_node_less.count == g.size);
  static_assert(!freeze_with_room<tl::graph::sizes{50, g.size.leaves - 1, 9, 8, 7, 6, 5}>().fits);
  static_assert(!freeze_with_room<tl::graph::sizes{50, 10, 0, 8, 7, 6, 5}>().fits);
  static_assert(!freeze_with_room<tl::graph::sizes{50, 10, 9, 0, 7, 6, 5}>().fits);
  static_assert(!freeze_with_room<tl::graph::sizes{50, 10, 9, 8, 0, 6, 5}>().fits);
  static_assert(!freeze_with_room<tl::graph::sizes{50, 10, 9, 8, 7, 6, 0}>().fits);
}
BOOST_AUTO_TEST_CASE(names_of_nodes_that_are_gone_are_gone) {
  BOOST_TEST_REQUIRE(g.size.names == 1u);
  BOOST_TEST((g.names[0].identifier == tl::name("alive")));
}
BOOST_AUTO_TEST_CASE(the_batch_size_is_that_of_the_nodes) {
  BOOST_TEST(g.batch == 0u);
  BOOST_TEST(batch_of_a_batched_leaf() == 5u);
}
BOOST_AUTO_TEST_CASE(a_view_points_to_the_tables) {
  static constexpr auto kept = g;
  constexpr tl::graph::view v = view_of(kept);
  BOOST_TEST(v.node_count == g.size.nodes);
  BOOST_TEST((v[v.outputs[0]].code == op::exp));
  BOOST_TEST(v.assign_count == 1u);
  BOOST_TEST(v.leaf_count == 3u);
}

BOOST_AUTO_TEST_SUITE_END()
