// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/expr/op.hpp"
#include "tapeless/kernel/operand.hpp"
#include "tapeless/math/math.hpp"

namespace tapeless::inline TAPELESS_TARGET::kernel {

/// The largest of `size` numbers; NaN if one is NaN.
template <class T>
constexpr T largest(T const* x, std::uint32_t size) {
  T m = x[0];
  for (std::uint32_t i = 1; i < size; ++i) m = x[i] > m || x[i] != x[i] ? x[i] : m;
  return m;
}

/// What softmax and its relatives subtract before exp, so that it cannot overflow. An infinite maximum is not subtracted (∞ − ∞).
template <class T>
constexpr T shift_of(T const* x, std::uint32_t size) {
  T const m = largest(x, size);
  return m - m == 0 ? m : T{};
}

template <class T>
constexpr T sum_of_exp(T const* x, std::uint32_t size, T shift) {
  T sum{};
  for (std::uint32_t i = 0; i < size; ++i) sum += math::exp(x[i] - shift);
  return sum;
}

template <class T>
constexpr T logsumexp(T const* x, std::uint32_t size) {
  T const shift = shift_of(x, size);
  return shift + math::log(sum_of_exp(x, size, shift));
}

template <op Code, class T>
constexpr T reduced(T const* x, std::uint32_t size) {
  if constexpr (Code == op::max) {
    return largest(x, size);
  } else if constexpr (Code == op::logsumexp) {
    return logsumexp(x, size);
  } else {
    T sum{};
    for (std::uint32_t i = 0; i < size; ++i) sum += x[i];
    return sum;
  }
}

/// softmax or log_softmax of one vector; `y` may be `x`.
template <op Code, class T>
constexpr void normalized(T* y, T const* x, std::uint32_t size) {
  T const shift = shift_of(x, size);
  T const sum = sum_of_exp(x, size, shift);
  if constexpr (Code == op::softmax) {
    for (std::uint32_t i = 0; i < size; ++i) y[i] = math::exp(x[i] - shift) / sum;
  } else {
    T const log_sum = math::log(sum);
    for (std::uint32_t i = 0; i < size; ++i) y[i] = (x[i] - shift) - log_sum;
  }
}

/// Σᵢ yᵢ·(logsumexp(z) − zᵢ); a class with y = 0 counts nothing, whatever its logit.
template <class T>
constexpr T cross_entropy_of_logits(T const* z, T const* y, std::uint32_t size) {
  T const shift = shift_of(z, size);
  T const log_sum = math::log(sum_of_exp(z, size, shift));
  T loss{};
  for (std::uint32_t i = 0; i < size; ++i)
    if (y[i] != 0) loss += y[i] * (log_sum - (z[i] - shift));
  return loss;
}

template <class T, op Code>
void reduce(target<T> out, operand<T> in, std::uint32_t size, std::uint32_t samples) {
  for (std::uint32_t s = 0; s < samples; ++s) *out.sample(s) = reduced<Code>(in.sample(s), size);
}

template <class T, op Code>
void normalize(target<T> out, operand<T> in, std::uint32_t size, std::uint32_t samples) {
  for (std::uint32_t s = 0; s < samples; ++s) normalized<Code>(out.sample(s), in.sample(s), size);
}

template <class T>
void softmax_cross_entropy(target<T> out, operand<T> logits, operand<T> truth, std::uint32_t size,
                           std::uint32_t samples) {
  for (std::uint32_t s = 0; s < samples; ++s)
    *out.sample(s) = cross_entropy_of_logits(logits.sample(s), truth.sample(s), size);
}

/// out[e] = Σ over the samples of in[s][e].
template <class T>
void batch_sum(target<T> out, operand<T> in, std::uint32_t size, std::uint32_t samples) {
  for (std::uint32_t e = 0; e < size; ++e) out.data[e] = T{};
  for (std::uint32_t s = 0; s < samples; ++s) {
    T const* const from = in.sample(s);
    for (std::uint32_t e = 0; e < size; ++e) out.data[e] += from[e];
  }
}

}  // namespace tapeless::inline TAPELESS_TARGET::kernel
