// SPDX-License-Identifier: BSL-1.0
#include "tapeless/train/confusion_matrix.hpp"

#include <boost/test/unit_test.hpp>

#include <array>
#include <cmath>
#include <limits>

BOOST_AUTO_TEST_SUITE(train_confusion_matrix)

namespace train = tapeless::train;

namespace {

constexpr float nan = std::numeric_limits<float>::quiet_NaN();

}  // namespace

BOOST_AUTO_TEST_CASE(confusion_matrix_counts_each_pair) {
  train::confusion_matrix<3> matrix;
  for (int i = 0; i < 3; ++i) matrix.add(0, 0);
  matrix.add(0, 1);
  matrix.add(1, 1);
  matrix.add(1, 2);
  BOOST_TEST(matrix.at(0, 0) == 3U);
  BOOST_TEST(matrix.at(0, 1) == 1U);
  BOOST_TEST(matrix.at(1, 0) == 0U);
  BOOST_TEST(matrix.at(1, 2) == 1U);
  BOOST_TEST(matrix.count() == 6U);
  BOOST_TEST(matrix.recall(0) == 0.75F);
  BOOST_TEST(matrix.recall(1) == 0.5F);
  BOOST_TEST(std::isnan(matrix.recall(2)));  // class 2 was never true …
  BOOST_TEST(matrix.precision(2) == 0.0F);   // … but once predicted
  BOOST_TEST(matrix.precision(0) == 1.0F);
  BOOST_TEST(matrix.precision(1) == 0.5F);
  BOOST_TEST(matrix.accuracy<double>() == 4.0 / 6.0);
}

BOOST_AUTO_TEST_CASE(a_prediction_that_is_no_class_is_wrong) {
  train::confusion_matrix<2> matrix;
  matrix.add(1, 1);
  matrix.add(1, train::argmax(std::array{nan, nan}));
  BOOST_TEST(matrix.unclassified(1) == 1U);
  BOOST_TEST(matrix.count() == 2U);
  BOOST_TEST(matrix.recall(1) == 0.5F);
  BOOST_TEST(matrix.precision(1) == 1.0F);
  BOOST_TEST(matrix.accuracy() == 0.5F);
}

BOOST_AUTO_TEST_CASE(a_truth_that_is_no_class_is_rejected) {
  train::confusion_matrix<2> matrix;
  matrix.add(2, 0);
  BOOST_TEST(matrix.rejected() == 1U);
  BOOST_TEST(matrix.count() == 0U);
  BOOST_TEST(std::isnan(matrix.accuracy()));
  BOOST_TEST(matrix.at(2, 0) == 0U);
  BOOST_TEST(matrix.at(0, 2) == 0U);
  BOOST_TEST(matrix.unclassified(2) == 0U);
}

static_assert([] {
  train::confusion_matrix<2> matrix;
  matrix.add(0, 0);
  matrix.add(0, 1);
  return matrix.recall(0) == 0.5F && matrix.precision(1) == 0.0F;
}());

/// scikit-learn's example of f1_score, and one with a class that nobody sees.
template <std::size_t Classes>
constexpr auto example() {
  train::confusion_matrix<Classes> matrix;
  constexpr std::array<std::size_t, 6> truths{0, 1, 2, 0, 1, 2}, predictions{0, 2, 1, 0, 0, 1};
  for (std::size_t i = 0; i < 6; ++i) matrix.add(truths[i], predictions[i]);
  return matrix;
}
BOOST_AUTO_TEST_CASE(means_over_classes_are_those_of_scikit_learn) {
  auto const expect = [](auto const& matrix) {
    BOOST_TEST(matrix.f1(0) == 0.8F);
    BOOST_TEST((matrix.f1(1) == 0 && matrix.f1(2) == 0));
    BOOST_TEST(std::abs(matrix.template macro_f1<double>() - 0.8 / 3) < 1e-15);
    BOOST_TEST(std::abs(matrix.template macro_precision<double>() - 2.0 / 9) < 1e-15);
    BOOST_TEST(std::abs(matrix.template macro_recall<double>() - 1.0 / 3) < 1e-15);
    BOOST_TEST((matrix.template micro_f1<double>() == 1.0 / 3 && matrix.template micro_recall<double>() == 1.0 / 3));
    BOOST_TEST(matrix.template micro_precision<double>() == 1.0 / 3);
  };
  expect(example<3>());
  expect(example<4>());
  BOOST_TEST(std::isnan(example<4>().f1(3)));
  static_assert(example<3>().micro_f1<double>() == 1.0 / 3);
}
BOOST_AUTO_TEST_CASE(a_class_that_is_never_predicted_has_no_precision_and_counts_as_none) {
  train::confusion_matrix<2> matrix;
  matrix.add(0, 0);
  matrix.add(1, 0);
  BOOST_TEST(std::isnan(matrix.precision(1)));
  BOOST_TEST((matrix.f1(1) == 0 && matrix.macro_precision() == 0.25F && matrix.macro_recall() == 0.5F));
  BOOST_TEST(std::isnan(train::confusion_matrix<2>{}.macro_f1()));
  BOOST_TEST(std::isnan(train::confusion_matrix<2>{}.micro_f1()));
}
BOOST_AUTO_TEST_CASE(an_example_without_a_prediction_lowers_recall_but_not_precision) {
  train::confusion_matrix<2> matrix;
  matrix.add(0, 0);
  matrix.add(1, 1);
  matrix.add(1, train::predicted_class{});
  BOOST_TEST((matrix.micro_precision() == 1 && matrix.micro_recall<double>() == 2.0 / 3));
  BOOST_TEST((matrix.micro_f1() == 0.8F && matrix.f1<double>(1) == 2.0 / 3));
}

BOOST_AUTO_TEST_SUITE_END()
