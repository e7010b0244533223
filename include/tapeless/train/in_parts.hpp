// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/train/any_loss.hpp"

namespace tapeless {
inline namespace TAPELESS_TARGET {

/// A trainer whose steps are made in parts of one kernel call each, for watchdogs and schedulers that do not interrupt:
///
///     static constinit training::in_parts trainer{};
///     trainer.start(samples, labels);
///     while (trainer.advance()) feed_the_watchdog();
///     float const loss = trainer.result().loss;
///
/// The bits are those of `step`. Until the last part has run, the bound data has to stay where it is, and what would
/// disturb the step is refused: another one, and what runs in the same workspace. Predictions in memory of their own
/// are not, and see each parameter as the parts so far have left it; those from a copy of the parameters see what was
/// copied.
template <class Trainer>
class trainer_in_parts : Trainer {
  using Place = typename Trainer::place;
  using T = typename Trainer::parameter_store::element;
  using step_program = typename Trainer::step_program;
  using sugar = typename Trainer::sugar;

public:
  using Trainer::input;
  using Trainer::parameter_bytes;
  using Trainer::parameters;
  using Trainer::set;
  using Trainer::set_defaults;
  using Trainer::settings_in_use;
  using Trainer::state;
  using Trainer::state_bytes;
  using Trainer::truth;
  using Trainer::workspace_bytes;
  using typename Trainer::answer;
  using typename Trainer::parameter_store;
  using typename Trainer::predict_program;
  using typename Trainer::state_store;
  using typename Trainer::workspace;
  /// The trainer's, and what is known of a step under way.
  static constexpr std::size_t storage_bytes() {
    return Trainer::storage_bytes() - sizeof(Trainer) + sizeof(trainer_in_parts);
  }

  using Trainer::Trainer;
  constexpr trainer_in_parts& operator=(train::anew) noexcept requires(!Place::is_apart) {
    return train::made_anew(*this);
  }

  using parts = typename Place::template parts<step_program, parameter_store, state_store, typename Trainer::settings>;
  /// How many parts a step has.
  static constexpr std::uint32_t part_count = parts::step_count;
  /// The floating-point operations of the largest, of a full batch: a bound of the time between two calls.
  static constexpr std::uint64_t most_flops_of_a_part = parts::most_flops;

  /// Checks the data and begins a step. @return why it was refused, if it was
  template <class... Bindings>
    requires train::begins_with_a_binding<Bindings...> run_status start(Bindings const&... bindings)
  noexcept {
    if constexpr (!run::verdict<typename step_program::source>::well_formed()) {
      return {};
    } else if constexpr (Trainer::template lacks_constants<Bindings...>) {
      return start(bindings..., Place::constants);
    } else if constexpr (!Trainer::template step_call<Bindings...>::accepted::granted()) {
      return {};
    } else {
      return begin(bindings...);
    }
  }
  /// The same on samples as they lie, as `step` takes them.
  template <class Inputs, class Truths, class... Options>
    requires(!train::begins_with_a_binding<Inputs>)
  run_status start(Inputs const& inputs, Truths const& truths, Options const&... options)
  noexcept {
    if constexpr (!train::data_alone_will_do<typename step_program::source, typename Trainer::settings,
                                             typename Trainer::loss_type>()) {
      return {};
    } else {
      return sugar::bound(starter{*this}, inputs, truths, options...).status();
    }
  }

  /// Runs the next part. @return whether another one is left
  bool advance() noexcept {
    if (!is_under_way()) return false;
    if constexpr (Trainer::policy == non_finite::loss_refused)
      if (under_way.next_step() == run::first_assigning_step<typename step_program::source> &&
          !run::is_finite(under_way.template output<0>()[0])) {
        under_way = parts();
        refusal = run_error::loss_not_finite;
        return false;
      }
    if (under_way.advance()) return true;
    loss = under_way.template output<0>()[0];
    if constexpr (Trainer::policy == non_finite::steps_refused)
      if (under_way.template output<1>()[0] == 0) refusal = run_error::update_not_finite;
    return false;
  }
  constexpr bool is_under_way() const noexcept { return under_way.is_under_way(); }
  /// Runs what is left. @return what the step reports
  step_result<T> result() noexcept {
    while (advance()) {
    }
    if (refusal != run_error::none) return {{refusal}, Trainer::no_loss};
    if (!was_started) return {{run_error::no_step_started}, Trainer::no_loss};
    return {under_way.status(), under_way ? loss : Trainer::no_loss};
  }
  /// Leaves the step where it is: of the parameters, those that its parts have updated stay updated.
  constexpr void abandon() noexcept {
    under_way = parts();
    was_started = false;
    refusal = run_error::none;
  }

  /// A step in one piece.
  template <class... Arguments>
  step_result<T> step(Arguments const&... arguments) noexcept {
    run_status const started = start(train::as_range(arguments)...);
    if (!started) return {started, Trainer::no_loss};
    return result();
  }
  /// Fresh parameters; a step under way is abandoned.
  template <class Initializer>
  constexpr void initialize(Initializer const& how, std::uint64_t seed) noexcept {
    abandon();
    Trainer::initialize(how, seed);
  }

  template <class... Arguments>
  step_result<T> evaluate(Arguments const&... arguments) noexcept {
    if (is_under_way()) return {{run_error::step_under_way}, Trainer::no_loss};
    return Trainer::evaluate(arguments...);
  }
  /// In the trainer's workspace, so not while a step is under way.
  template <class Sample>
  answer predict(Sample const& sample) noexcept {
    if (is_under_way()) return answer(run_status{run_error::step_under_way});
    return Trainer::predict(sample);
  }
  /// In memory of its own, at any time.
  template <auto const&... E, class Other, class... Bindings>
    requires(sizeof...(E) > 0)
  auto predict(workspace_of<T, Other>& own_memory, Bindings&&... bindings) const noexcept {
    return Trainer::template predict<E...>(own_memory, bindings...);
  }

private:
  struct starter {
    trainer_in_parts& self;
    template <class... Bindings>
    step_result<T> operator()(Bindings const&... bindings) const {
      return {self.start(bindings...), Trainer::no_loss};
    }
  };
  template <class... Bindings>
  run_status begin(Bindings const&... bindings) {
    if (is_under_way()) return {run_error::step_under_way};
    auto& all = this->memory;
    under_way = step_program::start(all.workspace, bindings..., all.parameters, all.state, this->hyperparameters);
    was_started = true;
    refusal = run_error::none;
    return under_way.status();
  }

  parts under_way{};
  T loss{};
  bool was_started = false;
  run_error refusal = run_error::none;
};

}  // namespace TAPELESS_TARGET
}  // namespace tapeless
