// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/math/math.hpp"
#include "tapeless/ops/record.hpp"

#include <numbers>

/// Functions of neural networks, and the error functions.
namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace ops {

template <>
struct record<op::sigmoid> : unary, smooth, folds_everywhere {
  static constexpr notation written{"sigmoid", R"(\sigma)", {}};
  static constexpr c_function c99{"sigmoid", "/* 1 / (1 + exp(-x)) */\n"
                                             "static $ sigmoid($ x) {\n"
                                             "  $ const e = exp@(-fabs@(x));\n"
                                             "  return (x < 0 ? e : 1) / (1 + e);\n"
                                             "}\n"};
  static constexpr std::uint32_t flops = 18;
  TAPELESS_FORCE_INLINE static constexpr auto value(auto x) { return math::sigmoid(x); }
  static constexpr auto vjp(auto g, auto, auto y) { return g * (y * (1 - y)); }
};

template <>
struct record<op::relu> : unary, smooth, folds_everywhere {
  static constexpr notation written{"relu", R"(\operatorname{relu})", {}};
  static constexpr c_function c99{"relu", "static $ relu($ x) { return x < 0 ? 0 : x; }\n"};
  static constexpr std::uint32_t flops = 1;
  template <class T>
  TAPELESS_FORCE_INLINE static constexpr T value(T x) {
    return select(x < T(0), T(0), x);
  }
  static constexpr auto vjp(auto g, auto, auto y) { return where(y, g, 0); }  // y > 0 exactly where x > 0
};

/// log(1 + eˣ)
template <>
struct record<op::softplus> : unary, smooth, folds_everywhere {
  static constexpr notation written{"softplus", R"(\operatorname{softplus})", {}};
  static constexpr c_function c99{"softplus",
                                  "/* log(1 + exp(x)) */\n"
                                  "static $ softplus($ x) { return (x > 0 ? x : 0) + log1p@(exp@(-fabs@(x))); }\n"};
  static constexpr std::uint32_t flops = 44;
  TAPELESS_FORCE_INLINE static constexpr auto value(auto x) { return math::softplus(x); }
  static constexpr auto vjp(auto g, auto x, auto) { return g * sigmoid(x); }
};

template <>
struct record<op::erf> : odd, smooth, folds_everywhere {
  static constexpr notation written{"erf", R"(\operatorname{erf})", {}};
  static constexpr c_function c99{"erf", {}};
  static constexpr std::uint32_t flops = 28;
  TAPELESS_FORCE_INLINE static constexpr auto value(auto x) { return math::erf(x); }
  static constexpr auto vjp(auto g, auto x, auto) { return g * (2 * std::numbers::inv_sqrtpi * exp(-square(x))); }
};

template <>
struct record<op::erfc> : unary, smooth, folds_everywhere {
  static constexpr notation written{"erfc", R"(\operatorname{erfc})", {}};
  static constexpr c_function c99{"erfc", {}};
  static constexpr std::uint32_t flops = 34;
  TAPELESS_FORCE_INLINE static constexpr auto value(auto x) { return math::erfc(x); }
  static constexpr auto vjp(auto g, auto x, auto) { return -(g * (2 * std::numbers::inv_sqrtpi * exp(-square(x)))); }
};

/// Binary cross-entropy of the logit a with the target b.
template <>
struct record<op::logistic_loss> : binary, smooth {
  static constexpr notation written{"logistic_loss",     R"(\log \sigma)", {},
                                    form::logistic_loss, binding::atom,    binding::sum};
  static constexpr c_function c99{"logistic_loss",
                                  "/* cross-entropy of the logit z with the target y: softplus(z) - z * y */\n"
                                  "static $ logistic_loss($ z, $ y) {\n"
                                  "  $ const missed = (z > 0 ? 1 : 0) - y;\n"
                                  "  return (missed == 0 ? 0 : missed * z) + log1p@(exp@(-fabs@(z)));\n"
                                  "}\n"};
  static constexpr std::uint32_t flops = 44;
  static constexpr bool folds(double a, double) { return magnitude(a) < 200; }
  template <class T>
  TAPELESS_FORCE_INLINE static constexpr T value(T a, T b) {
    // z·([z > 0] − y) + log(1 + e^−|z|): no overflow, no cancellation where the loss is tiny, and 0 at ±∞ with the
    // right target
    T const missed = select(a > T(0), T(1), T(0)) - b;
    return missed * select(missed == T(0), T(0), a) + math::softplus_of_negative(a);
  }
  static constexpr auto vjp_first(auto g, auto a, auto b, auto) { return g * (sigmoid(a) - b); }
  static constexpr auto vjp_second(auto g, auto a, auto, auto) { return -(g * a); }
};
}  // namespace ops
}  // namespace TAPELESS_TARGET

/// 1/(1 + e⁻ˣ); derivative σ(1 − σ).
template <ops::argument X>
constexpr auto sigmoid(X const& x) {
  return elementwise(ops::applied<op::sigmoid>{}, x);
}
/// max(x, 0), with derivative 0 at 0; NaN stays NaN.
template <ops::argument X>
constexpr auto relu(X const& x) {
  return elementwise(ops::applied<op::relu>{}, x);
}
/// log(1 + eˣ), without overflow; derivative σ(x).
template <ops::argument X>
constexpr auto softplus(X const& x) {
  return elementwise(ops::applied<op::softplus>{}, x);
}
/// Error function 2/√π ∫₀ˣ e^(−t²) dt.
template <ops::argument X>
constexpr auto erf(X const& x) {
  return elementwise(ops::applied<op::erf>{}, x);
}
/// 1 − erf(x), accurate where erf(x) is near 1.
template <ops::argument X>
constexpr auto erfc(X const& x) {
  return elementwise(ops::applied<op::erfc>{}, x);
}

}  // namespace tapeless
