// SPDX-License-Identifier: BSL-1.0
// `… -- <file>`: what all random programs of this test program have reached, for docs/random_programs.md.
#include "random_coverage.hpp"

#include <boost/test/unit_test.hpp>

namespace {

struct results {
  ~results() {
    auto const& suite = boost::unit_test::framework::master_test_suite();
    if (suite.argc == 2) random_program::write_results(suite.argv[1]);
  }
};

}  // namespace

BOOST_TEST_GLOBAL_FIXTURE(results);
