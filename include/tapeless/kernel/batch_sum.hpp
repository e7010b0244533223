// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/kernel/across_lanes.hpp"
#include "tapeless/kernel/panel.hpp"
#include "tapeless/target/force_inline.hpp"

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace kernel {

/// A group of rows of a sum over the samples.
template <class V, std::uint32_t Packs, class T, class Chain, class Lanes>
TAPELESS_FORCE_INLINE inline void batch_sum_panel(operand<T> const& from, std::size_t first_row, std::uint32_t samples,
                                                  Chain const& chain, Lanes lanes) {
  constexpr std::uint32_t terms = targets::current.has_vectors() ? 4 / Packs : 1;
  tile<V, Packs, 1, terms> sums;
  auto const add = [&]<std::uint32_t Term>(std::size_t sample_at) TAPELESS_FORCE_INLINE {
    T const* const numbers = from.sample(sample_at) + first_row;
    unroll<Packs>([&]<std::uint32_t P>() TAPELESS_FORCE_INLINE {
      V& partial = sums.sum[Term * Packs + P];
      partial = partial + load<V>(numbers + P * lane_count<V>, lanes_if_last<P + 1 == Packs>(lanes));
    });
  };
  std::size_t sample_at = 0;
  for (; sample_at + terms <= samples; sample_at += terms)
    unroll<terms>([&]<std::uint32_t Term>() TAPELESS_FORCE_INLINE { add.template operator()<Term>(sample_at + Term); });
  for (; sample_at < samples; ++sample_at) add.template operator()<0>(sample_at);
  sums.join_terms();
  chain.template apply<Packs, 1>(
      sums.sum,
      [&](std::size_t) TAPELESS_FORCE_INLINE {
        return vector_at{0, first_row};
      },
      vector_at{0, lane_count<V>}, lanes);
}
template <class V, std::uint32_t Packs, class T, class Chain, class Lanes>
[[gnu::noinline]] void shared_batch_sum_panel(operand<T> const& from, std::size_t first_row, std::uint32_t samples,
                                              Chain const& given, Lanes lanes) {
  Chain chain = given;  // here, its fields stay in registers
  operand<T> const from_here = from;
  batch_sum_panel<V, Packs>(from_here, first_row, samples, chain, lanes);
}

/// Σ over the samples of in[s][e], and the chain of each element. `Shared`: by panels that it shares with sums of other
/// sizes.
template <class T, std::uint32_t Size, plan::elementwise_code Code, bool Shared = false>
TAPELESS_FORCE_INLINE inline void batch_sum(results_of<T, Code> out, operand<T> from, inputs_of<T, Code> in,
                                            std::uint32_t samples) {
  attached_chain<T, Code> chain(out, in);
  if (Size == 1 && from.index == nullptr && from.stride == 1) {
    chain(sum_of_line<register_width<T>>(from.data, samples), vector_at{0, 0}, all_lanes{});
    return;
  }
  for_row_groups<T, Size, !targets::current.has_vectors() ? 1 : most_packs>(
      [&]<class V, std::uint32_t Packs, class Lanes>(std::size_t first_row) TAPELESS_FORCE_INLINE {
        if constexpr (Shared) {
          shared_batch_sum_panel<V, Packs>(from, first_row, samples, chain, lanes_of_shared(Lanes{}));
        } else {
          batch_sum_panel<V, Packs>(from, first_row, samples, chain, Lanes{});
        }
      });
}

}  // namespace kernel
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
