// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/kernel/outer_product.hpp"
#include "tapeless/kernel/product.hpp"
#include "tapeless/kernel/scalar_product.hpp"
#include "tapeless/target/force_inline.hpp"

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace kernel {

/// Vectors of a column of W: adds what its dot product with d consists of to `partial`, and updates it from d · factor
/// (d scaled where the factors are), vector after vector in the order of memory (kernel/outer_product.hpp says why).
/// The last vector of the column is written whole, but only its lanes `Last` count.
template <class Last, class T, class Update, class Vector, std::uint32_t... R>
TAPELESS_FORCE_INLINE inline void add_and_update(Vector& partial, T const* column, Vector const* rows,
                                                 Vector const* scaled_rows, T factor, std::size_t element,
                                                 Update const& update, std::integer_sequence<std::uint32_t, R...>) {
  constexpr std::uint32_t width = lane_count<Vector>;
  ((partial = muladd(load<Vector>(column + R * width, lanes_in<R, sizeof...(R), Last>{}), rows[R], partial),
    update(scaled_rows[R] * Vector(factor), vector_at{0, element + R * width}, all_lanes{})),
   ...);
}

/// How many dot products with d have their lanes added up together: no more than there are lanes, and their sums and d
/// stay in registers.
constexpr std::uint32_t columns_of_dots(std::uint32_t inner, std::uint32_t width) {
  std::uint32_t const most = targets::current.has_many_registers() || inner <= 2 * width ? 8 : 4;
  return width < most ? width : most;
}

template <class T, product_shape S>
inline constexpr std::uint32_t width_of_dots = width_for_update<T>(S.inner, S.left_step() * S.rows);

/// `Columns` columns of W from column `first` on, some vectors of rows at a time: their dot products with d, and their
/// update.
template <class T, product_shape S, std::uint32_t Columns, class Factors, class Update>
TAPELESS_FORCE_INLINE inline vector_of<T, Columns> dots_and_update(T const* matrix, T const* d, Factors factors,
                                                                   std::size_t first, Update const& update) {
  constexpr std::uint32_t width = width_of_dots<T, S>;
  constexpr std::uint32_t most = targets::current.has_many_registers() ? 8 : 4;
  constexpr std::uint32_t full = S.inner / (most * width) * most;
  constexpr std::uint32_t left_over = (S.inner + width - 1) / width - full;
  using vector = pack<T, width>;
  using last = std::conditional_t<S.inner % width == 0, all_lanes, constant_lanes<S.inner % width>>;
  vector sum[Columns];
  unroll<Columns>([&]<std::uint32_t C>() TAPELESS_FORCE_INLINE { sum[C] = vector(T{}); });
  auto const some = [&]<std::uint32_t Count, class Last>(std::size_t row_at) TAPELESS_FORCE_INLINE {
    vector rows[Count];
    vector scaled_rows[Count];
    unroll<Count>([&]<std::uint32_t R>() TAPELESS_FORCE_INLINE {
      rows[R] = load<vector>(d + row_at + R * width, lanes_in<R, Count, Last>{});
      scaled_rows[R] = scaled_for(factors, rows[R]);
    });
    unroll<Columns>([&]<std::uint32_t C>() TAPELESS_FORCE_INLINE {
      std::size_t const element = (first + C) * S.left_step() + row_at;
      add_and_update<Last>(sum[C], matrix + element, rows, scaled_rows, numbers_of(factors)[first + C], element, update,
                           std::make_integer_sequence<std::uint32_t, Count>{});
    });
  };
  for (std::size_t row_at = 0; row_at < full * width; row_at += most * width)
    some.template operator()<most, all_lanes>(row_at);
  if constexpr (left_over != 0) some.template operator()<left_over, last>(full * width);
  if constexpr (Columns == 1) {
    return across_lanes(sum[0], join_sum{});
  } else {
    return totals_of_few(sum);
  }
}

/// The same for all columns.
template <class T, product_shape S, class Factors, class Chain, class Update>
TAPELESS_FORCE_INLINE inline void all_dots_and_update(T const* matrix, T const* d, Factors factors, Chain const& chain,
                                                      Update const& update) {
  static_assert(S.left_step() % register_width<T> == 0);  // a masked write would make the read behind it wait
  constexpr std::uint32_t at_once = columns_of_dots(S.inner, width_of_dots<T, S>);
  constexpr std::uint32_t fewer = at_once < 4 ? at_once : 4;
  auto const some = [&]<std::uint32_t Columns>(std::size_t column_at) TAPELESS_FORCE_INLINE {
    chain(dots_and_update<T, S, Columns>(matrix, d, factors, column_at, update), vector_at{0, column_at}, all_lanes{});
  };
  for (std::size_t column_at = 0; column_at + at_once <= S.rows; column_at += at_once)
    some.template operator()<at_once>(column_at);
  if constexpr (S.rows % at_once >= fewer) some.template operator()<fewer>(S.rows / at_once * at_once);
  unroll<S.rows % fewer>([&]<std::uint32_t C>()
                             TAPELESS_FORCE_INLINE { some.template operator()<1>(S.rows - S.rows % fewer + C); });
}

/// Wᵀ·d with the chain of each element, and the update of W from the outer product d·fᵀ, for one sample: backward
/// through a dense layer. Every number of W is read, used for both, and written. `Matrix` is W among the inputs of the
/// update, if it is one.
template <class T, product_shape S, plan::elementwise_code Code, plan::elementwise_code UpdateCode,
          class Factors = operand<T>, std::uint32_t Matrix = plan::none>
TAPELESS_FORCE_INLINE inline void product_and_update(results_of<T, Code> out, operand<T> left, operand<T> right,
                                                     inputs_of<T, Code> in, results_of<T, UpdateCode> updated,
                                                     Factors factors, inputs_of<T, UpdateCode> update_in) {
  attached_chain<T, Code> chain(out, in);
  attached_chain<T, UpdateCode> update(updated, update_in);
  if constexpr (targets::current.has_vectors()) {
    all_dots_and_update<T, S>(left.data, right.sample(0), factors.sample(0), chain, update);
  } else {
    scalar::product_and_update<T, S.rows, S.inner, Matrix>(left.data, right.sample(0), factors.sample(0), chain,
                                                           update);
  }
}

}  // namespace kernel
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
