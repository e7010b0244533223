// SPDX-License-Identifier: BSL-1.0
// test: clang suffices
#include "rows.hpp"
#include "tapeless/nn/activation.hpp"

namespace operations {

namespace {

double rising(double a) { return std::log1p(std::exp(a)); }
double normal(double a) { return 0.5 * (1 + std::erf(a / std::numbers::sqrt2)); }
double density(double a) { return std::exp(-0.5 * a * a) * std::numbers::inv_sqrtpi / std::numbers::sqrt2; }
/// √(2/π)(x + 0.044715x³) and its derivative.
double bent(double a) { return std::numbers::sqrt2 * std::numbers::inv_sqrtpi * (a + 0.044715 * a * a * a); }
double bend(double a) { return std::numbers::sqrt2 * std::numbers::inv_sqrtpi * (1 + 3 * 0.044715 * a * a); }

// as published (Klambauer et al. 2017)
constexpr double selu_alpha = 1.6732632423543772848170429916717;
constexpr double selu_scale = 1.0507009873554804934193349852946;

constexpr auto pairs = tl::parameter<"a", 4>;
matrix gated(matrix const& a) { return {2, 1, {a(0) * logistic(a(2)), a(1) * logistic(a(3))}}; }
matrix gated_moves(matrix const& a, matrix const& d) {
  auto const moved_gate = [&](std::size_t i) {
    double const gate = logistic(a(i + 2));
    return d(i) * gate + a(i) * gate * (1 - gate) * d(i + 2);
  };
  return {2, 1, {moved_gate(0), moved_gate(1)}};
}

}  // namespace

group activations() {
  return {
      "Activations", "tests/operations/activations.cpp",
      together(
          function(
              [](auto a) { return sigmoid(a); },
              of_one{
                  .name = "sigmoid(x)",
                  .value = R"(\sigma(x) = \frac{1}{1 + e^{-x}})",
                  .at = {anywhere},
                  .formula = [](double a) { return 1 / (1 + std::exp(-a)); },
                  .slope = {[](double a) { return 1 / ((1 + std::exp(-a)) * (1 + std::exp(a))); }},
                  .note =
                      "of the rounded σ(x), so that backward keeps it alone: within ε/2 of σ′, ε = 1.2e-7 in float and "
                      "2.2e-16 in double"}),
          function([](auto a) { return softplus(a); },
                   of_one{.name = "softplus(x)",
                          .value = R"(\log(1 + e^{x}))",
                          .at = {anywhere},
                          .formula = [](double a) { return std::log1p(std::exp(a)); },
                          .slope = {[](double a) { return 1 / (1 + std::exp(-a)); }}}),
          function([](auto a) { return log_sigmoid(a); },
                   of_one{.name = "log_sigmoid(x)",
                          .value = R"(-\log(1 + e^{-x}))",
                          .at = {anywhere},
                          .formula = [](double a) { return -std::log1p(std::exp(-a)); },
                          .slope = {[](double a) { return logistic(-a); }}}),
          function([](auto a) { return silu(a); },
                   of_one{.name = "silu(x)",
                          .value = R"(x \sigma(x))",
                          .at = {anywhere},
                          .formula = [](double a) { return a / (1 + std::exp(-a)); },
                          .slope = {[](double a) { return logistic(a) * (1 + a * logistic(-a)); }},
                          .note = "slope within 5ε, ε = 1.2e-7 in float"}),
          function(
              [](auto a) { return gelu(a); },
              of_one{
                  .name = "gelu(x)",
                  .value = R"(\frac{x}{2} \operatorname{erfc}(-x / \sqrt{2}))",
                  .at = {anywhere},
                  .formula = [](double a) { return a * normal(a); },
                  .slope = {[](double a) { return normal(a) + a * density(a); }},
                  .note =
                      "slope within 2ε, ε = 1.2e-7 in float; relatively x² roundings below 0, where x²/2 is rounded before exp"}),
          function([](auto a) { return gelu_tanh(a); },
                   of_one{.name = "gelu_tanh(x)",
                          .value = R"(\frac{x}{2} (1 + \tanh(\sqrt{2 / \pi} (x + 0.044715 x^{3}))))",
                          .at = {anywhere},
                          .formula = [](double a) { return 0.5 * a * (1 + std::tanh(bent(a))); },
                          .slope = {[](double a) {
                            return 0.5 * (1 + std::tanh(bent(a))) +
                                   0.5 * a * bend(a) / (std::cosh(bent(a)) * std::cosh(bent(a)));
                          }},
                          .note = "slope within 10ε, ε = 1.2e-7 in float"}),
          function([](auto a) { return mish(a); },
                   of_one{.name = "mish(x)",
                          .value = R"(x \tanh(\operatorname{softplus}(x)))",
                          .at = {anywhere},
                          .formula = [](double a) { return a * std::tanh(std::log1p(std::exp(a))); },
                          .slope = {[](double a) {
                            return std::tanh(rising(a)) +
                                   a * logistic(a) / (std::cosh(rising(a)) * std::cosh(rising(a)));
                          }},
                          .note = "slope within 15ε, ε = 1.2e-7 in float"}),
          function(
              [](auto a) { return tl::elu(a, 0.7); },
              of_one{.name = "elu(x, 0.7)",
                     .value = R"(\begin{cases} x & \text{if } x > 0 \\ 0.7 (e^{x} - 1) & \text{otherwise} \end{cases})",
                     .at = {anywhere},
                     .formula = [](double a) { return a > 0 ? a : 0.7 * std::expm1(a); },
                     .slope = {[](double a) { return a > 0 ? 1 : 0.7 * std::exp(a); }},
                     .kinks = {{{0}, {0.7}}}}),
          function(
              [](auto a) { return tl::celu(a, 0.7); },
              of_one{
                  .name = "celu(x, 0.7)",
                  .value =
                      R"(\begin{cases} x & \text{if } x > 0 \\ 0.7 (e^{x / 0.7} - 1) & \text{otherwise} \end{cases})",
                  .at = {anywhere},
                  .formula = [](double a) { return a > 0 ? a : 0.7 * std::expm1(a / 0.7); },
                  .slope = {[](double a) { return a > 0 ? 1 : std::exp(a / 0.7); }},
                  .kinks = {{{0}, {1}}}}),
          function([](auto a) { return selu(a); },
                   of_one{.name = "selu(x)",
                          .value = R"(\lambda \operatorname{elu}(x, \alpha))",
                          .at = {anywhere},
                          .formula = [](double a) { return selu_scale * (a > 0 ? a : selu_alpha * std::expm1(a)); },
                          .slope = {[](double a) { return selu_scale * (a > 0 ? 1 : selu_alpha * std::exp(a)); }},
                          .kinks = {{{0}, {selu_scale * selu_alpha}}}}),
          function([](auto a) { return softsign(a); },
                   of_one{.name = "softsign(x)",
                          .value = R"(\frac{x}{1 + \lvert x \rvert})",
                          .at = {anywhere},
                          .formula = [](double a) { return a / (1 + std::abs(a)); },
                          .slope = {[](double a) { return 1 / ((1 + std::abs(a)) * (1 + std::abs(a))); }},
                          .kinks = {{{0}, {1}}}}),
          function([](auto a) { return gaussian(a); },
                   of_one{.name = "gaussian(x)",
                          .value = R"(e^{-x^{2}})",
                          .at = {anywhere},
                          .formula = [](double a) { return std::exp(-a * a); },
                          .slope = {[](double a) { return -2 * a * std::exp(-a * a); }}}),
          structured<pairs>(
              [](auto a) { return glu(a); },
              {.name = "glu(a)",
               .shape = "2n×1 → n×1",
               .value = R"(a_{1:n} \odot \sigma(a_{n+1:2n}))",
               .formula = [](point const& at) { return gated(at[0]); },
               .tangent = [](point const& at, point const& moves) { return gated_moves(at[0], moves[0]); }}))};
}
in_table const has_activations(place::activations, activations);

}  // namespace operations
