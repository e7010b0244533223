// SPDX-License-Identifier: BSL-1.0
// test: alone
#include "random_program.hpp"

BOOST_AUTO_TEST_SUITE(run_random_programs_2)

BOOST_AUTO_TEST_CASE(more_programs_of_few_seeds_compute_what_the_interpreter_does) {
  random_program::check_seeds<12, 13, 17, 18, 58, 64>();
}

BOOST_AUTO_TEST_SUITE_END()
