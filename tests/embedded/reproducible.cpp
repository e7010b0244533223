// SPDX-License-Identifier: BSL-1.0
// The same bits everywhere: 100 steps of four networks on numbers that an integer makes, then ten with parameters that
// are subnormal numbers. Checksums of the bits of all losses and of all parameters have to be those of
// reproducible_bits.hpp, which a host computed. TAPELESS_NETWORKS says which networks there is room for: 1 2–5–1, 2
// 64–32–10, 4 13–64–64–4, 8 functions of all kinds.
#include "report.hpp"
#include "reproducible_bits.hpp"

#include <tapeless/tapeless.hpp>

#include <bit>
#include <new>

#if !defined(TAPELESS_NETWORKS)
#define TAPELESS_NETWORKS 15
#endif

namespace tl = tapeless;
namespace act = tl::activation;

struct xor_net : tl::sequential<tl::in<"x", 2>, tl::dense<5, act::tanh>, tl::dense<1, act::sigmoid>> {};
struct digits_net : tl::sequential<tl::in<"x", 64>, tl::dense<32, act::tanh>, tl::dense<10>> {};
struct regression_net
    : tl::sequential<tl::in<"x", 13>, tl::dense<64, act::tanh>, tl::dense<64, act::tanh>, tl::dense<4>> {};
struct mixed_net : tl::sequential<tl::in<"x", 12>, tl::dense<16, act::gelu>, tl::normalization::layer_norm,
                                  tl::dense<8, act::softplus>, tl::dense<3>> {};

namespace {

constexpr std::uint32_t checksum_of_nothing = 2166136261u;  // FNV-1a
void add_bits(std::uint32_t& checksum, float value) {
  auto const bits = std::bit_cast<std::uint32_t>(value);
  for (unsigned shift = 0; shift < 32; shift += 8) checksum = (checksum ^ (bits >> shift & 255u)) * 16777619u;
}

/// Numbers between −1 and 1, exact in 24 bits.
struct numbers {
  std::uint32_t last;
  float next() {
    last = last * 1664525u + 1013904223u;
    return static_cast<float>(static_cast<std::int32_t>(last >> 8) - 0x800000) * 0x1p-23f;
  }
};

template <class Truth>
Truth truth_from(float number) {
  if constexpr (std::is_same_v<Truth, float>)
    return number;
  else
    return static_cast<Truth>((number + 1) * 1.5f);  // one of three classes
}

/// `steps` steps on batches of the same 16 samples, the bits of whose losses are added.
template <class Truth, std::size_t Batch, class Trainer>
bool take_steps(Trainer& trainer, std::uint32_t steps, std::uint32_t& checksum) {
  constexpr std::size_t inputs = Trainer::input.shape.size();
  constexpr std::size_t truths = Trainer::truth.kind == tl::leaf_kind::label ? 1 : Trainer::truth.shape.size();
  std::array<float, Batch * inputs> samples{};
  std::array<Truth, Batch * truths> targets{};
  for (std::uint32_t step = 0; step < steps; ++step) {
    numbers from{step % std::uint32_t{16 / Batch} + 1};
    for (float& each : samples) each = from.next();
    for (Truth& each : targets) each = truth_from<Truth>(from.next());
    auto const result = trainer.step(samples, targets);
    if (!result) return false;
    add_bits(checksum, result.loss);
  }
  return true;
}
/// The bits of all parameters, each of which is multiplied then.
template <class Trainer>
void add_parameters(Trainer& trainer, std::uint32_t& checksum, float factor) {
  trainer.parameters().for_each([&](auto const&, auto view) {
    for (std::size_t row = 0; row < view.rows(); ++row)
      for (std::size_t column = 0; column < view.columns(); ++column) {
        add_bits(checksum, view(row, column));
        view(row, column) *= factor;
      }
  });
}

int wrong = 0;
void compare(char const* name, std::uint32_t checksum, std::uint32_t expected) {
  report(name, std::bit_cast<float>(checksum));
  if (checksum != expected) ++wrong;
}

template <class Truth, std::size_t Batch, class Trainer>
void train_it(Trainer& trainer, float rate, char const* const (&names)[3], reproducible::checksums const& expected) {
  std::uint32_t losses = checksum_of_nothing, parameters = losses, small = losses;
  trainer.initialize(tl::initializer::glorot{}, 7);
  bool right = static_cast<bool>(trainer.set(tl::optimizer::learning_rate, rate));
  right = right && take_steps<Truth, Batch>(trainer, 100, losses);
  add_parameters(trainer, parameters, 0x1p-130f);
  right = right && take_steps<Truth, Batch>(trainer, 10, small);
  add_parameters(trainer, small, 1);
  compare(names[0], losses, expected.losses);
  compare(names[1], parameters, expected.parameters);
  compare(names[2], small, expected.subnormal);
  if (!right) ++wrong;
}

alignas(8) std::byte memory[24 * 1024];  // for one network after the other: a board may have 32 KB

template <class Net, class Objective, class Optimizer, std::uint32_t Batch>
void train(float rate, char const* const (&names)[3], reproducible::checksums const& expected) {
  using trainer = tl::network_trainer<Net, Objective, Optimizer, Batch>;
  using truth = std::conditional_t<trainer::truth.kind == tl::leaf_kind::label, std::uint8_t, float>;
  static_assert(sizeof(trainer) <= sizeof(memory));
  train_it<truth, Batch>(*new (memory) trainer{}, rate, names, expected);
}

}  // namespace

int main() {
  using namespace tl::objective;
  using namespace tl::optimizer;
  if (!tl::reproducible()) return 99;
#if TAPELESS_NETWORKS & 1
  train<xor_net, mean_squared_error, sgd, 1>(0.5f, {"xor_losses", "xor_parameters", "xor_subnormal"},
                                             reproducible::of_xor);
#endif
#if TAPELESS_NETWORKS & 2
  train<digits_net, softmax_cross_entropy, sgd, 1>(0.05f, {"digits_losses", "digits_parameters", "digits_subnormal"},
                                                   reproducible::of_digits);
#endif
#if TAPELESS_NETWORKS & 4
  train<regression_net, mean_squared_error, sgd, 1>(
      0.05f, {"regression_losses", "regression_parameters", "regression_subnormal"}, reproducible::of_regression);
#endif
#if TAPELESS_NETWORKS & 8
  train<mixed_net, softmax_cross_entropy, adam, 8>(0.01f, {"mixed_losses", "mixed_parameters", "mixed_subnormal"},
                                                   reproducible::of_mixed);
#endif
  return wrong;
}
