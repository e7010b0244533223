// SPDX-License-Identifier: BSL-1.0
#include "tapeless/plan/consumers.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(plan_consumers)

namespace plan = tapeless::plan;

BOOST_AUTO_TEST_CASE(groups_are_known_once_and_in_ascending_order) {
  plan::consumers of{};
  BOOST_TEST(of.add(9, true));
  BOOST_TEST(of.add(4, true));
  BOOST_TEST(!of.add(9, true));
  BOOST_TEST(of.known.count == 2U);
  BOOST_TEST((of.known.position(4) == 0U && of.known.position(9) == 1U));
  BOOST_TEST(of.known.position(5) == of.known.count);
  BOOST_TEST(!of.more);
}

BOOST_AUTO_TEST_CASE(the_first_is_the_lowest_even_where_it_is_one_too_many_to_be_known) {
  plan::consumers of{};
  BOOST_TEST(of.first == plan::none);
  for (plan::id group = 9; group > 9 - plan::group_list::most; --group) of.add(group, true);
  BOOST_TEST(!of.more);
  of.add(2, true);
  BOOST_TEST((of.more && of.first == 2U && of.known.count == plan::group_list::most));
}

BOOST_AUTO_TEST_CASE(one_that_reads_at_other_positions_is_remembered) {
  plan::consumers of{};
  of.add(7, true);
  of.add(8, false);
  BOOST_TEST((of.first_in_place && !of.all_in_place));
  of.add(7, false);  // the same group in another way
  BOOST_TEST(!of.first_in_place);
  of.add(3, true);
  BOOST_TEST((of.first == 3U && of.first_in_place && !of.all_in_place));
}

BOOST_AUTO_TEST_SUITE_END()
