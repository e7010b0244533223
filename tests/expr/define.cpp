// SPDX-License-Identifier: BSL-1.0
#include "tapeless/expr/define.hpp"

#include "../in_graph.hpp"
#include "tapeless/diff/grad.hpp"
#include "tapeless/expr/batch.hpp"
#include "tapeless/expr/reduction.hpp"

#include <boost/test/unit_test.hpp>

namespace expr_define_test {

namespace tl = tapeless;
constexpr auto x = tl::input<"x", 2>;
constexpr auto W = tl::parameter<"W", 3, 2>;
constexpr auto direct = tl::define<"h">(tanh(W * x));
constexpr auto behind = tl::define<"h">([] { return tanh(W * x); });
constexpr auto again = tl::define<"g">([] { return exp(behind) + behind; });

/// Five operations a step, each inside the next: 64 steps are deeper than a constant expression may be.
constexpr auto a = tl::parameter<"a">;
template <std::uint32_t I>
constexpr auto state = tl::define<"state", I>([] { return sin(exp(tanh(a * state<I - 1>)) + a); });
template <>
constexpr auto state<0> = tl::parameter<"before">;

constexpr auto of_sample = tl::define<"of_sample">([] { return x % x; });
constexpr auto of_batch = tl::define<"of_batch">([] { return tl::batch_sum(tl::batch<4>(of_sample)); });
template <class E>
consteval std::uint32_t size(E const& e) {
  tl::rules::simplifier builder;
  (void)e.lower(builder);
  return builder.size();
}

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
BOOST_AUTO_TEST_CASE(a_recurrence_is_lowered_no_deeper_than_one_step) {
  BOOST_TEST(in_graph::count(tl::op::tanh, state<64>) == 64u);
  BOOST_TEST(in_graph::count(tl::op::tanh, grad(state<64>, a)) == 64u);
}
BOOST_AUTO_TEST_CASE(a_definition_is_lowered_in_the_surroundings_it_stands_in) {
  BOOST_TEST((in_graph::problem(grad(state<64>, state<32>)) == tl::graph::problem_kind::nothing));
  BOOST_TEST(in_graph::count(tl::op::tanh, grad(state<64>, state<32>)) == 64u);
  BOOST_TEST(size(of_batch) == size(tl::batch_sum(tl::batch<4>(x % x))));  // nothing is lowered outside the batch too
}

BOOST_AUTO_TEST_SUITE_END()
