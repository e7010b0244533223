// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/train/parameter_update.hpp"
#include "tapeless/train/scalar_values.hpp"

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace train {

/// What an element keeps once (`update::shared`). Parameters for which all of it comes to the same, in the same steps,
/// share it, also with an element before it whose numbers are called alike: the leaf `optimizer.NAME`. Where it comes
/// to something else there is another, named after the first parameter that has it.
template <class B>
class shared_states {
public:
  constexpr shared_states(B& builder, meta::list<parameter_update>& updated, scalar_values<B>& values)
      : b(builder), each(updated), scalars(values) {}

  /// Finds out which parameters share, before the element changes any.
  template <class Element>
  constexpr void share() {
    known = scalars.scheduled_count();
    if constexpr (!keeps_any<Element>()) return;
    meta::list<std::uint32_t> differing;  // the first of those that share
    for (std::uint32_t i = 0; i < each.size(); ++i) {
      each[i].shares_with = i;
      each[i].shared_applies = each[i].applies;
      for (std::uint32_t const first : differing)
        if (share_alike<Element>(each[first], each[i])) each[i].shares_with = first;
      if (each[i].shares_with == i && each[i].takes_part()) differing.push_back(i);
    }
    meta::list<graph::id> taken;
    for (std::uint32_t const first : differing) {
      each[first].shared_owner = owner_of<Element>(each[first], taken);
      taken.push_back(each[first].shared_owner);
      is_one_for_all = is_one_for_all && taken.back() == graph::none;
    }
    for (parameter_update& p : each) p.shared_owner = each[p.shares_with].shared_owner;
  }

  /// From here on the leaves of a parameter's numbers stand for the element's symbols, where a symbol by itself would
  /// find another; how many they are, to `leave` them.
  template <class Element>
  constexpr std::uint32_t enter(parameter_update const& p) {
    std::uint32_t entered = 0;
    if (is_one_for_all) return entered;
    for_each_shared<Element>([&]<class Number, class Value>(assignment<Number, Value> const&) {
      if (!is_named_otherwise<Number>(p)) return;
      b.enter_replacement(Number::fingerprint, leaf_of<Number>(p.shared_owner));
      ++entered;
    });
    return entered;
  }

  /// Assigns each number once, after all updates that see its value from before. The elements behind this one read
  /// those of their parameter.
  template <class Element>
  constexpr void assign() {
    if constexpr (!keeps_any<Element>()) return;
    for (std::uint32_t i = 0; i < each.size(); ++i)
      if (each[i].takes_part() && each[i].shares_with == i) assign_for<Element>(each[i]);
    if (is_one_for_all) return;
    for (parameter_update const& p : each) {
      if (!p.takes_part()) continue;
      for_each_shared<Element>([&]<class Number, class Value>(assignment<Number, Value> const&) {
        if (is_named_otherwise<Number>(p))
          scalars.set(Number::fingerprint, leaf_of<Number>(p.shared_owner), p.parameter);
      });
    }
  }

private:
  /// A number of an element.
  struct kept {
    std::uint64_t fingerprint = 0;
    graph::id owner = graph::none;
    graph::id value = graph::none;  ///< what it becomes, written with `optimizer.NAME` whoever the owner is
    graph::id applies = graph::none;
  };

  template <class Element>
  constexpr bool share_alike(parameter_update const& one, parameter_update const& other) {
    bool alike = other.takes_part() && one.applies == other.applies;
    if (known == 0) return alike;
    for_each_shared<Element>([&](auto const& each_rule) {
      alike = alike && lowered_for<Element>(one, each_rule.value) == lowered_for<Element>(other, each_rule.value);
    });
    return alike;
  }
  /// None for the optimizer, or the owner of equal numbers, or the parameter itself: not one that is `taken`.
  template <class Element>
  constexpr graph::id owner_of(parameter_update const& p, meta::list<graph::id> const& taken) {
    if (!taken.contains(graph::none) && is_kept_alike<Element>(graph::none, p, true)) return graph::none;
    for (kept const& number : numbers)
      if (!taken.contains(number.owner) && is_kept_alike<Element>(number.owner, p, false)) return number.owner;
    return p.parameter;
  }
  /// Whether an owner's numbers of these names are those of a parameter; `otherwise` of names that it has none of.
  template <class Element>
  constexpr bool is_kept_alike(graph::id owner, parameter_update const& p, bool otherwise) {
    bool alike = true;
    for_each_shared<Element>([&]<class Number, class Value>(assignment<Number, Value> const& each_rule) {
      bool found = otherwise;
      for (kept const& number : numbers)
        if (number.owner == owner && number.fingerprint == Number::fingerprint)
          found = number.applies == p.shared_applies && number.value == lowered_for<Element>(p, each_rule.value);
      alike = alike && found;
    });
    return alike;
  }
  /// As if the optimizer were the owner: to be compared.
  template <class Element, class Value>
  constexpr graph::id lowered_for(parameter_update const& p, Value const& value) {
    parameter_update of_all = p;
    of_all.shared_owner = graph::none;
    std::uint32_t const entered = scalars.enter(p.parameter, known) + enter<Element>(of_all);
    graph::id const made = value.lower(b);
    leave(b, entered);
    return made;
  }
  template <class Element>
  constexpr void assign_for(parameter_update const& first) {
    for_each_shared<Element>([&](auto const& each_rule) { assign_number<Element>(first, each_rule); });
  }
  template <class Element, class Number, class Value>
  constexpr void assign_number(parameter_update const& first, assignment<Number, Value> const& rule) {
    std::uint32_t const entered = scalars.enter(first.parameter, known) + enter<Element>(first);
    graph::id const assigned = rule.target.lower(b);
    graph::id made = rule.value.lower(b);
    leave(b, entered);
    assign_where(b, first.shared_applies, assigned, made);
    if (first.shared_owner != graph::none) made = lowered_for<Element>(first, rule.value);
    numbers.push_back({Number::fingerprint, first.shared_owner, made, first.shared_applies});
  }

  /// Than `optimizer.NAME`, or than in the elements before this one.
  template <class Number>
  constexpr bool is_named_otherwise(parameter_update const& p) const {
    return p.shared_owner != graph::none || scalars.is_set(Number::fingerprint, p.parameter);
  }
  template <class Number>
  constexpr graph::id leaf_of(graph::id owner) {
    if (owner == graph::none) return b.leaf(leaf_kind::state, Number::identifier, extents{});
    return b.leaf(leaf_kind::state, name(b.leaves[b[owner].leaf].identifier.view(), Number::field), extents{});
  }
  template <class Element>
  static constexpr bool keeps_any() {
    bool found = false;
    for_each_shared<Element>([&](auto const&) { found = true; });
    return found;
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
  meta::list<kept> numbers;
  std::uint32_t known = 0;  // what was scheduled before the element
  bool is_one_for_all = true;
};

}  // namespace train
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
