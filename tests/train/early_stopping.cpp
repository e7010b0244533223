// SPDX-License-Identifier: BSL-1.0
#include "tapeless/train/early_stopping.hpp"

#include <boost/test/unit_test.hpp>

#include <limits>

BOOST_AUTO_TEST_SUITE(train_early_stopping)

namespace train = tapeless::train;

BOOST_AUTO_TEST_CASE(training_stops_after_patience_evaluations_without_improvement) {
  train::early_stopping<double> patient({.patience = 2, .min_delta = 0.125});
  BOOST_TEST((patient.add(1) && !patient.stops()));
  BOOST_TEST((!patient.add(0.875) && !patient.stops() && patient.since_best() == 1U));
  BOOST_TEST((patient.add(0.5) && !patient.stops() && patient.best() == 0.5 && patient.since_best() == 0U));
  BOOST_TEST((!patient.add(std::numeric_limits<double>::quiet_NaN()) && !patient.stops()));
  BOOST_TEST((!patient.add(0.5) && patient.stops()));
  BOOST_TEST((patient.add(0) && patient.stops()));  // too late, but the best
}
BOOST_AUTO_TEST_CASE(a_largest_value_may_be_the_best) {
  train::early_stopping<> patient({.patience = 1, .is_better = train::better::larger});
  BOOST_TEST((patient.add(0.25F) && patient.add(0.5F) && !patient.stops()));
  BOOST_TEST((!patient.add(0.25F) && patient.stops() && patient.best() == 0.5F));
}
BOOST_AUTO_TEST_CASE(without_patience_the_first_that_is_not_better_stops_and_the_best_does_not) {
  train::early_stopping<> patient({.patience = 0});
  BOOST_TEST((patient.add(1) && !patient.stops() && !patient.add(1) && patient.stops()));
  train::early_stopping by_default;
  int evaluations = 0;
  for (; !by_default.stops(); ++evaluations) static_cast<void>(by_default.add(1));
  BOOST_TEST(evaluations == 11);
}

BOOST_AUTO_TEST_SUITE_END()
