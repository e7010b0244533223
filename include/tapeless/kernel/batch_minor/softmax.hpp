// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/kernel/batch_minor/samples.hpp"
#include "tapeless/kernel/softmax_over.hpp"
#include "tapeless/target/force_inline.hpp"

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace kernel::batch_minor {

/// `Size` elements of as many samples as a vector has lanes. `Elements` is how the logits are read (`elements_across`).
template <class V, std::uint32_t Size, class Elements, class Lanes>
class line_of_samples {
public:
  using vector = V;
  static constexpr std::uint32_t vectors = Size;
  static constexpr bool keeps = Size <= 64;

  TAPELESS_FORCE_INLINE line_of_samples(Elements read_from, std::size_t first_sample, Lanes of_samples)
      : from(read_from), sample(first_sample), lanes(of_samples) {}

  template <class F>
  TAPELESS_FORCE_INLINE static void each(F const& f) {
    for (std::size_t e = 0; e < Size; ++e) f(place_in_line{e, e});
  }
  TAPELESS_FORCE_INLINE V logit(place_in_line at) const { return read(from, at); }
  TAPELESS_FORCE_INLINE V logit_of_class(V classes) const {
    using math::select;
    using T = math::element_t<V>;
    V found(T{});
    each([&](place_in_line at)
             TAPELESS_FORCE_INLINE { found = select(classes == V(element_as<T>(at.element)), logit(at), found); });
    return found;
  }
  template <class Others>
  TAPELESS_FORCE_INLINE V read(Others const& others, place_in_line at) const {
    return others.template read<V>(at.element, sample, lanes);
  }
  TAPELESS_FORCE_INLINE Lanes lanes_at(place_in_line) const { return lanes; }
  template <class Join>
  TAPELESS_FORCE_INLINE static V join(V const& of_samples, Join) {
    return of_samples;
  }
  TAPELESS_FORCE_INLINE static V log(V const& sum) { return log_of_sum(sum); }

private:
  Elements from;
  std::size_t sample;
  Lanes lanes;
};

/// What the kernels below read: `Size` logits and, for a cross-entropy, as many target probabilities, each per sample
/// or shared by all.
struct softmax_operands {
  std::uint32_t size;
  std::uint32_t batch;  ///< samples there is room for
  bool logits_per_sample = true;
  bool truth_per_sample = true;
  bool truth_is_class = false;  ///< instead of the one-hot vector

  friend constexpr bool operator==(softmax_operands const&, softmax_operands const&) = default;
};
template <class T, softmax_operands S>
using logits_across = elements_across<T, S.batch, S.logits_per_sample>;
template <class T, softmax_operands S>
using truth_across = elements_across<T, S.batch, S.truth_per_sample>;

template <class T, softmax_operands S, class V, class Lanes>
TAPELESS_FORCE_INLINE inline auto softmax_of_samples(T const* logits, std::size_t first_sample, Lanes lanes) {
  return softmax_over(
      line_of_samples<V, S.size, logits_across<T, S>, Lanes>(logits_across<T, S>{logits}, first_sample, lanes));
}

template <class T, softmax_operands S, plan::elementwise_code Code>
TAPELESS_FORCE_INLINE inline void softmax(results_of<T, Code> out, T const* logits, inputs_of<T, Code> in,
                                          std::uint32_t samples) {
  chain_across<T, Code> const chain(out, in);
  for_sample_groups<T, S.batch, 1>(
      samples, [&]<class V, std::uint32_t, class Lanes>(std::size_t sample_at, Lanes lanes) TAPELESS_FORCE_INLINE {
        softmax_of_samples<T, S, V>(logits, sample_at, lanes).apply(chain, sample_at);
      });
}
template <class V, softmax_operands S, class T, class Lines, class Lanes>
TAPELESS_FORCE_INLINE inline V cross_entropy_of(Lines const& lines, T const* truth, std::size_t first_sample,
                                                Lanes lanes) {
  if constexpr (S.truth_is_class) {
    return lines.cross_entropy_of_class(truth_across<T, S>{truth}.template read<V>(0, first_sample, lanes));
  } else {
    return lines.cross_entropy(truth_across<T, S>{truth});
  }
}
template <class T, softmax_operands S>
TAPELESS_FORCE_INLINE inline void softmax_cross_entropy(T* loss, T const* logits, T const* truth,
                                                        std::uint32_t samples) {
  for_sample_groups<T, S.batch, 1>(
      samples, [&]<class V, std::uint32_t, class Lanes>(std::size_t sample_at, Lanes lanes) TAPELESS_FORCE_INLINE {
        auto const lines = softmax_of_samples<T, S, V>(logits, sample_at, lanes);
        store(cross_entropy_of<V, S>(lines, truth, sample_at, lanes), loss + sample_at, lanes);
      });
}
template <class T, softmax_operands S, plan::elementwise_code Code>
TAPELESS_FORCE_INLINE inline void softmax_and_cross_entropy(T* loss, results_of<T, Code> out, T const* logits,
                                                            T const* truth, inputs_of<T, Code> in,
                                                            std::uint32_t samples) {
  chain_across<T, Code> const chain(out, in);
  for_sample_groups<T, S.batch, 1>(
      samples, [&]<class V, std::uint32_t, class Lanes>(std::size_t sample_at, Lanes lanes) TAPELESS_FORCE_INLINE {
        auto const lines = softmax_of_samples<T, S, V>(logits, sample_at, lanes);
        store(cross_entropy_of<V, S>(lines, truth, sample_at, lanes), loss + sample_at, lanes);
        lines.apply(chain, sample_at);
      });
}

}  // namespace kernel::batch_minor
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
