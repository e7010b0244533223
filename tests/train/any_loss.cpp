// SPDX-License-Identifier: BSL-1.0
// test: g++ suffices
// A trainer of losses that no layer stack has: several inputs and heads, shared weights, derivatives in the loss,
// weights of samples.
#include "tapeless/train/trainer.hpp"

#include "../plain_matrix.hpp"

#include "tapeless/diff/grad.hpp"
#include "tapeless/expr/reduction.hpp"
#include "tapeless/expr/structure.hpp"

#include <array>
#include <cmath>

namespace {
namespace train_any_loss_test {

namespace tl = tapeless;

// A tied autoencoder with a head that classifies, both weighted, and a weight for each sample.
constexpr auto x = tl::input<"x", 4>;
constexpr auto y = tl::label<"y", 3>;
constexpr auto sample_weight = tl::input<"sample_weight">;
constexpr auto share = tl::scalar<"share">;
constexpr auto W = tl::parameter<"W", 2, 4>;
constexpr auto V = tl::parameter<"V", 3, 2>;
constexpr auto code = tl::define<"code">(tanh(W * x));
constexpr auto reconstruction = transpose(W) * code;
constexpr auto probabilities = softmax(V * code);
constexpr auto sample_loss =
    share * tl::mean_squared_error(reconstruction, x) + (1 - share) * tl::cross_entropy_with_logits(V * code, y);
constexpr auto loss = tl::batch_mean(tl::batch<6>(sample_weight * sample_loss));
using autoencoder = tl::trainer<loss, tl::optimizer::sgd, double>;

constexpr std::array<double, 12> samples{1, 0, -1, 0.5, 0.25, -2, 1, 1, -0.5, 0.75, 0, 2};
constexpr std::array<int, 3> labels{0, 2, 1};
constexpr std::array<double, 3> weights{1, 0.5, 2};

auto step(autoencoder& trainer) {
  return trainer.step(bind(x, samples), bind(y, labels), bind(sample_weight, weights), tl::bind(share, 0.25));
}
auto evaluate(autoencoder& trainer) {
  return trainer.evaluate(bind(x, samples), bind(y, labels), bind(sample_weight, weights), tl::bind(share, 0.25));
}

// A curve u(t) = 1 + t·net(t) that satisfies u' = −2u: the derivative stands in the loss.
struct curve : tl::sequential<tl::in<"t", 1>, tl::dense<12, tl::activation::tanh>, tl::dense<1>> {};
constexpr auto t = curve::input;
constexpr auto u = 1 + t * tl::output<curve>;
constexpr auto residual = tl::batch_mean(tl::batch<16>(square(tl::grad(u, t) + 2 * u)));

}  // namespace train_any_loss_test
}  // namespace

BOOST_AUTO_TEST_SUITE(train_any_loss)

using namespace train_any_loss_test;

BOOST_AUTO_TEST_CASE(a_step_is_the_gradient_of_the_loss_by_every_parameter_in_it) {
  static constinit autoencoder trainer{};
  trainer.initialize(tl::initializer::glorot{}, 5);
  BOOST_TEST_REQUIRE(static_cast<bool>(trainer.set(tl::optimizer::learning_rate, 1)));
  static constexpr auto by_W = tl::grad(loss, W);
  static constexpr auto by_V = tl::grad(loss, V);
  using gradients = tl::program<double, loss, by_W, by_V>;
  static gradients::workspace memory{};
  plain::matrix const W_before = plain::of(trainer.parameters()[W]);
  plain::matrix const V_before = plain::of(trainer.parameters()[V]);
  auto const expected = gradients::run(memory, bind(x, samples), bind(y, labels), bind(sample_weight, weights),
                                       tl::bind(share, 0.25), trainer.parameters());
  BOOST_TEST_REQUIRE(static_cast<bool>(expected));
  auto const made = step(trainer);
  BOOST_TEST_REQUIRE(static_cast<bool>(made));
  BOOST_TEST(made.loss == expected[loss][0], boost::test_tools::tolerance(1e-14));
  for (std::size_t i = 0; i < 2; ++i)
    for (std::size_t j = 0; j < 4; ++j) {
      double const slope = expected[by_W](static_cast<std::uint32_t>(i), static_cast<std::uint32_t>(j));
      BOOST_TEST(std::abs(slope) > 1e-6);
      BOOST_TEST(trainer.parameters()[W](static_cast<std::uint32_t>(i), static_cast<std::uint32_t>(j)) ==
                     W_before(i, j) - slope,
                 boost::test_tools::tolerance(1e-12));
    }
  plain::matrix V_expected = V_before;
  for (std::size_t i = 0; i < 3; ++i)
    for (std::size_t j = 0; j < 2; ++j)
      V_expected(i, j) -= expected[by_V](static_cast<std::uint32_t>(i), static_cast<std::uint32_t>(j));
  plain::expect(trainer.parameters()[V], V_expected, 1e-12);
}

BOOST_AUTO_TEST_CASE(the_loss_without_a_step_is_that_of_the_next_step) {
  static constinit autoencoder trainer{};
  trainer.initialize(tl::initializer::glorot{}, 7);
  plain::matrix const before = plain::of(trainer.parameters()[W]);
  auto const value = evaluate(trainer);
  BOOST_TEST_REQUIRE(static_cast<bool>(value));
  plain::expect(trainer.parameters()[W], before, 0);
  BOOST_TEST(step(trainer).loss == value.loss, boost::test_tools::tolerance(1e-14));
  BOOST_TEST(evaluate(trainer).loss < value.loss);
}

BOOST_AUTO_TEST_CASE(whatever_the_user_names_is_predicted_in_memory_of_its_own) {
  static constinit autoencoder trainer{};
  trainer.initialize(tl::initializer::glorot{}, 7);
  autoencoder const& trained = trainer;
  using both = tl::program<double, probabilities, reconstruction>;
  static both::workspace memory{};
  std::array<double, 4> const sample{1, 0, -1, 0.5};
  auto const answer = trained.predict<probabilities, reconstruction>(memory, bind(x, sample));
  BOOST_TEST_REQUIRE(static_cast<bool>(answer));
  plain::matrix const w = plain::of(trained.parameters()[W]);
  plain::matrix const v = plain::of(trained.parameters()[V]);
  std::array<double, 2> hidden{};
  for (std::size_t i = 0; i < 2; ++i) {
    for (std::size_t j = 0; j < 4; ++j) hidden[i] += w(i, j) * sample[j];
    hidden[i] = std::tanh(hidden[i]);
  }
  double sum = 0;
  std::array<double, 3> raised{};
  for (std::size_t k = 0; k < 3; ++k) sum += raised[k] = std::exp(v(k, 0) * hidden[0] + v(k, 1) * hidden[1]);
  for (std::uint32_t k = 0; k < 3; ++k)
    BOOST_TEST(answer[probabilities](k) == raised[k] / sum, boost::test_tools::tolerance(1e-12));
  for (std::uint32_t j = 0; j < 4; ++j)
    BOOST_TEST(answer[reconstruction](j) == w(0, j) * hidden[0] + w(1, j) * hidden[1],
               boost::test_tools::tolerance(1e-12));
}

BOOST_AUTO_TEST_CASE(a_derivative_may_stand_in_the_loss) {
  static constinit tl::trainer<residual, tl::optimizer::adam, double> trainer{};
  trainer.initialize(tl::initializer::glorot{}, 3);
  BOOST_TEST_REQUIRE(static_cast<bool>(trainer.set(tl::optimizer::learning_rate, 0.01)));
  std::array<double, 16> points{};
  for (std::size_t i = 0; i < 16; ++i) points[i] = static_cast<double>(i) / 15;
  double first = 0;
  double last = 0;
  for (int i = 0; i < 2000; ++i) {
    auto const made = trainer.step(bind(t, points));
    BOOST_TEST_REQUIRE(static_cast<bool>(made));
    if (i == 0) first = made.loss;
    last = made.loss;
  }
  BOOST_TEST(first > 0.1);
  BOOST_TEST(last < 1e-3);
  static tl::program<double, u>::workspace memory{};
  for (double const at : {0.0, 0.3, 0.8}) {
    std::array<double, 1> const here{at};
    BOOST_TEST(std::abs(trainer.predict<u>(memory, bind(t, here))[u][0] - std::exp(-2 * at)) < 0.02);
  }
}

BOOST_AUTO_TEST_CASE(wrong_data_changes_nothing) {
  static constinit autoencoder trainer{};
  trainer.initialize(tl::initializer::glorot{}, 7);
  plain::matrix const before = plain::of(trainer.parameters()[W]);
  std::array<int, 3> const no_classes{0, 3, 1};
  auto const made =
      trainer.step(bind(x, samples), bind(y, no_classes), bind(sample_weight, weights), tl::bind(share, 0.25));
  BOOST_TEST((made.status().error == tl::run_error::label_out_of_range));
  BOOST_TEST(made.loss != made.loss);
  plain::expect(trainer.parameters()[W], before, 0);
}

BOOST_AUTO_TEST_SUITE_END()
