// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/kernel/attached_chain.hpp"
#include "tapeless/kernel/column_of_sums.hpp"
#include "tapeless/kernel/several.hpp"
#include "tapeless/kernel/tile.hpp"
#include "tapeless/target/force_inline.hpp"

/// Products on targets without vector registers. Sums add up in the order of plain loops.
namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace kernel::scalar {

/// How many sums fit into registers beside what is read: with group transfers 16 of 32, or else 8.
template <class T>
inline constexpr std::uint32_t most_sums = has_multiple_transfer<T> ? 16 : most_packs;

/// Rows that are computed side by side: as many groups as `most` needs, as equal as can be.
constexpr std::uint32_t rows_at_once(std::uint32_t rows, std::uint32_t most) {
  std::uint32_t const groups = (rows + most - 1) / most;
  return (rows + groups - 1) / groups;
}

/// The next `Some` rows of one column of A·b.
template <class T, std::uint32_t Rows, std::uint32_t Inner, std::uint32_t Step, std::uint32_t Some, class Lines>
TAPELESS_FORCE_INLINE inline void part_of_column(T const* a, T const* b, Lines& lines) {
  sums_of_column<T, Some> sums;
  // a loop of two turns would cost as much as one of them
  for (std::size_t turns = Inner > 2 ? Inner : 0; turns != 0; turns = one_less<T>(turns)) {
    sums.add(a, *b);
    a += Rows - Some;
    b += Step;
  }
  if constexpr (Inner <= 2) {
    sums.add(a, *b);
    a += Rows - Some;
    if constexpr (Inner == 2) sums.add(a, b[Step]);
  }
  lines.template apply<Some>(sums.all());
}
/// Kernels that go along a line, `f` one of them: a loop of 8 numbers a turn, and what is left, or all of a short line,
/// one behind the other.
inline constexpr std::uint32_t numbers_of_a_turn = 8;
constexpr std::uint32_t turns_of_line(std::uint32_t size) { return size <= 12 ? 0 : size / numbers_of_a_turn; }

template <std::uint32_t Count, class Kernel, std::uint32_t... G>
TAPELESS_FORCE_INLINE inline void along_groups(Kernel& kernel, std::integer_sequence<std::uint32_t, G...>) {
  (kernel.template next<size_of_group<typename Kernel::element, Count, G>>(), ...);
}
template <std::uint32_t Count, class Kernel>
TAPELESS_FORCE_INLINE inline void along_line(Kernel& kernel) {
  using T = typename Kernel::element;
  constexpr std::uint32_t in_turns = turns_of_line(Count) * numbers_of_a_turn;
  for (std::size_t turns = turns_of_line(Count); turns != 0; turns = one_less<T>(turns))
    along_groups<numbers_of_a_turn>(kernel, groups_of<T, numbers_of_a_turn>{});
  along_groups<Count - in_turns>(kernel, groups_of<T, Count - in_turns>{});
}

/// The factors of columns, one after the other.
template <class T>
struct factor_line {
  T const* numbers;

  TAPELESS_FORCE_INLINE explicit factor_line(T const* line) : numbers(start_of_line<T>(line)) {}
  TAPELESS_FORCE_INLINE T next() { return *numbers++; }
};
template <class T>
struct scaled_factor_line {
  T const* numbers;
  T factor;

  TAPELESS_FORCE_INLINE explicit scaled_factor_line(scaled_line<T> line)
      : numbers(start_of_line<T>(line.numbers)), factor(line.factor) {}
  TAPELESS_FORCE_INLINE T next() { return *numbers++ * factor; }
};
template <class T>
TAPELESS_FORCE_INLINE inline factor_line<T> factors_from(T const* line) {
  return factor_line<T>(line);
}
template <class T>
TAPELESS_FORCE_INLINE inline scaled_factor_line<T> factors_from(scaled_line<T> line) {
  return scaled_factor_line<T>(line);
}

/// The dot product of a line of A with b, `Step` numbers apart.
template <class T, std::uint32_t Step>
struct dot {
  using element = T;
  T const*& line;
  T const* factors;
  T sum{};

  template <std::uint32_t Size>
  TAPELESS_FORCE_INLINE void next() {
    T left[Size];
    T right[Size];
    load_group<Size>(left, line);
    if constexpr (Step == 1) {
      load_group<Size, second_group>(right, factors);
    } else {
      for (std::size_t i = 0; i < Size; ++i) right[i] = factors[i * Step];
      factors += Size * Step;
    }
    add(left, right, std::make_integer_sequence<std::uint32_t, Size>{});
  }
  template <std::uint32_t... I>
  TAPELESS_FORCE_INLINE void add(T const* left, T const* right, std::integer_sequence<std::uint32_t, I...>) {
    ((sum = math::muladd(left[I], right[I], sum)), ...);
  }
};

/// One column of Aᵀ·b, row after row: a row of Aᵀ lies in a line.
template <class T, std::uint32_t Rows, std::uint32_t Inner, std::uint32_t Step, class Chain>
TAPELESS_FORCE_INLINE inline void column_of_transposed(T const* a, T const* b, std::size_t sample, std::size_t element,
                                                       Chain const& chain) {
  auto lines = chain.lines_from(vector_at{sample, element});
  a = start_of_line<T>(a);
  for (std::size_t turns = Rows; turns != 0; turns = one_less<T>(turns)) {
    dot<T, Step> row{a, b};
    along_line<Inner>(row);
    lines.template apply_next<1>(&row.sum);
  }
}

/// One column of A·b, A stored column after column.
template <class T, std::uint32_t Rows, std::uint32_t Inner, std::uint32_t Step, class Chain>
TAPELESS_FORCE_INLINE inline void column(T const* a, T const* b, std::size_t sample, std::size_t element,
                                         Chain const& chain) {
  if constexpr (Rows == 1) return column_of_transposed<T, 1, Inner, Step>(a, b, sample, element, chain);  // a line
  constexpr std::uint32_t some = rows_at_once(Rows, Chain::calls() && !has_multiple_transfer<T> ? 4 : most_sums<T>);
  constexpr std::uint32_t rest = Rows % some;
  auto lines = chain.lines_from(vector_at{sample, element});
  if constexpr (some == Rows) return part_of_column<T, Rows, Inner, Step, some>(a, b, lines);
  a = start_of_line<T>(a);
  for (std::size_t turns = Rows / some; turns != 0; turns = one_less<T>(turns)) {
    part_of_column<T, Rows, Inner, Step, some>(a, b, lines);
    a += some;
  }
  if constexpr (rest != 0) part_of_column<T, Rows, Inner, Step, rest>(a, b, lines);
}

/// A column of the outer product: `factor` times a line.
template <class T, class Lines>
struct scaled_line_of_chain {
  using element = T;
  T const* line;
  T factor;
  Lines& lines;

  template <std::uint32_t Size>
  TAPELESS_FORCE_INLINE void next() {
    T made[Size];
    load_group<Size, third_group>(made, line);
    scale(made, std::make_integer_sequence<std::uint32_t, Size>{});
    lines.template apply_next<Size>(made);
  }
  template <std::uint32_t... I>
  TAPELESS_FORCE_INLINE void scale(T* made, std::integer_sequence<std::uint32_t, I...>) const {
    ((made[I] = made[I] * factor), ...);
  }
};

/// a·bᵀ of one sample, and the chain of each element, column after column.
template <class T, std::uint32_t Rows, std::uint32_t Columns, class Factors, class Chain>
TAPELESS_FORCE_INLINE inline void outer_product_by_lines(T const* a, Factors b, Chain const& chain) {
  auto lines = chain.lines_from(vector_at{0, 0});
  auto factors = factors_from(b);
  for (std::size_t turns = Columns; turns != 0; turns = one_less<T>(turns)) {
    scaled_line_of_chain<T, decltype(lines)> column{a, factors.next(), lines};
    along_line<Rows>(column);
  }
}
/// The same of some rows, which stay in registers while the columns pass.
template <class T, std::uint32_t Rows, std::uint32_t Columns, std::uint32_t Some, class Factors, class Chain>
TAPELESS_FORCE_INLINE inline void part_of_outer_product(T const* a, Factors b, std::size_t row, Chain const& chain) {
  T left[Some];
  unroll<Some>([&]<std::uint32_t I>() TAPELESS_FORCE_INLINE { left[I] = a[row + I]; });
  for (std::size_t j = 0; j < Columns; ++j) {
    T made[Some];
    T const factor = b[j];
    unroll<Some>([&]<std::uint32_t I>() TAPELESS_FORCE_INLINE { made[I] = left[I] * factor; });
    chain.lines_from(vector_at{0, j * Rows + row}).template apply<Some>(made);
  }
}
/// The same of all rows. With group transfers a number of a line costs an eighth of an instruction to read, and a
/// column in the order of memory one addition less than a part of it; else it costs as much as to compute with it.
template <class T, std::uint32_t Rows, std::uint32_t Columns, class Factors, class Chain>
TAPELESS_FORCE_INLINE inline void outer_product(T const* a, Factors b, Chain const& chain) {
  if constexpr (has_multiple_transfer<T>) {
    outer_product_by_lines<T, Rows, Columns>(a, b, chain);
  } else {
    constexpr std::uint32_t some = rows_at_once(Rows, most_packs);
    constexpr std::uint32_t rest = Rows % some;
    for (std::size_t row = 0; row + some <= Rows; row += some)
      part_of_outer_product<T, Rows, Columns, some>(a, b, row, chain);
    if constexpr (rest != 0) part_of_outer_product<T, Rows, Columns, rest>(a, b, Rows - rest, chain);
  }
}

/// The sum of the samples' outer products, and the chain of each element: `Some` rows of a column, in the order of
/// samples. The first writes the sums, and the others are added (a step of 64–32–10 for two samples: 10 % fewer
/// instructions on a Cortex-M4F).
template <class T, std::uint32_t Some, class Lines>
TAPELESS_FORCE_INLINE inline void part_of_sum(operand<T> const& left, operand<T> const& right, std::size_t row,
                                              std::size_t column, std::uint32_t samples, Lines& lines) {
  sums_of_column<T, Some> sums;
  T const* first = left.sample(0) + row;
  sums.begin(first, right.sample(0)[column]);
  for (std::size_t s = 1; s < samples; ++s) {
    T const* from = left.sample(s) + row;
    sums.add(from, right.sample(s)[column]);
  }
  lines.template apply<Some>(sums.all());
}
template <class T, std::uint32_t Rows, std::uint32_t Columns, class Chain>
TAPELESS_FORCE_INLINE inline void sum_of_outer_products(operand<T> left, operand<T> right, std::uint32_t samples,
                                                        Chain const& chain) {
  constexpr std::uint32_t some = rows_at_once(Rows, most_sums<T>);
  constexpr std::uint32_t rest = Rows % some;
  auto lines = chain.lines_from(vector_at{0, 0});
  for (std::size_t column_at = 0; column_at < Columns; ++column_at) {
    for (std::size_t row = 0; row + some <= Rows; row += some)
      part_of_sum<T, some>(left, right, row, column_at, samples, lines);
    if constexpr (rest != 0) part_of_sum<T, rest>(left, right, Rows - rest, column_at, samples, lines);
  }
}

/// A line of A, which is number `Matrix` of the update's inputs: its dot product with b, and its update from b times a
/// factor.
template <class T, std::uint32_t Matrix, class Lines>
struct dot_and_update {
  using element = T;
  T const*& line;
  T const* factors;
  T factor;
  Lines& lines;
  T sum{};

  template <std::uint32_t Size>
  TAPELESS_FORCE_INLINE void next() {
    T here[Size];
    load_group<Size, third_group>(here, factors);
    auto const read = lines.template read_next<Size>();
    if constexpr (Matrix == plan::none) {
      T matrix[Size];
      load_group<Size>(matrix, line);
      add_and_scale(matrix, here, std::make_integer_sequence<std::uint32_t, Size>{});
    } else {
      add_and_scale(read.of[Matrix], here, std::make_integer_sequence<std::uint32_t, Size>{});
    }
    lines.template compute_next<Size>(here, read);
  }
  template <std::uint32_t... I>
  TAPELESS_FORCE_INLINE void add_and_scale(T const* matrix, T* here, std::integer_sequence<std::uint32_t, I...>) {
    ((sum = math::muladd(matrix[I], here[I], sum)), ...);
    ((here[I] = here[I] * factor), ...);
  }
};

/// Aᵀ·b of one sample with the chain of each element, and b·fᵀ with its own, which updates A: a number of A is read,
/// used for both, and written. A column of A is a line, `Rows` are its columns.
template <class T, std::uint32_t Rows, std::uint32_t Inner, std::uint32_t Matrix, class Factors, class Chain,
          class Update>
TAPELESS_FORCE_INLINE inline void product_and_update(T const* a, T const* b, Factors f, Chain const& chain,
                                                     Update const& update) {
  auto lines = update.lines_from(vector_at{0, 0});
  auto chain_lines = chain.lines_from(vector_at{0, 0});
  auto factors = factors_from(f);
  for (std::size_t turns = Rows; turns != 0; turns = one_less<T>(turns)) {
    dot_and_update<T, Matrix, decltype(lines)> column{a, b, factors.next(), lines};
    along_line<Inner>(column);
    chain_lines.template apply_next<1>(&column.sum);
  }
}

}  // namespace kernel::scalar
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
