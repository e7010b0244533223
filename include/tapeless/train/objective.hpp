// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/expr/leaf.hpp"
#include "tapeless/nn/loss.hpp"
#include "tapeless/target/current.hpp"

#include <concepts>
#include <type_traits>

/// What a network is trained for: the leaf its truth is bound to, the loss of one sample, and what is predicted. The
/// network's output are logits; a user's own objective is a type with the same three members.
namespace tapeless::objective {

/// One of several classes.
struct of_classes {
  template <extents Output>
  static constexpr auto truth = label<"label", Output.rows>;
  template <expression Z>
  static constexpr auto prediction(Z const& logits) {
    return softmax(logits);
  }
};
/// Independent yes-or-no answers. (A template of its own `truth` would not be one to clang 14.)
struct of_answers {
  template <extents Output>
  static constexpr auto truth = input<"target", Output.rows>;
  template <expression Z>
  static constexpr auto prediction(Z const& logits) {
    return sigmoid(logits);
  }
};
/// Numbers, as many as the output has.
struct of_numbers {
  template <extents Output>
  static constexpr auto truth = input<"target", Output.rows, Output.columns>;
  template <expression Z>
  static constexpr auto prediction(Z const& z) {
    return z;
  }
};

/// Classes: truth is a class index, the prediction a distribution over the classes.
struct softmax_cross_entropy : of_classes {
  template <expression Z, expression Y>
  static constexpr auto loss(Z const& logits, Y const& y) {
    return cross_entropy_with_logits(logits, y);
  }
};

/// Independent yes-or-no answers: truth is a vector of numbers in [0, 1].
struct binary_cross_entropy : of_answers {
  template <expression Z, expression Y>
  static constexpr auto loss(Z const& logits, Y const& y) {
    return binary_cross_entropy_with_logits(logits, y);
  }
};

/// Regression.
struct mean_squared_error : of_numbers {
  template <expression Z, expression Y>
  static constexpr auto loss(Z const& prediction, Y const& y) {
    return tapeless::mean_squared_error(prediction, y);
  }
};

}  // namespace tapeless::objective

namespace tapeless::error {
template <class Type>
inline constexpr bool objective_without_truth = false;
template <class Type>
inline constexpr bool objective_without_loss = false;
template <class Type, class Shape>
inline constexpr bool loss_that_is_no_number = false;
template <class Type>
inline constexpr bool objective_without_prediction = false;
template <class Type>
inline constexpr bool weight_that_is_no_number_of_a_sample = false;
}  // namespace tapeless::error

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace train {

/// The leaf that an objective's truth is bound to behind the network's output Z.
template <class O, class Z>
using truth_of = std::remove_cvref_t<decltype(O::template truth<Z::shape>)>;

template <class O, class Z>
concept has_truth = !requires {
  O::truth;
}
&&requires { requires is_per_sample(truth_of<O, Z>::kind); };
template <class O, class Z>
concept has_loss = requires(Z const& z, truth_of<O, Z> const& y) {
  { O::loss(z, y) } -> expression;
  typename std::bool_constant<(static_cast<void>(O::loss(Z{}, truth_of<O, Z>{})), true)>;  // it is constexpr
};
template <class O, class Z>
concept has_prediction = requires(Z const& z) {
  { O::prediction(z) } -> expression;
  typename std::bool_constant<(static_cast<void>(O::prediction(Z{})), true)>;
};
/// An objective may have the weight of a sample.
template <class O>
concept weighs_samples = requires {
  O::weight;
};
template <class W>
concept weight_of_a_sample = expression<W> &&(any_ill_formed<W> || (W::per_sample && W::shape.is_scalar()));
template <class O>
concept weighs_samples_if_at_all = !weighs_samples<O> || weight_of_a_sample<std::remove_cvref_t<decltype(O::weight)>>;
template <class O, class Z>
using loss_of = decltype(O::loss(std::declval<Z const&>(), std::declval<truth_of<O, Z> const&>()));

/// An objective for the network's output Z has three public static members: `truth<extents of the output>`, the `label`
/// or `input` that the truth is bound to; `loss(output, truth)`, a scalar expression, of one sample;
/// `prediction(output)`, an expression. It may have `weight`, an expression of one number for each sample.
template <class O, class Z>
concept objective = has_truth<O, Z> && has_loss<O, Z> && loss_of<O, Z>::shape.is_scalar() &&
                    !any_ill_formed<loss_of<O, Z>> && has_prediction<O, Z> && weighs_samples_if_at_all<O>;

/// Whether O is an objective, and one error that says which member it lacks. An ill-formed loss had its error.
template <class O, class Z>
constexpr bool objective_checked() {
  if constexpr (!has_truth<O, Z>) {
    static_assert(
        error::objective_without_truth<O>,
        "tapeless: an objective says what the truth is bound to, a label or an input: template <extents Output> static constexpr auto truth = input<\"target\", Output.rows>");
  } else if constexpr (!has_loss<O, Z>) {
    static_assert(
        error::objective_without_loss<O>,
        "tapeless: an objective has the loss of one sample: template <expression Z, expression Y> static constexpr auto loss(Z const& output, Y const& truth), public, which returns an expression");
  } else if constexpr (!loss_of<O, Z>::shape.is_scalar()) {
    using found = error::shape_of<loss_of<O, Z>::shape.rows, loss_of<O, Z>::shape.columns>;
    static_assert(
        any_ill_formed<loss_of<O, Z>> || error::loss_that_is_no_number<O, found>,
        "tapeless: an objective's loss is one number for a sample: reduce it with sum or mean; see shape_of<rows, columns>");
  } else if constexpr (!has_prediction<O, Z>) {
    static_assert(
        error::objective_without_prediction<O>,
        "tapeless: an objective says what is predicted: template <expression Z> static constexpr auto prediction(Z const& output), public, which returns an expression");
  } else if constexpr (!weighs_samples_if_at_all<O>) {
    static_assert(
        error::weight_that_is_no_number_of_a_sample<O>,
        "tapeless: an objective's weight is an expression of one number for each sample, of an input or of the truth");
  }
  return objective<O, Z>;
}

}  // namespace train
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
