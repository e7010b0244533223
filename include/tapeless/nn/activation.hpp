// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/expr/function.hpp"
#include "tapeless/expr/norm.hpp"

#include <numbers>

namespace tapeless {
namespace expr {

/// x·gate(x) for a gate that, in double as in float, is 0 below −bound and 1 above bound. The gate sees nothing beyond:
/// its derivatives of every order are 0 there, and x·gate(x) is 0, also where x is −∞ and where squares and cubes of x
/// would overflow.
template <expression X, class Gate>
constexpr auto gated(X const& x, double bound, Gate const& gate) {
  auto const from_below = where(-bound > x, -bound, x);
  return from_below % gate(where(from_below > bound, bound, from_below));
}

}  // namespace expr

/// x where x > 0, slope·x elsewhere.
template <expression X>
constexpr auto leaky_relu(X const& x, double slope = 0.01) {
  return where(x, x, slope * x);
}

/// x·Φ(x) with the normal distribution function Φ(x) = erfc(−x/√2)/2 (Hendrycks, Gimpel 2016).
template <expression X>
constexpr auto gelu(X const& x) {
  return expr::gated(x, 40, [](auto const& within) { return 0.5 * erfc(-(1 / std::numbers::sqrt2 * within)); });
}

/// The tanh form of gelu, x/2·(1 + tanh(√(2/π)(x + 0.044715x³))): another function, up to 5e-4 away, with a derivative
/// of its own. Written with (1 + tanh(u))/2 = σ(2u), which is accurate where tanh(u) is near −1.
template <expression X>
constexpr auto gelu_tanh(X const& x) {
  constexpr double scale = 2 * std::numbers::sqrt2 * std::numbers::inv_sqrtpi;  // 2√(2/π)
  return expr::gated(x, 25,
                     [scale](auto const& within) { return sigmoid(scale * (within + 0.044715 * pow(within, 3))); });
}

/// x·σ(x), also called swish.
template <expression X>
constexpr auto silu(X const& x) {
  return expr::gated(x, 800, [](auto const& within) { return sigmoid(within); });
}

/// x where x > 0, α(eˣ − 1) elsewhere; the branch not taken never overflows.
template <expression X>
constexpr auto elu(X const& x, double alpha = 1.0) {
  return where(x, x, alpha * expm1(where(x, 0, x)));
}

/// λ·elu(x, α) with the λ and α for which activations keep mean 0 and variance 1 (Klambauer et al. 2017).
template <expression X>
constexpr auto selu(X const& x) {
  return 1.0507009873554804934193349852946 * elu(x, 1.6732632423543772848170429916717);
}

/// max(x, 0) + min(α(e^(x/α) − 1), 0): elu with a continuous derivative for every α (Barron 2017).
template <expression X>
constexpr auto celu(X const& x, double alpha = 1.0) {
  return where(x, x, alpha * expm1(where(x, 0, x) / alpha));
}

/// x·tanh(softplus(x)) (Misra 2019).
template <expression X>
constexpr auto mish(X const& x) {
  return expr::gated(x, 800, [](auto const& within) { return tanh(softplus(within)); });
}

/// x where x > 0, slope ⊙ x elsewhere, with a slope that is learnt: a scalar, or one for each element (He et al. 2015).
template <expression X, expression Slope>
constexpr auto prelu(X const& x, Slope const& slope) {
  return where(x, x, slope % x);
}

/// x / (1 + |x|); for |x| ≥ 1 as sgn(x)·(1 − 1/(1 + |x|)), whose derivative 1/(1 + |x|)² does not cancel and has its
/// limits at ±∞.
template <expression X>
constexpr auto softsign(X const& x) {
  auto const size = abs(x);
  auto const reciprocal = 1 / (1 + size);
  return where(size < 1, x % reciprocal, sign(x) % (1 - reciprocal));
}

/// exp(−x²).
template <expression X>
constexpr auto gaussian(X const& x) {
  return exp(-square(clamp(x, -30, 30)));  // 0 beyond, in double too: there is no x² that overflows
}

/// min(max(x, 0), 6); derivative 0 at both ends: like relu it is as flat at a kink as it is beside it, and so are the
/// next three.
template <expression X>
constexpr auto relu6(X const& x) {
  return where(x >= 6, 6, relu(x));
}
/// x within [−1, 1]; derivative 0 at both ends.
template <expression X>
constexpr auto hard_tanh(X const& x) {
  return where(x >= 1, 1, where(x <= -1, -1, x));
}
/// relu6(x + 3)/6: 0 up to −3, 1 from 3 on, a line between.
template <expression X>
constexpr auto hard_sigmoid(X const& x) {
  return relu6(x + 3) / 6;
}
/// x·hard_sigmoid(x) (Howard et al. 2019); derivative 0 at −3 and 1 at 3.
template <expression X>
constexpr auto hard_swish(X const& x) {
  return where(-3 > x, -3, x) % hard_sigmoid(x);  // not −∞·0
}

namespace error {
template <class Shape>
inline constexpr bool needs_an_even_number_of_rows = false;
}

/// The first half of a vector times σ of the second: a linear unit with a gate (Dauphin et al. 2017). 2n numbers in, n
/// out.
template <expression X>
constexpr auto glu(X const& x) {
  if constexpr (any_ill_formed<X>) {
    return ill_formed{};
  } else if constexpr (X::shape.rows % 2 != 0) {
    static_assert(error::needs_an_even_number_of_rows<error::shape_of<X::shape.rows, X::shape.columns>>,
                  "tapeless: glu takes an even number of rows; see shape_of<rows, columns>");
    return ill_formed{};
  } else {
    constexpr std::uint32_t half = X::shape.rows / 2;
    return slice<0, half>(x) % sigmoid(slice<half, half>(x));
  }
}

/// Padé's x(27 + x²)/(27 + 9x²) within [−3, 3], where it reaches ±1, and ±1 outside: at most 0.0236 away from tanh,
/// without exp. It is a function of its own and its derivative is that of this formula: 0 outside.
template <expression X>
constexpr auto fast_tanh(X const& x) {
  auto const within = clamp(x, -3, 3);
  auto const squared = square(within);
  return within % (27 + squared) / (27 + 9 * squared);
}

namespace error {
template <class X>
inline constexpr bool softmax_of_one_number = false;
}

/// Activations as types, for layers: anything with a static `apply` that maps an expression to an expression.
namespace activation {

/// x itself: a layer without activation.
struct linear {
  template <expression X>
  static constexpr auto apply(X const& x) {
    return x;
  }
};
/// Each applies the function of its name.
struct tanh {
  template <expression X>
  static constexpr auto apply(X const& x) {
    return tapeless::tanh(x);
  }
};
struct sigmoid {
  template <expression X>
  static constexpr auto apply(X const& x) {
    return tapeless::sigmoid(x);
  }
};
struct relu {
  template <expression X>
  static constexpr auto apply(X const& x) {
    return tapeless::relu(x);
  }
};
struct leaky_relu {
  template <expression X>
  static constexpr auto apply(X const& x) {
    return tapeless::leaky_relu(x);
  }
};
struct gelu {
  template <expression X>
  static constexpr auto apply(X const& x) {
    return tapeless::gelu(x);
  }
};
struct gelu_tanh {
  template <expression X>
  static constexpr auto apply(X const& x) {
    return tapeless::gelu_tanh(x);
  }
};
struct silu {
  template <expression X>
  static constexpr auto apply(X const& x) {
    return tapeless::silu(x);
  }
};
struct softplus {
  template <expression X>
  static constexpr auto apply(X const& x) {
    return tapeless::softplus(x);
  }
};
struct elu {
  template <expression X>
  static constexpr auto apply(X const& x) {
    return tapeless::elu(x);
  }
};
struct selu {
  template <expression X>
  static constexpr auto apply(X const& x) {
    return tapeless::selu(x);
  }
};
struct celu {
  template <expression X>
  static constexpr auto apply(X const& x) {
    return tapeless::celu(x);
  }
};
struct mish {
  template <expression X>
  static constexpr auto apply(X const& x) {
    return tapeless::mish(x);
  }
};
struct softsign {
  template <expression X>
  static constexpr auto apply(X const& x) {
    return tapeless::softsign(x);
  }
};
struct gaussian {
  template <expression X>
  static constexpr auto apply(X const& x) {
    return tapeless::gaussian(x);
  }
};
struct relu6 {
  template <expression X>
  static constexpr auto apply(X const& x) {
    return tapeless::relu6(x);
  }
};
struct hard_tanh {
  template <expression X>
  static constexpr auto apply(X const& x) {
    return tapeless::hard_tanh(x);
  }
};
struct hard_sigmoid {
  template <expression X>
  static constexpr auto apply(X const& x) {
    return tapeless::hard_sigmoid(x);
  }
};
struct hard_swish {
  template <expression X>
  static constexpr auto apply(X const& x) {
    return tapeless::hard_swish(x);
  }
};
struct fast_tanh {
  template <expression X>
  static constexpr auto apply(X const& x) {
    return tapeless::fast_tanh(x);
  }
};
/// `softmax` of a column: a distribution over classes. One number is an error.
struct softmax {
  template <expression X>
  static constexpr auto apply(X const& x) {
    if constexpr (X::shape.is_scalar() && !any_ill_formed<X>) {
      static_assert(error::softmax_of_one_number<X>,
                    "tapeless: softmax of one number is 1, whatever the number: a yes or no is a sigmoid");
      return ill_formed{};
    } else {
      return tapeless::softmax(x);
    }
  }
};

}  // namespace activation
}  // namespace tapeless
