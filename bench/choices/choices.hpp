// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "training.hpp"

/// What a special case of the planner or of a kernel gains: the same training step with it and without it.
namespace choices {

using plan::kernel_id;

/// A special case, and the options that turn it off.
struct special_case {
  char const* name;
  plan::options off;
};
inline constexpr plan::kernel_set none{};
inline constexpr std::array special_cases{
    special_case{"samples transposed", {.kernels = {.unwanted = none.with(kernel_id::samples_transposed)}}},
    special_case{"functions behind tiles", {.kernels = {.unwanted = none.with(kernel_id::tiles_and_functions)}}},
    special_case{"ends tiles", {.ends_tiles = false}},
    special_case{"joins losses", {.joins_losses = false}},
    special_case{"recomputes", {.recomputes = false}},
    special_case{"scales vectors", {.scales_vectors = false}},
    special_case{"copies transposed", {.copies_transposed = false}},
    special_case{"updates while reading", {.updates_while_reading = false}},
    special_case{"drops batch of one", {.drops_batch_of_one = false}},
    special_case{"gathers numbers", {.gathers_numbers = false}},
    special_case{"keeps classes", {.keeps_classes = false}},
    special_case{"stores on the way", {.stores_on_the_way = false}},
};

/// One network: its step as it is planned, and without each special case (none where the plan and the kernels would be
/// the same).
struct measured_network {
  char const* name;
  std::unique_ptr<training> (*with_all)();
  std::array<std::unique_ptr<training> (*)(), special_cases.size()> without;
};
std::vector<measured_network>& networks();

}  // namespace choices
