// SPDX-License-Identifier: BSL-1.0
// test: clang suffices
// Batch normalization against libtorch 1.13 (torch::nn::BatchNorm1d between two Linear and a tanh, mean squared error,
// torch::optim::SGD, in double): a gradient, ten steps, the running statistics and what inference makes of them.
#include "tapeless/nn/batch_norm.hpp"

#include "../in_graph.hpp"
#include "../plain_matrix.hpp"

#include <tapeless/tapeless.hpp>

#include "tapeless/check/gradient.hpp"

#include <boost/test/unit_test.hpp>

#include <array>
#include <cmath>
#include <span>
#include <utility>
#include <vector>

namespace {
namespace nn_batch_norm_test {

namespace tl = tapeless;
using numbers = std::vector<double>;

/// Parameters in libtorch's order: weight and bias of the first Linear, of the BatchNorm, of the second.
struct reference {
  double first_loss;
  std::array<numbers, 6> gradients;  ///< at the start
  numbers first_mean, first_variance;
  std::array<numbers, 6> parameters;  ///< after ten steps, as all below
  numbers running_mean, running_variance;
  numbers predictions;
};
reference const of_six{1.0366438925098975,
                       {{{-0.48918312808208236, 0.35181697638252379, 0.33082648791345748, -1.117727053817072,
                          0.38961580404151841, -0.18820619534419389},
                         {-4.8572257327350599e-17, -1.1102230246251565e-16, -8.3266726846886741e-17},
                         {0.088006624885629589, 0.057641797683698509, 0.13339123353092314},
                         {0.027642069521805712, -0.014936419459169662, -0.097431152799016915},
                         {0.70794121222892004, -0.96317118489914899, -0.63582800437844333},
                         {0.80605930539799497}}},
                       {0.049567935423912232, 0.050246710331763256, 0.0085804100619000755},
                       {0.9183575791417562, 0.90317560116591222, 0.91645789576618775},
                       {{{0.61609825715903899, 0.16155086696482554, 0.23087322063337534, 0.38589740390191207,
                          -0.43244621122895976, -0.28292636097193474},
                         {0.44560368003071771, 0.45464871341284085, 0.119624664606991},
                         {1.4994353412818806, 1.2987501303520972, 0.76615015548287524},
                         {0.48427256831202337, 0.097114868942354715, -0.40249271714689949},
                         {0.51797950042112972, -0.13451882272458662, -0.33813077401997904},
                         {-0.11792897019518876}}},
                       {0.33420452926133948, 0.32052146176018681, 0.04709757378634772},
                       {0.40945660968452624, 0.40895874338629012, 0.41294032781505918},
                       {0.49205383352840382, -0.030985940235170567, 0.36521379712751029, 0.31639375069957143,
                        0.040688082826483465, 0.46751537847616298}};
reference const of_three{1.9653606953595231,
                         {{{-0.057894392223365912, 0.041698958494949895, 0.30298132013615353, -1.0234910318046964,
                            -0.1076238829268934, 0.051866346368394975},
                           {-2.1510571102112408e-16, -2.2204460492503131e-16, -9.7144514654701197e-17},
                           {0.098730974519754669, 0.091276613168301476, 0.4220883589257613},
                           {-0.060360440853151079, 0.095555618525117222, 0.14725176546245661},
                           {1.9537466599650193, -1.5146388336545138, -1.5541492442366327},
                           {0.79851818641646177}}},
                         {0.038406982914264698, 0.050240378916650563, 0.019739210306473163},
                         {0.9069495189863358, 0.90396184704704863, 0.90916388749757093},
                         {{{0.29084063923923198, 0.54280443342247475, 0.12049230513722832, 0.44777578051109412,
                            -0.20489707609990998, -0.46579238212175056},
                           {0.44560368003071771, 0.45464871341284085, 0.119624664606991},
                           {1.4819467689189594, 1.3123479504325728, 0.70022442822658071},
                           {0.48442600751623194, 0.022643508527947904, -0.48904412930895474},
                           {-0.25067652351955672, -0.47394485084209337, 0.093301543821292271},
                           {0.024213830377717283}}},
                         {0.24697163443634715, 0.25980498537912056, 0.13085232681970344},
                         {0.39989994480222885, 0.39432101774174444, 0.41301784780899509},
                         {-0.14012554152485265, -0.64198663872560213, 0.17498184668516209}};

struct net
    : tl::sequential<tl::in<"x", 2>, tl::dense<3>, tl::normalization::batch_norm, tl::activation::tanh, tl::dense<1>> {
};
constexpr auto x = tl::input<"x", 2>;
constexpr auto y = tl::input<"y">;
constexpr auto loss = tl::batch_mean(tl::batch<6>(square(tl::output<net> - y)));
constexpr auto in_training = tl::training(loss);

double sine(double rate, double phase, std::size_t i) { return std::sin(rate * static_cast<double>(i + 1) + phase); }
template <class T>
std::vector<T> sines(double rate, double phase, std::size_t count) {
  std::vector<T> made(count);
  for (std::size_t i = 0; i < count; ++i) made[i] = static_cast<T>(sine(rate, phase, i));
  return made;
}
template <class View>
void fill(View const& values, double rate, double phase, double around = 0) {
  std::size_t n = 0;
  for (std::uint32_t i = 0; i < values.rows(); ++i)
    for (std::uint32_t j = 0; j < values.columns(); ++j)
      values(i, j) = static_cast<typename View::element>(around + 0.5 * sine(rate, phase, n++));
}
template <class Store>
void fill_as_in_libtorch(Store& parameters) {
  fill(parameters.template at<"net.0.weight">(), 0.7, 0.1);
  fill(parameters.template at<"net.0.bias">(), 0.9, 0.2);
  fill(parameters.template at<"net.1.weight">(), 1.1, 0.3, 1);
  fill(parameters.template at<"net.1.bias">(), 1.3, 0.4);
  fill(parameters.template at<"net.3.weight">(), 1.5, 0.7);
  fill(parameters.template at<"net.3.bias">(), 1.9, 0.8);
}
template <class View>
void expect(View const& found, numbers const& expected, double tolerance) {
  for (std::uint32_t i = 0; i < found.rows(); ++i)
    for (std::uint32_t j = 0; j < found.columns(); ++j)
      BOOST_TEST(std::abs(static_cast<double>(found(i, j)) - expected[i * found.columns() + j]) <= tolerance);
}
template <class Store>
void expect_parameters(Store const& found, std::array<numbers, 6> const& expected, double tolerance) {
  expect(found.template at<"net.0.weight">(), expected[0], tolerance);
  expect(found.template at<"net.0.bias">(), expected[1], tolerance);
  expect(found.template at<"net.1.weight">(), expected[2], tolerance);
  expect(found.template at<"net.1.bias">(), expected[3], tolerance);
  expect(found.template at<"net.3.weight">(), expected[4], tolerance);
  expect(found.template at<"net.3.bias">(), expected[5], tolerance);
}

/// Ten steps, with as many samples as the reference has: six in a batch of six, or three.
template <class T>
void expect_the_steps_of(reference const& libtorch, std::size_t samples, double tolerance) {
  static tl::trainer<loss, tl::optimizer::sgd, T> trainer{};
  trainer.initialize(tl::initializer::glorot{}, 1);
  BOOST_TEST(trainer.parameters().template at<"net.1.weight">()(2) == 1);
  BOOST_TEST(trainer.state().template at<"net.1.running_var">()(2) == 1);
  fill_as_in_libtorch(trainer.parameters());
  BOOST_TEST_REQUIRE(static_cast<bool>(trainer.set(tl::optimizer::learning_rate, static_cast<T>(0.1))));
  auto const xs = sines<T>(1.7, 0.5, 2 * samples);
  auto const ys = sines<T>(2.1, 0.6, samples);
  auto const before = trainer.parameters();
  for (int i = 0; i < 10; ++i) {
    auto const step = trainer.step(bind(x, xs), bind(y, ys));
    BOOST_TEST_REQUIRE(static_cast<bool>(step));
    if (i != 0) continue;
    BOOST_TEST(std::abs(static_cast<double>(step.loss) - libtorch.first_loss) <= tolerance);
    std::array<numbers, 6> moved = libtorch.gradients;
    std::size_t leaf = 0;
    before.for_each([&](tl::name const&, auto const& values) {
      for (std::uint32_t r = 0; r < values.rows(); ++r)
        for (std::uint32_t c = 0; c < values.columns(); ++c) {
          double& number = moved[leaf][r * values.columns() + c];
          number = static_cast<double>(values(r, c)) - 0.1 * number;
        }
      ++leaf;
    });
    expect_parameters(trainer.parameters(), moved, tolerance);
    expect(trainer.state().template at<"net.1.running_mean">(), libtorch.first_mean, tolerance);
    expect(trainer.state().template at<"net.1.running_var">(), libtorch.first_variance, tolerance);
  }
  expect_parameters(trainer.parameters(), libtorch.parameters, tolerance);
  expect(trainer.state().template at<"net.1.running_mean">(), libtorch.running_mean, tolerance);
  expect(trainer.state().template at<"net.1.running_var">(), libtorch.running_variance, tolerance);
  static constexpr auto prediction = tl::output<net>;
  typename tl::program<T, prediction>::workspace memory{};
  double mean = 0;
  for (std::size_t s = 0; s < samples; ++s) {
    std::array<T, 2> const sample{xs[2 * s], xs[2 * s + 1]};
    auto const found = trainer.template predict<prediction>(memory, bind(x, sample));
    BOOST_TEST_REQUIRE(static_cast<bool>(found));
    BOOST_TEST(std::abs(static_cast<double>(found[prediction](0)) - libtorch.predictions[s]) <= tolerance);
    mean += std::pow(libtorch.predictions[s] - static_cast<double>(ys[s]), 2) / static_cast<double>(samples);
  }
  auto const evaluated = trainer.evaluate(bind(x, xs), bind(y, ys));
  BOOST_TEST_REQUIRE(static_cast<bool>(evaluated));
  BOOST_TEST(std::abs(static_cast<double>(evaluated.loss) - mean) <= 10 * tolerance);
  expect(trainer.state().template at<"net.1.running_var">(), libtorch.running_variance, tolerance);  // as before
}

}  // namespace nn_batch_norm_test
}  // namespace

BOOST_AUTO_TEST_SUITE(nn_batch_norm)

using namespace nn_batch_norm_test;

BOOST_AUTO_TEST_CASE(ten_steps_are_libtorchs) {
  expect_the_steps_of<double>(of_six, 6, 1e-14);
  expect_the_steps_of<double>(of_three, 3, 1e-14);  // of six that the batch has room for
  expect_the_steps_of<float>(of_six, 6, 2e-6);
}
BOOST_AUTO_TEST_CASE(gradients_go_through_the_statistics) {
  static tl::gradient_check<in_training> check{};
  decltype(check)::derived_program::state state{};
  fill_as_in_libtorch(check.parameters);
  auto const xs = sines<double>(1.7, 0.5, 10);
  auto const ys = sines<double>(2.1, 0.6, 5);
  auto const report = check({}, bind(x, xs), bind(y, ys), state);
  for (tl::parameter_check const& each : report) {
    bool const is_bias_before = each.leaf.view() == "net.0.bias";  // the mean takes it away: 0 but for rounding
    if (is_bias_before)
      BOOST_TEST(std::abs(each.derived) < 1e-15);
    else
      BOOST_TEST((each.outcome == tl::verdict::pass && std::abs(each.derived) > 1e-3));
  }
}
BOOST_AUTO_TEST_CASE(the_interpreter_agrees) {
  using program = tl::program<double, in_training>;
  program::workspace memory{};
  program::parameters parameters{};
  program::state state{};
  tl::initialize(state);
  fill_as_in_libtorch(parameters);
  auto const xs = sines<double>(1.7, 0.5, 6);
  auto const ys = sines<double>(2.1, 0.6, 3);
  double const interpreted = tl::evaluate<double, in_training>(parameters, state, bind(x, xs), bind(y, ys));
  double const found = program::run(memory, parameters, state, bind(x, xs), bind(y, ys))[in_training];
  BOOST_TEST(found == interpreted, boost::test_tools::tolerance(1e-14));
  BOOST_TEST(found == of_three.first_loss, boost::test_tools::tolerance(1e-14));
}
BOOST_AUTO_TEST_CASE(the_layout_of_samples_changes_nothing) {
  static constexpr auto loss_of_16 = tl::batch_mean(tl::batch<16>(square(tl::output<net> - y)));
  using step = tl::train::update_of<loss_of_16, tl::optimizer::sgd>;
  static constexpr tl::plan::options in_rows{.samples_lie = tl::plan::layout_choice::feature_minor};
  static constexpr tl::plan::options across{.samples_lie = tl::plan::layout_choice::batch_minor};
  using first = tl::basic_program<double, tl::plan::with_options<step, in_rows>>;
  using second = tl::basic_program<double, tl::plan::with_options<step, across>>;
  static_assert((tl::plan::planned<tl::plan::with_options<step, across>>::samples_lie ==
                 tl::plan::layout::batch_minor) == (tl::targets::current.register_bytes != 0));
  for (std::size_t const samples : {std::size_t{16}, std::size_t{11}}) {
    first::workspace memory{};
    second::workspace other_memory{};
    first::parameters parameters{};
    second::parameters other_parameters{};
    first::state state{};
    second::state other_state{};
    tl::initialize(state);
    tl::initialize(other_state);
    fill_as_in_libtorch(parameters);
    fill_as_in_libtorch(other_parameters);
    auto const xs = sines<double>(1.7, 0.5, 2 * samples);
    auto const ys = sines<double>(2.1, 0.6, samples);
    for (int i = 0; i < 3; ++i) {
      BOOST_TEST_REQUIRE(static_cast<bool>(
          first::run(memory, parameters, state, bind(x, xs), bind(y, ys), bind(tl::optimizer::learning_rate, 0.1))));
      BOOST_TEST_REQUIRE(static_cast<bool>(second::run(other_memory, other_parameters, other_state, bind(x, xs),
                                                       bind(y, ys), bind(tl::optimizer::learning_rate, 0.1))));
    }
    auto const agree = [](auto const& found, auto const& expected) {
      found.for_each([&](tl::name const& leaf, auto const& values) {
        expected.for_each([&](tl::name const& other, auto const& wanted) {
          if (leaf == other) plain::expect(plain::of(values), plain::of(wanted), 1e-14);
        });
      });
    };
    agree(std::as_const(parameters), std::as_const(other_parameters));
    agree(std::as_const(state), std::as_const(other_state));
    BOOST_TEST(std::abs(state.at<"net.1.running_mean">()(0)) > 1e-3);
  }
}
BOOST_AUTO_TEST_CASE(one_sample_has_no_variance) {
  static tl::trainer<loss, tl::optimizer::sgd, double> trainer{};
  trainer.initialize(tl::initializer::glorot{}, 1);
  BOOST_TEST_REQUIRE(static_cast<bool>(trainer.step(bind(x, std::array{0.5, -1.0}), bind(y, std::array{1.0}))));
  BOOST_TEST(trainer.state().at<"net.1.running_var">()(1) == 0.9, boost::test_tools::tolerance(1e-15));
}
BOOST_AUTO_TEST_CASE(columns_are_samples_too) {
  using layer = tl::normalization::batch_norm;
  constexpr auto m = tl::input<"m", 2, 3>;
  constexpr auto scope = tl::layer_scope{tl::name("norm")};
  static constexpr auto of_columns = tl::training(tl::batch<2>(layer::apply(m, scope)));
  static constexpr auto of_samples = tl::training(tl::batch<6>(layer::apply(x, scope)));
  std::array<double, 12> const columns{1, 2, 4, -1, 3, 2, 8, 0, 3, 5, -2, 1};  // two samples, row after row
  std::array<double, 12> const samples{1, -1, 2, 3, 4, 2, 8, 5, 0, -2, 3, 1};
  using first = tl::program<double, of_columns>;
  using second = tl::program<double, of_samples>;
  first::workspace memory{};
  second::workspace other_memory{};
  first::parameters parameters{};
  first::state state{}, other_state{};
  tl::initialize(parameters, tl::initializer::he{}, 1);
  auto const together = first::run(memory, parameters, state, bind(m, columns));
  auto const apart = second::run(other_memory, parameters, other_state, bind(x, samples));
  BOOST_TEST_REQUIRE((together && apart));
  for (std::uint32_t s = 0; s < 6; ++s)
    for (std::uint32_t i = 0; i < 2; ++i)
      BOOST_TEST(together[of_columns][s / 3](i, s % 3) == apart[of_samples][s](i), boost::test_tools::tolerance(1e-13));
  BOOST_TEST(state.at<"norm.running_mean">()(0) == 0.3, boost::test_tools::tolerance(1e-14));  // a tenth of 18/6
  for (std::uint32_t i = 0; i < 2; ++i)
    BOOST_TEST(state.at<"norm.running_var">()(i) == other_state.at<"norm.running_var">()(i),
               boost::test_tools::tolerance(1e-13));
}
BOOST_AUTO_TEST_CASE(statistics_are_of_training_only) {
  using tl::graph::problem_kind;
  BOOST_TEST((in_graph::problem(loss) == problem_kind::nothing));
  BOOST_TEST(
      (in_graph::problem(in_training, tl::grad(in_training, tl::parameter<"net.0.bias", 3>)) == problem_kind::nothing));
  BOOST_TEST((in_graph::count(tl::op::batch_sum, tl::batch<6>(tl::output<net>)) == 0u));
}

BOOST_AUTO_TEST_SUITE_END()
