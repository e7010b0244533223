// SPDX-License-Identifier: BSL-1.0
// Two models whose value and gradient are computed independently: known_answers_of_models.py writes them down once more
// with plain loops, differentiates them by differences with 60 digits and prints the numbers below.
#include "tapeless/diff/grad.hpp"
#include "tapeless/expr/batch.hpp"
#include "tapeless/expr/define.hpp"
#include "tapeless/expr/reduction.hpp"
#include "tapeless/run/interpreter.hpp"

#include <boost/test/unit_test.hpp>
#include <numbers>

namespace laws_known_answers_of_models_test {

namespace tl = tapeless;

/// Numbers of either sign, no two alike, exact in binary; the script has the same.
template <std::size_t First, std::size_t Count>
constexpr std::array<double, Count> generic(unsigned offset) {
  std::array<double, Count> numbers{};
  for (std::size_t k = 0; k < Count; ++k)
    numbers[k] = (static_cast<double>((37 * (First + k + 1) + offset) % 64) - 32) / 32 + 1.0 / 64;
  return numbers;
}

template <class Found, std::size_t Count>
void is(Found const& found, double const (&known)[Count]) {
  static_assert(Found::size() == Count);
  for (std::uint32_t i = 0; i < Count; ++i)
    BOOST_TEST_CONTEXT("number " << i) BOOST_TEST(found[i] == known[i], boost::test_tools::tolerance(1e-13));
}

// ---- two steps of a long short-term memory --------------------------------------------------------------------------

constexpr auto W =
    tl::parameter<"W", 8, 5>;  // input, forget, cell and output gate (the order of PyTorch's LSTMCell), two rows each
constexpr auto b = tl::parameter<"b", 8>;
constexpr auto inputs = tl::parameter<"inputs", 2, 3>;  // a row for each step
constexpr auto h0 = tl::parameter<"h0", 2>;
constexpr auto c0 = tl::parameter<"c0", 2>;
constexpr auto target = tl::parameter<"target", 2>;

/// The four gates, stacked.
template <std::uint32_t Step, class H>
constexpr auto gates(H const& before) {
  return W * tl::concatenate(transpose(tl::row<Step>(inputs)), before) + b;
}
template <class Z, class C>
constexpr auto next_cell(Z const& stacked, C const& before) {
  return sigmoid(tl::slice<2, 2>(stacked)) % before +
         sigmoid(tl::slice<0, 2>(stacked)) % tanh(tl::slice<4, 2>(stacked));
}
template <class Z, class C>
constexpr auto next_hidden(Z const& stacked, C const& cell) {
  return sigmoid(tl::slice<6, 2>(stacked)) % tanh(cell);
}
constexpr auto z1 = tl::define<"z1">([] { return gates<0>(h0); });
constexpr auto c1 = tl::define<"c1">([] { return next_cell(z1, c0); });
constexpr auto h1 = tl::define<"h1">([] { return next_hidden(z1, c1); });
constexpr auto z2 = tl::define<"z2">([] { return gates<1>(h1); });
constexpr auto c2 = tl::define<"c2">([] { return next_cell(z2, c1); });
constexpr auto h2 = tl::define<"h2">([] { return next_hidden(z2, c2); });
constexpr auto distance = sum(square(h2 - target)) / 2;
constexpr auto lstm_gradient =
    tl::concatenate(tl::reshape<40>(grad(distance, W)), grad(distance, b), tl::reshape<6>(grad(distance, inputs)),
                    grad(distance, h0), grad(distance, c0));

constexpr double lstm_known = 0.1881326881259616;
constexpr double lstm_gradient_known[]{
    // clang-format off
    -0.0018342338403202922, 0.033876738545561725, 0.007817380318026199, 0.029012038152459634,
    -0.0042150798533644498, 0.018881450226175863, -0.02272149857695001, 0.0076374100091148162,
    -0.0079379335680246209, -0.0037755270121096539, 0.016277522618073998, -0.065749776072047706,
    -0.0058920175684453812, -0.048007500660839495, 0.0034237153774867938, 0.0070005485204990537,
    -0.0087134709584886342, 0.0027535162288807597, -0.0032009617339332417, -0.0013579899595678185,
    -0.1359668315185368, 0.1766665668209596, -0.051471318453808042, 0.068796432305202086,
    0.025300232163897337, 0.010263029629939982, -0.010139055546294605, 0.0047489525552819852,
    -0.0023428248776050973, -0.0023721068127817901, 0.010351715820640098, -0.010081301748451175,
    0.0048292786398046186, -0.00223343900317919, -0.0024136365113927374, 0.02212994299527912,
    -0.013779941538264018, 0.012424568797024218, 0.00215586209244865, -0.0062843014108973764,
    0.030885165306708772, -0.03598092869459535, -0.070942528596862014, -0.013590503333178541,
    0.27038564180713202, -0.017645046638905588, -0.017671798978673533, -0.031057197434415686,
    -0.028914014556844614, 0.10571856434309614, -0.01382324608412486, -0.094379167797663418,
    0.11743434861499854, -0.011610915327423651, 0.13153168645288958, 0.0023700204561924113,
    0.10896157391774928, -0.046484058535638664
    // clang-format on
};

template <auto const& E>
constexpr auto of_the_cell() {
  constexpr auto W_rows = generic<0, 40>(5);
  constexpr auto b_rows = generic<40, 8>(5);
  constexpr auto input_rows = generic<48, 6>(5);
  constexpr auto h_rows = generic<54, 2>(5);
  constexpr auto c_rows = generic<56, 2>(5);
  constexpr auto target_rows = generic<58, 2>(5);
  return tl::evaluate<double, E>(tl::bind(W, W_rows), tl::bind(b, b_rows), tl::bind(inputs, input_rows),
                                 tl::bind(h0, h_rows), tl::bind(c0, c_rows), tl::bind(target, target_rows));
}

// ---- log-likelihood of a Gaussian mixture ---------------------------------------------------------------------------

// The objective of Microsoft's ADBench (src/cpp/shared/gmm.h) for dimension 2, 3 components and 5 points, with its
// Wishart prior; the points are its own here.
constexpr auto point = tl::input<"point", 2>;
constexpr auto alphas = tl::parameter<"alphas", 3>;       // logarithms of the weights, not normalized
constexpr auto means = tl::parameter<"means", 3, 2>;      // a row for each component
constexpr auto factors = tl::parameter<"factors", 3, 3>;  // of the inverse covariance: log Q₀₀, log Q₁₁, Q₁₀
constexpr std::uint32_t points = 5;
constexpr double prior_gamma = 1.5;
constexpr double prior_m = 1;

/// log of a component's density without the constant: α + log det Q − ½|Q(x − μ)|².
template <std::uint32_t K>
constexpr auto log_density() {
  auto const dx = tl::element<0>(point) - tl::element<K, 0>(means);
  auto const dy = tl::element<1>(point) - tl::element<K, 1>(means);
  auto const log_first = tl::element<K, 0>(factors);
  auto const log_second = tl::element<K, 1>(factors);
  auto const first = exp(log_first) * dx;
  auto const second = exp(log_second) * dy + tl::element<K, 2>(factors) * dx;
  return tl::element<K>(alphas) + log_first + log_second - (square(first) + square(second)) / 2;
}
constexpr auto of_a_point =
    tl::define<"of_a_point">([] { return logsumexp(tl::stack(log_density<0>(), log_density<1>(), log_density<2>())); });

/// Of the prior's density: np(log γ − ½ log 2) − log Γ₂(n/2) with n = p + m + 1 = 4, p = 2, and log Γ₂(2) = log(π/2).
constexpr double log_pi = 1.1447298858494002;
constexpr double prior_constant =
    8 * (0.40546510810816438 - std::numbers::ln2 / 2) - (log_pi - std::numbers::ln2);  // log 1.5 = 0.405…
constexpr auto prior = tl::define<"prior">([] {
  constexpr auto logarithms = tl::slice<0, 0, 3, 2>(factors);
  constexpr auto squared_norm = sum(exp(2 * logarithms)) + sum(square(tl::column<2>(factors)));
  return prior_gamma * prior_gamma / 2 * squared_norm - prior_m * sum(logarithms) - 3 * prior_constant;
});
constexpr auto likelihood =
    batch_sum(tl::batch<points>(of_a_point)) - points * (std::numbers::ln2 + log_pi + logsumexp(alphas)) + prior;
constexpr auto mixture_gradient = tl::concatenate(grad(likelihood, alphas), tl::reshape<6>(grad(likelihood, means)),
                                                  tl::reshape<9>(grad(likelihood, factors)));

constexpr double mixture_known = 1.2039638956474445;
constexpr double mixture_gradient_known[]{
    // clang-format off
    0.76828273020873407, 0.27405177613648865, -1.0423345063452227, 0.67140570399868625,
    1.2742062645190333, -0.92207678600704422, 0.089762253165790676, -0.8527150949768069,
    0.015709916879842142, 13.440524278310147, 2.4099330731504729, -1.318111998625601,
    3.9987563399355124, 0.83093529179324476, 1.6163214293295446, 1.1634251078787621,
    0.66273504882556714, 0.46749942387825779
    // clang-format on
};

template <auto const& E>
constexpr auto of_the_mixture() {
  constexpr auto alpha_rows = generic<0, 3>(11);
  constexpr auto mean_rows = generic<3, 6>(11);
  constexpr auto factor_rows = generic<9, 9>(11);
  constexpr auto point_rows = generic<18, 2 * points>(11);
  return tl::evaluate<double, E>(tl::bind(alphas, alpha_rows), tl::bind(means, mean_rows),
                                 tl::bind(factors, factor_rows), tl::bind(point, point_rows));
}

}  // namespace laws_known_answers_of_models_test

BOOST_AUTO_TEST_SUITE(laws_known_answers_of_models)

using namespace laws_known_answers_of_models_test;

BOOST_AUTO_TEST_CASE(two_steps_of_an_lstm_have_the_gradient_of_the_formulas_by_all_they_read) {
  BOOST_TEST(double{of_the_cell<distance>()} == lstm_known, boost::test_tools::tolerance(1e-14));
  is(of_the_cell<lstm_gradient>(), lstm_gradient_known);
}
BOOST_AUTO_TEST_CASE(a_gaussian_mixture_has_the_gradient_of_adbench_s_formulas_by_all_parameters) {
  BOOST_TEST(double{of_the_mixture<likelihood>()} == mixture_known, boost::test_tools::tolerance(1e-13));
  is(of_the_mixture<mixture_gradient>(), mixture_gradient_known);
}

BOOST_AUTO_TEST_SUITE_END()
