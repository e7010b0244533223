// SPDX-License-Identifier: BSL-1.0
#include "tapeless/plan/kernel_id.hpp"

#include <boost/test/unit_test.hpp>

#include <set>

BOOST_AUTO_TEST_SUITE(plan_kernel_id)

namespace plan = tapeless::plan;

BOOST_AUTO_TEST_CASE(no_two_kernels_and_no_two_reasons_have_one_name) {
  auto const names = []<class E>(E, std::size_t count) {
    std::set<std::string_view> texts;
    for (std::size_t k = 0; k < count; ++k) texts.insert(plan::spelled(static_cast<E>(k)));
    BOOST_TEST(!texts.contains(""));
    return texts.size();
  };
  BOOST_TEST(names(plan::kernel_id{}, plan::kernel_count) == plan::kernel_count);
  BOOST_TEST(names(plan::reason{}, plan::reason_count) == plan::reason_count);
}

BOOST_AUTO_TEST_CASE(a_set_contains_what_was_put_into_it) {
  constexpr plan::kernel_set dots = plan::kernel_set{}.with(plan::kernel_id::dots);
  static_assert(dots.contains(plan::kernel_id::dots) && !dots.contains(plan::kernel_id::tiles));
  static_assert(!plan::kernel_set{}.contains(plan::kernel_id::elementwise));
}

BOOST_AUTO_TEST_SUITE_END()
