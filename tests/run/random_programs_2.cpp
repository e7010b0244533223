// SPDX-License-Identifier: BSL-1.0
#include "random_program.hpp"

BOOST_AUTO_TEST_SUITE(run_random_programs_2)

BOOST_AUTO_TEST_CASE(programs_of_seeds_21_to_40_compute_what_the_interpreter_does) {
  random_program::check_range<21, 20>();
}

// Here a writer makes a task ready that the scheduler's walk has passed already; it must be run then, not written back at the end.
BOOST_AUTO_TEST_CASE(a_task_that_becomes_ready_behind_the_walk_is_still_run) {
  random_program::check<1031>();
  random_program::check<1118>();
}

BOOST_AUTO_TEST_SUITE_END()
