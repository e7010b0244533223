// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/kernel/batch_minor/pack_samples.hpp"
#include "tapeless/kernel/batch_minor/product.hpp"
#include "tapeless/kernel/batch_minor/samples.hpp"
#include "tapeless/kernel/batch_minor/softmax.hpp"
#include "tapeless/kernel/batch_sum.hpp"
#include "tapeless/kernel/elementwise.hpp"
#include "tapeless/kernel/from_integers.hpp"
#include "tapeless/kernel/one_hot.hpp"
#include "tapeless/kernel/product.hpp"
#include "tapeless/kernel/product_and_update.hpp"
#include "tapeless/kernel/reduction.hpp"
#include "tapeless/kernel/reference.hpp"
#include "tapeless/kernel/softmax.hpp"
#include "tapeless/run/step_at.hpp"

/// The table of what is called for a step: a row for each kind of step and layout, which hands a step's constants to a
/// kernel as template arguments (what it computes) and where its operands are as arguments.
namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace run {

/// A kernel as a function of its own, which all steps that compute the same share.
template <auto Kernel, class... Arguments>
[[gnu::noinline]] void shared_kernel(Arguments const&... arguments) {
  Kernel(arguments...);
}
/// Kernels that do little are inlined where they are called: there a call, whose operands are passed in memory, costs
/// as much as they do.
template <bool Inlined, auto Kernel, class... Arguments>
TAPELESS_FORCE_INLINE inline void call(Arguments const&... arguments) {
  if constexpr (Inlined) {
    Kernel(arguments...);
  } else {
    shared_kernel<Kernel>(arguments...);
  }
}

/// The kind of a step, and how samples lie in it: what a row of the table is for.
template <plan::step_kind Kind, plan::layout Lie>
struct row {};
template <plan::step_kind Kind>
using feature_minor = row<Kind, plan::layout::feature_minor>;
template <plan::step_kind Kind>
using batch_minor = row<Kind, plan::layout::batch_minor>;

constexpr kernel::stored_shape stored_as(extents shape) { return {shape, plan::leading_dimension(shape)}; }
/// The lines that a step reduces or normalizes.
template <class S>
inline constexpr kernel::lines lines_of = kernel::lines_along(S::s.axis(), S::s.left,
                                                              plan::leading_dimension(S::s.left));
template <class S>
inline constexpr plan::product_shape product_shape_of = by_kernel(plan::product_shape_of(S::s, S::code()), S::kernel);
template <class S>
inline constexpr plan::softmax_shape softmax_shape_of = by_kernel(plan::softmax_shape_of(S::s), S::kernel);
template <class S>
inline constexpr kernel::batch_minor::softmax_operands softmax_operands_of{.size = S::s.left.size(),
                                                                           .batch = S::batch,
                                                                           .logits_per_sample = S::s.left.is_batched(),
                                                                           .truth_per_sample = S::s.right.is_batched(),
                                                                           .truth_is_class =
                                                                               plan::has_class_as_truth(S::s)};

// ---- sample after sample ----------------------------------------------------------------------------

template <class S>
TAPELESS_FORCE_INLINE inline void run_kernel(feature_minor<plan::step_kind::elementwise>, S at) {
  at.with_chain([&](auto const& out, auto const& inputs_here) TAPELESS_FORCE_INLINE {
    call<S::s.inlined, kernel::elementwise<typename S::element, S::code(), S::size>>(out, inputs_here, at.samples());
  });
}

template <class S>
TAPELESS_FORCE_INLINE inline void run_kernel(feature_minor<plan::step_kind::batch_sum>, S at) {
  at.with_chain([&](auto const& out, auto const& inputs_here) TAPELESS_FORCE_INLINE {
    call<S::s.inlined, kernel::batch_sum<typename S::element, S::size, S::code(), S::s.shares>>(
        out, at.left(), inputs_here, at.samples_read());
  });
}

template <class S>
TAPELESS_FORCE_INLINE inline void run_kernel(feature_minor<plan::step_kind::normalize>, S at) {
  using T = typename S::element;
  if constexpr (S::has_chain) {
    at.with_chain([&](auto const& out, auto const& inputs_here) TAPELESS_FORCE_INLINE {
      call<S::s.inlined, kernel::softmax<T, softmax_shape_of<S>, S::code()>>(out, at.left(), inputs_here, at.samples());
    });
  } else {
    call<S::s.inlined, kernel::normalize<T, S::s.code, lines_of<S>.spaced>>(at.result(), at.left(), lines_of<S>,
                                                                            at.samples());
  }
}

template <class S>
TAPELESS_FORCE_INLINE inline void run_kernel(feature_minor<plan::step_kind::softmax_cross_entropy>, S at) {
  using T = typename S::element;
  if constexpr (S::has_chain) {
    at.with_chain([&](auto const& out, auto const& inputs_here) TAPELESS_FORCE_INLINE {
      call<S::s.inlined, kernel::softmax_and_cross_entropy<T, softmax_shape_of<S>, S::code()>>(
          at.losses(), out, at.left(), at.right(), inputs_here, at.samples());
    });
  } else if constexpr (S::kernel == plan::kernel_id::lines_in_columns) {
    call<S::s.inlined, kernel::cross_entropy_of_matrix<T>>(at.result(), at.left(), at.right(), lines_of<S>,
                                                           at.samples());
  } else {
    call<S::s.inlined, kernel::softmax_cross_entropy<T, softmax_shape_of<S>>>(at.result(), at.left(), at.right(),
                                                                              at.samples());
  }
}

template <class S, class Results, class Inputs>
TAPELESS_FORCE_INLINE inline void run_product(S at, Results const& out, Inputs const& inputs_here) {
  using T = typename S::element;
  constexpr plan::product_shape shape = product_shape_of<S>;
  if constexpr (S::s.code == op::batch_product_sum) {
    call<S::s.inlined, kernel::batch_product_sum<T, shape, S::code(), S::s.shares, decltype(at.right())>>(
        out, at.left(), at.right(), inputs_here, at.samples_read());
  } else if constexpr (S::kernel == plan::kernel_id::update_while_reading) {
    using next = typename S::next;
    next const update{at.c};
    update.with_chain([&](auto const& updated, auto const& update_in) TAPELESS_FORCE_INLINE {
      call<S::s.inlined && next::s.inlined,
           kernel::product_and_update<T, shape, S::code(), next::code(), decltype(update.right()),
                                      plan::chain_input_at(next::s, S::s.in[0])>>(
          out, at.left(), at.right(), inputs_here, updated, update.right(), update_in);
    });
  } else if constexpr (S::s.scratch.where != plan::space::nowhere) {
    constexpr std::uint32_t copy_step = plan::leading_dimension(S::s.left.transposed());
    call<S::s.inlined, kernel::product_by_copy<T, shape, S::code(), S::s.shares, copy_step>>(
        at.scratch(), out, at.left(), at.right(), inputs_here, at.samples());
  } else {
    call<S::s.inlined, kernel::product<T, shape, S::code(), S::s.shares>>(out, at.left(), at.right(), inputs_here,
                                                                          at.samples());
  }
}
template <class S>
TAPELESS_FORCE_INLINE inline void run_kernel(feature_minor<plan::step_kind::product>, S at) {
  at.with_chain([&](auto const& out, auto const& inputs_here)
                    TAPELESS_FORCE_INLINE { run_product(at, out, inputs_here); });
}

template <class S>
TAPELESS_FORCE_INLINE inline void run_kernel(feature_minor<plan::step_kind::reduce>, S at) {
  call<S::s.inlined, kernel::reduce<typename S::element, S::s.code, lines_of<S>.spaced>>(at.result(), at.left(),
                                                                                         lines_of<S>, at.samples());
}

template <class S>
TAPELESS_FORCE_INLINE inline void run_kernel(feature_minor<plan::step_kind::reference>, S at) {
  call<S::s.inlined, kernel::reference<S::s.code, typename S::element>>(
      S::s.attributes(), at.result(), stored_as(S::s.shape), at.left(), stored_as(S::s.left), at.right(),
      stored_as(S::s.right), ops::sums_samples<S::s.code> ? at.samples_read() : at.samples(), at.onto());
}

template <class S>
TAPELESS_FORCE_INLINE inline void run_kernel(feature_minor<plan::step_kind::one_hot>, S at) {
  call<S::s.inlined, kernel::one_hot<typename S::element>>(at.result(), at.labels(), S::size, at.samples());
}

template <class S>
TAPELESS_FORCE_INLINE inline void run_kernel(feature_minor<plan::step_kind::class_index>, S at) {
  call<S::s.inlined, kernel::class_index<typename S::element>>(at.result().data, at.labels(), at.samples());
}

/// Row after row is the transpose stored column after column.
template <class S>
TAPELESS_FORCE_INLINE inline void run_kernel(feature_minor<plan::step_kind::pack>, S at) {
  using T = typename S::element;
  if constexpr (S::format != data_format::of_program)
    return call<S::s.inlined,
                kernel::from_integers<T, typename S::integer,
                                      kernel::places_of_numbers{S::s.shape.rows, S::s.shape.columns, S::size, 1,
                                                                plan::leading_dimension(S::s.shape)}>>(
        at.result().data, at.bound_integers(), at.samples());
  else
    call<S::s.inlined, kernel::reference<op::transpose, T>>(ops::attributes{}, at.result(), stored_as(S::s.shape),
                                                            at.bound(), kernel::stored_shape(S::s.shape.transposed()),
                                                            kernel::operand<T>{}, kernel::stored_shape(extents{}),
                                                            at.samples(), kernel::operand<T>{});
}

// ---- number after number ----------------------------------------------------------------------------

template <class S>
TAPELESS_FORCE_INLINE inline void run_kernel(batch_minor<plan::step_kind::elementwise>, S at) {
  at.with_chain([&](auto const& out, auto const& inputs_here) TAPELESS_FORCE_INLINE {
    call<S::s.inlined, kernel::batch_minor::elementwise<typename S::element, S::code(), S::size, S::batch>>(
        out, inputs_here, at.c.samples);
  });
}

template <class S>
TAPELESS_FORCE_INLINE inline void run_kernel(batch_minor<plan::step_kind::batch_sum>, S at) {
  at.with_chain([&](auto const& out, auto const& inputs_here) TAPELESS_FORCE_INLINE {
    call<S::s.inlined, kernel::batch_minor::batch_sum<typename S::element, S::size, S::batch, S::code()>>(
        out, at.left().data, inputs_here, at.c.samples);
  });
}

template <class S>
TAPELESS_FORCE_INLINE inline void run_kernel(batch_minor<plan::step_kind::normalize>, S at) {
  at.with_chain([&](auto const& out, auto const& inputs_here) TAPELESS_FORCE_INLINE {
    call<S::s.inlined, kernel::batch_minor::softmax<typename S::element, softmax_operands_of<S>, S::code()>>(
        out, at.left().data, inputs_here, at.c.samples);
  });
}

template <class S>
TAPELESS_FORCE_INLINE inline void run_kernel(batch_minor<plan::step_kind::softmax_cross_entropy>, S at) {
  using T = typename S::element;
  if constexpr (S::has_chain) {
    at.with_chain([&](auto const& out, auto const& inputs_here) TAPELESS_FORCE_INLINE {
      call<S::s.inlined, kernel::batch_minor::softmax_and_cross_entropy<T, softmax_operands_of<S>, S::code()>>(
          at.losses().data, out, at.left().data, at.right().data, inputs_here, at.c.samples);
    });
  } else {
    call<S::s.inlined, kernel::batch_minor::softmax_cross_entropy<T, softmax_operands_of<S>>>(
        at.result().data, at.left().data, at.right().data, at.c.samples);
  }
}

template <class S>
TAPELESS_FORCE_INLINE inline void run_kernel(batch_minor<plan::step_kind::product>, S at) {
  using T = typename S::element;
  at.with_chain([&](auto const& out, auto const& inputs_here) TAPELESS_FORCE_INLINE {
    if constexpr (S::s.code == op::batch_product_sum) {
      call<S::s.inlined, kernel::batch_minor::batch_product_sum<T, product_shape_of<S>, S::code()>>(
          out, at.left().data, at.right().data, inputs_here, at.c.samples);
    } else {
      call<S::s.inlined, kernel::batch_minor::product<T, product_shape_of<S>, S::code()>>(
          out, at.left().data, at.right().data, inputs_here, at.c.samples);
    }
  });
}

template <class S>
TAPELESS_FORCE_INLINE inline void run_kernel(batch_minor<plan::step_kind::reduce>, S at) {
  call<S::s.inlined, kernel::batch_minor::sum<typename S::element, S::s.left.size(), S::batch>>(
      at.result().data, at.left().data, at.c.samples);
}

template <class S>
TAPELESS_FORCE_INLINE inline void run_kernel(batch_minor<plan::step_kind::one_hot>, S at) {
  call<S::s.inlined, kernel::batch_minor::one_hot<typename S::element, S::size, S::batch>>(at.result().data,
                                                                                           at.labels(), at.c.samples);
}

template <class S>
TAPELESS_FORCE_INLINE inline void run_kernel(batch_minor<plan::step_kind::class_index>, S at) {
  call<S::s.inlined, kernel::class_index<typename S::element>>(at.result().data, at.labels(), at.samples());
}

template <class S>
TAPELESS_FORCE_INLINE inline void run_kernel(batch_minor<plan::step_kind::pack>, S at) {
  if constexpr (S::format != data_format::of_program)
    return call<S::s.inlined,
                kernel::from_integers<typename S::element, typename S::integer,
                                      kernel::places_of_numbers{S::s.shape.rows, S::s.shape.columns, 1,
                                                                S::s.shape.columns * std::size_t{S::batch}, S::batch}>>(
        at.result().data, at.bound_integers(), at.c.samples);
  else
    call<S::s.inlined, kernel::batch_minor::pack_samples<typename S::element, S::size, S::batch>>(
        at.result().data, at.bound(), at.c.samples);
}

}  // namespace run
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
