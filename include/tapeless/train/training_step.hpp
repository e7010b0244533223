// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/train/network_loss.hpp"
#include "tapeless/train/optimizers.hpp"
#include "tapeless/train/update_lowering.hpp"

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace train {

/// One training step as a program, its loss in training mode (expr/mode.hpp): output 0 is the loss before the update;
/// every parameter in it is updated.
template <auto const& Loss, class Optimizer>
struct update_of {
  template <class B>
  static constexpr void lower(B& b) {
    graph::id const root = b.within_mode(true, [&] { return Loss.lower(b); });
    b.output(root);
    update_lowering<B> lowering(b, root);
    lowering.template apply<Optimizer>();
    lowering.finish();
  }
};

}  // namespace train
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
