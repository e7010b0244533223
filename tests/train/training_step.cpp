// SPDX-License-Identifier: BSL-1.0
// test: alone, g++ suffices
// One step changes every parameter as the textbook's loops do. Updating a weight before its input's gradient is taken
// would leave accuracies as they are; only the parameters show it.
#include "tapeless/train/training_step.hpp"

#include "../plain_matrix.hpp"

#include "tapeless/diff/grad.hpp"
#include "tapeless/nn/loss.hpp"
#include "tapeless/run/program.hpp"
#include "tapeless/train/objective.hpp"

#include <array>
#include <vector>

namespace train_training_step_test {

namespace tl = tapeless;
using plain::matrix;

// three layers 4-5-3-2, tanh, softmax with cross-entropy, five samples
struct net : tl::sequential<tl::in<"x", 4>, tl::dense<5, tl::activation::tanh>, tl::dense<3, tl::activation::tanh>,
                            tl::dense<2>> {};
using step = tl::basic_program<
    double, tl::train::update_of<tl::network_loss<net, tl::objective::softmax_cross_entropy, 5>, tl::optimizer::sgd>>;

template <std::size_t Layers>
struct network {
  matrix W[Layers];
  matrix b[Layers];
};

/// δˡ = p − y of the last layer, δˡ = (Wˡ⁺¹)ᵀδˡ⁺¹ ⊙ (1 − aˡ²), and the means of δˡ(aˡ⁻¹)ᵀ and δˡ; returns the mean
/// loss.
template <std::size_t Layers>
double mean_gradient(network<Layers> const& n, std::span<double const> inputs, std::span<int const> truths,
                     network<Layers>& gradient) {
  constexpr int layers = static_cast<int>(Layers);
  double loss = 0;
  double const share = 1.0 / static_cast<double>(truths.size());
  for (int l = 0; l < layers; ++l) {
    gradient.W[l] = matrix(n.W[l].rows, n.W[l].columns);
    gradient.b[l] = matrix(n.b[l].rows, 1);
  }
  for (std::size_t s = 0; s < truths.size(); ++s) {
    matrix a[Layers + 1]{plain::sample(inputs.data(), n.W[0].columns, s)};
    for (int l = 0; l + 1 < layers; ++l) a[l + 1] = plain::tanh(n.W[l] * a[l] + n.b[l]);
    a[Layers] = n.W[Layers - 1] * a[Layers - 1] + n.b[Layers - 1];
    matrix const p = plain::softmax(a[Layers]);
    auto const truth = static_cast<std::size_t>(truths[s]);
    loss -= share * std::log(p(truth));
    matrix delta = p - plain::one_hot(p.rows, truth);
    for (int l = layers - 1; l >= 0; --l) {
      gradient.W[l] = gradient.W[l] + share * (delta * plain::transposed(a[l]));
      gradient.b[l] = gradient.b[l] + share * delta;
      if (l > 0)
        delta =
            plain::hadamard(plain::transposed(n.W[l]) * delta, plain::map(a[l], [](double v) { return 1 - v * v; }));
    }
  }
  return loss;
}

template <class Store>
network<3> read(Store const& p) {
  return {{plain::of(p.template at<"net.0.weight">()), plain::of(p.template at<"net.1.weight">()),
           plain::of(p.template at<"net.2.weight">())},
          {plain::of(p.template at<"net.0.bias">()), plain::of(p.template at<"net.1.bias">()),
           plain::of(p.template at<"net.2.bias">())}};
}

constexpr std::array<double, 20> inputs{0.5, -1,    0.25, 2,   -0.5, 1,   0,  0.75, 1.5, -0.25,
                                        -1,  0.125, 0.3,  0.6, -0.9, 1.2, -2, 0.1,  0.2, 0.4};
constexpr std::array<int, 5> truths{0, 1, 1, 0, 1};
constexpr auto input = net::input;
constexpr auto truth = tl::label<"label", 2>;

void one_step_agrees(std::size_t count) {
  step::workspace memory{};
  step::parameters parameters{};
  step::state state{};
  plain::numbers draw;
  parameters.for_each([&](tl::name const&, auto const& values) { plain::fill(values, draw); });
  network<3> const before = read(parameters);
  network<3> gradient;
  auto const used_inputs = std::span(inputs).first(4 * count);
  auto const used_truths = std::span(truths).first(count);
  double const loss = mean_gradient(before, used_inputs, used_truths, gradient);
  auto const result = step::run(memory, tl::bind(input, used_inputs), tl::bind(truth, used_truths), parameters, state,
                                tl::bind(tl::optimizer::learning_rate, 0.75));
  BOOST_TEST_REQUIRE(static_cast<bool>(result));
  BOOST_TEST(static_cast<double>(result.output<0>()) == loss,
             boost::test_tools::tolerance(1e-13));  // from before the update
  network<3> const after = read(parameters);
  for (int l = 0; l < 3; ++l) {
    plain::expect(after.W[l], before.W[l] - 0.75 * gradient.W[l]);
    plain::expect(after.b[l], before.b[l] - 0.75 * gradient.b[l]);
  }
}

// five layers, all different and wide enough for kernels of their own, which share panels (kernel/panel.hpp)
struct wide_net
    : tl::sequential<tl::in<"x", 18>, tl::dense<19, tl::activation::tanh>, tl::dense<23, tl::activation::tanh>,
                     tl::dense<26, tl::activation::tanh>, tl::dense<33, tl::activation::tanh>, tl::dense<17>> {};
using wide_step =
    tl::basic_program<double, tl::train::update_of<tl::network_loss<wide_net, tl::objective::softmax_cross_entropy, 16>,
                                                   tl::optimizer::sgd>>;

template <class Store>
network<5> read_wide(Store const& p) {
  return {{plain::of(p.template at<"net.0.weight">()), plain::of(p.template at<"net.1.weight">()),
           plain::of(p.template at<"net.2.weight">()), plain::of(p.template at<"net.3.weight">()),
           plain::of(p.template at<"net.4.weight">())},
          {plain::of(p.template at<"net.0.bias">()), plain::of(p.template at<"net.1.bias">()),
           plain::of(p.template at<"net.2.bias">()), plain::of(p.template at<"net.3.bias">()),
           plain::of(p.template at<"net.4.bias">())}};
}
void one_wide_step_agrees(std::size_t count) {
  static wide_step::workspace memory{};
  wide_step::parameters parameters{};
  wide_step::state state{};
  plain::numbers draw;
  parameters.for_each([&](tl::name const&, auto const& values) { plain::fill(values, draw); });
  std::vector<double> samples(18 * count);
  for (double& each : samples) each = draw();
  std::vector<int> classes(count);
  for (std::size_t s = 0; s < count; ++s) classes[s] = static_cast<int>(s * 5 % 17);
  network<5> const before = read_wide(parameters);
  network<5> gradient;
  double const loss = mean_gradient<5>(before, samples, classes, gradient);
  auto const result =
      wide_step::run(memory, tl::bind(wide_net::input, samples), tl::bind(tl::label<"label", 17>, classes), parameters,
                     state, tl::bind(tl::optimizer::learning_rate, 0.75));
  BOOST_TEST_REQUIRE(static_cast<bool>(result));
  BOOST_TEST(static_cast<double>(result.output<0>()) == loss, boost::test_tools::tolerance(1e-12));
  network<5> const after = read_wide(parameters);
  for (int l = 0; l < 5; ++l) {
    plain::expect(after.W[l], before.W[l] - 0.75 * gradient.W[l]);
    plain::expect(after.b[l], before.b[l] - 0.75 * gradient.b[l]);
  }
}

// one weight and one bias in two layers
constexpr auto x = tl::input<"x", 3>;
constexpr auto t = tl::input<"t", 3>;
constexpr auto W = tl::parameter<"W", 3, 3>;
constexpr auto b = tl::parameter<"b", 3>;
constexpr auto h1 = tanh(W * x + b);
constexpr auto h2 = tanh(W * h1 + b);
constexpr auto tied_loss = tl::batch_mean(tl::batch<2>(sum(square(h2 - t))));
constexpr auto tied_W = tl::assign(W, W - 0.5 * tl::grad(tied_loss, W));
constexpr auto tied_b = tl::assign(b, b - 0.5 * tl::grad(tied_loss, b));

}  // namespace train_training_step_test

BOOST_AUTO_TEST_SUITE(train_training_step)

using namespace train_training_step_test;

BOOST_AUTO_TEST_CASE(all_parameters_of_three_layers_after_one_step_are_the_textbooks) { one_step_agrees(5); }

BOOST_AUTO_TEST_CASE(fewer_samples_are_averaged_over_as_many_as_there_are) {
  one_step_agrees(3);
  one_step_agrees(1);
}

BOOST_AUTO_TEST_CASE(many_different_layers_that_share_panels_change_as_the_textbooks_do) {
  constexpr auto const& first =
      tl::plan::planned<tl::train::update_of<tl::network_loss<wide_net, tl::objective::softmax_cross_entropy, 16>,
                                             tl::optimizer::sgd>>::table.steps[0];
  BOOST_TEST(first.shares == (tl::targets::current.register_bytes != 0));
  one_wide_step_agrees(16);
  one_wide_step_agrees(13);
  one_wide_step_agrees(1);
}

BOOST_AUTO_TEST_CASE(tied_weights_get_the_sum_of_the_gradients_of_all_their_uses) {
  using program = tl::program<double, tied_loss, tied_W, tied_b>;
  program::workspace memory{};
  program::parameters parameters{};
  plain::numbers draw;
  matrix const weight = plain::fill(parameters[W], draw);
  matrix const bias = plain::fill(parameters[b], draw);
  double const data[]{0.5, -1, 0.25, 1.5, 0.125, -0.75};
  double const target[]{0.1, 0.2, -0.3, 0.4, -0.5, 0.6};
  double loss = 0;
  matrix by_W(3, 3);
  matrix by_b(3, 1);
  auto const one_minus_square = [](double v) { return 1 - v * v; };
  for (std::size_t s = 0; s < 2; ++s) {
    matrix const a0 = plain::sample(data, 3, s);
    matrix const a1 = plain::tanh(weight * a0 + bias);
    matrix const a2 = plain::tanh(weight * a1 + bias);
    matrix const error = a2 - plain::sample(target, 3, s);
    loss += 0.5 * plain::sum(plain::hadamard(error, error));
    matrix const delta2 = plain::hadamard(2 * error, plain::map(a2, one_minus_square));
    matrix const delta1 = plain::hadamard(plain::transposed(weight) * delta2, plain::map(a1, one_minus_square));
    by_W = by_W + 0.5 * (delta2 * plain::transposed(a1) + delta1 * plain::transposed(a0));
    by_b = by_b + 0.5 * (delta2 + delta1);
  }
  auto const result = program::run(memory, tl::bind(x, data), tl::bind(t, target), parameters);
  BOOST_TEST_REQUIRE(static_cast<bool>(result));
  BOOST_TEST(static_cast<double>(result[tied_loss]) == loss, boost::test_tools::tolerance(1e-13));
  plain::expect(parameters[W], weight - 0.5 * by_W);
  plain::expect(parameters[b], bias - 0.5 * by_b);
}

BOOST_AUTO_TEST_CASE(inference_depends_on_the_input_and_the_parameters_only) {
  using source = tl::train::inference<tl::train::mean_loss<net, tl::objective::softmax_cross_entropy, 1>>;
  constexpr auto const& g = tl::rules::lowered<source>;
  static_assert(g.size.assigns == 0 && g.size.outputs == 1 && g.batch == 0);
  for (tl::graph::leaf_info const& leaf : g.leaves)
    BOOST_TEST((leaf.kind == tl::leaf_kind::input || leaf.kind == tl::leaf_kind::parameter));
}

BOOST_AUTO_TEST_SUITE_END()
