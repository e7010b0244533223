// SPDX-License-Identifier: BSL-1.0
#include "tapeless/train/regression_metrics.hpp"

#include <boost/test/unit_test.hpp>

#include <array>
#include <cmath>
#include <limits>

BOOST_AUTO_TEST_SUITE(train_regression_metrics)

namespace train = tapeless::train;

BOOST_AUTO_TEST_CASE(figures_are_those_of_scikit_learn) {
  train::regression_metrics<> found;  // its example of r2_score
  found.add(std::array{2.5, 0.0, 2.0, 8.0}, std::array{3.0, -0.5, 2.0, 7.0});
  BOOST_TEST((found.mean_absolute_error() == 0.5 && found.mean_squared_error() == 0.375 && found.count() == 4U));
  BOOST_TEST(found.root_mean_squared_error() == 0.6123724356957945, boost::test_tools::tolerance(1e-15));
  BOOST_TEST(found.r_squared() == 0.9486081370449679, boost::test_tools::tolerance(1e-15));
}
BOOST_AUTO_TEST_CASE(a_prediction_worse_than_the_mean_is_below_zero) {
  train::regression_metrics<float> found;  // scikit-learn's example again: -3
  for (auto const& [prediction, truth] : {std::pair{3.0F, 1.0F}, {2.0F, 2.0F}, {1.0F, 3.0F}})
    found.add(prediction, truth);
  BOOST_TEST(found.r_squared() == -3.0F);
}
BOOST_AUTO_TEST_CASE(what_is_not_known_is_nan) {
  train::regression_metrics<> found;
  BOOST_TEST((std::isnan(found.mean_absolute_error()) && std::isnan(found.root_mean_squared_error())));
  BOOST_TEST(std::isnan(found.r_squared()));
  found.add(2, 1);
  BOOST_TEST((std::isnan(found.r_squared()) && found.mean_absolute_error() == 1));
  found.add(2, 1);
  BOOST_TEST(std::isnan(found.r_squared()));  // truths without scatter
  found.add(2, 3);
  BOOST_TEST(found.r_squared() == 1 - 3 / (8.0 / 3), boost::test_tools::tolerance(1e-14));
  found.add(std::numeric_limits<double>::quiet_NaN(), 1);
  BOOST_TEST((std::isnan(found.r_squared()) && std::isnan(found.mean_squared_error())));
  BOOST_TEST(std::isnan(found.mean_absolute_error()));
}
BOOST_AUTO_TEST_CASE(truths_far_from_zero_do_not_cancel) {
  train::regression_metrics<float> found;
  for (int i = 0; i < 1000; ++i)
    found.add(10'000.0F + static_cast<float>(i % 2), 10'000.0F + static_cast<float>(i % 4));
  BOOST_TEST(std::abs(found.r_squared() - (1 - 2 / 1.25F)) < 1e-2);
}
static_assert([] {
  train::regression_metrics<float> found;
  found.add(1, 3);
  return found.mean_squared_error() == 4 && found.root_mean_squared_error() == 2;
}());

BOOST_AUTO_TEST_SUITE_END()
