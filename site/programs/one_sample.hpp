// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/train/trainer.hpp"

namespace playground {

namespace tl = tapeless;

/// The same trainer with one sample a step, as where data comes from a sensor; of a loss that is no network's, itself.
template <class Trainer>
struct of_one_sample {
  using type = Trainer;
};
template <class Net, class Objective, class Optimizer, std::uint32_t Batch, class T, tl::non_finite Policy>
struct of_one_sample<tl::network_trainer<Net, Objective, Optimizer, Batch, T, Policy>> {
  using type = tl::network_trainer<Net, Objective, Optimizer, 1, T, Policy>;
};

}  // namespace playground
