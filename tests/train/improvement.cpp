// SPDX-License-Identifier: BSL-1.0
#include "tapeless/train/improvement.hpp"

#include <boost/test/unit_test.hpp>

#include <limits>

BOOST_AUTO_TEST_SUITE(train_improvement)

namespace train = tapeless::train;

BOOST_AUTO_TEST_CASE(better_is_what_is_better_by_more_than_min_delta) {
  train::improvement<double> smaller(train::better::smaller, 0.25);
  BOOST_TEST((smaller.add(1) && !smaller.add(0.75) && smaller.best() == 1 && smaller.since() == 1U));
  BOOST_TEST((smaller.add(0.5) && smaller.best() == 0.5 && smaller.since() == 0U));
  BOOST_TEST((!smaller.add(2) && !smaller.add(std::numeric_limits<double>::quiet_NaN()) && smaller.since() == 2U));
  train::improvement<float> larger(train::better::larger, 0);
  BOOST_TEST((larger.add(-3) && !larger.add(-3) && !larger.add(-4) && larger.add(-2) && larger.best() == -2));
}
BOOST_AUTO_TEST_CASE(nan_and_infinity_are_not_the_first_best) {
  train::improvement<float> smaller(train::better::smaller, 0);
  BOOST_TEST((!smaller.add(std::numeric_limits<float>::quiet_NaN()) && !smaller.add(smaller.best())));
  BOOST_TEST((smaller.add(1e30F) && smaller.best() == 1e30F));
}

BOOST_AUTO_TEST_SUITE_END()
