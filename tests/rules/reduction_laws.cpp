// SPDX-License-Identifier: BSL-1.0
#include "tapeless/rules/reduction_laws.hpp"

#include "../in_graph.hpp"
#include "tapeless/diff/grad.hpp"
#include "tapeless/expr/batch.hpp"
#include "tapeless/expr/reduction.hpp"

#include <boost/test/unit_test.hpp>

namespace rules_reduction_laws_test {

namespace tl = tapeless;
using in_graph::count;
using in_graph::root;
using in_graph::same;
using tl::op;
constexpr auto x = tl::input<"x", 3>;
constexpr auto v = tl::input<"v", 2>;
constexpr auto s = tl::input<"s">;
constexpr auto y = tl::label<"y", 3>;
constexpr auto A = tl::parameter<"A", 2, 3>;

}  // namespace rules_reduction_laws_test

BOOST_AUTO_TEST_SUITE(rules_reduction_laws)

using namespace rules_reduction_laws_test;

BOOST_AUTO_TEST_CASE(a_double_transpose_is_x) { BOOST_TEST(same(transpose(transpose(A)), A)); }
BOOST_AUTO_TEST_CASE(a_transposed_scalar_is_the_scalar) { BOOST_TEST(same(transpose(s), s)); }
BOOST_AUTO_TEST_CASE(transposes_become_flags_of_a_product) {
  BOOST_TEST(count(op::transpose, transpose(A) * v) == 0u);
  BOOST_TEST(count(op::product, transpose(A) * v) == 1u);
  BOOST_TEST(same(transpose(transpose(A)) * x, A * x));
}
BOOST_AUTO_TEST_CASE(the_sum_of_a_scalar_is_the_scalar) { BOOST_TEST(same(sum(s), s)); }
BOOST_AUTO_TEST_CASE(a_sum_of_negatives_is_the_negative_sum) {
  BOOST_TEST(same(sum(-x), -sum(x)));
  BOOST_TEST(same(tl::batch_sum(tl::batch<4>(-x)), -tl::batch_sum(tl::batch<4>(x))));
}
BOOST_AUTO_TEST_CASE(a_label_sums_to_one) {
  BOOST_TEST(same(sum(y), tl::number(1)));
  BOOST_TEST((root(sum(x)) == op::sum));
}
BOOST_AUTO_TEST_CASE(the_sum_of_n_equal_elements_is_n_times_one_of_them) {
  BOOST_TEST(same(sum(tl::grad(sum(x), x)), tl::number(3)));
  BOOST_TEST(same(sum(tl::grad(s * sum(x), x)), 3 * s));
}
BOOST_AUTO_TEST_CASE(a_product_with_a_constant_is_a_scaling) {
  BOOST_TEST(same(tl::grad(dot(v, 2 * v), v), 2 * v + 2 * v));
  BOOST_TEST(same(tl::grad(dot(A * x, v), v), A * x));
  BOOST_TEST(count(op::product, tl::grad(transpose(x) * x, x)) == 0u);
}
BOOST_AUTO_TEST_CASE(a_sum_over_samples_of_a_product_is_one_contraction) {
  constexpr auto outers = tl::batch_sum(tl::batch<4>(outer(v, x)));
  BOOST_TEST((root(outers) == op::batch_product_sum));
  BOOST_TEST(count(op::product, outers) == 0u);
}
BOOST_AUTO_TEST_CASE(a_shared_factor_leaves_the_sum_over_samples) {
  BOOST_TEST(same(tl::batch_sum(tl::batch<4>(A * x)), A * tl::batch_sum(tl::batch<4>(x))));
}

BOOST_AUTO_TEST_SUITE_END()
