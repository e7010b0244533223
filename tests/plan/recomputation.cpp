// SPDX-License-Identifier: BSL-1.0
#include "tapeless/plan/recomputation.hpp"

#include "../plain_matrix.hpp"
#include "simulation.hpp"

#include "tapeless/diff/grad.hpp"
#include "tapeless/expr/batch.hpp"
#include "tapeless/expr/define.hpp"
#include "tapeless/expr/reduction.hpp"
#include "tapeless/nn/activation.hpp"
#include "tapeless/run/program.hpp"

namespace plan_recomputation_test {

namespace tl = tapeless;
using tl::plan::step_kind;

constexpr auto a = tl::parameter<"a", 40>;
constexpr auto W = tl::parameter<"W", 3, 40>;
constexpr auto rate = tl::scalar<"rate">;

// two kernels need `from`: the one behind its norm cannot begin before that is known
template <class From>
constexpr auto normalized(From const& from) {
  return from / sqrt(1 + sum(square(from)));
}
constexpr auto of_difference = normalized(a - sum(a) / 40);
constexpr auto of_tanh = normalized(tanh(a));
constexpr auto multiplied = W * (2 * a);
constexpr auto two_a = 2 * a;
constexpr auto of_wanted = normalized(2 * a);
constexpr auto of_assigned = tl::assign(a, normalized(2 * a));

/// N + 1 kernels need 2·a, and a itself: to compute 2·a again costs each of them one instruction.
template <int N>
constexpr auto of_kernels() {
  if constexpr (N == 0) {
    return sum(square(exp(2 * a) + a));
  } else {
    return of_kernels<N - 1>() + sum(square(exp(2 * a + N) + a));
  }
}
/// N operations on 2·a.
template <int N>
constexpr auto nested() {
  if constexpr (N == 0) {
    return 2 * a;
  } else {
    return tanh(nested<N - 1>());
  }
}
constexpr auto full = nested<static_cast<int>(tl::plan::max_fused_operations)>();
constexpr auto not_full = nested<static_cast<int>(tl::plan::max_fused_operations) - 1>();
constexpr auto by_another = sum(exp(2 * a));
constexpr auto of_four = of_kernels<3>();
constexpr auto of_five = of_kernels<4>();
constexpr auto chosen = tl::where(a > 0, tanh(a), exp(a));

constexpr auto x = tl::input<"x", 5>;
constexpr auto V = tl::parameter<"V", 40, 5>;
constexpr auto loss = tl::batch_mean(tl::batch<1>(sum(square(W * gelu(V * x)))));
constexpr auto descent = tl::assign(V, V - rate * tl::grad(loss, V));

template <auto const&... Outputs>
using planned = tl::plan::planned<tl::rules::listed<Outputs...>>;
template <auto const&... Outputs>
constexpr std::uint32_t added =
    planned<Outputs...>::nodes - tl::rules::lowered<tl::rules::listed<Outputs...>>.size.nodes;
template <auto const&... Outputs>
std::string error() {
  return plan_simulation::first_error<tl::rules::listed<Outputs...>>();
}
/// How many values of 40 numbers are written into the workspace.
template <auto const&... Outputs>
std::uint32_t long_values() {
  std::uint32_t found = 0;
  for (auto const& each : planned<Outputs...>::table.steps)
    for (std::uint32_t o = 0; o < each.output_count; ++o)
      found += each.shape.size() == 40 && each.out[o].where == tl::plan::space::workspace ? 1u : 0u;
  return found;
}

}  // namespace plan_recomputation_test

BOOST_AUTO_TEST_SUITE(plan_recomputation)

using namespace plan_recomputation_test;

BOOST_AUTO_TEST_CASE(a_cheap_value_is_computed_in_each_kernel_that_needs_it) {
  static_assert(added<of_difference> == 1);
  BOOST_TEST(long_values<of_difference>() == 2U);  // the squares and the result, not the differences
  BOOST_TEST(error<of_difference>() == "");
}

BOOST_AUTO_TEST_CASE(a_costly_one_is_stored_on_the_way) {
  static_assert(added<of_tanh> == 0);
  BOOST_TEST(long_values<of_tanh>() == 3U);
  BOOST_TEST(planned<of_tanh>::table.steps[0].output_count == 2U);
  BOOST_TEST(error<of_tanh>() == "");
}

BOOST_AUTO_TEST_CASE(up_to_four_kernels_compute_a_value_again) {
  static_assert(added<of_four> == 3 && added<of_five> == 0);
  BOOST_TEST(error<of_four>() == "");
}

BOOST_AUTO_TEST_CASE(a_kernel_without_room_for_one_operation_more_reads_it) {
  static_assert(added<not_full, by_another> == 1 && added<full, by_another> == 0);
  BOOST_TEST((error<full, by_another>()) == "");
}

BOOST_AUTO_TEST_CASE(all_three_operands_of_a_choice_are_found_among_the_copies) {
  static_assert(added<of_difference, chosen> == 1);  // before them
  BOOST_TEST((error<of_difference, chosen>()) == "");
}

BOOST_AUTO_TEST_CASE(what_lies_in_memory_anyway_is_read) {
  static_assert(added<of_wanted, multiplied> == 0);  // the product needs it there
  static_assert(added<of_wanted, two_a> == 0 && added<of_wanted> == 1);
  BOOST_TEST((error<of_wanted, multiplied>()) == "");
  BOOST_TEST((error<of_wanted, two_a>()) == "");
}

BOOST_AUTO_TEST_CASE(what_reads_a_leaf_that_is_assigned_is_computed_once) {
  static_assert(added<of_assigned> == 0);
  BOOST_TEST(error<of_assigned>() == "");
}

BOOST_AUTO_TEST_CASE(backward_keeps_of_an_activation_what_is_dearer_to_compute_again) {
  // of gelu(z) = z/2·erfc(−z/√2): z, the error function and the result; the rest twice
  tl::plan::step const& forward = planned<descent>::table.steps[0];
  BOOST_TEST((forward.kind == step_kind::product));
  BOOST_TEST(forward.output_count == 3U);
  BOOST_TEST(added<descent> >= 2U);
  BOOST_TEST((error<descent, loss>()) == "");
}

BOOST_AUTO_TEST_CASE(a_graph_without_such_values_stays_as_it_is) {
  static constexpr auto const& lowered = tl::rules::lowered<tl::rules::listed<of_tanh>>;
  static_assert(planned<of_tanh>::graph.nodes == lowered.nodes && planned<of_tanh>::graph.outputs == lowered.outputs);
}

BOOST_AUTO_TEST_CASE(a_value_computed_twice_is_the_same_twice) {
  using program = tl::program<double, of_difference>;
  program::workspace memory{};
  program::parameters parameters{};
  plain::numbers draw;
  plain::matrix const given = plain::fill(parameters[a], draw);
  double mean = 0;
  for (std::size_t i = 0; i < 40; ++i) mean += given(i, 0) / 40;
  double squares = 0;
  for (std::size_t i = 0; i < 40; ++i) squares += (given(i, 0) - mean) * (given(i, 0) - mean);
  plain::matrix expected(40, 1);
  for (std::size_t i = 0; i < 40; ++i) expected(i, 0) = (given(i, 0) - mean) / std::sqrt(1 + squares);
  plain::expect(program::run(memory, parameters)[of_difference], expected, 1e-13);
}

BOOST_AUTO_TEST_SUITE_END()
