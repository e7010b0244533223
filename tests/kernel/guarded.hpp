// SPDX-License-Identifier: BSL-1.0
// Buffers for kernels: NaN before and behind, which no kernel may overwrite or take for a number. Under
// AddressSanitizer they end where their allocation ends.
#pragma once

#include "../plain_matrix.hpp"

#include "tapeless/kernel/tile.hpp"
#include "tapeless/plan/elementwise_code.hpp"

#include <limits>
#include <utility>

namespace guards {

namespace plan = tapeless::plan;
using tapeless::op;

#if defined(__SANITIZE_ADDRESS__)
inline constexpr std::size_t around = 0;
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
inline constexpr std::size_t around = 0;
#else
inline constexpr std::size_t around = 40;
#endif
#else
inline constexpr std::size_t around = 40;  // more than the widest register
#endif

/// Sizes for kernels whose loops have `Period` steps: under AddressSanitizer one of each residue class, a whole period
/// and all that can be left of one; elsewhere, where each costs more and finds less, some.
template <std::uint32_t Period, std::uint32_t... Some>
constexpr auto one_of_each_class() {
  if constexpr (around == 0) return []<std::uint32_t... I>(std::integer_sequence<std::uint32_t, I...>) {
      return std::integer_sequence<std::uint32_t, (Period + I)...>{};
    }
  (std::make_integer_sequence<std::uint32_t, Period>{});
  else return std::integer_sequence<std::uint32_t, Some...>{};
}

/// Numbers one after the other, or a matrix whose columns are `step` apart: what lies between them is nobody's
/// business.
struct stored_matrix {
  std::size_t rows, columns, step;

  constexpr stored_matrix(std::size_t close) : rows(close), columns(1), step(close) {}
  constexpr stored_matrix(std::size_t height, std::size_t width, std::size_t leading_dimension)
      : rows(height), columns(width), step(leading_dimension) {}

  constexpr std::size_t size() const { return step * columns; }
  constexpr bool is_gap(std::size_t i) const { return i % step >= rows; }
  constexpr stored_matrix times(std::size_t count) const { return {rows, columns * count, step}; }
};

template <class T>
class buffer {
public:
  /// Numbers of (−1, 1), and NaN between columns.
  buffer(stored_matrix given, plain::numbers& draw) : buffer(given) {
    for (std::size_t i = 0; i < size(); ++i)
      if (!shape.is_gap(i)) data()[i] = static_cast<T>(draw());
  }
  /// Nothing yet: NaN.
  explicit buffer(stored_matrix given)
      : shape(given), cells(given.size() + 2 * around, std::numeric_limits<T>::quiet_NaN()) {}

  T* data() { return cells.data() + around; }
  T const* data() const { return cells.data() + around; }
  std::size_t size() const { return cells.size() - 2 * around; }
  double operator[](std::size_t i) const { return static_cast<double>(data()[i]); }

  /// Whether only what is between the guards was written, and all of it.
  bool intact() const {
    for (std::size_t i = 0; i < cells.size(); ++i) {
      bool const outside = i < around || i >= cells.size() - around;
      if (std::isnan(cells[i]) != outside && (outside || !shape.is_gap(i - around))) return false;
    }
    return true;
  }

private:
  stored_matrix shape;
  std::vector<T> cells;
};

/// Rounding of a sum of products of numbers below 1 in size.
template <class T>
inline constexpr double tolerance = 64 * static_cast<double>(std::numeric_limits<T>::epsilon());

constexpr std::uint32_t instruction(op code, std::uint32_t a, std::uint32_t b = 0, std::uint32_t c = 0) {
  return static_cast<std::uint32_t>(code) << 24 | a << 16 | b << 8 | c;
}
/// The core's result as it is.
inline constexpr plan::elementwise_code as_it_is = [] {
  plan::elementwise_code made{};
  made.instruction_count = 1;
  made.instructions[0] = instruction(op::broadcast, plan::core_result);
  made.stored = 1;
  return made;
}();
/// r0 = core·in1, r1 = r0 + in0, both stored: in0 has a number for each element, in1 one for all.
inline constexpr plan::elementwise_code scaled_and_added = [] {
  plan::elementwise_code made{};
  made.input_count = 2;
  made.instruction_count = 2;
  made.per_element = 0b01;
  made.instructions[0] = instruction(op::multiply, plan::core_result, 1);
  made.instructions[1] = instruction(op::add, plan::first_result, 0);
  made.stored = 0b11;
  return made;
}();
/// The same for samples: r0 = core·in1, r1 = r0 + in0, r2 = r1·in2, r3 = r2 − in3; r0 and r3 are stored. in0 has a
/// number for each element, in1 one for all, in2 one for each sample, in3 one for each element of each sample.
inline constexpr plan::elementwise_code of_samples = [] {
  plan::elementwise_code made{};
  made.batched = true;
  made.input_count = 4;
  made.instruction_count = 4;
  made.per_element = 0b1001;
  made.per_sample = 0b1100;
  made.instructions[0] = instruction(op::multiply, plan::core_result, 1);
  made.instructions[1] = instruction(op::add, plan::first_result, 0);
  made.instructions[2] = instruction(op::multiply, plan::first_result + 1, 2);
  made.instructions[3] = instruction(op::subtract, plan::first_result + 2, 3);
  made.stored = 0b1001;
  return made;
}();

/// r0 = core + in0, the shortest chain that reads and writes; in0 has a number for each element of each sample.
inline constexpr plan::elementwise_code added = [] {
  plan::elementwise_code made{};
  made.batched = true;
  made.input_count = 1;
  made.instruction_count = 1;
  made.per_element = made.per_sample = 0b1;
  made.instructions[0] = instruction(op::add, plan::core_result, 0);
  made.stored = 0b1;
  return made;
}();

/// tanh(2·u + core) where w > 0, else u; all results but the first are stored.
inline constexpr plan::elementwise_code chosen = [] {
  plan::elementwise_code made{};
  made.input_count = 2;
  made.constant_count = 1;
  made.instruction_count = 4;
  made.per_element = 0b01;
  made.constants[0] = 2;
  made.instructions[0] = instruction(op::multiply, plan::first_constant, 0);
  made.instructions[1] = instruction(op::add, plan::first_result, plan::core_result);
  made.instructions[2] = instruction(op::tanh, plan::first_result + 1);
  made.instructions[3] = instruction(op::select, 1, plan::first_result + 2, 0);
  made.stored = 0b1110;
  return made;
}();

template <std::uint32_t... I, class F>
void for_each(std::integer_sequence<std::uint32_t, I...>, F const& f) {
  (f.template operator()<I>(), ...);
}
/// Numbers in a register.
template <class T>
inline constexpr std::uint32_t width = tapeless::register_width<T>;

inline void expect(double found, double expected, double within, char const* what, std::size_t sample,
                   std::size_t element) {
  BOOST_TEST(plain::close(found, expected, within),
             what << " of sample " << sample << ", element " << element << ": " << found << ", expected " << expected);
}

/// The inputs and results of these chains; the last result takes the place of an input, as plans have it. `core(s, e)`
/// is what the kernel computes before the chain.
template <class T>
struct chain_buffers {
  stored_matrix shape;
  std::size_t size, samples;
  plain::numbers draw;
  buffer<T> each, number, each_sample, all, first;
  buffer<T> before_each, before_all;

  chain_buffers(stored_matrix elements, std::size_t count, plain::numbers& from)
      : shape(elements),
        size(elements.size()),
        samples(count),
        draw(from),
        each(elements, draw),
        number(1, draw),
        each_sample(count, draw),
        all(elements.times(count), draw),
        first(elements.times(count)),
        before_each(each),
        before_all(all) {}

  template <class Core>
  void expect_added(Core const& core) const {
    for (std::size_t e = 0; e < size; ++e) {
      if (shape.is_gap(e)) continue;
      expect(first[e], core(e) * number[0], tolerance<T>, "product", 0, e);
      expect(each[e], core(e) * number[0] + before_each[e], tolerance<T>, "sum", 0, e);
    }
    expect_intact();
  }
  template <class Core>
  void expect_of_samples(Core const& core) const {
    for (std::size_t s = 0; s < samples; ++s)
      for (std::size_t e = 0; e < size; ++e) {
        if (shape.is_gap(e)) continue;
        double const scaled = core(s, e) * number[0];
        double const last = (scaled + each[e]) * each_sample[s] - before_all[s * size + e];
        expect(first[s * size + e], scaled, tolerance<T>, "first result", s, e);
        expect(all[s * size + e], last, tolerance<T>, "last result", s, e);
      }
    expect_intact();
  }
  void expect_intact() const {
    BOOST_TEST((each.intact() && number.intact() && each_sample.intact() && all.intact() && first.intact()));
  }
};

}  // namespace guards
