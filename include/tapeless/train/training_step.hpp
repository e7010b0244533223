// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/diff/reverse.hpp"
#include "tapeless/meta/type_name.hpp"
#include "tapeless/train/network_loss.hpp"
#include "tapeless/train/optimizers.hpp"

#include <boost/hana/for_each.hpp>

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace train {

/// A parameter on its way through the elements of an optimizer.
struct parameter_update {
  graph::id parameter = graph::none;
  graph::id gradient = graph::none;
  graph::id updated = graph::none;         ///< what it becomes
  graph::id applies = graph::none;         ///< in this step it becomes that where this number is above 0; none: in each
  graph::id shared_applies = graph::none;  ///< the same of what the element keeps once, for this parameter and others
  std::uint32_t shares_with = 0;           ///< the first of these
  bool is_selected = true;
  bool is_frozen = false;

  constexpr bool takes_part() const { return is_selected && !is_frozen; }
};

/// What stands for a scalar in the elements that are still to come, for one parameter.
struct scheduled_scalar {
  std::uint64_t fingerprint = 0;
  graph::id value = graph::none;
  graph::id parameter = graph::none;
};

/// Lowers an optimizer for the parameters of a loss, element by element.
template <class B>
class update_lowering {
public:
  constexpr update_lowering(B& builder, graph::id minimized) : b(builder) {
    std::uint32_t const leaves = b.leaves.size();
    for (std::uint32_t l = 0; l < leaves; ++l) {
      if (b.leaves[l].kind != leaf_kind::parameter) continue;
      has_parameters = true;
      if (!b.is_met_free(l)) continue;
      graph::id const parameter = b.leaf_node(l, 0);
      each.push_back({parameter, diff::adjoint_of(b, minimized, parameter), parameter});
    }
  }

  template <class Element>
  constexpr void apply() {
    if constexpr (is_sequence<Element>) {
      apply_sequence(static_cast<Element const*>(nullptr));
    } else if constexpr (is_freeze<Element>) {
      bool is_any = false;
      for (parameter_update& p : each) {
        if (!selects<typename Element::group>(p)) continue;
        if (p.updated != p.parameter) report_behind(name::ending(meta::type_name<Element>()));
        p.is_frozen = is_any = true;
      }
      if (!is_any) report_empty<typename Element::group>();
    } else {
      graph::id norm = graph::none;
      if constexpr (mentioned_by<Element, global_norm_symbol>()) norm = norm_of_gradients();
      std::uint32_t const known = scheduled.size();
      share<Element>(norm);
      for (parameter_update& p : each)
        if (p.takes_part()) apply_to<Element>(p, norm);
      for (std::uint32_t i = 0; i < each.size(); ++i)
        if (each[i].takes_part() && each[i].shares_with == i) assign_shared<Element>(each[i], norm, known);
    }
  }

  /// Writes down what the parameters become, and counts the step where somebody reads how many there were.
  constexpr void finish() {
    if (unread.length != 0) report_behind(unread);
    bool is_any = false;
    for (parameter_update const& p : each) {
      if (p.updated == p.parameter) continue;
      assign(p.parameter, p.updated, p.applies);
      is_any = true;
    }
    if (!is_any && has_parameters) b.report({graph::problem_kind::nothing_is_trained});  // without any it was said
    for (graph::leaf_info const& leaf : b.leaves)
      if (leaf.identifier == update::step_counter.identifier)
        return b.assign(update::step_counter.lower(b), successor(update::step_counter).lower(b));
  }

private:
  template <class... Elements>
  constexpr void apply_sequence(tapeless::optimizer::chain<Elements...> const*) {
    ((apply<Elements>(), note_what_is_unread<Elements>()), ...);
  }
  template <class Group, class... Elements>
  constexpr void apply_sequence(tapeless::optimizer::only<Group, Elements...> const*) {
    meta::list<bool> outer;
    bool is_any = false;
    for (parameter_update& p : each) {
      outer.push_back(p.is_selected);
      p.is_selected = selects<Group>(p);
      is_any = is_any || p.is_selected;
    }
    if (!is_any) report_empty<Group>();
    ((apply<Elements>(), note_what_is_unread<Elements>()), ...);
    for (std::uint32_t i = 0; i < each.size(); ++i) each[i].is_selected = outer[i];
  }

  /// With the symbols standing for the parameter's nodes, and the states for leaves of its own:
  /// `net.0.weight.momentum`.
  template <class Element>
  constexpr void apply_to(parameter_update& p, graph::id norm) {
    name const owner = b.leaves[b[p.parameter].leaf].identifier;
    extents const shape = b[p.parameter].shape;
    std::uint32_t entered = enter_scheduled(p.parameter, norm, scheduled.size()) + enter_shared<Element>(p) + 3;
    lower_scheduled<Element, false>(p.parameter);
    b.enter_replacement(update::parameter.fingerprint, p.parameter);
    b.enter_replacement(update::new_parameter.fingerprint, p.updated);
    b.enter_replacement(update::gradient.fingerprint, p.gradient);
    boost::hana::for_each(states_of<Element>(), [&]<class State>(State const&) {
      b.enter_replacement(State::fingerprint, b.leaf(leaf_kind::state, name(owner.view(), State::field), shape));
      ++entered;
    });
    lower_scheduled<Element, true>(p.parameter);
    p = changed_by<Element>(p, owner);
    leave(entered);
  }
  template <class Element>
  constexpr parameter_update changed_by(parameter_update const& before, name const& owner) {
    parameter_update p = before;
    extents const shape = b[p.parameter].shape;
    boost::hana::for_each(rule_of<Element>(), [&]<class Target, class Value>(
                                                  assignment<Target, Value> const& each_rule) {
      if constexpr (std::is_same_v<Target, std::remove_const_t<decltype(update::parameter)>>) {
        if (p.updated != p.parameter && !expr::mentions<std::remove_const_t<decltype(update::new_parameter)>, Value>())
          b.report({graph::problem_kind::assigned_twice, owner});
        p.updated = b.broadcast(each_rule.value.lower(b), shape);
      } else if constexpr (!is_update_of_shared<assignment<Target, Value>>) {
        assign(each_rule.target.lower(b), b.broadcast(each_rule.value.lower(b), shape), before.applies);
      }
    });
    if constexpr (changes_the_gradient<Element>) p.gradient = b.broadcast(Element::gradient.lower(b), shape);
    if constexpr (changes_nothing_at_times<Element>) p.applies = both(before.applies, Element::applies.lower(b));
    return p;
  }

  /// What changes the gradient, or when the rest applies, is for the elements after it: of the first sort those that
  /// read a gradient, of the second all with a rule. An optimizer has done its work by itself. Asked of chains
  /// alone: an optimizer by itself takes no time for it.
  template <class Element>
  constexpr void note_what_is_unread() {
    if constexpr (!is_optimizer_rule<Element>() &&
                  (changes_the_gradient<Element> || changes_nothing_at_times<Element>)) {
      unread = name::ending(meta::type_name<Element>());
      is_for_any_rule = changes_nothing_at_times<Element>;
    } else if (unread.length != 0) {
      if (is_for_any_rule ? has_rule<Element> : reads_gradients<Element>()) unread = {};
    }
  }
  constexpr void report_behind(name const& element) {
    b.report({graph::problem_kind::element_behind_its_optimizer, element});
  }

  /// What an element keeps once is one number for all parameters for which it comes to the same, in the same steps.
  template <class Element>
  constexpr void share(graph::id norm) {
    meta::list<std::uint32_t> differing;  // the first of those that share
    for (std::uint32_t i = 0; i < each.size(); ++i) {
      each[i].shares_with = i;
      each[i].shared_applies = each[i].applies;
      for (std::uint32_t const first : differing)
        if (share_alike<Element>(each[first], each[i], norm)) each[i].shares_with = first;
      if (each[i].shares_with == i && each[i].takes_part()) differing.push_back(i);
    }
    if (differing.size() != 0) first_of_all = differing[0];
  }
  template <class Element>
  constexpr bool share_alike(parameter_update const& one, parameter_update const& other, graph::id norm) {
    bool alike = other.takes_part() && one.applies == other.applies;
    if (scheduled.size() == 0) return alike;
    for_each_shared<Element>([&](auto const& each_rule) {
      alike = alike && lowered_for(one, each_rule.value, norm) == lowered_for(other, each_rule.value, norm);
    });
    return alike;
  }
  template <class Value>
  constexpr graph::id lowered_for(parameter_update const& p, Value const& value, graph::id norm) {
    std::uint32_t const entered = enter_scheduled(p.parameter, norm, scheduled.size());
    graph::id const made = value.lower(b);
    leave(entered);
    return made;
  }
  template <class Element, class Visit>
  static constexpr void for_each_shared(Visit const& visit) {
    boost::hana::for_each(rule_of<Element>(), [&]<class Assignment>(Assignment const& each_rule) {
      if constexpr (is_update_of_shared<Assignment>) visit(each_rule);
    });
  }
  /// The first parameter's is the leaf `optimizer.NAME`, that of others is named after the first of them.
  template <class Element>
  constexpr std::uint32_t enter_shared(parameter_update const& p) {
    std::uint32_t entered = 0;
    if (p.shares_with == first_of_all) return entered;
    name const owner = b.leaves[b[each[p.shares_with].parameter].leaf].identifier;
    for_each_shared<Element>([&]<fixed_string Name, class Value>(assignment<shared_state<Name>, Value> const&) {
      b.enter_replacement(shared_state<Name>::fingerprint,
                          b.leaf(leaf_kind::state, name(owner.view(), Name.view()), extents{}));
      ++entered;
    });
    return entered;
  }
  template <class Element>
  constexpr void assign_shared(parameter_update const& first, graph::id norm, std::uint32_t known) {
    std::uint32_t const entered = enter_scheduled(first.parameter, norm, known) + enter_shared<Element>(first);
    for_each_shared<Element>([&](auto const& each_rule) {
      assign(each_rule.target.lower(b), each_rule.value.lower(b), first.shared_applies);
    });
    leave(entered);
  }

  /// What stands for scalars: what reads a parameter, its gradient or a state where these have been entered, all else
  /// where they have not, so that the builder knows it when the next parameter asks.
  template <class Element, bool OfAParameter>
  constexpr void lower_scheduled(graph::id parameter) {
    boost::hana::for_each(scheduled_by<Element>(),
                          [&]<class Leaf, class Value>(scheduled_as<Leaf, Value> const& entry) {
                            if constexpr ((has_states<Element> || mentions_a_parameter<Value>()) == OfAParameter)
                              scheduled.push_back({entry.leaf.fingerprint, entry.value.lower(b), parameter});
                          });
  }
  constexpr std::uint32_t enter_scheduled(graph::id parameter, graph::id norm, std::uint32_t known) {
    std::uint32_t entered = 0;
    for (std::uint32_t i = 0; i < known; ++i) {
      scheduled_scalar const s = scheduled[i];
      if (s.parameter != parameter) continue;
      b.enter_replacement(s.fingerprint, s.value);
      ++entered;
    }
    if (norm == graph::none) return entered;
    b.enter_replacement(update::global_norm.fingerprint, norm);
    return entered + 1;
  }
  constexpr void leave(std::uint32_t entered) {
    for (; entered > 0; --entered) b.leave_replacement();
  }

  /// Of one number above 0 and the other; `none` is always above.
  constexpr graph::id both(graph::id one, graph::id other) {
    return one == graph::none ? other : b.apply(op::minimum, one, other);
  }
  constexpr void assign(graph::id target, graph::id value, graph::id applies) {
    b.assign(target, applies == graph::none ? value : b.apply(op::select, applies, value, target));
  }

  /// √(Σ gᵢ²) over all gradients, from the norms of each: no square overflows.
  constexpr graph::id norm_of_gradients() {
    graph::id norm = graph::none;
    for (parameter_update const& p : each) {
      if (!p.takes_part()) continue;
      graph::id const of_one = b.along(op::norm, all_axes, p.gradient);
      norm = norm == graph::none ? of_one : b.apply(op::hypot, norm, of_one);
    }
    return norm;
  }

  template <class Group>
  constexpr bool selects(parameter_update const& p) const {
    graph::node const& n = b[p.parameter];
    return p.takes_part() && Group::selects(b.leaves[n.leaf].identifier, n.shape);
  }
  template <class Group>
  constexpr void report_empty() {
    b.report({graph::problem_kind::group_without_parameters, name::ending(meta::type_name<Group>())});
  }

  B& b;
  bool has_parameters = false, is_for_any_rule = false;
  meta::list<parameter_update> each;
  meta::list<scheduled_scalar> scheduled;
  std::uint32_t first_of_all = 0;  // of those that take part
  name unread{};                   // the last element whose change nothing has read yet
};

/// One training step as a program, its loss in training mode (expr/mode.hpp): output 0 is the loss before the update;
/// every parameter in it is updated.
template <auto const& Loss, class Optimizer>
struct update_of {
  template <class B>
  static constexpr void lower(B& b) {
    graph::id const root = b.within_mode(true, [&] { return Loss.lower(b); });
    b.output(root);
    update_lowering<B> lowering(b, root);
    lowering.template apply<Optimizer>();
    lowering.finish();
  }
};

}  // namespace train
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
