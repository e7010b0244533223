// SPDX-License-Identifier: BSL-1.0
#pragma once

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

}  // namespace run
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
