// SPDX-License-Identifier: BSL-1.0
// test: clang suffices
#include "rows.hpp"
#include "tapeless/expr/function.hpp"

namespace operations {

constexpr numbers above_one{1.4, 2.1, 1.75, 3.2, 1.6};

group angular_functions() {
  return {
      "Angles and hyperbolic functions", "tests/operations/angular_functions.cpp",
      together(
          function([](auto a) { return sin(a); }, of_one{.name = "sin(x)",
                                                         .value = R"(\sin x)",
                                                         .at = {anywhere},
                                                         .formula = [](double a) { return std::sin(a); },
                                                         .slope = {[](double a) { return std::cos(a); }}}),
          function([](auto a) { return cos(a); }, of_one{.name = "cos(x)",
                                                         .value = R"(\cos x)",
                                                         .at = {anywhere},
                                                         .formula = [](double a) { return std::cos(a); },
                                                         .slope = {[](double a) { return -std::sin(a); }}}),
          function([](auto a) { return tan(a); },
                   of_one{.name = "tan(x)",
                          .value = R"(\tan x)",
                          .at = {within_one},
                          .formula = [](double a) { return std::tan(a); },
                          .slope = {[](double a) { return 1 / (std::cos(a) * std::cos(a)); }}}),
          function([](auto a) { return asin(a); }, of_one{.name = "asin(x)",
                                                          .value = R"(\arcsin x)",
                                                          .at = {within_one},
                                                          .formula = [](double a) { return std::asin(a); },
                                                          .slope = {[](double a) { return 1 / std::sqrt(1 - a * a); }},
                                                          .kinks = {{{1}, {HUGE_VAL}}, {{-1}, {HUGE_VAL}}}}),
          function([](auto a) { return acos(a); }, of_one{.name = "acos(x)",
                                                          .value = R"(\arccos x)",
                                                          .at = {within_one},
                                                          .formula = [](double a) { return std::acos(a); },
                                                          .slope = {[](double a) { return -1 / std::sqrt(1 - a * a); }},
                                                          .kinks = {{{1}, {-HUGE_VAL}}, {{-1}, {-HUGE_VAL}}}}),
          function([](auto a) { return atan(a); }, of_one{.name = "atan(x)",
                                                          .value = R"(\arctan x)",
                                                          .at = {anywhere},
                                                          .formula = [](double a) { return std::atan(a); },
                                                          .slope = {[](double a) { return 1 / (1 + a * a); }}}),
          function([](auto a, auto b) { return atan2(a, b); },
                   of_two{.name = "atan2(x, y)",
                          .value = R"(\operatorname{atan2}(x, y))",
                          .at = {anywhere, elsewhere},
                          .formula = [](double a, double b) { return std::atan2(a, b); },
                          .slope = {[](double a, double b) { return b / (a * a + b * b); },
                                    [](double a, double b) { return -a / (a * a + b * b); }},
                          .kinks = {{{0, -1}, {-1, 0}}, {{0, 0}, {0, 0}}},
                          .is_rough_at_kinks = true}),
          function([](auto a) { return sinh(a); }, of_one{.name = "sinh(x)",
                                                          .value = R"(\sinh x)",
                                                          .at = {anywhere},
                                                          .formula = [](double a) { return std::sinh(a); },
                                                          .slope = {[](double a) { return std::cosh(a); }}}),
          function([](auto a) { return cosh(a); }, of_one{.name = "cosh(x)",
                                                          .value = R"(\cosh x)",
                                                          .at = {anywhere},
                                                          .formula = [](double a) { return std::cosh(a); },
                                                          .slope = {[](double a) { return std::sinh(a); }}}),
          function(
              [](auto a) { return tanh(a); },
              of_one{
                  .name = "tanh(x)",
                  .value = R"(\tanh x)",
                  .at = {anywhere},
                  .formula = [](double a) { return std::tanh(a); },
                  .slope = {[](double a) { return 1 / (std::cosh(a) * std::cosh(a)); }},
                  .note =
                      "of the rounded tanh(x), so that backward keeps it alone: within 2ε of tanh′, ε = 1.2e-7 in float "
                      "and 2.2e-16 in double"}),
          function([](auto a) { return asinh(a); },
                   of_one{.name = "asinh(x)",
                          .value = R"(\operatorname{arsinh}(x))",
                          .at = {anywhere},
                          .formula = [](double a) { return std::asinh(a); },
                          .slope = {[](double a) { return 1 / std::sqrt(1 + a * a); }}}),
          function([](auto a) { return acosh(a); }, of_one{.name = "acosh(x)",
                                                           .value = R"(\operatorname{arcosh}(x))",
                                                           .at = {above_one},
                                                           .formula = [](double a) { return std::acosh(a); },
                                                           .slope = {[](double a) { return 1 / std::sqrt(a * a - 1); }},
                                                           .kinks = {{{1}, {HUGE_VAL}}}}),
          function([](auto a) { return atanh(a); }, of_one{.name = "atanh(x)",
                                                           .value = R"(\operatorname{artanh}(x))",
                                                           .at = {within_one},
                                                           .formula = [](double a) { return std::atanh(a); },
                                                           .slope = {[](double a) { return 1 / (1 - a * a); }}}))};
}
in_table const has_angular_functions(place::angular_functions, angular_functions);

}  // namespace operations
