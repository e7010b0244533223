// SPDX-License-Identifier: BSL-1.0
#include "tapeless/plan/schedule.hpp"

#include "simulation.hpp"

#include "tapeless/diff/grad.hpp"
#include "tapeless/expr/batch.hpp"
#include "tapeless/expr/reduction.hpp"

#include <algorithm>

namespace plan_schedule_test {

namespace tl = tapeless;
using tl::plan::step_kind;
using tl::plan::task_kind;
constexpr auto a = tl::parameter<"a", 3>;
constexpr auto b = tl::parameter<"b", 3>;
constexpr auto c = tl::parameter<"c", 3>;
constexpr auto W = tl::parameter<"W", 3, 3>;
constexpr auto V = tl::parameter<"V", 3, 3>;
constexpr auto x = tl::input<"x", 3>;
constexpr auto y = tl::label<"y", 3>;
constexpr auto a_from_b = tl::assign(a, b);
constexpr auto b_from_a = tl::assign(b, a);
constexpr auto b_from_product = tl::assign(b, W* a);
constexpr auto W_from_W = tl::assign(W, W - 0.5 * outer(a, b));
constexpr auto W_squared = tl::assign(W, W* W);
constexpr auto read_W = W * x;

// two layers; W's gradient needs V's old value, V's update must wait for it
constexpr auto loss = tl::batch_mean(tl::batch<4>(-sum(tl::xlogy(y, softmax(V* tanh(W* x))))));
constexpr auto new_V = tl::assign(V, V - 0.5 * tl::grad(loss, V));
constexpr auto new_W = tl::assign(W, W - 0.5 * tl::grad(loss, W));

constexpr auto m = tl::state<"m", 3, 3>;
constexpr auto velocity = 0.9 * m + tl::grad(loss, W);
constexpr auto new_m = tl::assign(m, velocity);
constexpr auto W_with_m = tl::assign(W, W - 0.5 * velocity);

constexpr auto mixed = V * W;
constexpr auto V_and_m = tl::assign(V, V - mixed);
constexpr auto m_and_V = tl::assign(m, 2 * (V - mixed));
constexpr auto W_from_V = tl::assign(W, V* m);

// b's update waits for a reader behind it, of_half for b's, and a's for of_half: all of them have been passed by then
constexpr auto half = 0.5 * b;
constexpr auto a_from_a = tl::assign(a, 0.5 * a);
constexpr auto b_from_half = tl::assign(b, half);
constexpr auto of_half = dot(a, tanh(W* half));
constexpr auto read_b = V * b;

constexpr auto squashed = tanh(b);
constexpr auto a_from_squashed = tl::assign(a, squashed);
constexpr auto c_from_squashed = tl::assign(c, squashed);
constexpr auto read_a = W * a;
constexpr auto classes = tl::batch<4>(1 * y);
constexpr auto picked = tl::batch<4>(exp(tl::argmax(y)) * V * x);
constexpr auto X = tl::input<"X", 2, 3>;
constexpr auto matrices = tl::batch<4>(1 * X);
constexpr auto R = tl::parameter<"R", 2, 3>;
constexpr auto R_from_X = tl::assign(R, 1 * X);

// three groups: exp(a), W·exp(a), and the rest
constexpr auto in_a_row = exp(a) % tanh(V * (W * exp(a)));
/// How many tasks there are, as fused or with exp(a) in the group that waits for W·exp(a).
template <bool InACircle>
constexpr std::uint32_t scheduled() {
  using plan = tl::plan::planned<tl::rules::listed<in_a_row>>;
  auto fused = plan::fused;
  for (tl::graph::id v = 0; v < plan::nodes; ++v)
    if (InACircle && plan::graph.nodes[v].code == tl::op::exp) fused.root[v] = fused.root[plan::graph.outputs[0]];
  tl::graph::view const g = tl::graph::view_of(plan::graph);
  tl::plan::readers<plan::nodes> const read(g, fused);
  return tl::plan::make_schedule<plan::nodes, plan::capacity>(g, fused, read, plan::samples_lie, false).count;
}
template <bool InACircle>
concept is_scheduled = requires {
  typename std::integral_constant<std::uint32_t, scheduled<InACircle>()>;
};

template <auto const&... Outputs>
struct plan_of {
  using source = tl::rules::listed<Outputs...>;
  using planned = tl::plan::planned<source>;
  static constexpr std::uint32_t count(task_kind kind) {
    std::uint32_t found = 0;
    for (std::uint32_t p = 0; p < planned::order.count; ++p) found += planned::order.tasks[p].kind == kind ? 1u : 0u;
    return found;
  }
  /// The step that writes into a leaf.
  static constexpr std::uint32_t written_at(tl::name const& leaf) {
    std::uint32_t p = 0;
    for (; p < planned::order.count; ++p)
      for (std::uint32_t o = 0; o < planned::table.steps[p].output_count; ++o)
        if (is(planned::table.steps[p].out[o], leaf)) return p;
    return p;
  }
  /// The last step that reads a leaf.
  static constexpr std::uint32_t last_read_at(tl::name const& leaf) {
    std::uint32_t last = 0;
    for (std::uint32_t p = 0; p < planned::order.count; ++p)
      for (std::uint32_t i = 0; i < planned::table.steps[p].input_count; ++i)
        if (is(planned::table.steps[p].in[i], leaf)) last = p;
    return last;
  }
  static constexpr bool is(tl::plan::place const& at, tl::name const& leaf) {
    return at.where == tl::plan::space::leaf && planned::graph.leaves[at.index].identifier == leaf;
  }
  static std::size_t steps(tl::plan::step_kind kind) {
    return static_cast<std::size_t>(std::ranges::count(planned::table.steps, kind, &tl::plan::step::kind));
  }
  static std::string error() { return plan_simulation::first_error<source>(); }
};

}  // namespace plan_schedule_test

BOOST_AUTO_TEST_SUITE(plan_schedule)

using namespace plan_schedule_test;

BOOST_AUTO_TEST_CASE(a_swap_writes_one_value_back_at_the_end) {
  using swap = plan_of<a_from_b, b_from_a>;
  static_assert(swap::count(task_kind::write_back) == 1 && swap::planned::order.count == 3);
  BOOST_TEST(swap::error() == "");
}

BOOST_AUTO_TEST_CASE(without_a_cycle_nothing_is_written_back) {
  using p = plan_of<new_V, new_W>;
  static_assert(p::count(task_kind::write_back) == 0);
  BOOST_TEST(p::error() == "");
}

BOOST_AUTO_TEST_CASE(a_reader_that_was_passed_runs_as_soon_as_it_is_ready) {
  using p = plan_of<a_from_a, b_from_half, of_half, read_b>;
  static_assert(p::count(task_kind::write_back) == 0 && p::planned::order.count == 5);
  BOOST_TEST(p::error() == "");
}

BOOST_AUTO_TEST_CASE(a_weight_is_updated_after_the_gradient_of_its_input_is_taken) {
  using p = plan_of<new_V, new_W>;
  static_assert(p::last_read_at(V.identifier) > 1);
  BOOST_TEST(p::written_at(V.identifier) == p::last_read_at(V.identifier));  // its own update reads it last
  BOOST_TEST(p::error() == "");
}

BOOST_AUTO_TEST_CASE(one_kernel_may_update_a_parameter_and_its_momentum) {
  using p = plan_of<new_m, W_with_m>;
  static_assert(p::written_at(m.identifier) == p::written_at(W.identifier));
  static_assert(p::count(task_kind::write_back) == 0 && p::count(task_kind::copy) == 0);
  BOOST_TEST(p::error() == "");
}

BOOST_AUTO_TEST_CASE(a_kernel_in_a_cycle_keeps_all_its_values_back) {
  // V's update reads W and writes V and m together; W's reads V
  using p = plan_of<V_and_m, m_and_V, W_from_V>;
  BOOST_TEST(p::count(task_kind::write_back) >= 1U);
  BOOST_TEST(p::error() == "");
}

BOOST_AUTO_TEST_CASE(a_reader_runs_before_the_writer_wherever_it_was_written) {
  using reader_first = plan_of<read_W, W_from_W>;
  using reader_last = plan_of<W_from_W, read_W>;
  BOOST_TEST(reader_first::error() == "");
  BOOST_TEST(reader_last::error() == "");
  static_assert(reader_last::written_at(W.identifier) + 1 == reader_last::planned::order.count);
}

BOOST_AUTO_TEST_CASE(a_product_that_reads_its_target_does_not_write_into_it) {
  using p = plan_of<W_squared>;
  static_assert(p::planned::order.count == 2);
  BOOST_TEST(p::error() == "");
}

BOOST_AUTO_TEST_CASE(a_product_goes_straight_into_a_target_that_nobody_reads) {
  using p = plan_of<b_from_product>;
  static_assert(p::planned::order.count == 1 && p::planned::memory.workspace_elements == 0);
  BOOST_TEST(p::error() == "");
}

BOOST_AUTO_TEST_CASE(a_value_that_is_assigned_to_two_leaves_is_copied_to_the_second) {
  using p = plan_of<a_from_squashed, c_from_squashed, read_a>;
  static_assert(p::count(task_kind::copy) == 1 && p::count(task_kind::write_back) == 0);
  BOOST_TEST(p::error() == "");
  BOOST_TEST(p::written_at(c.identifier) < p::planned::order.count);
}

BOOST_AUTO_TEST_CASE(labels_and_matrices_of_samples_are_brought_in_for_whoever_takes_them_as_they_are) {
  BOOST_TEST(plan_of<classes>::error() == "");
  BOOST_TEST(plan_of<matrices>::error() == "");
  BOOST_TEST(plan_of<R_from_X>::error() == "");
}

BOOST_AUTO_TEST_CASE(a_class_index_is_read_where_the_label_is_bound) {
  using alone = plan_of<picked>;
  BOOST_TEST(alone::error() == "");
  BOOST_TEST(alone::steps(step_kind::one_hot) == 0U);
  using beside_the_vector = plan_of<picked, classes>;
  BOOST_TEST(beside_the_vector::error() == "");
  BOOST_TEST(beside_the_vector::steps(step_kind::one_hot) == 1U);
  BOOST_TEST(beside_the_vector::steps(step_kind::class_index) == 1U);
}
BOOST_AUTO_TEST_CASE(groups_that_wait_for_each_other_are_an_error_and_no_evaluation_without_end) {
  static_assert(scheduled<false>() == 3);
  static_assert(is_scheduled<false> && !is_scheduled<true>);
}
BOOST_AUTO_TEST_CASE(operands_are_computed_before_their_users) {
  using p = plan_of<loss, new_V, new_W>;
  std::vector<bool> made(p::planned::nodes, false);
  for (std::uint32_t at = 0; at < p::planned::order.count; ++at) made[p::planned::order.tasks[at].node] = true;
  for (auto const output : p::planned::graph.outputs) BOOST_TEST(static_cast<bool>(made[output]));
  BOOST_TEST(p::error() == "");
}

BOOST_AUTO_TEST_SUITE_END()
