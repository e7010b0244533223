// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tapeless/tapeless.hpp>

/// A user's header that several translation units share: leaves, expressions, a definition by lambda, a network, and a
/// class that owns its trainer.
namespace model {

namespace tl = tapeless;

inline constexpr auto x = tl::input<"x", 3>;
inline constexpr auto W = tl::parameter<"W", 4, 3>;
inline constexpr auto hidden = tl::define<"hidden">([] { return tanh(W * x); });
inline constexpr auto energy = sum(square(hidden));
inline constexpr auto slope = grad(energy, W);
using expression_program = tl::program<float, energy, slope>;

/// Wide enough for kernels that are functions of their own.
struct net : tl::sequential<tl::in<"x", 3>, tl::dense<64, tl::activation::tanh>, tl::dense<64, tl::activation::tanh>,
                            tl::dense<2>> {};

/// Trains on one fixed batch of two samples.
class learner {
public:
  bool start() {
    trainer.initialize(tl::initializer::glorot{}, 3);
    return static_cast<bool>(trainer.set(tl::optimizer::learning_rate, 0.5f));
  }
  /// The loss before the update, or −1 where the trainer refuses.
  float step() {
    float const samples[6]{1, 0, -1, 0.5f, -2, 1};
    int const labels[2]{0, 1};
    auto const result = trainer.step(samples, labels);
    return result ? result.loss : -1.0f;
  }
  float first_probability() {
    float const sample[3]{1, 0, -1};
    return trainer.predict(sample)(0);
  }

private:
  tl::network_trainer<net, tl::objective::softmax_cross_entropy, tl::optimizer::momentum, 2> trainer{};
};

inline constinit learner shared{};

/// Value and one derivative of an expression, from parameters that all are `weight`.
struct probe {
  float value;
  float derivative;
};
inline probe evaluate(float weight) {
  expression_program::workspace memory;
  expression_program::parameters parameters;
  for (std::uint32_t i = 0; i < parameters.stored_size(); ++i) parameters.data()[i] = weight;
  float const sample[3]{1, 2, -1};
  auto const result = expression_program::run(memory, bind(x, sample), parameters);
  return {result[energy], result[slope](0, 1)};
}

/// One address for each type: equal in two translation units when the type is the same.
template <class T>
inline char address_of_type = 0;

/// What a translation unit sees of this header.
struct view {
  void const* learner_object = &shared;
  void const* network_output = &tl::output<net>;
  void const* lambda_type = &address_of_type<decltype(hidden)>;
  void const* program_type = &address_of_type<expression_program>;
  void const* trainer_type =
      &address_of_type<tl::network_trainer<net, tl::objective::softmax_cross_entropy, tl::optimizer::momentum, 2>>;
  probe (*function)(float) = &evaluate;

  friend bool operator==(view const&, view const&) = default;
};

}  // namespace model
