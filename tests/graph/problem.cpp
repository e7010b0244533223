// SPDX-License-Identifier: BSL-1.0
#include "tapeless/graph/problem.hpp"

#include "tapeless/graph/builder.hpp"

#include <boost/test/unit_test.hpp>

namespace graph_problem_test {

namespace graph = tapeless::graph;
static_assert(graph::problem{}.kind == graph::problem_kind::nothing);

/// Only the first mistake is kept: one mistake, one error.
consteval graph::problem_kind first_of_two() {
  graph::builder b;
  b.report({graph::problem_kind::assigned_twice, tapeless::name("w")});
  b.report({graph::problem_kind::two_batch_sizes});
  return b.first_problem.kind;
}

}  // namespace graph_problem_test

BOOST_AUTO_TEST_SUITE(graph_problem)
BOOST_AUTO_TEST_CASE(the_first_problem_is_the_one_that_is_reported) {
  constexpr auto first = graph_problem_test::first_of_two();
  BOOST_TEST((first == graph_problem_test::graph::problem_kind::assigned_twice));
}
BOOST_AUTO_TEST_SUITE_END()
