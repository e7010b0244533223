// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/nn/initialize.hpp"
#include "tapeless/run/program.hpp"
#include "tapeless/train/objective.hpp"
#include "tapeless/train/settings.hpp"
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
  static constexpr std::size_t workspace_bytes() { return workspace_memory::bytes(); }
  /// All the memory training needs besides the stack: the size of this object.
  static constexpr std::size_t storage_bytes() { return sizeof(trainer); }

  /// Fresh parameters from the seed; the optimizer's state is cleared and its hyperparameters are back at their defaults.
  template <class Initializer>
  constexpr void initialize(Initializer const& how, std::uint64_t seed) {
    tapeless::initialize(weights, how, seed);
    for (std::uint32_t i = 0; i < state_store::stored_size(); ++i) memory_state.data()[i] = T{};
    hyperparameters.set_defaults();
  }

  /// Sets a hyperparameter of the optimizer, e.g. `t.set(optimizer::learning_rate, 0.05f)`.
  template <fixed_string Name>
  constexpr void set(leaf<leaf_kind::scalar, Name, extents{}> const&, T value) {
    constexpr std::size_t i = train::settings<T, Optimizer>::find(leaf<leaf_kind::scalar, Name, extents{}>::identifier);
    if constexpr (i < train::settings<T, Optimizer>::count) {
      hyperparameters.values[i] = value;
    } else {
      static_assert(
          error::unknown_hyperparameter<error::named_as<run::leaf_name<leaf<leaf_kind::scalar, Name, extents{}>>>>,
          "tapeless: the optimizer has no hyperparameter of that name; see named<characters>");
    }
  }

  /// One step on the samples of a data set, where they lie: all of them, or those that `rows{list}` chooses from inputs and truths alike.
  /// `stride{n}` belongs to the inputs, a second one to the truths. At most Batch samples; fewer are averaged over as many as there are.
  template <class Inputs, class Truths, class... Options>
  step_result<T> step(Inputs const& inputs, Truths const& truths, Options const&... options) {
    using given_input = std::remove_cv_t<typename decltype(std::span(inputs))::element_type>;
    using given_truth = std::remove_cv_t<typename decltype(std::span(truths))::element_type>;
    if constexpr (!std::is_same_v<given_input, T>) {
      static_assert(
          error::bound_to_another_type<error::named_as<decltype(input)::identifier>, given_input, T>,
          "tapeless: the inputs have another element type than the trainer; see bound_to_another_type<name, given, needed>");
      return {};
    } else if constexpr (truth.kind == leaf_kind::label ? !std::is_integral_v<given_truth>
                                                        : !std::is_same_v<given_truth, T>) {
      static_assert(
          error::bound_to_another_type<error::named_as<decltype(truth)::identifier>, given_truth, T>,
          "tapeless: targets have the trainer's element type, labels any integer type; see bound_to_another_type<name, given, needed>");
      return {};
    } else if constexpr (!run::are_options<2, Options...>) {
      static_assert(
          error::wrong_options<Options...>,
          "tapeless: step(inputs, truths, options) takes stride{n} of the inputs, then of the truths, and one rows{list}; see wrong_options<types>");
      return {};
    } else {
      return take_step(run::bind_data<0, std::remove_const_t<decltype(input)>, Inputs const&>(inputs, options...),
                       run::bind_data<1, std::remove_const_t<decltype(truth)>, Truths const&>(truths, options...));
    }
  }
  /// The same with bindings of one's own.
  template <class InputBinding, class TruthBinding>
  step_result<T> step_on(InputBinding const& inputs, TruthBinding const& truths) {
    return take_step(inputs, truths);
  }

  /// The prediction for one sample; the view is valid until the next step or prediction.
  auto predict(std::span<T const, Net::input.shape.size()> sample) {
    return predict_program::run(workspace, bind(input, sample), weights).template output<0>();
  }

  constexpr parameter_store& parameters() { return weights; }
  constexpr parameter_store const& parameters() const { return weights; }
  constexpr state_store& state() { return memory_state; }

private:
  template <class InputBinding, class TruthBinding>
  [[gnu::always_inline]] step_result<T> take_step(InputBinding const& inputs, TruthBinding const& truths) {
    using train::settings;
    using call = typename step_program::template call_of<InputBinding const, TruthBinding const, parameter_store,
                                                         state_store, settings<T, Optimizer>>;
    if constexpr (!step_program::template is_accepted<InputBinding const, TruthBinding const, parameter_store,
                                                      state_store, settings<T, Optimizer>>()) {
      return {step_program::run(workspace, inputs, truths, weights, memory_state, hyperparameters).status(), T{}};
    } else {
      call run(workspace.data());
      if (!run.runs(inputs, truths, weights, memory_state, hyperparameters))
        return {run.diagnosis(inputs, truths, weights, memory_state, hyperparameters), T{}};
      return {{}, *run.template output<0>()};
    }
  }

  // steps and predictions do not run at the same time: the larger workspace serves both
  using workspace_memory = std::conditional_t<(step_program::workspace_bytes >= predict_program::workspace_bytes),
                                              typename step_program::workspace, typename predict_program::workspace>;

  parameter_store weights{};
  state_store memory_state{};
  workspace_memory workspace{};
  train::settings<T, Optimizer> hyperparameters{};
};

}  // namespace tapeless::inline TAPELESS_TARGET
