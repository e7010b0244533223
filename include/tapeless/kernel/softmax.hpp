// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/kernel/softmax_of_samples.hpp"
#include "tapeless/plan/descriptor.hpp"
#include "tapeless/target/force_inline.hpp"

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace kernel {

using plan::kernel_id, plan::softmax_shape;

/// The softmax of one line.
template <class T, softmax_shape S>
TAPELESS_FORCE_INLINE inline auto softmax_of_line(T const* logits) {
  return softmax_over(line_of_elements<T, S.size, S.has_room, S.kernel != kernel_id::in_loops>(logits));
}

/// Of a truth that is a line too, or a class.
template <softmax_shape S, class Line, class T>
TAPELESS_FORCE_INLINE inline T cross_entropy_of_line(Line const& line, T const* truth) {
  if constexpr (S.truth_is_class) {
    return line.cross_entropy_of_class(*truth);
  } else {
    return line.cross_entropy(truth);
  }
}

/// Covers the samples: in groups that go through the lanes together, where that pays and nobody chose rows, and one by
/// one.
template <class T, softmax_shape S, class Group, class Single>
TAPELESS_FORCE_INLINE inline void for_samples(std::uint32_t samples, bool are_lines, Group const& group,
                                              Single const& single) {
  std::size_t sample_at = 0;
  if constexpr (S.kernel == kernel_id::samples_transposed)
    if (are_lines)
      for (; sample_at + register_width<T> <= samples; sample_at += register_width<T>) group(sample_at);
  for (; sample_at < samples; ++sample_at) single(sample_at);
}

/// softmax of each sample, and the chain of each element.
template <class T, softmax_shape S, plan::elementwise_code Code>
TAPELESS_FORCE_INLINE inline void softmax(results_of<T, Code> out, operand<T> logits, inputs_of<T, Code> in,
                                          std::uint32_t samples) {
  attached_chain<T, Code> chain(out, in);
  for_samples<T, S>(
      samples, logits.index == nullptr,
      [&](std::size_t first_sample) TAPELESS_FORCE_INLINE {
        if constexpr (S.kernel == kernel_id::samples_transposed)
          softmax_of_samples<T, S.size>(logits, first_sample).apply(chain, first_sample);
      },
      [&](std::size_t sample_at)
          TAPELESS_FORCE_INLINE { softmax_of_line<T, S>(logits.sample(sample_at)).apply(chain, sample_at); });
}

/// The cross-entropy of each sample alone.
template <class T, softmax_shape S>
TAPELESS_FORCE_INLINE inline void softmax_cross_entropy(target<T> loss, operand<T> logits, operand<T> truth,
                                                        std::uint32_t samples) {
  for_samples<T, S>(
      samples, logits.index == nullptr && truth.index == nullptr,
      [&](std::size_t first_sample) TAPELESS_FORCE_INLINE {
        if constexpr (S.kernel == kernel_id::samples_transposed)
          softmax_of_samples<T, S.size>(logits, first_sample)
              .template cross_entropy<S.truth_is_class>(loss, truth, first_sample);
      },
      [&](std::size_t sample_at) TAPELESS_FORCE_INLINE {
        *loss.sample(sample_at) =
            cross_entropy_of_line<S>(softmax_of_line<T, S>(logits.sample(sample_at)), truth.sample(sample_at));
      });
}

/// The same and the cross-entropy of each sample, in one pass.
template <class T, softmax_shape S, plan::elementwise_code Code>
TAPELESS_FORCE_INLINE inline void softmax_and_cross_entropy(target<T> loss, results_of<T, Code> out, operand<T> logits,
                                                            operand<T> truth, inputs_of<T, Code> in,
                                                            std::uint32_t samples) {
  attached_chain<T, Code> chain(out, in);
  for_samples<T, S>(
      samples, logits.index == nullptr && truth.index == nullptr,
      [&](std::size_t first_sample) TAPELESS_FORCE_INLINE {
        if constexpr (S.kernel == kernel_id::samples_transposed) {
          softmax_of_samples<T, S.size> const lines(logits, first_sample);
          lines.template cross_entropy<S.truth_is_class>(loss, truth, first_sample);
          lines.apply(chain, first_sample);
        }
      },
      [&](std::size_t sample_at) TAPELESS_FORCE_INLINE {
        auto const line = softmax_of_line<T, S>(logits.sample(sample_at));
        *loss.sample(sample_at) = cross_entropy_of_line<S>(line, truth.sample(sample_at));
        line.apply(chain, sample_at);
      });
}

}  // namespace kernel
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
