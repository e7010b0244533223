// SPDX-License-Identifier: BSL-1.0
// test: clang suffices
// The code of guide.md, made by tests/examples/snippets.py --write.

#include "tapeless/check/gradient.hpp"  // gradient_check
#include "tapeless/check/identity.hpp"  // equal, flops, node_count
#include "tapeless/save/save.hpp"       // save, load
#include "tapeless/show/plan.hpp"       // plan_report
#include "tapeless/show/text.hpp"       // to_text
#include "tapeless/tapeless.hpp"        // expressions, programs, networks, trainers: enough for most

#include <array>
#include <cstdint>
#include <cstdio>
#include <span>
#include <string>
#include <utility>

namespace tl = tapeless;

inline constexpr auto t = tl::scalar<"t">;  // a number given at run time
inline constexpr auto f = t * sin(t);
inline constexpr auto df = tl::grad(f, t);

using tl::equal, tl::grad;
static_assert(equal<grad(square(t), t), 2 * t>);
static_assert(equal<grad(f, t), sin(t) + t * cos(t)>);
static_assert(!equal<grad(f, t), cos(t)>);

static_assert(tl::evaluate<double, df>(bind(t, 0.0)) == 0.0);  // by the compiler

using slope = tl::program<double, f, df>;  // at run time: a plan, and memory of constant size
static_assert(slope::workspace_bytes <= 2 * sizeof(double));

inline constexpr auto z = tl::input<"z", 3>;         // a column vector
inline constexpr auto M = tl::input<"M", 2, 3>;      // two rows, three columns
inline constexpr auto v = tanh(M * z);               // * is the matrix product, % goes element by element
inline constexpr auto energy = sum(v % v);           // a scalar
inline constexpr auto slopes = tl::grad(energy, z);  // of z's shape

using vectors = tl::program<double, energy, slopes, M>;  // a leaf is an expression too

inline constexpr auto u = tl::input<"u", 3>;
inline constexpr auto p = softmax(z);
inline constexpr auto J = tl::jacobian(p, z);              // 3×3
inline constexpr auto pulled = tl::vjp(p, z, u);           // Jᵀ·u, and no 3×3 matrix anywhere
inline constexpr auto pushed = tl::jvp(v, z, u);           // the Jacobian of v times u
inline constexpr auto curvature = tl::hessian(energy, z);  // 3×3
inline constexpr auto along = tl::hvp(energy, z, u);       // the Hessian times u, for the price of a few gradients
static_assert(tl::flops<along> < tl::flops<curvature * u>);

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

struct straight_through {
  static constexpr std::string_view name = "round";
  template <class T>
  static constexpr T value(T a) {
    return tl::math::round(a);  // to the nearest integer, halves to the even one
  }
  template <class Term>
  static constexpr double derivative(Term, Term) {
    return 1.0;
  }
};
inline constexpr auto rounded = tl::primitive<straight_through>(2.5 * t);
inline constexpr auto rounded_slope = tl::grad(rounded, t);
static_assert(tl::evaluate<double, rounded>(bind(t, 1.0)) == 2 &&
              tl::evaluate<double, rounded_slope>(bind(t, 1.0)) == 2.5);

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

inline constexpr auto mean_loss = tl::batch_mean(tl::batch<16>(loss));    // of up to 16 samples
inline constexpr auto mean_gradient = tl::grad(mean_loss, W2);            // what training needs
inline constexpr auto each_gradient = tl::batch<16>(tl::grad(loss, W2));  // one for each sample

inline constexpr auto each_sum = tl::batch<4>(sum(z));
inline constexpr auto mean_sum = tl::batch_mean(each_sum);
using summing = tl::program<double, each_sum, mean_sum>;

inline constexpr auto rate = tl::scalar<"rate">;
inline constexpr auto learn = [](auto const& parameter) {
  return tl::assign(parameter, parameter - rate * tl::grad(mean_loss, parameter));
};
inline constexpr auto W1_learns = learn(W1);
inline constexpr auto b1_learns = learn(b1);
inline constexpr auto W2_learns = learn(W2);
inline constexpr auto b2_learns = learn(b2);
using step = tl::program<float, mean_loss, W1_learns, b1_learns, W2_learns, b2_learns>;

struct points {
  std::array<float, 2 * 48> position{};
  std::array<std::uint8_t, 48> arm{};
};
points three_arms() {
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
points const data = three_arms();

struct net : tl::sequential<tl::in<"x", 2>, tl::dense<16, tl::activation::tanh>, tl::dense<3>> {};
static constinit tl::network_trainer<net, tl::objective::softmax_cross_entropy, tl::optimizer::momentum, 16> trainer{};

namespace hana = boost::hana;

struct rmsprop {  // s ← ρ·s + (1 − ρ)·g², w ← w − η·g / (√s + 10⁻⁷)
  static constexpr auto rate = tl::scalar<"learning_rate">;
  static constexpr auto decay = tl::scalar<"decay">;
  static constexpr auto g = tl::update::gradient;
  static constexpr auto s = tl::update::state<"mean_square">;
  static constexpr auto new_s = decay * s + (1 - decay) * square(g);

  static constexpr auto states = hana::make_tuple(s);
  static constexpr auto hyperparameters =
      hana::make_tuple(tl::hyperparameter{rate, 0.01}, tl::hyperparameter{decay, 0.9});
  static constexpr auto rule = hana::make_tuple(
      assign(s, new_s), assign(tl::update::parameter, tl::update::parameter - rate * g / (sqrt(new_s) + 1e-7)));
};

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

struct gain {  // multiplies each of its inputs by a learnt number
  template <tl::expression X>
  static constexpr auto apply(X const& in, tl::layer_scope const& scope) {
    return scope.parameter<X::shape>("factor") % in;
  }
};
struct own_net
    : tl::sequential<tl::scope<"own">, tl::in<"x", 2>, tl::dense<8, tl::activation::tanh>, gain, tl::dense<1>> {};
static constinit tl::network_trainer<own_net, pseudo_huber, rmsprop, 16> own_trainer{};

std::array<float, 48> distances() {
  std::array<float, 48> found{};
  for (std::size_t i = 0; i < 48; ++i) found[i] = tl::math::hypot(data.position[2 * i], data.position[2 * i + 1]);
  return found;
}
std::array<float, 48> const distance = distances();

struct curve
    : tl::sequential<tl::scope<"curve">, tl::in<"time", 1>, tl::dense<12, tl::activation::tanh>, tl::dense<1>> {};
inline constexpr auto solution = 1 + curve::input * tl::output<curve>;  // 1 at 0 whatever is learnt
inline constexpr auto equation = tl::batch_mean(tl::batch<16>(square(tl::grad(solution, curve::input) + 2 * solution)));
struct noise_free {  // gradients below a share of the largest are taken for noise
  static constexpr auto share = tl::scalar<"noise">;
  static constexpr auto g = tl::update::gradient;
  static constexpr auto hyperparameters = hana::make_tuple(tl::hyperparameter{share, 0.001});
  static constexpr auto gradient = where(abs(g) > share * max(abs(g)), g, 0);
};

struct how
    : tl::optimizer::chain<noise_free, tl::optimizer::clip_by_global_norm, tl::schedule::cosine, tl::optimizer::adam,
                           tl::optimizer::only<tl::group::named<"weight">, tl::optimizer::decoupled_weight_decay>> {};
static constinit tl::trainer<equation, how, double> solver{};

inline constexpr auto own_loss = tl::network_loss<own_net, pseudo_huber, 16>;
using validation = tl::program<float, own_loss>;  // the loss of up to 16 samples, nothing else

static_assert(own_trainer.parameter_bytes() == sizeof(float) * (8 * 2 + 8 + 8 + 8 + 1));
static_assert(own_trainer.state_bytes() == own_trainer.parameter_bytes());  // the mean squares of rmsprop
static_assert(own_trainer.storage_bytes() >=
              own_trainer.parameter_bytes() + own_trainer.state_bytes() + own_trainer.workspace_bytes());

inline constexpr auto weight = tl::class_weight(tl::label<"label", 3>, 1, 1, 5);
struct rare : tl::objective::weighted<tl::objective::focal, weight> {};
static constinit tl::network_trainer<net, rare, tl::optimizer::sgd, 16> weighted_trainer{};

struct leaky {  // an activation of one's own
  template <tl::expression X>
  static constexpr auto apply(X const& in) {
    return tl::leaky_relu(in, 0.2);
  }
};
struct regression_net
    : tl::sequential<tl::scope<"regression">, tl::in<"x", 2>, tl::dense<8, tl::activation::relu>,
                     tl::residual<tl::dense<8, leaky>, tl::dense<8>>, tl::activation::gelu, tl::dense<1>> {};
static constinit tl::network_trainer<regression_net, tl::objective::mean_squared_error, tl::optimizer::sgd, 32, double>
    regression{};

static std::array<std::byte, tl::saved_bytes(trainer)> checkpoint;

int main() {
  std::puts(tl::to_text<df, "df">().data());

  slope::workspace slope_memory{};
  auto const at_two = slope::run(slope_memory, bind(t, 2.0));
  double const value = at_two[f];
  double const derivative = at_two[df];
  std::printf("f(2) = %.6f, f'(2) = %.6f\n", value, derivative);

  vectors::workspace vectors_memory{};
  double const z_data[3]{1, 2, -1};
  double const M_data[6]{0.5, 0,    0,  //
                         0,   0.25, 1};
  auto const result = vectors::run(vectors_memory, bind(z, z_data), bind(M, M_data));
  if (!result) return std::fprintf(stderr, "%s\n", describe(result.status()).data()), 1;
  double const energy_here = result[energy];
  std::array<double, 6> M_back{};
  result[M].copy_to(M_back);
  std::printf("energy %.3f, its slope by z2 %.3f, M23 = %g = %g\n", energy_here, result[slopes](1), result[M](1, 2),
              M_back[5]);

  std::puts(tl::to_text<J, "J">().data());
  std::puts(tl::to_text<pulled, "pulled">().data());
  std::puts(tl::to_text<pushed, "pushed">().data());

  std::puts(tl::to_text<wave_slope, "wave_slope">().data());
  double const at_zero = tl::evaluate<double, wave_curvature>(bind(t, 0.0));
  std::printf("its curvature at 0 is %g\n", at_zero);

  std::puts(tl::to_text<dW2, "dW2">().data());
  std::puts(tl::to_text<dW1, "dW1">().data());
  std::puts(tl::to_text<dh, "dh">().data());

  std::puts(tl::to_text<mean_gradient, "mean_gradient">().data());
  std::puts(tl::to_text<each_gradient, "each_gradient">().data());

  summing::workspace summing_memory{};
  double const table[]{1, 2, 3, 90, 4, 5, 6, 91, 7, 8, 9, 92};  // three rows of four; z is the first three of each
  for (auto const& chosen : {tl::rows{0, 1, 2}, tl::rows{2, 0}}) {
    auto const of_table = summing::run(summing_memory, bind(z, table, tl::stride{4}, chosen));
    if (!of_table) return std::fprintf(stderr, "%s\n", describe(of_table.status()).data()), 1;
    auto const each = of_table[each_sum];
    double const last = each[each.size() - 1], mean = of_table[mean_sum];
    std::printf("%u samples, the last has %g, their mean is %g\n", each.size(), last, mean);
  }
  auto const windows = summing::run(summing_memory, bind(z, table, tl::stride{1}));  // ten of them, which overlap
  if (!windows) std::puts(describe(windows.status()).data());

  static step::workspace memory{};
  static step::parameters parameters{};
  tl::initialize(parameters, tl::initializer::glorot{}, 1);
  std::span<float const> const first(data.position.data(), 2 * 16);
  std::span<std::uint8_t const> const arms(data.arm.data(), 16);
  for (int i = 0; i < 200; ++i) {
    auto const run = step::run(memory, bind(x, first), bind(y, arms), bind(rate, 0.5F), parameters);
    if (!run) return std::fprintf(stderr, "%s\n", describe(run.status()).data()), 1;
    if (i % 199 == 0) std::printf("step %3d: loss %.3f\n", i, static_cast<double>(run[mean_loss]));
  }

  static tl::gradient_check<mean_loss> check{};  // central differences in double, every element of every parameter
  tl::initialize(check.parameters, tl::initializer::glorot{}, 7);
  std::array<double, 2 * 16> first_in_double{};
  for (std::size_t i = 0; i < 2 * 16; ++i) first_in_double[i] = static_cast<double>(data.position[i]);
  auto const report = check({}, bind(x, first_in_double), bind(y, arms));
  for (auto const& each : report)
    std::printf("%s: %s\n", each.leaf.text, each.outcome == tl::verdict::pass ? "pass" : "fail or kink");
  std::puts(tl::all_pass(report) ? "every gradient is right" : "a gradient is wrong");

  trainer.initialize(tl::initializer::glorot{}, 1);
  for (std::uint32_t i = 0; i < 3000; ++i) {
    if (i == 2000 && !trainer.set(tl::optimizer::learning_rate, 0.002F)) return 1;  // 0.01 until then
    std::array<std::uint32_t, 16> batch{};
    for (std::uint32_t r = 0; r < 16; ++r) batch[r] = (16 * i + 7 * r) % 48;
    auto const taken = trainer.step(data.position, data.arm, tl::rows{batch});
    if (!taken) return std::fprintf(stderr, "%s\n", describe(taken.status()).data()), 1;
    if (i == 0) std::printf("the first loss is %.3f\n", static_cast<double>(taken.loss));
  }
  std::uint32_t right = 0;
  for (std::uint32_t i = 0; i < 48; ++i) {
    auto const probabilities = trainer.predict(std::span(data.position).subspan(2 * i, 2));
    if (!probabilities) return std::fprintf(stderr, "%s\n", describe(probabilities.status()).data()), 1;
    if (i == 5) std::printf("point 5 is on arm 2 with probability %.2f\n", static_cast<double>(probabilities[2]));
    right += tl::train::argmax(probabilities) == data.arm[i] ? 1u : 0u;
  }
  std::printf("%u of 48 points are on their arm\n", right);

  auto& learnt = trainer.parameters();
  std::array<float, 3> bias{};
  learnt.at<"net.1.bias">().copy_to(bias);      // and copy_from, row after row
  learnt.at<"net.0.weight">()(15, 1) += 1e-6F;  // one element: row, column
  std::as_const(learnt).for_each([](tl::name const& leaf, auto const& view) {
    std::printf("%s: %u x %u\n", leaf.text, view.rows(), view.columns());
  });

  std::array<std::uint32_t, 16> seen{}, unseen{};
  for (std::uint32_t i = 0; i < 16; ++i) seen[i] = 2 * i, unseen[i] = 2 * i + 1;
  own_trainer.initialize(tl::initializer::glorot{}, 1);
  if (!own_trainer.set(rmsprop::decay, 0.99F)) return 1;  // false: not finite
  for (int i = 0; i < 400; ++i)
    if (!own_trainer.step(data.position, distance, tl::rows{seen})) return 1;

  std::array<double, 16> times{};
  for (std::size_t i = 0; i < 16; ++i) times[i] = static_cast<double>(i) / 15;
  solver.initialize(tl::initializer::glorot{}, 3);
  if (!solver.set(tl::optimizer::learning_rate, 0.02)) return 1;
  if (!solver.set(tl::schedule::warmup_steps, 100) || !solver.set(tl::schedule::total_steps, 2000)) return 1;
  if (!solver.set(tl::optimizer::weight_decay, 0.001)) return 1;
  for (int i = 0; i < 2000; ++i)
    if (!solver.step(bind(curve::input, times))) return 1;
  static tl::program<double, solution>::workspace solution_memory{};  // predictions have memory of their own
  auto const at_half = solver.predict<solution>(solution_memory, tl::bind(curve::input, std::array{0.5}));
  std::printf("u(0.5) = %.2f\n", at_half[solution][0]);  // exp(-1) = 0.37

  static validation::workspace validation_memory{};
  auto const validated = validation::run(validation_memory, bind(own_net::input, data.position, tl::rows{unseen}),
                                         bind(own_trainer.truth, distance, tl::rows{unseen}), own_trainer.parameters());
  if (!validated) return std::fprintf(stderr, "%s\n", describe(validated.status()).data()), 1;
  std::printf("loss on points that it was not trained on: %.4f\n", static_cast<double>(validated[own_loss]));

  auto parts = slope::start(slope_memory, bind(t, 2.0));
  while (parts.advance())
    static_cast<void>(parts.next_step());  // feed the watchdog here; plan_report says what each step does
  std::printf("steps: %u, the slope is %.3f\n", static_cast<unsigned>(parts.step_count), parts.result()[df][0]);

  std::string plan;
  tl::show::plan_report<slope::source, double>([&](char character) { plan += character; });
  std::fputs(plan.substr(0, plan.find("workspace")).c_str(), stdout);  // the steps and their work
  using net_step = decltype(trainer)::step_program;
  tl::show::plan_report<net_step::source, net_step::element>([](char character) { std::fputc(character, stderr); });

  std::string on_the_device;
  tl::plan_report<tl::targets::cortex_m4f>(trainer, [&](char character) { on_the_device += character; });
  std::fputs(on_the_device.substr(0, on_the_device.find("prediction on")).c_str(), stdout);
  std::fputs(on_the_device.substr(on_the_device.find("memory ")).c_str(), stdout);
  static_assert(tl::memory_on<tl::targets::cortex_m4f, decltype(trainer)>.total() <= 4096);

  weighted_trainer.initialize(tl::initializer::glorot{}, 1);
  auto best = weighted_trainer.parameters();
  tl::train::plateau slower(0.1F, {.factor = 0.5F, .patience = 5});
  tl::train::early_stopping<> patient({.patience = 20});
  for (int i = 0; i < 100 && !patient.stops(); ++i) {
    auto const taken = weighted_trainer.step(data.position, data.arm, tl::rows{seen});
    if (slower.add(taken.loss) && !weighted_trainer.set(tl::optimizer::learning_rate, slower.learning_rate())) return 1;
    if (patient.add(taken.loss)) best = weighted_trainer.parameters();  // better take the loss of other data
  }

  regression.initialize(tl::initializer::he_normal{}, 5);
  std::printf("%g\n", regression.parameters().at<"regression.1.0.bias">()(7));

  auto const saved = tl::save(checkpoint, trainer);
  if (!saved) return std::fprintf(stderr, "%s\n", describe(saved).data()), 1;
  float const next_loss = trainer.step(data.position, data.arm, tl::rows{seen}).loss;
  auto const loaded = tl::load(checkpoint, trainer);
  if (!loaded) return std::fprintf(stderr, "%s\n", describe(loaded).data()), 1;
  float const again = trainer.step(data.position, data.arm, tl::rows{seen}).loss;
  std::puts(next_loss == again ? "the same step, bit for bit" : "another step");
  decltype(trainer)::predict_program::parameters weights{};
  std::puts(describe(tl::load(checkpoint, weights)).data());
  if (!tl::load_part(checkpoint, weights)) return 1;  // parameters only, out of a file that has more
  checkpoint[checkpoint.size() - 1] ^= std::byte{1};
  std::printf("%.43s\n", describe(tl::load_part(checkpoint, weights)).data());
}
