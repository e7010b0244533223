// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/meta/target.hpp"
#include "tapeless/train/optimizer.hpp"

#include <boost/hana/for_each.hpp>
#include <boost/hana/length.hpp>
#include <boost/hana/unpack.hpp>

#include <array>
#include <cstddef>

namespace tapeless::inline TAPELESS_TARGET::train {

/// The values of an optimizer's scalars: a binding that serves all of them.
template <class T, class Optimizer>
struct settings {
  static constexpr std::size_t count = decltype(boost::hana::length(Optimizer::hyperparameters))::value;
  static constexpr std::array<name, count> names = boost::hana::unpack(
      Optimizer::hyperparameters, [](auto const&... each) { return std::array<name, count>{each.leaf.identifier...}; });
  T values[count == 0 ? 1 : count]{};

  /// Index of the scalar of that name, or `count`.
  static constexpr std::size_t find(name const& wanted) {
    std::size_t i = 0;
    while (i < count && !(names[i] == wanted)) ++i;
    return i;
  }
  constexpr void set_defaults() {
    std::size_t i = 0;
    boost::hana::for_each(Optimizer::hyperparameters,
                          [&](auto const& each) { values[i++] = static_cast<T>(each.initial); });
  }
};

}  // namespace tapeless::inline TAPELESS_TARGET::train
