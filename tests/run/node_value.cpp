// SPDX-License-Identifier: BSL-1.0
#include "tapeless/run/node_value.hpp"

#include "tapeless/expr/arithmetic.hpp"
#include "tapeless/expr/reduction.hpp"
#include "tapeless/rules/lowered.hpp"

#include <boost/test/unit_test.hpp>

namespace run_node_value_test {

namespace tl = tapeless;
constexpr auto A = tl::parameter<"A", 2, 3>;
constexpr auto v = tl::parameter<"v", 2>;
constexpr auto e = transpose(A) * v;
constexpr auto const& graph = tl::rules::lowered<tl::rules::listed<e>>;

// Every node has room of its own, in the order of the nodes; the last entry is the total.
constexpr auto offsets = tl::run::node_offsets(graph);
static_assert(offsets[0] == 0 && offsets[graph.size.nodes] == 6 + 2 + 3);

consteval bool transposed_product_is_right() {
  double values[11]{};
  for (tl::graph::id n = 0; n < graph.size.nodes; ++n) {
    if (graph.nodes[n].code != tl::op::leaf) continue;
    bool const matrix = graph.nodes[n].shape.columns == 3;
    for (std::uint32_t i = 0; i < graph.nodes[n].shape.size(); ++i)
      values[offsets[n] + i] = matrix ? 1 + i : 10 + 10 * i;
  }
  tl::run::interpret(tl::graph::view_of(graph), offsets.data(), values, 1);
  double const* const result = values + offsets[graph.outputs[0]];
  // columns of A are (1, 2), (3, 4), (5, 6); v is (10, 20)
  return result[0] == 50 && result[1] == 110 && result[2] == 170;
}
static_assert(transposed_product_is_right());

}  // namespace run_node_value_test

BOOST_AUTO_TEST_SUITE(run_node_value)
BOOST_AUTO_TEST_CASE(nodes_are_computed_where_their_offset_says) {
  BOOST_TEST(run_node_value_test::offsets[run_node_value_test::graph.size.nodes] == 11u);
}
BOOST_AUTO_TEST_SUITE_END()
