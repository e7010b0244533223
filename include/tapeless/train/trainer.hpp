// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/train/any_loss.hpp"
#include "tapeless/train/in_parts.hpp"

namespace tapeless {
inline namespace TAPELESS_TARGET {

/// A trainer of a network: `network_trainer<net, objective::softmax_cross_entropy, optimizer::adam, 32>` takes up to 32
/// samples a step.
template <class Net, class Objective, class Optimizer, std::uint32_t Batch, class T = float,
          non_finite Policy = non_finite::refused>
class network_trainer : public trainer<network_loss<Net, Objective, Batch>, Optimizer, T, Policy> {
public:
  using trainer<network_loss<Net, Objective, Batch>, Optimizer, T, Policy>::operator=;
};

template <class Net, class Objective, class Optimizer, std::uint32_t Batch, class T, non_finite Policy>
  requires(!train::trainable<Net, Objective> || !train::optimizer<Optimizer> || !element_type<T>)
class network_trainer<Net, Objective, Optimizer, Batch, T, Policy> : public train::no_trainer<T> {
  static_assert((train::loss_of_network<Net, Objective, Batch>(), true));  // one error, not two
  static_assert(
      train::optimizer_checked<std::conditional_t<train::trainable<Net, Objective>, Optimizer, optimizer::sgd>>() ||
      true);
  static_assert(run::computes_in<T>() || true);
};

}  // namespace TAPELESS_TARGET
}  // namespace tapeless
