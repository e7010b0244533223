// SPDX-License-Identifier: BSL-1.0
#include "tapeless/plan/pairs.hpp"

#include "simulation.hpp"

#include "tapeless/nn/loss.hpp"
#include "tapeless/train/objective.hpp"
#include "tapeless/train/training_step.hpp"

#include <boost/test/unit_test.hpp>

namespace plan_pairs_test {

namespace tl = tapeless;
namespace plan = tapeless::plan;
using plan::place;
using plan::space;
using plan::step;
using tapeless::op;

constexpr place at(std::uint32_t offset) { return {space::workspace, offset}; }
constexpr place leaf(std::uint32_t number) { return {space::leaf, number}; }
constexpr bool has_registers = tl::register_count == 32;

constexpr step with(op code, plan::step_kind kind, std::initializer_list<place> in, place out) {
  step made{};
  made.code = code;
  made.kind = kind;
  made.samples_lie = plan::layout::batch_minor;
  for (place each : in) made.in[made.input_count++] = each;
  made.out[made.output_count++] = out;
  return made;
}
/// b ← b − η·Σδ, W ← W − η·Σ δ·aᵀ, and what goes on backward, of W, into `onward`.
constexpr step of_bias = with(op::batch_sum, plan::step_kind::batch_sum, {at(0), leaf(9), leaf(1)}, leaf(1));
constexpr step of_weights = [] {
  step made = with(op::batch_product_sum, plan::step_kind::product, {at(0), at(64), leaf(9), leaf(0)}, leaf(0));
  made.shape = {8, 4};
  return made;
}();
constexpr step onward = with(op::product, plan::step_kind::product, {leaf(0), at(0)}, at(128));

constexpr bool are_equal(step const& a, step const& b) { return a.code == b.code && a.in == b.in && a.out == b.out; }

template <std::size_t Steps>
constexpr std::array<step, Steps> paired(std::array<step, Steps> steps) {
  plan::pair(steps);
  return steps;
}

using relu = tl::activation::relu;
struct narrow : tl::sequential<tl::in<"x", 2>, tl::dense<8, relu>, tl::dense<8, relu>, tl::dense<1>> {};
using training = tl::train::training_step<narrow, tl::objective::binary_cross_entropy, tl::optimizer::sgd, 64>;

}  // namespace plan_pairs_test

BOOST_AUTO_TEST_SUITE(plan_pairs)

using namespace plan_pairs_test;

BOOST_AUTO_TEST_CASE(the_gradients_of_weights_and_biases_are_neighbours_and_one_kernel) {
  constexpr auto steps = paired(std::array{of_bias, onward, of_weights});
  BOOST_TEST(are_equal(steps[0], has_registers ? onward : of_bias));
  BOOST_TEST(are_equal(steps[2], has_registers ? of_bias : of_weights));
  BOOST_TEST(steps[1].with_next == has_registers);
  BOOST_TEST(steps[2].with_previous == has_registers);
  BOOST_TEST((!steps[0].with_next && !steps[2].with_next));
}

BOOST_AUTO_TEST_CASE(a_step_does_not_wait_past_what_needs_its_result_or_overwrites_what_it_reads) {
  auto const stays = [](step const& between) {
    return are_equal(paired(std::array{of_bias, between, of_weights})[0], of_bias);
  };
  BOOST_TEST(stays(with(op::add, plan::step_kind::elementwise, {leaf(1)}, at(200))));  // reads b
  BOOST_TEST(stays(with(op::add, plan::step_kind::elementwise, {leaf(2)}, leaf(1))));  // writes b
  BOOST_TEST(stays(with(op::add, plan::step_kind::elementwise, {at(64)}, at(0))));     // another δ
  BOOST_TEST(stays(with(op::add, plan::step_kind::elementwise, {leaf(2)}, leaf(9))));  // writes η
  BOOST_TEST(stays(with(op::add, plan::step_kind::elementwise, {at(64)}, at(200))) == !has_registers);
  step into_workspace = of_bias;
  into_workspace.out[0] = at(300);
  BOOST_TEST(are_equal(paired(std::array{into_workspace, onward, of_weights})[0], into_workspace));
}

BOOST_AUTO_TEST_CASE(sums_of_different_operands_of_many_rows_or_of_each_other_are_kernels_of_their_own) {
  BOOST_TEST(plan::can_sum_together(of_weights, of_bias) == has_registers);
  step other = of_bias;
  other.in[0] = at(64);
  BOOST_TEST(!plan::can_sum_together(of_weights, other));
  step reads_weights = of_bias;
  reads_weights.in[1] = leaf(0);
  BOOST_TEST(!plan::can_sum_together(of_weights, reads_weights));
  step tall = of_weights;
  tall.shape.rows = 9;
  BOOST_TEST(!plan::can_sum_together(tall, of_bias));
  step along_elements = of_weights;
  along_elements.samples_lie = plan::layout::feature_minor;
  BOOST_TEST(!plan::can_sum_together(along_elements, of_bias));
}

BOOST_AUTO_TEST_CASE(every_layer_of_a_narrow_network_has_one_kernel_for_both_gradients) {
  using p = plan::planned<training>;
  std::uint32_t together = 0;
  for (step const& each : p::table.steps) together += each.with_next ? 1u : 0u;
  BOOST_TEST(together == (has_registers && p::samples_lie == plan::layout::batch_minor ? 3U : 0U));
  BOOST_TEST(plan_simulation::first_error<training>() == "");
}

BOOST_AUTO_TEST_SUITE_END()
