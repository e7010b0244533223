// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/kernel/attached_chain.hpp"
#include "tapeless/kernel/product_shape.hpp"
#include "tapeless/kernel/shuffle.hpp"
#include "tapeless/kernel/tile.hpp"
#include "tapeless/target/force_inline.hpp"

/// Panels: a group of rows of a product, all columns. Kernels that are functions of their own call theirs as functions
/// that all shapes share, because tiles are what compiling a kernel costs; kernels that are inlined have theirs
/// inlined, with constants for extents.
namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace kernel {

/// The lanes of a panel's last vectors: at run time where that costs nothing.
template <class Lanes>
TAPELESS_FORCE_INLINE constexpr auto lanes_of_shared(Lanes lanes) {
  if constexpr (requires { Lanes::constant; } && targets::current.masks_at_no_cost) {
    return first_lanes{Lanes::count};
  } else {
    return lanes;
  }
}

/// A tile's position, once more for the compiler: with extents at run time it would keep the addresses of all columns
/// from one tile to the next, and have no registers left for the sums.
template <class Steps>
TAPELESS_FORCE_INLINE inline std::size_t anew(std::size_t position) {
  if constexpr (Steps::are_shared) asm volatile("" : "+r"(position));
  return position;
}

/// One column of B and where the column of C that it makes goes.
template <class T>
struct column_at {
  T const* factors;
  std::size_t sample;
  std::size_t element;
};
/// The vectors of the samples from `first` on, each a column.
template <class T>
struct columns_of_samples {
  operand<T> right;
  std::size_t first = 0;

  TAPELESS_FORCE_INLINE column_at<T> operator()(std::size_t number) const {
    return {right.sample(first + number), first + number, 0};
  }
  TAPELESS_FORCE_INLINE void forget_list() { right.index = nullptr; }
};
/// The columns of one sample's matrix.
template <class T, class Steps>
struct columns_of_matrix {
  T const* factors;
  std::size_t sample;
  Steps steps;

  TAPELESS_FORCE_INLINE column_at<T> operator()(std::size_t number) const {
    return {factors + number * steps.right_column_step(), sample, number * steps.result_step()};
  }
  TAPELESS_FORCE_INLINE void forget_list() {}
};

template <class T, class Steps>
columns_of_matrix(T const*, std::size_t, Steps) -> columns_of_matrix<T, Steps>;

/// Part of C from tiles: columns of A times numbers of B. `left_at` is the first row of the part, `column_of(c)` tells
/// where columns are.
template <class V, std::uint32_t Packs, std::uint32_t Columns, class T, class Steps, class Column, class Chain,
          class Lanes>
TAPELESS_FORCE_INLINE inline void multiply_tile(T const* left_at, Steps steps, std::size_t first_row,
                                                Column const& column_of, Chain const& chain, Lanes lanes) {
  constexpr std::uint32_t terms = tile_terms(Packs * Columns, Steps::most_terms);
  column_at<T> at[Columns];
  unroll<Columns>([&]<std::uint32_t C>() TAPELESS_FORCE_INLINE { at[C] = column_of(C); });
  tile<V, Packs, Columns, terms> sums;
  auto const left = [&](std::uint32_t pack_at, auto lanes_here, std::size_t inner_at) TAPELESS_FORCE_INLINE {
    return load<V>(left_at + pack_at * lane_count<V> * steps.left_row_step() + inner_at * steps.left_inner_step(),
                   with_room<Steps::left_has_room(lane_count<V>)>(lanes_here));
  };
  auto const add = [&]<std::uint32_t Term>(std::size_t inner_at) TAPELESS_FORCE_INLINE {
    sums.template add<Term>(
        lanes,
        [&](std::uint32_t pack_at, auto lanes_here)
            TAPELESS_FORCE_INLINE { return left(pack_at, lanes_here, inner_at); },
        [&](std::uint32_t column_nr)
            TAPELESS_FORCE_INLINE { return at[column_nr].factors[inner_at * steps.right_inner_step()]; });
  };
  std::size_t inner_at = 0;
#if defined(__clang__)
#pragma clang loop unroll(disable)  // as in sum_panel
#endif
  for (; inner_at + terms <= steps.inner(); inner_at += terms)
    unroll<terms>([&]<std::uint32_t Term>() TAPELESS_FORCE_INLINE { add.template operator()<Term>(inner_at + Term); });
  if constexpr (!Steps::terms_fit(terms))
    for (; inner_at < steps.inner(); ++inner_at) add.template operator()<0>(inner_at);
  sums.join_terms();
  chain.template apply<Packs, Columns>(
      sums.sum,
      [&](std::size_t column_nr) TAPELESS_FORCE_INLINE {
        return vector_at{at[column_nr].sample, at[column_nr].element + first_row};
      },
      vector_at{0, lane_count<V>}, lanes);
}

/// `count` columns of C, a group of rows; `Most` columns are a tile, and pairs of columns one of what is left.
template <class V, std::uint32_t Packs, std::uint32_t Most, bool WithPairs, class T, class Steps, class Column,
          class Chain, class Lanes>
TAPELESS_FORCE_INLINE inline void multiply_panel(T const* left, Steps steps, std::size_t first_row, std::size_t count,
                                                 Column const& column_of, Chain const& chain, Lanes lanes) {
  for_column_groups<Most, WithPairs>(count, [&]<std::uint32_t Columns>(std::size_t group_at) TAPELESS_FORCE_INLINE {
    std::size_t const first_of_group = anew<Steps>(group_at);
    multiply_tile<V, Packs, Columns>(
        left + first_row * steps.left_row_step(), steps, first_row,
        [&](std::size_t column_nr) TAPELESS_FORCE_INLINE { return column_of(first_of_group + column_nr); }, chain,
        lanes);
  });
}
template <class V, std::uint32_t Packs, std::uint32_t Most, bool WithPairs, class T, class Steps, class Column,
          class Chain, class Lanes>
[[gnu::noinline]] void shared_multiply_panel(T const* left, Steps const& steps, std::size_t first_row,
                                             std::size_t count, Column const& column_of, Chain const& given,
                                             Lanes lanes) {
  Chain chain = given;  // here, its fields stay in registers
  Column column_here = column_of;
  if constexpr (!Steps::by_list) {
    chain.forget_lists();
    column_here.forget_list();
  }
  multiply_panel<V, Packs, Most, WithPairs>(left, Steps(steps), first_row, count, column_here, chain, lanes);
}

/// clang reads all that a chain needs for a tile before it computes anything, where it does not know the addresses, and
/// has no registers for it (4 % of W6): it gets one column after the other.
#if defined(__clang__)
inline constexpr bool reads_too_far_ahead = true;
#else
inline constexpr bool reads_too_far_ahead = false;
#endif

/// The sum of the samples' products: `groups` times `Columns` columns from `first_column` on, a group of rows.
template <class V, std::uint32_t Packs, std::uint32_t Columns, class T, class Steps, class Chain, class Lanes>
TAPELESS_FORCE_INLINE inline void sum_panel(operand<T> const& left, operand<T> const& right, Steps steps,
                                            std::size_t first_row, std::size_t first_column, std::size_t groups,
                                            std::uint32_t samples, Chain const& chain, Lanes lanes) {
  for (; groups > 0; --groups, first_column += Columns) {
    tile<V, Packs, Columns> sums;
#if defined(__clang__)
#pragma clang loop unroll(disable)  // unrolled, clang runs out of registers and takes 1.4 times as long
#endif
    for (std::size_t sample_nr = 0; sample_nr < samples; ++sample_nr) {
      T const* const left_at = left.sample(sample_nr) + first_row * steps.left_row_step();
      T const* const right_at = right.sample(sample_nr) + first_column * steps.right_column_step();
      for (std::size_t inner_at = 0; inner_at < steps.inner(); ++inner_at)
        sums.template add<0>(
            lanes,
            [&](std::uint32_t pack_at, auto lanes_here) TAPELESS_FORCE_INLINE {
              return load<V>(left_at + pack_at * lane_count<V> * steps.left_row_step() +
                                 inner_at * steps.left_inner_step(),
                             lanes_here);
            },
            [&](std::uint32_t column_nr) TAPELESS_FORCE_INLINE {
              return right_at[column_nr * steps.right_column_step() + inner_at * steps.right_inner_step()];
            });
    }
    std::size_t const columns_from = anew<Steps>(first_column);
    auto const apply = [&]<std::uint32_t First, std::uint32_t Count>() TAPELESS_FORCE_INLINE {
      chain.template apply<Packs, Count>(
          sums.sum + First * Packs,
          [&](std::size_t column_nr) TAPELESS_FORCE_INLINE {
            return vector_at{0, (columns_from + First + column_nr) * steps.result_step() + first_row};
          },
          vector_at{0, lane_count<V>}, lanes);
    };
    if constexpr (reads_too_far_ahead && Steps::are_shared && std::is_same_v<Lanes, all_lanes> &&
                  !Chain::is_expensive) {
      unroll<Columns>([&]<std::uint32_t C>() TAPELESS_FORCE_INLINE { apply.template operator()<C, 1>(); });
    } else {
      apply.template operator()<0, Columns>();
    }
  }
}
template <class V, std::uint32_t Packs, std::uint32_t Columns, class T, class Steps, class Chain, class Lanes>
[[gnu::noinline]] void shared_sum_panel(operand<T> const& left, operand<T> const& right, Steps const& steps,
                                        std::size_t first_row, std::size_t first_column, std::size_t groups,
                                        std::uint32_t samples, Chain const& given, Lanes lanes) {
  Chain chain = given;
  operand<T> left_here = left;
  operand<T> right_here = right;
  if constexpr (!Steps::by_list) {
    chain.forget_lists();
    left_here.index = nullptr;
    right_here.index = nullptr;
  }
  sum_panel<V, Packs, Columns>(left_here, right_here, Steps(steps), first_row, first_column, groups, samples, chain,
                               lanes);
}

}  // namespace kernel
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
