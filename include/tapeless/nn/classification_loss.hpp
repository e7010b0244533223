// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/nn/loss.hpp"

#include <limits>

/// Losses of one sample whose truth are classes or distributions; `cross_entropy`, `binary_cross_entropy` and `hinge`
/// are in nn/loss.hpp.
namespace tapeless {

namespace error {
template <class Truth>
inline constexpr bool focal_without_a_label = false;
}  // namespace error

/// The Kullback-Leibler divergence D(y ‖ p) = Σᵢ yᵢ (log yᵢ − log pᵢ), of the prediction p from the truth y: how many
/// nats p costs more than y itself. 0·log 0 = 0; ∞ where p is 0 and y is not. PyTorch's kl_div(log p, y) with
/// reduction="sum", whose order is this one too: first what is predicted, though D is written the other way round.
template <expression P, expression Y>
constexpr auto kl_divergence(P const& probabilities, Y const& truth) {
  if constexpr (!nn::comparable<P, Y>()) {  // here, and not by the cross-entropy: the caller's line is near
    return ill_formed{};
  } else if constexpr (!nn::in_order<P, Y>() || !nn::is_probability<P>()) {
    return ill_formed{};
  } else {
    return sum(xlogy(truth, truth)) + cross_entropy(probabilities, truth);
  }
}
/// D(y ‖ softmax(z)), from the logits z; derivative softmax(z)·Σy − y.
template <expression Z, expression Y>
constexpr auto kl_divergence_with_logits(Z const& logits, Y const& truth) {
  if constexpr (!nn::comparable<Z, Y>()) {
    return ill_formed{};
  } else if constexpr (!nn::in_order<Z, Y>() || !nn::is_logit<Z>()) {
    return ill_formed{};
  } else {
    return sum(xlogy(truth, truth)) + cross_entropy_with_logits(logits, truth);
  }
}

/// (1 − ε)·y + ε/n: the truth over n classes, of which ε is spread evenly over all of them (Szegedy et al. 2016). With
/// it cross_entropy_with_logits(z, smooth_labels(y, ε)) is PyTorch's CrossEntropyLoss(label_smoothing=ε).
template <expression Y, operand Epsilon>
constexpr auto smooth_labels(Y const& truth, Epsilon const& epsilon) {
  if constexpr (any_ill_formed<Y, expr::lifted<Epsilon>>) {
    return ill_formed{};
  } else if constexpr (Y::shape.is_scalar()) {
    static_assert(error::label_of_one_class<Y>,
                  "tapeless: of one class every answer is right, and nothing is learnt: a yes or no is one number with "
                  "binary_cross_entropy, or two classes");
    return ill_formed{};
  } else {
    constexpr double classes = Y::shape.rows;
    return (1 - epsilon) * truth + epsilon / classes;
  }
}

namespace nn {
/// −(1 − p)^γ log p of p = σ(−m), m being what the other classes are ahead by: σ(m)^γ·softplus(m), the power by its
/// logarithm, so that nothing is rounded to 0 where it is divided by.
template <expression M, operand Gamma>
constexpr auto focal_of_margin(M const& margin, Gamma const& gamma) {
  return exp(-gamma * softplus(-margin)) % softplus(margin);
}
}  // namespace nn

/// −(1 − p)^γ log p of the probability p = softmax(z)_y of the label's class: with γ = 0 the cross-entropy; the larger
/// γ, the less counts what is already right (Lin et al. 2017). Its α is a class weight, see `class_weight`. Finite for
/// all finite logits, and its derivative too.
template <expression Z, expression Y, operand Gamma = double>
constexpr auto focal_with_logits(Z const& logits, Y const& truth, Gamma const& gamma = 2.0) {
  if constexpr (!nn::comparable<Z, Y>() || !nn::is_logit<Z>()) {
    return ill_formed{};
  } else if constexpr (!is_label<Y>) {
    static_assert(
        error::focal_without_a_label<nn::shape_in_errors<Y>>,
        "tapeless: focal_with_logits takes a label, one class of several; of independent answers binary_focal_with_logits takes numbers from 0 to 1");
    return ill_formed{};
  } else if constexpr (Y::shape.is_scalar()) {
    static_assert(error::label_of_one_class<Z>,
                  "tapeless: of one class every answer is right, and nothing is learnt: a yes or no is one number with "
                  "binary_focal_with_logits, or two classes");
    return ill_formed{};
  } else {
    constexpr double never = -std::numeric_limits<double>::infinity();
    auto const others = logsumexp(where(truth > 0, never, logits));
    return nn::focal_of_margin(others - sum(where(truth > 0, logits, 0)), gamma);
  }
}

/// (1/n) Σ [−yᵢ (1 − pᵢ)^γ log pᵢ − (1 − yᵢ) pᵢ^γ log(1 − pᵢ)] with p = σ(z), for truths from 0 to 1; of 0 and 1 it is
/// torchvision's sigmoid_focal_loss with alpha=-1. Finite for all finite logits.
template <expression Z, expression Y, operand Gamma = double>
constexpr auto binary_focal_with_logits(Z const& logits, Y const& truth, Gamma const& gamma = 2.0) {
  if constexpr (!nn::comparable<Z, Y>() || !nn::in_order<Z, Y>() || !nn::is_logit<Z>()) {
    return ill_formed{};
  } else {
    auto const yes = where(truth > 0, truth % nn::focal_of_margin(-logits, gamma), 0);
    auto const no = where(truth < 1, (1 - truth) % nn::focal_of_margin(logits, gamma), 0);
    return mean(yes + no);
  }
}

}  // namespace tapeless
