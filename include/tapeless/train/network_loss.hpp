// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/expr/batch.hpp"
#include "tapeless/nn/sample_weight.hpp"
#include "tapeless/nn/sequential.hpp"
#include "tapeless/train/objective.hpp"
#include "tapeless/train/optimizer.hpp"

namespace tapeless::error {
template <class Type>
inline constexpr bool no_network_to_train = false;
template <class Type>
inline constexpr bool optimizer_in_the_place_of_the_objective = false;
template <class Type>
inline constexpr bool no_loss_to_minimize = false;
template <class Loss>
inline constexpr bool loss_of_one_sample = false;
template <class Shape>
inline constexpr bool loss_of_several_numbers = false;
}  // namespace tapeless::error

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace train {

/// A network and an objective fit together.
template <class Net, class Objective>
concept trainable = nn::network_type<Net> && network<Net>::shape.is_countable() && objective<Objective, network<Net>>;

/// The mean of the samples' losses, weighted if the objective has a weight.
template <class Objective, std::uint32_t Batch, expression L>
constexpr auto mean_over_batch(L const& loss) {
  if constexpr (weighs_samples<Objective>) {
    return weighted_batch_mean(batch<Batch>(loss), batch<Batch>(Objective::weight));
  } else {
    return batch_mean(batch<Batch>(loss));
  }
}

/// The mean loss of up to `Batch` samples of a network, an expression:
/// batch_mean(batch<Batch>(Objective::loss(output<Net>, truth))).
template <class Net, class Objective, std::uint32_t Batch>
struct mean_loss : expr::traits<extents{}, false, true> {
  static constexpr auto input = Net::input;
  static constexpr auto truth = Objective::template truth<network<Net>::shape>;
  static constexpr auto prediction = Objective::prediction(output<Net>);
  static constexpr auto value = mean_over_batch<Objective, Batch>(Objective::loss(output<Net>, truth));
  static constexpr std::uint64_t fingerprint = value.fingerprint;

  template <class Builder>
  constexpr auto lower(Builder& builder) const {
    return value.lower(builder);
  }
};
/// The loss, or one error about what does not fit together. Of a network in which a layer is wrong that was said
/// already.
template <class Net, class Objective, std::uint32_t Batch>
constexpr auto loss_of_network() {
  if constexpr (trainable<Net, Objective>) {
    return mean_loss<Net, Objective, Batch>{};
  } else {
    if constexpr (!nn::network_type<Net>) {
      static_assert(
          error::no_network_to_train<Net>,
          "tapeless: network_trainer<network, objective, optimizer, batch>: a network is made of sequential: struct net : sequential<in<\"x\", 4>, dense<16>, dense<3>> {}; dense<n> is told its outputs, its inputs are those of the layer before; if an error stands above, mend that first; activations are types: activation::relu");
    } else if constexpr (optimizer<Objective>) {
      static_assert(
          error::optimizer_in_the_place_of_the_objective<Objective>,
          "tapeless: it is network_trainer<network, objective, optimizer, batch>: first what is minimized, then how");
    } else if constexpr (network<Net>::shape.is_countable()) {
      static_assert(objective_checked<Objective, network<Net>>() || true);
    }
    return ill_formed{};
  }
}

/// What a trainer minimizes: a scalar expression in which no sample is left.
template <class Loss>
concept minimizable = expression<Loss> && !any_ill_formed<Loss> && Loss::shape.is_scalar() &&
                      !Loss::shape.is_batched() && !Loss::per_sample;

/// Whether a loss and an optimizer are what they have to be, and one error about the first that is not. An ill-formed
/// loss had its error.
template <class Loss, class Optimizer>
constexpr bool minimizable_checked() {
  if constexpr (!expression<Loss>) {
    static_assert(
        error::no_loss_to_minimize<Loss>,
        "tapeless: trainer<loss, optimizer>: the loss is a constexpr expression, or that of a network: trainer<network_loss<net, objective, batch>, optimizer>");
    return false;
  } else if constexpr (any_ill_formed<Loss>) {
    return false;
  } else if constexpr (Loss::per_sample || Loss::shape.is_batched()) {
    static_assert(
        error::loss_of_one_sample<Loss>,
        "tapeless: a trainer minimizes one number: the mean over the samples of a batch, batch_mean(batch<32>(loss))");
    return false;
  } else if constexpr (!Loss::shape.is_scalar()) {
    static_assert(
        error::loss_of_several_numbers<error::shape_of<Loss::shape.rows, Loss::shape.columns>>,
        "tapeless: a trainer minimizes one number: reduce the loss with sum or mean; see shape_of<rows, columns>");
    return false;
  } else {
    return optimizer_checked<Optimizer>();
  }
}

template <class Net, class Objective, std::uint32_t Batch>
using network_loss_type = decltype(loss_of_network<Net, Objective, Batch>());

/// A loss that says to which leaf samples and their truths belong, and what is predicted.
template <class Loss>
concept loss_of_samples = requires {
  Loss::input;
  Loss::truth;
  Loss::prediction;
};

/// The prediction for one sample as a program.
template <class Loss>
struct inference {
  template <class B>
  static constexpr void lower(B& b) {
    b.output(Loss::prediction.lower(b));
  }
};

}  // namespace train

/// The mean loss of up to `Batch` samples, by which a network is trained: `trainer<network_loss<net, objective, 32>,
/// optimizer::adam>`.
template <class Net, class Objective, std::uint32_t Batch>
inline constexpr train::network_loss_type<Net, Objective, Batch> network_loss{};

}  // namespace TAPELESS_TARGET
}  // namespace tapeless
