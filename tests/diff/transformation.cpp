// SPDX-License-Identifier: BSL-1.0
#include "tapeless/diff/transformation.hpp"

#include "tapeless/expr/arithmetic.hpp"
#include "tapeless/rules/simplifier.hpp"

#include <boost/test/unit_test.hpp>

namespace diff_transformation_test {

namespace tl = tapeless;
using tl::graph::id;
constexpr auto x = tl::input<"x", 2>;
constexpr auto w = tl::parameter<"w", 2>;
constexpr auto product = w % x;
constexpr auto twice = 2 * product;

consteval int times_derived() {
  tl::rules::simplifier b;
  int calls = 0;
  for (int i = 0; i < 3; ++i)
    tl::diff::transformed(b, 42, [&] {
      ++calls;
      return b.constant(1);
    });
  return calls;
}
static_assert(times_derived() == 1);

consteval bool is_vectorized_under_batch() {
  tl::rules::simplifier b;
  id const made = b.within_batch(4, [&] { return tl::diff::transformed(b, 42, [&] { return x.lower(b); }); });
  return b[made].shape == tl::extents{2, 1, 4};
}
static_assert(is_vectorized_under_batch());

consteval bool a_subexpression_is_a_leaf_meanwhile_and_put_back_afterwards() {
  tl::rules::simplifier b;
  id const of_twice = twice.lower(b);
  bool leaf_inside = false;
  id const made = tl::diff::as_function_of(b, twice, product, [&](id function_node, id variable_node) {
    leaf_inside = b[variable_node].code == tl::op::leaf && b[function_node].b == variable_node;
    return function_node;
  });
  return leaf_inside && made == of_twice;
}
static_assert(a_subexpression_is_a_leaf_meanwhile_and_put_back_afterwards());

}  // namespace diff_transformation_test

BOOST_AUTO_TEST_SUITE(diff_transformation)
BOOST_AUTO_TEST_CASE(a_transformation_is_derived_once) { BOOST_TEST(diff_transformation_test::times_derived() == 1); }
BOOST_AUTO_TEST_SUITE_END()
