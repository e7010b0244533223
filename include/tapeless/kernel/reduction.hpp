// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/expr/op.hpp"
#include "tapeless/kernel/across_lanes.hpp"
#include "tapeless/kernel/operand.hpp"
#include "tapeless/math/math.hpp"
#include "tapeless/shape/extents.hpp"

namespace tapeless::inline TAPELESS_TARGET::kernel {

/// Numbers in memory, `step` apart. Where all are taken `step` is the constant 1.
template <class T, bool Contiguous = true>
struct line {
  T* data;
  std::uint32_t size;
  std::uint32_t step = 1;

  constexpr T& operator[](std::uint32_t i) const { return data[Contiguous ? i : i * step]; }
};
template <class T>
line(T*, std::uint32_t) -> line<T>;

/// The largest number; NaN if one is NaN.
template <class T, bool Contiguous>
constexpr T largest(line<T const, Contiguous> x) {
  T m = x[0];
  for (std::uint32_t i = 1; i < x.size; ++i) m = x[i] > m || x[i] != x[i] ? x[i] : m;
  return m;
}

/// What softmax and its relatives subtract before exp, so that it cannot overflow. An infinite maximum is not subtracted (∞ − ∞).
template <class T, bool Contiguous>
constexpr T shift_of(line<T const, Contiguous> x) {
  T const m = largest(x);
  return m - m == 0 ? m : T{};
}

template <class T, bool Contiguous>
constexpr T sum_of_exp(line<T const, Contiguous> x, T shift) {
  T sum{};
  for (std::uint32_t i = 0; i < x.size; ++i) sum += math::exp(x[i] - shift);
  return sum;
}

template <op Code, class T, bool Contiguous>
constexpr T reduced(line<T const, Contiguous> x) {
  if constexpr (Code == op::max) {
    return largest(x);
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
template <op Code, class T, bool Contiguous>
constexpr void normalized(line<T, Contiguous> y, line<T const, Contiguous> x) {
  T const shift = shift_of(x);
  T const sum = sum_of_exp(x, shift);
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
  std::uint32_t step = 1;        ///< from element to element

  constexpr bool contiguous() const { return step == 1; }
};
constexpr lines lines_along(std::uint32_t axis, extents shape) {
  if (axis == 0) return {shape.columns, shape.rows, shape.rows, 1};
  if (axis == 1) return {shape.rows, shape.columns, 1, shape.rows};
  return {1, shape.size(), 0, 1};
}

/// The reduction of each line of one matrix.
template <op Code, bool Contiguous = false, class T>
constexpr void reduced_lines(T* y, T const* x, lines along) {
  for (std::uint32_t l = 0; l < along.count; ++l)
    y[l] = reduced<Code>(line<T const, Contiguous>{x + l * along.first_step, along.size, along.step});
}
template <op Code, bool Contiguous = false, class T>
constexpr void normalized_lines(T* y, T const* x, lines along) {
  for (std::uint32_t l = 0; l < along.count; ++l) {
    std::uint32_t const at = l * along.first_step;
    normalized<Code, T>(line<T, Contiguous>{y + at, along.size, along.step},
                        line<T const, Contiguous>{x + at, along.size, along.step});
  }
}

/// Σᵢ yᵢ·(logsumexp(z) − zᵢ); a class with y = 0 counts nothing, whatever its logit.
template <class T>
constexpr T cross_entropy_of_logits(T const* z, T const* y, std::uint32_t size) {
  line<T const> const logits{z, size};
  T const shift = shift_of(logits);
  T const log_sum = math::log(sum_of_exp(logits, shift));
  T loss{};
  for (std::uint32_t i = 0; i < size; ++i)
    if (y[i] != 0) loss += y[i] * (log_sum - (z[i] - shift));
  return loss;
}

template <class T, op Code, bool Contiguous>
[[gnu::always_inline]] inline void reduce(target<T> out, operand<T> in, lines along, std::uint32_t samples) {
  for (std::uint32_t s = 0; s < samples; ++s) {
    if constexpr (Code == op::sum && Contiguous) {
      for (std::uint32_t l = 0; l < along.count; ++l)
        out.sample(s)[l] = sum_of_line<register_width<T>>(in.sample(s) + l * along.first_step, along.size);
    } else {
      reduced_lines<Code, Contiguous>(out.sample(s), in.sample(s), along);
    }
  }
}

template <class T, op Code, bool Contiguous>
[[gnu::always_inline]] inline void normalize(target<T> out, operand<T> in, lines along, std::uint32_t samples) {
  for (std::uint32_t s = 0; s < samples; ++s) normalized_lines<Code, Contiguous>(out.sample(s), in.sample(s), along);
}

}  // namespace tapeless::inline TAPELESS_TARGET::kernel
