// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/kernel/attached_chain.hpp"
#include "tapeless/kernel/tile.hpp"
#include "tapeless/target/force_inline.hpp"

/// Kernels over values whose samples are neighbours: number e of sample s is at data[e · Batch + s], and the samples of
/// one number go through the lanes of a vector together.
namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace kernel::batch_minor {

/// Covers the samples: calls f.operator()<V, Packs>(first, lanes), lanes being those of the last vector. A last vector
/// of 64 bytes that is at most half full is one of 32, which takes half as long.
template <class T, std::uint32_t Batch, std::uint32_t MostPacks, class F>
TAPELESS_FORCE_INLINE inline void for_sample_groups(std::uint32_t samples, F const& f) {
  constexpr std::uint32_t width = width_for<T>(Batch);
  constexpr std::uint32_t packs = Batch / width >= MostPacks ? MostPacks : 1;
  using vector = vector_of<T, width>;
  std::size_t sample_at = 0;
  if constexpr (packs > 1)
    for (; sample_at + packs * width <= samples; sample_at += packs * width)
      f.template operator()<vector, packs>(sample_at, all_lanes{});
  for (; sample_at + width <= samples; sample_at += width) f.template operator()<vector, 1>(sample_at, all_lanes{});
  if constexpr (Batch > width && width * sizeof(T) == 64) {
    if (sample_at < samples && samples - sample_at <= width / 2)
      return f.template operator()<vector_of<T, width / 2>, 1>(sample_at, first_lanes{samples - sample_at});
  }
  if (sample_at < samples) f.template operator()<vector, 1>(sample_at, first_lanes{samples - sample_at});
}

/// The elements of a core's operand as vectors of samples: element e of sample s at data[e · Batch + s], or of what all
/// samples share at data[e].
template <class T, std::uint32_t Batch, bool PerSample>
struct elements_across {
  T const* data;

  template <class V, class Lanes>
  TAPELESS_FORCE_INLINE V read(std::size_t element, std::size_t sample, Lanes lanes) const {
    if constexpr (PerSample) {
      return load<V>(data + element * Batch + sample, lanes);
    } else {
      return V(data[element]);
    }
  }
};

template <class T, plan::elementwise_code Code>
using chain_across = attached_chain<T, Code, lanes_along::samples>;

/// results[e][s] = chain(inputs[e][s]).
template <class T, plan::elementwise_code Code, std::uint32_t Size, std::uint32_t Batch>
TAPELESS_FORCE_INLINE inline void elementwise(results_of<T, Code> out, inputs_of<T, Code> in, std::uint32_t samples) {
  chain_across<T, Code> const chain(out, in);
  for_sample_groups<T, Batch, 1>(samples,
                                 [&]<class V, std::uint32_t>(std::size_t sample_at, auto lanes) TAPELESS_FORCE_INLINE {
                                   std::size_t element_at = 0;
                                   if constexpr (Code.random != 0)
                                     for (; element_at + 2 <= Size; element_at += 2)
                                       chain.at_two(V(T{}), V(T{}), vector_at{sample_at, element_at}, lanes, lanes);
                                   for (; element_at < Size; ++element_at)
                                     chain(V(T{}), vector_at{sample_at, element_at}, lanes);
                                 });
}

/// One-hot vectors of class indices (checked before the run).
template <class T, std::uint32_t Classes, std::uint32_t Batch>
TAPELESS_FORCE_INLINE inline void one_hot(T* to, class_indices const& labels, std::uint32_t samples) {
  for (std::size_t class_at = 0; class_at < Classes; ++class_at)
    for (std::size_t sample_at = 0; sample_at < samples; ++sample_at) to[class_at * Batch + sample_at] = T{};
  for (std::size_t sample_at = 0; sample_at < samples; ++sample_at) to[labels[sample_at] * Batch + sample_at] = T(1);
}

/// The sum of each sample's numbers.
template <class T, std::uint32_t Size, std::uint32_t Batch>
TAPELESS_FORCE_INLINE inline void sum(T* to, T const* from, std::uint32_t samples) {
  for_sample_groups<T, Batch, 1>(samples,
                                 [&]<class V, std::uint32_t>(std::size_t sample_at, auto lanes) TAPELESS_FORCE_INLINE {
                                   V total(T{});
                                   for (std::size_t element_at = 0; element_at < Size; ++element_at)
                                     total = total + load<V>(from + element_at * Batch + sample_at, lanes);
                                   store(total, to + sample_at, lanes);
                                 });
}

}  // namespace kernel::batch_minor
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
