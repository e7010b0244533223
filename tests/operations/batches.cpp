// SPDX-License-Identifier: BSL-1.0
// test: clang suffices
// Over the samples: two of three are bound.
#include "matrices.hpp"
#include "tapeless/expr/batch.hpp"
#include "tapeless/expr/batch_statistic.hpp"
#include "tapeless/expr/function.hpp"
#include "tapeless/expr/gather.hpp"
#include "tapeless/nn/sample_weight.hpp"

#include <algorithm>

namespace operations {
namespace {

matrix number(std::uint32_t which) {
  return generic_numbers({tl::leaf_kind::input, sample.shape, sample.identifier}, which);
}
matrix squashed(matrix const& a) { return plain::tanh(a); }
matrix slopes(matrix const& a) {
  return plain::map(a, [](double e) { return 1 / (std::cosh(e) * std::cosh(e)); });
}
/// Σ over the two samples of `of(sample)`.
template <class F>
matrix over_samples(F const& of) {
  return of(number(0)) + of(number(1));
}

/// The column of m that stands where the largest number of a vector stands.
matrix picked(matrix const& m, matrix const& by) {
  auto const at = static_cast<std::size_t>(std::max_element(by.values.begin(), by.values.end()) - by.values.begin());
  return built(m.rows, 1, [&](std::size_t i, std::size_t) { return m(i, at); });
}
matrix total_of_hidden(point const& at) {
  return over_samples([&](matrix const& one) { return squashed(at[0] * one); });
}
matrix total_of_moves(point const& at, point const& moves) {
  return over_samples([&](matrix const& one) { return plain::hadamard(slopes(at[0] * one), moves[0] * one); });
}
/// Of A·x for each sample x: what is left of it without the mean over both.
matrix off_mean(matrix const& a, std::uint32_t which) {
  return a * number(which) - 0.5 * (a * number(0) + a * number(1));
}
/// The weight of each sample: samples are of the classes 1 and 2, which weigh 2 and 5.
constexpr double sample_weights[]{2, 5};

}  // namespace

group batches() {
  return {
      "Over the samples of a batch", "tests/operations/batches.cpp",
      together(
          structured<A>([](auto a) { return tl::batch_sum(tl::batch<3>(tanh(a * sample))); },
                        {.name = "batch_sum(batch<N>(tanh(A * x)))",
                         .shape = "N times m×n → m×n",
                         .value = R"(\sum_{s} \tanh(A x_{s}))",
                         .formula = total_of_hidden,
                         .tangent = total_of_moves,
                         .samples = 2}),
          structured<A>([](auto a) { return tl::batch_mean(tl::batch<3>(tanh(a * sample))); },
                        {.name = "batch_mean(batch<N>(tanh(A * x)))",
                         .shape = "N times m×n → m×n",
                         .value = R"(\frac{1}{n} \sum_{s} \tanh(A x_{s}))",
                         .formula = [](point const& at) { return 0.5 * total_of_hidden(at); },
                         .tangent = [](point const& at, point const& moves) { return 0.5 * total_of_moves(at, moves); },
                         .samples = 2}),
          structured<A>([](auto a) { return tl::batch_sum(tl::batch<3>(outer(tanh(a * sample), sample))); },
                        {.name = "batch_sum(batch<N>(outer(tanh(A * x), x)))",
                         .shape = "N times m×n → m×n",
                         .value = R"(\sum_{s} \tanh(A x_{s}) x_{s}^{\top})",
                         .formula =
                             [](point const& at) {
                               return over_samples(
                                   [&](matrix const& one) { return squashed(at[0] * one) * plain::transposed(one); });
                             },
                         .tangent =
                             [](point const& at, point const& moves) {
                               return over_samples([&](matrix const& one) {
                                 return plain::hadamard(slopes(at[0] * one), moves[0] * one) * plain::transposed(one);
                               });
                             },
                         .samples = 2}),
          structured<A>([](auto a) { return tl::batch_sum(tl::batch<3>(square(tl::gather<1>(a, argmax(sample))))); },
                        {.name = "batch_sum(batch<N>(square(gather<1>(A, i))))",
                         .shape = "N times m×n, numbers → m×1",
                         .value = R"(\sum_{s} A_{:,i_{s}}^{2})",
                         .formula =
                             [](point const& at) {
                               return over_samples([&](matrix const& one) {
                                 return plain::hadamard(picked(at[0], one), picked(at[0], one));
                               });
                             },
                         .tangent =
                             [](point const& at, point const& moves) {
                               return over_samples([&](matrix const& one) {
                                 return 2 * plain::hadamard(picked(at[0], one), picked(moves[0], one));
                               });
                             },
                         .samples = 2}),
          structured<A>(
              [](auto a) { return tl::batch_sum(tl::batch<3>(square(a * sample - mean_over_samples(a * sample)))); },
              {.name = "batch_sum(batch<N>(square(A * x - mean_over_samples(A * x))))",
               .shape = "N times m×n → m×n",
               .value = R"(\sum_{s} \left( A x_{s} - \frac{1}{n} \sum_{t} A x_{t} \right)^{2})",
               .formula =
                   [](point const& at) {
                     return plain::hadamard(off_mean(at[0], 0), off_mean(at[0], 0)) +
                            plain::hadamard(off_mean(at[0], 1), off_mean(at[0], 1));
                   },
               .tangent =
                   [](point const& at, point const& moves) {
                     return 2 * (plain::hadamard(off_mean(at[0], 0), off_mean(moves[0], 0)) +
                                 plain::hadamard(off_mean(at[0], 1), off_mean(moves[0], 1)));
                   },
               .samples = 2}),
          structured<A>(
              [](auto a) {
                return weighted_batch_mean(tl::batch<3>(sum(tanh(a * sample))),
                                           tl::batch<3>(class_weight(truth, 1, 2, 5)));
              },
              {.name = "weighted_batch_mean(batch<N>(sum(tanh(A * x))), batch<N>(class_weight(y, 1, 2, 5)))",
               .shape = "N times scalar, N times scalar → scalar",
               .value = R"(\frac{\sum_{s} w_{y_{s}} \sum_{i} \tanh(A x_{s})_{i}}{\sum_{s} w_{y_{s}}})",
               .formula =
                   [](point const& at) {
                     double made = 0;
                     for (std::uint32_t k = 0; k < 2; ++k)
                       made += sample_weights[k] * total(squashed(at[0] * number(k)).values);
                     return scalar_matrix(made / 7);
                   },
               .tangent =
                   [](point const& at, point const& moves) {
                     double made = 0;
                     for (std::uint32_t k = 0; k < 2; ++k)
                       made +=
                           sample_weights[k] * inner(slopes(at[0] * number(k)).values, (moves[0] * number(k)).values);
                     return scalar_matrix(made / 7);
                   },
               .samples = 2}))};
}
in_table const has_batches(place::batches, batches);

}  // namespace operations
