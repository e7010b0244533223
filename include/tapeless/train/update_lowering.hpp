// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/diff/reverse.hpp"
#include "tapeless/train/chain.hpp"
#include "tapeless/train/shared_states.hpp"
#include "tapeless/train/unread_change.hpp"

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace train {

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
      each.push_back(
          {.parameter = parameter, .gradient = diff::adjoint_of(b, minimized, parameter), .updated = parameter});
    }
  }

  template <class Element>
  constexpr void apply() {
    if constexpr (is_sequence<Element>) {
      apply_sequence(static_cast<Element const*>(nullptr));
    } else if constexpr (is_freeze<Element>) {
      freeze<Element>();
    } else {
      scalars.global_norm =
          mentioned_by<Element, global_norm_symbol>() ? norm_of_gradients(b, each) : graph::id{graph::none};
      shared.template share<Element>();
      for (parameter_update& p : each)
        if (p.takes_part()) apply_to<Element>(p);
      shared.template assign<Element>();
    }
  }

  /// Writes down what the parameters become, and counts the step where somebody reads how many there were.
  constexpr void finish() {
    if (unread.is_any()) report_behind(unread.element());
    bool is_any = false;
    for (parameter_update const& p : each) {
      if (!p.is_changed()) continue;
      assign_where(b, p.applies, p.parameter, p.updated);
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
    ((apply<Elements>(), unread.note<Elements>()), ...);
  }
  template <class Group, class... Elements>
  constexpr void apply_sequence(tapeless::optimizer::only<Group, Elements...> const*) {
    meta::list<bool> outer;
    bool is_any = false;
    for (parameter_update& p : each) {
      outer.push_back(p.is_selected);
      p.is_selected = is_selected_by<Group>(b, p);
      is_any = is_any || p.is_selected;
    }
    if (!is_any) report_empty<Group>();
    ((apply<Elements>(), unread.note<Elements>()), ...);
    for (std::uint32_t i = 0; i < each.size(); ++i) each[i].is_selected = outer[i];
  }
  template <class Element>
  constexpr void freeze() {
    bool is_any = false;
    for (parameter_update& p : each) {
      if (!is_selected_by<typename Element::group>(b, p)) continue;
      if (p.is_changed()) report_behind(name::ending(meta::type_name<Element>()));
      p.is_frozen = is_any = true;
    }
    if (!is_any) report_empty<typename Element::group>();
  }

  /// With the symbols standing for the parameter's nodes, and the states for leaves of its own:
  /// `net.0.weight.momentum`.
  template <class Element>
  constexpr void apply_to(parameter_update& p) {
    name const owner = name_of(b, p);
    extents const shape = b[p.parameter].shape;
    std::uint32_t entered =
        scalars.enter(p.parameter, scalars.scheduled_count()) + shared.template enter<Element>(p) + 3;
    scalars.template schedule_by<Element, false>(p.parameter);
    b.enter_replacement(update::parameter.fingerprint, p.parameter);
    b.enter_replacement(update::new_parameter.fingerprint, p.updated);
    b.enter_replacement(update::gradient.fingerprint, p.gradient);
    boost::hana::for_each(states_of<Element>(), [&]<class State>(State const&) {
      b.enter_replacement(State::fingerprint, b.leaf(leaf_kind::state, name(owner.view(), State::field), shape));
      ++entered;
    });
    scalars.template schedule_by<Element, true>(p.parameter);
    p = changed_by<Element>(p, owner);
    leave(b, entered);
  }
  template <class Element>
  constexpr parameter_update changed_by(parameter_update const& before, name const& owner) {
    parameter_update p = before;
    extents const shape = b[p.parameter].shape;
    boost::hana::for_each(
        rule_of<Element>(), [&]<class Target, class Value>(assignment<Target, Value> const& each_rule) {
          if constexpr (std::is_same_v<Target, std::remove_const_t<decltype(update::parameter)>>) {
            if (p.is_changed() && !expr::mentions<std::remove_const_t<decltype(update::new_parameter)>, Value>())
              b.report({graph::problem_kind::assigned_twice, owner});
            p.updated = b.broadcast(each_rule.value.lower(b), shape);
          } else if constexpr (!is_update_of_shared<assignment<Target, Value>>) {
            assign_where(b, before.applies, each_rule.target.lower(b), b.broadcast(each_rule.value.lower(b), shape));
          }
        });
    if constexpr (changes_the_gradient<Element>) p.gradient = b.broadcast(Element::gradient.lower(b), shape);
    if constexpr (changes_nothing_at_times<Element>)
      p.applies = where_both_apply(b, before.applies, Element::applies.lower(b));
    return p;
  }

  constexpr void report_behind(name const& element) {
    b.report({graph::problem_kind::element_behind_its_optimizer, element});
  }
  template <class Group>
  constexpr void report_empty() {
    b.report({graph::problem_kind::group_without_parameters, name::ending(meta::type_name<Group>())});
  }

  B& b;
  bool has_parameters = false;
  meta::list<parameter_update> each;
  scalar_values<B> scalars{b};
  shared_states<B> shared{b, each, scalars};
  unread_change unread;
};

}  // namespace train
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
