// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/run/finite.hpp"
#include "tapeless/run/kernels.hpp"

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace run {

/// Calls the kernel of step number I of a plan.
template <class Source, class Layouts, std::uint32_t I, class T>
TAPELESS_FORCE_INLINE inline void run_step(context<T, Source> const& c) {
  using step = step_at<T, Source, Layouts, I>;
  if constexpr (!step::s.with_previous) run_kernel(row<step::s.kind, step::s.samples_lie>{}, step{c});
}

/// Steps come in packs of 32: one function for each pack keeps symbols short and functions of a size that compilers
/// like.
inline constexpr std::uint32_t steps_in_a_pack = 32;

template <class Source, class Layouts, std::uint32_t First, class T, std::uint32_t... I>
TAPELESS_FORCE_INLINE inline void run_each(context<T, Source> const& c, std::integer_sequence<std::uint32_t, I...>) {
  (run_step<Source, Layouts, First + I>(c), ...);
}

template <class Source, class Layouts, std::uint32_t First, class T>
void run_pack(context<T, Source> const& c) {
  constexpr std::uint32_t left = plan::planned<Source>::step_count - First;
  run_each<Source, Layouts, First>(c, std::make_integer_sequence < std::uint32_t,
                                   left < steps_in_a_pack ? left : steps_in_a_pack > {});
}

/// A program for one sample is inlined where it is run: addresses are then known, and the context need not be written
/// to memory (4 % of a prediction by 64-32-10).
template <class Source, class Layouts, class T>
TAPELESS_FORCE_INLINE inline void run_steps(context<T, Source> const& c) {
  constexpr std::uint32_t steps = plan::planned<Source>::step_count;
  constexpr std::uint32_t packs = (steps + steps_in_a_pack - 1) / steps_in_a_pack;
  if constexpr ((targets::current.prefers_small_code || context<T, Source>::one_sample) && packs == 1) {
    run_each<Source, Layouts, 0>(c, std::make_integer_sequence<std::uint32_t, steps>{});
  } else {
    [&]<std::uint32_t... P>(std::integer_sequence<std::uint32_t, P...>) {
      (run_pack<Source, Layouts, P * steps_in_a_pack>(c), ...);
    }
    (std::make_integer_sequence<std::uint32_t, packs>{});
  }
}

/// The first step that writes to a leaf, and the step that makes the first output; how many there are if none does.
template <class Source>
inline constexpr std::uint32_t first_assigning_step = [] {
  auto const& steps = plan::planned<Source>::table.steps;
  std::uint32_t first = plan::planned<Source>::step_count;
  for (std::uint32_t i = plan::planned<Source>::step_count; i-- > 0;)
    for (std::uint32_t nth = 0; nth < steps[i].output_count; ++nth)
      if (steps[i].out[nth].where == plan::space::leaf) first = steps[i].with_previous ? i - 1 : i;
  return first;
}();
template <class Source>
inline constexpr std::uint32_t step_of_first_output = [] {
  auto const& steps = plan::planned<Source>::table.steps;
  plan::place const wanted = plan::planned<Source>::outputs[0];
  std::uint32_t last = plan::planned<Source>::step_count;  // the place may have held something else before
  for (std::uint32_t i = 0; i < plan::planned<Source>::step_count; ++i)
    for (std::uint32_t nth = 0; nth < steps[i].output_count; ++nth)
      if (steps[i].out[nth] == wanted) last = i;
  return last;
}();

/// Runs all steps, or (`ChecksLoss`) those before anything is assigned, and the others if the first output is finite.
/// @return whether it is, or was not asked
template <bool ChecksLoss, class Source, class Layouts, class T>
TAPELESS_FORCE_INLINE inline bool run_if_finite(context<T, Source> const& c) {
  if constexpr (!ChecksLoss) {
    run_steps<Source, Layouts>(c);
    return true;
  } else {
    constexpr std::uint32_t assigning = first_assigning_step<Source>;
    static_assert(
        step_of_first_output<Source> < assigning,
        "tapeless: the program assigns before it knows its first output, which cannot be refused then: plan::options::knows_first_output_first");
    run_each<Source, Layouts, 0>(c, std::make_integer_sequence<std::uint32_t, assigning>{});
    if (!is_finite(*address<plan::planned<Source>::outputs[0], Layouts>(c))) return false;
    run_each<Source, Layouts, assigning>(
        c, std::make_integer_sequence<std::uint32_t, plan::planned<Source>::step_count - assigning>{});
    return true;
  }
}

}  // namespace run
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
