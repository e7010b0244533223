// SPDX-License-Identifier: BSL-1.0
#include "tapeless/train/outcome.hpp"

#include <boost/test/unit_test.hpp>

#include <cmath>
#include <concepts>
#include <string_view>

namespace tl = tapeless;

BOOST_AUTO_TEST_SUITE(train_outcome)

BOOST_AUTO_TEST_CASE(a_refused_prediction_is_all_nan_and_says_why) {
  tl::run_status const refusal{tl::run_error::data_not_finite, "x"};
  tl::prediction<double, 2, 1> const refused(refusal);
  BOOST_TEST(!refused);
  BOOST_TEST((std::isnan(refused[0]) && std::isnan(refused[1])));
  BOOST_TEST(std::string_view(describe(refused).data()) == describe(refusal).data());
  double const numbers[]{1, 2};
  tl::prediction<double, 2, 1> const made(numbers);
  BOOST_TEST(static_cast<bool>(made));
  BOOST_TEST(made[1] == 2);
}

BOOST_AUTO_TEST_CASE(a_step_is_no_number_but_has_one) {
  static_assert(!std::convertible_to<tl::step_result<float>, float>);
  tl::step_result<float> const taken({}, 0.5F);
  BOOST_TEST(static_cast<bool>(taken));
  BOOST_TEST(taken.loss == 0.5F);
}

BOOST_AUTO_TEST_SUITE_END()
