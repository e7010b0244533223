// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/kernel/across_lanes.hpp"
#include "tapeless/kernel/outer_product.hpp"
#include "tapeless/kernel/panel.hpp"
#include "tapeless/kernel/scalar_product.hpp"
#include "tapeless/kernel/shuffle.hpp"

namespace tapeless::inline TAPELESS_TARGET::kernel {

/// Covers the rows of a product, as for_row_groups does: vectors, or where they lie apart a few at once.
template <class T, product_shape S, std::uint32_t MostPacks, class F>
[[gnu::always_inline]] inline void for_rows_of_product(F const& f) {
  if constexpr (S.left_transposed) {
    for_row_groups<T, S.rows, 4, 1>(f);
  } else {
    for_row_groups<T, S.rows, MostPacks>(f);
  }
}

/// Some columns of C, all rows.
template <class T, product_shape S, std::uint32_t Capacity, class Steps, class Column, class Chain>
[[gnu::always_inline]] inline void multiply_columns(T const* left, Steps steps, std::size_t count,
                                                    Column const& column_of, Chain const& chain) {
  constexpr std::uint32_t packs_at_once = Capacity == 1 ? most_packs_of_one_column : most_packs;
  for_rows_of_product<T, S, packs_at_once>([&]<class V, std::uint32_t Packs, class Lanes>(
      std::size_t first_row) __attribute__((always_inline)) {
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
[[gnu::always_inline]] inline pack<T, width_of_sums<T>(S.inner)> dots(T const* left_at, T const* right_at) {
  constexpr std::uint32_t width = width_of_sums<T>(S.inner);
  using vector = pack<T, width>;
  vector sum[width];
  unroll<width>([&]<std::uint32_t I>() __attribute__((always_inline)) { sum[I] = vector(T{}); });
  auto const add = [&](std::size_t inner_at, auto lanes) __attribute__((always_inline)) {
    vector const factors =
        in_lanes(load<vector>(right_at + inner_at, with_room<S.right_has_room>(lanes)), vector(T{}), lanes);
    unroll<Rows>([&]<std::uint32_t I>() __attribute__((always_inline)) {
      sum[I] = muladd(load<vector>(left_at + I * S.inner + inner_at, lanes), factors, sum[I]);
    });
  };
  std::size_t inner_at = 0;
  for (; inner_at + width <= S.inner; inner_at += width) add(inner_at, all_lanes{});
  if constexpr (S.inner % width != 0) add(inner_at, constant_lanes<S.inner % width>{});
  return totals<width>(sum);
}
template <class T, product_shape S, class Column, class Chain>
[[gnu::always_inline]] inline void dot_columns(T const* left_at, std::size_t count, Column const& column_of,
                                               Chain const& chain) {
  constexpr std::uint32_t width = width_of_sums<T>(S.inner);
  constexpr std::uint32_t rest = S.rows % width;
  for (std::size_t column_nr = 0; column_nr < count; ++column_nr) {
    column_at<T> const at = column_of(column_nr);
    std::size_t first_row = 0;
    for (; first_row + width <= S.rows; first_row += width)
      chain(dots<T, S, width>(left_at + first_row * S.inner, at.factors), vector_at{at.sample, at.element + first_row},
            all_lanes{});
    if constexpr (rest != 0)
      chain(dots<T, S, rest>(left_at + first_row * S.inner, at.factors), vector_at{at.sample, at.element + first_row},
            constant_lanes<rest>{});
  }
}

/// `count` columns of C.
template <class T, product_shape S, std::uint32_t Capacity, class Steps, class Column, class Chain>
[[gnu::always_inline]] inline void some_columns(T const* left_at, Steps steps, std::size_t count,
                                                Column const& column_of, Chain const& chain) {
  if constexpr (register_bytes == 0) {
    for (std::uint32_t column_nr = 0; column_nr < count; ++column_nr) {
      column_at<T> const at = column_of(column_nr);
      if constexpr (S.left_transposed)
        scalar::column_of_transposed<T, S.rows, S.inner, S.right_inner_step()>(left_at, at.factors, at.sample,
                                                                               at.element, chain);
      else
        scalar::column<T, S.rows, S.inner, S.right_inner_step()>(left_at, at.factors, at.sample, at.element, chain);
    }
  } else if constexpr (S.left_transposed && S.right_inner_step() == 1 && register_width < T >> 1) {
    dot_columns<T, S>(left_at, count, column_of, chain);
  } else {
    multiply_columns<T, S, Capacity>(left_at, steps, count, column_of, chain);
  }
}

/// The core's result as it is.
inline constexpr plan::elementwise_code only_core = [] {
  plan::elementwise_code made{};
  made.batched = true;
  made.instruction_count = 1;
  made.instructions[0] = static_cast<std::uint32_t>(op::broadcast) << 24 | std::uint32_t{plan::core_result} << 16;
  made.stored = 1;
  return made;
}();

/// How many samples are multiplied before elementary functions go over what was written: 8 kB of it.
template <class T>
constexpr std::uint32_t samples_at_once(std::uint32_t rows) {
  std::uint32_t const tiles = 8192 / (24 * rows * std::uint32_t{sizeof(T)});
  return 24 * (tiles == 0 ? 1 : tiles);  // whole tiles of 6 or 8
}

/// One shared matrix times the vector of each sample, and a chain with elementary functions: tiles write sums where the results go, and the
/// chain follows some samples behind. In a tile it would have no registers left (2 % of a step of 13-64-64-4 with tanh, 32 samples).
template <class T, product_shape S, class Steps, class Chain>
[[gnu::always_inline]] inline void product_and_functions(target<T> out, T const* left, operand<T> right, Steps steps,
                                                         std::uint32_t samples, Chain const& chain) {
  constexpr std::uint32_t at_once = samples_at_once<T>(S.rows);
  constexpr std::uint32_t width = width_for<T>(S.rows);
  using vector = vector_of<T, width>;
  target<T> const sums[]{out};
  operand<T> const nothing[1]{};
  attached_chain<T, only_core> const write(sums, nothing);
  for (std::size_t first = 0; first < samples; first += at_once) {
    std::size_t const count = samples - first < at_once ? samples - first : at_once;
    some_columns<T, S, S.samples>(
        left, steps, count,
        [&](std::size_t nth) __attribute__((always_inline)) {
          return column_at<T>{right.sample(first + nth), first + nth, 0};
        },
        write);
    for (std::size_t sample_nr = first; sample_nr < first + count; ++sample_nr) {
      T const* const line = out.sample(sample_nr);
      for (std::size_t row_at = 0; row_at + width <= S.rows; row_at += width)
        chain(load<vector>(line + row_at, all_lanes{}), vector_at{sample_nr, row_at}, all_lanes{});
      if constexpr (S.rows % width != 0)
        chain(load<vector>(line + (S.rows - S.rows % width), constant_lanes<S.rows % width>{}),
              vector_at{sample_nr, S.rows - S.rows % width}, constant_lanes<S.rows % width>{});
    }
  }
}

/// One product for each sample, and the chain of each element; `samples` is 1 where nothing has a batch axis. `Shared`: by panels that
/// it shares with other shapes.
template <class T, product_shape S, plan::elementwise_code Code, bool Shared = false>
[[gnu::always_inline]] inline void product(results_of<T, Code> out, operand<T> left, operand<T> right,
                                           inputs_of<T, Code> in, std::uint32_t samples) {
  attached_chain<T, Code> chain(out, in);
  constexpr auto steps = steps_of<S, Shared>();
  if constexpr (S.samples == 1) samples = 1;
  if constexpr (S.columns == 1 && S.samples > 1 && S.one_left && attached_chain<T, Code>::can_follow) {
    product_and_functions<T, S>(out[0], left.sample(0), right, steps, samples, chain);
  } else if constexpr (S.columns == 1 && S.samples > 1 && S.one_left) {
    some_columns<T, S, S.samples>(left.sample(0), steps, samples, columns_of_samples<T>{right}, chain);
  } else {
    for (std::size_t sample_nr = 0; sample_nr < samples; ++sample_nr)
      some_columns<T, S, S.columns>(left.sample(sample_nr), steps, S.columns,
                                    columns_of_matrix{right.sample(sample_nr), sample_nr, steps}, chain);
  }
}

/// The same of a transposed left operand, by way of a copy that lies as the tiles want it.
template <class T, product_shape S, plan::elementwise_code Code, bool Shared = false>
[[gnu::always_inline]] inline void product_by_copy(T* copy, results_of<T, Code> out, operand<T> left, operand<T> right,
                                                   inputs_of<T, Code> in, std::uint32_t samples) {
  if constexpr (Shared && register_bytes != 0 && S.rows >= register_width<T> && S.inner >= register_width<T>) {
    shared_transpose_copy(copy, left.data, S.rows, S.inner);
  } else {
    transpose_copy<T, S.rows, S.inner>(copy, left.data);
  }
  constexpr product_shape straight{S.rows, S.columns, S.inner, false, S.right_transposed, S.samples, true, S.by_list};
  product<T, straight, Code, Shared>(out, {copy, 0, nullptr}, right, in, samples);
}

/// The sum of the samples' products.
template <class T, product_shape S, class Steps, class Chain>
[[gnu::always_inline]] inline void sum_of_products(operand<T> const& left, operand<T> const& right, Steps steps,
                                                   std::uint32_t samples, Chain const& chain) {
  for_rows_of_product<T, S, most_packs>([&]<class V, std::uint32_t Packs, class Lanes>(
      std::size_t first_row) __attribute__((always_inline)) {
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
/// The sum of the samples' products, and the chain of each element. `right` may be scaled where there is one outer product.
template <class T, product_shape S, plan::elementwise_code Code, bool Shared = false, class Right = operand<T>>
[[gnu::always_inline]] inline void batch_product_sum(results_of<T, Code> out, operand<T> left, Right right,
                                                     inputs_of<T, Code> in, std::uint32_t samples) {
  attached_chain<T, Code> chain(out, in);
  if constexpr (S.samples == 1) samples = 1;
  if constexpr (S.samples != 1 || S.inner != 1) {
    sum_of_products<T, S>(left, right, steps_of<S, Shared>(), samples, chain);
  } else if constexpr (register_bytes == 0) {
    scalar::outer_product<T, S.rows, S.columns>(left.sample(0), right.sample(0), chain);
  } else {
    outer_product<T, S.rows, S.columns>(left.sample(0), right.sample(0), chain);
  }
}

}  // namespace tapeless::inline TAPELESS_TARGET::kernel
