// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/expr/gather.hpp"
#include "tapeless/nn/layer.hpp"
#include "tapeless/shape/error.hpp"

namespace tapeless {

namespace error {
template <class Given, class Vocabulary>
inline constexpr bool embedding_of_another_vocabulary = false;
}

/// The vector of a word: column i of `weight`, of shape (Width, Vocabulary), where the input is the index i
/// (`in_index<"word", Vocabulary>`). What dense without bias makes of a one-hot vector, without the product; the
/// gradient is zeros but in the columns of a batch's words: plain gradient descent touches only those, optimizers with
/// memory all of them. (PyTorch's weight, transposed: a word's numbers lie together.)
template <std::uint32_t Vocabulary, std::uint32_t Width>
struct embedding {
  template <expression X>
  static constexpr auto apply(X const& one_hot, layer_scope const& scope) {
    if constexpr (any_ill_formed<X>) {
      return ill_formed{};
    } else if constexpr (!same_matrix(X::shape, extents{Vocabulary, 1})) {
      static_assert(
          error::embedding_of_another_vocabulary<error::shape_of<X::shape.rows, X::shape.columns>,
                                                 error::elements<Vocabulary>>,
          "tapeless: embedding<vocabulary, width> stands behind in_index<name, vocabulary>: see shape_of what comes before it, elements<vocabulary>");
      return ill_formed{};
    } else {
      return gather<1>(scope.template parameter<extents{Width, Vocabulary}>("weight"), argmax(one_hot));
    }
  }
};

}  // namespace tapeless
