// SPDX-License-Identifier: BSL-1.0
#include "tapeless/expr/define.hpp"

#include "../in_graph.hpp"
#include "tapeless/expr/reduction.hpp"

#include <boost/test/unit_test.hpp>

namespace expr_define_test {

namespace tl = tapeless;
constexpr auto x = tl::input<"x", 2>;
constexpr auto W = tl::parameter<"W", 3, 2>;
constexpr auto direct = tl::define<"h">(tanh(W * x));
constexpr auto behind = tl::define<"h">([] { return tanh(W * x); });
constexpr auto again = tl::define<"g">([] { return exp(behind) + behind; });

static_assert(decltype(direct)::shape == tl::extents{3, 1} && decltype(behind)::shape == tl::extents{3, 1} &&
              decltype(behind)::per_sample);

}  // namespace expr_define_test

BOOST_AUTO_TEST_SUITE(expr_define)

using namespace expr_define_test;

BOOST_AUTO_TEST_CASE(a_name_does_not_change_the_graph) {
  BOOST_TEST(in_graph::same(direct, tanh(W * x)));
  BOOST_TEST(in_graph::same(behind, tanh(W * x)));
}
BOOST_AUTO_TEST_CASE(both_forms_are_the_same_definition) {
  BOOST_TEST(direct.fingerprint == behind.fingerprint);
  BOOST_TEST((in_graph::problem(sum(direct), sum(behind)) == tl::graph::problem_kind::nothing));
}
BOOST_AUTO_TEST_CASE(a_definition_behind_a_function_is_lowered_once) {
  BOOST_TEST(in_graph::count(tl::op::tanh, sum(again) + max(again)) == 1u);
  BOOST_TEST(in_graph::count(tl::op::exp, sum(again) + max(again)) == 1u);
}
BOOST_AUTO_TEST_CASE(a_type_behind_a_function_does_not_grow) {
  static_assert(std::is_empty_v<std::remove_const_t<decltype(again)>>);
  BOOST_TEST(sizeof(behind) == 1u);
}

BOOST_AUTO_TEST_CASE(a_definition_may_be_numbered) {
  constexpr auto v = tapeless::parameter<"numbered", 2>;
  BOOST_TEST((tapeless::define<"h", 3>(v).fingerprint == tapeless::define<"h3">(v).fingerprint));
  BOOST_TEST((tapeless::define<"h", 3>(v).fingerprint != tapeless::define<"h", 4>(v).fingerprint));
}

BOOST_AUTO_TEST_SUITE_END()
