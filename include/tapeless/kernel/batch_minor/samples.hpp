// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/kernel/chain.hpp"
#include "tapeless/kernel/tile.hpp"

/// Kernels over values whose samples are neighbours: number e of sample s is at data[e · Batch + s], and the samples of one number go
/// through the lanes of a vector together.
namespace tapeless::inline TAPELESS_TARGET::kernel::batch_minor {

/// Covers the samples: calls f.operator()<V, Packs>(first, lanes), lanes being those of the last vector.
template <class T, std::uint32_t Batch, std::uint32_t MostPacks, class F>
[[gnu::always_inline]] inline void for_sample_groups(std::uint32_t samples, F const& f) {
  constexpr std::uint32_t width = width_for<T>(Batch);
  constexpr std::uint32_t packs = Batch / width >= MostPacks ? MostPacks : 1;
  using vector = vector_of<T, width>;
  std::size_t s = 0;
  if constexpr (packs > 1)
    for (; s + packs * width <= samples; s += packs * width) f.template operator()<vector, packs>(s, all_lanes{});
  for (; s + width <= samples; s += width) f.template operator()<vector, 1>(s, all_lanes{});
  if (s < samples) f.template operator()<vector, 1>(s, first_lanes{samples - s});
}

template <class T, plan::elementwise_code Code>
using chain_across = attached_chain<T, Code, lanes_along::samples>;

/// results[e][s] = chain(inputs[e][s]).
template <class T, plan::elementwise_code Code, std::uint32_t Size, std::uint32_t Batch>
[[gnu::always_inline]] inline void elementwise(results_of<T, Code> out, inputs_of<T, Code> in, std::uint32_t samples) {
  chain_across<T, Code> const chain(out, in);
  for_sample_groups<T, Batch, 1>(
      samples, [&]<class V, std::uint32_t>(std::size_t s, auto lanes) __attribute__((always_inline)) {
        for (std::size_t e = 0; e < Size; ++e) chain(V(T{}), vector_at{s, e}, lanes);
      });
}

/// One-hot vectors of class indices (checked before the run).
template <class T, std::uint32_t Classes, std::uint32_t Batch>
[[gnu::always_inline]] inline void one_hot(T* to, class_indices const& labels, std::uint32_t samples) {
  for (std::size_t c = 0; c < Classes; ++c)
    for (std::size_t s = 0; s < samples; ++s) to[c * Batch + s] = T{};
  for (std::size_t s = 0; s < samples; ++s) to[labels[s] * Batch + s] = T(1);
}

/// The sum of each sample's numbers.
template <class T, std::uint32_t Size, std::uint32_t Batch>
[[gnu::always_inline]] inline void sum(T* to, T const* from, std::uint32_t samples) {
  for_sample_groups<T, Batch, 1>(
      samples, [&]<class V, std::uint32_t>(std::size_t s, auto lanes) __attribute__((always_inline)) {
        V total(T{});
        for (std::size_t e = 0; e < Size; ++e) total = total + load<V>(from + e * Batch + s, lanes);
        store(total, to + s, lanes);
      });
}

}  // namespace tapeless::inline TAPELESS_TARGET::kernel::batch_minor
