// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/train/parameter_update.hpp"
#include "tapeless/train/scalar_values.hpp"

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace train {

/// What an element keeps once (`update::shared`) is one number for all parameters for which it comes to the same, in
/// the same steps.
template <class B>
class shared_states {
public:
  constexpr shared_states(B& builder, meta::list<parameter_update>& parameters, scalar_values<B>& values)
      : b(builder), each(parameters), scalars(values) {}

  /// Finds out which parameters share, before the element changes any.
  template <class Element>
  constexpr void share() {
    known = scalars.scheduled_count();
    meta::list<std::uint32_t> differing;  // the first of those that share
    for (std::uint32_t i = 0; i < each.size(); ++i) {
      each[i].shares_with = i;
      each[i].shared_applies = each[i].applies;
      for (std::uint32_t const first : differing)
        if (share_alike<Element>(each[first], each[i])) each[i].shares_with = first;
      if (each[i].shares_with == i && each[i].takes_part()) differing.push_back(i);
    }
    if (differing.size() != 0) first_of_all = differing[0];
  }

  /// From here on the leaves of a parameter's numbers stand for the element's symbols; how many they are, to `leave`
  /// them. The first parameter's is the leaf `optimizer.NAME`, that of others is named after the first of them.
  template <class Element>
  constexpr std::uint32_t enter(parameter_update const& p) {
    std::uint32_t entered = 0;
    if (p.shares_with == first_of_all) return entered;
    name const owner = name_of(b, each[p.shares_with]);
    for_each_shared<Element>([&]<fixed_string Name, class Value>(assignment<shared_state<Name>, Value> const&) {
      b.enter_replacement(shared_state<Name>::fingerprint,
                          b.leaf(leaf_kind::state, name(owner.view(), Name.view()), extents{}));
      ++entered;
    });
    return entered;
  }

  /// Assigns each number once, after all updates that see its value from before.
  template <class Element>
  constexpr void assign() {
    for (std::uint32_t i = 0; i < each.size(); ++i)
      if (each[i].takes_part() && each[i].shares_with == i) assign_for<Element>(each[i]);
  }

private:
  template <class Element>
  constexpr bool share_alike(parameter_update const& one, parameter_update const& other) {
    bool alike = other.takes_part() && one.applies == other.applies;
    if (known == 0) return alike;
    for_each_shared<Element>([&](auto const& each_rule) {
      alike = alike && lowered_for(one, each_rule.value) == lowered_for(other, each_rule.value);
    });
    return alike;
  }
  template <class Value>
  constexpr graph::id lowered_for(parameter_update const& p, Value const& value) {
    std::uint32_t const entered = scalars.enter(p.parameter, known);
    graph::id const made = value.lower(b);
    leave(b, entered);
    return made;
  }
  template <class Element>
  constexpr void assign_for(parameter_update const& first) {
    std::uint32_t const entered = scalars.enter(first.parameter, known) + enter<Element>(first);
    for_each_shared<Element>([&](auto const& each_rule) {
      assign_where(b, first.shared_applies, each_rule.target.lower(b), each_rule.value.lower(b));
    });
    leave(b, entered);
  }
  template <class Element, class Visit>
  static constexpr void for_each_shared(Visit const& visit) {
    boost::hana::for_each(rule_of<Element>(), [&]<class Assignment>(Assignment const& each_rule) {
      if constexpr (is_update_of_shared<Assignment>) visit(each_rule);
    });
  }

  B& b;
  meta::list<parameter_update>& each;
  scalar_values<B>& scalars;
  std::uint32_t first_of_all = 0;  // of those that take part
  std::uint32_t known = 0;         // what was scheduled before the element
};

}  // namespace train
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
