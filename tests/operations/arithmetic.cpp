// SPDX-License-Identifier: BSL-1.0
// test: clang suffices
#include "matrices.hpp"
#include "tapeless/expr/structure.hpp"

namespace operations {
namespace {

double inner_of(point const& at) { return plain::sum(plain::hadamard(at[0], at[1])); }

}  // namespace

group arithmetic() {
  return {
      "Arithmetic", "tests/operations/arithmetic.cpp",
      together(
          function([](auto a, auto b) { return a + b; },
                   of_two{.name = "x + y",
                          .value = "x + y",
                          .at = {anywhere, elsewhere},
                          .formula = [](double a, double b) { return a + b; },
                          .slope = {[](double, double) { return 1.0; }, [](double, double) { return 1.0; }}}),
          function([](auto a, auto b) { return a - b; },
                   of_two{.name = "x - y",
                          .value = "x - y",
                          .at = {anywhere, elsewhere},
                          .formula = [](double a, double b) { return a - b; },
                          .slope = {[](double, double) { return 1.0; }, [](double, double) { return -1.0; }}}),
          function([](auto a) { return -a; }, of_one{.name = "-x",
                                                     .value = "-x",
                                                     .at = {anywhere},
                                                     .formula = [](double a) { return -a; },
                                                     .slope = {[](double) { return -1.0; }}}),
          function([](auto a, auto b) { return a % b; },
                   of_two{.name = "x % y",
                          .value = R"(x \odot y)",
                          .at = {anywhere, elsewhere},
                          .formula = [](double a, double b) { return a * b; },
                          .slope = {[](double, double b) { return b; }, [](double a, double) { return a; }}}),
          function([](auto a, auto b) { return a / b; },
                   of_two{.name = "x / y",
                          .value = R"(\frac{x}{y})",
                          .at = {anywhere, elsewhere},
                          .formula = [](double a, double b) { return a / b; },
                          .slope = {[](double, double b) { return 1 / b; },
                                    [](double a, double b) { return -a / (b * b); }}}),
          structured<s, A>([](auto a, auto m) { return a * m; },
                           {.name = "s * A",
                            .shape = "scalar, m×n → m×n",
                            .value = "s A",
                            .formula = [](point const& at) { return at[0](0) * at[1]; },
                            .tangent = [](point const& at,
                                          point const& moves) { return moves[0](0) * at[1] + at[0](0) * moves[1]; }}),
          structured<A, s>(
              [](auto m, auto a) { return m + a; },
              {.name = "A + s",
               .shape = "m×n, scalar → m×n",
               .value = R"(A + s \mathbf{1})",
               .formula = [](point const& at) { return plain::map(at[0], [&](double e) { return e + at[1](0); }); },
               .is_linear = true}),
          structured<A, s>([](auto m, auto a) { return m / a; },
                           {.name = "A / s",
                            .shape = "m×n, scalar → m×n",
                            .value = R"(\frac{1}{s} A)",
                            .formula = [](point const& at) { return (1 / at[1](0)) * at[0]; },
                            .tangent =
                                [](point const& at, point const& moves) {
                                  double const by = at[1](0);
                                  return (1 / by) * moves[0] - (moves[1](0) / (by * by)) * at[0];
                                }}),
          structured<A, B>(
              [](auto l, auto r) { return l * r; },
              {.name = "A * B",
               .shape = "m×k, k×n → m×n",
               .value = "A B",
               .formula = [](point const& at) { return at[0] * at[1]; },
               .tangent = [](point const& at, point const& moves) { return moves[0] * at[1] + at[0] * moves[1]; }}),
          structured<v, w>([](auto l, auto r) { return dot(l, r); },
                           {.name = "dot(v, w)",
                            .shape = "n×1, n×1 → scalar",
                            .value = R"(v^{\top} w)",
                            .formula = [](point const& at) { return scalar_matrix(inner_of(at)); },
                            .tangent =
                                [](point const& at, point const& moves) {
                                  return scalar_matrix(inner_of({moves[0], at[1]}) + inner_of({at[0], moves[1]}));
                                }}),
          structured<v, w>([](auto l, auto r) { return outer(l, r); },
                           {.name = "outer(v, w)",
                            .shape = "m×1, n×1 → m×n",
                            .value = R"(v w^{\top})",
                            .formula = [](point const& at) { return at[0] * plain::transposed(at[1]); },
                            .tangent =
                                [](point const& at, point const& moves) {
                                  return moves[0] * plain::transposed(at[1]) + at[0] * plain::transposed(moves[1]);
                                }}),
          structured<A>([](auto m) { return tl::identity<2>() * m; }, {.name = "identity<m>() * A",
                                                                       .shape = "m×n → m×n",
                                                                       .value = "I A",
                                                                       .formula = [](point const& at) { return at[0]; },
                                                                       .is_linear = true}))};
}
in_table const has_arithmetic(place::arithmetic, arithmetic);

}  // namespace operations
