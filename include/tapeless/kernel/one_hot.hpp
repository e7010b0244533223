// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/kernel/operand.hpp"
#include "tapeless/target/force_inline.hpp"

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace kernel {

/// Class indices as numbers, close together.
template <class T>
TAPELESS_FORCE_INLINE inline void class_index(T* to, class_indices const& labels, std::uint32_t samples) {
  for (std::uint32_t s = 0; s < samples; ++s) to[s] = static_cast<T>(labels[s]);
}

/// One-hot vectors of class indices (checked before the run).
template <class T>
TAPELESS_FORCE_INLINE inline void one_hot(target<T> out, class_indices const& labels, std::uint32_t classes,
                                          std::uint32_t samples) {
  if (targets::current.has_vectors() && samples > 4) {  // below, one by one is faster than the call
    __builtin_memset(out.data, 0, std::size_t{samples} * classes * sizeof(T));
    for (std::uint32_t s = 0; s < samples; ++s) out.sample(s)[labels[s]] = T(1);
    return;
  }
  for (std::uint32_t s = 0; s < samples; ++s) {
    T* const to = out.sample(s);
    std::uint32_t const hot = labels[s];
    for (std::uint32_t c = 0; c < classes; ++c) to[c] = c == hot ? T(1) : T(0);
  }
}

}  // namespace kernel
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
