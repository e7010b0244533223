// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/expr/random.hpp"
#include "tapeless/nn/layer.hpp"

#include <ratio>

/// Layers that regularize by chance. They are in a namespace of their own, as activations are: `dropout(x, ...)` is the
/// function.
namespace tapeless {
namespace error {
template <class Rate>
inline constexpr bool rate_is_no_ratio_or_scalar = false;
template <class Rate>
inline constexpr bool dropout_rate_is_not_from_0_to_1 = false;
}  // namespace error

namespace nn {

/// A setting of a layer: `std::ratio<1, 5>`, or by the name of a scalar that is given at run time.
template <class Setting>
inline constexpr bool is_ratio = false;
template <std::intmax_t Numerator, std::intmax_t Denominator>
inline constexpr bool is_ratio<std::ratio<Numerator, Denominator>> = true;
template <class Setting>
constexpr auto setting() {
  if constexpr (is_ratio<Setting>) {
    return static_cast<double>(Setting::num) / static_cast<double>(Setting::den);
  } else if constexpr (leaf_expression<Setting>) {
    return Setting{};
  } else {
    static_assert(error::rate_is_no_ratio_or_scalar<Setting>,
                  "tapeless: a layer's setting is std::ratio<1, 5>, or the type of a scalar that is given at run time, "
                  "decltype(rate) with constexpr auto rate = scalar<\"rate\">");
    return 0.5;
  }
}

}  // namespace nn

namespace regularization {

/// Dropout with the rate std::ratio<1, 5>, or that of a scalar (`decltype(rate)`) that steps are given at run time: see
/// the function. Its stream is named after the layer.
template <class Rate = std::ratio<1, 2>>
struct dropout {
  template <expression X>
  static constexpr auto apply(X const& x, layer_scope const& scope) {
    if constexpr (nn::is_ratio<Rate>)
      static_assert((Rate::num >= 0 && Rate::num < Rate::den) || error::dropout_rate_is_not_from_0_to_1<Rate>,
                    "tapeless: the rate of dropout is the part that is dropped, at least 0 and less than 1");
    return tapeless::dropout(x, nn::setting<Rate>(), name(scope.prefix.view(), "dropout").view());
  }
};

/// Normal noise with the standard deviation std::ratio<1, 10>, or that of a scalar: see the function.
template <class Deviation>
struct gaussian_noise {
  template <expression X>
  static constexpr auto apply(X const& x, layer_scope const& scope) {
    return tapeless::gaussian_noise(x, nn::setting<Deviation>(), name(scope.prefix.view(), "noise").view());
  }
};

}  // namespace regularization
}  // namespace tapeless
