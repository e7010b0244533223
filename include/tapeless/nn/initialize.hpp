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

/// What is known of a leaf before there is a seed.
template <class Distribution>
struct recipe {
  std::uint32_t mixed_key[2];  ///< of its name; halves, because 64 bits would be aligned
  std::uint32_t offset;
  std::uint32_t rows;
  std::uint32_t columns;
  Distribution distribution;
};
template <class Initializer, class Layout>
inline constexpr auto recipes = [] {
  using distribution = decltype(Initializer{}.distribution(1, 1));
  return [&]<std::size_t... I>(std::index_sequence<I...>) {
    auto const recipe_of = [](run::slot const& filled_leaf) {
      std::uint64_t const key = random::mix(random::hash(filled_leaf.identifier.view()));
      bool const is_bias = filled_leaf.identifier.view().ends_with(".bias");
      return recipe<distribution>{
          {static_cast<std::uint32_t>(key), static_cast<std::uint32_t>(key >> 32U)},
          filled_leaf.offset,
          filled_leaf.shape.rows,
          filled_leaf.shape.columns,
          is_bias ? distribution{} : Initializer{}.distribution(filled_leaf.shape.columns, filled_leaf.shape.rows)};
    };
    return std::array<recipe<distribution>, Layout::count>{recipe_of(Layout::table.each[I])...};
  }
  (std::make_index_sequence<Layout::count>{});
}();

/// The same draws as initialize_leaf's, with names and roots computed by the compiler: one loop for all leaves and
/// stores, in a third of the code.
template <class T, class Distribution>
constexpr void follow(recipe<Distribution> const* first, recipe<Distribution> const* last, std::uint64_t seed,
                      T* values) {
  for (; first != last; ++first) {
    random::pcg32 generator =
        random::stream_of_mixed(seed, std::uint64_t{first->mixed_key[1]} << 32U | first->mixed_key[0]);
    std::uint32_t const step = plan::leading_dimension({first->rows, first->columns});
    for (std::uint32_t i = 0; i < first->rows; ++i)
      for (std::uint32_t j = 0; j < first->columns; ++j)
        values[first->offset + std::size_t{j} * step + i] = first->distribution.template sample<T>(generator);
  }
}
/// Whether all of an initializer is in its type, and its distribution is 0 where it is all zeros, as those of the
/// library are.
template <class Distribution>
inline constexpr bool is_zero_when_empty =
    std::is_same_v<Distribution, uniform_distribution> || std::is_same_v<Distribution, normal_distribution> ||
    std::is_same_v<Distribution, point_distribution<int>>;
template <class Initializer, class T>
concept known_to_the_compiler = nn::has_distribution<Initializer, T> && std::is_empty_v<Initializer> && requires {
  requires is_zero_when_empty<decltype(Initializer{}.distribution(1, 1))>;
};

}  // namespace initializer

/// Fills all state of a store: zeros, but where a layer says something else (a running variance is 1 at first).
template <class T, class Source>
constexpr void initialize(store<T, Source, leaf_kind::state>& state) noexcept {
  if constexpr (store<T, Source, leaf_kind::state>::layout::count != 0)
    for (std::uint32_t i = 0; i < state.stored_size(); ++i) state.data()[i] = T{};
  if constexpr (initializer::given_values<T, typename store<T, Source, leaf_kind::state>::layout, false> != 0)
    initializer::fill(state, [](name const&, auto const&) {});
}

/// Fills all parameters of a store, but those of which their layer says what they are at first (the weight of a
/// normalization is 1); `how` is an initializer (nn::initializer): `initialize(parameters,
/// initializer::glorot{}, 1)`.
template <class Initializer, class T, class Source>
constexpr void initialize(store<T, Source, leaf_kind::parameter>& parameters, Initializer const& how,
                          std::uint64_t seed) noexcept {
  using layout = typename store<T, Source, leaf_kind::parameter>::layout;
  if constexpr (initializer::known_to_the_compiler<Initializer, T> && initializer::given_values<T, layout, true> == 0) {
    auto const& all = initializer::recipes<Initializer, layout>;
    initializer::follow(all.data(), all.data() + all.size(), seed, parameters.data());
  } else if constexpr (nn::initializer<Initializer, T>) {
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
