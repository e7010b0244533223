// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/expr/random.hpp"
#include "tapeless/nn/layer.hpp"
#include "tapeless/nn/setting.hpp"

#include <ratio>

/// Layers that regularize by chance. They are in a namespace of their own, as activations are: `dropout(x, ...)` is the
/// function.
namespace tapeless {
namespace error {
template <class Rate>
inline constexpr bool dropout_rate_is_not_from_0_to_1 = false;
template <class Setting>
inline constexpr bool setting_is_no_ratio_or_scalar = false;
}  // namespace error

namespace nn {

template <class Rate>
inline constexpr bool is_rate = true;
template <std::intmax_t Numerator, std::intmax_t Denominator>
inline constexpr bool is_rate<std::ratio<Numerator, Denominator>> =
    std::ratio<Numerator, Denominator>::num >= 0 &&
    std::ratio<Numerator, Denominator>::num < std::ratio<Numerator, Denominator>::den;

}  // namespace nn

namespace regularization {

/// Dropout with the rate std::ratio<1, 5>, or that of a scalar (`decltype(rate)`) that steps are given at run time: see
/// the function. Its stream is named after the layer.
template <class Rate = std::ratio<1, 2>>
struct dropout {
  template <expression X>
  static constexpr auto apply(X const& x, layer_scope const& scope) {
    if constexpr (!nn::is_setting<Rate>) {
      static_assert(error::setting_is_no_ratio_or_scalar<Rate>,
                    "tapeless: the rate of dropout is std::ratio<1, 5>, or the type of a scalar that is given at run "
                    "time, decltype(rate) of a constexpr auto rate = scalar<name>");
      return ill_formed{};
    } else if constexpr (!nn::is_rate<Rate>) {
      static_assert(error::dropout_rate_is_not_from_0_to_1<Rate>,
                    "tapeless: the rate of dropout is the part that is dropped, at least 0 and less than 1");
      return ill_formed{};
    } else {
      return tapeless::dropout(x, nn::setting<Rate>(), name(scope.prefix.view(), "dropout").view());
    }
  }
};

/// Normal noise with the standard deviation std::ratio<1, 10>, or that of a scalar: see the function.
template <class Deviation>
struct gaussian_noise {
  template <expression X>
  static constexpr auto apply(X const& x, layer_scope const& scope) {
    if constexpr (!nn::is_setting<Deviation>) {
      static_assert(error::setting_is_no_ratio_or_scalar<Deviation>,
                    "tapeless: the deviation of noise is std::ratio<1, 10>, or the type of a scalar that is given at "
                    "run time, decltype(sigma) of a constexpr auto sigma = scalar<name>");
      return ill_formed{};
    } else {
      return tapeless::gaussian_noise(x, nn::setting<Deviation>(), name(scope.prefix.view(), "noise").view());
    }
  }
};

}  // namespace regularization
}  // namespace tapeless
