// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "random_author.hpp"

#include "tapeless/plan/options.hpp"

namespace random_program {

/// How the program of a seed is planned: each layout in a third of them, each special case left out of every twelfth.
constexpr tl::plan::options options_of(std::uint32_t seed) {
  dice roll(seed + 4000000);
  auto const is_on = [&] { return roll(6) != 0; };
  constexpr tl::plan::choice rarely[]{tl::plan::choice::automatic, tl::plan::choice::automatic, tl::plan::choice::never,
                                      tl::plan::choice::always};
  tl::plan::options how{};
  how.samples_lie = static_cast<tl::plan::layout_choice>(roll(3));
  if (roll(2) == 0) return how.drops_batch_of_one = roll(2) == 0, how;
  for (bool* const each : {&how.drops_batch_of_one, &how.fuses_chains, &how.fuses_cores, &how.stores_on_the_way,
                           &how.gathers_numbers, &how.ends_tiles, &how.joins_losses, &how.recomputes,
                           &how.scales_vectors, &how.copies_transposed, &how.updates_while_reading, &how.keeps_classes})
    *each = is_on();
  if (roll(2) == 0) how.drops_batch_of_one = false;
  // each kernel is wanted, and unwanted, in every eighth
  for (std::size_t k = 0; k < tl::plan::kernel_count; ++k) {
    auto const kernel = static_cast<tl::plan::kernel_id>(k);
    if (std::uint32_t const drawn = roll(8); drawn == 0)
      how.kernels.wanted = how.kernels.wanted.with(kernel);
    else if (drawn == 1)
      how.kernels.unwanted = how.kernels.unwanted.with(kernel);
  }
  how.inlines = roll.one_of(rarely);
  how.shares_panels = roll.one_of(rarely);
  return how;
}

template <std::uint32_t Seed>
using planned_source = tl::plan::with_options<source<Seed>, options_of(Seed)>;

}  // namespace random_program
