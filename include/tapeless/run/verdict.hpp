// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/meta/diagnostic.hpp"
#include "tapeless/rules/lowered.hpp"
#include "tapeless/shape/error.hpp"

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace run {

/// Turns what lowering found wrong with a program into one compile-time error that names leaves and shapes; true where
/// all is well. What stands for a mistake that was reported where it was made (`ill_formed`) is not well, without a
/// second error.
template <class Source>
struct verdict {
  static constexpr graph::problem found = rules::lowered<Source>.found;
  static constexpr name first = found.first;
  static constexpr name second = found.second;
  static constexpr extents left = found.left;
  static constexpr extents right = found.right;

  static constexpr bool is(graph::problem_kind kind) { return found.kind == kind; }

  /// Whether the program's values have sizes: asked by its stores and its workspace too, which may be all that is used
  /// of it.
  static constexpr bool countable() {
    if constexpr (is(graph::problem_kind::too_many_elements)) {
      static_assert(
          error::too_many_elements_in_a_batch<error::shape_of<left.rows, left.columns>, error::batch_of<left.batch>,
                                              error::at_most<most_elements>>,
          "tapeless: a value of this program has more elements, in all samples, than at_most<elements>; see shape_of<rows, columns>, batch_of<samples>");
    }
    return !is(graph::problem_kind::too_many_elements);
  }

  static constexpr bool well_formed() {
    using graph::problem_kind;
    if constexpr (is(problem_kind::one_name_two_leaves)) {
      static_assert(
          error::one_name_two_leaves<error::named_as<first>, error::left<left.rows, left.columns>,
                                     error::right<right.rows, right.columns>>,
          "tapeless: one name stands for leaves of different shape or kind; see named<characters>, left and right<rows, columns>");
    } else if constexpr (is(problem_kind::one_name_two_definitions)) {
      static_assert(error::one_name_two_definitions<error::named_as<first>>,
                    "tapeless: one name is defined twice, differently; see named<characters>");
    } else if constexpr (is(problem_kind::one_scope_two_networks)) {
      static_assert(error::one_scope_two_networks<error::named_as<first>, error::named_as<second>>,
                    "tapeless: two networks in one program need distinct scopes; see the two named<characters>");
    } else if constexpr (is(problem_kind::inside_and_outside_a_batch)) {
      static_assert(error::inside_and_outside_a_batch<error::named_as<first>>,
                    "tapeless: a per-sample leaf stands both inside batch<B> and outside; see named<characters>");
    } else if constexpr (is(problem_kind::two_batch_sizes)) {
      static_assert(error::two_batch_sizes<error::batch_of<left.batch>, error::batch_of<right.batch>>,
                    "tapeless: one program has one batch size; see batch_of<samples>");
    } else if constexpr (is(problem_kind::assigned_twice)) {
      static_assert(error::assigned_twice<error::named_as<first>>,
                    "tapeless: a leaf is assigned twice in one program; see named<characters>");
    } else if constexpr (is(problem_kind::nothing_is_trained)) {
      static_assert(
          error::nothing_is_trained<Source>,
          "tapeless: nothing is trained: all parameters of the loss are frozen, or in no group of an optimizer");
    } else if constexpr (is(problem_kind::group_without_parameters)) {
      static_assert(
          error::group_without_parameters<error::named_as<first>>,
          "tapeless: an optimizer's group selects no parameter of the loss that is trained; see named<characters "
          "of the group>");
    } else if constexpr (is(problem_kind::element_behind_its_optimizer)) {
      static_assert(
          error::element_behind_its_optimizer<error::named_as<first>>,
          "tapeless: freeze<group>, and what changes gradients or leaves out steps, stands before the optimizer of a chain: chain<freeze<group::named<\"bias\">>, clip_by_norm, momentum>; here it is behind, where it does nothing; see named<characters of the element>");
    } else if constexpr (is(problem_kind::kept_value_of_a_batch)) {
      static_assert(
          error::kept_value_of_a_batch<error::named_as<first>>,
          "tapeless: a state that is kept from call to call belongs to one sequence, and here each sample of a batch has one; train without the state (gru<n> for stateful<gru<n>>); see named<characters of it>");
    } else if constexpr (is(problem_kind::statistic_outside_of_a_batch)) {
      static_assert(
          error::statistic_outside_of_a_batch<error::shape_of<left.rows, left.columns>>,
          "tapeless: a mean over samples, as batch_norm in training takes it, stands within batch<B>(...), and not in a derivative for each sample: batch_mean(batch<B>(loss)); see shape_of<rows, columns>");
    } else if constexpr (!countable()) {
      return false;
    } else if constexpr (is(problem_kind::derivative_by_what_is_absent) && first.length == 0) {
      static_assert(
          error::derivative_by_an_expression_that_is_absent<error::shape_of<left.rows, left.columns>>,
          "tapeless: a derivative by x of an f in which x does not stand; x is an expression, of shape_of<rows, columns>: f has to be written with x itself, not with its parts (if zero is meant: of function_of(f, x))");
    } else if constexpr (is(problem_kind::derivative_by_what_is_absent)) {
      static_assert(
          error::derivative_by_what_is_absent<error::named_as<first>, error::shape_of<left.rows, left.columns>>,
          "tapeless: a derivative by x of an f in which x does not stand; see named<characters of x> (if zero is meant: of function_of(f, x))");
    } else if constexpr (is(problem_kind::derivative_in_two_modes)) {
      static_assert(
          error::derivative_in_two_modes<error::shape_of<left.rows, left.columns>>,
          "tapeless: a derivative by x of an f in which x stands in training and in inference mode, with two values: derive one part, training(grad(f, x)); x is of shape_of<rows, columns>");
    } else if constexpr (is(problem_kind::symbol_without_a_place)) {
      static_assert(
          error::symbol_without_a_place<error::named_as<first>>,
          "tapeless: update::state<name> stands in the rule of an optimizer whose states list it, and nowhere else; see named<characters>");
    } else if constexpr (is(problem_kind::no_forward_mode)) {
      static_assert(error::no_forward_mode<error::named_as<first>>,
                    "tapeless: a primitive with an adjoint of its own has no jvp; see named<characters>");
    }
    return found.kind == problem_kind::nothing;
  }
};

/// Whether T is a type that programs compute in; one error for each type that is none, wherever it is met.
template <class T>
constexpr bool computes_in() {
  static_assert(element_type<T> || error::element_type<T>,
                "tapeless: programs compute in float or in double; see element_type<given>");
  return element_type<T>;
}

/// The length of the array that holds so many elements of a program; `ForNone` for none, 1 where there was an error.
template <class Source, std::uint64_t Elements, std::size_t ForNone = 1>
constexpr std::size_t array_length() {
  if constexpr (!verdict<Source>::countable() || verdict<Source>::is(graph::problem_kind::ill_formed)) {
    return 1;
  } else if constexpr (Elements > most_elements) {
    static_assert(
        error::too_many_elements<error::elements<Elements>, error::at_most<most_elements>>,
        "tapeless: the parameters, the state, the workspace of a program have each at_most<elements>; see elements<needed>");
    return 1;
  } else {
    return Elements == 0 ? ForNone : static_cast<std::size_t>(Elements);
  }
}

}  // namespace run
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
