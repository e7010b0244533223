// SPDX-License-Identifier: BSL-1.0
// test: unoptimized, clang suffices
#include "reductions.hpp"
#include "tapeless/expr/reduction.hpp"

namespace operations {
namespace {

/// A column and a row with a zero, a row with two.
claim with_zeros(claim made) {
  made.at = {matrix(2, 3, {0.7, 0, -1.2, 0, 1.3, 0})};
  return made;
}

}  // namespace

group reductions_along_an_axis() {
  return {
      "Reductions and normalizations along an axis", "tests/operations/reductions_along_an_axis.cpp",
      together(
          structured<A>(
              [](auto a) { return tl::sum<0>(a); },
              along(0, line_rules::sum, {.name = "sum<0>(A)", .shape = "m×n → 1×n", .value = R"(\sum_{i} A_{i,:})"})),
          structured<A>(
              [](auto a) { return tl::sum<1>(a); },
              along(1, line_rules::sum, {.name = "sum<1>(A)", .shape = "m×n → m×1", .value = R"(\sum_{j} A_{:,j})"})),
          structured<A>(
              [](auto a) { return tl::mean<0>(a); },
              along(0, line_rules::mean,
                    {.name = "mean<0>(A)", .shape = "m×n → 1×n", .value = R"(\frac{1}{m} \sum_{i} A_{i,:})"})),
          structured<A>(
              [](auto a) { return tl::mean<1>(a); },
              along(1, line_rules::mean,
                    {.name = "mean<1>(A)", .shape = "m×n → m×1", .value = R"(\frac{1}{n} \sum_{j} A_{:,j})"})),
          structured<A>([](auto a) { return tl::max<0>(a); },
                        along(0, line_rules::max,
                              {.name = "max<0>(A)",
                               .shape = "m×n → 1×n",
                               .value = R"(\max_{i} A_{i,:})",
                               .kink_text = "shared equally between equal largest elements",
                               .kinks = {equal_elements(0, true)}})),
          structured<A>([](auto a) { return tl::max<1>(a); },
                        along(1, line_rules::max,
                              {.name = "max<1>(A)",
                               .shape = "m×n → m×1",
                               .value = R"(\max_{j} A_{:,j})",
                               .kink_text = "shared equally between equal largest elements",
                               .kinks = {equal_elements(1, true)}})),
          structured<A>([](auto a) { return tl::min<0>(a); },
                        along(0, line_rules::min,
                              {.name = "min<0>(A)",
                               .shape = "m×n → 1×n",
                               .value = R"(\min_{i} A_{i,:})",
                               .kink_text = "shared equally between equal smallest elements",
                               .kinks = {equal_elements(0, false)}})),
          structured<A>([](auto a) { return tl::min<1>(a); },
                        along(1, line_rules::min,
                              {.name = "min<1>(A)",
                               .shape = "m×n → m×1",
                               .value = R"(\min_{j} A_{:,j})",
                               .kink_text = "shared equally between equal smallest elements",
                               .kinks = {equal_elements(1, false)}})),
          structured<A>([](auto a) { return tl::variance<0>(a); },
                        along(0, line_rules::variance,
                              {.name = "variance<0>(A)",
                               .shape = "m×n → 1×n",
                               .value = R"(\frac{1}{m} \sum_{i} (A_{i,:} - \operatorname{mean}_{i} A_{i,:})^{2})"})),
          structured<A>([](auto a) { return tl::variance<1>(a); },
                        along(1, line_rules::variance,
                              {.name = "variance<1>(A)",
                               .shape = "m×n → m×1",
                               .value = R"(\frac{1}{n} \sum_{j} (A_{:,j} - \operatorname{mean}_{j} A_{:,j})^{2})"})),
          structured<A>(
              [](auto a) { return tl::logsumexp<0>(a); },
              along(0, line_rules::logsumexp,
                    {.name = "logsumexp<0>(A)", .shape = "m×n → 1×n", .value = R"(\log \sum_{i} e^{A_{i,:}})"})),
          structured<A>(
              [](auto a) { return tl::logsumexp<1>(a); },
              along(1, line_rules::logsumexp,
                    {.name = "logsumexp<1>(A)", .shape = "m×n → m×1", .value = R"(\log \sum_{j} e^{A_{:,j}})"})),
          structured<A>([](auto a) { return tl::cumsum<0>(a); },
                        along(0, line_rules::cumsum,
                              {.name = "cumsum<0>(A)", .shape = "m×n → m×n", .value = R"(\sum_{k \le i} A_{kj})"})),
          structured<A>([](auto a) { return tl::cumsum<1>(a); },
                        along(1, line_rules::cumsum,
                              {.name = "cumsum<1>(A)", .shape = "m×n → m×n", .value = R"(\sum_{k \le j} A_{ik})"})),
          structured<A>(
              [](auto a) { return tl::cumprod<0>(a); },
              along(0, line_rules::cumprod,
                    with_zeros({.name = "cumprod<0>(A)", .shape = "m×n → m×n", .value = R"(\prod_{k \le i} A_{kj})"}))),
          structured<A>(
              [](auto a) { return tl::cumprod<1>(a); },
              along(1, line_rules::cumprod,
                    with_zeros({.name = "cumprod<1>(A)", .shape = "m×n → m×n", .value = R"(\prod_{k \le j} A_{ik})"}))),
          structured<A>(
              [](auto a) { return tl::reverse_cumsum<1>(a); },
              along(1, line_rules::reverse_cumsum,
                    {.name = "reverse_cumsum<1>(A)", .shape = "m×n → m×n", .value = R"(\sum_{k \ge j} A_{ik})"})),
          structured<A>([](auto a) { return tl::argmax<0>(a); }, along(0, line_rules::argmax,
                                                                       {.name = "argmax<0>(A)",
                                                                        .shape = "m×n → 1×n",
                                                                        .value = R"(\operatorname{argmax}_{i} A_{ij})",
                                                                        .note = "of equal elements the first",
                                                                        .constant_in = {0}})),
          structured<A>([](auto a) { return tl::softmax<0>(a); },
                        along(0, line_rules::softmax,
                              {.name = "softmax<0>(A)",
                               .shape = "m×n → m×n",
                               .value = R"(\frac{e^{A_{ij}}}{\sum_{k} e^{A_{kj}}})"})),
          structured<A>([](auto a) { return tl::softmax<1>(a); },
                        along(1, line_rules::softmax,
                              {.name = "softmax<1>(A)",
                               .shape = "m×n → m×n",
                               .value = R"(\frac{e^{A_{ij}}}{\sum_{k} e^{A_{ik}}})"})),
          structured<A>([](auto a) { return tl::log_softmax<0>(a); },
                        along(0, line_rules::log_softmax,
                              {.name = "log_softmax<0>(A)",
                               .shape = "m×n → m×n",
                               .value = R"(A_{ij} - \log \sum_{k} e^{A_{kj}})"})),
          structured<A>([](auto a) { return tl::log_softmax<1>(a); },
                        along(1, line_rules::log_softmax,
                              {.name = "log_softmax<1>(A)",
                               .shape = "m×n → m×n",
                               .value = R"(A_{ij} - \log \sum_{k} e^{A_{ik}})"})))};
}
in_table const has_reductions_along_an_axis(place::reductions_along_an_axis, reductions_along_an_axis);

}  // namespace operations
