// SPDX-License-Identifier: BSL-1.0
#include "tapeless/plan/fusion.hpp"

#include "../plain_matrix.hpp"
#include "simulation.hpp"

#include "tapeless/diff/grad.hpp"
#include "tapeless/expr/batch.hpp"
#include "tapeless/expr/reduction.hpp"
#include "tapeless/nn/loss.hpp"
#include "tapeless/run/program.hpp"

namespace plan_fusion_test {

namespace tl = tapeless;
constexpr auto a = tl::parameter<"a", 3>;
constexpr auto b = tl::parameter<"b", 3>;
constexpr auto s = tl::parameter<"s">;
constexpr auto chain = tanh(2 * a + b % b) % exp(-a);
constexpr auto diamond = tanh(a) % tanh(a) + exp(tanh(a));
constexpr auto inner = tanh(a + b);
constexpr auto outside = exp(inner);
constexpr auto n1 = tanh(a);
constexpr auto n2 = tanh(n1);
constexpr auto n3 = tanh(n2);
constexpr auto n4 = tanh(n3);
constexpr auto n5 = tanh(n4);
constexpr auto n6 = tanh(n5);
constexpr auto scaled = (s + 1) * a;
constexpr auto reduced = sum(a % b) * a;

/// f(f(…f(a)…)), N times, f(x) = tanh(x) + b.
template <int N>
constexpr auto nested() {
  if constexpr (N == 0) {
    return a;
  } else {
    return tanh(nested<N - 1>()) + b;
  }
}
constexpr auto long_chain = nested<30>();

template <std::size_t... I>
constexpr auto sum_of_many(std::index_sequence<I...>) {
  return (... + (tl::parameter<tl::fixed_string<2>{{static_cast<char>('A' + I), '\0'}}, 3> % a));
}
constexpr auto many_inputs = sum_of_many(std::make_index_sequence<20>{});
constexpr auto Q = tl::parameter<"Q", 3, 3>;
/// The chain behind Q·b reads b too: one input more.
template <std::size_t... I>
constexpr auto behind_product(std::index_sequence<I...>) {
  return (... + tl::parameter<tl::fixed_string<2>{{static_cast<char>('A' + I), '\0'}}, 3>)+tanh(b) + Q * b;
}
constexpr auto as_many_as_fit = behind_product(std::make_index_sequence<tl::plan::max_fused_inputs - 1>{});
constexpr auto one_too_many = behind_product(std::make_index_sequence<tl::plan::max_fused_inputs>{});

template <auto const&... Outputs>
using planned = tl::plan::planned<tl::rules::listed<Outputs...>>;
template <auto const&... Outputs>
using with_chains_only =
    tl::plan::planned<tl::plan::with_options<tl::rules::listed<Outputs...>,
                                             tl::plan::options{.fuses_cores = false, .stores_on_the_way = false}>>;

}  // namespace plan_fusion_test

BOOST_AUTO_TEST_SUITE(plan_fusion)

using namespace plan_fusion_test;

BOOST_AUTO_TEST_CASE(an_element_wise_chain_is_one_step) {
  static_assert(planned<chain>::step_count == 1);
  static_assert(planned<diamond>::step_count == 1);
  BOOST_TEST(planned<diamond>::table.codes[0].input_count == 1U);  // tanh(a) is computed once, a read once
}

BOOST_AUTO_TEST_CASE(a_value_that_is_wanted_for_itself_is_stored_on_the_way) {
  static_assert(planned<outside>::step_count == 1 && planned<outside, inner>::step_count == 1);
  BOOST_TEST((planned<outside, inner>::table.steps[0].output_count) == 2U);
  BOOST_TEST((planned<outside, inner>::memory.workspace_elements) == 2 * tapeless::plan::whole_vectors(3));
  static_assert(with_chains_only<outside>::step_count == 1 && with_chains_only<outside, inner>::step_count == 2);
}

BOOST_AUTO_TEST_CASE(a_chain_stores_four_results_and_no_more) {
  using p = planned<n1, n2, n3, n4, n5, n6>;
  static_assert(p::step_count == 2 && p::table.steps[0].output_count + p::table.steps[1].output_count == 6);
  BOOST_TEST((plan_simulation::first_error<tl::rules::listed<n1, n2, n3, n4, n5, n6>>()) == "");
}

BOOST_AUTO_TEST_CASE(a_chain_keeps_to_one_shape) {
  static_assert(planned<scaled>::step_count == 2);  // s + 1 is one number, not three
  BOOST_TEST(planned<reduced>::step_count == 3U);   // a % b, its sum, the product
}

BOOST_AUTO_TEST_CASE(a_chain_longer_than_a_kernel_is_cut_and_computes_the_same) {
  static_assert(planned<long_chain>::step_count > 1 &&
                planned<long_chain>::step_count <= 4);  // 60 operations, 24 in a kernel
  using program = tl::program<double, long_chain>;
  program::workspace memory{};
  program::parameters parameters{};
  plain::numbers draw;
  plain::matrix expected = plain::fill(parameters[a], draw);
  plain::matrix const added = plain::fill(parameters[b], draw);
  for (int i = 0; i < 30; ++i) expected = plain::tanh(expected) + added;
  plain::expect(program::run(memory, parameters)[long_chain], expected, 1e-13);
}

BOOST_AUTO_TEST_CASE(a_chain_with_more_inputs_than_a_kernel_has_is_cut_and_computes_the_same) {
  static_assert(planned<many_inputs>::step_count > 1);
  using program = tl::program<double, many_inputs>;
  program::workspace memory{};
  program::parameters parameters{};
  plain::numbers draw;
  parameters.for_each([&](tl::name const&, auto const& values) { plain::fill(values, draw); });
  plain::matrix sum(3, 1);
  parameters.for_each([&](tl::name const& leaf, auto const& values) {
    if (leaf.view() != "a") sum = sum + plain::of(values);
  });
  plain::expect(program::run(memory, parameters)[many_inputs], plain::hadamard(sum, plain::of(parameters[a])), 1e-13);
  for (auto const& code : planned<many_inputs>::table.codes) BOOST_TEST(code.input_count <= tl::plan::max_fused_inputs);
}

BOOST_AUTO_TEST_CASE(what_a_core_reads_is_an_input_of_its_chain_too) {
  static_assert(planned<as_many_as_fit>::step_count == 1 && planned<one_too_many>::step_count == 2);
  BOOST_TEST(planned<as_many_as_fit>::table.codes[0].input_count == tl::plan::max_fused_inputs);
  BOOST_TEST(plan_simulation::first_error<tl::rules::listed<one_too_many>>() == "");
}

BOOST_AUTO_TEST_SUITE_END()
