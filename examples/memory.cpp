// SPDX-License-Identifier: BSL-1.0
// test: clang suffices
// The code of memory.md, made by tests/examples/snippets.py --write.

#include "tapeless/tapeless.hpp"

#include <array>
#include <cstdint>
#include <cstdio>

namespace tl = tapeless;
struct net : tl::sequential<tl::in<"x", 8>, tl::dense<16, tl::activation::tanh>, tl::dense<3>> {};
using training = tl::network_trainer<net, tl::objective::softmax_cross_entropy, tl::optimizer::momentum, 1>;
static constexpr std::array<float, 8> sample{0.5F, -1, 0.25F, 1, 0, 0.75F, -0.5F, 0.125F};
static constexpr std::array<std::uint8_t, 1> label{2};

static constinit training::parameter_store weights{};  // [[gnu::section(".external_ram")]]
static constinit training::state_store momenta{};      // the optimizer's memory, one number for each parameter
static constinit training::workspace workspace{};      // [[gnu::section(".dtcm")]]
static constinit training::placed trainer{weights, momenta, workspace};

static_assert(weights.bytes() == 4 * (16 * 8 + 16 + 3 * 16 + 3));  // and storage_bytes(): with the target's padding
static_assert(training::workspace_bytes() <= 256);
static_assert(sizeof(trainer) <= 3 * sizeof(void*) + 2 * sizeof(float));  // references and the hyperparameters

inline constexpr auto pretrained = [] {  // here made up; else the numbers that training on a desktop left
  training::parameter_store numbers{};
  tl::initialize(numbers, tl::initializer::glorot{}, 3);
  return numbers;
}();
struct last : tl::optimizer::chain<tl::optimizer::freeze<tl::group::in_scope<"net.0">>, tl::optimizer::momentum> {};
using fine_tuning = tl::network_trainer<net, tl::objective::softmax_cross_entropy, last, 1>;
static constinit fine_tuning::with_frozen<pretrained> tuned{};
static_assert(tuned.parameter_bytes() == 4 * (3 * 16 + 3));
static_assert(tuned.state_bytes() == tuned.parameter_bytes());

struct deep : tl::sequential<tl::in<"x", 8>, tl::dense<32, tl::activation::tanh>, tl::dense<16, tl::activation::tanh>,
                             tl::dense<3>> {};
using within = tl::training_within<1024, deep, tl::objective::softmax_cross_entropy, tl::optimizer::momentum, 1>;
static_assert(within::trained_layers == 1);  // of 3
static_assert(within::cost.bytes() <= 1024);

static constinit fine_tuning::with_frozen<pretrained>::in_parts patient{};
static_assert(patient.most_flops_of_a_part <= 640);  // the first layer: 2 · 16 · 8, and 23 for each tanh

inline constexpr auto volts = [](auto const& x) { return x * (3.3 / 4096); };  // of a converter of 12 bits
struct from_sensor : tl::sequential<tl::in_integers<std::uint16_t, "x", 8>, tl::activate_with<volts>,
                                    tl::dense<16, tl::activation::tanh>, tl::dense<3>> {};
using sensor_training = tl::network_trainer<from_sensor, tl::objective::softmax_cross_entropy, tl::optimizer::sgd, 1>;
static constinit sensor_training sensing{};
static constexpr std::array<std::uint16_t, 8> readings{17, 4095, 2048, 1000, 3, 512, 900, 4000};

int main() {
  trainer.initialize(tl::initializer::glorot{}, 1);
  auto const first = trainer.step(sample, label);
  for (int i = 0; i < 20; ++i)
    if (!trainer.step(sample, label)) return 1;
  std::printf("learnt in three places = %s\n", trainer.step(sample, label).loss < first.loss / 10 ? "yes" : "no");

  tuned.parameters().copy_from(pretrained);  // what is trained begins where it was, too
  auto const untuned = tuned.step(sample, label);
  for (int i = 0; i < 20; ++i)
    if (!tuned.step(sample, label)) return 1;
  std::printf("learnt beside flash = %s\n", tuned.step(sample, label).loss < untuned.loss / 10 ? "yes" : "no");

  patient.parameters().copy_from(pretrained);
  if (!patient.start(sample, label)) return 1;  // checks the data, which then stays where it is
  fine_tuning::predict_program::workspace own_memory{};
  bool was_refused = true;
  do {
    // feed the watchdog, let another task run
    was_refused = was_refused && !patient.predict(sample);  // it would run where the step does
    auto const answer = patient.predict<tl::output<net>>(own_memory, bind(net::input, sample));
    if (!answer) return 1;
  } while (patient.advance());
  bool const is_equal = was_refused && patient.result().loss == untuned.loss;
  std::printf("the loss of a step in one piece = %s\n", is_equal ? "yes" : "no");

  sensing.initialize(tl::initializer::glorot{}, 1);
  float const loss = sensing.step(readings, label).loss;
  std::printf("learning from integers = %s\n", sensing.step(readings, label).loss < loss ? "yes" : "no");
}
