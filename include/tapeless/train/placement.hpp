// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/target/current.hpp"

#include <cstddef>

namespace tapeless {
inline namespace TAPELESS_TARGET {

/// Where a trainer's memory is: parameters, state and workspace within the trainer, one object.
struct within_trainer {
  template <class...>
  static constexpr std::size_t bytes_elsewhere = 0;
  template <class Parameters, class State, class Workspace>
  struct memory {
    Parameters parameters{};
    State state{};
    Workspace workspace{};
  };
};

/// Three objects that the user places, each in a memory of its own; the trainer refers to them. They are at least as
/// long there as the trainer is.
struct placed_by_user {
  template <class... Memory>
  static constexpr std::size_t bytes_elsewhere = (sizeof(Memory) + ...);
  template <class Parameters, class State, class Workspace>
  struct memory {
    Parameters& parameters;
    State& state;
    Workspace& workspace;
  };
};

}  // namespace TAPELESS_TARGET
}  // namespace tapeless
