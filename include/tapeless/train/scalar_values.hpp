// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/graph/node.hpp"
#include "tapeless/meta/list.hpp"
#include "tapeless/train/chain_element.hpp"

#include <boost/hana/for_each.hpp>

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace train {

/// What stands for the scalars that an element reads, for each parameter: what schedules before it have set, numbers
/// that elements before it keep for a group of its own, and the norm of all gradients.
template <class B>
class scalar_values {
public:
  constexpr explicit scalar_values(B& builder) : b(builder) {}

  /// How many scalars schedules have set, those of each parameter counted.
  constexpr std::uint32_t scheduled_count() const { return scheduled.size(); }

  /// Lowers what an element sets: what reads a parameter, its gradient or a state where these have been entered, all
  /// else where they have not, so that the builder knows it when the next parameter asks.
  template <class Element, bool OfAParameter>
  constexpr void schedule_by(graph::id parameter) {
    boost::hana::for_each(scheduled_by<Element>(),
                          [&]<class Leaf, class Value>(scheduled_as<Leaf, Value> const& entry) {
                            if constexpr ((has_states<Element> || mentions_a_parameter<Value>()) == OfAParameter)
                              set(entry.leaf.fingerprint, entry.value.lower(b), parameter);
                          });
  }

  constexpr void set(std::uint64_t fingerprint, graph::id value, graph::id parameter) {
    scheduled.push_back({fingerprint, value, parameter});
  }
  constexpr bool is_set(std::uint64_t fingerprint, graph::id parameter) const {
    for (scheduled_scalar const& s : scheduled)
      if (s.fingerprint == fingerprint && s.parameter == parameter) return true;
    return false;
  }

  /// From here on the values of a parameter stand for the scalars, of the first `known` that were set; how many these
  /// are, to `leave` them.
  constexpr std::uint32_t enter(graph::id parameter, std::uint32_t known) {
    std::uint32_t entered = 0;
    for (std::uint32_t i = 0; i < known; ++i) {
      scheduled_scalar const s = scheduled[i];
      if (s.parameter != parameter) continue;
      b.enter_replacement(s.fingerprint, s.value);
      ++entered;
    }
    if (global_norm == graph::none) return entered;
    b.enter_replacement(update::global_norm.fingerprint, global_norm);
    return entered + 1;
  }

  graph::id global_norm = graph::none;  ///< none: the element does not read it

private:
  struct scheduled_scalar {
    std::uint64_t fingerprint = 0;
    graph::id value = graph::none;
    graph::id parameter = graph::none;
  };

  B& b;
  meta::list<scheduled_scalar> scheduled;
};

/// The last `entered` replacements no longer stand for anything.
template <class B>
constexpr void leave(B& b, std::uint32_t entered) {
  for (; entered > 0; --entered) b.leave_replacement();
}

}  // namespace train
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
