// SPDX-License-Identifier: BSL-1.0
#include "tapeless/show/plan/step_formula.hpp"

#include "tapeless/diff/grad.hpp"
#include "tapeless/expr/batch.hpp"
#include "tapeless/expr/function.hpp"
#include "tapeless/expr/reduction.hpp"
#include "tapeless/nn/loss.hpp"
#include "tapeless/plan/plan.hpp"

#include <boost/test/unit_test.hpp>

#include <string>

namespace show_step_formula_test {

namespace tl = tapeless;
constexpr auto x = tl::input<"x", 4>;
constexpr auto y = tl::label<"y", 3>;
constexpr auto W = tl::parameter<"W", 3, 4>;
constexpr auto b = tl::parameter<"b", 3>;
constexpr auto m = tl::state<"m", 3, 4>;
constexpr auto rate = tl::scalar<"rate">;
constexpr auto layer = softmax(2 * tanh(W * x + b));

constexpr auto loss = tl::batch_mean(tl::batch<8>(tl::cross_entropy(softmax(W * x + b), y)));
constexpr auto velocity = 0.9 * m + tl::grad(loss, W);
constexpr auto new_m = tl::assign(m, velocity);
constexpr auto new_W = tl::assign(W, W - rate * velocity);
constexpr auto loss_of_one = tl::batch_mean(tl::batch<1>(tl::cross_entropy(softmax(W * x + b), y)));
constexpr auto descent_of_one = tl::assign(W, W - rate * tl::grad(loss_of_one, W));

template <auto const&... Outputs>
using planned = tl::plan::planned<tl::rules::listed<Outputs...>>;

template <class Planned>
std::string formula_of(tl::plan::step const& step) {
  std::string text;
  auto append = [&](char c) { text += c; };
  tl::show::forward_to sink(append);
  tl::show::step_formula(step, Planned::table.codes.data()).write(sink);
  return text;
}
/// The formula of the one step with this operation.
template <class Planned>
std::string formula_of(tl::op code) {
  for (auto const& each : Planned::table.steps)
    if (each.code == code) return formula_of<Planned>(each);
  return "none";
}
template <class Planned>
std::uint64_t flops_of(tl::op code) {
  for (auto const& each : Planned::table.steps)
    if (each.code == code) return tl::show::step_formula(each, Planned::table.codes.data()).flops();
  return 0;
}

}  // namespace show_step_formula_test

BOOST_AUTO_TEST_SUITE(show_step_formula)

using namespace show_step_formula_test;
using training = planned<loss, new_m, new_W>;

BOOST_AUTO_TEST_CASE(a_step_is_a_formula_of_its_inputs_with_what_is_fused_behind_its_core) {
  using forward = planned<layer>;
  BOOST_TEST_REQUIRE(forward::step_count == 2u);
  BOOST_TEST(formula_of<forward>(forward::table.steps[0]) == "2 * tanh(in0 * in1 + in2)");
  BOOST_TEST(formula_of<forward>(forward::table.steps[1]) == "softmax(in0)");
}

BOOST_AUTO_TEST_CASE(several_results_have_a_line_each) {
  BOOST_TEST(formula_of<training>(tl::op::batch_product_sum) ==
             "out0 = 0.9 * in2 + batch_sum(in0 * transpose(in1)); out1 = in4 - in3 * out0");
}

BOOST_AUTO_TEST_CASE(a_number_stands_with_the_vector_that_it_multiplies) {
  using update = planned<descent_of_one>;
  BOOST_TEST(formula_of<update>(tl::op::batch_product_sum) == "in3 - batch_sum(in0 * transpose(in2 * in1))");
  BOOST_TEST(flops_of<update>(tl::op::batch_product_sum) == 2U * 12 + 4 + 12);
}

BOOST_AUTO_TEST_CASE(a_loss_stands_behind_what_is_made_of_its_softmax) {
  std::string const text = formula_of<training>(tl::op::softmax);
  BOOST_TEST(text == "out0 = in3 * (softmax(in0) - one_hot(in2)); out1 = cross_entropy_with_logits(in0, one_hot(in1))");
}

BOOST_AUTO_TEST_CASE(flops_are_those_of_the_core_and_of_all_that_is_fused_behind_it) {
  // 8 samples: a product of 3×4 numbers and the sum over the samples; + 0.9·m, W − rate·m, for 12 elements
  BOOST_TEST(flops_of<training>(tl::op::batch_product_sum) == 2U * 12 * 8 + 4 * 12);
  BOOST_TEST(flops_of<training>(tl::op::product) == (2U * 12 + 3) * 8);
}

BOOST_AUTO_TEST_SUITE_END()

namespace show_step_work_test {

namespace tl = tapeless;
constexpr auto x = tl::input<"x", 4>;
constexpr auto y = tl::label<"y", 3>;
constexpr auto W = tl::parameter<"W", 3, 4>;
constexpr auto V = tl::parameter<"V", 3, 3>;
constexpr auto rate = tl::scalar<"rate">;
constexpr auto loss = tl::batch_mean(tl::batch<16>(tl::cross_entropy(softmax(V * tanh(W * x)), y)));
constexpr auto new_W = tl::assign(W, W - rate * tl::grad(loss, W));
constexpr auto squared = tl::batch<16>((W * x) % (W * x) % tanh(W * x));
constexpr auto activation = tl::batch<16>(tanh(W * x));  // as an output it keeps the batch sample after sample
constexpr auto M = tl::input<"M", 2, 3>;
constexpr auto packed = tl::batch<16>(M * transpose(M));

template <auto const&... Outputs>
using planned = tl::plan::planned<tl::rules::listed<Outputs...>>;

/// What the first step of a kind (and, of products, with or without a transposed left operand) moves.
template <class Planned>
std::uint64_t moved_by(tl::plan::step_kind kind, tl::op code = tl::op::constant, bool transposed = false) {
  for (auto const& each : Planned::table.steps)
    if (each.kind == kind && (code == tl::op::constant || (each.code == code && each.left_transposed == transposed)))
      return tl::show::elements_moved(each, Planned::table.codes.data());
  return 0;
}

}  // namespace show_step_work_test

BOOST_AUTO_TEST_SUITE(show_step_work)

using namespace show_step_work_test;
using tapeless::op;
using tapeless::plan::step_kind;
using training = planned<loss, new_W>;

BOOST_AUTO_TEST_CASE(a_product_reads_each_operand_once_and_writes_its_results) {
  BOOST_TEST(moved_by<training>(step_kind::product, op::product) == 12U + 4 * 16 + 3 * 16);
}

BOOST_AUTO_TEST_CASE(what_is_fused_behind_a_core_is_not_moved) {
  BOOST_TEST(moved_by<planned<squared>>(step_kind::product, op::product) == 12U + 4 * 16 + 3 * 16);
}

BOOST_AUTO_TEST_CASE(an_update_reads_and_writes_its_weight_once) {
  // δ, x, the rate, W and W
  BOOST_TEST(moved_by<training>(step_kind::product, op::batch_product_sum) == 3U * 16 + 4 * 16 + 1 + 12 + 12);
}

BOOST_AUTO_TEST_CASE(a_softmax_with_its_loss_reads_the_truth_once) {
  // logits, the classes, 1/n; a gradient and a loss for each sample
  BOOST_TEST(moved_by<training>(step_kind::softmax_cross_entropy) == 3U * 16 + 16 + 1 + 3 * 16 + 16);
}

BOOST_AUTO_TEST_CASE(a_transposed_copy_is_written_and_read) {
  // V, δ, the activation, the result; the copy where there are vectors to copy for
  std::uint64_t const copy = tapeless::targets::current.register_bytes == 0 ? 0 : 2 * 9;
  using with_output = planned<loss, new_W, activation>;
  BOOST_TEST(moved_by<with_output>(step_kind::product, op::product, true) == 9U + 3 * 16 + 3 * 16 + 3 * 16 + copy);
}

BOOST_AUTO_TEST_CASE(labels_count_once_for_each_sample_and_inputs_as_they_are) {
  BOOST_TEST(moved_by<training>(step_kind::class_index) == 16U + 16);
  BOOST_TEST(moved_by<planned<packed>>(step_kind::pack) == 2U * 6 * 16);
}

BOOST_AUTO_TEST_SUITE_END()
