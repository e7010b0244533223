// SPDX-License-Identifier: BSL-1.0
// test: clang suffices
#include "rows.hpp"
#include "tapeless/nn/activation.hpp"

namespace operations {

namespace {

constexpr numbers saturating{0.8, -3.4, 6.45, 2.7, -1.35};
double hard_logistic(double a) { return a < -3 ? 0 : a > 3 ? 1 : (a + 3) / 6; }
double pade(double a) { return a * (27 + a * a) / (27 + 9 * a * a); }
/// ((27 + 3x²)(27 + 9x²) − 18x²(27 + x²))/(27 + 9x²)² = ((9 − x²)/(9 + 3x²))².
double pade_slope(double a) { return std::pow((9 - a * a) / (9 + 3 * a * a), 2); }

}  // namespace

group hard_activations() {
  return {"Activations in pieces", "tests/operations/hard_activations.cpp",
          together(
              function([](auto a) { return relu(a); }, of_one{.name = "relu(x)",
                                                              .value = R"(\max(x, 0))",
                                                              .at = {anywhere},
                                                              .formula = [](double a) { return a > 0 ? a : 0; },
                                                              .slope = {[](double a) { return a > 0 ? 1.0 : 0.0; }},
                                                              .kinks = {{{0}, {0}}}}),
              function([](auto a) { return leaky_relu(a); },
                       of_one{.name = "leaky_relu(x)",
                              .value = R"(\begin{cases} x & \text{if } x > 0 \\ 0.01 x & \text{otherwise} \end{cases})",
                              .at = {anywhere},
                              .formula = [](double a) { return a > 0 ? a : 0.01 * a; },
                              .slope = {[](double a) { return a > 0 ? 1 : 0.01; }},
                              .kinks = {{{0}, {0.01}}}}),
              function([](auto a, auto b) { return prelu(a, b); },
                       of_two{.name = "prelu(x, y)",
                              .value = R"(\begin{cases} x & \text{if } x > 0 \\ y x & \text{otherwise} \end{cases})",
                              .at = {anywhere, elsewhere},
                              .formula = [](double a, double b) { return a > 0 ? a : b * a; },
                              .slope = {[](double a, double b) { return a > 0 ? 1 : b; },
                                        [](double a, double) { return a > 0 ? 0 : a; }},
                              .kinks = {{{0, 0.3}, {0.3, 0}}}}),
              function([](auto a) { return relu6(a); },
                       of_one{.name = "relu6(x)",
                              .value = R"(\min(\max(x, 0), 6))",
                              .at = {saturating},
                              .formula = [](double a) { return a < 0   ? 0
                                                               : a > 6 ? 6
                                                                       : a; },
                              .slope = {[](double a) { return a < 0 || a > 6 ? 0.0 : 1.0; }},
                              .kinks = {{{0}, {0}}, {{6}, {0}}}}),
              function([](auto a) { return hard_tanh(a); },
                       of_one{.name = "hard_tanh(x)",
                              .value = R"(\min(\max(x, -1), 1))",
                              .at = {anywhere},
                              .formula = [](double a) { return a < -1  ? -1
                                                               : a > 1 ? 1
                                                                       : a; },
                              .slope = {[](double a) { return a < -1 || a > 1 ? 0.0 : 1.0; }},
                              .kinks = {{{-1}, {0}}, {{1}, {0}}}}),
              function([](auto a) { return hard_sigmoid(a); },
                       of_one{.name = "hard_sigmoid(x)",
                              .value = R"(\frac{1}{6} \min(\max(x + 3, 0), 6))",
                              .at = {saturating},
                              .formula = [](double a) { return hard_logistic(a); },
                              .slope = {[](double a) { return a < -3 || a > 3 ? 0.0 : 1.0 / 6; }},
                              .kinks = {{{-3}, {0}}, {{3}, {0}}}}),
              function([](auto a) { return hard_swish(a); },
                       of_one{.name = "hard_swish(x)",
                              .value = R"(\frac{x}{6} \min(\max(x + 3, 0), 6))",
                              .at = {saturating},
                              .formula = [](double a) { return a * hard_logistic(a); },
                              .slope = {[](double a) { return a < -3  ? 0
                                                              : a > 3 ? 1
                                                                      : (2 * a + 3) / 6; }},
                              .kinks = {{{-3}, {0}}, {{3}, {1}}}}),
              function([](auto a) { return fast_tanh(a); },
                       of_one{.name = "fast_tanh(x)",
                              .value = R"(\frac{c (27 + c^{2})}{27 + 9 c^{2}}, \; c = \min(\max(x, -3), 3))",
                              .at = {saturating},
                              .formula = [](double a) { return pade(a < -3  ? -3
                                                                    : a > 3 ? 3
                                                                            : a); },
                              .slope = {[](double a) { return a < -3 || a > 3 ? 0 : pade_slope(a); }}}))};
}
in_table const has_hard_activations(place::hard_activations, hard_activations);

}  // namespace operations
