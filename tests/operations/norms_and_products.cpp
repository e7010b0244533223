// SPDX-License-Identifier: BSL-1.0
// test: clang suffices
#include "reductions.hpp"
#include "tapeless/expr/norm.hpp"

namespace operations {
namespace {

double cosine(line const& a, line const& b) { return inner(a, b) / std::sqrt(inner(a, a) * inner(b, b)); }
matrix cosine_moves(point const& at, point const& moves) {
  line const& a = at[0].values;
  line const& b = at[1].values;
  line const& da = moves[0].values;
  line const& db = moves[1].values;
  double const of_product = (inner(da, b) + inner(a, db)) / std::sqrt(inner(a, a) * inner(b, b));
  return scalar_matrix(of_product - cosine(a, b) * (inner(a, da) / inner(a, a) + inner(b, db) / inner(b, b)));
}

}  // namespace

group norms_and_products() {
  return {
      "Norms and products of elements", "tests/operations/norms_and_products.cpp",
      together(
          structured<A>([](auto a) { return tl::norm1(a); }, along(tl::all_axes, line_rules::norm1,
                                                                   {.name = "norm1(A)",
                                                                    .shape = "m×n → scalar",
                                                                    .value = R"(\sum_{ij} \lvert A_{ij} \rvert)",
                                                                    .kink_text = "0 at 0, element by element",
                                                                    .kinks = {{{matrix(2, 3)}, {matrix(2, 3)}}}})),
          structured<A>([](auto a) { return tl::norm1<0>(a); }, along(0, line_rules::norm1,
                                                                      {.name = "norm1<0>(A)",
                                                                       .shape = "m×n → 1×n",
                                                                       .value = R"(\sum_{i} \lvert A_{i,:} \rvert)",
                                                                       .kink_text = "0 at 0, element by element",
                                                                       .kinks = {{{matrix(2, 3)}, {matrix(2, 3)}}}})),
          structured<A>([](auto a) { return tl::norm1<1>(a); }, along(1, line_rules::norm1,
                                                                      {.name = "norm1<1>(A)",
                                                                       .shape = "m×n → m×1",
                                                                       .value = R"(\sum_{j} \lvert A_{:,j} \rvert)",
                                                                       .kink_text = "0 at 0, element by element",
                                                                       .kinks = {{{matrix(2, 3)}, {matrix(2, 3)}}}})),
          structured<A>(
              [](auto a) { return tl::squared_norm(a); },
              along(tl::all_axes, line_rules::squared_norm,
                    {.name = "squared_norm(A)", .shape = "m×n → scalar", .value = R"(\sum_{ij} A_{ij}^{2})"})),
          structured<A>(
              [](auto a) { return tl::squared_norm<0>(a); },
              along(0, line_rules::squared_norm,
                    {.name = "squared_norm<0>(A)", .shape = "m×n → 1×n", .value = R"(\sum_{i} A_{i,:}^{2})"})),
          structured<A>(
              [](auto a) { return tl::squared_norm<1>(a); },
              along(1, line_rules::squared_norm,
                    {.name = "squared_norm<1>(A)", .shape = "m×n → m×1", .value = R"(\sum_{j} A_{:,j}^{2})"})),
          structured<A>([](auto a) { return tl::norm(a); }, along(tl::all_axes, line_rules::norm,
                                                                  {.name = "norm(A)",
                                                                   .shape = "m×n → scalar",
                                                                   .value = R"(\sqrt{\sum_{ij} A_{ij}^{2}})",
                                                                   .kink_text = "0 at the origin",
                                                                   .kinks = {{{matrix(2, 3)}, {matrix(2, 3)}}}})),
          structured<A>([](auto a) { return tl::norm<0>(a); }, along(0, line_rules::norm,
                                                                     {.name = "norm<0>(A)",
                                                                      .shape = "m×n → 1×n",
                                                                      .value = R"(\sqrt{\sum_{i} A_{i,:}^{2}})",
                                                                      .kink_text = "0 at the origin",
                                                                      .kinks = {{{matrix(2, 3)}, {matrix(2, 3)}}}})),
          structured<A>([](auto a) { return tl::norm<1>(a); }, along(1, line_rules::norm,
                                                                     {.name = "norm<1>(A)",
                                                                      .shape = "m×n → m×1",
                                                                      .value = R"(\sqrt{\sum_{j} A_{:,j}^{2}})",
                                                                      .kink_text = "0 at the origin",
                                                                      .kinks = {{{matrix(2, 3)}, {matrix(2, 3)}}}})),
          structured<A>([](auto a) { return tl::standard_deviation(a); },
                        along(tl::all_axes, line_rules::standard_deviation,
                              {.name = "standard_deviation(A)",
                               .shape = "m×n → scalar",
                               .value = R"(\sqrt{\frac{1}{mn} \sum_{ij} (A_{ij} - \bar{A})^{2}})",
                               .kink_text = "0 where all elements are equal",
                               .kinks = {{{matrix(2, 3, {2, 2, 2, 2, 2, 2})}, {matrix(2, 3)}}}})),
          structured<A>([](auto a) { return tl::prod(a); },
                        along(tl::all_axes, line_rules::prod,
                              {.name = "prod(A)", .shape = "m×n → scalar", .value = R"(\prod_{ij} A_{ij})"})),
          structured<A>([](auto a) { return tl::prod<0>(a); },
                        along(0, line_rules::prod,
                              {.name = "prod<0>(A)", .shape = "m×n → 1×n", .value = R"(\prod_{i} A_{i,:})"})),
          structured<A>([](auto a) { return tl::prod<1>(a); },
                        along(1, line_rules::prod,
                              {.name = "prod<1>(A)", .shape = "m×n → m×1", .value = R"(\prod_{j} A_{:,j})"})),
          structured<A>([](auto a) { return trace(a); },
                        {.name = "trace(A)",
                         .shape = "m×n → scalar",
                         .value = R"(\sum_{i} A_{ii})",
                         .formula = [](point const& at) { return scalar_matrix(at[0](0, 0) + at[0](1, 1)); },
                         .is_linear = true}),
          structured<v, w>(
              [](auto a, auto b) { return cosine_similarity(a, b); },
              {.name = "cosine_similarity(v, w)",
               .shape = "n×1, n×1 → scalar",
               .value = R"(\frac{v^{\top} w}{\lVert v \rVert \lVert w \rVert})",
               .formula = [](point const& at) { return scalar_matrix(cosine(at[0].values, at[1].values)); },
               .tangent = cosine_moves}))};
}
in_table const has_norms_and_products(place::norms_and_products, norms_and_products);

}  // namespace operations
