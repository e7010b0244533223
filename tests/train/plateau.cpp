// SPDX-License-Identifier: BSL-1.0
#include "tapeless/train/plateau.hpp"

#include <boost/test/unit_test.hpp>

#include <limits>

namespace {
namespace train_plateau_test {

namespace train = tapeless::train;
constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();

struct evaluation {
  double value;
  double rate_after;
};
template <std::size_t N>
constexpr bool follows(train::plateau<double> reduced, evaluation const (&all)[N]) {
  for (evaluation const& each : all) {
    double const before = reduced.learning_rate();
    bool const said = reduced.add(each.value);
    if (reduced.learning_rate() != each.rate_after || said != (each.rate_after != before)) return false;
  }
  return true;
}

}  // namespace train_plateau_test
}  // namespace

BOOST_AUTO_TEST_SUITE(train_plateau)

using namespace train_plateau_test;

BOOST_AUTO_TEST_CASE(more_evaluations_than_patience_without_improvement_reduce_the_rate) {
  train::plateau<double> const reduced(
      1, {.factor = 0.5, .patience = 1, .min_delta = 0.125, .cooldown = 2, .minimum = 0.2});
  constexpr evaluation sequence[]{
      {1, 1},      {0.875, 1},           {0.75, 1},           {0.75, 1},    // 0.875 is not below 1 - 0.125
      {0.7, 0.5},  {0.7, 0.5},           {not_a_number, 0.5},               // two that do not count
      {0.7, 0.5},  {not_a_number, 0.25}, {0.7, 0.25},         {0.7, 0.25},  // neither is NaN better
      {0.7, 0.25}, {0.5, 0.25},          {0.5, 0.25},         {0.5, 0.2},   // down to the minimum
      {0.5, 0.2},  {0.5, 0.2},           {0.5, 0.2},          {0.5, 0.2},  {0.5, 0.2}};
  BOOST_TEST(follows(reduced, sequence));
}
BOOST_AUTO_TEST_CASE(a_largest_value_may_be_the_best) {
  train::plateau<double> const reduced(
      8, {.factor = 0.25, .patience = 0, .min_delta = 0, .is_better = train::better::larger});
  constexpr evaluation sequence[]{{0.1, 8}, {0.2, 8}, {0.2, 2}, {0.1, 0.5}, {0.3, 0.5}};
  BOOST_TEST(follows(reduced, sequence));
}
BOOST_AUTO_TEST_CASE(without_settings_it_is_patient_as_pytorch_is) {
  train::plateau reduced(0.1F);
  int evaluations = 0;
  while (!reduced.add(1.0F)) ++evaluations;
  BOOST_TEST((evaluations == 11 && reduced.learning_rate() == 0.1F * 0.1F && reduced.best() == 1.0F));
}

BOOST_AUTO_TEST_SUITE_END()
