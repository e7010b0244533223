// SPDX-License-Identifier: BSL-1.0
#include "tapeless/run/status.hpp"

#include <boost/test/unit_test.hpp>

#include <set>
#include <string>

BOOST_AUTO_TEST_SUITE(run_status)

using tapeless::run_error;

BOOST_AUTO_TEST_CASE(every_error_has_a_description_of_its_own) {
  std::set<std::string> texts;
  for (auto const each :
       {run_error::none, run_error::no_samples, run_error::incomplete_sample, run_error::too_many_samples,
        run_error::sample_counts_differ, run_error::row_out_of_range, run_error::label_out_of_range})
    texts.insert(describe(each));
  BOOST_TEST(texts.size() == 7U);
}

BOOST_AUTO_TEST_CASE(a_status_is_true_without_error_only) {
  static_assert(static_cast<bool>(tapeless::run_status{}));
  tapeless::run_status const failed{run_error::no_samples};
  BOOST_TEST(!failed);
}

BOOST_AUTO_TEST_SUITE_END()
