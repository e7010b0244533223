// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/expr/integer_input.hpp"
#include "tapeless/kernel/lanes.hpp"
#include "tapeless/kernel/operand.hpp"
#include "tapeless/plan/plan.hpp"
#include "tapeless/run/context.hpp"
#include "tapeless/target/force_inline.hpp"

#include <bit>
#include <utility>

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace run {

/// Step number I of a plan in a run: what a kernel is told as constants, and where its operands are.
template <class T, class Source, class Layouts, std::uint32_t I>
struct step_at {
  using element = T;
  static constexpr plan::step s = plan::planned<Source>::table.steps[I];
  static constexpr bool has_chain = s.chain != plan::none;
  static constexpr plan::elementwise_code code() { return plan::planned<Source>::table.codes[s.chain]; }
  static constexpr plan::kernel_id kernel = plan::selected<Source, T>[I].kernel;
  /// Of the results of one sample, as they are stored.
  static constexpr std::uint32_t size = plan::stored_size(s.shape);
  /// How many samples there is room for.
  static constexpr std::uint32_t batch = plan::room_for_samples(s);
  using next = step_at<T, Source, Layouts, I + 1>;

  context<T, Source> const& c;

  /// How many samples there are, of all that a step reads, and of its results.
  TAPELESS_FORCE_INLINE std::uint32_t samples_read() const { return c.sample_count_of_run(); }
  TAPELESS_FORCE_INLINE std::uint32_t samples() const { return s.shape.is_batched() ? c.sample_count_of_run() : 1; }

  template <std::uint32_t Nth = 0>
  TAPELESS_FORCE_INLINE kernel::target<T> result() const {
    return {address<s.out[Nth], Layouts>(c), stride(s.shape)};
  }
  /// Where a loss is written beside a softmax.
  TAPELESS_FORCE_INLINE kernel::target<T> losses() const {
    return {address<s.out[s.output_count - 1], Layouts>(c), stride(extents{1, 1, s.shape.batch})};
  }
  TAPELESS_FORCE_INLINE kernel::operand<T> left() const { return operand<s.in[0], s.left>(); }
  TAPELESS_FORCE_INLINE auto right() const {
    if constexpr (s.core_inputs < 2) {
      return kernel::operand<T>{};
    } else if constexpr (s.scaled) {
      return kernel::scaled_operand<T>{operand<s.in[1], s.right>(), operand<s.in[2], extents{}>().data};
    } else {
      return operand<s.in[1], s.right>();
    }
  }
  /// What a sum over the samples is added to.
  TAPELESS_FORCE_INLINE kernel::operand<T> onto() const {
    if constexpr (s.core_inputs < 3) {
      return {};
    } else {
      return operand<s.in[2], s.shape>();
    }
  }
  TAPELESS_FORCE_INLINE T* scratch() const { return address<s.scratch, Layouts>(c); }
  /// What the user has bound, of a step that brings it in.
  TAPELESS_FORCE_INLINE auto const& labels() const { return c.label[context<T, Source>::position(s.in[0].index)]; }
  TAPELESS_FORCE_INLINE auto const& bound() const { return c.input[context<T, Source>::position(s.in[0].index)]; }
  /// The same of integers, whose address `bound_run` has put there.
  static constexpr data_format format =
      s.kind == plan::step_kind::pack ? rules::lowered<Source>.leaves[s.in[0].index].format : data_format::of_program;
  using integer = typename integer_of_format<format>::type;
  TAPELESS_FORCE_INLINE auto bound_integers() const {
    return kernel::operand<integer>{reinterpret_cast<integer const*>(bound().data), bound().stride, bound().index};
  }

  /// Calls f(results, inputs) with where the step's chain finds them.
  template <class F>
  TAPELESS_FORCE_INLINE void with_chain(F const& f) const {
    constexpr auto results = static_cast<std::uint32_t>(std::popcount(code().stored));
    [&]<std::uint32_t... Out, std::uint32_t... In>(std::integer_sequence<std::uint32_t, Out...>,
                                                   std::integer_sequence<std::uint32_t, In...>) TAPELESS_FORCE_INLINE {
      kernel::target<T> const out[]{result<Out>()...};
      kernel::operand<T> const inputs_here[sizeof...(In) + 1]{chain_input<In>()...};
      f(out, inputs_here);
    }
    (std::make_integer_sequence<std::uint32_t, results>{},
     std::make_integer_sequence<std::uint32_t, code().input_count>{});
  }

private:
  static constexpr bool is_batch_minor = s.samples_lie == plan::layout::batch_minor;

  /// From one sample to the next, or from one number to the next.
  static constexpr std::ptrdiff_t stride(extents shape) {
    if (!shape.is_batched()) return 0;
    return static_cast<std::ptrdiff_t>(is_batch_minor ? batch : plan::stored_size(shape));
  }
  template <plan::place At, extents Shape>
  TAPELESS_FORCE_INLINE kernel::operand<T> operand() const {
    kernel::operand<T> found = operand_at<At, Shape, Layouts>(c);
    if constexpr (is_batch_minor && At.where != plan::space::random) found.stride = stride(Shape);
    return found;
  }
  /// An input in the workspace has the stride of what it holds: one number, or one for each element.
  template <std::uint32_t Nth>
  TAPELESS_FORCE_INLINE kernel::operand<T> chain_input() const {
    return operand<s.in[s.core_inputs + Nth], extents{(code().per_element >> Nth & 1u) != 0 ? size : 1, 1,
                                                      (code().per_sample >> Nth & 1u) != 0 ? 1u : 0u}>();
  }
};

}  // namespace run
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
