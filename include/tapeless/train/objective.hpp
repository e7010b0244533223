// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/nn/loss.hpp"

/// What a network is trained for: the leaf its truth is bound to, the loss of one sample, and what is predicted. The network's output
/// are logits; a user's own objective is a type with the same three members.
namespace tapeless::objective {

/// Classes: truth is a class index, the prediction a distribution over the classes.
struct softmax_cross_entropy {
  template <extents Output>
  static constexpr auto truth = label<"label", Output.rows>;
  template <expression Z, expression Y>
  static constexpr auto loss(Z const& logits, Y const& y) {
    return cross_entropy_with_logits(logits, y);
  }
  template <expression Z>
  static constexpr auto prediction(Z const& logits) {
    return softmax(logits);
  }
};

/// Independent yes-or-no answers: truth is a vector of numbers in [0, 1].
struct binary_cross_entropy {
  template <extents Output>
  static constexpr auto truth = input<"target", Output.rows>;
  template <expression Z, expression Y>
  static constexpr auto loss(Z const& logits, Y const& y) {
    return binary_cross_entropy_with_logits(logits, y);
  }
  template <expression Z>
  static constexpr auto prediction(Z const& logits) {
    return sigmoid(logits);
  }
};

/// Regression.
struct mean_squared_error {
  template <extents Output>
  static constexpr auto truth = input<"target", Output.rows, Output.columns>;
  template <expression Z, expression Y>
  static constexpr auto loss(Z const& prediction, Y const& y) {
    return tapeless::mean_squared_error(prediction, y);
  }
  template <expression Z>
  static constexpr auto prediction(Z const& z) {
    return z;
  }
};

}  // namespace tapeless::objective
