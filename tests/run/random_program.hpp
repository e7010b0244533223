// SPDX-License-Identifier: BSL-1.0
// What the plan and the kernels make of programs written at random has to be what the interpreter finds, which knows
// neither fusion, nor memory, nor order.
#pragma once

#include "../plan/simulation.hpp"
#include "random_judge.hpp"
#include "random_options.hpp"
#include "random_placement.hpp"

#include "tapeless/run/program.hpp"

#include <string>
#include <tuple>
#include <vector>

namespace random_program {

/// Runs a program once and compares every output, every parameter and every state with the interpreter.
template <class T, class Source, std::uint32_t Seed>
class experiment {
  using program = tl::basic_program<T, Source>;
  static constexpr tl::graph::view g = tl::graph::view_of(tl::rules::lowered<Source>);
  static_assert(tl::rules::lowered<Source>.found.kind == tl::graph::problem_kind::nothing);
  static_assert(g.assign_count > 0 && g.output_count > 0);

public:
  experiment() : d(Seed, g.batch) {}

  void run() {
    std::string const plan_error = plan_simulation::first_error<Source>();
    BOOST_TEST(plan_error == "", "seed " << Seed << ": " << plan_error);
    note_kernels<T, Source>();
    with_bindings(std::tuple<>(), std::integral_constant<std::uint32_t, 0>{});
  }

private:
  /// The leaves as they were written: those that are read, and those that the laws removed.
  static constexpr std::uint32_t read = tl::rules::lowered<Source>.size.leaves;
  static constexpr std::uint32_t leaves = read + tl::rules::lowered<Source>.size.unread;
  static constexpr tl::graph::leaf_info const& leaf_at(std::uint32_t l) {
    return l < read ? g.leaves[l] : tl::rules::lowered<Source>.unread[l - read];
  }

  /// Binds the leaves from number L on, and runs.
  template <class... B, std::uint32_t L>
  void with_bindings(std::tuple<B...> const& bound, std::integral_constant<std::uint32_t, L>) {
    using next = std::integral_constant<std::uint32_t, L + 1>;
    if constexpr (L == leaves) {
      std::apply([&](auto const&... bindings) { run_with(bindings...); }, bound);
    } else if constexpr (leaf_at(L).kind == tl::leaf_kind::scalar) {
      constexpr auto leaf = tl::scalar<"rate">;
      with_bindings(std::tuple_cat(bound, std::tuple(tl::bind(leaf, 0.125F))), next{});
    } else if constexpr (leaf_at(L).kind == tl::leaf_kind::label) {
      placed<std::uint8_t> const here = place<std::uint8_t>(leaf_at(L), d, gap(Seed, L));
      constexpr auto leaf = tl::label<"y", leaf_at(L).shape.rows>;
      with_data<L>(leaf, here, bound, next{});
    } else if constexpr (leaf_at(L).kind == tl::leaf_kind::input) {
      placed<T> const here = place<T>(leaf_at(L), d, gap(Seed, L));
      constexpr std::uint32_t rows = leaf_at(L).shape.rows, columns = leaf_at(L).shape.columns;
      if constexpr (leaf_at(L).identifier == called("x")) {
        with_data<L>(tl::input<"x", rows, columns>, here, bound, next{});
      } else if constexpr (leaf_at(L).identifier == called("X")) {
        with_data<L>(tl::input<"X", rows, columns>, here, bound, next{});
      } else {
        with_data<L>(tl::input<"z", rows, columns>, here, bound, next{});
      }
    } else {
      with_bindings(bound, next{});
    }
  }
  template <std::uint32_t L, class Leaf, class Element, class Bound, class Next>
  void with_data(Leaf const& leaf, placed<Element> const& here, Bound const& bound, Next next) {
    std::span<Element const> const all(here.values);
    tl::stride const step{here.step};
    std::vector<std::uint32_t> const list = d.list();
    auto const chosen = [&] {
      if constexpr (data::has_list(Seed))
        return std::tuple(tl::rows{list});
      else
        return std::tuple();
    }();
    auto const numbered = [&] {
      if constexpr (data::has_first_row(Seed))
        return std::tuple(tl::first_row{d.first_row()});
      else
        return std::tuple();
    }();
    auto const bind = [&](auto const&... options) { return tl::bind(leaf, all, options...); };
    auto const binding = std::apply(bind, std::tuple_cat(std::tuple(step), chosen, numbered));
    with_bindings(std::tuple_cat(bound, std::tuple(binding)), next);
  }

  template <class... B>
  void run_with(B const&... bindings) {
    fenced<T, typename program::parameters> parameters(g, d);
    fenced<T, typename program::state> state(g, d);
    static typename program::workspace memory{};
    for (std::size_t i = 0; i < program::workspace_bytes / sizeof(T); ++i)
      memory.data()[i] = std::numeric_limits<T>::quiet_NaN();  // nothing is read unwritten
    auto const result = program::run(memory, bindings..., parameters.store, state.store);
    BOOST_TEST_REQUIRE(static_cast<bool>(result), "seed " << Seed << " was refused");
    outcome after{{}, std::vector<std::vector<double>>(g.leaf_count)};
    auto const copy = [&](auto& store) {
      store.for_each([&](tl::name const& identifier, auto const& leaf) {
        for (std::uint32_t l = 0; l < g.leaf_count; ++l)
          if (g.leaves[l].identifier == identifier) after.leaves[l] = flat(leaf);
      });
    };
    copy(parameters.store);
    copy(state.store);
    [&]<std::uint32_t... O>(std::integer_sequence<std::uint32_t, O...>) {
      (after.outputs.push_back(flat(result.template output<O>())), ...);
    }
    (std::make_integer_sequence<std::uint32_t, g.output_count>{});
    judge(Seed, g, d, sizeof(T) == 4).compare(after);
    BOOST_TEST((parameters.is_whole() && state.is_whole()), "seed " << Seed << " writes beside its stores");
  }

  data d;
};

/// Float and double by turns.
template <std::uint32_t Seed>
void check() {
  using element = std::conditional_t<Seed / 2 % 2 == 0, float, double>;
  experiment<element, planned_source<Seed>, Seed>().run();
}

template <std::uint32_t... Seeds>
void check_seeds() {
  (check<Seeds>(), ...);
}
template <std::uint32_t First, std::uint32_t... I>
void check_each(std::integer_sequence<std::uint32_t, I...>) {
  (check<First + I>(), ...);
}
/// Seeds First … First + Count − 1.
template <std::uint32_t First, std::uint32_t Count>
void check_range() {
  check_each<First>(std::make_integer_sequence<std::uint32_t, Count>{});
}

}  // namespace random_program
