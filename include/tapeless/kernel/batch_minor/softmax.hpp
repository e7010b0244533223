// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/kernel/across_lanes.hpp"
#include "tapeless/kernel/batch_minor/samples.hpp"
#include "tapeless/kernel/reduction.hpp"
#include "tapeless/target/force_inline.hpp"

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace kernel::batch_minor {

/// softmax of `Size` elements for as many samples as a vector has lanes: exp(z − m) / Σ exp(z − m), m the largest. An
/// infinite m is not subtracted (∞ − ∞). `Elements` is how the logits are read (`elements_across`).
template <class V, std::uint32_t Size, class Elements, class Lanes>
class softmax_lines {
  using T = math::element_t<V>;

public:
  TAPELESS_FORCE_INLINE softmax_lines(Elements read_from, std::size_t first_sample, Lanes given_lanes)
      : from(read_from), sample(first_sample), lanes(given_lanes) {
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
    sum = sum_or_one(sum);
  }
  template <class Chain>
  TAPELESS_FORCE_INLINE void apply(Chain const& chain) const {
    for (std::size_t e = 0; e < Size; ++e)
      chain((keeps ? kept[keeps ? e : 0] : math::exp(logit(e) - shift)) / sum, vector_at{sample, e}, lanes);
  }
  /// Σᵢ yᵢ·(logsumexp(z) − zᵢ); a class with y = 0 counts nothing, whatever its logit.
  template <class Truth>
  TAPELESS_FORCE_INLINE V cross_entropy(Truth truth) const {
    using math::select;
    V const log_sum = math::log(sum);
    V loss(T{});
    for (std::size_t e = 0; e < Size; ++e) {
      V const y = truth.template read<V>(e, sample, lanes);
      loss = loss + select(y == V(T{}), V(T{}), y * (log_sum - (logit(e) - shift)));
    }
    return loss;
  }

private:
  TAPELESS_FORCE_INLINE V logit(std::size_t e) const { return from.template read<V>(e, sample, lanes); }

  Elements from;
  std::size_t sample;
  Lanes lanes;
  static constexpr bool keeps = Size <= 64;
  V shift;
  V sum;
  V kept[keeps ? Size : 1];
};

/// What the kernels below read: `Size` logits and, for a cross-entropy, as many target probabilities, each per sample
/// or shared by all.
struct softmax_operands {
  std::uint32_t size;
  std::uint32_t batch;  ///< samples there is room for
  bool logits_per_sample = true;
  bool truth_per_sample = true;

  friend constexpr bool operator==(softmax_operands const&, softmax_operands const&) = default;
};
template <class T, softmax_operands S>
using logits_across = elements_across<T, S.batch, S.logits_per_sample>;
template <class T, softmax_operands S>
using truth_across = elements_across<T, S.batch, S.truth_per_sample>;

template <class T, softmax_operands S, plan::elementwise_code Code>
TAPELESS_FORCE_INLINE inline void softmax(results_of<T, Code> out, T const* logits, inputs_of<T, Code> in,
                                          std::uint32_t samples) {
  chain_across<T, Code> const chain(out, in);
  for_sample_groups<T, S.batch, 1>(
      samples, [&]<class V, std::uint32_t, class Lanes>(std::size_t sample_at, Lanes lanes) TAPELESS_FORCE_INLINE {
        softmax_lines<V, S.size, logits_across<T, S>, Lanes>({logits}, sample_at, lanes).apply(chain);
      });
}
template <class T, softmax_operands S>
TAPELESS_FORCE_INLINE inline void softmax_cross_entropy(T* loss, T const* logits, T const* truth,
                                                        std::uint32_t samples) {
  for_sample_groups<T, S.batch, 1>(
      samples, [&]<class V, std::uint32_t, class Lanes>(std::size_t sample_at, Lanes lanes) TAPELESS_FORCE_INLINE {
        softmax_lines<V, S.size, logits_across<T, S>, Lanes> const lines({logits}, sample_at, lanes);
        store(lines.cross_entropy(truth_across<T, S>{truth}), loss + sample_at, lanes);
      });
}
template <class T, softmax_operands S, plan::elementwise_code Code>
TAPELESS_FORCE_INLINE inline void softmax_and_cross_entropy(T* loss, results_of<T, Code> out, T const* logits,
                                                            T const* truth, inputs_of<T, Code> in,
                                                            std::uint32_t samples) {
  chain_across<T, Code> const chain(out, in);
  for_sample_groups<T, S.batch, 1>(
      samples, [&]<class V, std::uint32_t, class Lanes>(std::size_t sample_at, Lanes lanes) TAPELESS_FORCE_INLINE {
        softmax_lines<V, S.size, logits_across<T, S>, Lanes> const lines({logits}, sample_at, lanes);
        store(lines.cross_entropy(truth_across<T, S>{truth}), loss + sample_at, lanes);
        lines.apply(chain);
      });
}

}  // namespace kernel::batch_minor
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
