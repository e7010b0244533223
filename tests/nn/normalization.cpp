// SPDX-License-Identifier: BSL-1.0
#include "tapeless/nn/normalization.hpp"

#include "../computed.hpp"
#include "tapeless/diff/grad.hpp"
#include "tapeless/diff/jacobian.hpp"
#include "tapeless/expr/batch.hpp"

#include <boost/test/unit_test.hpp>

namespace nn_normalization_test {

namespace tl = tapeless;
constexpr auto x = tl::input<"x", 6>;
constexpr auto scale = tl::parameter<"scale", 6>;
constexpr auto shift = tl::parameter<"shift", 6>;
constexpr auto w = tl::parameter<"w", 6>;
constexpr auto M = tl::input<"M", 2, 3>;

double mean(plain::matrix const& m) { return plain::sum(m) / static_cast<double>(m.values.size()); }
double variance(plain::matrix const& m) {
  double const middle = mean(m);
  return mean(plain::map(m, [&](double v) { return (v - middle) * (v - middle); }));
}
plain::matrix normalized(plain::matrix const& m, double epsilon) {
  double const middle = mean(m);
  double const deviation = std::sqrt(variance(m) + epsilon);
  return plain::map(m, [&](double v) { return (v - middle) / deviation; });
}

}  // namespace nn_normalization_test

BOOST_AUTO_TEST_SUITE(nn_normalization)

using namespace nn_normalization_test;

BOOST_AUTO_TEST_CASE(a_normalized_sample_has_mean_zero_and_variance_one) {
  plain::matrix const found = computed::value(tl::layer_norm(x, 0));
  BOOST_TEST(std::abs(mean(found)) < 1e-15);
  BOOST_TEST(variance(found) == 1.0, boost::test_tools::tolerance(1e-14));
  plain::matrix const of_matrix = computed::value(tl::layer_norm(M, 0));
  BOOST_TEST(std::abs(mean(of_matrix)) < 1e-15);
  BOOST_TEST(variance(of_matrix) == 1.0, boost::test_tools::tolerance(1e-14));
}
BOOST_AUTO_TEST_CASE(epsilon_is_added_to_the_variance) {
  plain::matrix const points = computed::value(x);
  plain::expect(computed::value(tl::layer_norm(x)), normalized(points, 1e-5), 1e-14);
  plain::expect(computed::value(tl::layer_norm(x, 0.5)), normalized(points, 0.5), 1e-14);
  computed::point const constant{{{x.identifier, {2, 2, 2, 2, 2, 2}}}};
  plain::expect(computed::value(tl::layer_norm(x), constant), plain::matrix(6, 1),
                0);  // finite where the variance is 0
}
BOOST_AUTO_TEST_CASE(no_square_of_a_large_sample_overflows) {
  constexpr auto u = tl::input<"u", 3>;
  auto const first = tl::element<0>(tl::layer_norm(u));
  double const root = std::sqrt(14.0 / 9);  // of the variance of (1, 4, 2)
  for (double const size : {1e17, 2e19, 1e25, 4e37}) {
    computed::point const at{{{u.identifier, {1 * size, 4 * size, 2 * size}}}};
    plain::matrix const found = computed::value_in<float>(tl::layer_norm(u), at);
    plain::matrix const slope = computed::value_in<float>(tl::grad(first, u), at);
    plain::matrix const forward = computed::value_in<float>(tl::jacfwd(first, u), at);
    double const centred[]{-4.0 / 3, 5.0 / 3, -1.0 / 3};
    for (std::size_t i = 0; i < 3; ++i) {
      BOOST_TEST(plain::close(found(i), centred[i] / root, 1e-6));
      // (δ₁ᵢ − 1/3 − y₁yᵢ/3)/σ
      double const expected = ((i == 0 ? 1 : 0) - 1.0 / 3 - centred[0] * centred[i] * 9 / 14 / 3) / root;
      BOOST_TEST(plain::close(slope(i) * size, expected, 2e-6));
      BOOST_TEST(plain::close(forward.values[i] * size, expected, 2e-6));
    }
  }
  computed::point const small{{{u.identifier, {1e-200, 4e-200, 2e-200}}}};
  BOOST_TEST(
      plain::close(computed::value_in<double>(tl::element<1>(tl::layer_norm(u, 0)), small)(0), 5 / 3.0 / root, 1e-14));
  plain::expect(computed::value_in<float>(tl::layer_norm(u), {{{u.identifier, {1e25, 3e25, 1e25}}}}),
                {3, 1, {-std::sqrt(0.5), std::sqrt(2.0), -std::sqrt(0.5)}}, 1e-6);
}
BOOST_AUTO_TEST_CASE(scale_and_shift_are_applied_element_by_element) {
  plain::matrix const expected =
      plain::hadamard(computed::value(scale), normalized(computed::value(x), 1e-5)) + computed::value(shift);
  plain::expect(computed::value(tl::layer_norm(x, scale, shift)), expected, 1e-14);
  plain::expect(computed::simplified_value(tl::layer_norm(x, scale, shift)), expected, 1e-14);
}
BOOST_AUTO_TEST_CASE(the_gradient_is_the_difference_quotient) {
  auto const f = dot(w, tl::layer_norm(x, scale, shift));
  plain::matrix const derived = computed::value(grad(f, x));
  plain::matrix const points = computed::value(x);
  double const h = 1e-3;
  for (std::size_t e = 0; e < 6; ++e) {
    auto const moved = [&](double by) {
      plain::matrix there = points;
      there(e) += by;
      return computed::value(f, {{{x.identifier, there.values}}})(0);
    };
    double const quotient = (8 * (moved(h) - moved(-h)) - (moved(2 * h) - moved(-2 * h))) / (12 * h);
    BOOST_TEST(plain::close(derived(e), quotient, 1e-9));
    BOOST_TEST(std::abs(derived(e)) > 1e-3);
  }
  BOOST_TEST(std::abs(plain::sum(derived)) < 1e-12);  // a common shift of all elements changes nothing
}
BOOST_AUTO_TEST_CASE(every_sample_of_a_batch_is_normalized_by_itself) {
  computed::point const two{.samples = 2};
  for (std::uint32_t k = 0; k < 2; ++k)
    plain::expect(computed::value(tl::batch<3>(tl::layer_norm(x)), two, k),
                  normalized(computed::value(tl::batch<3>(x), two, k), 1e-5), 1e-14);
}

BOOST_AUTO_TEST_SUITE_END()
