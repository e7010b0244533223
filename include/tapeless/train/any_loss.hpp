// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/expr/random.hpp"
#include "tapeless/nn/initialize.hpp"
#include "tapeless/run/program.hpp"
#include "tapeless/target/force_inline.hpp"
#include "tapeless/train/finite_step.hpp"
#include "tapeless/train/network_data.hpp"
#include "tapeless/train/no_trainer.hpp"
#include "tapeless/train/outcome.hpp"
#include "tapeless/train/placement.hpp"
#include "tapeless/train/settings.hpp"

#include <limits>

namespace tapeless {
inline namespace TAPELESS_TARGET {

template <class Trainer>
class trainer_in_parts;

/// What trains all parameters of a loss, any scalar expression of them: parameters, optimizer state and workspace in
/// one object of constant size, without heap. May be static and `constinit`: all zeros, it lies in .bss until
/// `initialize`. `Policy` says what becomes of data that is not finite. Data, and what else the loss needs at run time,
/// is bound by leaf: `trainer.step(bind(x, samples), bind(y, labels))`; of the loss of a network (`network_loss`)
/// samples and truths alone will do. Threads and interrupts: steps, evaluations and predictions of one trainer share
/// its workspace, and none may interrupt another or itself, nor `initialize`, `set` and writing to `parameters()` a
/// step. Predictions in memory of their own share nothing but the parameters. Trainers are independent of each other.
/// Nothing locks, allocates or throws. `Place`: see `placed`.
template <auto const& Loss, class Optimizer, class T = float, non_finite Policy = non_finite::refused,
          class Place = within_trainer>
class trainer {
  using loss_type = std::remove_cvref_t<decltype(Loss)>;
  using sugar = train::network_data<loss_type, T>;
  using place = Place;
  static constexpr non_finite policy = Policy;

public:
  using step_program = basic_program<T, typename train::step_of<Loss, Optimizer, Policy>::source, Policy>;
  using loss_program = basic_program<T, rules::listed<Loss>, Policy>;
  using predict_program = typename sugar::template program<Policy>;
  static_assert(run::verdict<typename step_program::source>::well_formed() || true);  // here the caller's line is near
  static_assert(run::layout<typename step_program::source, leaf_kind::parameter>::count != 0,
                "tapeless: the loss has no parameter: nothing can be learnt");
  using parameter_store = typename Place::template parameters<step_program>;
  using state_store = typename step_program::state;
  /// Steps and predictions do not run at the same time: the larger workspace serves both.
  using workspace = std::conditional_t<(step_program::workspace_bytes >= predict_program::workspace_bytes),
                                       typename step_program::workspace, typename predict_program::workspace>;
  using answer = typename sugar::answer;
  static constexpr auto input = sugar::input;  ///< the leaf of a network's samples, and of their truths
  static constexpr auto truth = sugar::truth;

  /// Bytes of the parameters, logical ones: the same on every target. Those of the state, and of the workspace.
  static constexpr std::size_t parameter_bytes() { return parameter_store::bytes(); }
  static constexpr std::size_t state_bytes() { return state_store::bytes(); }
  static constexpr std::size_t workspace_bytes() { return workspace::bytes(); }
  /// All the memory training needs besides the stack: the size of this object, and of what it refers to.
  static constexpr std::size_t storage_bytes() {
    return sizeof(trainer) + Place::template bytes_elsewhere<parameter_store, state_store, workspace>;
  }
  /// The trainer of the same loss whose parameters, state and workspace are objects of the user's, each in the memory
  /// where it belongs: `trainer::placed t{parameters, state, workspace}`. It has references and hyperparameters only.
  using placed = trainer<Loss, Optimizer, T, Policy, typename Place::placed>;
  /// The trainer whose frozen parameters stay in a `constexpr` store, in flash, which may hold all, too:
  /// `trainer::with_frozen<pretrained>`. Its `parameter_store` has those alone that a step changes.
  template <auto const& Store>
  using with_frozen = trainer<Loss, Optimizer, T, Policy, frozen_in<Store, Place>>;
  /// The trainer whose steps are made in parts (train/in_parts.hpp).
  using in_parts = trainer_in_parts<trainer>;

  constexpr trainer() noexcept requires(!Place::is_apart) : memory{} {}
  constexpr trainer(parameter_store& parameters_there, state_store& state_there, workspace& workspace_there) noexcept
      requires(Place::is_apart)
      : memory{parameters_there, state_there, workspace_there} {}
  constexpr trainer& operator=(train::anew) noexcept requires(!Place::is_apart) { return train::made_anew(*this); }

  /// Fresh parameters from the seed, which random numbers of the loss (dropout) depend on too; the optimizer's state is
  /// cleared. Hyperparameters stay as they were set.
  template <class Initializer>
  constexpr void initialize(Initializer const& how, std::uint64_t seed) noexcept {
    tapeless::initialize(parameters(), how, seed);
    tapeless::initialize(state());
    if constexpr (constexpr name leaf = random_seed.identifier;
                  state_store::layout::find(leaf) < state_store::layout::count)
      write_integer(state()[random_seed], seed);
  }

  /// What is no call, here and below: one error that says what the calls are.
  template <class... Arguments>
    requires(!train::is_initialization<Arguments...>)
  constexpr void initialize(Arguments const&...) noexcept { train::is_no_call<Arguments...>(); }

  /// Sets a hyperparameter of the optimizer, e.g. `t.set(optimizer::learning_rate, 0.05f)`; until then it has its
  /// default. With a value that is not finite steps are refused until another one is set, and the status that is handed
  /// back says so at once (see non_finite). (`auto` here and below: what is wrong with the call is then told before a
  /// warning that nobody looks at its result.)
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

  /// One step on what the bindings bind: at most as many samples as the loss has a batch for; fewer are averaged over
  /// as many as there are. With wrong data (see run_error) nothing changes.
  template <class... Bindings>
    requires train::begins_with_a_binding<Bindings...> step_result<T> step(Bindings const&... bindings)
  noexcept {
    if constexpr (!run::verdict<typename step_program::source>::well_formed()) {
      return {};
    } else if constexpr (lacks_constants<Bindings...>) {
      return step(bindings..., Place::constants);
    } else if constexpr (!step_call<Bindings...>::accepted::granted()) {  // here the caller's line is near
      return {};
    } else {
      return take_step(bindings...);
    }
  }
  /// The same on the samples of a data set, where they lie, or one number: all of them, or those that `rows{list}`
  /// chooses from inputs and truths alike. `stride{n}` belongs to the inputs, a second one to the truths.
  template <class Inputs, class Truths, class... Options>
    requires(!train::begins_with_a_binding<Inputs>)
  step_result<T> step(Inputs const& inputs, Truths const& truths, Options const&... options)
  noexcept {
    if constexpr (!train::data_alone_will_do<typename step_program::source, train::settings<T, Optimizer>,
                                             loss_type>()) {
      return {{}, no_loss};
    } else {
      return sugar::run(through<door::to_step>{*this}, inputs, truths, options...);
    }
  }
  template <class Inputs>
    requires(!train::begins_with_a_binding<Inputs>)
  step_result<T> step(Inputs const&)
  noexcept {
    train::is_no_call<Inputs>();
    return {};
  }

  /// The loss of what the bindings bind, without a step: in the trainer's own workspace, or in memory of its own as
  /// `predict<loss>(memory, ...)`.
  template <class... Bindings>
    requires train::begins_with_a_binding<Bindings...> step_result<T> evaluate(Bindings const&... bindings)
  noexcept { return take_loss(bindings...); }
  template <class Inputs, class Truths, class... Options>
    requires(!train::begins_with_a_binding<Inputs>)
  step_result<T> evaluate(Inputs const& inputs, Truths const& truths, Options const&... options)
  noexcept { return sugar::run(through<door::to_loss>{*this}, inputs, truths, options...); }

  /// Expressions of the parameters: the result of a run of `program<T, E...>` in memory of its own. Any number of these
  /// may run at the same time, but not while a step does, which changes the parameters: what predicts then, an
  /// interrupt, does so from a copy of them.
  template <auto const&... E, class Other, class... Bindings>
    requires(sizeof...(E) > 0)
  auto predict(workspace_of<T, Other>& own_memory, Bindings&&... bindings) const noexcept {
    return run_on<program_for<Policy, T, E...>>(own_memory, parameters(), state(), bindings...);
  }
  /// The prediction of a network for one sample: an array, a vector, a row of a larger one; valid until the next step
  /// or prediction.
  template <class Sample>
    requires spanned<Sample const> answer predict(Sample const& sample)
  noexcept { return sugar::template bound_sample<answer>(through<door::to_answer>{*this}, sample); }
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
  constexpr parameter_store& parameters() noexcept { return memory.parameters; }
  constexpr parameter_store const& parameters() const noexcept { return memory.parameters; }
  constexpr state_store& state() noexcept { return memory.state; }
  constexpr state_store const& state() const noexcept { return memory.state; }
  /// The hyperparameters as they are set; for `save` and `load`.
  constexpr auto& settings_in_use() noexcept { return hyperparameters; }
  constexpr auto const& settings_in_use() const noexcept { return hyperparameters; }

private:
  static constexpr T no_loss = std::numeric_limits<T>::quiet_NaN();  // 0 would look like perfect training

  using settings = train::settings<T, Optimizer>;
  template <class... Bindings>
  using step_call = typename step_program::template call_of<Bindings const..., parameter_store, state_store, settings>;

  /// Whether the frozen parameters are still to be added, which every run is handed behind all else.
  template <class... Bindings>
  static constexpr bool lacks_constants = Place::has_constants && !(run::constants_argument<Bindings> || ...);

  /// What normalizes by running statistics reads state in inference too; a program that does not is given none.
  template <class Program>
  static constexpr bool reads_state = run::layout<typename Program::source, leaf_kind::state>::count != 0;
  template <class Program, class Memory, class State, class... Bindings>
  static auto run_on(Memory& in, parameter_store const& weights, State& states, Bindings const&... bindings) {
    if constexpr (lacks_constants<Bindings...>) {
      return run_on<Program>(in, weights, states, bindings..., Place::constants);
    } else if constexpr (reads_state<Program>) {
      return Program::run(in, bindings..., weights, states);
    } else {
      return Program::run(in, bindings..., weights);
    }
  }

  enum class door : std::uint8_t { to_step, to_loss, to_answer };
  /// A class and no lambda, whose symbol would hold those of the functions around it.
  template <door Which>
  struct through {
    trainer& self;
    template <class... Bindings>
    TAPELESS_FORCE_INLINE auto operator()(Bindings const&... bindings) const {
      if constexpr (Which == door::to_step) return self.take_step(bindings...);
      if constexpr (Which == door::to_loss) return self.take_loss(bindings...);
      if constexpr (Which == door::to_answer) return self.take_answer(bindings...);
    }
  };

  template <class... Bindings>
  TAPELESS_FORCE_INLINE step_result<T> take_step(Bindings const&... bindings) {
    if constexpr (lacks_constants<Bindings...>) {
      return take_step(bindings..., Place::constants);
    } else if constexpr (!step_program::template is_accepted<Bindings const..., parameter_store, state_store,
                                                             settings>()) {
      return {
          step_program::run(memory.workspace, bindings..., memory.parameters, memory.state, hyperparameters).status(),
          no_loss};
    } else {
      step_call<Bindings...> run(memory.workspace.data());
      if (!run.runs(bindings..., memory.parameters, memory.state, hyperparameters))
        return {no_loss, run, bindings..., memory.parameters, memory.state, hyperparameters};
      if constexpr (Policy == non_finite::steps_refused)
        if (*run.template output<1>() == 0) return {{run_error::update_not_finite}, no_loss};
      return {{}, *run.template output<0>()};
    }
  }
  template <class... Bindings>
  step_result<T> take_loss(Bindings const&... bindings) {
    auto const result = run_on<loss_program>(memory.workspace, memory.parameters, memory.state, bindings...);
    if (!result) return {result.status(), no_loss};
    return {{}, result.template output<0>()[0]};
  }
  template <class Binding>
  TAPELESS_FORCE_INLINE answer take_answer(Binding const& sample) {
    if constexpr (reads_state<predict_program>) {
      return answer_of<parameter_store, state_store>(sample, memory.parameters, memory.state);
    } else {
      return answer_of<parameter_store>(sample, memory.parameters);
    }
  }
  template <class... Stores, class Binding>
  TAPELESS_FORCE_INLINE answer answer_of(Binding const& sample, Stores&... stores) {
    if constexpr (lacks_constants<Stores...>) {
      return answer_of<Stores..., decltype(Place::constants)>(sample, stores..., Place::constants);
    } else if constexpr (!predict_program::template is_accepted<Binding const, Stores...>()) {
      return answer(predict_program::run(memory.workspace, sample, stores...).status());
    } else {
      typename predict_program::template call_of<Binding const, Stores...> run(memory.workspace.data());
      if (!run.runs(sample, stores...)) return answer(run, sample, stores...);
      return answer(run.template output<0>());
    }
  }

  friend in_parts;
  typename Place::template memory<parameter_store, state_store, workspace> memory;
  settings hyperparameters{};
};

template <auto const& Loss, class Optimizer, class T, non_finite Policy, class Place>
  requires(!train::minimizable<std::remove_cvref_t<decltype(Loss)>> || !train::optimizer<Optimizer>)
class trainer<Loss, Optimizer, T, Policy, Place> : public train::no_trainer<T> {
  static_assert(train::minimizable_checked<std::remove_cvref_t<decltype(Loss)>, Optimizer>() ||
                true);  // one error, not two
};

}  // namespace TAPELESS_TARGET
}  // namespace tapeless
