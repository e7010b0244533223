// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/diff/reverse.hpp"
#include "tapeless/expr/batch.hpp"
#include "tapeless/nn/sequential.hpp"
#include "tapeless/train/objective.hpp"
#include "tapeless/train/optimizer.hpp"

#include <boost/hana/for_each.hpp>
#include <boost/hana/tuple.hpp>
#include <boost/hana/unpack.hpp>

namespace tapeless::error {
template <class Type>
inline constexpr bool no_network_to_train = false;
template <class Type>
inline constexpr bool optimizer_in_the_place_of_the_objective = false;
}  // namespace tapeless::error

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace train {

/// Lowers with the optimizer's state symbols standing for leaves of `owner`, e.g. `net.0.weight.momentum`.
template <class B, class Lower>
constexpr graph::id with_states(B&, name const&, extents, Lower const& lower) {
  return lower();
}
template <class B, class Lower, class First, class... Rest>
constexpr graph::id with_states(B& b, name const& owner, extents shape, Lower const& lower, First const&,
                                Rest const&... rest) {
  graph::id const leaf = b.leaf(leaf_kind::state, name(owner.view(), First::field), shape);
  return b.with_replacement(First::fingerprint, leaf, [&] { return with_states(b, owner, shape, lower, rest...); });
}

/// Lowers an optimizer's rule for one parameter: its symbols become the parameter's nodes, its assignments the program's.
template <class Optimizer, class B>
constexpr void lower_update(B& b, graph::id parameter, graph::id gradient) {
  name const owner = b.leaves[b[parameter].leaf].identifier;
  extents const shape = b[parameter].shape;
  auto const assign_all = [&] {
    boost::hana::for_each(Optimizer::rule, [&](auto const& assignment) {
      graph::id const new_value = b.broadcast(assignment.value.lower(b), shape);
      b.assign(assignment.target.lower(b), new_value);
    });
    return parameter;
  };
  b.with_replacement(update::parameter.fingerprint, parameter, [&] {
    return b.with_replacement(update::gradient.fingerprint, gradient, [&] {
      return boost::hana::unpack(
          Optimizer::states, [&](auto const&... each) { return with_states(b, owner, shape, assign_all, each...); });
    });
  });
}

/// A trainer's arguments fit together.
template <class Net, class Objective, class Optimizer>
concept trainable = nn::network_type<Net> && network<Net>::shape.is_countable() &&
                    optimizer<Optimizer>&& objective<Objective, network<Net>>;

/// Whether they do, and one error about the first that does not. Of a network in which a layer is wrong that was said already.
template <class Net, class Objective, class Optimizer>
constexpr bool trainable_checked() {
  if constexpr (!nn::network_type<Net>) {
    static_assert(
        error::no_network_to_train<Net>,
        "tapeless: trainer<network, objective, optimizer, batch>: a network is made of sequential: struct net : sequential<in<\"x\", 4>, dense<16>, dense<3>> {}; dense<n> is told its outputs, its inputs are those of the layer before; if an error stands above, mend that first; activations are types: activation::relu");
    return false;
  } else if constexpr (optimizer<Objective>) {
    static_assert(error::optimizer_in_the_place_of_the_objective<Objective>,
                  "tapeless: it is trainer<network, objective, optimizer, batch>: first what is minimized, then how");
    return false;
  } else if constexpr (!network<Net>::shape.is_countable()) {
    return false;
  } else if constexpr (!objective_checked<Objective, network<Net>>()) {
    return false;
  } else {
    return optimizer_checked<Optimizer>();
  }
}

/// One training step as a program: output 0 is the mean loss before the update; every parameter of the network is updated.
template <class Net, class Objective, class Optimizer, std::uint32_t Batch>
struct training_step {
  static constexpr auto truth = Objective::template truth<network<Net>::shape>;
  static constexpr auto loss = batch_mean(batch<Batch>(Objective::loss(output<Net>, truth)));

  template <class B>
  static constexpr void lower(B& b) {
    graph::id const root = loss.lower(b);
    b.output(root);
    std::uint32_t const leaves = b.leaves.size();
    for (std::uint32_t l = 0; l < leaves; ++l) {
      if (b.leaves[l].kind != leaf_kind::parameter) continue;
      graph::id const parameter = b.leaf_node(l, 0);
      lower_update<Optimizer>(b, parameter, diff::adjoint_of(b, root, parameter));
    }
  }
};

template <class Net, class Objective, class Optimizer, std::uint32_t Batch>
  requires(!trainable<Net, Objective, Optimizer>)
struct training_step<Net, Objective, Optimizer, Batch> {
  static_assert(trainable_checked<Net, Objective, Optimizer>() || true);  // one error, not two
  static constexpr ill_formed truth{};
  static constexpr ill_formed loss{};

  template <class B>
  static constexpr void lower(B& b) {
    b.output(loss.lower(b));
  }
};

/// The prediction for one sample as a program.
template <class Net, class Objective>
struct inference {
  static constexpr auto prediction = Objective::prediction(output<Net>);

  template <class B>
  static constexpr void lower(B& b) {
    b.output(prediction.lower(b));
  }
};

}  // namespace train
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
