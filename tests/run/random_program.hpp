// SPDX-License-Identifier: BSL-1.0
// What the plan and the kernels make of programs written at random has to be what the interpreter finds, which knows neither fusion,
// nor memory, nor order.
#pragma once

#include "../plain_matrix.hpp"
#include "../plan/simulation.hpp"
#include "random_author.hpp"

#include "tapeless/run/node_value.hpp"
#include "tapeless/run/program.hpp"

#include <array>
#include <string>
#include <vector>

namespace random_program {

inline constexpr auto x = tl::input<"x", 3>;
inline constexpr auto X = tl::input<"X", 2, 3>;
inline constexpr auto y = tl::label<"y", 3>;
inline constexpr auto rate = tl::scalar<"rate">;

/// The data of a run, and what the oracle makes of it; nothing in here depends on the seed at compile time.
struct experiment {
  std::uint32_t count = 1;
  std::array<double, samples * 3> x_data{};
  std::array<double, samples * 6> X_data{};
  std::array<std::uint8_t, samples> y_data{};
  double rate = 0.125;

  explicit experiment(std::uint32_t seed, bool batched) {
    plain::numbers draw(0.001 * seed);
    for (double& each : x_data) each = draw();
    for (double& each : X_data) each = draw();
    for (std::uint32_t s = 0; s < samples; ++s) y_data[s] = static_cast<std::uint8_t>((seed + s * s) % 3);
    count = batched ? 1 + seed % samples : 1;
  }

  /// Values of a leaf, column after column, sample after sample; `stored` where it is a parameter or a state.
  void write_leaf(tl::graph::leaf_info const& leaf, std::uint32_t s, double const* stored, double* to) const {
    using tl::leaf_kind;
    std::uint32_t const size = leaf.shape.size();
    for (std::uint32_t e = 0; e < size; ++e) {
      if (leaf.kind == leaf_kind::scalar)
        to[e] = rate;
      else if (leaf.kind == leaf_kind::label)
        to[e] = y_data[s] == e ? 1 : 0;
      else if (leaf.kind != leaf_kind::input)
        to[e] = stored[e];
      else if (size == 3)
        to[e] = x_data[s * 3 + e];
      else
        to[e] = X_data[s * 6 + e % 2 * 3 + e / 2];
    }
  }

  /// All nodes of a graph by the interpreter. `stored[l]`: where leaf l lies before the run.
  std::vector<double> interpret(tl::graph::view const& g, std::vector<std::uint32_t>& offsets,
                                std::vector<double const*> const& stored) const {
    offsets.assign(g.node_count + 1, 0);
    for (id v = 0; v < g.node_count; ++v) offsets[v + 1] = offsets[v] + g[v].shape.total();
    std::vector<double> values(offsets[g.node_count]);
    for (id v = 0; v < g.node_count; ++v) {
      if (g[v].code != op::leaf) continue;
      std::uint32_t const times = g[v].shape.is_batched() ? count : 1;
      for (std::uint32_t s = 0; s < times; ++s)
        write_leaf(g.leaves[g[v].leaf], s, stored[g[v].leaf], values.data() + offsets[v] + s * g[v].shape.size());
    }
    tl::run::interpret(g, offsets.data(), values.data(), count);
    return values;
  }
};

inline bool agree(double found, double expected) {
  return (std::isnan(found) && std::isnan(expected)) || found == expected || plain::close(found, expected, 1e-12);
}

/// What a program did, to be compared with the oracle.
struct outcome {
  std::vector<std::vector<double>> outputs;
  std::vector<double> parameters;
  std::vector<double> state;
};

template <class View>
std::vector<double> flat(View const& v) {
  std::vector<double> all;
  auto const add = [&](auto const& each) {
    for (std::uint32_t j = 0; j < each.columns(); ++j)
      for (std::uint32_t i = 0; i < each.rows(); ++i) all.push_back(each(i, j));
  };
  if constexpr (requires { v.rows(); }) {
    add(v);
  } else {
    for (std::uint32_t s = 0; s < v.size(); ++s) add(v[s]);
  }
  return all;
}

/// NaN between the columns.
template <class Store>
void fill(Store& store, plain::numbers& draw) {
  for (std::uint32_t i = 0; i < store.stored_size(); ++i) store.data()[i] = std::nan("");
  store.for_each([&](tl::name const&, auto const& leaf) {
    for (std::uint32_t j = 0; j < leaf.columns(); ++j)
      for (std::uint32_t i = 0; i < leaf.rows(); ++i) leaf(i, j) = draw();
  });
}

inline void compare(std::uint32_t seed, tl::graph::view const& g, experiment const& e, outcome const& before,
                    outcome const& after) {
  std::vector<double const*> stored(g.leaf_count, nullptr);
  std::vector<std::size_t> place(g.leaf_count, 0);
  std::size_t at[2]{};
  for (std::uint32_t l = 0; l < g.leaf_count; ++l) {
    bool const is_parameter = g.leaves[l].kind == tl::leaf_kind::parameter;
    if (!is_parameter && g.leaves[l].kind != tl::leaf_kind::state) continue;
    place[l] = at[is_parameter];
    stored[l] = (is_parameter ? before.parameters : before.state).data() + place[l];
    at[is_parameter] += g.leaves[l].shape.size();
  }
  std::vector<std::uint32_t> offsets;
  std::vector<double> const values = e.interpret(g, offsets, stored);
  std::size_t finite = 0;
  for (std::uint32_t o = 0; o < g.output_count; ++o)
    for (std::size_t i = 0; i < after.outputs[o].size(); ++i) {
      double const expected = values[offsets[g.outputs[o]] + i];
      if (std::isfinite(expected)) ++finite;
      BOOST_TEST(agree(after.outputs[o][i], expected), "seed " << seed << " output " << o << " element " << i << ": "
                                                               << after.outputs[o][i] << ", interpreted " << expected);
    }
  outcome wanted = before;
  for (std::uint32_t a = 0; a < g.assign_count; ++a) {
    tl::graph::leaf_info const& leaf = g.leaves[g.assigns[a].leaf];
    double* const to =
        (leaf.kind == tl::leaf_kind::parameter ? wanted.parameters : wanted.state).data() + place[g.assigns[a].leaf];
    for (std::uint32_t i = 0; i < leaf.shape.size(); ++i) to[i] = values[offsets[g.assigns[a].value] + i];
  }
  for (std::size_t i = 0; i < wanted.parameters.size(); ++i)
    BOOST_TEST(agree(after.parameters[i], wanted.parameters[i]), "seed " << seed << " parameter element " << i << ": "
                                                                         << after.parameters[i] << ", interpreted "
                                                                         << wanted.parameters[i]);
  for (std::size_t i = 0; i < wanted.state.size(); ++i)
    BOOST_TEST(agree(after.state[i], wanted.state[i]), "seed " << seed << " state element " << i << ": "
                                                               << after.state[i] << ", interpreted "
                                                               << wanted.state[i]);
  BOOST_TEST(finite > 0, "seed " << seed << " has no finite output: it compares nothing");
}

/// Runs a program once and compares every output, every parameter and every state with the interpreter.
template <class Source>
void check_source(std::uint32_t seed) {
  using program = tl::basic_program<double, Source>;
  static constexpr tl::graph::view g = tl::graph::view_of(tl::rules::lowered<Source>);
  static_assert(tl::rules::lowered<Source>.found.kind == tl::graph::problem_kind::nothing);
  static_assert(g.assign_count > 0 && g.output_count > 0);
  static typename program::workspace memory{};
  typename program::parameters parameters{};
  typename program::state state{};
  plain::numbers draw(0.37 + 0.01 * seed);
  fill(parameters, draw);
  fill(state, draw);
  auto const copy = [](auto& store) {
    std::vector<double> all;
    store.for_each([&](tl::name const&, auto const& leaf) {
      for (double const each : flat(leaf)) all.push_back(each);
    });
    return all;
  };
  outcome const before{{}, copy(parameters), copy(state)};
  experiment const e(seed, g.batch != 0);
  for (std::size_t i = 0; i < program::workspace_bytes / sizeof(double); ++i)
    memory.data()[i] = std::nan("");  // nothing is read unwritten
  using bytes = std::span<std::uint8_t const>;
  using reals = std::span<double const>;
  auto const result = program::run(memory, if_needed(tl::bind(x, reals(e.x_data).first(e.count * 3))),
                                   if_needed(tl::bind(X, reals(e.X_data).first(e.count * 6))),
                                   if_needed(tl::bind(y, bytes(e.y_data).first(e.count))),
                                   if_needed(tl::bind(rate, e.rate)), parameters, state);
  BOOST_TEST_REQUIRE(static_cast<bool>(result));
  outcome after{{}, copy(parameters), copy(state)};
  [&]<std::uint32_t... O>(std::integer_sequence<std::uint32_t, O...>) {
    (after.outputs.push_back(flat(result.template output<O>())), ...);
  }
  (std::make_integer_sequence<std::uint32_t, g.output_count>{});
  compare(seed, g, e, before, after);
  std::string const plan_error = plan_simulation::first_error<Source>();
  BOOST_TEST(plan_error == "", "seed " << seed << ": " << plan_error);
}

template <std::uint32_t Seed>
void check() {
  check_source<source<Seed>>(Seed);
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
