// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/run/bound_run.hpp"
#include "tapeless/run/verdict.hpp"

namespace tapeless {
inline namespace TAPELESS_TARGET {

/// The memory of one run: intermediate values, overlapped by lifetime. Its size is a constant of the program.
template <class T, class Source>
class workspace_of {
public:
  static constexpr std::size_t bytes() { return static_cast<std::size_t>(elements) * sizeof(T); }
  constexpr T* data() { return values; }

private:
  static constexpr std::uint64_t elements = plan::planned<Source>::memory.workspace_elements;

  alignas(vector_alignment<T>) T values[run::array_length<Source, elements>()]{};
};

namespace run {

template <class A>
inline constexpr bool is_workspace = false;
template <class T, class Source>
inline constexpr bool is_workspace<workspace_of<T, Source>> = true;
template <class T, class A>
inline constexpr bool is_workspace_in = is_workspace<std::remove_const_t<A>>&& requires(A& memory) {
  { memory.data() } -> std::same_as<T*>;
};

/// Says what is wrong with the arguments of a run that does not begin with a workspace.
template <class T, class... A>
constexpr void memory_is_first() {
  if constexpr (!(is_workspace<std::remove_const_t<A>> || ...)) {
    static_assert(
        error::run_without_memory<T>,
        "tapeless: run begins with the memory: program::workspace memory; program::run(memory, bind(leaf, data), ..., parameters)");
  } else if constexpr ((is_workspace_in<T, A> || ...)) {
    static_assert(
        error::memory_is_not_first<T>,
        "tapeless: the memory of a run is its first argument, a variable: program::run(memory, bind(leaf, data), ..., parameters)");
  } else {
    static_assert(
        error::memory_of_another_type<T>,
        "tapeless: the memory of a run is a workspace of the program's element type that is not const; see memory_of_another_type<element>");
  }
}

}  // namespace run

/// A program: outputs and assignments compiled into one schedule of kernels over one workspace. Stateless: threads and
/// interrupts may run it at the same time, each with a workspace of its own, if what one of them assigns no other reads
/// or assigns.
template <class T, class Source, non_finite Policy = non_finite::refused_by_assignments>
struct basic_program {
  static_assert(run::computes_in<T>() || true);
  static_assert(
      plan::options_of<Source>.target == targets::current,
      "tapeless: planned for another target than this is compiled for: such a plan can be shown (plan_text), not run");
  static_assert(rules::is_constant<Source>());
  using element = T;
  using source = Source;
  using workspace = workspace_of<T, Source>;
  using parameters = store<T, Source, leaf_kind::parameter>;
  using state = store<T, Source, leaf_kind::state>;
  static constexpr std::size_t workspace_bytes = workspace::bytes();
  static constexpr std::uint32_t batch = rules::lowered<Source>.batch;

  /// Runs once. Every leaf the program depends on must be bound: inputs, labels and scalars by `bind`, parameters and
  /// state by passing their stores. With wrong data (see run_error) nothing is computed and nothing is stored: so it is
  /// with a NaN or an infinity that would come into what is assigned (see non_finite), and with data that lies in the
  /// workspace or in what is assigned. The workspace of another program serves as well if it is large enough: programs
  /// that do not run at the same time can share the memory.
  template <class Other, class... Bindings>
  static auto run(workspace_of<T, Other>& memory, Bindings&&... bindings) noexcept {
    static_assert(workspace_of<T, Other>::bytes() >= workspace_bytes,
                  "tapeless: the workspace is too small for this program");
    using call = run::bound_run<T, Source, run::context<T, Source>&, Policy, std::remove_reference_t<Bindings>...>;
    // Asked here and not further inside: the compiler then names the caller's line next to its error.
    if constexpr (!element_type<T> || !run::verdict<Source>::well_formed()) {
      return call::refused(memory.data());
    } else if constexpr (!call::accepted::granted()) {
      return call::refused(memory.data());
    } else {
      return call::run(memory.data(), bindings...);
    }
  }
  /// What is no run: of all other arguments, one error that says which is missing.
  template <class... Arguments>
  static auto run(Arguments&&...) noexcept {
    using call = run::bound_run<T, Source, run::context<T, Source>&, Policy>;
    run::memory_is_first<T, std::remove_reference_t<Arguments>...>();
    return call::refused(nullptr);
  }
  /// A run in parts, one kernel call each (run/stepwise.hpp); arguments and refusals are those of `run`.
  template <class Other, class... Bindings>
  static auto start(workspace_of<T, Other>& memory, Bindings&&... bindings) noexcept {
    static_assert(workspace_of<T, Other>::bytes() >= workspace_bytes,
                  "tapeless: the workspace is too small for this program");
    using call = run::bound_run<T, Source, run::context<T, Source>&, Policy, std::remove_reference_t<Bindings>...>;
    if constexpr (is_accepted<std::remove_reference_t<Bindings>...>()) {
      return call::start(memory.data(), bindings...);
    } else {
      return call::refused_start(memory.data());
    }
  }
  /// One run as an object, for functions that make a single call and want it inlined; only where the compiler accepts
  /// it.
  template <class... Bindings>
  using call_of = run::bound_run<T, Source, run::context<T, Source>, Policy, Bindings...>;
  /// What `start` with such stores hands back; by itself, a run of which nothing is left.
  template <class... Stores>
  using parts_of = typename call_of<Stores...>::stepwise;
  template <class... Bindings>
  static constexpr bool is_accepted() {
    if constexpr (element_type<T> && run::verdict<Source>::well_formed()) {
      return call_of<Bindings...>::accepted::granted();
    } else {
      return false;
    }
  }
  template <class Other, class... Bindings>
  auto operator()(workspace_of<T, Other>& memory, Bindings&&... bindings) const noexcept {
    return run(memory, bindings...);
  }
  template <class... Arguments>
  auto operator()(Arguments&&... arguments) const noexcept {
    return run(arguments...);
  }
};

/// `program<float, loss, dW1>`: the outputs are expressions, assignments or tuples of them, of static storage.
template <class T, auto const&... Outputs>
using program = basic_program<T, rules::listed<Outputs...>>;
/// The same, with another answer to data that is not finite: `program_for<non_finite::accepted, float, loss, update>`.
template <non_finite Policy, class T, auto const&... Outputs>
using program_for = basic_program<T, rules::listed<Outputs...>, Policy>;

/// The same with decisions of the planner taken from it (plan/options.hpp). Stores and workspaces of the other serve as
/// well.
template <plan::options How, class T, auto const&... Outputs>
using program_with = basic_program<T, plan::with_options<rules::listed<Outputs...>, How>>;

}  // namespace TAPELESS_TARGET
}  // namespace tapeless
