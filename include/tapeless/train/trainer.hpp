// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/nn/initialize.hpp"
#include "tapeless/run/program.hpp"
#include "tapeless/target/force_inline.hpp"
#include "tapeless/train/objective.hpp"
#include "tapeless/train/outcome.hpp"
#include "tapeless/train/settings.hpp"
#include "tapeless/train/training_step.hpp"

#include <limits>

namespace tapeless {
inline namespace TAPELESS_TARGET {

/// A network that trains: parameters, optimizer state and workspace in one object of constant size, without heap. May be static and
/// `constinit`: all zeros, it lies in .bss until `initialize`. `Policy` says what becomes of data that is not finite.
/// Threads and interrupts: steps and predictions of one trainer share its workspace, and neither may interrupt the other or itself, nor
/// `initialize`, `set` and writing to `parameters()` a step. Trainers are independent of each other. Nothing locks, allocates or throws.
template <class Net, class Objective, class Optimizer, std::uint32_t Batch, class T = float,
          non_finite Policy = non_finite::refused>
class trainer {
public:
  using step_program = basic_program<T, train::training_step<Net, Objective, Optimizer, Batch>, Policy>;
  using predict_program = basic_program<T, train::inference<Net, Objective>, Policy>;
  static_assert(run::verdict<typename step_program::source>::well_formed() || true);  // here the caller's line is near
  using parameter_store = typename step_program::parameters;
  using state_store = typename step_program::state;
  static constexpr auto input = Net::input;
  static constexpr auto truth = train::training_step<Net, Objective, Optimizer, Batch>::truth;
  static constexpr extents answer_shape = train::inference<Net, Objective>::prediction.shape;
  using answer = prediction<T, answer_shape.rows, answer_shape.columns>;

  /// Logical bytes of the parameters: the same on every target.
  static constexpr std::size_t parameter_bytes() { return parameter_store::bytes(); }
  static constexpr std::size_t state_bytes() { return state_store::bytes(); }
  static constexpr std::size_t workspace_bytes() { return workspace_memory::bytes(); }
  /// All the memory training needs besides the stack: the size of this object.
  static constexpr std::size_t storage_bytes() { return sizeof(trainer); }

  /// Fresh parameters from the seed; the optimizer's state is cleared. Hyperparameters stay as they were set.
  template <class Initializer>
  constexpr void initialize(Initializer const& how, std::uint64_t seed) noexcept {
    tapeless::initialize(parameters(), how, seed);
    for (std::uint32_t i = 0; i < state_store::stored_size(); ++i) memory_state.data()[i] = T{};
  }

  /// What is no call, here and below: one error that says what the calls are.
  template <class... Arguments>
    requires(!train::is_initialization<Arguments...>)
  constexpr void initialize(Arguments const&...) noexcept { train::is_no_call<Arguments...>(); }

  /// Sets a hyperparameter of the optimizer, e.g. `t.set(optimizer::learning_rate, 0.05f)`; until then it has its default. With a value that
  /// is not finite steps are refused until another one is set, and the status that is handed back says so at once (see non_finite).
  /// (`auto` here and below: what is wrong with the call is then told before a warning that nobody looks at its result.)
  template <fixed_string Name>
  constexpr auto set(leaf<leaf_kind::scalar, Name, extents{}> const&, T value) noexcept {
    using scalar_leaf = leaf<leaf_kind::scalar, Name, extents{}>;
    constexpr std::size_t i = train::settings<T, Optimizer>::find(scalar_leaf::identifier);
    if constexpr (i < train::settings<T, Optimizer>::count) {
      hyperparameters.template set<i>(value);
      if (Policy != non_finite::accepted && !run::is_finite(value))
        return run_status{run_error::scalar_not_finite, run::leaf_text<scalar_leaf>};
    } else {
      static_assert(
          error::unknown_hyperparameter<error::named_as<run::leaf_name<scalar_leaf>>,
                                        typename train::settings<T, Optimizer>::known_names>,
          "tapeless: the optimizer has no hyperparameter of that name; see unknown_hyperparameter<named, one_of<those it has>>");
    }
    return run_status{};
  }
  template <class... Arguments>
    requires(!train::is_setting<T, Arguments...>)
  constexpr run_status set(Arguments const&...) noexcept {
    train::is_no_call<Arguments...>();
    return {};
  }
  /// All hyperparameters are again as the optimizer has them.
  constexpr void set_defaults() noexcept { hyperparameters.set_defaults(); }

  /// One step on the samples of a data set, where they lie: all of them, or those that `rows{list}` chooses from inputs and truths alike.
  /// `stride{n}` belongs to the inputs, a second one to the truths. At most Batch samples; fewer are averaged over as many as there are.
  /// With wrong data (see run_error) nothing changes.
  template <class Inputs, class Truths, class... Options>
  auto step(Inputs const& inputs, Truths const& truths, Options const&... options) noexcept {
    if constexpr (!spanned<Inputs const> || !spanned<Truths const>) {
      using given = std::conditional_t<spanned<Inputs const>, Truths, Inputs>;
      using leaf = std::conditional_t<spanned<Inputs const>, decltype(truth), decltype(input)>;
      static_assert(
          error::bound_to_no_range<error::named_as<leaf::identifier>, given>,
          "tapeless: step(inputs, truths) takes vectors, arrays or spans, with data() and size(), a std::vector<bool> has none; see bound_to_no_range<name, given>");
      return step_result<T>{};
    } else {
      return step_checked(inputs, truths, options...);
    }
  }
  template <class... Arguments>
    requires(sizeof...(Arguments) < 2)
  step_result<T> step(Arguments const&...)
  noexcept {
    train::is_no_call<Arguments...>();
    return {};
  }
  /// The same with bindings of one's own.
  template <class InputBinding, class TruthBinding>
  step_result<T> step_on(InputBinding const& inputs, TruthBinding const& truths) noexcept {
    return take_step(inputs, truths);
  }

  /// The prediction for one sample: an array, a vector, a row of a larger one.
  template <class Sample>
    requires spanned<Sample const> answer predict(Sample const& sample)
  noexcept {
    using given = std::remove_cv_t<typename decltype(std::span(sample))::element_type>;
    if constexpr (!std::is_same_v<given, T>) {
      static_assert(
          error::bound_to_another_type<error::named_as<decltype(input)::identifier>, given, T>,
          "tapeless: the sample has another element type than the trainer; see bound_to_another_type<name, given, needed>");
      return answer(run_status{});
    } else {
      return take_answer(run::bind_data<0, std::remove_const_t<decltype(input)>, Sample const&>(sample));
    }
  }

  template <class... Arguments>
    requires(sizeof...(Arguments) != 1 || !(spanned<Arguments const> && ...))
  answer predict(Arguments const&...)
  noexcept {
    train::is_no_call<Arguments...>();
    return answer(run_status{});
  }
  template <class N, std::size_t Count>
  answer predict(N const (&&numbers)[Count]) noexcept {
    return predict(std::span<N const, Count>(numbers));
  }

  /// Until `initialize` has filled them, or somebody through this, steps and predictions are refused.
  constexpr parameter_store& parameters() noexcept { return weights; }
  constexpr parameter_store const& parameters() const noexcept { return weights; }
  constexpr state_store& state() noexcept { return memory_state; }

private:
  /// Whether each scalar of the step is one of the hyperparameters: nobody else gives it a value.
  static constexpr bool scalars_have_values() {
    using given = train::settings<T, Optimizer>;
    using source = typename step_program::source;
    constexpr std::uint32_t wrong = run::first_leaf<source>([](graph::leaf_info const& info) {
      return info.kind == leaf_kind::scalar && given::find(info.identifier) == given::count;
    });
    if constexpr (wrong < rules::lowered<source>.leaves.size()) {
      static_assert(
          error::scalar_without_a_value<error::named_as<scalar_name<wrong>>, typename given::known_names>,
          "tapeless: a scalar of the optimizer's rule does not stand in its hyperparameters; see scalar_without_a_value<named, one_of<those that do>>");
      return false;
    } else {
      return true;
    }
  }
  template <std::uint32_t Leaf>
  static constexpr name scalar_name = rules::lowered<typename step_program::source>.leaves[Leaf].identifier;
  static constexpr T no_loss = std::numeric_limits<T>::quiet_NaN();  // 0 would look like perfect training

  /// A step on data that is data: of the right types, and chosen by options there are?
  template <class Inputs, class Truths, class... Options>
  TAPELESS_FORCE_INLINE auto step_checked(Inputs const& inputs, Truths const& truths, Options const&... options) {
    using given_input = std::remove_cv_t<typename decltype(std::span(inputs))::element_type>;
    using given_truth = std::remove_cv_t<typename decltype(std::span(truths))::element_type>;
    if constexpr (!std::is_same_v<given_input, T>) {
      static_assert(
          error::bound_to_another_type<error::named_as<decltype(input)::identifier>, given_input, T>,
          "tapeless: the inputs have another element type than the trainer; see bound_to_another_type<name, given, needed>");
      return step_result<T>{};
    } else if constexpr (truth.kind == leaf_kind::label ? !std::is_integral_v<given_truth>
                                                        : !std::is_same_v<given_truth, T>) {
      static_assert(
          error::bound_to_another_type<error::named_as<decltype(truth)::identifier>, given_truth, T>,
          "tapeless: labels are integers, of any type; other targets have the trainer's element type; see bound_to_another_type<name, given, needed>");
      return step_result<T>{};
    } else if constexpr (!run::are_options<2, Options...>) {
      static_assert(
          error::wrong_options<Options...>,
          "tapeless: step(inputs, truths, options) takes stride{n} of the inputs, then of the truths, and one rows{list}; see wrong_options<types>");
      return step_result<T>{};
    } else {
      return take_step(
          run::bind_data<0, std::remove_const_t<decltype(input)>, Inputs const&>(inputs, run::seen(options)...),
          run::bind_data<1, std::remove_const_t<decltype(truth)>, Truths const&>(truths, run::seen(options)...));
    }
  }

  template <class InputBinding, class TruthBinding>
  TAPELESS_FORCE_INLINE step_result<T> take_step(InputBinding const& inputs, TruthBinding const& truths) {
    using train::settings;
    using call = typename step_program::template call_of<InputBinding const, TruthBinding const, parameter_store,
                                                         state_store, settings<T, Optimizer>>;
    if constexpr (!scalars_have_values()) {
      return {{}, no_loss};
    } else if constexpr (!step_program::template is_accepted<InputBinding const, TruthBinding const, parameter_store,
                                                             state_store, settings<T, Optimizer>>()) {
      return {step_program::run(workspace, inputs, truths, weights, memory_state, hyperparameters).status(), no_loss};
    } else {
      call run(workspace.data());
      if (!run.runs(inputs, truths, weights, memory_state, hyperparameters))
        return {run.diagnosis(inputs, truths, weights, memory_state, hyperparameters), no_loss};
      return {{}, *run.template output<0>()};
    }
  }

  template <class Binding>
  TAPELESS_FORCE_INLINE answer take_answer(Binding const& sample) {
    if constexpr (!predict_program::template is_accepted<Binding const, parameter_store>()) {
      return answer(predict_program::run(workspace, sample, weights).status());
    } else {
      typename predict_program::template call_of<Binding const, parameter_store> run(workspace.data());
      if (!run.runs(sample, weights)) return answer(run.diagnosis(sample, weights));
      return answer(run.template output<0>());
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

/// What stands for a trainer whose arguments do not fit together: one error, and nothing behind it.
template <class Net, class Objective, class Optimizer, std::uint32_t Batch, class T, non_finite Policy>
  requires(!train::trainable<Net, Objective, Optimizer>)
class trainer<Net, Objective, Optimizer, Batch, T, Policy> {
public:
  static_assert(train::trainable_checked<Net, Objective, Optimizer>() || true);  // one error, not two
  using answer = prediction<T, 1, 1>;
  static constexpr ill_formed input{};
  static constexpr ill_formed truth{};
  static constexpr extents answer_shape{};
  static constexpr std::size_t parameter_bytes() { return 0; }
  static constexpr std::size_t state_bytes() { return 0; }
  static constexpr std::size_t workspace_bytes() { return 0; }
  static constexpr std::size_t storage_bytes() { return 0; }

  template <class... Arguments>
  constexpr void initialize(Arguments const&...) noexcept {}
  template <class... Arguments>
  constexpr run_status set(Arguments const&...) noexcept {
    return {};
  }
  constexpr void set_defaults() noexcept {}
  template <class... Arguments>
  step_result<T> step(Arguments const&...) noexcept {
    return {};
  }
  template <class... Arguments>
  step_result<T> step_on(Arguments const&...) noexcept {
    return {};
  }
  template <class... Arguments>
  answer predict(Arguments const&...) noexcept {
    return answer(run_status{});
  }
  constexpr trainer& parameters() noexcept { return *this; }
  constexpr trainer const& parameters() const noexcept { return *this; }
  constexpr trainer& state() noexcept { return *this; }
};

}  // namespace TAPELESS_TARGET
}  // namespace tapeless
