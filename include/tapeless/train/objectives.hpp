// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/nn/classification_loss.hpp"
#include "tapeless/nn/regression_loss.hpp"
#include "tapeless/nn/setting.hpp"
#include "tapeless/train/objective.hpp"

#include <ratio>

/// More objectives. A setting, `..._with<setting>`, is a std::ratio, or the type of a scalar that steps are given at
/// run time, `decltype(delta)` of a `constexpr auto delta = scalar<"delta">`.
namespace tapeless::error {
template <class Outputs>
inline constexpr bool means_without_variances = false;
}  // namespace tapeless::error

namespace tapeless::objective {

/// The cross-entropy with a part of the truth spread over all classes; see `smooth_labels`.
template <class Part>
struct smoothed_cross_entropy_with : of_classes {
  template <expression Z, expression Y>
  static constexpr auto loss(Z const& logits, Y const& y) {
    return cross_entropy_with_logits(logits, smooth_labels(y, nn::setting<Part>()));
  }
};
using smoothed_cross_entropy = smoothed_cross_entropy_with<std::ratio<1, 10>>;

/// One of several classes, of which many are easy; see `focal_with_logits`.
template <class Gamma>
struct focal_with : of_classes {
  template <expression Z, expression Y>
  static constexpr auto loss(Z const& logits, Y const& y) {
    return focal_with_logits(logits, y, nn::setting<Gamma>());
  }
};
using focal = focal_with<std::ratio<2>>;

/// Independent yes-or-no answers, of which many are easy: truth is a vector of numbers in [0, 1].
template <class Gamma>
struct binary_focal_with : of_answers {
  template <expression Z, expression Y>
  static constexpr auto loss(Z const& logits, Y const& y) {
    return binary_focal_with_logits(logits, y, nn::setting<Gamma>());
  }
};
using binary_focal = binary_focal_with<std::ratio<2>>;

/// A distribution over classes: truth is one, the prediction softmax of the output.
struct kl_divergence {
  template <extents Output>
  static constexpr auto truth = input<"target", Output.rows>;
  template <expression Z, expression Y>
  static constexpr auto loss(Z const& logits, Y const& y) {
    return kl_divergence_with_logits(logits, y);
  }
  template <expression Z>
  static constexpr auto prediction(Z const& logits) {
    return softmax(logits);
  }
};

/// Answers of ±1 by the sign of the output, as a support vector machine gives them: truth is a vector of −1 and 1.
struct hinge : of_numbers {
  template <expression Z, expression Y>
  static constexpr auto loss(Z const& scores, Y const& y) {
    return tapeless::hinge(scores, y);
  }
};

/// Regression to the median.
struct mean_absolute_error : of_numbers {
  template <expression Z, expression Y>
  static constexpr auto loss(Z const& prediction, Y const& y) {
    return tapeless::mean_absolute_error(prediction, y);
  }
};

/// Regression in which what is off by more than δ counts less.
template <class Delta>
struct huber_with : of_numbers {
  template <expression Z, expression Y>
  static constexpr auto loss(Z const& prediction, Y const& y) {
    return tapeless::huber(prediction, y, nn::setting<Delta>());
  }
};
using huber = huber_with<std::ratio<1>>;

/// Regression to a quantile, `pinball<std::ratio<9, 10>>`.
template <class Quantile>
struct pinball : of_numbers {
  template <expression Z, expression Y>
  static constexpr auto loss(Z const& prediction, Y const& y) {
    return tapeless::pinball(prediction, y, nn::setting<Quantile>());
  }
};

/// The direction of a vector.
struct cosine_distance : of_numbers {
  template <expression Z, expression Y>
  static constexpr auto loss(Z const& prediction, Y const& y) {
    return tapeless::cosine_distance(prediction, y);
  }
};

/// Regression that says how sure it is: of 2n outputs the first n are means, softplus of the others are variances, and
/// the prediction is both, means above variances. Truth are n numbers.
struct gaussian_nll {
  template <extents Output>
  static constexpr auto truth = input<"target", (Output.rows + 1) / 2>;
  template <expression Z, expression Y>
  static constexpr auto loss(Z const& z, Y const& y) {
    if constexpr (Z::shape.rows % 2 != 0 || Z::shape.columns != 1) {
      static_assert(
          error::means_without_variances<error::shape_of<Z::shape.rows, Z::shape.columns>>,
          "tapeless: gaussian_nll needs 2n outputs, n means and n variances, in a column; see shape_of<rows, columns>");
      return ill_formed{};
    } else {
      return tapeless::gaussian_nll(means(z), variances(z), y);
    }
  }
  template <expression Z>
  static constexpr auto prediction(Z const& z) {
    return concatenate(means(z), variances(z));
  }

private:
  template <expression Z>
  static constexpr auto means(Z const& z) {
    return slice<0, 0, Z::shape.rows / 2, 1>(z);
  }
  template <expression Z>
  static constexpr auto variances(Z const& z) {
    return softplus(slice<Z::shape.rows / 2, 0, Z::shape.rows / 2, 1>(z));
  }
};

/// Any objective with a weight for each sample, an expression: of an input that is bound beside the data, of the
/// truth's leaf (`class_weight(label<"label", 3>, 1, 1, 5)`), or of both. The mean over the samples is Σ wₛ·lₛ / Σ wₛ.
template <class Objective, auto const& Weight>
struct weighted : Objective {
  static constexpr auto weight = Weight;
};

}  // namespace tapeless::objective
