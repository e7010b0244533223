// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/nn/initializer.hpp"
#include "tapeless/nn/random.hpp"
#include "tapeless/run/store.hpp"

namespace tapeless::inline TAPELESS_TARGET {

/// Fills one parameter: fan-in is its columns, fan-out its rows. Every leaf draws from a stream of its own, given by seed and name, row
/// after row: the values do not depend on the other leaves, on the storage order or on the target. A leaf named `….bias` is zero.
template <class Initializer, class View>
constexpr void initialize_leaf(Initializer const& how, std::uint64_t seed, name const& leaf, View const& values) {
  using T = typename View::element;
  random::pcg32 generator = random::stream(seed, leaf.view());
  bool const bias = leaf.view().ends_with(".bias");
  auto const fill = [&](auto const& draw) {
    for (std::uint32_t i = 0; i < View::rows(); ++i)
      for (std::uint32_t j = 0; j < View::columns(); ++j) values(i, j) = bias ? T{} : draw();
  };
  if constexpr (requires { how.distribution(View::columns(), View::rows()); }) {
    auto const distribution = how.distribution(View::columns(), View::rows());  // takes its square root once
    fill([&] { return distribution.template sample<T>(generator); });
  } else {
    fill([&] { return how.template sample<T>(generator, View::columns(), View::rows()); });
  }
}

/// Fills all parameters of a store.
template <class Initializer, class T, class Source>
constexpr void initialize(store<T, Source, leaf_kind::parameter>& parameters, Initializer const& how, std::uint64_t seed) {
  parameters.for_each([&](name const& leaf, auto const& values) { initialize_leaf(how, seed, leaf, values); });
}

}  // namespace tapeless::inline TAPELESS_TARGET
