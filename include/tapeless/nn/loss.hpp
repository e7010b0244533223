// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/expr/function.hpp"
#include "tapeless/expr/reduction.hpp"
#include "tapeless/nn/value_kind.hpp"

/// Losses of one sample: a prediction and the truth, to a scalar. They are compositions of primitives; that softmax
/// with cross-entropy and sigmoid with binary cross-entropy are stable and have the short gradient p·Σy − y comes from
/// the laws.
namespace tapeless {

namespace error {
template <class Prediction, class Truth>
inline constexpr bool truth_of_another_shape = false;
template <class Leaf>
inline constexpr bool label_as_a_prediction = false;
template <class Shape>
inline constexpr bool input_as_a_prediction = false;
template <class Shape>
inline constexpr bool prediction_is_no_probability = false;
template <class Shape>
inline constexpr bool prediction_is_no_distribution = false;
template <class Shape>
inline constexpr bool prediction_is_no_logit = false;
template <class Prediction>
inline constexpr bool label_of_one_class = false;
template <class Shape>
inline constexpr bool label_without_a_sign = false;
}  // namespace error

namespace nn {
/// A prediction is compared with a truth of its shape: a scalar against a vector is a mistake, not a repetition.
template <expression P, expression Y>
constexpr bool comparable() {
  if constexpr (any_ill_formed<P, Y>) {
    return false;
  } else if constexpr (is_label<P>) {
    static_assert(error::label_as_a_prediction<P>,
                  "tapeless: a label is no prediction: a loss takes (prediction, truth)");
    return false;
  } else if constexpr (!same_matrix(P::shape, Y::shape)) {
    static_assert(
        error::truth_of_another_shape<error::left<P::shape.rows, P::shape.columns>,
                                      error::right<Y::shape.rows, Y::shape.columns>>,
        "tapeless: a loss needs a truth of the prediction's shape; the prediction is left<rows, columns>, the truth right<rows, columns>");
    return false;
  } else {
    return true;
  }
}

template <expression E>
using shape_in_errors = error::shape_of<E::shape.rows, E::shape.columns>;

template <expression P, expression Y>
constexpr bool in_order() {
  if constexpr (is_swapped<P, Y>)
    static_assert(
        error::input_as_a_prediction<shape_in_errors<P>>,
        "tapeless: the prediction is an input and the truth is learnt: a loss takes (prediction, truth); probabilities(p) or logits(z) says that it is meant");
  return !is_swapped<P, Y>;
}

/// Of a loss of logits: not what went through softmax or sigmoid before the loss does it.
template <expression Z>
constexpr bool is_logit() {
  if constexpr (any_ill_formed<Z>) {
    return true;
  } else if constexpr (is_no_logit<Z>) {
    static_assert(
        error::prediction_is_no_logit<shape_in_errors<Z>>,
        "tapeless: softmax or sigmoid twice: the loss takes logits and applies it itself; logits(z) says that they are");
    return false;
  } else {
    return true;
  }
}

/// Of a loss of probabilities. (What is asserted holds a shape only: clang prints it before the sentence.)
template <expression P>
constexpr bool is_probability() {
  if constexpr (is_no_probability<P>) {
    static_assert(
        error::prediction_is_no_probability<shape_in_errors<P>>,
        "tapeless: these are logits, no probabilities: softmax or sigmoid makes them, and the loss ..._with_logits does it itself; probabilities(p) says that they are");
    return false;
  } else if constexpr (kind_of<P>() == value_kind::twice) {
    static_assert(
        error::prediction_is_no_probability<shape_in_errors<P>>,
        "tapeless: softmax or sigmoid twice: its result is flat where it should be sure; probabilities(p) says that it is meant");
    return false;
  } else {
    return true;
  }
}
}  // namespace nn

/// (1/n) Σ (pᵢ − yᵢ)².
template <expression P, expression Y>
constexpr auto mean_squared_error(P const& prediction, Y const& truth) {
  if constexpr (nn::comparable<P, Y>()) {
    return mean(square(prediction - truth));
  } else {
    return ill_formed{};
  }
}

/// (1/n) Σ h(pᵢ − yᵢ) with h(d) = d²/2 where |d| ≤ δ and δ(|d| − δ/2) beyond (Huber 1964).
template <expression P, expression Y, operand Delta = double>
constexpr auto huber(P const& prediction, Y const& truth, Delta const& delta = 1.0) {
  if constexpr (nn::comparable<P, Y>()) {
    auto const difference = prediction - truth;
    auto const within = clamp(difference, -delta, delta);
    return mean(within % (difference - 0.5 * within));
  } else {
    return ill_formed{};
  }
}

/// (1/n) Σ max(0, 1 − yᵢ pᵢ) of scores p and truths y of ±1; derivative 0 at the kink.
template <expression P, expression Y>
constexpr auto hinge(P const& scores, Y const& truth) {
  if constexpr (!nn::comparable<P, Y>()) {
    return ill_formed{};
  } else if constexpr (is_label<Y>) {
    static_assert(error::label_without_a_sign<nn::shape_in_errors<Y>>,
                  "tapeless: hinge takes truths of -1 and 1, an input; a label is 0 or 1 for each class");
    return ill_formed{};
  } else {
    return mean(relu(1 - truth % scores));
  }
}

/// −Σᵢ yᵢ log pᵢ over the classes, with 0·log 0 = 0; y may be a label or any distribution. What the structure shows to
/// be logits, or softmax done twice, is an error; `probabilities(p)` says that p are what they do not look like.
template <expression P, expression Y>
constexpr auto cross_entropy(P const& probabilities, Y const& truth) {
  if constexpr (!nn::comparable<P, Y>()) {
    return ill_formed{};
  } else if constexpr (!nn::in_order<P, Y>() || !nn::is_probability<P>()) {
    return ill_formed{};
  } else if constexpr (is_label<Y> && Y::shape.is_scalar()) {
    static_assert(error::label_of_one_class<P>,
                  "tapeless: of one class every answer is right, and nothing is learnt: a yes or no is one number with "
                  "binary_cross_entropy, or two classes");
    return ill_formed{};
  } else if constexpr (is_label<Y> && nn::kind_of<P>() == value_kind::probabilities) {
    static_assert(
        error::prediction_is_no_distribution<nn::shape_in_errors<P>>,
        "tapeless: a sigmoid's values are no distribution over the classes of a label: softmax makes one; probabilities(p) says that they are");
    return ill_formed{};
  } else {
    return -sum(xlogy(truth, probabilities));
  }
}

/// Cross-entropy of softmax(z), from the logits z.
template <expression Z, expression Y>
constexpr auto cross_entropy_with_logits(Z const& logits, Y const& truth) {
  if constexpr (nn::in_order<Z, Y>() && nn::is_logit<Z>()) {
    return cross_entropy(softmax(logits), truth);
  } else {
    return ill_formed{};
  }
}

/// −(1/n) Σ [yᵢ log pᵢ + (1 − yᵢ) log(1 − pᵢ)].
template <expression P, expression Y>
constexpr auto binary_cross_entropy(P const& probabilities, Y const& truth) {
  if constexpr (!nn::comparable<P, Y>()) {
    return ill_formed{};
  } else if constexpr (!nn::in_order<P, Y>() || !nn::is_probability<P>()) {
    return ill_formed{};
  } else {
    return -mean(xlogy(truth, probabilities) + xlogy(1 - truth, 1 - probabilities));
  }
}

/// Binary cross-entropy of σ(z), from the logits z.
template <expression Z, expression Y>
constexpr auto binary_cross_entropy_with_logits(Z const& logits, Y const& truth) {
  if constexpr (nn::in_order<Z, Y>() && nn::is_logit<Z>()) {
    return binary_cross_entropy(sigmoid(logits), truth);
  } else {
    return ill_formed{};
  }
}

}  // namespace tapeless
