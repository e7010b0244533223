// SPDX-License-Identifier: BSL-1.0
// test: clang suffices
#include "matrices.hpp"
#include "tapeless/nn/classification_loss.hpp"
#include "tapeless/nn/regression_loss.hpp"

namespace operations {
namespace {

constexpr auto p = tl::parameter<"p", 3>;
constexpr auto q = tl::parameter<"q", 3>;
constexpr auto logits = tl::parameter<"z", 3>;
matrix const scores(3, 1, {0.5, -1.2, 0.9});
matrix const probabilities(3, 1, {0.2, 0.7, 0.45});
matrix const targets(3, 1, {0.6, 0.15, 0.3});

/// The mean of what a loss of each element is, and of what it moves by: `of(i)`.
template <class F>
matrix mean_of_three(F const& of) {
  return scalar_matrix((of(0u) + of(1u) + of(2u)) / 3);
}
template <class F>
matrix sum_of_three(F const& of) {
  return scalar_matrix(of(0u) + of(1u) + of(2u));
}
double log_total(matrix const& z) { return std::log(std::exp(z(0)) + std::exp(z(1)) + std::exp(z(2))); }

auto of_numbers() {
  matrix const level(3, 1, {0.4, 0.4, 0.4});
  matrix const flat(3, 1);
  matrix const less(3, 1, std::vector<double>(3, (0.5 - 0.75) / 3));
  matrix const more(3, 1, std::vector<double>(3, (0.75 - 0.5) / 3));
  return together(
      structured<v, w>(
          [](auto a, auto b) { return mean_absolute_error(a, b); },
          {.name = "mean_absolute_error(v, w)",
           .shape = "m×n, m×n → scalar",
           .value = R"(\frac{1}{n} \sum_{i} \lvert v_{i} - w_{i} \rvert)",
           .kink_text = "0 where they are equal",
           .formula =
               [](point const& at) { return mean_of_three([&](auto i) { return std::abs(at[0](i) - at[1](i)); }); },
           .tangent =
               [](point const& at, point const& moves) {
                 return mean_of_three(
                     [&](auto i) { return std::copysign(1.0, at[0](i) - at[1](i)) * (moves[0](i) - moves[1](i)); });
               },
           .kinks = {{{level, level}, {flat, flat}}}}),
      structured<v, w>([](auto a, auto b) { return pinball(a, b, 0.75); },
                       {.name = "pinball(v, w, 0.75)",
                        .shape = "m×n, m×n → scalar",
                        .value = R"(\frac{1}{n} \sum_{i} \max(0.75 d_{i}, -0.25 d_{i}), \; d = w - v)",
                        .kink_text = "½ − 0.75 where they are equal, between both sides",
                        .formula =
                            [](point const& at) {
                              return mean_of_three([&](auto i) {
                                double const d = at[1](i) - at[0](i);
                                return d > 0 ? 0.75 * d : -0.25 * d;
                              });
                            },
                        .tangent =
                            [](point const& at, point const& moves) {
                              return mean_of_three([&](auto i) {
                                return (at[1](i) > at[0](i) ? 0.75 : -0.25) * (moves[1](i) - moves[0](i));
                              });
                            },
                        .kinks = {{{level, level}, {less, more}}}}),
      structured<v, w>([](auto a, auto b) { return cosine_distance(a, b); },
                       {.name = "cosine_distance(v, w)",
                        .shape = "n×1, n×1 → scalar",
                        .value = R"(1 - \frac{v^{\top} w}{\lVert v \rVert \lVert w \rVert})",
                        .formula =
                            [](point const& at) {
                              line const &a = at[0].values, &b = at[1].values;
                              return scalar_matrix(1 - inner(a, b) / std::sqrt(inner(a, a) * inner(b, b)));
                            },
                        .tangent =
                            [](point const& at, point const& moves) {
                              line const &a = at[0].values, &b = at[1].values;
                              line const &da = moves[0].values, &db = moves[1].values;
                              double const lengths = std::sqrt(inner(a, a) * inner(b, b));
                              double const shrink = inner(a, da) / inner(a, a) + inner(b, db) / inner(b, b);
                              return scalar_matrix((inner(a, b) * shrink - inner(da, b) - inner(a, db)) / lengths);
                            }}),
      structured<v, p, w>(
          [](auto a, auto variance, auto b) { return gaussian_nll(a, variance, b); },
          {.name = "gaussian_nll(v, p, w)",
           .shape = "m×n, m×n or scalar, m×n → scalar",
           .value = R"(\frac{1}{2n} \sum_{i} \left( \log p_{i} + \frac{(v_{i} - w_{i})^{2}}{p_{i}} \right))",
           .note = "variances below ε count as ε, with the derivative there",
           .at = {scores, probabilities, targets},
           .formula =
               [](point const& at) {
                 return mean_of_three([&](auto i) {
                   double const apart = at[0](i) - at[2](i);
                   return (std::log(at[1](i)) + apart * apart / at[1](i)) / 2;
                 });
               },
           .tangent =
               [](point const& at, point const& moves) {
                 return mean_of_three([&](auto i) {
                   double const ratio = (at[0](i) - at[2](i)) / at[1](i);
                   return (1 / at[1](i) - ratio * ratio) / 2 * moves[1](i) + ratio * (moves[0](i) - moves[2](i));
                 });
               }}));
}

auto of_distributions() {
  return together(
      structured<p, q>([](auto a, auto b) { return kl_divergence(a, b); },
                       {.name = "kl_divergence(p, q)",
                        .shape = "n×1, n×1 → scalar",
                        .value = R"(\sum_{i} q_{i} (\log q_{i} - \log p_{i}))",
                        .note = "0·log 0 = 0",
                        .at = {probabilities, targets},
                        .formula =
                            [](point const& at) {
                              return sum_of_three([&](auto i) { return at[1](i) * std::log(at[1](i) / at[0](i)); });
                            },
                        .tangent =
                            [](point const& at, point const& moves) {
                              return sum_of_three([&](auto i) {
                                double const ratio = at[1](i) / at[0](i);
                                return moves[1](i) * (std::log(ratio) + 1) - ratio * moves[0](i);
                              });
                            }}),
      structured<logits, q>([](auto a, auto b) { return kl_divergence_with_logits(a, b); },
                            {.name = "kl_divergence_with_logits(z, q)",
                             .shape = "n×1, n×1 → scalar",
                             .value = R"(\sum_{i} q_{i} (\log q_{i} - \log \operatorname{softmax}(z)_{i}))",
                             .at = {scores, targets},
                             .formula =
                                 [](point const& at) {
                                   double const all = log_total(at[0]);
                                   return sum_of_three(
                                       [&](auto i) { return at[1](i) * (std::log(at[1](i)) - at[0](i) + all); });
                                 },
                             .tangent =
                                 [](point const& at, point const& moves) {
                                   double const all = log_total(at[0]);
                                   double const weight = total(at[1].values);
                                   return sum_of_three([&](auto i) {
                                     return moves[1](i) * (std::log(at[1](i)) + 1 - at[0](i) + all) +
                                            (weight * std::exp(at[0](i) - all) - at[1](i)) * moves[0](i);
                                   });
                                 }}),
      structured<q>([](auto a) { return smooth_labels(a, 0.1); },
                    {.name = "smooth_labels(q, 0.1)",
                     .shape = "n×1 → n×1",
                     .value = R"((1 - 0.1) q + \frac{0.1}{n})",
                     .formula = [](point const& at) { return 0.9 * at[0] + matrix(3, 1, line(3, 0.1 / 3)); },
                     .tangent = [](point const&, point const& moves) { return 0.9 * moves[0]; }}));
}

/// (1 − p)² log p, and its derivative by p.
double weighed_logarithm(double of) { return (1 - of) * (1 - of) * std::log(of); }
double slope_of_weighed(double of) { return (1 - of) * (1 - of) / of - 2 * (1 - of) * std::log(of); }
double yes(double z) { return 1 / (1 + std::exp(-z)); }

auto focal() {
  return together(
      structured<logits>(
          [](auto a) { return focal_with_logits(a, truth); },
          {.name = "focal_with_logits(z, y)",
           .shape = "n×1, a label → scalar",
           .value = R"(-(1 - p)^{2} \log p, \; p = \operatorname{softmax}(z)_{y})",
           .formula =
               [](point const& at) { return scalar_matrix(-weighed_logarithm(std::exp(at[0](1) - log_total(at[0])))); },
           .tangent =
               [](point const& at, point const& moves) {
                 double const all = log_total(at[0]);
                 double const of_class = std::exp(at[0](1) - all);
                 double moved = moves[0](1);
                 for (std::size_t i = 0; i < 3; ++i) moved -= std::exp(at[0](i) - all) * moves[0](i);
                 return scalar_matrix(-slope_of_weighed(of_class) * of_class * moved);
               }}),
      structured<logits, q>(
          [](auto a, auto b) { return binary_focal_with_logits(a, b); },
          {.name = "binary_focal_with_logits(z, q)",
           .shape = "m×n, m×n → scalar",
           .value =
               R"(-\frac{1}{n} \sum_{i} (q_{i} (1 - p_{i})^{2} \log p_{i} + (1 - q_{i}) p_{i}^{2} \log(1 - p_{i})), \; p = \sigma(z))",
           .at = {scores, targets},
           .formula =
               [](point const& at) {
                 return mean_of_three([&](auto i) {
                   double const of = yes(at[0](i));
                   return -at[1](i) * weighed_logarithm(of) - (1 - at[1](i)) * weighed_logarithm(1 - of);
                 });
               },
           .tangent =
               [](point const& at, point const& moves) {
                 return mean_of_three([&](auto i) {
                   double const of = yes(at[0](i));
                   double const slope = (1 - at[1](i)) * slope_of_weighed(1 - of) - at[1](i) * slope_of_weighed(of);
                   return slope * of * (1 - of) * moves[0](i) +
                          (weighed_logarithm(1 - of) - weighed_logarithm(of)) * moves[1](i);
                 });
               }}));
}

}  // namespace

group further_losses() {
  group made{"Losses of numbers and of distributions", "tests/operations/further_losses.cpp", {}};
  for (auto const& rows : {of_numbers(), of_distributions(), focal()})
    made.rows.insert(made.rows.end(), rows.begin(), rows.end());
  return made;
}
in_table const has_further_losses(place::further_losses, further_losses);

}  // namespace operations
