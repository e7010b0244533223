// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/kernel/batch_minor/samples.hpp"
#include "tapeless/kernel/shuffle.hpp"
#include "tapeless/target/force_inline.hpp"

#include <bit>

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace kernel::batch_minor {

/// Vectors that hold numbers First, First + Step, … of each of their samples, in turn, become one vector for each of
/// these numbers.
template <std::uint32_t Batch, std::uint32_t First, std::uint32_t Step, class T, std::uint32_t N, std::uint32_t Count>
TAPELESS_FORCE_INLINE inline void deal_out(T* to, pack<T, N> const (&dealt)[Count]) {
  if constexpr (Count == 1) {
    dealt[0].store(to + First * Batch);
  } else {
    pack<T, N> even[Count / 2];
    pack<T, N> odd[Count / 2];
    unroll<Count / 2>([&]<std::uint32_t I>() TAPELESS_FORCE_INLINE {
      even[I] = every_other<0>(dealt[2 * I], dealt[2 * I + 1]);
      odd[I] = every_other<1>(dealt[2 * I], dealt[2 * I + 1]);
    });
    deal_out<Batch, First, 2 * Step>(to, even);
    deal_out<Batch, First + Step, 2 * Step>(to, odd);
  }
}

/// The input's samples, which lie one after the other, as the kernels here want them. Few numbers for each sample are
/// dealt out, many are transposed in blocks, and what is left, or chosen by a list, goes one by one.
template <class T, std::uint32_t Size, std::uint32_t Batch>
TAPELESS_FORCE_INLINE inline void pack_samples(T* to, operand<T> from, std::uint32_t samples) {
  constexpr std::uint32_t width = width_for<T>(Batch);
  std::size_t s = 0;
  if constexpr (std::has_single_bit(Size) && Size <= 8 && width > 1) {
    if (from.index == nullptr && from.stride == static_cast<std::ptrdiff_t>(Size))
      for (; s + width <= samples; s += width) {
        pack<T, width> dealt[Size];
        unroll<Size>([&]<std::uint32_t I>()
                         TAPELESS_FORCE_INLINE { dealt[I] = pack<T, width>::load(from.data + s * Size + I * width); });
        deal_out<Batch, 0, 1>(to + s, dealt);
      }
  } else if constexpr (Size > 4 && width == register_width<T> && width > 1) {
    if (from.index == nullptr)
      for (; s + width <= samples; s += width)
        transpose_lines_of<T, width, Size>(to + s, Batch, from.sample(s), static_cast<std::uint32_t>(from.stride));
  }
  for (; s < samples; ++s) {
    T const* const sample = from.sample(s);
    for (std::size_t e = 0; e < Size; ++e) to[e * Batch + s] = sample[e];
  }
}

}  // namespace kernel::batch_minor
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
