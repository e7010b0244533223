// SPDX-License-Identifier: BSL-1.0
#include "random_author.hpp"

#include "../written_by_users.hpp"

BOOST_AUTO_TEST_SUITE(run_random_author)

BOOST_AUTO_TEST_CASE(every_operation_that_a_user_can_write_is_drawn) {
  std::set<tapeless::op> met;
  for (std::uint32_t seed = 1; seed <= 400; ++seed)
    for (random_program::entry const& each : random_program::author(seed).written.entries) {
      if (each.what == random_program::act::apply) met.insert(each.n.code);
      if (each.what == random_program::act::repeat) met.insert(tapeless::op::repeat);
    }
  written_by_users::expect_all_in(met);
}

BOOST_AUTO_TEST_SUITE_END()
