// SPDX-License-Identifier: BSL-1.0
// test: clang suffices
// Against libtorch 1.13 (pinball and gaussian_nll, which its C++ interface lacks: their formulas in its operations).
#include "tapeless/nn/regression_loss.hpp"

#include "loss_numbers.hpp"

#include <limits>

BOOST_AUTO_TEST_SUITE(nn_regression_loss)

using namespace loss_numbers;

BOOST_AUTO_TEST_CASE(losses_of_numbers_are_those_of_libtorch) {
  computed::point const here = at(predicted, truths);
  expect(tl::mean_absolute_error(z, y), here, 1.3333333333333333,
         {-0.33333333333333331, -0.33333333333333331, 0.33333333333333331});
  expect(tl::mean_squared_error(z, y), here, 2.875, {-0.66666666666666663, -0.16666666666666666, 1.8333333333333333});
  expect(tl::huber(z, y), here, 0.92708333333333337,
         {-0.33333333333333331, -0.083333333333333329, 0.33333333333333331});
  expect(tl::huber(z, y, 0.25), here, 0.30208333333333331,
         {-0.083333333333333329, -0.083333333333333329, 0.083333333333333329});
  expect(tl::pinball(z, y, 0.1), here, 0.8666666666666667,
         {-0.033333333333333333, -0.033333333333333333, 0.29999999999999999});
  expect(tl::pinball(z, y, 0.9), here, 0.46666666666666662,
         {-0.29999999999999999, -0.29999999999999999, 0.033333333333333326});
  expect(tl::cosine_distance(z, y), here, 0.89378555229247003,
         {-0.3095066164380712, 0.18958707870376315, 0.19586857829936979});
}

BOOST_AUTO_TEST_CASE(a_normal_density_is_fitted_by_means_and_by_variances) {
  numbers const variances{0.5, 2, 1.25};
  expect(tl::gaussian_nll(z, tl::stack(0.5, 2, 1.25), y), at(predicted, truths), 1.3840655918857017,
         {-0.66666666666666663, -0.041666666666666664, 0.73333333333333328});
  constexpr auto means = tl::stack(0.5, -1.25, 2);
  expect(tl::gaussian_nll(means, z, y), at(variances, truths), 1.3840655918857017,
         {-0.33333333333333331, 0.080729166666666657, -0.67333333333333334});
  expect(tl::gaussian_nll(means, z, y), at({1e-9, 2, 1.25}, truths), 166665.53033836232,
         {-166666500000, 0.080729166666666657, -0.67333333333333334});  // as a variance of 1e-6
  // one variance for all: ½ log v + mean square/(2v)
  auto const one = tl::gaussian_nll(z, 1 + 0 * tl::dot(y, y) + 1, y);
  BOOST_TEST(
      plain::close(computed::value_in<double>(one, at(predicted, truths))(0), 0.5 * std::log(2.0) + 2.875 / 4, 1e-14));
}

BOOST_AUTO_TEST_CASE(where_a_loss_has_a_kink_its_derivative_is_between_those_of_its_sides) {
  computed::point const equal = at(truths, truths);
  plain::matrix const none(3, 1);
  plain::expect(computed::value_in<double>(tl::grad(tl::mean_absolute_error(z, y), z), equal), none, 0);
  plain::expect(computed::value_in<double>(tl::grad(tl::pinball(z, y), z), equal), none, 0);
  double const tilted = computed::value_in<double>(tl::grad(tl::pinball(z, y, 0.9), z), equal)(0);
  BOOST_TEST(plain::close(tilted, (0.5 - 0.9) / 3, 1e-15));
}

BOOST_AUTO_TEST_CASE(a_vector_of_zeros_has_no_direction) {
  computed::point const nowhere = at({0, 0, 0}, truths);
  BOOST_TEST(computed::value_in<double>(tl::cosine_distance(z, y), nowhere)(0) == 1);
  expect_finite(tl::cosine_distance(z, y), at(predicted, {0, 0, 0}));
  for (double const size : {1e3, 1e19}) {  // whose square is no float
    BOOST_TEST(plain::close(computed::value_in<float>(tl::cosine_distance(z, y), at({size, 0, 0}, {size, size, 0}))(0),
                            1 - std::sqrt(0.5), 1e-6));
    expect_finite(tl::cosine_distance(z, y), at({size, 0, 0}, truths));
  }
}

BOOST_AUTO_TEST_CASE(large_differences_cost_large_finite_numbers) {
  for (numbers const& far : {numbers{1e3, -1e3, 0}, numbers{-1e10, 1e10, 1}}) {
    expect_finite(tl::mean_absolute_error(z, y), at(far, truths));
    expect_finite(tl::pinball(z, y, 0.9), at(far, truths));
    expect_finite(tl::gaussian_nll(z, exp(y), y), at(far, truths));
    expect_finite(tl::gaussian_nll(y, exp(z), y), at({-1e3, 0, 80}, truths));
  }
}

BOOST_AUTO_TEST_SUITE_END()
