// SPDX-License-Identifier: BSL-1.0
// test: clang suffices
#include "reductions.hpp"
#include "tapeless/nn/loss.hpp"
#include "tapeless/nn/normalization.hpp"

namespace operations {
namespace {

constexpr auto p = tl::parameter<"p", 3>;
constexpr auto q = tl::parameter<"q", 3>;
constexpr auto logits = tl::parameter<"z", 3>;
matrix const probabilities(3, 1, {0.2, 0.7, 0.45});
matrix const targets(3, 1, {0.6, 0.15, 0.3});

using line_rules::shares;
double log_total(line const& l) { return std::log(total(line_rules::exponentials(l))); }

auto quadratic() {
  return together(structured<v, w>([](auto a, auto b) { return mean_squared_error(a, b); },
                                   {.name = "mean_squared_error(v, w)",
                                    .shape = "m×n, m×n → scalar",
                                    .value = R"(\frac{1}{n} \sum_{i} (v_{i} - w_{i})^{2})",
                                    .formula =
                                        [](point const& at) {
                                          line const apart = (at[0] - at[1]).values;
                                          return scalar_matrix(inner(apart, apart) / 3);
                                        },
                                    .tangent =
                                        [](point const& at, point const& moves) {
                                          return scalar_matrix(
                                              2 * inner((at[0] - at[1]).values, (moves[0] - moves[1]).values) / 3);
                                        }}));
}
auto in_pieces() {
  static matrix const scores(3, 1, {0.5, -1.2, 0.9});
  auto const bent = [](double apart) { return std::abs(apart) < 1 ? apart * apart / 2 : std::abs(apart) - 0.5; };
  return together(
      structured<v, w>(
          [](auto a, auto b) { return tl::huber(a, b); },
          {.name = "huber(v, w)",
           .shape = "m×n, m×n → scalar",
           .value =
               R"(\frac{1}{n} \sum_{i} h(v_{i} - w_{i}), \; h(d) = \frac{c}{2} (2 d - c), \; c = \min(\max(d, -1), 1))",
           .at = {scores, matrix(3, 1, {0.1, 0.8, -0.6})},
           .formula =
               [bent](point const& at) {
                 line const apart = (at[0] - at[1]).values;
                 return scalar_matrix((bent(apart[0]) + bent(apart[1]) + bent(apart[2])) / 3);
               },
           .tangent =
               [](point const& at, point const& moves) {
                 double made = 0;
                 for (std::size_t i = 0; i < 3; ++i)
                   made += std::clamp(at[0](i) - at[1](i), -1.0, 1.0) * (moves[0](i) - moves[1](i));
                 return scalar_matrix(made / 3);
               }}),
      structured<v, w>(
          [](auto a, auto b) { return tl::hinge(a, b); },
          {.name = "hinge(v, w)",
           .shape = "m×n, m×n → scalar",
           .value = R"(\frac{1}{n} \sum_{i} \max(0, 1 - w_{i} v_{i}))",
           .kink_text = "0 at a margin of 1",
           .at = {scores, matrix(3, 1, {1, -1, 1})},
           .formula =
               [](point const& at) { return scalar_matrix((2 - at[1](0) * at[0](0) - at[1](2) * at[0](2)) / 3); },
           .tangent =
               [](point const& at, point const& moves) {
                 double made = 0;
                 for (std::size_t i = 0; i < 3; i += 2) made -= at[1](i) * moves[0](i) + at[0](i) * moves[1](i);
                 return scalar_matrix(made / 3);
               },
           .kinks = {{{matrix(3, 1, {1, -1, 1}), matrix(3, 1, {1, -1, 1})}, {matrix(3, 1), matrix(3, 1)}}}}));
}

auto cross_entropies() {
  return together(
      structured<p, q>(
          [](auto a, auto b) { return cross_entropy(a, b); },
          {.name = "cross_entropy(p, q)",
           .shape = "n×1, n×1 → scalar",
           .value = R"(-\sum_{i} q_{i} \log p_{i})",
           .kink_text = "0 log 0 = 0",
           .at = {probabilities, targets},
           .formula =
               [](point const& at) {
                 return scalar_matrix(
                     -inner(at[1].values, plain::map(at[0], [](double e) { return std::log(e); }).values));
               },
           .tangent =
               [](point const& at, point const& moves) {
                 double made_sum = 0;
                 for (std::size_t i = 0; i < 3; ++i)
                   made_sum -= moves[1](i) * std::log(at[0](i)) + at[1](i) * moves[0](i) / at[0](i);
                 return scalar_matrix(made_sum);
               },
           .kinks = {{{matrix(3, 1, {0.5, 0.25, 0.25}), matrix(3, 1, {0, 1, 0})},
                      {matrix(3, 1, {0, -4, 0}), matrix(3, 1, {std::log(2.0), std::log(4.0), std::log(4.0)})}}}}),
      structured<logits, q>([](auto a, auto b) { return cross_entropy_with_logits(a, b); },
                            {.name = "cross_entropy_with_logits(z, q)",
                             .shape = "n×1, n×1 → scalar",
                             .value = R"(-\sum_{i} q_{i} \log \operatorname{softmax}(z)_{i})",
                             .formula =
                                 [](point const& at) {
                                   line const& z = at[0].values;
                                   return scalar_matrix(total(at[1].values) * log_total(z) - inner(at[1].values, z));
                                 },
                             .tangent =
                                 [](point const& at, point const& moves) {
                                   line const& z = at[0].values;
                                   double const by_logits = total(at[1].values) * inner(shares(z), moves[0].values) -
                                                            inner(at[1].values, moves[0].values);
                                   return scalar_matrix(by_logits + total(moves[1].values) * log_total(z) -
                                                        inner(moves[1].values, z));
                                 }}),
      structured<logits>([](auto a) { return cross_entropy_with_logits(a, truth); },
                         {.name = "cross_entropy_with_logits(z, y)",
                          .shape = "n×1, a label → scalar",
                          .value = R"(-\log \operatorname{softmax}(z)_{y})",
                          .formula = [](point const& at) { return scalar_matrix(log_total(at[0].values) - at[0](1)); },
                          .tangent =
                              [](point const& at, point const& moves) {
                                return scalar_matrix(inner(shares(at[0].values), moves[0].values) - moves[0](1));
                              }}));
}

auto binary() {
  return together(
      structured<p, q>([](auto a, auto b) { return binary_cross_entropy(a, b); },
                       {.name = "binary_cross_entropy(p, q)",
                        .shape = "m×n, m×n → scalar",
                        .value = R"(-\frac{1}{n} \sum_{i} (q_{i} \log p_{i} + (1 - q_{i}) \log(1 - p_{i})))",
                        .at = {probabilities, targets},
                        .formula =
                            [](point const& at) {
                              double made_sum = 0;
                              for (std::size_t i = 0; i < 3; ++i)
                                made_sum -= at[1](i) * std::log(at[0](i)) + (1 - at[1](i)) * std::log(1 - at[0](i));
                              return scalar_matrix(made_sum / 3);
                            },
                        .tangent =
                            [](point const& at, point const& moves) {
                              double made_sum = 0;
                              for (std::size_t i = 0; i < 3; ++i)
                                made_sum -= moves[1](i) * std::log(at[0](i) / (1 - at[0](i))) +
                                            moves[0](i) * (at[1](i) / at[0](i) - (1 - at[1](i)) / (1 - at[0](i)));
                              return scalar_matrix(made_sum / 3);
                            }}),
      structured<logits, q>([](auto a, auto b) { return binary_cross_entropy_with_logits(a, b); },
                            {.name = "binary_cross_entropy_with_logits(z, q)",
                             .shape = "m×n, m×n → scalar",
                             .value = R"(\frac{1}{n} \sum_{i} (\log(1 + e^{z_{i}}) - q_{i} z_{i}))",
                             .formula =
                                 [](point const& at) {
                                   double made_sum = 0;
                                   for (std::size_t i = 0; i < 3; ++i)
                                     made_sum += std::log1p(std::exp(at[0](i))) - at[0](i) * at[1](i);
                                   return scalar_matrix(made_sum / 3);
                                 },
                             .tangent =
                                 [](point const& at, point const& moves) {
                                   double made_sum = 0;
                                   for (std::size_t i = 0; i < 3; ++i)
                                     made_sum += (logistic(at[0](i)) - at[1](i)) * moves[0](i) - at[0](i) * moves[1](i);
                                   return scalar_matrix(made_sum / 3);
                                 }}));
}

/// y = c r with c = x − x̄ and r = 1/√(mean c² + ε); dy = r dc − r³ mean(c dc) c.
constexpr double epsilon = 1e-5;
double inverse_deviation(line const& c) { return 1 / std::sqrt(inner(c, c) / static_cast<double>(c.size()) + epsilon); }
matrix normalized(matrix const& at) {
  line const c = line_rules::centred(at.values);
  return inverse_deviation(c) * matrix(at.rows, at.columns, c);
}
matrix normalized_moves(matrix const& at, matrix const& moves) {
  line const c = line_rules::centred(at.values);
  line const d = line_rules::centred(moves.values);
  double const r = inverse_deviation(c);
  return r * matrix(at.rows, at.columns, d) -
         (r * r * r * inner(c, d) / static_cast<double>(c.size())) * matrix(at.rows, at.columns, c);
}
/// x/√(mean x² + ε), and its derivative in a direction.
double inverse_root(line const& x) { return 1 / std::sqrt(inner(x, x) / static_cast<double>(x.size()) + 1e-5); }
matrix divided_by_root(matrix const& at) { return inverse_root(at.values) * at; }
matrix divided_by_root_moves(matrix const& at, matrix const& moves) {
  double const r = inverse_root(at.values);
  return r * moves - (r * r * r * inner(at.values, moves.values) / static_cast<double>(at.values.size())) * at;
}
auto normalizations() {
  return together(
      structured<v>(
          [](auto a) { return rms_norm(a); },
          {.name = "rms_norm(v)",
           .shape = "m×n → m×n",
           .value = R"(\frac{v}{\sqrt{\operatorname{mean}(v^2) + \epsilon}})",
           .formula = [](point const& at) { return divided_by_root(at[0]); },
           .tangent = [](point const& at, point const& moves) { return divided_by_root_moves(at[0], moves[0]); }}),
      structured<v>([](auto a) { return layer_norm(a); },
                    {.name = "layer_norm(v)",
                     .shape = "m×n → m×n",
                     .value = R"(\frac{v - \operatorname{mean}(v)}{\sqrt{\operatorname{var}(v) + \epsilon}})",
                     .formula = [](point const& at) { return normalized(at[0]); },
                     .tangent = [](point const& at, point const& moves) { return normalized_moves(at[0], moves[0]); }}),
      structured<v, w, q>([](auto a, auto scale, auto shift) { return layer_norm(a, scale, shift); },
                          {.name = "layer_norm(v, w, q)",
                           .shape = "m×n, m×n, m×n → m×n",
                           .value = R"(w \odot \operatorname{layer\_norm}(v) + q)",
                           .formula = [](point const& at) { return plain::hadamard(at[1], normalized(at[0])) + at[2]; },
                           .tangent =
                               [](point const& at, point const& moves) {
                                 return plain::hadamard(at[1], normalized_moves(at[0], moves[0])) +
                                        plain::hadamard(moves[1], normalized(at[0])) + moves[2];
                               }}));
}

}  // namespace

group losses() {
  group made{"Losses and normalizations of one sample", "tests/operations/losses.cpp", {}};
  for (auto const& rows : {quadratic(), in_pieces(), cross_entropies(), binary(), normalizations()})
    made.rows.insert(made.rows.end(), rows.begin(), rows.end());
  return made;
}
in_table const has_losses(place::losses, losses);

}  // namespace operations
