// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/kernel/attached_chain.hpp"
#include "tapeless/target/force_inline.hpp"

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace kernel {

/// results[s][e] = chain(inputs[s][e]) for all samples and elements: whole vectors, and the first lanes of one more for
/// what is left over.
template <class T, plan::elementwise_code Code, std::uint32_t Size>
TAPELESS_FORCE_INLINE inline void elementwise(target<T> const (&out)[attached_chain<T, Code>::results],
                                              operand<T> const (&in)[Code.input_count + 1], std::uint32_t samples) {
  attached_chain<T, Code> compute(out, in);
  constexpr std::uint32_t width = Code.batched ? width_for<T>(Size) : width_for_one_column<T>(Size);
  using vector = vector_of<T, width>;
  if constexpr (Size % width != 0 || Size < register_width<T>) {
    if (samples > 1 && compute.is_one_line(Size)) {
      using wide = vector_of<T, register_width<T>>;
      std::uint32_t const size = Size * samples;
      std::size_t e = 0;
      for (; e + register_width<T> <= size; e += register_width<T>) compute(wide(T{}), vector_at{0, e}, all_lanes{});
      if (e < size) compute(wide(T{}), vector_at{0, e}, first_lanes{size - e});
      return;
    }
  }
  for (std::size_t s = 0; s < samples; ++s) {
    std::size_t e = 0;
    if constexpr (Code.random != 0)
      for (; e + 2 * width <= Size; e += 2 * width)
        compute.at_two(vector(T{}), vector(T{}), vector_at{s, e}, all_lanes{}, all_lanes{});
    for (; e + width <= Size; e += width) compute(vector(T{}), vector_at{s, e}, all_lanes{});
    if constexpr (Size % width != 0) compute(vector(T{}), vector_at{s, e}, constant_lanes<Size % width>{});
  }
}

}  // namespace kernel
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
