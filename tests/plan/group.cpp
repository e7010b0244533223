// SPDX-License-Identifier: BSL-1.0
#include "tapeless/plan/group.hpp"

#include <boost/test/unit_test.hpp>

namespace plan_group_test {

namespace plan = tapeless::plan;
using tapeless::graph::none;

/// Two groups that use up so much of a limit together.
template <class Limit>
constexpr bool fit(Limit limit, std::uint32_t of_first, std::uint32_t of_second) {
  plan::group_sizes sizes(2);
  (sizes.*limit)[0] = of_first;
  (sizes.*limit)[1] = of_second;
  return sizes.fit_together(0, 1);
}

constexpr std::uint32_t results_of_both() {
  plan::group_sizes sizes(2);
  sizes.flops[0] = 3;
  sizes.flops[1] = 4;
  sizes.primitive[1] = 7;
  sizes.add(0, 1);
  return sizes.primitive[0] == 7 && sizes.flops[0] == 7 ? sizes.results[0] : 0;
}

}  // namespace plan_group_test

BOOST_AUTO_TEST_SUITE(plan_group)

using namespace plan_group_test;

BOOST_AUTO_TEST_CASE(groups_fit_together_up_to_each_limit_and_not_beyond) {
  using plan::group_sizes;
  static_assert(fit(&group_sizes::operations, plan::max_fused_operations - 5, 5));
  static_assert(!fit(&group_sizes::operations, plan::max_fused_operations - 5, 6));
  static_assert(fit(&group_sizes::inputs, plan::max_fused_inputs - 1, 1));
  static_assert(!fit(&group_sizes::inputs, plan::max_fused_inputs - 1, 2));
  static_assert(fit(&group_sizes::results, plan::max_fused_results - 1, 1));
  static_assert(!fit(&group_sizes::results, plan::max_fused_results - 1, 2));
}

BOOST_AUTO_TEST_CASE(a_group_calls_at_most_one_of_the_users_primitives) {
  using plan::group_sizes;
  static_assert(fit(&group_sizes::primitive, 3, 3) && fit(&group_sizes::primitive, 3, none));
  static_assert(!fit(&group_sizes::primitive, 3, 4));
}

BOOST_AUTO_TEST_CASE(joined_groups_have_the_sizes_of_both) {
  static_assert(results_of_both() == 2);  // each group stores at least its last member
}

BOOST_AUTO_TEST_SUITE_END()
