// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/diff/reverse.hpp"
#include "tapeless/train/network_loss.hpp"
#include "tapeless/train/optimizers.hpp"

#include <boost/hana/for_each.hpp>
#include <boost/hana/tuple.hpp>
#include <boost/hana/unpack.hpp>

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

/// Lowers an optimizer's rule for one parameter: its symbols become the parameter's nodes, its assignments the
/// program's.
template <class Optimizer, class B>
constexpr void lower_update(B& b, graph::id parameter, graph::id gradient) {
  name const owner = b.leaves[b[parameter].leaf].identifier;
  extents const shape = b[parameter].shape;
  auto const assign_all = [&] {
    boost::hana::for_each(Optimizer::rule, [&]<class Assignment>(Assignment const& assignment) {
      if constexpr (!is_update_of_shared<Assignment>) {
        graph::id const new_value = b.broadcast(assignment.value.lower(b), shape);
        b.assign(assignment.target.lower(b), new_value);
      }
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

/// Lowers what an optimizer's rule assigns once for the whole program.
template <class Optimizer, class B>
constexpr void lower_shared(B& b) {
  boost::hana::for_each(Optimizer::rule, [&]<class Assignment>(Assignment const& assignment) {
    if constexpr (is_update_of_shared<Assignment>) b.assign(assignment.target.lower(b), assignment.value.lower(b));
  });
}

/// One training step as a program, its loss in training mode (expr/mode.hpp): output 0 is the loss before the update;
/// every parameter in it is updated.
template <auto const& Loss, class Optimizer>
struct update_of {
  template <class B>
  static constexpr void lower(B& b) {
    graph::id const root = b.within_mode(true, [&] { return Loss.lower(b); });
    b.output(root);
    std::uint32_t const leaves = b.leaves.size();
    for (std::uint32_t l = 0; l < leaves; ++l) {
      if (b.leaves[l].kind != leaf_kind::parameter) continue;
      graph::id const parameter = b.leaf_node(l, 0);
      lower_update<Optimizer>(b, parameter, diff::adjoint_of(b, root, parameter));
    }
    lower_shared<Optimizer>(b);
  }
};

}  // namespace train
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
