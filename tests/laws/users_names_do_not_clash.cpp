// SPDX-License-Identifier: BSL-1.0
// test: alone, optimized, g++ only
// g++ -Wshadow looks at users' globals when it instantiates a lambda inside a template: a local of the library that is
// called x would be a warning in the program of everyone whose input is called x. All such names stand here as globals;
// the warnings are errors.
#include "tapeless/check/gradient.hpp"
#include "tapeless/tapeless.hpp"

#include <boost/test/unit_test.hpp>

namespace tl = tapeless;

[[maybe_unused]] static int a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, q, r, s, t, u, v, w, z, A, B, C, F, G, H, I, K,
    L, M, N, S, T, V, X, Z;
[[maybe_unused]] static int data, delta, gradient, hidden, in, input, layer, net, output, p, parameter, prediction,
    probabilities, rate, result, sample, samples, shape, size, state, step, sum, target, truth, value, weight, weights,
    bias, code, offset, count, root, leaf, workspace, parameters, memory, run, program, inputs, labels, outputs,
    prediction_of, along, axis, block, chosen, column, direction, factor, first, jacobian, mask, nodes, operand, point,
    row, scale, second, shift, slope, stack, term, total, which, seed, epoch, epochs, optimizer, learning_rate,
    momentum, batch, features, pixels, classes;

inline constexpr auto x = tl::input<"x", 3>;
inline constexpr auto y = tl::label<"y", 2>;
inline constexpr auto W = tl::parameter<"W", 2, 3>;
inline constexpr auto lr = tl::scalar<"lr">;
inline constexpr auto loss = tl::batch_mean(tl::batch<4>(tl::cross_entropy(tl::softmax(W * x), y)));
inline constexpr auto dW = tl::grad(loss, W);
inline constexpr auto dx = tl::batch<4>(tl::grad(tl::sum(tl::square(tl::grad(tl::sum(tl::tanh(W * x)), x))), x));
inline constexpr auto curvature = tl::hvp(loss, W, W) + tl::jvp(loss, W, W) * W + tl::vjp(loss, W, lr);
inline constexpr auto logits =
    tl::layer_norm(tl::fast_tanh(tl::slice<0, 2>(tl::concatenate(x, x)))) % tl::clamp(W * x, -1, 1);
inline constexpr auto jacobians = tl::jacobian(logits, x) + tl::jacrev(tl::softmax(logits), x);
inline constexpr auto second_derivatives = tl::hessian(tl::norm(logits) + tl::prod(x) + tl::sum(tl::max<1>(W % W)), x);
inline constexpr auto update = tl::assign(W, W - lr * dW);
struct network
    : tl::sequential<tl::in<"x", 3>, tl::dense<4, tl::activation::relu>, tl::residual<tl::dense<4>>, tl::dense<2>> {};

BOOST_AUTO_TEST_SUITE(laws_users_names_do_not_clash)

BOOST_AUTO_TEST_CASE(globals_of_any_name_stand_beside_the_library) {
  static tl::program<double, loss, dW, dx, curvature, update>::workspace own_memory{};
  static tl::program<double, loss, dW, dx, curvature, update>::parameters numbers{};
  tl::initialize(numbers, tl::initializer::zeros{}, 0);
  double const six[6]{1, 2, 3, 4, 5, 6};
  unsigned char const two[2]{0, 1};
  auto const outcome = tl::program<double, loss, dW, dx, curvature, update>::run(own_memory, bind(x, six), bind(y, two),
                                                                                 bind(lr, 0.1), numbers);
  BOOST_TEST(static_cast<bool>(outcome));
  static tl::program<double, jacobians, second_derivatives>::workspace more_memory{};
  auto const derived =
      tl::program<double, jacobians, second_derivatives>::run(more_memory, bind(x, std::span(six, 3)), numbers);
  BOOST_TEST(static_cast<bool>(derived));
  BOOST_TEST(numbers[W](0, 0) != 0);

  static tl::network_trainer<network, tl::objective::softmax_cross_entropy, tl::optimizer::momentum, 4, double>
      trainer{};
  trainer.initialize(tl::initializer::glorot{}, 1);
  BOOST_TEST(trainer.step(six, two).loss > 0);
  BOOST_TEST(static_cast<double>(trainer.predict(std::span<double const, 3>(six, 3))[0]) > 0);

  static tl::gradient_check<loss> check{};
  tl::initialize(check.parameters, tl::initializer::glorot{}, 2);
  BOOST_TEST(tl::all_pass(check({}, bind(x, six), bind(y, two))));
}

BOOST_AUTO_TEST_SUITE_END()
