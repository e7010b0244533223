// SPDX-License-Identifier: BSL-1.0
#include <tapeless/train/metrics.hpp>

#include "../last_words.hpp"

#include <boost/test/unit_test.hpp>

#include <array>
#include <cmath>
#include <limits>
#include <span>
#include <type_traits>

BOOST_AUTO_TEST_SUITE(train_metrics)

namespace train = tapeless::train;

namespace {

constexpr float nan = std::numeric_limits<float>::quiet_NaN();
constexpr float infinity = std::numeric_limits<float>::infinity();

}  // namespace

static_assert(train::argmax(std::array{1.0F, 3.0F, 2.0F}) == 1);
static_assert(train::argmax(std::array{-3, -1, -2}) == 1);

BOOST_AUTO_TEST_CASE(argmax_of_equal_scores_is_the_first) {
  BOOST_TEST((train::argmax(std::array{1.0F, 2.0F, 2.0F}) == 1U));
  BOOST_TEST((train::argmax(std::array{-0.0F, 0.0F}) == 0U));
  BOOST_TEST((train::argmax(std::array{7, 7, 7}) == 0U));
}

BOOST_AUTO_TEST_CASE(argmax_takes_a_span) {
  std::array const scores{0.5, 4.0, 1.0};
  BOOST_TEST((train::argmax(std::span<double const>{scores}) == 1U));
  BOOST_TEST((train::argmax(std::span{scores}.last<1>()) == 0U));
}

BOOST_AUTO_TEST_CASE(nan_never_wins_wherever_it_stands) {
  BOOST_TEST((train::argmax(std::array{nan, 1.0F, 2.0F}) == 2U));
  BOOST_TEST((train::argmax(std::array{1.0F, nan, 0.5F}) == 0U));
  BOOST_TEST((train::argmax(std::array{1.0F, 2.0F, nan}) == 1U));
  BOOST_TEST((train::argmax(std::array{nan, -infinity}) == 1U));
  BOOST_TEST((train::argmax(std::array{infinity, nan}) == 0U));
}

BOOST_AUTO_TEST_CASE(argmax_of_no_number_is_no_class) {
  auto const none = train::argmax(std::array{nan, nan, nan});
  BOOST_TEST(!none);
  BOOST_TEST(!train::argmax(std::span<float const>{}));
  for (int index = -1; index <= 3; ++index) BOOST_TEST((none != index));
  BOOST_TEST((none != std::numeric_limits<std::size_t>::max() && none == train::predicted_class{}));
  BOOST_TEST(none.value_or(7) == 7U);
  static_assert(
      !std::is_convertible_v<train::predicted_class, std::size_t>);  // so it is never taken for a class in silence
}

#if defined(__unix__)
BOOST_AUTO_TEST_CASE(the_index_of_no_class_ends_the_program_with_words) {
  std::string const words = last_words::of([] { static_cast<void>(*train::argmax(std::array{nan, nan})); });
  BOOST_TEST(words == "tapeless: no class has a score that is a number: was the prediction refused?\n");
}
#endif

BOOST_AUTO_TEST_CASE(a_class_that_was_found_is_its_index) {
  auto const second = train::argmax(std::array{1.0F, 3.0F});
  BOOST_TEST(static_cast<bool>(second));
  BOOST_TEST(*second == 1U);
  BOOST_TEST(second.value_or(7) == 1U);
  BOOST_TEST((second == std::uint8_t{1} && second != -1 && second != 0 && second == train::predicted_class(1)));
}

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

BOOST_AUTO_TEST_SUITE_END()
