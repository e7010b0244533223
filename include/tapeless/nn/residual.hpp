// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/nn/layer.hpp"
#include "tapeless/shape/error.hpp"

#include <type_traits>

namespace tapeless {

namespace error {
template <class Left, class Right>
inline constexpr bool residual_changes_the_shape = false;
}

/// x + f(x), f some layers in a row that keep the shape.
template <class... Layers>
struct residual {
  template <expression X>
  static constexpr auto apply(X const& x, layer_scope const& scope) {
    auto const inner = nn::apply_layers<Layers...>(x, scope, 0);
    using made = std::remove_cvref_t<decltype(inner)>;
    if constexpr (any_ill_formed<X, made>) {
      return ill_formed{};
    } else if constexpr (!same_matrix(X::shape, made::shape)) {
      using left = error::left<X::shape.rows, X::shape.columns>;
      using right = error::right<made::shape.rows, made::shape.columns>;
      static_assert(
          error::residual_changes_the_shape<left, right>,
          "tapeless: a residual block adds its input to its last layer's output: both need equal shapes; see left and right<rows, columns>");
      return ill_formed{};
    } else {
      return x + inner;
    }
  }
};

}  // namespace tapeless
