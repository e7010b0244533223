// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/run/binding.hpp"
#include "tapeless/run/leaf_source.hpp"
#include "tapeless/run/node_value.hpp"
#include "tapeless/run/outputs.hpp"
#include "tapeless/run/refusal.hpp"
#include "tapeless/run/tensor.hpp"
#include "tapeless/run/verdict.hpp"

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace run {

/// The graph of a source as a builder of the type `Builder` writes it: simplified, or as it was written
/// (graph::plain_builder).
template <class Source, class Builder>
struct graph_by {
  static constexpr auto graph = rules::lower<Source, Builder>();
};
template <class Source>
struct graph_by<Source, rules::simplifier> {
  static constexpr auto const& graph = rules::lowered<Source>;
};

/// Wrong data: ends the evaluation, in a constant expression with an error that names this function and what is wrong.
template <run_error What>
[[noreturn]] inline void evaluation_stops() {
  a_refused_run_has_no_values({What});
}

/// One evaluation of all outputs and assignments of a source, node after node, without a plan; the memory (one number
/// for each element of each node) is inside the object. Usable in constant expressions.
template <class T, class Source, class Builder = rules::simplifier>
class interpretation {
public:
  static constexpr auto const& g = graph_by<Source, Builder>::graph;

  template <class... B>
  constexpr explicit interpretation(B const&... bindings) {
    if constexpr (!computes_in<T>() || !verdict<Source>::well_formed() || !(is_binding<B>() && ...)) {
      return;
    } else if constexpr (all_bound<B...>(std::make_integer_sequence<std::uint32_t, g.size.leaves>{})) {
      (note_samples(bindings, false), ...);
      if (!counted && g.batch != 0)
        (note_samples(bindings, true), ...);  // nobody reads a sample, but batch_sum counts them
      for (graph::id v = 0; v < g.size.nodes; ++v)
        if (g.nodes[v].code == op::leaf && !(fill(bindings, v) || ...)) evaluation_stops<run_error::no_samples>();
      interpret(graph::view_of(g), offsets.data(), values, samples, is_random ? numbers : nullptr);
    }
  }

  /// The value of output number I: a tensor, or with a batch axis a batch_tensor of the samples that were bound.
  template <std::uint32_t I>
  constexpr auto output() const {
    return value_at<g.nodes[g.outputs[I]].shape>(g.outputs[I]);
  }
  /// The value of an output, by the expression itself.
  template <expression E>
  constexpr auto operator[](E const& e) const {
    static_assert(is_output<Source, E>, "tapeless: this expression is no output of the program");
    return value_at<g.nodes[g.outputs[first_output<Source, E>]].shape>(g.outputs[find_output<Source>(e)]);
  }
  /// What assignment number I stores.
  template <std::uint32_t I>
  constexpr auto assigned() const {
    return value_at<g.leaves[g.assigns[I].leaf].shape>(g.assigns[I].value);
  }
  /// What is stored into a leaf.
  template <leaf_expression L>
  constexpr auto assigned(L const& target) const {
    for (graph::assigned_leaf const& each : g.assigns)
      if (g.leaves[each.leaf].identifier == target.identifier) return value_at<L::shape>(each.value);
    __builtin_trap();
  }
  constexpr std::uint32_t sample_count() const { return samples; }

private:
  static constexpr auto offsets = node_offsets(g);
  static constexpr std::uint64_t elements = elements_of_all_nodes(g);
  static constexpr std::uint32_t room = g.batch == 0 ? 1 : g.batch;
  static constexpr bool is_random = graph::count_streams(graph::view_of(g)) != 0;

  template <std::uint32_t Leaf>
  static constexpr name leaf_identifier = g.leaves[Leaf].identifier;

  /// One error for what is no binding, and none for what had its own.
  template <class B>
  static constexpr bool is_binding() {
    if constexpr (requires { B::had_its_error; }) {
      return false;
    } else {
      static_assert(
          readable_binding<B> || error::no_binding<B>,
          "tapeless: evaluate takes bind(leaf, data) and stores of parameters and states; see no_binding<type>");
      return readable_binding<B>;
    }
  }
  template <class... B, std::uint32_t... Leaf>
  static constexpr bool all_bound(std::integer_sequence<std::uint32_t, Leaf...>) {
    return (bound<Leaf, B...>() && ...);
  }
  template <std::uint32_t Leaf, class... B>
  static constexpr bool bound() {
    constexpr bool found = (leaf_source<B>::may_serve(g.leaves[Leaf]) || ...) || !is_read(Leaf);
    static_assert(found || error::missing_binding<error::named_as<leaf_identifier<Leaf>>>,
                  "tapeless: a leaf of the program is not bound; see named<characters>");
    return found;
  }
  static constexpr bool is_read(std::uint32_t leaf) {
    for (graph::node const& each : g.nodes)
      if (each.leaf == leaf) return true;
    return false;
  }

  template <class B>
  constexpr void note_samples(B const& binding, bool unread) {
    std::size_t const given = leaf_source<B>::sample_count(binding);
    bool used = unread && !counted;
    for (graph::leaf_info const& info : g.leaves) used = used || leaf_source<B>::serves(binding, info);
    if (given == run::unknown_size || !used) return;
    if (given == 0) evaluation_stops<run_error::no_samples>();
    if (!leaf_source<B>::is_whole(binding)) evaluation_stops<run_error::incomplete_sample>();
    if (given > room) evaluation_stops<run_error::too_many_samples>();
    if (counted && given != samples) evaluation_stops<run_error::sample_counts_differ>();
    if constexpr (is_random && requires { leaf_source<B>::sample_number(binding, 0u); })
      for (std::uint32_t s = 0; s < given && !counted; ++s) numbers[s] = leaf_source<B>::sample_number(binding, s);
    counted = true;
    samples = static_cast<std::uint32_t>(given);
  }

  template <class B>
  constexpr bool fill(B const& binding, graph::id v) {
    graph::leaf_info const& info = g.leaves[g.nodes[v].leaf];
    if (!leaf_source<B>::serves(binding, info)) return false;
    std::uint32_t const count = g.nodes[v].shape.is_batched() ? samples : 1;
    for (std::uint32_t s = 0; s < count; ++s) {
      run_error const outcome = leaf_source<B>::write(binding, info, s, values + offsets[v] + s * info.shape.size());
      if (outcome == run_error::row_out_of_range) evaluation_stops<run_error::row_out_of_range>();
      if (outcome == run_error::not_initialized) evaluation_stops<run_error::not_initialized>();
      if (outcome == run_error::label_out_of_range) evaluation_stops<run_error::label_out_of_range>();
    }
    return true;
  }

  template <extents Shape>
  constexpr auto value_at(graph::id v) const {
    T const* from = values + offsets[v];
    if constexpr (Shape.is_batched()) {
      batch_tensor<T, Shape.rows, Shape.columns, Shape.batch> result{.count = samples};
      for (std::uint32_t s = 0; s < samples; ++s)
        for (T& each : result.samples[s].values) each = *from++;
      return result;
    } else {
      // a scalar may stand for a whole matrix of equal elements
      bool const repeated = g.nodes[v].shape.is_scalar();
      tensor<T, Shape.rows, Shape.columns> result{};
      for (T& each : result.values) each = repeated ? *from : *from++;
      return result;
    }
  }

  T values[array_length<Source, elements>()]{};
  std::uint32_t numbers[is_random ? room : 1]{};  // of the samples in the data that was bound first
  std::uint32_t samples = 1;
  bool counted = false;
};

}  // namespace run

/// The value of an expression of static storage, computed node by node: `static_assert(evaluate<double, f>(bind(x, at))
/// == 3)`. Leaves are bound as for a program; parameters and state also by `bind(W, rows)`, or by a store.
template <class T, auto const& E, class... B>
constexpr auto evaluate(B const&... bindings) {
  static_assert(rules::is_constant<rules::listed<E>>());
  return run::interpretation<T, rules::listed<E>>(bindings...).template output<0>();
}
/// For evaluate<f>(…): one error.
template <auto const& E, class... B>
constexpr double evaluate(B const&...) {
  static_assert(error::evaluated_in_no_type<B...>, "tapeless: evaluate<double, f>(bindings): in double, or in float");
  return 0;
}
/// For evaluate<double>(f, …): one error.
template <class T = double, expression E, class... B>
constexpr auto evaluate(E const&, B const&...) {
  static_assert(error::expression_as_an_argument<error::shape_of<E::shape.rows, E::shape.columns>>,
                "tapeless: evaluate<double, f>(bindings): the expression is a template argument");
  return tensor<T, E::shape.rows, E::shape.columns>{};
}

}  // namespace TAPELESS_TARGET
}  // namespace tapeless
