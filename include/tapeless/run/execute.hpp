// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/kernel/batch_minor/pack_samples.hpp"
#include "tapeless/kernel/batch_minor/product.hpp"
#include "tapeless/kernel/batch_minor/samples.hpp"
#include "tapeless/kernel/batch_minor/softmax.hpp"
#include "tapeless/kernel/batch_sum.hpp"
#include "tapeless/kernel/elementwise.hpp"
#include "tapeless/kernel/one_hot.hpp"
#include "tapeless/kernel/product.hpp"
#include "tapeless/kernel/product_and_update.hpp"
#include "tapeless/kernel/reduction.hpp"
#include "tapeless/kernel/reference.hpp"
#include "tapeless/kernel/softmax.hpp"
#include "tapeless/run/context.hpp"
#include "tapeless/target/force_inline.hpp"

#include <utility>

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace run {

/// A kernel as a function of its own, which all steps that compute the same share.
template <auto Kernel, class... Arguments>
[[gnu::noinline]] void shared_kernel(Arguments const&... arguments) {
  Kernel(arguments...);
}
/// Kernels that do little are inlined where they are called: there a call, whose operands are passed in memory, costs as much as they do.
template <bool Inlined, auto Kernel, class... Arguments>
TAPELESS_FORCE_INLINE inline void call(Arguments const&... arguments) {
  if constexpr (Inlined) {
    Kernel(arguments...);
  } else {
    shared_kernel<Kernel>(arguments...);
  }
}

constexpr kernel::stored_shape stored_as(extents shape) { return {shape, plan::leading_dimension(shape)}; }

/// Calls the kernel of step number I of a plan. The seam between plan and kernels: a step's numbers become a kernel's template
/// arguments (what it computes) and call arguments (where).
template <class Source, class Layouts, std::uint32_t I>
struct step_call {
  static constexpr plan::step s = plan::planned<Source>::table.steps[I];
  /// Of the results of one sample, as they are stored.
  static constexpr std::uint32_t size = plan::stored_size(s.shape);

  template <class T>
  TAPELESS_FORCE_INLINE static void run(context<T, Source> const& c) {
    std::uint32_t const samples = s.shape.is_batched() ? c.sample_count_of_run() : 1;
    if constexpr (s.with_previous) {
      return;
    } else if constexpr (s.chain != plan::none) {
      with_chain(c, [&](auto const& out, auto const& inputs_here)
                        TAPELESS_FORCE_INLINE { run_with_chain(c, out, inputs_here, samples); });
    } else {
      without_chain(c, target_of<0>(c), samples);
    }
  }

  /// Calls f(results, inputs) with where the step's chain finds them.
  template <class T, class F>
  TAPELESS_FORCE_INLINE static void with_chain(context<T, Source> const& c, F const& f) {
    constexpr auto results = static_cast<std::uint32_t>(std::popcount(code().stored));
    [&]<std::uint32_t... Out, std::uint32_t... In>(std::integer_sequence<std::uint32_t, Out...>,
                                                   std::integer_sequence<std::uint32_t, In...>) TAPELESS_FORCE_INLINE {
      kernel::target<T> const out[]{target_of<Out>(c)...};
      // an input in the workspace has the stride of what it holds: one number, or one for each element
      kernel::operand<T> const inputs_here[sizeof...(In) + 1]{
          operand_of<s.in[s.core_inputs + In], extents{(code().per_element >> In & 1u) != 0 ? size : 1, 1,
                                                       (code().per_sample >> In & 1u) != 0 ? 1u : 0u}>(c)...};
      f(out, inputs_here);
    }
    (std::make_integer_sequence<std::uint32_t, results>{},
     std::make_integer_sequence<std::uint32_t, code().input_count>{});
  }
  template <class T>
  TAPELESS_FORCE_INLINE static auto right(context<T, Source> const& c) {
    if constexpr (s.scaled) {
      return kernel::scaled_operand<T>{operand_of<s.in[1], s.right>(c), operand_of<s.in[2], extents{}>(c).data};
    } else {
      return operand_of<s.in[1], s.right>(c);
    }
  }
  /// What the kernel's chain computes.
  static constexpr auto const& code() { return plan::planned<Source>::table.codes[s.chain]; }

private:
  static constexpr bool is_batch_minor = s.samples_lie == plan::layout::batch_minor;
  static constexpr std::uint32_t batch = plan::room_for_samples(s);
  /// From one sample to the next, or from one number to the next.
  static constexpr std::ptrdiff_t stride(extents shape) {
    if (!shape.is_batched()) return 0;
    return static_cast<std::ptrdiff_t>(is_batch_minor ? batch : plan::stored_size(shape));
  }
  template <class T>
  static constexpr plan::softmax_shape softmax_shape = by_kernel(plan::softmax_shape_of(s),
                                                                 plan::selected<Source, T>[I].kernel);
  static constexpr kernel::batch_minor::softmax_operands softmax_operands{s.left.size(), batch, s.left.is_batched(),
                                                                          s.right.is_batched()};
  template <class T>
  static constexpr plan::product_shape product_shape = by_kernel(plan::product_shape_of(s, code()),
                                                                 plan::selected<Source, T>[I].kernel);

  template <std::uint32_t Out, class T>
  TAPELESS_FORCE_INLINE static kernel::target<T> target_of(context<T, Source> const& c) {
    return {address<s.out[Out], Layouts>(c), stride(s.shape)};
  }
  template <plan::place At, extents Shape, class T>
  TAPELESS_FORCE_INLINE static kernel::operand<T> operand_of(context<T, Source> const& c) {
    if constexpr (is_batch_minor) {
      kernel::operand<T> found = operand_at<At, Shape, Layouts>(c);
      found.stride = stride(Shape);
      return found;
    } else {
      return operand_at<At, Shape, Layouts>(c);
    }
  }
  template <class T>
  TAPELESS_FORCE_INLINE static kernel::operand<T> left(context<T, Source> const& c) {
    return operand_of<s.in[0], s.left>(c);
  }

  template <class T>
  TAPELESS_FORCE_INLINE static kernel::operand<T> right_if_any(context<T, Source> const& c) {
    if constexpr (s.core_inputs == 1) {
      return {};
    } else {
      return operand_of<s.in[1], s.right>(c);
    }
  }

  template <class T, class Results, class Inputs>
  TAPELESS_FORCE_INLINE static void run_with_chain(context<T, Source> const& c, Results const& out, Inputs const& in,
                                                   std::uint32_t samples) {
    using plan::step_kind;
    if constexpr (is_batch_minor) {
      batch_minor_with_chain(c, out, in);
    } else if constexpr (s.kind == step_kind::elementwise) {
      call<s.inlined, kernel::elementwise<T, code(), size>>(out, in, samples);
    } else if constexpr (s.kind == step_kind::batch_sum) {
      call<s.inlined, kernel::batch_sum<T, size, code(), s.shares>>(out, left(c), in, c.sample_count_of_run());
    } else if constexpr (s.kind == step_kind::normalize) {
      call<s.inlined, kernel::softmax<T, softmax_shape<T>, code()>>(out, left(c), in, samples);
    } else if constexpr (s.kind == step_kind::softmax_cross_entropy) {
      constexpr plan::place loss = s.out[s.output_count - 1];
      kernel::target<T> const losses{address<loss, Layouts>(c), stride(extents{1, 1, s.shape.batch})};
      call<s.inlined, kernel::softmax_and_cross_entropy<T, softmax_shape<T>, code()>>(losses, out, left(c), right(c),
                                                                                      in, samples);
    } else {
      product(c, out, in, samples);
    }
  }

  /// The same kernels for samples that lie number after number.
  template <class T, class Results, class Inputs>
  TAPELESS_FORCE_INLINE static void batch_minor_with_chain(context<T, Source> const& c, Results const& out,
                                                           Inputs const& in) {
    using plan::step_kind;
    namespace kernels = kernel::batch_minor;
    if constexpr (s.kind == step_kind::elementwise) {
      call<s.inlined, kernels::elementwise<T, code(), size, batch>>(out, in, c.samples);
    } else if constexpr (s.kind == step_kind::batch_sum) {
      call<s.inlined, kernels::batch_sum<T, size, batch, code()>>(out, left(c).data, in, c.samples);
    } else if constexpr (s.kind == step_kind::normalize) {
      call<s.inlined, kernels::softmax<T, softmax_operands, code()>>(out, left(c).data, in, c.samples);
    } else if constexpr (s.kind == step_kind::softmax_cross_entropy) {
      constexpr plan::place loss = s.out[s.output_count - 1];
      call<s.inlined, kernels::softmax_and_cross_entropy<T, softmax_operands, code()>>(
          address<loss, Layouts>(c), out, left(c).data, right(c).data, in, c.samples);
    } else if constexpr (s.code == op::batch_product_sum) {
      call<s.inlined, kernels::batch_product_sum<T, product_shape<T>, code()>>(out, left(c).data, right(c).data, in,
                                                                               c.samples);
    } else {
      call<s.inlined, kernels::product<T, product_shape<T>, code()>>(out, left(c).data, right(c).data, in, c.samples);
    }
  }
  template <class T>
  TAPELESS_FORCE_INLINE static void batch_minor_without_chain(context<T, Source> const& c, T* out) {
    using plan::step_kind;
    namespace kernels = kernel::batch_minor;
    if constexpr (s.kind == step_kind::reduce) {
      call<s.inlined, kernels::sum<T, s.left.size(), batch>>(out, left(c).data, c.samples);
    } else if constexpr (s.kind == step_kind::softmax_cross_entropy) {
      call<s.inlined, kernels::softmax_cross_entropy<T, softmax_operands>>(out, left(c).data, right(c).data, c.samples);
    } else if constexpr (s.kind == step_kind::one_hot) {
      call<s.inlined, kernels::one_hot<T, size, batch>>(out, c.label[context<T, Source>::position(s.in[0].index)],
                                                        c.samples);
    } else {
      call<s.inlined, kernels::pack_samples<T, size, batch>>(out, c.input[context<T, Source>::position(s.in[0].index)],
                                                             c.samples);
    }
  }

  template <class T, class Results, class Inputs>
  TAPELESS_FORCE_INLINE static void product(context<T, Source> const& c, Results const& out, Inputs const& in,
                                            std::uint32_t samples) {
    if constexpr (s.code == op::batch_product_sum) {
      call<s.inlined, kernel::batch_product_sum<T, product_shape<T>, code(), s.shares, decltype(right(c))>>(
          out, left(c), right(c), in, c.sample_count_of_run());
    } else if constexpr (s.with_next) {
      using next = step_call<Source, Layouts, I + 1>;
      next::with_chain(c, [&](auto const& updated, auto const& update_in) TAPELESS_FORCE_INLINE {
        call<s.inlined && next::s.inlined,
             kernel::product_and_update<T, product_shape<T>, code(), next::code(), decltype(next::right(c))>>(
            out, left(c), right(c), in, updated, next::right(c), update_in);
      });
    } else if constexpr (s.scratch.where != plan::space::nowhere) {
      constexpr std::uint32_t copy_step = plan::leading_dimension(s.left.transposed());
      call<s.inlined, kernel::product_by_copy<T, product_shape<T>, code(), s.shares, copy_step>>(
          address<s.scratch, Layouts>(c), out, left(c), right(c), in, samples);
    } else {
      call<s.inlined, kernel::product<T, product_shape<T>, code(), s.shares>>(out, left(c), right(c), in, samples);
    }
  }

  template <class T>
  TAPELESS_FORCE_INLINE static void without_chain(context<T, Source> const& c, kernel::target<T> out,
                                                  std::uint32_t samples) {
    using plan::step_kind;
    if constexpr (is_batch_minor) {
      batch_minor_without_chain(c, out.data);
    } else if constexpr (s.kind == step_kind::reduce) {
      constexpr kernel::lines along = kernel::lines_along(s.axis(), s.left, plan::leading_dimension(s.left));
      call<s.inlined, kernel::reduce<T, s.code, along.spaced>>(out, left(c), along, samples);
    } else if constexpr (s.kind == step_kind::normalize) {
      constexpr kernel::lines along = kernel::lines_along(s.axis(), s.left, plan::leading_dimension(s.left));
      call<s.inlined, kernel::normalize<T, s.code, along.spaced>>(out, left(c), along, samples);
    } else if constexpr (s.kind == step_kind::softmax_cross_entropy && plan::has_gaps(s.left)) {
      constexpr kernel::lines along = kernel::lines_along(s.axis(), s.left, plan::leading_dimension(s.left));
      call<s.inlined, kernel::cross_entropy_of_matrix<T>>(out, left(c), right(c), along, samples);
    } else if constexpr (s.kind == step_kind::softmax_cross_entropy) {
      call<s.inlined, kernel::softmax_cross_entropy<T, softmax_shape<T>>>(out, left(c), right(c), samples);
    } else if constexpr (s.kind == step_kind::reference) {
      call<s.inlined, kernel::reference<s.code, T>>(s.attributes(), out, stored_as(s.shape), left(c), stored_as(s.left),
                                                    right_if_any(c), stored_as(s.right),
                                                    ops::sums_samples<s.code> ? c.sample_count_of_run() : samples);
    } else if constexpr (s.kind == step_kind::one_hot) {
      call<s.inlined, kernel::one_hot<T>>(out, c.label[context<T, Source>::position(s.in[0].index)], size, samples);
    } else {
      // row after row is the transpose stored column after column
      call<s.inlined, kernel::reference<op::transpose, T>>(
          ops::attributes{}, out, stored_as(s.shape), c.input[context<T, Source>::position(s.in[0].index)],
          kernel::stored_shape(s.shape.transposed()), kernel::operand<T>{}, kernel::stored_shape(extents{}), samples);
    }
  }
};

/// Steps come in packs of 32: one function for each pack keeps symbols short and functions of a size that compilers like.
inline constexpr std::uint32_t steps_in_a_pack = 32;

template <class Source, class Layouts, std::uint32_t First, class T, std::uint32_t... I>
TAPELESS_FORCE_INLINE inline void run_each(context<T, Source> const& c, std::integer_sequence<std::uint32_t, I...>) {
  (step_call<Source, Layouts, First + I>::run(c), ...);
}

template <class Source, class Layouts, std::uint32_t First, class T>
void run_pack(context<T, Source> const& c) {
  constexpr std::uint32_t left = plan::planned<Source>::step_count - First;
  run_each<Source, Layouts, First>(c, std::make_integer_sequence < std::uint32_t,
                                   left < steps_in_a_pack ? left : steps_in_a_pack > {});
}

/// A program for one sample is inlined where it is run: addresses are then known, and the context need not be written to memory (4 % of
/// a prediction by 64-32-10).
template <class Source, class Layouts, class T>
TAPELESS_FORCE_INLINE inline void run_steps(context<T, Source> const& c) {
  constexpr std::uint32_t steps = plan::planned<Source>::step_count;
  constexpr std::uint32_t packs = (steps + steps_in_a_pack - 1) / steps_in_a_pack;
  if constexpr ((targets::current.prefers_small_code || context<T, Source>::one_sample) && packs == 1) {
    run_each<Source, Layouts, 0>(c, std::make_integer_sequence<std::uint32_t, steps>{});
  } else {
    [&]<std::uint32_t... P>(std::integer_sequence<std::uint32_t, P...>) {
      (run_pack<Source, Layouts, P * steps_in_a_pack>(c), ...);
    }
    (std::make_integer_sequence<std::uint32_t, packs>{});
  }
}

}  // namespace run
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
