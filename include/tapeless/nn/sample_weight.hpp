// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/expr/batch.hpp"
#include "tapeless/expr/gather.hpp"

/// Weights of samples and classes, for any loss: a weight is an expression, one number for each sample.
namespace tapeless {

namespace error {
template <class Given, class Classes>
inline constexpr bool weights_of_another_number_of_classes = false;
template <class Shape>
inline constexpr bool weight_of_several_numbers = false;
}  // namespace error

/// Σₛ wₛ·eₛ / Σₛ wₛ over the samples bound in this run, as PyTorch divides what class weights weigh: two samples of
/// weight 1 are one of weight 2. NaN if all weights are 0.
///
///     weighted_batch_mean(batch<32>(loss), batch<32>(input<"weight">))            // a weight for each sample
///     weighted_batch_mean(batch<32>(loss), batch<32>(class_weight(y, 1, 1, 5)))  // for each class
template <expression E, expression W>
constexpr auto weighted_batch_mean(E const& e, W const& weight) {
  if constexpr (any_ill_formed<E, W>) {
    return ill_formed{};
  } else if constexpr (!W::shape.is_scalar()) {
    static_assert(error::weight_of_several_numbers<error::shape_of<W::shape.rows, W::shape.columns>>,
                  "tapeless: the weight of a sample is one number; see shape_of<rows, columns>");
    return ill_formed{};
  } else {
    return batch_sum(weight * e) / batch_sum(weight);
  }
}

/// The weight of the class of y: that of a label, or Σ yᵢ wᵢ of a distribution over the classes. Weights are numbers,
/// or scalars that are bound at run time; or one vector of them.
template <expression Y, operand... W>
constexpr auto class_weight(Y const& y, W const&... weights) {
  if constexpr (any_ill_formed<Y, expr::lifted<W>...>) {
    return ill_formed{};
  } else if constexpr ((expr::lifted<W>::shape.rows + ... + 0) != Y::shape.rows) {
    static_assert(
        error::weights_of_another_number_of_classes<error::elements<(expr::lifted<W>::shape.rows + ... + 0)>,
                                                    error::elements<Y::shape.rows>>,
        "tapeless: class_weight(y, w0, w1, ...) takes a weight for each class; see elements<given>, elements<classes>");
    return ill_formed{};
  } else {
    auto const all = [&] {
      if constexpr (sizeof...(W) == 1) {
        return (weights, ...);
      } else {
        return stack(weights...);
      }
    }();
    if constexpr (is_label<Y>) {
      return gather<0>(all, y);
    } else {
      return dot(all, y);
    }
  }
}

}  // namespace tapeless
