// SPDX-License-Identifier: BSL-1.0
#include "tapeless/train/averaged_parameters.hpp"

#include "ten_steps.hpp"

BOOST_AUTO_TEST_SUITE(train_averaged_parameters)

using namespace ten_steps;

BOOST_AUTO_TEST_CASE(averages_have_no_bias_of_their_beginning) {
  static constinit trainer_of<
      optimizer::chain<optimizer::sgd, optimizer::only<group::leaves<w>, optimizer::average_weights>>>
      trainer{};
  begin(trainer);
  BOOST_TEST(tl::averaged_parameters(trainer)[w](1) == start[1]);  // of nothing there is no average
  with_rate(trainer);
  set(trainer, optimizer::average_decay, 0.75);
  double sum = 0, weight = 0;
  for (int t = 0; t < 6; ++t) {
    step(trainer);
    sum = 0.75 * sum + 0.25 * values_of(trainer)[1];
    weight = 0.75 * weight + 0.25;
    BOOST_TEST(trainer.state().at<"w.average">()(1) == sum / weight, boost::test_tools::tolerance(1e-13));
  }
  auto const averaged = tl::averaged_parameters(trainer);
  BOOST_TEST(averaged[w](1) == sum / weight, boost::test_tools::tolerance(1e-13));
  BOOST_TEST(averaged[M](1, 1) == trainer.parameters()[M](1, 1));
  BOOST_TEST(std::abs(sum / weight - values_of(trainer)[1]) > 1e-3);
}

BOOST_AUTO_TEST_CASE(of_a_group_that_has_not_stepped_yet_there_is_no_average) {
  using optimizer::chain, optimizer::only;
  static constinit trainer_of<
      chain<only<group::leaves<M>, optimizer::accumulate<2>>, optimizer::sgd, optimizer::average_weights>>
      trainer{};
  begin(trainer);
  with_rate(trainer);
  step(trainer);
  auto const after_one = tl::averaged_parameters(trainer);
  BOOST_TEST(after_one[w](1) == trainer.parameters()[w](1), boost::test_tools::tolerance(1e-13));
  BOOST_TEST(after_one[M](0, 1) == start[4]);
  step(trainer);
  auto const after_two = tl::averaged_parameters(trainer);
  BOOST_TEST(after_two[M](0, 1) == trainer.parameters()[M](0, 1), boost::test_tools::tolerance(1e-13));
  BOOST_TEST(after_two[M](0, 1) != start[4]);
}

BOOST_AUTO_TEST_SUITE_END()
