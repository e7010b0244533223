// SPDX-License-Identifier: BSL-1.0
// The code of docs/guide.md, step by step; the tests compare both, and what this program prints with what the guide shows.
#include "tapeless/check/gradient.hpp"
#include "tapeless/check/identity.hpp"
#include "tapeless/run/interpreter.hpp"
#include "tapeless/show/text.hpp"
#include "tapeless/tapeless.hpp"

#include <array>
#include <cmath>
#include <cstdio>

// [scalar]
namespace tl = tapeless;

inline constexpr auto t = tl::scalar<"t">;  // a number given at run time
inline constexpr auto f = t * sin(t);
inline constexpr auto df = tl::grad(f, t);
// [scalar]

static void print_scalar() {
  // [print_scalar]
  std::puts(tl::to_text<df, "df">().data());
  // [print_scalar]
}

// [identities]
using tl::equal, tl::grad;
static_assert(equal<grad(t* t, t), 2 * t>);
static_assert(equal<grad(f, t), sin(t) + t * cos(t)>);
static_assert(!equal<grad(f, t), cos(t)>);
// [identities]

// [numbers]
static_assert(tl::evaluate<double, df>(bind(t, 0.0)) == 0.0);  // by the compiler

using slope = tl::program<double, f, df>;  // at run time: a plan, and memory of constant size
static_assert(slope::workspace_bytes <= 2 * sizeof(double));
// [numbers]

static void print_numbers() {
  // [run_numbers]
  slope::workspace memory{};
  auto const at_two = slope::run(memory, bind(t, 2.0));
  double const value = at_two[f];
  double const derivative = at_two[df];
  std::printf("f(2) = %.6f, f'(2) = %.6f\n", value, derivative);
  // [run_numbers]
}

// [vectors]
inline constexpr auto z = tl::input<"z", 3>;         // a column vector
inline constexpr auto M = tl::input<"M", 2, 3>;      // two rows, three columns
inline constexpr auto v = tanh(M * z);               // * is the matrix product, % goes element by element
inline constexpr auto energy = sum(v % v);           // a scalar
inline constexpr auto slopes = tl::grad(energy, z);  // of z's shape
// [vectors]

// [jacobian]
inline constexpr auto p = softmax(z);
inline constexpr auto J = tl::jacobian(p, z);              // 3×3
inline constexpr auto pulled = tl::vjp(p, z, z);           // Jᵀ·z, and no 3×3 matrix anywhere
inline constexpr auto curvature = tl::hessian(energy, z);  // 3×3
inline constexpr auto along = tl::hvp(energy, z, p);       // the Hessian times p, for the price of a few gradients
static_assert(tl::flops<along> < tl::flops<curvature * p>);
// [jacobian]

static void print_jacobian() {
  // [print_jacobian]
  std::puts(tl::to_text<J, "J">().data());
  std::puts(tl::to_text<pulled, "pulled">().data());
  // [print_jacobian]
}

// [primitive]
struct sinc {
  static constexpr std::string_view name = "sinc";
  template <class T>
  static constexpr T value(T a) {
    return a == 0 ? T(1) : tl::math::sin(a) / a;
  }
  template <class Term>
  static constexpr Term derivative(Term a, Term y) {
    Term const s = square(a);  // near 0 cos(a) − y cancels, and 0/0 is NaN: there a series says what both would be
    Term const near_zero = a / -3.0 * (1 - s / 10 * (1 - s / 28 * (1 - s / 54 * (1 - s / 88 * (1 - s / 130)))));
    return where(s < 0.125, near_zero, (cos(a) - y) / a);
  }
};
inline constexpr auto wave = tl::primitive<sinc>(3 * t);
inline constexpr auto wave_slope = tl::grad(wave, t);
inline constexpr auto wave_curvature = tl::grad(wave_slope, t);
// [primitive]

static void print_primitive() {
  // [print_primitive]
  std::puts(tl::to_text<wave_slope, "wave_slope">().data());
  double const at_zero = tl::evaluate<double, wave_curvature>(bind(t, 0.0));
  std::printf("its curvature at 0 is %g\n", at_zero);
  // [print_primitive]
}

// [layer]
inline constexpr auto x = tl::input<"x", 2>;           // what is known of one sample
inline constexpr auto y = tl::label<"y", 3>;           // its class, bound to integers 0, 1, 2
inline constexpr auto W1 = tl::parameter<"W1", 8, 2>;  // what is learnt: stored, (out, in)
inline constexpr auto b1 = tl::parameter<"b1", 8>;
inline constexpr auto W2 = tl::parameter<"W2", 3, 8>;
inline constexpr auto b2 = tl::parameter<"b2", 3>;
inline constexpr auto h = tl::define<"h">(tanh(W1 * x + b1));  // a name for what comes twice
inline constexpr auto loss = tl::cross_entropy(softmax(W2 * h + b2), y);
inline constexpr auto dW2 = tl::grad(loss, W2);
inline constexpr auto dW1 = tl::grad(loss, W1);
inline constexpr auto dh = tl::grad(loss, h);  // by a named subexpression
// [layer]

static void print_layer() {
  // [print_layer]
  std::puts(tl::to_text<dW2, "dW2">().data());
  std::puts(tl::to_text<dW1, "dW1">().data());
  // [print_layer]
}

// [batch]
inline constexpr auto mean_loss = tl::batch_mean(tl::batch<16>(loss));    // of up to 16 samples
inline constexpr auto mean_gradient = tl::grad(mean_loss, W2);            // what training needs
inline constexpr auto each_gradient = tl::batch<16>(tl::grad(loss, W2));  // one for each sample
// [batch]

// [step]
inline constexpr auto rate = tl::scalar<"rate">;
inline constexpr auto learn = [](auto const& parameter) {
  return tl::assign(parameter, parameter - rate * tl::grad(mean_loss, parameter));
};
inline constexpr auto W1_learns = learn(W1);
inline constexpr auto b1_learns = learn(b1);
inline constexpr auto W2_learns = learn(W2);
inline constexpr auto b2_learns = learn(b2);
using step = tl::program<float, mean_loss, W1_learns, b1_learns, W2_learns, b2_learns>;
// [step]

// Three arms of points that turn around the origin: 16 of each.
struct points {
  std::array<float, 2 * 48> position{};
  std::array<std::uint8_t, 48> arm{};
};
static points three_arms() {
  points all{};
  for (std::uint32_t i = 0; i < 48; ++i) {
    float const radius = 0.1F + 0.9F * static_cast<float>(i / 3) / 15;
    float const angle = 2.1F * static_cast<float>(i % 3) + 2 * radius;
    all.position[2 * i] = radius * tl::math::cos(angle);
    all.position[2 * i + 1] = radius * tl::math::sin(angle);
    all.arm[i] = static_cast<std::uint8_t>(i % 3);
  }
  return all;
}

static bool print_training_by_hand(points const& data) {
  // [run_step]
  static step::workspace memory{};
  static step::parameters parameters{};
  tl::initialize(parameters, tl::initializer::glorot{}, 1);
  std::span<float const> const first(data.position.data(), 2 * 16);
  std::span<std::uint8_t const> const arms(data.arm.data(), 16);
  for (int i = 0; i < 200; ++i) {
    auto const run = step::run(memory, bind(x, first), bind(y, arms), bind(rate, 0.5F), parameters);
    if (!run) return std::fprintf(stderr, "%s\n", describe(run.status()).data()), false;
    if (i % 199 == 0) std::printf("step %3d: loss %.3f\n", i, static_cast<double>(run[mean_loss]));
  }
  // [run_step]
  return true;
}

// [network]
struct net : tl::sequential<tl::in<"x", 2>, tl::dense<16, tl::activation::tanh>, tl::dense<3>> {};
static constinit tl::trainer<net, tl::objective::softmax_cross_entropy, tl::optimizer::momentum, 16> trainer{};
// [network]

static void print_check(points const& data) {
  // [check]
  static tl::gradient_check<mean_loss> check{};  // central differences in double, every element of every parameter
  tl::initialize(check.parameters, tl::initializer::glorot{}, 7);
  std::array<double, 2 * 16> first{};
  for (std::size_t i = 0; i < first.size(); ++i) first[i] = static_cast<double>(data.position[i]);
  auto const report = check({}, bind(x, first), bind(y, std::span(data.arm).first(16)));
  std::puts(tl::all_pass(report) ? "every gradient is right" : "a gradient is wrong");
  // [check]
}

static bool print_classifier(points const& data) {
  // [train]
  trainer.initialize(tl::initializer::glorot{}, 1);
  for (std::uint32_t i = 0; i < 3000; ++i) {
    std::array<std::uint32_t, 16> rows{};
    for (std::uint32_t r = 0; r < 16; ++r) rows[r] = (16 * i + 7 * r) % 48;
    auto const taken = trainer.step(data.position, data.arm, tl::rows{rows});
    if (!taken) return std::fprintf(stderr, "%s\n", describe(taken.status()).data()), false;
  }
  std::uint32_t right = 0;
  for (std::uint32_t i = 0; i < 48; ++i) {
    std::span<float const, 2> const point(&data.position[2 * i], 2);
    right += tl::train::argmax(trainer.predict(point)) == data.arm[i] ? 1u : 0u;
  }
  std::printf("%u of 48 points are on their arm\n", right);
  // [train]
  return right >= 46;
}

// [own_optimizer]
namespace hana = boost::hana;

struct rmsprop {  // s ← ρ·s + (1 − ρ)·g², w ← w − η·g / (√s + 10⁻⁷)
  static constexpr auto rate = tl::scalar<"learning_rate">;
  static constexpr auto decay = tl::scalar<"decay">;
  static constexpr auto g = tl::update::gradient;
  static constexpr auto s = tl::update::state<"mean_square">;
  static constexpr auto new_s = decay * s + (1 - decay) * square(g);

  static constexpr auto states = hana::make_tuple(s);
  static constexpr auto hyperparameters =
      hana::make_tuple(tl::hyperparameter<decltype(rate)>{rate, 0.01}, tl::hyperparameter<decltype(decay)>{decay, 0.9});
  static constexpr auto rule = hana::make_tuple(
      assign(s, new_s), assign(tl::update::parameter, tl::update::parameter - rate * g / (sqrt(new_s) + 1e-7)));
};
// [own_optimizer]

// [own_objective]
struct pseudo_huber {  // √(1 + r²) − 1 of each residual r: quadratic near 0, linear far away
  template <tl::extents Output>
  static constexpr auto truth = tl::input<"target", Output.rows>;
  template <tl::expression Z, tl::expression Y>
  static constexpr auto loss(Z const& output, Y const& target) {
    return tl::mean(hypot(output - target, 1) - 1);
  }
  template <tl::expression Z>
  static constexpr auto prediction(Z const& output) {
    return output;
  }
};
// [own_objective]

// [own_layer]
struct gain {  // multiplies each of its inputs by a learnt number
  template <tl::expression X>
  static constexpr auto apply(X const& in, tl::layer_scope const& scope) {
    return scope.parameter<X::shape>("factor") % in;
  }
};
struct own_net
    : tl::sequential<tl::scope<"own">, tl::in<"x", 2>, tl::dense<8, tl::activation::tanh>, gain, tl::dense<1>> {};
static constinit tl::trainer<own_net, pseudo_huber, rmsprop, 16> own_trainer{};
// [own_layer]

// [validation]
inline constexpr auto own_loss = tl::train::training_step<own_net, pseudo_huber, rmsprop, 16>::loss;
using validation = tl::program<float, own_loss>;  // the loss of up to 16 samples, nothing else
// [validation]

// [memory]
static_assert(own_trainer.parameter_bytes() == sizeof(float) * (8 * 2 + 8 + 8 + 8 + 1));
static_assert(own_trainer.state_bytes() == own_trainer.parameter_bytes());  // the mean squares of rmsprop
static_assert(own_trainer.storage_bytes() >=
              own_trainer.parameter_bytes() + own_trainer.state_bytes() + own_trainer.workspace_bytes());
// [memory]

static bool print_own_training(points const& data) {
  std::array<float, 48> distance{};  // from the origin: what is to be learnt
  std::array<std::uint32_t, 16> seen{}, unseen{};
  for (std::uint32_t i = 0; i < 48; ++i) distance[i] = std::hypot(data.position[2 * i], data.position[2 * i + 1]);
  for (std::uint32_t i = 0; i < 16; ++i) seen[i] = 2 * i, unseen[i] = 2 * i + 1;
  // [run_own]
  own_trainer.initialize(tl::initializer::glorot{}, 1);
  if (!own_trainer.set(rmsprop::decay, 0.99F)) return false;  // false: not finite
  for (int i = 0; i < 400; ++i)
    if (!own_trainer.step(data.position, distance, tl::rows{seen})) return false;
  // [run_own]
  // [run_validation]
  static validation::workspace memory{};
  auto const run = validation::run(memory, bind(own_net::input, data.position, tl::rows{unseen}),
                                   bind(own_trainer.truth, distance, tl::rows{unseen}), own_trainer.parameters());
  std::printf("loss on points that it was not trained on: %.4f\n", static_cast<double>(run[own_loss]));
  // [run_validation]
  return run[own_loss] < 0.05F;
}

int main() {
  points const data = three_arms();
  print_scalar();
  print_numbers();
  print_jacobian();
  print_primitive();
  print_layer();
  if (!print_training_by_hand(data)) return 1;
  print_check(data);
  return print_classifier(data) && print_own_training(data) ? 0 : 1;
}
