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
  graph::id updated = graph::none;  ///< what it becomes
  graph::id applies = graph::none;  ///< in this step it becomes that where this number is above 0; none: in each
  bool is_selected = true;
  bool is_frozen = false;

  constexpr bool takes_part() const { return is_selected && !is_frozen; }
};

/// What stands for a scalar in the elements that are still to come: for one parameter, or (none) for what is shared.
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
      expect_the_same_steps<Element>();
      for (parameter_update& p : each)
        if (p.takes_part()) apply_to<Element>(p, norm);
      apply_to_shared<Element>(norm);
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
    graph::id const outer_applies = shared_applies;
    std::uint32_t const first = scheduled.size();
    ((apply<Elements>(), note_what_is_unread<Elements>()), ...);
    for (std::uint32_t i = 0; i < each.size(); ++i) each[i].is_selected = outer[i];
    shared_applies = outer_applies;
    for (std::uint32_t i = first; i < scheduled.size(); ++i)  // what was shared within the group is over
      if (scheduled[i].parameter == graph::none) scheduled[i].fingerprint = 0;
  }

  /// With the symbols standing for the parameter's nodes, and the states for leaves of its own:
  /// `net.0.weight.momentum`.
  template <class Element>
  constexpr void apply_to(parameter_update& p, graph::id norm) {
    name const owner = b.leaves[b[p.parameter].leaf].identifier;
    extents const shape = b[p.parameter].shape;
    std::uint32_t entered = enter_scheduled(p.parameter, norm) + 3;
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

  /// What an element does once for the whole program.
  template <class Element>
  constexpr void apply_to_shared(graph::id norm) {
    if constexpr (has_shared<Element>) {
      std::uint32_t const entered = enter_scheduled(graph::none, norm);
      boost::hana::for_each(rule_of<Element>(), [&]<class Assignment>(Assignment const& each_rule) {
        if constexpr (is_update_of_shared<Assignment>)
          assign(each_rule.target.lower(b), each_rule.value.lower(b), shared_applies);
      });
      lower_scheduled<Element, false>(graph::none);
      if constexpr (changes_nothing_at_times<Element>) shared_applies = both(shared_applies, Element::applies.lower(b));
      leave(entered);
      expect_the_same_values<Element>(norm);
    }
  }

  /// What is shared is one number, so it becomes the same for every parameter, and in the same steps. It does not where
  /// a group has a β or an `accumulate` of its own and the optimizer, which is for all, has Adam's 1 − βᵗ.
  template <class Element>
  constexpr void expect_the_same_steps() {
    for_each_shared<Element>([&]<class Assignment>(Assignment const&) {
      for (parameter_update const& one : each)
        if (one.takes_part() && one.applies != shared_applies) report_unlike<Assignment>(one);
    });
  }
  template <class Element>
  constexpr void expect_the_same_values(graph::id norm) {
    for_each_shared<Element>([&]<class Assignment>(Assignment const& each_rule) {
      if (scheduled.size() == 0) return;
      graph::id const shared = lowered_for(graph::none, each_rule.value, norm);
      for (parameter_update const& p : each)
        if (p.takes_part() && lowered_for(p.parameter, each_rule.value, norm) != shared) report_unlike<Assignment>(p);
    });
  }
  template <class Element, class Visit>
  static constexpr void for_each_shared(Visit const& visit) {
    boost::hana::for_each(rule_of<Element>(), [&]<class Assignment>(Assignment const& each_rule) {
      if constexpr (is_update_of_shared<Assignment>) visit(each_rule);
    });
  }
  template <class Value>
  constexpr graph::id lowered_for(graph::id parameter, Value const& value, graph::id norm) {
    std::uint32_t const entered = enter_scheduled(parameter, norm);
    graph::id const made = value.lower(b);
    leave(entered);
    return made;
  }
  template <class Assignment>
  constexpr void report_unlike(parameter_update const& p) {
    using target = std::remove_cvref_t<decltype(std::declval<Assignment>().target)>;
    b.report({graph::problem_kind::shared_by_unlike_parameters, target::identifier,
              b.leaves[b[p.parameter].leaf].identifier});
  }

  /// What an element puts in the place of scalars: what reads a parameter, its gradient or a state (which what is
  /// shared does not see) where these have been entered, all else where they have not. The builder remembers that:
  /// of each set of parameters for which scalars stand for the same it is lowered once.
  template <class Element, bool OfAParameter>
  constexpr void lower_scheduled(graph::id parameter) {
    boost::hana::for_each(scheduled_by<Element>(),
                          [&]<class Leaf, class Value>(scheduled_as<Leaf, Value> const& entry) {
                            if constexpr ((has_states<Element> || mentions_a_parameter<Value>()) == OfAParameter)
                              scheduled.push_back({entry.leaf.fingerprint, entry.value.lower(b), parameter});
                          });
  }
  constexpr std::uint32_t enter_scheduled(graph::id parameter, graph::id norm) {
    std::uint32_t entered = 0;
    for (scheduled_scalar const& s : scheduled) {
      if (s.parameter != parameter || s.fingerprint == 0) continue;
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
  bool has_parameters = false;
  meta::list<parameter_update> each;
  meta::list<scheduled_scalar> scheduled;
  graph::id shared_applies = graph::none;
  name unread{};  // the last element whose change nothing has read yet
  bool is_for_any_rule = false;
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
