// SPDX-License-Identifier: BSL-1.0
// The same comparison for planned programs: fused, scheduled, in one workspace. Each seed is a program of its own, made
// by the compiler.
#pragma once

#include "comparison.hpp"
#include "random_graph.hpp"

#include "tapeless/run/program.hpp"

#include <boost/test/unit_test.hpp>

namespace oracle {

template <std::uint32_t Seed>
inline constexpr recipe recipe_for = recipe_of(Seed);

template <std::uint32_t Seed, order Highest>
struct source {
  template <class B>
  static constexpr void lower(B& b) {
    writer<B>(b, recipe_for<Seed>).outputs(Highest);
  }
};

inline constexpr auto input_vector = tl::input<"x", 3>;
static_assert(input_vector.identifier == leaf_name(input_leaf) && input_vector.shape == leaves[input_leaf].shape);

/// The elements of the leaves of a store, column after column.
template <class Store>
void fill(Store& store, recipe const& r, tl::leaf_kind kind) {
  for (auto const& slot : Store::layout::table.each)
    for (std::uint32_t e = 0; e < slot.shape.size(); ++e)
      store.data()[slot.offset + e / slot.shape.rows * tl::plan::leading_dimension(slot.shape) + e % slot.shape.rows] =
          leaf_element(r, {kind, slot.shape, slot.identifier}, 0, e);
}

template <std::uint32_t O, class Result>
std::vector<double> output(Result const& result) {
  auto const matrix = result.template output<O>();
  std::vector<double> all;
  for (std::uint32_t j = 0; j < matrix.columns(); ++j)
    for (std::uint32_t i = 0; i < matrix.rows(); ++i) all.push_back(matrix(i, j));
  return all;
}

template <std::uint32_t Seed, order Highest>
void check() {
  using program = tl::basic_program<double, source<Seed, Highest>>;
  recipe const r = recipe_for<Seed>;
  static typename program::workspace memory{};
  typename program::parameters parameters{};
  typename program::state state{};
  fill(parameters, r, tl::leaf_kind::parameter);
  fill(state, r, tl::leaf_kind::state);
  std::vector<double> samples;
  for (std::uint32_t e = 0; e < r.runs() * input_vector.shape.size(); ++e)
    samples.push_back(input_element(r.seed, e / input_vector.shape.size(), e % input_vector.shape.size()));
  auto const result =
      program::run(memory, tl::if_needed(tl::bind(input_vector, std::span<double const>(samples))), parameters, state);
  BOOST_TEST_REQUIRE(static_cast<bool>(result));
  tapeless_answer answer{Highest, {}};
  [&]<std::uint32_t... O>(std::integer_sequence<std::uint32_t, O...>) {
    (answer.outputs.push_back(output<O>(result)), ...);
  }
  (std::make_integer_sequence<std::uint32_t, tl::rules::lowered<typename program::source>.size.outputs>{});
  std::string const wrong = difference(r, answer);
  BOOST_TEST(wrong == "", "seed " << Seed << '\n' << wrong << text_of(r));
}

/// Seeds First … First + Count − 1.
template <std::uint32_t First, std::uint32_t Count, order Highest>
void check_range() {
  []<std::uint32_t... I>(std::integer_sequence<std::uint32_t, I...>) { (check<First + I, Highest>(), ...); }
  (std::make_integer_sequence<std::uint32_t, Count>{});
}

}  // namespace oracle
