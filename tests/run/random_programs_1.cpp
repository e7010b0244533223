// SPDX-License-Identifier: BSL-1.0
// test: alone, wide, clang suffices
#include "random_program.hpp"

BOOST_AUTO_TEST_SUITE(run_random_programs_1)

// Of the first eighty, twelve reach nine in ten of the cells that these reach (docs/random_programs.md has 500); six
// here, six in the next file.
BOOST_AUTO_TEST_CASE(programs_of_few_seeds_and_many_kernels_compute_what_the_interpreter_does) {
  random_program::check_seeds<3, 8, 24, 28, 43, 53>();
}

BOOST_AUTO_TEST_SUITE_END()
