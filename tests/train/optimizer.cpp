// SPDX-License-Identifier: BSL-1.0
// test: clang suffices
#include "tapeless/train/optimizer.hpp"

#include "../plain_matrix.hpp"

#include "tapeless/diff/grad.hpp"
#include "tapeless/expr/batch.hpp"
#include "tapeless/expr/reduction.hpp"
#include "tapeless/train/trainer.hpp"

#include <array>

namespace train_optimizer_test {

namespace tl = tapeless;
using plain::matrix;

// A linear unit with squared error: L = ½(w·x − t)² has the gradient (w·x − t)·x.
constexpr auto x = tl::input<"x", 2>;
constexpr auto t = tl::input<"t">;
constexpr auto w = tl::parameter<"w", 2>;
constexpr auto m = tl::state<"m", 2>;
constexpr auto s = tl::state<"s", 2>;
constexpr auto rate = tl::scalar<"rate">;
constexpr auto sample_loss = square(tl::dot(w, x) - t) / 2;
constexpr auto loss = tl::batch_mean(tl::batch<4>(sample_loss));
constexpr auto g = tl::grad(loss, w);
constexpr auto velocity = 0.9 * m + g;
constexpr auto new_m = tl::assign(m, velocity);
constexpr auto new_w = tl::assign(w, w - rate * velocity);
constexpr auto new_w_from_old_m = tl::assign(w, w - rate * m);

// rmsprop's memory: of the squared mean gradient, and of the mean of the samples' squared gradients
constexpr auto square_of_mean = tl::assign(s, 0.75 * s + 0.25 * square(g));
constexpr auto sample_gradients = tl::batch<4>(tl::grad(sample_loss, w));
constexpr auto mean_of_squares = tl::assign(s, 0.75 * s + 0.25 * tl::batch_mean(square(sample_gradients)));

constexpr std::array<double, 8> inputs{1, 2, -1, 0.5, 3, -2, 0.25, 4};
constexpr std::array<double, 4> targets{1, -1, 2, 0.5};
constexpr std::array<double, 2> start{0.5, -0.25};

std::array<double, 2> gradient_of(std::array<double, 2> const& at, std::size_t sample) {
  double const residual = at[0] * inputs[2 * sample] + at[1] * inputs[2 * sample + 1] - targets[sample];
  return {residual * inputs[2 * sample], residual * inputs[2 * sample + 1]};
}
std::array<double, 2> mean_gradient(std::array<double, 2> const& at) {
  std::array<double, 2> sum{};
  for (std::size_t i = 0; i < 4; ++i) {
    auto const each = gradient_of(at, i);
    sum = {sum[0] + each[0] / 4, sum[1] + each[1] / 4};
  }
  return sum;
}
double mean_loss(std::array<double, 2> const& at) {
  double sum = 0;
  for (std::size_t i = 0; i < 4; ++i) {
    double const residual = at[0] * inputs[2 * i] + at[1] * inputs[2 * i + 1] - targets[i];
    sum += residual * residual / 8;
  }
  return sum;
}
template <class View>
void expect_pair(View const& found, std::array<double, 2> const& expected) {
  plain::expect(found, matrix(2, 1, {expected[0], expected[1]}), 1e-14);
}

template <auto const&... Outputs>
struct instance {
  using program = tl::program<double, Outputs...>;
  typename program::workspace memory{};
  typename program::parameters parameters{};
  typename program::state state{};
  instance() { parameters[w].copy_from(start); }
  auto run() {
    auto const result = program::run(memory, tl::bind(x, inputs), tl::bind(t, targets), parameters, state,
                                     if_needed(tl::bind(rate, 0.125)));
    BOOST_TEST_REQUIRE(static_cast<bool>(result));
    return result;
  }
  /// A run for what it assigns.
  void update() { static_cast<void>(run()); }
};

/// A user's own optimizer: rmsprop, s ← ρs + (1 − ρ)g², w ← w − η·g/(√s + ε), with the new s.
struct rmsprop {
  static constexpr auto memory = 0.75 * tl::update::state<"s"> + 0.25 * square(tl::update::gradient);
  static constexpr auto states = boost::hana::make_tuple(tl::update::state<"s">);
  static constexpr auto hyperparameters =
      boost::hana::make_tuple(tl::hyperparameter<std::remove_cv_t<decltype(tl::optimizer::learning_rate)>>{
          tl::optimizer::learning_rate, 0.125});
  static constexpr auto rule = boost::hana::make_tuple(
      tl::assign(tl::update::state<"s">, memory),
      tl::assign(tl::update::parameter,
                 tl::update::parameter - tl::optimizer::learning_rate * tl::update::gradient / (sqrt(memory) + 1e-3)));
};
struct unit : tl::sequential<tl::in<"x", 2>, tl::dense<1>> {};

/// Mean squared error of `unit`: gradient of weight 0, weight 1 and bias.
std::array<double, 3> unit_gradient(std::array<double, 3> const& at) {
  std::array<double, 3> sum{};
  for (std::size_t i = 0; i < 4; ++i) {
    double const factor = 2 * (at[0] * inputs[2 * i] + at[1] * inputs[2 * i + 1] + at[2] - targets[i]) / 4;
    sum = {sum[0] + factor * inputs[2 * i], sum[1] + factor * inputs[2 * i + 1], sum[2] + factor};
  }
  return sum;
}

template <class Optimizer, class Update>
void three_steps_agree(Update const& update) {
  static tl::network_trainer<unit, tl::objective::mean_squared_error, Optimizer, 4, double> trainer{};
  trainer.initialize(tl::initializer::zeros{}, 1);
  trainer.parameters().template at<"net.0.weight">().copy_from(start);
  BOOST_TEST_REQUIRE(static_cast<bool>(trainer.set(tl::optimizer::learning_rate, 0.0625)));
  std::array<double, 3> at{start[0], start[1], 0};
  std::array<double, 3> memory{};
  for (int step = 0; step < 3; ++step) {
    auto const gradient = unit_gradient(at);
    for (std::size_t i = 0; i < 3; ++i) update(at[i], memory[i], gradient[i]);
    BOOST_TEST_REQUIRE(static_cast<bool>(trainer.step(inputs, targets)));
    plain::expect(trainer.parameters().template at<"net.0.weight">(), matrix(1, 2, {at[0], at[1]}));
    plain::expect(trainer.parameters().template at<"net.0.bias">(), matrix(1, 1, {at[2]}));
  }
}

/// A rule of the gradient as a whole: its shape is the parameter's, that of a matrix and that of a vector.
struct of_the_whole {
  static constexpr auto g = tl::update::gradient;
  static constexpr auto states = boost::hana::make_tuple(tl::update::state<"of_all">);
  static constexpr auto hyperparameters = tl::optimizer::sgd::hyperparameters;
  static constexpr auto factor = tl::mean(g) + sum(g % g) + 2 * tl::prod(g) + norm(g) + tl::variance(g) + tl::max(g);
  static constexpr auto rule = boost::hana::make_tuple(
      tl::assign(tl::update::state<"of_all">, tl::mean<1>(g) * tl::mean<0>(g)),  // an outer product
      tl::assign(tl::update::parameter,
                 tl::update::parameter - tl::optimizer::learning_rate * (factor * g + g * transpose(g) * g)));
};
struct rectangle : tl::sequential<tl::in<"x", 3>, tl::dense<2>> {};
template <class T, class Optimizer>
tl::network_trainer<rectangle, tl::objective::mean_squared_error, Optimizer, 2, T> trained{};

/// One step from the same weights; rate 1, so that what sgd takes away is the gradient.
template <class T, class Optimizer>
auto const& after_one_step() {
  auto& taught = trained<T, Optimizer>;
  taught.initialize(tl::initializer::glorot{}, 3);
  BOOST_TEST_REQUIRE(static_cast<bool>(taught.set(tl::optimizer::learning_rate, T(1))));
  std::array<T, 6> const samples{T(0.5), -1, 2, T(0.25), T(1.5), T(-0.75)};
  std::array<T, 4> const truth{T(0.5), T(0.25), -1, T(0.75)};
  BOOST_TEST_REQUIRE(static_cast<bool>(taught.step(samples, truth)));
  return taught;
}

template <class T, tl::fixed_string Leaf>
void whole_gradient_agrees(double tolerance) {
  static tl::network_trainer<rectangle, tl::objective::mean_squared_error, tl::optimizer::sgd, 2, T> untrained{};
  untrained.initialize(tl::initializer::glorot{}, 3);
  matrix const before = plain::of(untrained.parameters().template at<Leaf>());
  matrix const by_sgd = plain::of(after_one_step<T, tl::optimizer::sgd>().parameters().template at<Leaf>());
  matrix expected = before;
  std::size_t const count = before.values.size();
  std::vector<double> slope(count);
  double sum = 0, squares = 0, product = 1, largest = -1e9;
  for (std::size_t e = 0; e < count; ++e) {
    slope[e] = before.values[e] - by_sgd.values[e];
    BOOST_TEST(std::abs(slope[e]) > 1e-3);
    sum += slope[e];
    squares += slope[e] * slope[e];
    product *= slope[e];
    largest = std::fmax(largest, slope[e]);
  }
  auto const n = static_cast<double>(count);
  double const factor =
      sum / n + squares + 2 * product + std::sqrt(squares) + squares / n - sum * sum / n / n + largest;
  for (std::size_t i = 0; i < before.rows; ++i)
    for (std::size_t j = 0; j < before.columns; ++j) {
      auto const at = [&](std::size_t row, std::size_t column) { return slope[row * before.columns + column]; };
      double cubed = 0;
      for (std::size_t k = 0; k < before.columns; ++k)
        for (std::size_t l = 0; l < before.rows; ++l) cubed += at(i, k) * at(l, k) * at(l, j);
      expected(i, j) -= factor * at(i, j) + cubed;
    }
  plain::expect(after_one_step<T, of_the_whole>().parameters().template at<Leaf>(), expected, tolerance);
}

}  // namespace train_optimizer_test

BOOST_AUTO_TEST_SUITE(train_optimizer)

using namespace train_optimizer_test;

BOOST_AUTO_TEST_CASE(the_update_uses_the_new_momentum_and_the_old_weight) {
  instance<loss, new_m, new_w> i;
  std::array<double, 2> weight = start;
  std::array<double, 2> momentum{};
  for (int step = 0; step < 3; ++step) {
    double const before = mean_loss(weight);
    auto const mean = mean_gradient(weight);
    momentum = {0.9 * momentum[0] + mean[0], 0.9 * momentum[1] + mean[1]};
    weight = {weight[0] - 0.125 * momentum[0], weight[1] - 0.125 * momentum[1]};
    BOOST_TEST(static_cast<double>(i.run()[loss]) == before, boost::test_tools::tolerance(1e-14));
    expect_pair(i.state[m], momentum);
    expect_pair(i.parameters[w], weight);
  }
}

BOOST_AUTO_TEST_CASE(an_update_that_names_the_state_itself_sees_the_old_momentum) {
  instance<new_m, new_w_from_old_m> i;
  std::array<double, 2> weight = start;
  std::array<double, 2> momentum{};
  for (int step = 0; step < 3; ++step) {
    auto const mean = mean_gradient(weight);
    weight = {weight[0] - 0.125 * momentum[0], weight[1] - 0.125 * momentum[1]};
    momentum = {0.9 * momentum[0] + mean[0], 0.9 * momentum[1] + mean[1]};
    i.update();
    expect_pair(i.state[m], momentum);
    expect_pair(i.parameters[w], weight);
  }
}

BOOST_AUTO_TEST_CASE(what_is_computed_from_the_mean_gradient_is_computed_once_after_the_mean) {
  instance<square_of_mean> i;
  i.state[s].copy_from(std::array{2.0, 3.0});
  i.update();
  auto const mean = mean_gradient(start);
  expect_pair(i.state[s], {1.5 + 0.25 * mean[0] * mean[0], 2.25 + 0.25 * mean[1] * mean[1]});
}

BOOST_AUTO_TEST_CASE(gradients_of_the_samples_are_squared_before_the_mean) {
  instance<mean_of_squares, sample_gradients> i;
  i.state[s].copy_from(std::array{2.0, 3.0});
  auto const result = i.run();
  std::array<double, 2> squares{};
  for (std::size_t n = 0; n < 4; ++n) {
    auto const each = gradient_of(start, n);
    expect_pair(result[sample_gradients][static_cast<std::uint32_t>(n)], each);
    squares = {squares[0] + each[0] * each[0] / 4, squares[1] + each[1] * each[1] / 4};
  }
  expect_pair(i.state[s], {1.5 + 0.25 * squares[0], 2.25 + 0.25 * squares[1]});
  auto const mean = mean_gradient(start);
  BOOST_TEST(squares[0] - mean[0] * mean[0] > 0.1);  // the two memories are different numbers
}

BOOST_AUTO_TEST_CASE(sgd_descends_along_the_mean_gradient) {
  three_steps_agree<tl::optimizer::sgd>([](double& weight, double&, double gradient) { weight -= 0.0625 * gradient; });
}

BOOST_AUTO_TEST_CASE(momentum_is_the_heavy_ball) {
  three_steps_agree<tl::optimizer::momentum>([](double& weight, double& memory, double gradient) {
    memory = 0.9 * memory + gradient;
    weight -= 0.0625 * memory;
  });
}

BOOST_AUTO_TEST_CASE(an_optimizer_may_be_a_users_own) {
  three_steps_agree<rmsprop>([](double& weight, double& memory, double gradient) {
    memory = 0.75 * memory + 0.25 * gradient * gradient;
    weight -= 0.0625 * gradient / (std::sqrt(memory) + 1e-3);
  });
}

BOOST_AUTO_TEST_CASE(a_rule_sees_the_true_shape_of_each_parameter) {
  whole_gradient_agrees<double, "net.0.weight">(1e-12);
  whole_gradient_agrees<double, "net.0.bias">(1e-12);
  whole_gradient_agrees<float, "net.0.weight">(2e-5);
}

BOOST_AUTO_TEST_CASE(settings_know_their_scalars_by_name) {
  using settings = tl::train::settings<float, tl::optimizer::momentum>;
  static_assert(settings::count == 2);
  static_assert(settings::find(tl::optimizer::momentum_coefficient.identifier) == 1);
  static_assert(settings::find(rate.identifier) == settings::count);
  BOOST_TEST(settings{}.value<1>() == 0.9f);
}

struct with_an_empty_rule : tl::optimizer::sgd {
  static constexpr auto rule = boost::hana::make_tuple();
};
struct with_a_rule_of_a_value : tl::optimizer::sgd {
  static constexpr auto rule = boost::hana::make_tuple(tl::update::gradient);
};
struct with_a_rule_alone : tl::optimizer::sgd {
  static constexpr auto rule = assign(tl::update::parameter, tl::update::gradient);
};
struct with_a_function : tl::optimizer::sgd {
  static constexpr auto rule() { return tl::optimizer::sgd::rule; }
};
struct with_a_rule_that_leaves_the_parameter : tl::optimizer::sgd {
  static constexpr auto rule = boost::hana::make_tuple(assign(tl::update::state<"m">, tl::update::gradient));
};
struct with_a_scalar_without_its_value : tl::optimizer::sgd {
  static constexpr auto hyperparameters = boost::hana::make_tuple(tl::optimizer::learning_rate);
};
struct with_a_name_as_state : tl::optimizer::sgd {
  static constexpr auto states = boost::hana::make_tuple("m");
};
struct with_states_of_each_object : tl::optimizer::sgd {
  boost::hana::tuple<> states{};
};
struct without_public_states : tl::optimizer::sgd {
private:
  using sgd::states;
};

BOOST_AUTO_TEST_CASE(an_optimizer_has_three_public_static_tuples_of_what_belongs_there) {
  using tl::optimizer::sgd;
  using tl::train::optimizer;
  static_assert(optimizer<sgd> && optimizer<tl::optimizer::momentum>);
  static_assert(!optimizer<with_an_empty_rule> && !optimizer<with_a_rule_of_a_value> && !optimizer<with_a_rule_alone>);
  static_assert(!optimizer<with_a_function> && !optimizer<with_a_rule_that_leaves_the_parameter>);
  static_assert(!optimizer<with_a_scalar_without_its_value> && !optimizer<with_a_name_as_state>);
  static_assert(!optimizer<with_states_of_each_object> && !optimizer<without_public_states>);
  static_assert(!optimizer<int> && !optimizer<tl::objective::mean_squared_error>);
}

BOOST_AUTO_TEST_SUITE_END()
