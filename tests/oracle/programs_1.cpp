// SPDX-License-Identifier: BSL-1.0
#include "programs.hpp"

BOOST_AUTO_TEST_SUITE(oracle_programs_1)

BOOST_AUTO_TEST_CASE(programs_of_seeds_1_to_20_find_the_tapes_gradients) {
  oracle::check_range<1, 20, oracle::order::first>();
}

BOOST_AUTO_TEST_SUITE_END()
