// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/kernel/across_lanes.hpp"
#include "tapeless/kernel/batch_minor/samples.hpp"

namespace tapeless::inline TAPELESS_TARGET::kernel::batch_minor {

/// softmax of `Size` numbers for as many samples as a vector has lanes: exp(z − m) / Σ exp(z − m), m the largest. An infinite m is not
/// subtracted (∞ − ∞).
template <class V, std::uint32_t Size, std::uint32_t Batch, class Lanes>
class softmax_lines {
  using T = math::element_t<V>;

public:
  [[gnu::always_inline]] softmax_lines(T const* numbers, Lanes given_lanes) : from(numbers), lanes(given_lanes) {
    using math::select;
    V most = logit(0);
    for (std::size_t e = 1; e < Size; ++e) most = join_largest{}(logit(e), most);
    shift = select(most - most == V(T{}), most, V(T{}));
    sum = V(T{});
    for (std::size_t e = 0; e < Size; ++e) {
      V const exponential = math::exp(logit(e) - shift);
      if constexpr (keeps) kept[e] = exponential;
      sum = sum + exponential;
    }
  }
  template <class Chain>
  [[gnu::always_inline]] void apply(Chain const& chain, std::size_t sample) const {
    for (std::size_t e = 0; e < Size; ++e)
      chain((keeps ? kept[keeps ? e : 0] : math::exp(logit(e) - shift)) / sum, vector_at{sample, e}, lanes);
  }
  /// Σᵢ yᵢ·(logsumexp(z) − zᵢ); a class with y = 0 counts nothing, whatever its logit.
  [[gnu::always_inline]] V cross_entropy(T const* truth) const {
    using math::select;
    V const log_sum = math::log(sum);
    V loss(T{});
    for (std::size_t e = 0; e < Size; ++e) {
      V const y = load<V>(truth + e * Batch, lanes);
      loss = loss + select(y == V(T{}), V(T{}), y * (log_sum - (logit(e) - shift)));
    }
    return loss;
  }

private:
  [[gnu::always_inline]] V logit(std::size_t e) const { return load<V>(from + e * Batch, lanes); }

  T const* from;
  Lanes lanes;
  static constexpr bool keeps = Size <= 64;
  V shift;
  V sum;
  V kept[keeps ? Size : 1];
};

template <class T, std::uint32_t Size, std::uint32_t Batch, plan::elementwise_code Code>
[[gnu::always_inline]] inline void softmax(results_of<T, Code> out, T const* logits, inputs_of<T, Code> in,
                                           std::uint32_t samples) {
  chain_across<T, Code> const chain(out, in);
  for_sample_groups<T, Batch, 1>(
      samples, [&]<class V, std::uint32_t, class Lanes>(std::size_t sample_at, Lanes lanes)
                   __attribute__((always_inline)) {
                     softmax_lines<V, Size, Batch, Lanes>(logits + sample_at, lanes).apply(chain, sample_at);
                   });
}
template <class T, std::uint32_t Size, std::uint32_t Batch>
[[gnu::always_inline]] inline void softmax_cross_entropy(T* loss, T const* logits, T const* truth,
                                                         std::uint32_t samples) {
  for_sample_groups<T, Batch, 1>(
      samples, [&]<class V, std::uint32_t, class Lanes>(std::size_t sample_at,
                                                        Lanes lanes) __attribute__((always_inline)) {
        store(softmax_lines<V, Size, Batch, Lanes>(logits + sample_at, lanes).cross_entropy(truth + sample_at),
              loss + sample_at, lanes);
      });
}
template <class T, std::uint32_t Size, std::uint32_t Batch, plan::elementwise_code Code>
[[gnu::always_inline]] inline void softmax_and_cross_entropy(T* loss, results_of<T, Code> out, T const* logits,
                                                             T const* truth, inputs_of<T, Code> in,
                                                             std::uint32_t samples) {
  chain_across<T, Code> const chain(out, in);
  for_sample_groups<T, Batch, 1>(
      samples, [&]<class V, std::uint32_t, class Lanes>(std::size_t sample_at, Lanes lanes)
                   __attribute__((always_inline)) {
                     softmax_lines<V, Size, Batch, Lanes> const lines(logits + sample_at, lanes);
                     store(lines.cross_entropy(truth + sample_at), loss + sample_at, lanes);
                     lines.apply(chain, sample_at);
                   });
}

}  // namespace tapeless::inline TAPELESS_TARGET::kernel::batch_minor
