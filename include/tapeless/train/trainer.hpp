// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/nn/initialize.hpp"
#include "tapeless/run/program.hpp"
#include "tapeless/train/objective.hpp"
#include "tapeless/train/training_step.hpp"

namespace tapeless::inline TAPELESS_TARGET {

/// What a training step reports: whether it took place (else which datum is wrong), and the mean loss before the update.
template <class T>
struct step_result {
  run_status status{};
  T loss{};

  constexpr explicit operator bool() const { return static_cast<bool>(status); }
};

/// A network that trains: parameters, optimizer state and workspace in one object of constant size, without heap. May be static and
/// `constinit`: it is all zeros until `initialize`, and lies in .bss where the hyperparameters are set at run time.
template <class Net, class Objective, class Optimizer, std::uint32_t Batch, class T = float>
class trainer {
public:
  using step_program = basic_program<T, train::training_step<Net, Objective, Optimizer, Batch>>;
  using predict_program = basic_program<T, train::inference<Net, Objective>>;
  using parameter_store = typename step_program::parameters;
  using state_store = typename step_program::state;
  static constexpr auto input = Net::input;
  static constexpr auto truth = train::training_step<Net, Objective, Optimizer, Batch>::truth;

  /// Logical bytes of the parameters: the same on every target.
  static constexpr std::size_t parameter_bytes() { return parameter_store::bytes(); }
  static constexpr std::size_t state_bytes() { return state_store::bytes(); }
  static constexpr std::size_t workspace_bytes() { return sizeof(memory_union); }
  /// All the memory training needs besides the stack: the size of this object.
  static constexpr std::size_t storage_bytes() { return sizeof(trainer); }

  /// Fresh parameters from the seed; the optimizer's state is cleared and its hyperparameters are back at their defaults.
  template <class Initializer>
  constexpr void initialize(Initializer const& how, std::uint64_t seed) {
    tapeless::initialize(weights, how, seed);
    for (std::uint32_t i = 0; i < state_store::size(); ++i) memory_state.data()[i] = T{};
    hyperparameters.set_defaults();
  }

  /// Sets a hyperparameter of the optimizer, e.g. `t.set(optimizer::learning_rate, 0.05f)`.
  template <fixed_string Name>
  constexpr void set(leaf<leaf_kind::scalar, Name, extents{}> const&, T value) {
    constexpr std::size_t i = train::settings<T, Optimizer>::find(leaf<leaf_kind::scalar, Name, extents{}>::identifier);
    static_assert(i < train::settings<T, Optimizer>::count, "tapeless: the optimizer has no hyperparameter of that name");
    hyperparameters.values[i] = value;
  }

  /// One step on the samples of a data set, where they lie: all of them, or those that the options choose (`rows{list}`, `stride{n}`
  /// for the input, `stride` of the truth through `step_on`). At most Batch samples; fewer are averaged over as many as there are.
  template <class Inputs, class Truths, class... Options>
  step_result<T> step(Inputs const& inputs, Truths const& truths, Options const&... options) {
    return step_on(bind(input, std::span(inputs), options...), bind(truth, std::span(truths), options...));
  }
  /// The same with bindings of one's own.
  template <class InputBinding, class TruthBinding>
  step_result<T> step_on(InputBinding const& inputs, TruthBinding const& truths) {
    auto const run = step_program::run(workspace.step, inputs, truths, weights, memory_state, hyperparameters);
    return {run.status(), run ? static_cast<T>(run.template output<0>()) : T{}};
  }

  /// The prediction for one sample; the view is valid until the next step or prediction.
  auto predict(std::span<T const, Net::input.shape.size()> sample) {
    return predict_program::run(workspace.predict, bind(input, sample), weights).template output<0>();
  }

  constexpr parameter_store& parameters() { return weights; }
  constexpr parameter_store const& parameters() const { return weights; }
  constexpr state_store& state() { return memory_state; }

private:
  union memory_union {
    typename step_program::workspace step{};
    typename predict_program::workspace predict;
  };

  parameter_store weights{};
  state_store memory_state{};
  memory_union workspace{};
  train::settings<T, Optimizer> hyperparameters{};
};

}  // namespace tapeless::inline TAPELESS_TARGET
