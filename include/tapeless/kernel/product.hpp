// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/kernel/across_lanes.hpp"
#include "tapeless/kernel/outer_product.hpp"
#include "tapeless/kernel/panel.hpp"
#include "tapeless/kernel/scalar_product.hpp"
#include "tapeless/kernel/shuffle.hpp"
#include "tapeless/target/force_inline.hpp"

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace kernel {

/// Covers the rows of a product, as for_row_groups does: vectors, or where they lie apart a few at once.
template <class T, product_shape S, std::uint32_t MostPacks, std::uint32_t Width = width_for<T>(S.rows), class F>
TAPELESS_FORCE_INLINE inline void for_rows_of_product(F const& f) {
  if constexpr (S.left_transposed) {
    for_row_groups<T, S.rows, 4, 1>(f);
  } else {
    for_row_groups<T, S.rows, MostPacks, Width>(f);
  }
}

/// Some columns of C, all rows.
template <class T, product_shape S, std::uint32_t Capacity, class Steps, class Column, class Chain>
TAPELESS_FORCE_INLINE inline void multiply_columns(T const* left, Steps steps, std::size_t count,
                                                   Column const& column_of, Chain const& chain) {
  constexpr std::uint32_t packs_at_once = Capacity == 1 ? most_packs_of_one_column : most_packs;
  constexpr std::uint32_t width = Capacity == 1 ? width_for_one_column<T>(S.rows) : width_for<T>(S.rows);
  for_rows_of_product<T, S, packs_at_once, width>(
      [&]<class V, std::uint32_t Packs, class Lanes>(std::size_t first_row) TAPELESS_FORCE_INLINE {
        constexpr std::uint32_t most = columns_at_once(Packs, Capacity);
        constexpr bool with_pairs = Capacity % most != 0;
        if constexpr (Steps::are_shared) {
          shared_multiply_panel<V, Packs, most, with_pairs>(left, steps, first_row, count, column_of, chain,
                                                            lanes_of_shared(Lanes{}));
        } else {
          multiply_panel<V, Packs, most, with_pairs>(left, steps, first_row, count, column_of, chain, Lanes{});
        }
      });
}

/// Dot products of `Rows` columns of A with one column of B, both contiguous along the inner extent; one lane for each.
template <class T, product_shape S, std::uint32_t Rows>
TAPELESS_FORCE_INLINE inline pack<T, width_of_sums<T>(S.inner)> dots(T const* left_at, T const* right_at) {
  constexpr std::uint32_t width = width_of_sums<T>(S.inner);
  using vector = pack<T, width>;
  vector sum[width];
  unroll<width>([&]<std::uint32_t I>() TAPELESS_FORCE_INLINE { sum[I] = vector(T{}); });
  auto const add = [&](std::size_t inner_at, auto lanes) TAPELESS_FORCE_INLINE {
    vector const factors =
        in_lanes(load<vector>(right_at + inner_at, with_room<S.right_has_room>(lanes)), vector(T{}), lanes);
    unroll<Rows>([&]<std::uint32_t I>() TAPELESS_FORCE_INLINE {
      sum[I] = muladd(load<vector>(left_at + I * S.left_row_step() + inner_at, lanes), factors, sum[I]);
    });
  };
  std::size_t inner_at = 0;
  for (; inner_at + width <= S.inner; inner_at += width) add(inner_at, all_lanes{});
  if constexpr (S.inner % width != 0) add(inner_at, constant_lanes<S.inner % width>{});
  return totals<width>(sum);
}
template <class T, product_shape S, class Column, class Chain>
TAPELESS_FORCE_INLINE inline void dot_columns(T const* left_at, std::size_t count, Column const& column_of,
                                              Chain const& chain) {
  constexpr std::uint32_t width = width_of_sums<T>(S.inner);
  constexpr std::uint32_t rest = S.rows % width;
  for (std::size_t column_nr = 0; column_nr < count; ++column_nr) {
    column_at<T> const at = column_of(column_nr);
    std::size_t first_row = 0;
    for (; first_row + width <= S.rows; first_row += width)
      chain(dots<T, S, width>(left_at + first_row * S.left_row_step(), at.factors),
            vector_at{at.sample, at.element + first_row}, all_lanes{});
    if constexpr (rest != 0)
      chain(dots<T, S, rest>(left_at + first_row * S.left_row_step(), at.factors),
            vector_at{at.sample, at.element + first_row}, constant_lanes<rest>{});
  }
}

/// `count` columns of C.
template <class T, product_shape S, std::uint32_t Capacity, class Steps, class Column, class Chain>
TAPELESS_FORCE_INLINE inline void some_columns(T const* left_at, Steps steps, std::size_t count,
                                               Column const& column_of, Chain const& chain) {
  if constexpr (!targets::current.has_vectors()) {
    for (std::uint32_t column_nr = 0; column_nr < count; ++column_nr) {
      column_at<T> const at = column_of(column_nr);
      if constexpr (S.left_transposed)
        scalar::column_of_transposed<T, S.rows, S.inner, S.right_inner_step()>(left_at, at.factors, at.sample,
                                                                               at.element, chain);
      else
        scalar::column<T, S.rows, S.inner, S.right_inner_step()>(left_at, at.factors, at.sample, at.element, chain);
    }
  } else if constexpr (S.kernel == kernel_id::dots) {
    dot_columns<T, S>(left_at, count, column_of, chain);
  } else {
    multiply_columns<T, S, Capacity>(left_at, steps, count, column_of, chain);
  }
}

/// How many samples are multiplied before elementary functions go over what was written: 8 kB of it.
template <class T>
constexpr std::uint32_t samples_at_once(std::uint32_t rows) {
  std::uint32_t const tiles = 8192 / (24 * rows * std::uint32_t{sizeof(T)});
  return 24 * (tiles == 0 ? 1 : tiles);  // whole tiles of 6 or 8
}

/// Each of `count` numbers that lie one after the other becomes what the chain makes of it. One function for products
/// of all shapes.
template <class T, plan::elementwise_code Code>
[[gnu::noinline]] void apply_to_line(T* line, std::size_t count) {
  constexpr std::uint32_t width = register_width<T>;
  using vector = pack<T, width>;
  target<T> const out[]{{line, 0}};
  operand<T> const nothing[1]{};
  attached_chain<T, Code> const function(out, nothing);
  std::size_t element = 0;
  for (; element + width <= count; element += width)
    function(vector::load(line + element), vector_at{0, element}, all_lanes{});
  if (element < count)
    function(load<vector>(line + element, first_lanes{count - element}), vector_at{0, element},
             first_lanes{count - element});
}

/// One shared matrix times the vector of each sample, and such a chain: tiles write what the functions are of, these go
/// over it some samples behind, from the first number to the last. In a tile they would have no registers left (a
/// prediction of 64-32-10 with tanh, 32 samples, takes 1.23 times as long, 13-64-64-4 1.10), and line by line they
/// would compute more than there is where lines are no whole vectors.
template <class T, product_shape S, plan::elementwise_code Code, class Steps>
TAPELESS_FORCE_INLINE inline void product_and_functions(results_of<T, Code> out, T const* left, operand<T> right,
                                                        inputs_of<T, Code> in, Steps steps, std::uint32_t samples) {
  constexpr std::uint32_t begin = plan::function_begins(Code);
  constexpr std::uint32_t at_once = samples_at_once<T>(S.rows);
  attached_chain<T, plan::before_function(Code, begin)> const write(out, in);
  for (std::size_t first = 0; first < samples; first += at_once) {
    std::size_t const count = samples - first < at_once ? samples - first : at_once;
    some_columns<T, S, S.samples>(left, steps, count, columns_of_samples<T>{right, first}, write);
    apply_to_line<T, plan::function_of(Code, begin)>(out[0].data + first * S.rows, count * S.rows);
  }
}

/// One product for each sample, and the chain of each element; `samples` is 1 where nothing has a batch axis. `Shared`:
/// by panels that it shares with other shapes.
template <class T, product_shape S, plan::elementwise_code Code, bool Shared = false>
TAPELESS_FORCE_INLINE inline void product(results_of<T, Code> out, operand<T> left, operand<T> right,
                                          inputs_of<T, Code> in, std::uint32_t samples) {
  attached_chain<T, Code> chain(out, in);
  constexpr auto steps = steps_of<S, Shared>();
  if constexpr (S.samples == 1) samples = 1;
  if constexpr (S.kernel == kernel_id::tiles_and_functions) {
    product_and_functions<T, S, Code>(out, left.sample(0), right, in, steps, samples);
  } else if constexpr (plan::samples_are_columns(S)) {
    some_columns<T, S, S.samples>(left.sample(0), steps, samples, columns_of_samples<T>{right, 0}, chain);
  } else {
    for (std::size_t sample_nr = 0; sample_nr < samples; ++sample_nr)
      some_columns<T, S, S.columns>(left.sample(sample_nr), steps, S.columns,
                                    columns_of_matrix{right.sample(sample_nr), sample_nr, steps}, chain);
  }
}

/// The same of a transposed left operand, by way of a copy that lies as the tiles want it, its columns `CopyStep`
/// apart.
template <class T, product_shape S, plan::elementwise_code Code, bool Shared = false, std::uint32_t CopyStep = S.rows>
TAPELESS_FORCE_INLINE inline void product_by_copy(T* copy, results_of<T, Code> out, operand<T> left, operand<T> right,
                                                  inputs_of<T, Code> in, std::uint32_t samples) {
  if constexpr (Shared && targets::current.has_vectors() && S.rows >= register_width<T> &&
                S.inner >= register_width<T>) {
    shared_transpose_copy(copy, CopyStep, left.data, S.left_step(), S.rows, S.inner);
  } else {
    transpose_copy<T, S.rows, S.inner>(copy, CopyStep, left.data, S.left_step());
  }
  product<T, plan::with_left_copied(S, CopyStep), Code, Shared>(out, {copy, 0, nullptr}, right, in, samples);
}

/// The sum of the samples' products.
template <class T, product_shape S, class Steps, class Chain>
TAPELESS_FORCE_INLINE inline void sum_of_products(operand<T> const& left, operand<T> const& right, Steps steps,
                                                  std::uint32_t samples, Chain const& chain) {
  for_rows_of_product<T, S, most_packs>(
      [&]<class V, std::uint32_t Packs, class Lanes>(std::size_t first_row) TAPELESS_FORCE_INLINE {
        constexpr std::uint32_t most = tile_columns(Packs) < S.columns ? tile_columns(Packs) : S.columns;
        if constexpr (Steps::are_shared) {
          constexpr std::uint32_t groups = (S.columns + most - 1) / most;
          constexpr std::uint32_t fewer = S.columns / groups;  // as equal as can be: few kinds of tiles
          constexpr std::uint32_t wider = S.columns % groups;
          if constexpr (wider != 0)
            shared_sum_panel<V, Packs, fewer + 1>(left, right, steps, first_row, 0, wider, samples, chain,
                                                  lanes_of_shared(Lanes{}));
          shared_sum_panel<V, Packs, fewer>(left, right, steps, first_row, wider * (fewer + 1), groups - wider, samples,
                                            chain, lanes_of_shared(Lanes{}));
        } else {
          constexpr std::uint32_t rest = S.columns % most;
          sum_panel<V, Packs, most>(left, right, steps, first_row, 0, S.columns / most, samples, chain, Lanes{});
          if constexpr (rest != 0)
            sum_panel<V, Packs, rest>(left, right, steps, first_row, S.columns - rest, 1, samples, chain, Lanes{});
        }
      });
}
/// The sum of the samples' products, and the chain of each element. `right` may be scaled where there is one outer
/// product.
template <class T, product_shape S, plan::elementwise_code Code, bool Shared = false, class Right = operand<T>>
TAPELESS_FORCE_INLINE inline void batch_product_sum(results_of<T, Code> out, operand<T> left, Right right,
                                                    inputs_of<T, Code> in, std::uint32_t samples) {
  attached_chain<T, Code> chain(out, in);
  if constexpr (S.samples == 1) samples = 1;
  constexpr bool are_outer = S.inner == 1 && !S.left_transposed && S.result_step() == S.rows;
  if constexpr (S.samples != 1 && are_outer && !targets::current.has_vectors() && has_multiple_transfer<T>) {
    scalar::sum_of_outer_products<T, S.rows, S.columns>(left, right, samples, chain);
  } else if constexpr (S.samples != 1 || S.inner != 1) {
    sum_of_products<T, S>(left, right, steps_of<S, Shared>(), samples, chain);
  } else if constexpr (!targets::current.has_vectors()) {
    scalar::outer_product<T, S.rows, S.columns>(left.sample(0), right.sample(0), chain);
  } else {
    outer_product<T, S.kernel, S.rows, S.columns, S.result_step()>(left.sample(0), right.sample(0), chain);
  }
}

}  // namespace kernel
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
