// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/expr/function.hpp"
#include "tapeless/expr/reduction.hpp"

#include <numbers>

namespace tapeless {

/// x where x > 0, slope·x elsewhere.
template <expression X>
constexpr auto leaky_relu(X const& x, double slope = 0.01) {
  return where(x, x, slope * x);
}

/// x·Φ(x) with the normal distribution function Φ(x) = (1 + erf(x/√2))/2 (Hendrycks, Gimpel 2016).
template <expression X>
constexpr auto gelu(X const& x) {
  return 0.5 * x % (1 + erf(x / std::numbers::sqrt2));
}

/// The tanh form of gelu, x/2·(1 + tanh(√(2/π)(x + 0.044715x³))): another function, up to 5e-4 away, with a derivative of its own.
template <expression X>
constexpr auto gelu_tanh(X const& x) {
  constexpr double scale = std::numbers::sqrt2 * std::numbers::inv_sqrtpi;  // √(2/π)
  return 0.5 * x % (1 + tanh(scale * (x + 0.044715 * pow(x, 3))));
}

/// x·σ(x), also called swish.
template <expression X>
constexpr auto silu(X const& x) {
  return x % sigmoid(x);
}

/// x where x > 0, α(eˣ − 1) elsewhere; the branch not taken never overflows.
template <expression X>
constexpr auto elu(X const& x, double alpha = 1.0) {
  return where(x, x, alpha * expm1(minimum(x, 0)));
}

/// Activations as types, for layers: anything with a static `apply` that maps an expression to an expression.
namespace activation {

struct linear {
  template <expression X>
  static constexpr auto apply(X const& x) {
    return x;
  }
};
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
struct softmax {
  template <expression X>
  static constexpr auto apply(X const& x) {
    return tapeless::softmax(x);
  }
};

}  // namespace activation
}  // namespace tapeless
