// SPDX-License-Identifier: BSL-1.0
// test: clang suffices
#include "tapeless/nn/normalization.hpp"

#include "../computed.hpp"
#include "tapeless/diff/grad.hpp"
#include "tapeless/diff/jacobian.hpp"
#include "tapeless/diff/transformation.hpp"
#include "tapeless/expr/batch.hpp"
#include "tapeless/nn/initialize.hpp"
#include "tapeless/run/program.hpp"

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

/// As layers, against libtorch 1.13 (torch::layer_norm, and rms norm from its operations, in double): two samples.
struct reference {
  std::vector<double> y;
  double loss;
  std::vector<double> weight, bias, x;  ///< gradients
};
reference const of_layer_norm{
    {0.79323686261254989, -0.16101303242494386, -0.34574828379875427, -0.18259899614431052, -0.58524432318486408,
     0.089440221170716899, 0.50461086036523795, 0.81089989728475442, -0.28176222691377556, -0.27444571508085858},
    0.33802495579912278,
    {0.26543985651790636, 0.97528144113000714, -0.37717791578360049, 0.35598961368248477, -0.14541031341884106},
    {0.41355658954782737, -0.96394439072095972, 0.55973055186489162, 0.39878881325192189, -0.96238450972135703},
    {-0.00051391083126403527, -0.44364523987240317, 0.41150399080935518, -0.13320633971800813, 0.16586149961232019,
     0.026346807281244951, -0.11789277543400629, 0.046300009487411413, 0.0040236669417388227, 0.041222291723611096}};
reference const of_rms_norm{
    {0.41697591547593771, -0.49323014621657552, -0.36693489826811443, 0.14628195978008418, -0.13111534494495672,
     -0.45042446828641325, -0.10842337330653941, 0.53029675681953969, -0.014432432073062924, 0.2833724451409152},
    0.21208747512893261,
    {0.35711450510477172, 0.62416606936142882, -0.38994381119906951, 0.32981231616629719, -0.46535681433708331},
    {},
    {0.002451656312149636, -0.34350351001310775, 0.32747380224568146, -0.10172318458047069, 0.13347822443260091,
     -0.011770212853493962, 0.042981814061481188, -0.021592681039116723, -0.0041046447746617438,
     -0.017484945999658989}};
constexpr auto sample = tl::input<"sample", 5>;
constexpr auto v = tl::input<"v", 5>;
template <class Layer>
struct normalized_net {
  static constexpr auto y = Layer::apply(sample, tl::layer_scope{tl::name("norm")});
  static constexpr auto one = square(dot(y, v));
  static constexpr auto loss = tl::batch_mean(tl::batch<2>(one));
  static constexpr auto outputs = tl::batch<2>(y);
  static constexpr auto weight = tl::grad(loss, tl::parameter<"norm.weight", 5>);
  static constexpr auto bias =
      tl::grad(tl::function_of(loss, tl::parameter<"norm.bias", 5>), tl::parameter<"norm.bias", 5>);
  static constexpr auto by_x = tl::batch<2>(0.5 * tl::grad(one, sample));
};
std::vector<double> sines(double rate, double phase, double scale, std::size_t count) {
  std::vector<double> made(count);
  for (std::size_t i = 0; i < count; ++i) made[i] = scale * std::sin(rate * static_cast<double>(i + 1) + phase);
  return made;
}
template <class Layer, class T>
void expect_as_in(reference const& libtorch, double tolerance) {
  using net = normalized_net<Layer>;
  using program = tl::program<T, net::loss, net::outputs, net::weight, net::bias, net::by_x>;
  typename program::workspace memory{};
  typename program::parameters parameters{};
  tl::initialize(parameters, tl::initializer::he{}, 1);
  parameters.for_each([&](tl::name const& leaf, auto const& values) {
    bool const is_weight = leaf.view() == "norm.weight";
    BOOST_TEST(values(3) == (is_weight ? 1 : 0));
    auto const numbers = is_weight ? sines(0.7, 0.1, 0.5, 5) : sines(0.9, 0.2, 0.5, 5);
    for (std::uint32_t i = 0; i < 5; ++i) values(i) = static_cast<T>(numbers[i]);
  });
  auto const in_double = sines(1.7, 0.5, 1, 10);
  std::vector<T> const data(in_double.begin(), in_double.end());
  auto const scale_in_double = sines(2.1, 0.6, 1, 5);
  std::vector<T> scales;
  for (int s = 0; s < 2; ++s) scales.insert(scales.end(), scale_in_double.begin(), scale_in_double.end());
  auto const found = program::run(memory, parameters, bind(sample, data), bind(v, scales));
  BOOST_TEST_REQUIRE(static_cast<bool>(found));
  auto const near = [&](auto value, double wanted) {
    BOOST_TEST(std::abs(static_cast<double>(value) - wanted) <= tolerance);
  };
  T const loss = found[net::loss];
  near(loss, libtorch.loss);
  for (std::uint32_t i = 0; i < 5; ++i) {
    near(found[net::weight](i), libtorch.weight[i]);
    if (!libtorch.bias.empty()) near(found[net::bias](i), libtorch.bias[i]);
    for (std::uint32_t s = 0; s < 2; ++s) {
      near(found[net::outputs][s](i), libtorch.y[5 * s + i]);
      near(found[net::by_x][s](i), libtorch.x[5 * s + i]);
    }
  }
}
BOOST_AUTO_TEST_CASE(layers_that_normalize_are_libtorchs) {
  expect_as_in<tl::normalization::layer_norm, double>(of_layer_norm, 1e-14);
  expect_as_in<tl::normalization::rms_norm, double>(of_rms_norm, 1e-14);
  expect_as_in<tl::normalization::layer_norm, float>(of_layer_norm, 2e-6);
}
BOOST_AUTO_TEST_CASE(columns_are_normalized_each_for_itself) {
  auto const scope = tl::layer_scope{tl::name("norm")};
  plain::matrix const whole = computed::value(tl::normalization::layer_norm::apply(M, scope));
  plain::matrix const one = computed::value(tl::normalization::layer_norm::apply(tl::column<1>(M), scope));
  for (std::size_t i = 0; i < 2; ++i) BOOST_TEST(whole(i, 1) == one(i), boost::test_tools::tolerance(1e-14));
  plain::matrix const roots = computed::value(tl::normalization::rms_norm::apply(M, scope));
  plain::matrix const root = computed::value(tl::normalization::rms_norm::apply(tl::column<2>(M), scope));
  for (std::size_t i = 0; i < 2; ++i) BOOST_TEST(roots(i, 2) == root(i), boost::test_tools::tolerance(1e-14));
  constexpr auto u = tl::input<"u", 3>;
  computed::point const large{{{u.identifier, {1e25, 4e25, 2e25}}}};
  plain::matrix const found = computed::value_in<float>(tl::rms_norm(u), large);
  for (std::size_t i = 0; i < 3; ++i)
    BOOST_TEST(found(i) == (i == 0 ? 1 : i == 1 ? 4 : 2) / std::sqrt(7.0), boost::test_tools::tolerance(1e-6));
}

BOOST_AUTO_TEST_SUITE_END()
