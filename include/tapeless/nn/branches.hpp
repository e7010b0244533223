// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/nn/layer.hpp"
#include "tapeless/shape/error.hpp"

#include <utility>

namespace tapeless {

namespace error {
template <class... Layers>
inline constexpr bool branches_of_nothing = false;
template <class Left, class Right>
inline constexpr bool branches_of_different_widths = false;
}  // namespace error

/// Some layers in a row as one layer: a branch, or a part of a network that has a name of its own.
template <class... Layers>
struct branch {
  template <expression X>
  static constexpr auto apply(X const& x, layer_scope const& scope) {
    return nn::apply_layers<Layers...>(x, scope, 0);
  }
};

namespace nn {

template <expression First>
constexpr auto one_above_the_other(First const& first) {
  return first;
}
template <expression First, expression Second, expression... Rest>
constexpr auto one_above_the_other(First const& first, Second const& second, Rest const&... rest) {
  return concatenate<0>(first, one_above_the_other(second, rest...));
}

/// The first of some shapes that has other columns than the first; the first where all agree.
template <extents First, extents... Rest>
constexpr extents of_other_columns() {
  extents found = First;
  ((found = found == First && Rest.columns != First.columns ? Rest : found), ...);
  return found;
}

template <expression First, expression...>
inline constexpr extents shape_of_first = First::shape;

template <class Indices, class... Layers>
struct branches_at;
template <std::uint32_t... I, class... Layers>
struct branches_at<std::integer_sequence<std::uint32_t, I...>, Layers...> {
  template <expression X>
  static constexpr auto apply(X const& x, layer_scope const& scope) {
    if constexpr (sizeof...(Layers) == 0) {
      static_assert(error::branches_of_nothing<X>, "tapeless: branches<layers...> has at least one layer");
      return ill_formed{};
    } else if constexpr (any_ill_formed<decltype(apply_layers<Layers>(x, scope, I))...>) {
      return ill_formed{};
    } else {
      constexpr extents first = shape_of_first<decltype(apply_layers<Layers>(x, scope, I))...>;
      constexpr extents other = of_other_columns<decltype(apply_layers<Layers>(x, scope, I))::shape...>();
      if constexpr (other.columns != first.columns) {
        static_assert(
            error::branches_of_different_widths<error::left<first.rows, first.columns>,
                                                error::right<other.rows, other.columns>>,
            "tapeless: branches are put one above the other and have equal columns; see left and right<rows, columns>");
        return ill_formed{};
      } else {
        return one_above_the_other(apply_layers<Layers>(x, scope, I)...);
      }
    }
  }
};

}  // namespace nn

/// Layers that have one input, their outputs one above the other: `branches<dense<8>, branch<dense<4>, dense<2>>>` has
/// ten outputs.
template <class... Layers>
struct branches : nn::branches_at<std::make_integer_sequence<std::uint32_t, sizeof...(Layers)>, Layers...> {};

}  // namespace tapeless
