// SPDX-License-Identifier: BSL-1.0
#include "tapeless/show/step_work.hpp"

#include "tapeless/diff/grad.hpp"
#include "tapeless/expr/batch.hpp"
#include "tapeless/expr/reduction.hpp"
#include "tapeless/nn/loss.hpp"
#include "tapeless/plan/plan.hpp"

#include <boost/test/unit_test.hpp>

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
  // logits, truth, 1/n; a gradient and a loss for each sample
  BOOST_TEST(moved_by<training>(step_kind::softmax_cross_entropy) == 3U * 16 + 3 * 16 + 1 + 3 * 16 + 16);
}

BOOST_AUTO_TEST_CASE(a_transposed_copy_is_written_and_read) {
  // V, δ, the activation, the result; the copy where there are vectors to copy for
  std::uint64_t const copy = tapeless::targets::current.register_bytes == 0 ? 0 : 2 * 9;
  using with_output = planned<loss, new_W, activation>;
  BOOST_TEST(moved_by<with_output>(step_kind::product, op::product, true) == 9U + 3 * 16 + 3 * 16 + 3 * 16 + copy);
}

BOOST_AUTO_TEST_CASE(labels_count_once_for_each_sample_and_inputs_as_they_are) {
  BOOST_TEST(moved_by<training>(step_kind::one_hot) == 16U + 3 * 16);
  BOOST_TEST(moved_by<planned<packed>>(step_kind::pack) == 2U * 6 * 16);
}

BOOST_AUTO_TEST_SUITE_END()
