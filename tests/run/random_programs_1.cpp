// SPDX-License-Identifier: BSL-1.0
#include "random_program.hpp"

BOOST_AUTO_TEST_SUITE(run_random_programs_1)

BOOST_AUTO_TEST_CASE(programs_of_seeds_1_to_20_compute_what_the_interpreter_does) {
  random_program::check_range<1, 20>();
}

BOOST_AUTO_TEST_SUITE_END()
