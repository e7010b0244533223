// SPDX-License-Identifier: BSL-1.0
// test: clang suffices
// Ten steps of each optimizer on L(w) = ½ Σ aᵢ·(wᵢ − bᵢ)² and on a network, against numbers computed another way: by
// libtorch (Debian's 1.13) where it implements the same rule, by the formulas of the papers, element by element and
// with the powers of β, where it does not.
#include "tapeless/train/optimizers.hpp"

#include "tapeless/expr/reduction.hpp"
#include "tapeless/train/trainer.hpp"

#include <boost/test/unit_test.hpp>

#include <array>
#include <cmath>

namespace {
namespace train_optimizers_test {

namespace tl = tapeless;
using numbers = std::array<double, 3>;
constexpr auto w = tl::parameter<"w", 3>;
constexpr auto a = tl::input<"a", 3>;
constexpr auto b = tl::input<"b", 3>;
constexpr auto loss = tl::batch_mean(tl::batch<1>(0.5 * sum(a % square(w - b))));
constexpr numbers start{1, -2, 0.5};
constexpr numbers curvature{1, 4, 0.25};
constexpr numbers minimum{0.5, 1, -1};

constexpr auto as_it_is = [](auto&) { return tl::run_status{}; };

template <class Optimizer, class Set>
auto ten_steps(Set const& set) {
  static constinit tl::trainer<loss, Optimizer, double> trainer{};
  trainer.initialize(tl::initializer::zeros{}, 1);
  trainer.parameters()[w].copy_from(start);
  BOOST_TEST_REQUIRE(static_cast<bool>(trainer.set(tl::optimizer::learning_rate, 0.05)));
  BOOST_TEST_REQUIRE(static_cast<bool>(set(trainer)));
  for (int i = 0; i < 10; ++i)
    BOOST_TEST_REQUIRE(static_cast<bool>(trainer.step(bind(a, curvature), bind(b, minimum))));
  auto const found = trainer.parameters()[w];
  return numbers{found(0), found(1), found(2)};
}
template <class Optimizer, class Set = decltype(as_it_is)>
void expect(numbers const& expected, Set const& set = as_it_is) {
  auto const found = ten_steps<Optimizer>(set);
  for (std::size_t i = 0; i < 3; ++i) {
    BOOST_TEST(found[i] == expected[i], boost::test_tools::tolerance(1e-12));
    BOOST_TEST(std::abs(found[i] - start[i]) > 1e-3);
  }
}
/// Ten steps of one element by `update(w, m, v, g, t)`.
template <class Update>
numbers by_formula(Update const& update) {
  numbers at = start;
  for (std::size_t i = 0; i < 3; ++i) {
    double m = 0, v = 0;
    for (int t = 1; t <= 10; ++t) update(at[i], m, v, curvature[i] * (at[i] - minimum[i]), t);
  }
  return at;
}

/// 2-4-2 with tanh, mean squared error of three samples. Weights i, j of a layer begin as ¼·((3i + 5j) mod 7 − 3) and a
/// number of the layer. What is compared: the loss of the tenth step, W₀(0, 1), b₀(2), W₁(1, 3) after it.
struct net : tl::sequential<tl::in<"x", 2>, tl::dense<4, tl::activation::tanh>, tl::dense<2>> {};
constexpr std::array<double, 6> samples{0.5, -1, 2, 0.25, -0.75, 1.5};
constexpr std::array<double, 6> targets{1, 0.5, -0.5, 0.25, 0, 2};
template <class View>
void begin(View const& view, double shift) {
  for (std::uint32_t i = 0; i < view.rows(); ++i)
    for (std::uint32_t j = 0; j < view.columns(); ++j) view(i, j) = 0.25 * ((i * 3 + j * 5) % 7 - 3.0) + shift;
}
template <class Optimizer, class Set = decltype(as_it_is)>
void expect_of_network(std::array<double, 4> const& expected, Set const& set = as_it_is) {
  static constinit tl::network_trainer<net, tl::objective::mean_squared_error, Optimizer, 3, double> trainer{};
  trainer.initialize(tl::initializer::zeros{}, 1);
  begin(trainer.parameters().template at<"net.0.weight">(), 0.1);
  begin(trainer.parameters().template at<"net.0.bias">(), 0);
  begin(trainer.parameters().template at<"net.1.weight">(), -0.05);
  begin(trainer.parameters().template at<"net.1.bias">(), 0.2);
  BOOST_TEST_REQUIRE(static_cast<bool>(trainer.set(tl::optimizer::learning_rate, 0.05)));
  BOOST_TEST_REQUIRE(static_cast<bool>(set(trainer)));
  double last_loss = 0;
  for (int i = 0; i < 10; ++i) {
    auto const step = trainer.step(samples, targets);
    BOOST_TEST_REQUIRE(static_cast<bool>(step));
    last_loss = step.loss;
  }
  std::array const found{last_loss, trainer.parameters().template at<"net.0.weight">()(0, 1),
                         trainer.parameters().template at<"net.0.bias">()(2),
                         trainer.parameters().template at<"net.1.weight">()(1, 3)};
  for (std::size_t i = 0; i < 4; ++i) BOOST_TEST(found[i] == expected[i], boost::test_tools::tolerance(1e-12));
}

}  // namespace train_optimizers_test
}  // namespace

BOOST_AUTO_TEST_SUITE(train_optimizers)

using namespace train_optimizers_test;
namespace optimizer = tapeless::optimizer;

BOOST_AUTO_TEST_CASE(optimizers_of_libtorch_make_its_steps) {
  expect<optimizer::sgd>({0.79936846961918928, 0.6778774528, 0.32270288876632885});
  expect<optimizer::momentum>({0.34453854466518558, 0.98680038819999982, -0.19483750702274349});
  expect<optimizer::nesterov>({0.36900377330878648, 0.84591779301129433, -0.25862868250297893});
  expect<optimizer::adagrad>({0.77686560020134887, -1.7530929789205325, 0.25743860729946882});
  expect<optimizer::rmsprop>({0.5, 0.023424122398053818, -0.92674908204920325});
  expect<optimizer::adam>({0.53812458532272045, -1.5030800084115117, 0.007094217884655904});
  expect<optimizer::adamw>({0.53485633146342826, -1.4942879135278997, 0.0057483991940167831});
}

BOOST_AUTO_TEST_CASE(networks_are_trained_as_libtorch_trains_them) {
  expect_of_network<optimizer::sgd>(
      {0.49150582639410256, 0.51430099595954271, 0.81590515546711195, 0.11476222210793212});
  expect_of_network<optimizer::momentum>(
      {0.27436678423897237, 0.3134529388300879, 0.99862802238995985, -0.066456001116652091});
  expect_of_network<optimizer::nesterov>(
      {0.2545076517961628, 0.31890403563939601, 1.009960999844681, -0.056118430621143418});
  expect_of_network<optimizer::adagrad>(
      {0.30139027220713066, 0.40746259709834115, 0.92945334263187629, 0.027045006796274765});
  expect_of_network<optimizer::rmsprop>(
      {0.056605197623362635, 0.3573465380917985, 1.5723218197682789, -0.60084055781774071});
  expect_of_network<optimizer::adam>(
      {0.19963102686822512, 0.20930970232173648, 1.1838933823924378, -0.18431935988474313});
  expect_of_network<optimizer::adamw>(
      {0.19905627556085656, 0.20785446142184194, 1.1787216237509337, -0.18560525105716991});
  expect_of_network<optimizer::amsgrad>(
      {0.20613006948489618, 0.26017113929483404, 1.1403125593561942, -0.1152721358949383},
      [](auto& trainer) { return trainer.set(optimizer::beta2, 0.5); });
}

BOOST_AUTO_TEST_CASE(amsgrad_keeps_the_largest_second_moment) {
  expect<optimizer::amsgrad>({0.5648372018877611, -1.4991027432241919, 0.0067103899331694208},
                             [](auto& trainer) { return trainer.set(optimizer::beta2, 0.5); });
}

BOOST_AUTO_TEST_CASE(nadam_looks_one_step_ahead) {
  expect<optimizer::nadam>(by_formula([](double& at, double& m, double& v, double g, int t) {
    m = 0.9 * m + 0.1 * g;
    v = 0.999 * v + 0.001 * g * g;
    double const ahead = 0.9 * m / (1 - std::pow(0.9, t + 1)) + 0.1 * g / (1 - std::pow(0.9, t));
    at -= 0.05 * ahead / (std::sqrt(v / (1 - std::pow(0.999, t))) + 1e-8);
  }));
}

BOOST_AUTO_TEST_CASE(lion_takes_signs) {
  auto const lions = [](double decay) {
    return by_formula([decay](double& at, double& m, double&, double g, int) {
      double const direction = 0.9 * m + 0.1 * g;
      at -= 0.05 * ((direction > 0) - (direction < 0) + decay * at);
      m = 0.99 * m + 0.01 * g;
    });
  };
  expect<optimizer::lion>(lions(0));
  expect<optimizer::lion>(lions(0.5), [](auto& trainer) { return trainer.set(optimizer::weight_decay, 0.5); });
}

BOOST_AUTO_TEST_CASE(state_is_what_a_rule_says_and_shared_numbers_once) {
  using adam = tl::trainer<loss, optimizer::adam, double>;
  using amsgrad = tl::trainer<loss, optimizer::amsgrad, double>;
  static_assert(adam::state_bytes() == 2 * adam::parameter_bytes() + 2 * sizeof(double));
  static_assert(amsgrad::state_bytes() == 3 * adam::parameter_bytes() + 2 * sizeof(double));
  static_assert(tl::trainer<loss, optimizer::sgd, double>::state_bytes() == 0);
  static constinit adam trainer{};
  trainer.initialize(tl::initializer::zeros{}, 1);
  for (int t = 1; t <= 3; ++t) {
    BOOST_TEST_REQUIRE(static_cast<bool>(trainer.step(bind(a, curvature), bind(b, minimum))));
    BOOST_TEST(trainer.state().at<"optimizer.first_weight">()(0) == 1 - std::pow(0.9, t),
               boost::test_tools::tolerance(1e-14));
    BOOST_TEST(trainer.state().at<"optimizer.second_weight">()(0) == 1 - std::pow(0.999, t),
               boost::test_tools::tolerance(1e-12));
  }
}

BOOST_AUTO_TEST_SUITE_END()
