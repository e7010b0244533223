// SPDX-License-Identifier: BSL-1.0
// test: unoptimized, clang suffices
#include "matrices.hpp"
#include "tapeless/expr/gather.hpp"
#include "tapeless/expr/structure.hpp"
#include "tapeless/expr/triangle.hpp"

namespace operations {
namespace {

constexpr auto two_columns = tl::concatenate<0>(tl::number(2), tl::number(0));
constexpr auto row_vector = tl::parameter<"r", 1, 3>;

/// What only moves elements: element (i, j) of the result is what `from` takes.
template <auto const&... Leaf, class F>
auto movement(F code, claim made, std::size_t rows, std::size_t columns,
              double (*from)(point const& at, std::size_t i, std::size_t j)) {
  made.is_linear = true;
  made.formula = [=](point const& at) {
    return built(rows, columns, [&](std::size_t i, std::size_t j) { return from(at, i, j); });
  };
  return structured<Leaf...>(code, made);
}
using at_place = std::size_t;

}  // namespace

group movements() {
  return {
      "Elements put elsewhere", "tests/operations/movements.cpp",
      together(
          movement<A>([](auto a) { return transpose(a); },
                      {.name = "transpose(A)", .shape = "m×n → n×m", .value = R"(A^{\top})"}, 3, 2,
                      [](point const& at, at_place i, at_place j) { return at[0](j, i); }),
          movement<s>(
              [](auto a) { return tl::broadcast_to<2, 3>(a); },
              {.name = "broadcast_to<m, n>(s)", .shape = "scalar → m×n", .value = R"(s \mathbf{1}_{m \times n})"}, 2, 3,
              [](point const& at, at_place, at_place) { return at[0](0); }),
          movement<row_vector>([](auto a) { return tl::broadcast_to<2, 3>(a); },
                               {.name = "broadcast_to<m, n>(r)", .shape = "1×n → m×n", .value = R"(\mathbf{1}_{m} r)"},
                               2, 3, [](point const& at, at_place, at_place j) { return at[0](0, j); }),
          movement<v>([](auto a) { return tl::broadcast_to<3, 2>(a); },
                      {.name = "broadcast_to<m, n>(v)", .shape = "m×1 → m×n", .value = R"(v \mathbf{1}_{n}^{\top})"}, 3,
                      2, [](point const& at, at_place i, at_place) { return at[0](i); }),
          movement<A>([](auto a) { return tl::reshape<3, 2>(a); },
                      {.name = "reshape<k, l>(A)",
                       .shape = "m×n → k×l, as many elements",
                       .value = R"(\operatorname{reshape}_{k \times l}(A))"},
                      3, 2, [](point const& at, at_place i, at_place j) { return at[0].values[2 * i + j]; }),
          movement<A>([](auto a) { return tl::slice<1, 0, 1, 2>(a); },
                      {.name = "slice<1, 0, 1, 2>(A)",
                       .shape = "m×n → 1×2, the rows and columns asked for",
                       .value = R"(A_{2,1:2})"},
                      1, 2, [](point const& at, at_place, at_place j) { return at[0](1, j); }),
          movement<v>([](auto a) { return tl::slice<1, 2>(a); },
                      {.name = "slice<1, 2>(v)", .shape = "m×n → 2×n, the rows asked for", .value = R"(v_{2:3})"}, 2, 1,
                      [](point const& at, at_place i, at_place) { return at[0](i + 1); }),
          movement<A>([](auto a) { return tl::row<1>(a); },
                      {.name = "row<1>(A)", .shape = "m×n → 1×n", .value = R"(A_{2,:})"}, 1, 3,
                      [](point const& at, at_place, at_place j) { return at[0](1, j); }),
          movement<A>([](auto a) { return tl::column<1>(a); },
                      {.name = "column<1>(A)", .shape = "m×n → m×1", .value = R"(A_{:,2})"}, 2, 1,
                      [](point const& at, at_place i, at_place) { return at[0](i, 1); }),
          movement<A>([](auto a) { return tl::element<1, 2>(a); },
                      {.name = "element<1, 2>(A)", .shape = "m×n → scalar", .value = R"(A_{2,3})"}, 1, 1,
                      [](point const& at, at_place, at_place) { return at[0](1, 2); }),
          movement<A, C>([](auto a, auto c) { return tl::concatenate<0>(a, c); },
                         {.name = "concatenate<0>(A, C)",
                          .shape = "m×n, k×n → (m+k)×n",
                          .value = R"(\begin{bmatrix} A \\ C \end{bmatrix})"},
                         4, 3, [](point const& at, at_place i, at_place j) { return at[i / 2](i % 2, j); }),
          movement<A, C>([](auto a, auto c) { return tl::concatenate<1>(a, c); },
                         {.name = "concatenate<1>(A, C)",
                          .shape = "m×n, m×k → m×(n+k)",
                          .value = R"(\begin{bmatrix} A & C \end{bmatrix})"},
                         2, 6, [](point const& at, at_place i, at_place j) { return at[j / 3](i, j % 3); }),
          movement<v, w>([](auto a, auto c) { return tl::stack<0>(a, c); },
                         {.name = "stack<0>(v, w)",
                          .shape = "n×1, n×1 → 2×n",
                          .value = R"(\begin{bmatrix} v^{\top} \\ w^{\top} \end{bmatrix})"},
                         2, 3, [](point const& at, at_place i, at_place j) { return at[i](j); }),
          movement<v, w>(
              [](auto a, auto c) { return tl::stack<1>(a, c); },
              {.name = "stack<1>(v, w)", .shape = "n×1, n×1 → n×2", .value = R"(\begin{bmatrix} v & w \end{bmatrix})"},
              3, 2, [](point const& at, at_place i, at_place j) { return at[j](i); }),
          movement<A>([](auto a) { return diagonal(a); },
                      {.name = "diagonal(A)", .shape = "m×n → min(m, n)×1", .value = R"(\operatorname{diag}(A))"}, 2, 1,
                      [](point const& at, at_place i, at_place) { return at[0](i, i); }),
          movement<A>([](auto a) { return tl::gather<0>(a, tl::number(1)); },
                      {.name = "gather<0>(A, i)", .shape = "m×n, k numbers → k×n", .value = R"(A_{i,:})"}, 1, 3,
                      [](point const& at, at_place, at_place j) { return at[0](1, j); }),
          movement<A>([](auto a) { return tl::gather<1>(a, two_columns); },
                      {.name = "gather<1>(A, i)", .shape = "m×n, k numbers → m×k", .value = R"(A_{:,i})"}, 2, 2,
                      [](point const& at, at_place i, at_place j) { return at[0](i, j == 0 ? 2 : 0); }),
          movement<A>([](auto a) { return tril(a); },
                      {.name = "tril(A)", .shape = "m×n, kept", .value = R"(A_{ij} [j \le i])"}, 2, 3,
                      [](point const& at, at_place i, at_place j) { return j <= i ? at[0](i, j) : 0; }),
          movement<A>([](auto a) { return triu(a); },
                      {.name = "triu(A)", .shape = "m×n, kept", .value = R"(A_{ij} [j \ge i])"}, 2, 3,
                      [](point const& at, at_place i, at_place j) { return j >= i ? at[0](i, j) : 0; }),
          movement<v>([](auto a) { return diagonal_matrix(a); },
                      {.name = "diagonal_matrix(v)", .shape = "n×1 → n×n", .value = R"(\operatorname{diag}(v))"}, 3, 3,
                      [](point const& at, at_place i, at_place j) { return i == j ? at[0](i) : 0; }))};
}
in_table const has_movements(place::movements, movements);

}  // namespace operations
