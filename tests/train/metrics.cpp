// SPDX-License-Identifier: BSL-1.0
#include "tapeless/train/metrics.hpp"

#include <boost/test/unit_test.hpp>

#include <array>
#include <cmath>
#include <limits>

BOOST_AUTO_TEST_SUITE(train_metrics)

namespace train = tapeless::train;

BOOST_AUTO_TEST_CASE(accuracy_is_correct_over_count) {
  train::accuracy measured;
  BOOST_TEST(std::isnan(measured.value()));
  measured.add(3, 3);
  measured.add(2, 3);
  measured.add(10, 3);
  measured.add(train::argmax(std::array{0.0F, 1.0F}), 1);
  BOOST_TEST(measured.count() == 4U);
  BOOST_TEST(measured.correct() == 2U);
  BOOST_TEST(measured.value() == 0.5F);
  BOOST_TEST(measured.value<double>() == 0.5);
}

BOOST_AUTO_TEST_CASE(a_truth_among_the_k_largest_scores_is_right) {
  using scores = std::array<double, 3>;
  train::top_k_accuracy<2> two;  // scikit-learn's example of top_k_accuracy_score
  train::top_k_accuracy<1> one;
  train::top_k_accuracy<7> all;
  BOOST_TEST(std::isnan(two.value()));
  auto const add = [&](scores const& each, std::size_t truth) {
    two.add(each, truth), one.add(each, truth), all.add(each, truth);
  };
  add({0.5, 0.2, 0.2}, 0);
  add({0.3, 0.4, 0.2}, 1);
  add({0.2, 0.4, 0.3}, 2);
  add({0.7, 0.2, 0.1}, 2);
  BOOST_TEST((two.value() == 0.75F && two.correct() == 3U && two.count() == 4U));
  BOOST_TEST((one.value<double>() == 0.5 && all.value() == 1));
}
BOOST_AUTO_TEST_CASE(of_equal_scores_the_first_is_among_the_k_and_a_nan_never) {
  constexpr double nan = std::numeric_limits<double>::quiet_NaN();
  auto const is_among = [](std::array<double, 4> const& scores, std::size_t truth) {
    train::top_k_accuracy<2> two;
    two.add(scores, truth);
    return two.correct() == 1;
  };
  BOOST_TEST((is_among({1, 1, 1, 1}, 0) && is_among({1, 1, 1, 1}, 1) && !is_among({1, 1, 1, 1}, 2)));
  BOOST_TEST((is_among({nan, 2, nan, 1}, 3) && !is_among({nan, 2, nan, 1}, 0) && !is_among({nan, nan, nan, nan}, 0)));
  BOOST_TEST(!is_among({1, 2, 3, 4}, 4));
}

BOOST_AUTO_TEST_SUITE_END()
