// SPDX-License-Identifier: BSL-1.0
#include "programs.hpp"

BOOST_AUTO_TEST_SUITE(oracle_programs_3)

BOOST_AUTO_TEST_CASE(programs_of_seeds_25_to_28_find_the_tapes_hessian_vector_products) {
  oracle::check_range<25, 4, oracle::order::second>();
}

BOOST_AUTO_TEST_SUITE_END()
