// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/run/binding.hpp"
#include "tapeless/run/execute.hpp"
#include "tapeless/run/result.hpp"
#include "tapeless/run/store.hpp"
#include "tapeless/run/verdict.hpp"

namespace tapeless::inline TAPELESS_TARGET::run {

template <class B>
concept store_argument = requires { typename std::remove_const_t<B>::layout; };
template <class B>
concept data_argument = requires { std::remove_const_t<B>::sample_size; };
template <class B>
concept leaf_argument = requires { typename std::remove_const_t<B>::leaf; };

/// A set of named scalars, e.g. the hyperparameters of an optimizer.
template <class B>
concept scalar_set_argument = requires(name const& wanted) { std::remove_const_t<B>::find(wanted); std::remove_const_t<B>::names; };

/// Whether binding B serves a leaf.
template <class B>
constexpr bool serves(graph::leaf_info const& info) {
  if constexpr (scalar_set_argument<B>) {
    return info.kind == leaf_kind::scalar && std::remove_const_t<B>::find(info.identifier) < std::remove_const_t<B>::count;
  } else if constexpr (store_argument<B>) {
    return std::remove_const_t<B>::kind == info.kind;
  } else {
    using leaf = typename std::remove_const_t<B>::leaf;
    return leaf::kind == info.kind && leaf::identifier == info.identifier;
  }
}

template <class Source, leaf_kind Kind, class... B>
struct bound_layout {
  using type = layout<Source, Kind>;
};
template <class Source, leaf_kind Kind, class First, class... Rest>
struct bound_layout<Source, Kind, First, Rest...> : bound_layout<Source, Kind, Rest...> {};
template <class Source, leaf_kind Kind, store_argument First, class... Rest>
  requires(std::remove_const_t<First>::kind == Kind)
struct bound_layout<Source, Kind, First, Rest...> {
  using type = typename std::remove_const_t<First>::layout;
};

/// One call of a program: checks at compile time that every leaf is served and at run time that the data is right, then runs.
template <class T, class Source, class... B>
class bound_run {
public:
  using layouts = store_layouts<typename bound_layout<Source, leaf_kind::parameter, B...>::type,
                                typename bound_layout<Source, leaf_kind::state, B...>::type>;
  using result = run_result<T, Source, layouts>;
  static constexpr auto const& g = rules::lowered<Source>;
  static constexpr std::uint32_t leaves = g.size.leaves;

  constexpr explicit bound_run(T* workspace_memory) { at.workspace = workspace_memory; }

  result operator()(B&... bindings) {
    if constexpr (verdict<Source>::well_formed() && all_served()) {
      (take(bindings), ...);
      (check_labels(bindings), ...);
      if (status) run_steps<Source, layouts>(at);
    }
    return result(status, at);
  }

private:
  template <std::uint32_t Leaf>
  static constexpr name leaf_identifier = g.leaves[Leaf].identifier;

  /// The first leaf for which `wrong` holds, or `leaves`. A loop over values: an instantiation for each leaf would cost compile time
  /// and meet clang's limit of 256 operands in a fold.
  template <class Wrong>
  static constexpr std::uint32_t first_leaf(Wrong const& wrong) {
    std::uint32_t leaf_number = 0;
    while (leaf_number < leaves && !wrong(leaf_number)) ++leaf_number;
    return leaf_number;
  }
  template <leaf_kind Kind>
  static constexpr bool in_store(graph::leaf_info const& info) {
    using layout = typename layouts::template of<Kind>;
    std::uint32_t const found = layout::find(info.identifier);
    return found < layout::count && layout::table.each[found].shape == info.shape;
  }
  static constexpr std::uint32_t unbound = first_leaf([](std::uint32_t candidate) { return !(serves<B>(g.leaves[candidate]) || ...); });
  static constexpr std::uint32_t not_in_store = first_leaf([](std::uint32_t candidate) {
    return (g.leaves[candidate].kind == leaf_kind::parameter && !in_store<leaf_kind::parameter>(g.leaves[candidate])) ||
           (g.leaves[candidate].kind == leaf_kind::state && !in_store<leaf_kind::state>(g.leaves[candidate]));
  });
  static constexpr std::uint32_t not_writable = first_leaf([](std::uint32_t candidate) {
    bool assigned = false;
    for (auto const& assignment : g.assigns) assigned = assigned || assignment.leaf == candidate;
    return assigned && ((std::is_const_v<B> && serves<B>(g.leaves[candidate])) || ...);
  });

  /// One error for the first leaf that is not served.
  static constexpr bool all_served() {
    if constexpr (unbound < leaves) {
      static_assert(error::missing_binding<error::named_as<leaf_identifier<unbound>>>,
                    "tapeless: a leaf of the program is not bound; see named<characters>");
    } else if constexpr (not_in_store < leaves) {
      static_assert(error::missing_in_store<error::named_as<leaf_identifier<not_in_store>>>,
                    "tapeless: the bound store holds no such leaf of that shape; see named<characters>");
    } else if constexpr (not_writable < leaves) {
      static_assert(error::assigned_to_a_constant_store<error::named_as<leaf_identifier<not_writable>>>,
                    "tapeless: the program assigns to a leaf of a constant store; see named<characters>");
    }
    return unbound == leaves && not_in_store == leaves && not_writable == leaves;
  }

  /// The number of the leaf that a binding serves, or `leaves`: bindings nobody needs are allowed.
  template <class Binding>
  static constexpr std::uint32_t leaf_of() {
    std::uint32_t l = 0;
    while (l < leaves && !serves<Binding>(g.leaves[l])) ++l;
    return l;
  }

  template <class Binding>
  void take(Binding& binding) {
    if constexpr (store_argument<Binding>) {
      static_assert(std::is_same_v<typename std::remove_const_t<Binding>::element, T>, "tapeless: a store of another element type is bound");
      // a constant store is never written: `writable` saw to that
      T* const base = const_cast<T*>(binding.data());
      (std::remove_const_t<Binding>::kind == leaf_kind::parameter ? at.parameters : at.state) = base;
    } else if constexpr (scalar_set_argument<Binding>) {
      take_scalars(binding, std::make_index_sequence<std::remove_const_t<Binding>::count>{});
    } else if constexpr (constexpr std::uint32_t l = leaf_of<Binding>(); l < leaves) {
      constexpr std::uint32_t position = context<T, Source>::position(l);
      if constexpr (data_argument<Binding>) {
        check_count(binding, l);
        check_rows(binding, l);
        if constexpr (g.leaves[l].kind == leaf_kind::label) {
          static_assert(std::is_integral_v<typename Binding::element>, "tapeless: labels are integers");
          using integer = typename Binding::element;
          at.label[position] = {binding.data, sizeof(integer), std::is_signed_v<integer>, binding.step, binding.index};
        } else {
          static_assert(std::is_same_v<typename Binding::element, T>, "tapeless: data of another element type is bound");
          at.input[position] = {binding.data, binding.step, binding.index};
        }
      } else {
        at.scalar[position] = static_cast<T>(binding.value);
      }
    }
  }

  template <class Binding, std::size_t... I>
  [[gnu::always_inline]] void take_scalars(Binding& binding, std::index_sequence<I...>) {
    (take_scalar<I>(binding), ...);
  }
  template <std::size_t I, class Binding>
  [[gnu::always_inline]] void take_scalar(Binding& binding) {
    constexpr std::uint32_t l = first_leaf([](std::uint32_t candidate) {
      return g.leaves[candidate].kind == leaf_kind::scalar && g.leaves[candidate].identifier == std::remove_const_t<Binding>::names[I];
    });
    if constexpr (l < leaves) at.scalar[context<T, Source>::position(l)] = binding.values[I];
  }

  void fail(run_status const& what) {
    if (status) status = what;
  }

  template <class Binding>
  void check_count(Binding const& binding, std::uint32_t l) {
    constexpr std::size_t room = g.batch == 0 ? 1 : g.batch;
    if constexpr (Binding::static_size != unknown_size) {
      constexpr std::size_t given = Binding::static_size / Binding::sample_size;
      static_assert(given <= room || error::bound_to_wrong_size<error::named_as<leaf_name<typename Binding::leaf>>, room * Binding::sample_size, Binding::static_size>,
                    "tapeless: the bound data holds more samples than the program takes; see bound_to_wrong_size<name, needed, given>");
    }
    std::size_t const count = binding.count();
    if (count == 0) fail({run_error::no_samples, g.leaves[l].identifier, 0, 1, 0});
    if (count > room) fail({run_error::too_many_samples, g.leaves[l].identifier, 0, room, count});
    if (counted && count != at.samples) fail({run_error::sample_counts_differ, g.leaves[l].identifier, 0, at.samples, count});
    if (!counted) {
      counted = true;
      at.samples = static_cast<std::uint32_t>(count);
      at.sample_count = static_cast<T>(at.samples);
    }
  }

  template <class Binding>
  void check_rows(Binding const& binding, std::uint32_t l) {
    if (binding.index == nullptr) return;
    std::size_t const available = binding.available();
    for (std::uint32_t s = 0; s < binding.index_count; ++s)
      if (binding.index[s] >= available) fail({run_error::row_out_of_range, g.leaves[l].identifier, s, available, binding.index[s]});
  }

  template <class Binding>
  void check_labels(Binding const&) {
    if constexpr (leaf_argument<Binding>) {
      constexpr std::uint32_t l = leaf_of<Binding>();
      if constexpr (l < leaves && g.leaves[l < leaves ? l : 0].kind == leaf_kind::label) {
        if (!status) return;
        constexpr std::uint32_t classes = g.leaves[l].shape.rows;
        kernel::class_indices const& labels = at.label[context<T, Source>::position(l)];
        for (std::uint32_t s = 0; s < at.samples; ++s)
          if (labels[s] >= classes) fail({run_error::label_out_of_range, g.leaves[l].identifier, s, classes, labels[s]});
      }
    }
  }

  context<T, Source> at{};
  run_status status{};
  bool counted = false;
};

}  // namespace tapeless::inline TAPELESS_TARGET::run
