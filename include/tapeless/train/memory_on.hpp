// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/target/cores.hpp"
#include "tapeless/train/any_loss.hpp"

/// What a program or a trainer will take of another target's memory, known before there is anything to run there.
namespace tapeless {
inline namespace TAPELESS_TARGET {

/// Bytes of RAM, all of them but the stack: `static_assert(memory_on<targets::cortex_m4f, trainer>.total() <= 16 *
/// 1024)`.
struct memory_bytes {
  std::size_t parameters = 0;
  std::size_t state = 0;
  std::size_t workspace = 0;
  std::size_t hyperparameters = 0;
  std::size_t parts = 0;   ///< of a trainer in parts, what it keeps of a step under way
  std::size_t frozen = 0;  ///< of parameters that `with_frozen` reads where they are: flash, and not in the total

  /// Of a trainer: what its storage_bytes() is there.
  constexpr std::size_t total() const { return parameters + state + workspace + hyperparameters + parts; }
};

namespace train {

constexpr std::size_t round_up(std::size_t bytes, std::size_t alignment) {
  return (bytes + alignment - 1) / alignment * alignment;
}
/// An array has at least one element.
template <class T>
constexpr std::size_t array_bytes(std::uint64_t elements) {
  return static_cast<std::size_t>(elements == 0 ? 1 : elements) * sizeof(T);
}

template <targets::description Target, class Store>
inline constexpr std::size_t store_bytes_on = 0;
template <targets::description Target, class T, class Source, leaf_kind Kind>
inline constexpr std::size_t store_bytes_on<Target, store<T, Source, Kind>> = [] {
  auto const elements = run::layout<plan::for_target<Source, Target>, Kind>::table.stored_elements;
  if (elements == 0) return std::size_t{0};
  std::size_t const filled = Kind == leaf_kind::parameter ? sizeof(bool) : 0;  // whether somebody has
  return round_up(array_bytes<T>(elements) + filled, Target.alignment(alignof(T)));
}();

/// Of the parameters that a program reads and a store does not hold.
template <targets::description Target, class Program, class Store>
inline constexpr std::size_t bytes_beside_on = 0;
template <targets::description Target, class Program, class T, class Source>
inline constexpr std::size_t bytes_beside_on<Target, Program, store<T, Source, leaf_kind::parameter>> = [] {
  constexpr auto elements = []<class S>(S) {
    return run::layout<plan::for_target<S, Target>, leaf_kind::parameter>::table.stored_elements;
  };
  return static_cast<std::size_t>(elements(typename Program::source{}) - elements(Source{})) * sizeof(T);
}();

/// None for what the trainer of a loss that is no network's predicts: nothing.
template <targets::description Target, class Program>
inline constexpr std::size_t workspace_bytes_on = 0;
template <targets::description Target, class Program>
  requires requires { typename Program::source; }
inline constexpr std::size_t workspace_bytes_on<Target, Program> =
    round_up(array_bytes<typename Program::element>(
                 plan::planned<plan::for_target<typename Program::source, Target>>::memory.workspace_elements),
             Target.alignment(alignof(typename Program::element)));

template <class T>
concept any_trainer = requires {
  typename T::step_program;
  typename T::predict_program;
};

template <targets::core const& Core, class Subject>
constexpr memory_bytes find_memory() {
  constexpr targets::description on = Core.kernels;
  if constexpr (any_trainer<Subject>) {
    using element = typename Subject::step_program::element;
    using settings = std::remove_cvref_t<decltype(std::declval<Subject const&>().settings_in_use())>;
    std::size_t const step = workspace_bytes_on<on, typename Subject::step_program>;
    std::size_t const prediction = workspace_bytes_on<on, typename Subject::predict_program>;
    return {store_bytes_on<on, typename Subject::parameter_store>,
            store_bytes_on<on, typename Subject::state_store>,
            step > prediction ? step : prediction,
            round_up(sizeof(settings), on.alignment(alignof(element))),
            0,
            bytes_beside_on<on, typename Subject::step_program, typename Subject::parameter_store>};
  } else {
    return {store_bytes_on<on, typename Subject::parameters>, store_bytes_on<on, typename Subject::state>,
            workspace_bytes_on<on, Subject>, 0};
  }
}

/// Members one after the other, as compilers lay them out.
struct members {
  std::size_t bytes = 0;
  std::size_t alignment = 1;

  constexpr members& add(std::size_t size, std::size_t aligned_to, std::size_t count = 1) {
    bytes = round_up(bytes, aligned_to) + count * size;
    alignment = aligned_to > alignment ? aligned_to : alignment;
    return *this;
  }
  constexpr members& add(members const& inner) { return add(inner.size(), inner.alignment); }
  constexpr std::size_t size() const { return round_up(bytes, alignment); }
};
/// run::context, run_result and stepwise_run of a program where pointers have so many bytes.
template <class T, class Source>
constexpr members step_under_way(std::size_t pointer) {
  using context = run::context<T, Source>;
  constexpr std::size_t word = sizeof(std::uint32_t), twice = sizeof(std::uint64_t);
  members where{};
  where.add(pointer, pointer, 3).add(word, word).add(sizeof(T), sizeof(T));
  where.add(pointer, pointer, 3 * (context::inputs + 1)).add(pointer, pointer, 4 * (context::labels + 1));
  where.add(sizeof(T), sizeof(T), context::scalars + 1);
  if constexpr (constexpr std::uint32_t streams = run::stream_count<Source>; streams != 0)
    where.add(members{}.add(sizeof(kernel::random_stream), word, streams).add(word, word).add(pointer, pointer));
  members status{};
  status.add(1, 1).add(pointer, pointer, 2).add(word, word).add(twice, twice, 2).add(1, 1);
  return members{}.add(members{}.add(status).add(where)).add(word, word);
}
template <targets::core const& Core, class Trainer>
constexpr memory_bytes find_memory_in_parts() {
  using step = typename Trainer::step_program;
  using settings = std::remove_cvref_t<decltype(std::declval<Trainer const&>().settings_in_use())>;
  constexpr std::size_t alignment = Core.kernels.alignment(alignof(typename step::element));
  memory_bytes found = find_memory<Core, Trainer>();
  members all{found.total() - found.hyperparameters + sizeof(settings), alignment};  // the last may end in a gap
  all.add(step_under_way<typename step::element, typename step::source>(Core.pointer_bytes));
  all.add(sizeof(typename step::element), sizeof(typename step::element)).add(1, 1).add(1, 1);
  found.parts = all.size() - found.total();
  return found;
}

}  // namespace train

/// Of a program what its stores and one workspace take; of a trainer what it takes, wherever its parts are placed.
template <targets::core const& Core, class Subject>
inline constexpr memory_bytes memory_on = train::find_memory<Core, Subject>();
template <targets::core const& Core, class Trainer>
inline constexpr memory_bytes memory_on<Core, trainer_in_parts<Trainer>> = train::find_memory_in_parts<Core, Trainer>();

}  // namespace TAPELESS_TARGET
}  // namespace tapeless
