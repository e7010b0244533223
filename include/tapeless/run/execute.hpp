// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/kernel/elementwise.hpp"
#include "tapeless/kernel/movement.hpp"
#include "tapeless/kernel/product.hpp"
#include "tapeless/kernel/reduction.hpp"
#include "tapeless/run/context.hpp"

#include <utility>

namespace tapeless::inline TAPELESS_TARGET::run {

/// Calls the kernel of step number I of a plan. The seam between plan and kernels: a step's numbers become a kernel's template
/// arguments (what it computes) and call arguments (where).
template <class Source, class Layouts, std::uint32_t I>
struct step_call {
  static constexpr plan::step s = plan::planned<Source>::table.steps[I];
  static constexpr std::uint32_t size = s.shape.size();

  template <class T>
  [[gnu::always_inline]] static void run(context<T, Source> const& c) {
    using plan::step_kind;
    kernel::target<T> const out{address<s.out, Layouts>(c),
                                s.shape.is_batched() ? static_cast<std::ptrdiff_t>(size) : 0};
    std::uint32_t const samples = s.shape.is_batched() ? c.samples : 1;
    if constexpr (s.kind == step_kind::elementwise) {
      elementwise(c, out, samples, std::make_integer_sequence<std::uint32_t, s.input_count>{});
    } else if constexpr (s.kind == step_kind::product) {
      product(c, out, samples);
    } else if constexpr (s.kind == step_kind::reduce) {
      constexpr kernel::lines along = kernel::lines_along(s.axis(), s.left);
      kernel::reduce<T, s.code, along.contiguous()>(out, left(c), along, samples);
    } else if constexpr (s.kind == step_kind::normalize) {
      constexpr kernel::lines along = kernel::lines_along(s.axis(), s.left);
      kernel::normalize<T, s.code, along.contiguous()>(out, left(c), along, samples);
    } else if constexpr (s.kind == step_kind::softmax_cross_entropy) {
      kernel::softmax_cross_entropy<T>(out, left(c), right(c), s.left.size(), samples);
    } else if constexpr (s.kind == step_kind::batch_sum) {
      kernel::batch_sum<T>(out, left(c), size, c.samples);
    } else if constexpr (s.kind == step_kind::movement) {
      kernel::move<T, s.code>(out, s.shape, left(c), s.left, s.row(), s.column(), samples);
    } else if constexpr (s.kind == step_kind::concatenate) {
      kernel::concatenate<T>(out, s.shape, left(c), s.left, right(c), s.right, s.axis(), samples);
    } else if constexpr (s.kind == step_kind::one_hot) {
      kernel::one_hot<T>(out, c.label[context<T, Source>::position(s.in[0].index)], size, samples);
    } else {
      // row after row is the transpose stored column after column
      kernel::move<T, op::transpose>(out, s.shape, c.input[context<T, Source>::position(s.in[0].index)],
                                     s.shape.transposed(), 0, 0, samples);
    }
  }

private:
  template <class T>
  [[gnu::always_inline]] static kernel::operand<T> left(context<T, Source> const& c) {
    return operand_at<s.in[0], s.left, Layouts>(c);
  }
  template <class T>
  [[gnu::always_inline]] static kernel::operand<T> right(context<T, Source> const& c) {
    return operand_at<s.in[1], s.right, Layouts>(c);
  }

  template <class T, std::uint32_t... In>
  [[gnu::always_inline]] static void elementwise(context<T, Source> const& c, kernel::target<T> out,
                                                 std::uint32_t samples, std::integer_sequence<std::uint32_t, In...>) {
    constexpr auto& code = plan::planned<Source>::table.codes[s.chain];
    // an input in the workspace has the stride of what it holds: one number, or one for each element
    kernel::operand<T> const in[sizeof...(In) + 1]{operand_at<s.in[In],
                                                              extents{(code.per_element >> In & 1u) != 0 ? size : 1, 1,
                                                                      (code.per_sample >> In & 1u) != 0 ? 1u : 0u},
                                                              Layouts>(c)...};
    kernel::elementwise<T, code>(out, in, size, samples);
  }

  template <class T>
  [[gnu::always_inline]] static void product(context<T, Source> const& c, kernel::target<T> out,
                                             std::uint32_t samples) {
    constexpr kernel::product_shape shape{s.shape.rows, s.shape.columns,
                                          s.left_transposed ? s.left.rows : s.left.columns, s.left_transposed,
                                          s.right_transposed};
    if constexpr (s.code == op::batch_product_sum) {
      kernel::batch_product_sum<T, shape>(out, left(c), right(c), c.samples);
    } else {
      kernel::product<T, shape>(out, left(c), right(c), samples);
    }
  }
};

/// Steps come in packs of 32: one function for each pack keeps symbols short and functions of a size that compilers like.
inline constexpr std::uint32_t steps_in_a_pack = 32;

template <class Source, class Layouts, std::uint32_t First, class T, std::uint32_t... I>
[[gnu::always_inline]] inline void run_each(context<T, Source> const& c, std::integer_sequence<std::uint32_t, I...>) {
  (step_call<Source, Layouts, First + I>::run(c), ...);
}

template <class Source, class Layouts, std::uint32_t First, class T>
void run_pack(context<T, Source> const& c) {
  constexpr std::uint32_t left = plan::planned<Source>::step_count - First;
  run_each<Source, Layouts, First>(c, std::make_integer_sequence < std::uint32_t,
                                   left < steps_in_a_pack ? left : steps_in_a_pack > {});
}

template <class Source, class Layouts, class T>
void run_steps(context<T, Source> const& c) {
  constexpr std::uint32_t packs = (plan::planned<Source>::step_count + steps_in_a_pack - 1) / steps_in_a_pack;
  [&]<std::uint32_t... P>(std::integer_sequence<std::uint32_t, P...>) {
    (run_pack<Source, Layouts, P * steps_in_a_pack>(c), ...);
  }
  (std::make_integer_sequence<std::uint32_t, packs>{});
}

}  // namespace tapeless::inline TAPELESS_TARGET::run
