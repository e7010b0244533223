// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/expr/arithmetic.hpp"

/// Training and inference: what some expressions are depends on which of the two their surroundings are. Dropout masks
/// in one and does nothing in the other.
namespace tapeless {

/// An expression in surroundings of a mode of their own.
template <bool Training, class Body>
struct mode_expression : expr::node<mode_expression<Training, Body>, Body::shape, Body> {
  static constexpr bool keeps_surroundings = false;
  Body body;

  constexpr explicit mode_expression(Body const& what)
      : mode_expression::node(fingerprint_of(fingerprint_tag::mode, Training, what.fingerprint)), body(what) {}

  template <class Builder>
  constexpr auto write(Builder& builder) const {
    return builder.within_mode(Training, [&] { return body.lower(builder); });
  }
};

/// e in training mode. A trainer's step is: `training(loss)` is what it minimizes, and its gradient, or
/// `gradient_check` of it, what it follows. All else, `evaluate` and `predict` of a trainer too, is in
/// inference mode, unless it stands in a `training(...)`.
template <expression E>
constexpr auto training(E const& e) {
  if constexpr (any_ill_formed<E>) {
    return ill_formed{};
  } else {
    return mode_expression<true, E>(e);
  }
}

/// e in inference mode, as everything is that stands in no `training(...)`: the teacher in a loss that is trained.
template <expression E>
constexpr auto inference(E const& e) {
  if constexpr (any_ill_formed<E>) {
    return ill_formed{};
  } else {
    return mode_expression<false, E>(e);
  }
}

/// One of two expressions, of which the surroundings choose.
template <extents Shape, class Training, class Inference>
struct mode_choice : expr::node<mode_choice<Shape, Training, Inference>, Shape, Training, Inference> {
  static constexpr bool keeps_surroundings = false;  // the form that is not chosen is not lowered
  Training in_training;
  Inference in_inference;

  constexpr mode_choice(Training const& training_form, Inference const& inference_form)
      : mode_choice::node(
            fingerprint_of(fingerprint_tag::in_mode, training_form.fingerprint, inference_form.fingerprint)),
        in_training(training_form),
        in_inference(inference_form) {}

  template <class Builder>
  constexpr auto write(Builder& builder) const {
    auto const chosen = builder.is_training() ? in_training.lower(builder) : in_inference.lower(builder);
    bool const of_samples = mode_choice::per_sample && !Shape.is_batched();
    return builder.broadcast(chosen, of_samples ? Shape.with_batch(builder.batch_axis()) : Shape);
  }
};

/// `training_form` in training mode, else `inference_form`: expressions of one shape, or numbers in their places.
template <operand Training, operand Inference>
constexpr auto in_mode(Training const& training_form, Inference const& inference_form) {
  using first = expr::lifted<Training>;
  using second = expr::lifted<Inference>;
  if constexpr (any_ill_formed<first, second>) {
    return ill_formed{};
  } else if constexpr (expr::elementwise_checked<first::shape, second::shape>()) {
    return mode_choice<shape::elementwise(first::shape, second::shape), first, second>(expr::lift(training_form),
                                                                                       expr::lift(inference_form));
  } else {
    return ill_formed{};
  }
}

}  // namespace tapeless
