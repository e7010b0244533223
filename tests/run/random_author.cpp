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

/// Masks of what a sample has of its own, of what all share and of weights; means that are read by every sample.
BOOST_AUTO_TEST_CASE(random_numbers_and_statistics_of_a_batch_are_drawn) {
  std::uint32_t each = 0, shared = 0, without_batch = 0, counts = 0, learnt = 0;
  for (std::uint32_t seed = 1; seed <= 400; ++seed) {
    random_program::script const written = random_program::author(seed).written;
    bool draws = false;
    for (random_program::entry const& e : written.entries) {
      counts += e.what == random_program::act::batch_size;
      learnt += draws && e.what == random_program::act::adjoint;
      if (e.what != random_program::act::random) continue;
      draws = true;
      (written.batch == 0 ? without_batch : e.n.value != 0 ? each : shared) += 1;
    }
  }
  for (std::uint32_t const found : {each, shared, without_batch, counts, learnt}) BOOST_TEST(found >= 10);
}

BOOST_AUTO_TEST_SUITE_END()
