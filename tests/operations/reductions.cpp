// SPDX-License-Identifier: BSL-1.0
// test: clang suffices
#include "reductions.hpp"
#include "tapeless/expr/reduction.hpp"

namespace operations {

group reductions() {
  return {
      "Reductions and normalizations", "tests/operations/reductions.cpp",
      together(
          structured<A>([](auto a) { return tl::sum(a); },
                        along(tl::all_axes, line_rules::sum,
                              {.name = "sum(A)", .shape = "m×n → scalar", .value = R"(\sum_{ij} A_{ij})"})),
          structured<A>(
              [](auto a) { return tl::mean(a); },
              along(tl::all_axes, line_rules::mean,
                    {.name = "mean(A)", .shape = "m×n → scalar", .value = R"(\frac{1}{mn} \sum_{ij} A_{ij})"})),
          structured<A>([](auto a) { return tl::max(a); },
                        along(tl::all_axes, line_rules::max,
                              {.name = "max(A)",
                               .shape = "m×n → scalar",
                               .value = R"(\max_{ij} A_{ij})",
                               .kink_text = "shared equally between equal largest elements",
                               .kinks = {equal_elements(2, true)}})),
          structured<A>([](auto a) { return tl::min(a); },
                        along(tl::all_axes, line_rules::min,
                              {.name = "min(A)",
                               .shape = "m×n → scalar",
                               .value = R"(\min_{ij} A_{ij})",
                               .kink_text = "shared equally between equal smallest elements",
                               .kinks = {equal_elements(2, false)}})),
          structured<A>([](auto a) { return tl::variance(a); },
                        along(tl::all_axes, line_rules::variance,
                              {.name = "variance(A)",
                               .shape = "m×n → scalar",
                               .value = R"(\frac{1}{mn} \sum_{ij} (A_{ij} - \operatorname{mean}(A))^{2})"})),
          structured<A>(
              [](auto a) { return tl::logsumexp(a); },
              along(tl::all_axes, line_rules::logsumexp,
                    {.name = "logsumexp(A)", .shape = "m×n → scalar", .value = R"(\log \sum_{ij} e^{A_{ij}})"})),
          structured<v>(
              [](auto a) { return tl::softmax(a); },
              along(tl::all_axes, line_rules::softmax,
                    {.name = "softmax(v)", .shape = "n×1 → n×1", .value = R"(\frac{e^{v_{i}}}{\sum_{k} e^{v_{k}}})"})),
          structured<v>(
              [](auto a) { return tl::log_softmax(a); },
              along(tl::all_axes, line_rules::log_softmax,
                    {.name = "log_softmax(v)", .shape = "n×1 → n×1", .value = R"(v_{i} - \log \sum_{k} e^{v_{k}})"})))};
}
in_table const has_reductions(place::reductions, reductions);

}  // namespace operations
