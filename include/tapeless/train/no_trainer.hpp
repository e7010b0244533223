// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/expr/node.hpp"
#include "tapeless/train/outcome.hpp"

#include <cstddef>

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace train {

/// What stands for a trainer whose arguments do not fit together: nothing behind the one error.
template <class T>
class no_trainer {
public:
  using answer = prediction<T, 1, 1>;
  using parameter_store = no_trainer;
  using state_store = no_trainer;
  using workspace = no_trainer;
  using placed = no_trainer;
  template <auto const&>
  using with_frozen = no_trainer;
  using in_parts = no_trainer;
  static constexpr ill_formed input{};
  static constexpr ill_formed truth{};
  static constexpr extents answer_shape{};
  static constexpr std::size_t parameter_bytes() { return 0; }
  static constexpr std::size_t state_bytes() { return 0; }
  static constexpr std::size_t workspace_bytes() { return 0; }
  static constexpr std::size_t storage_bytes() { return 0; }

  constexpr no_trainer() = default;
  template <class... Memory>
  constexpr explicit no_trainer(Memory&...) noexcept {}
  template <class... Arguments>
  constexpr void initialize(Arguments const&...) noexcept {}
  template <class... Arguments>
  constexpr run_status set(Arguments const&...) noexcept {
    return {};
  }
  constexpr void set_defaults() noexcept {}
  template <class... Arguments>
  step_result<T> step(Arguments const&...) noexcept {
    return {};
  }
  template <class... Arguments>
  run_status start(Arguments const&...) noexcept {
    return {};
  }
  bool advance() noexcept { return false; }
  step_result<T> result() noexcept { return {}; }
  template <class... Arguments>
  step_result<T> evaluate(Arguments const&...) noexcept {
    return {};
  }
  template <class... Arguments>
  answer predict(Arguments const&...) noexcept {
    return answer(run_status{});
  }
  constexpr no_trainer& parameters() noexcept { return *this; }
  constexpr no_trainer const& parameters() const noexcept { return *this; }
  constexpr no_trainer& state() noexcept { return *this; }
};

}  // namespace train

}  // namespace TAPELESS_TARGET
}  // namespace tapeless
