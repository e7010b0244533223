// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/nn/initializer.hpp"
#include "tapeless/nn/random.hpp"
#include "tapeless/run/store.hpp"

#include <array>

namespace tapeless {
inline namespace TAPELESS_TARGET {

namespace initializer {

/// Row after row, whatever the storage order.
template <class View, class Draw>
constexpr void fill_rows(View const& values, Draw const& draw) {
  for (std::uint32_t i = 0; i < View::rows(); ++i)
    for (std::uint32_t j = 0; j < View::columns(); ++j) values(i, j) = draw();
}

}  // namespace initializer

/// Fills one parameter: fan-in is its columns, fan-out its rows. Every leaf draws from a stream of its own, given by
/// seed and name, row after row: the values do not depend on the other leaves, on the storage order or on the target. A
/// leaf named `….bias` is zero.
template <class Initializer, class View>
constexpr void initialize_leaf(Initializer const& how, std::uint64_t seed, name const& identifier, View const& values) {
  using T = typename View::element;
  random::pcg32 generator = random::stream(seed, identifier.view());
  if (identifier.view().ends_with(".bias")) {
    initializer::fill_rows(values, [] { return T{}; });
  } else if constexpr (nn::has_distribution<Initializer, T>) {
    auto const distribution = how.distribution(View::columns(), View::rows());  // takes its square root once
    initializer::fill_rows(values, [&] { return distribution.template sample<T>(generator); });
  } else {
    initializer::fill_rows(values, [&] { return how.template sample<T>(generator, View::columns(), View::rows()); });
  }
}

namespace initializer {

/// With what the leaves of a store begin, converted while the program is compiled; NaN where nothing says it.
template <class T, class Layout>
inline constexpr auto first_values = [] {
  std::array<T, Layout::count + 1> values{};
  for (std::size_t nth = 0; nth < Layout::count; ++nth) values[nth] = static_cast<T>(Layout::table.each[nth].initial);
  return values;
}();
/// How many of them are given; and of those how many are not 0.
template <class T, class Layout, bool CountZeros>
inline constexpr std::size_t given_values = [] {
  std::size_t given = 0;
  for (std::size_t nth = 0; nth < Layout::count; ++nth) {
    T const begins_with = first_values<T, Layout>[nth];
    given += begins_with == begins_with && (CountZeros || begins_with != 0) ? 1U : 0U;
  }
  return given;
}();
/// Fills the leaves of which something says with what they begin, and the others by `otherwise`.
template <class T, class Source, leaf_kind Kind, class Otherwise>
constexpr void fill(store<T, Source, Kind>& values_of, Otherwise const& otherwise) {
  using layout = typename store<T, Source, Kind>::layout;
  if constexpr (given_values<T, layout, true> == 0) {
    values_of.for_each(otherwise);
  } else {
    T const* first = first_values<T, layout>.data();
    values_of.for_each([&](name const& leaf_name, auto const& values) {
      T const value = *first++;
      if (value == value)
        fill_rows(values, [&] { return value; });
      else
        otherwise(leaf_name, values);
    });
  }
}

}  // namespace initializer

/// Fills all state of a store: zeros, but where a layer says something else (a running variance is 1 at first).
template <class T, class Source>
constexpr void initialize(store<T, Source, leaf_kind::state>& state) {
  for (std::uint32_t i = 0; i < state.stored_size(); ++i) state.data()[i] = T{};
  if constexpr (initializer::given_values<T, typename store<T, Source, leaf_kind::state>::layout, false> != 0)
    initializer::fill(state, [](name const&, auto const&) {});
}

/// Fills all parameters of a store, but those of which their layer says what they are at first (the weight of a
/// normalization is 1); `how` is an initializer (nn::initializer): `initialize(parameters,
/// initializer::glorot{}, 1)`.
template <class Initializer, class T, class Source>
constexpr void initialize(store<T, Source, leaf_kind::parameter>& parameters, Initializer const& how,
                          std::uint64_t seed) {
  if constexpr (nn::initializer<Initializer, T>) {
    initializer::fill(
        parameters, [&](name const& leaf_name, auto const& values) { initialize_leaf(how, seed, leaf_name, values); });
  } else {
    static_assert(
        error::no_initializer<Initializer>,
        "tapeless: an initializer is glorot{}, he{}, ... or an object with template <class T, class G> constexpr T sample(G& generator, std::uint32_t fan_in, std::uint32_t fan_out) const, public");
  }
}

}  // namespace TAPELESS_TARGET
}  // namespace tapeless
