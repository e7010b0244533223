// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/kernel/across_lanes.hpp"
#include "tapeless/kernel/operand.hpp"
#include "tapeless/math/math.hpp"
#include "tapeless/meta/force_inline.hpp"
#include "tapeless/ops/op.hpp"
#include "tapeless/shape/extents.hpp"

#include <limits>
#include <type_traits>

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace kernel {

/// How the numbers of a line lie in memory: close, each `step` from the one before, or in columns of `rows` that are `step` apart.
enum class spacing : std::uint8_t { close, apart, in_columns };

template <class T, spacing Spaced = spacing::close>
struct line {
  T* data;
  std::uint32_t size;
  std::uint32_t step = 1;
  std::uint32_t rows = 1;

  constexpr T& operator[](std::uint32_t i) const {
    if constexpr (Spaced == spacing::close) {
      return data[i];
    } else if constexpr (Spaced == spacing::apart) {
      return data[i * step];
    } else {
      return data[i / rows * step + i % rows];
    }
  }
};
template <class T>
line(T*, std::uint32_t) -> line<T>;

/// The largest number; NaN if one is NaN.
template <class T, spacing Spaced>
constexpr T largest(line<T const, Spaced> x) {
  T m = x[0];
  for (std::uint32_t i = 1; i < x.size; ++i) m = x[i] > m || x[i] != x[i] ? x[i] : m;
  return m;
}

/// √Σ x² where the squares neither overflow nor lose digits below the normal numbers; else by way of x over the largest magnitude.
template <class T, spacing Spaced>
constexpr T root_of_squares(line<T const, Spaced> x, T squares) {
  constexpr T lost = std::numeric_limits<T>::epsilon() * std::numeric_limits<T>::epsilon();
  if (squares >= std::numeric_limits<T>::min() / lost && squares <= std::numeric_limits<T>::max())
    return math::sqrt(squares);
  T most{};
  for (std::uint32_t i = 0; i < x.size; ++i) most = math::abs(x[i]) > most || x[i] != x[i] ? math::abs(x[i]) : most;
  if (!(most > 0 && most <= std::numeric_limits<T>::max())) return most;
  T sum{};
  for (std::uint32_t i = 0; i < x.size; ++i) sum += (x[i] / most) * (x[i] / most);
  return most * math::sqrt(sum);
}
template <class T, spacing Spaced>
constexpr T norm(line<T const, Spaced> x) {
  T squares{};
  if (!std::is_constant_evaluated())  // where an overflow is an error
    for (std::uint32_t i = 0; i < x.size; ++i) squares += x[i] * x[i];
  return root_of_squares(x, squares);
}

/// What softmax and its relatives subtract before exp, so that it cannot overflow. An infinite maximum is not subtracted (∞ − ∞).
template <class T, spacing Spaced>
constexpr T shift_of(line<T const, Spaced> x) {
  T const m = largest(x);
  return m - m == 0 ? m : T{};
}

template <class T, spacing Spaced>
constexpr T sum_of_exp(line<T const, Spaced> x, T shift) {
  T sum{};
  for (std::uint32_t i = 0; i < x.size; ++i) sum += math::exp(x[i] - shift);
  return sum;
}

/// A sum of exponentials of which the largest is 1, as softmax and the logarithms of a softmax divide by it. It is below 1 only where all
/// numbers are −∞; then it is 1, and softmax is 0 throughout.
template <class V>
TAPELESS_FORCE_INLINE constexpr V sum_or_one(V sum) {
  using math::select;
  V const one(math::element_t<V>(1));
  return select(sum < one, one, sum);
}

template <op Code, class T, spacing Spaced>
constexpr T reduced(line<T const, Spaced> x) {
  if constexpr (Code == op::max) {
    return largest(x);
  } else if constexpr (Code == op::norm) {
    return norm(x);
  } else if constexpr (Code == op::logsumexp) {
    T const shift = shift_of(x);
    return shift + math::log(sum_of_exp(x, shift));
  } else {
    T sum{};
    for (std::uint32_t i = 0; i < x.size; ++i) sum += x[i];
    return sum;
  }
}

/// softmax or log_softmax; `y` may be `x`.
template <op Code, class T, spacing Spaced>
constexpr void normalized(line<T, Spaced> y, line<T const, Spaced> x) {
  T const shift = shift_of(x);
  T const sum = sum_or_one(sum_of_exp(x, shift));
  if constexpr (Code == op::softmax) {
    for (std::uint32_t i = 0; i < x.size; ++i) y[i] = math::exp(x[i] - shift) / sum;
  } else {
    T const log_sum = math::log(sum);
    for (std::uint32_t i = 0; i < x.size; ++i) y[i] = (x[i] - shift) - log_sum;
  }
}

/// The lines of a matrix stored column after column: the whole of it, its columns (axis 0) or its rows (axis 1).
struct lines {
  std::uint32_t count = 1;
  std::uint32_t size = 1;
  std::uint32_t first_step = 0;  ///< from the first element of a line to that of the next
  std::uint32_t step = 1;        ///< from element to element, or from column to column
  std::uint32_t rows = 1;        ///< of each column
  spacing spaced = spacing::close;
};
constexpr lines lines_along(std::uint32_t axis, extents shape, std::uint32_t leading_dimension) {
  if (axis == 0) return {shape.columns, shape.rows, leading_dimension, 1};
  if (axis == 1) return {shape.rows, shape.columns, 1, leading_dimension, 1, spacing::apart};
  if (shape.rows == leading_dimension) return {1, shape.size(), 0, 1};
  return {1, shape.size(), 0, leading_dimension, shape.rows, spacing::in_columns};
}
constexpr lines lines_along(std::uint32_t axis, extents shape) { return lines_along(axis, shape, shape.rows); }

/// The reduction of each line of one matrix.
template <op Code, spacing Spaced = spacing::apart, class T>
constexpr void reduced_lines(T* y, T const* x, lines along) {
  for (std::uint32_t l = 0; l < along.count; ++l)
    y[l] = reduced<Code>(line<T const, Spaced>{x + l * along.first_step, along.size, along.step, along.rows});
}
template <op Code, spacing Spaced = spacing::apart, class T>
constexpr void normalized_lines(T* y, T const* x, lines along) {
  for (std::uint32_t l = 0; l < along.count; ++l) {
    std::uint32_t const at = l * along.first_step;
    normalized<Code, T>(line<T, Spaced>{y + at, along.size, along.step, along.rows},
                        line<T const, Spaced>{x + at, along.size, along.step, along.rows});
  }
}

/// Σᵢ yᵢ·(logsumexp(z) − zᵢ); a class with y = 0 counts nothing, whatever its logit.
template <class T, spacing Spaced>
constexpr T cross_entropy_of_logits(line<T const, Spaced> logits, line<T const, Spaced> y) {
  T const shift = shift_of(logits);
  T const log_sum = math::log(sum_or_one(sum_of_exp(logits, shift)));
  T loss{};
  for (std::uint32_t i = 0; i < logits.size; ++i)
    if (y[i] != 0) loss += y[i] * (log_sum - (logits[i] - shift));
  return loss;
}
template <class T>
constexpr T cross_entropy_of_logits(T const* z, T const* y, std::uint32_t size) {
  return cross_entropy_of_logits(line<T const>{z, size}, line<T const>{y, size});
}

template <class T, op Code, spacing Spaced>
TAPELESS_FORCE_INLINE inline void reduce(target<T> out, operand<T> in, lines along, std::uint32_t samples) {
  for (std::uint32_t s = 0; s < samples; ++s) {
    if constexpr (Code == op::norm && Spaced == spacing::close) {
      for (std::uint32_t l = 0; l < along.count; ++l) {
        line<T const> const here{in.sample(s) + l * along.first_step, along.size};
        out.sample(s)[l] = root_of_squares(here, sum_of_squares<register_width<T>>(here.data, here.size));
      }
    } else if constexpr (Code == op::sum && Spaced == spacing::close) {
      for (std::uint32_t l = 0; l < along.count; ++l)
        out.sample(s)[l] = sum_of_line<register_width<T>>(in.sample(s) + l * along.first_step, along.size);
    } else if constexpr (Code == op::sum && Spaced == spacing::in_columns) {
      T total{};
      for (std::uint32_t column = 0; column < along.size / along.rows; ++column)
        total += sum_of_line<register_width<T>>(in.sample(s) + column * along.step, along.rows);
      *out.sample(s) = total;
    } else {
      reduced_lines<Code, Spaced>(out.sample(s), in.sample(s), along);
    }
  }
}

/// The cross-entropy of each sample's logits, which are a matrix with gaps between its columns.
template <class T>
TAPELESS_FORCE_INLINE inline void cross_entropy_of_matrix(target<T> loss, operand<T> logits, operand<T> truth,
                                                          lines along, std::uint32_t samples) {
  using numbers = line<T const, spacing::in_columns>;
  for (std::uint32_t s = 0; s < samples; ++s)
    *loss.sample(s) = cross_entropy_of_logits(numbers{logits.sample(s), along.size, along.step, along.rows},
                                              numbers{truth.sample(s), along.size, along.step, along.rows});
}

template <class T, op Code, spacing Spaced>
TAPELESS_FORCE_INLINE inline void normalize(target<T> out, operand<T> in, lines along, std::uint32_t samples) {
  for (std::uint32_t s = 0; s < samples; ++s) normalized_lines<Code, Spaced>(out.sample(s), in.sample(s), along);
}

}  // namespace kernel
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
