// SPDX-License-Identifier: BSL-1.0
#include "tapeless/plan/joining.hpp"

#include "simulation.hpp"

#include "tapeless/diff/grad.hpp"
#include "tapeless/expr/batch.hpp"
#include "tapeless/expr/reduction.hpp"
#include "tapeless/nn/loss.hpp"

namespace plan_joining_test {

namespace tl = tapeless;
using tl::plan::step_kind;

constexpr auto a = tl::parameter<"a", 4>;
constexpr auto b = tl::parameter<"b", 4>;
constexpr auto W = tl::parameter<"W", 4, 4>;
constexpr auto V = tl::parameter<"V", 4, 4>;
constexpr auto x = tl::input<"x", 4>;
constexpr auto t = tl::input<"t", 4>;

constexpr auto exponential = exp(a);
constexpr auto power = tanh(a);
constexpr auto of_other = tanh(b);

// a loss and its derivative with respect to what it is computed from
constexpr auto logits = W * x + a;
constexpr auto loss = tl::binary_cross_entropy_with_logits(logits, t);
constexpr auto losses = tl::batch<8>(loss);
constexpr auto deltas = tl::batch<8>(tl::grad(loss, logits));
constexpr auto output = tl::batch<1>(tanh(logits));
constexpr auto error = tl::batch<1>(square(tanh(logits) - t));
constexpr auto delta = tl::batch<1>((tanh(logits) - t) % (1 - square(tanh(logits))));

// a reader that waits for the other
constexpr auto normalized = a / sum(exp(a));
// b is read by what waits for the one, and overwritten by the other
constexpr auto late_reader = b % (W * (1 + a));
constexpr auto overwriting = tl::assign(b, 2 * a);
// the mean of the losses and 1/n, which the derivative needs, both read n
constexpr auto mean_loss = tl::batch_mean(tl::batch<8>(tl::mean_squared_error(logits, t)));
constexpr auto by_a = tl::grad(mean_loss, a);
// two products
constexpr auto of_x = W * x + a;
constexpr auto of_t = V * t + a;
// one kernel would write into W while its product reads it
constexpr auto square_of_W = W * V + V;
constexpr auto W_from_V = tl::assign(W, 2 * V);

template <auto const&... Outputs>
struct plan_of {
  using source = tl::rules::listed<Outputs...>;
  using planned = tl::plan::planned<source>;
  static constexpr auto const& steps = planned::table.steps;
  static constexpr std::uint32_t count = planned::step_count;

  static constexpr std::uint32_t of_kind(step_kind kind) {
    std::uint32_t found = 0;
    for (auto const& each : steps) found += each.kind == kind ? 1u : 0u;
    return found;
  }
  static std::string error() { return plan_simulation::first_error<source>(); }
};

}  // namespace plan_joining_test

BOOST_AUTO_TEST_SUITE(plan_joining)

using namespace plan_joining_test;

BOOST_AUTO_TEST_CASE(chains_that_read_the_same_are_one_kernel) {
  using both = plan_of<exponential, power>;
  static_assert(both::count == 1 && both::steps[0].output_count == 2);
  BOOST_TEST(both::planned::table.codes[0].input_count == 1U);
  BOOST_TEST(both::error() == "");
  static_assert(plan_of<exponential, of_other>::count == 2);
  static_assert(
      tl::plan::planned<tl::plan::with_options<both::source, tl::plan::options{.joins_readers = false}>>::step_count ==
      2);
}

BOOST_AUTO_TEST_CASE(a_loss_and_its_derivative_are_one_kernel_behind_the_product_of_many_samples) {
  using training = plan_of<losses, deltas>;
  static_assert(training::of_kind(step_kind::product) == 1);
  static_assert(training::steps[1].kind == step_kind::elementwise && training::steps[1].output_count == 2);
  static_assert(training::steps[1].shape == tl::extents{4, 1, 8} &&
                training::count == 4);  // then the mean of the losses
  BOOST_TEST(training::error() == "");
}

BOOST_AUTO_TEST_CASE(and_in_the_kernel_of_the_product_of_one_sample) {
  using training = plan_of<error, delta>;
  static_assert(training::of_kind(step_kind::product) == 1 && training::of_kind(step_kind::elementwise) == 0);
  BOOST_TEST(training::steps[training::count - 1].output_count == 2U);  // what both read is not among them
  BOOST_TEST(training::error() == "");
}

BOOST_AUTO_TEST_CASE(what_is_wanted_for_itself_is_stored_all_the_same) {
  using training = plan_of<output, error, delta>;
  static_assert(training::of_kind(step_kind::product) == 1 && training::of_kind(step_kind::elementwise) == 0);
  BOOST_TEST(training::steps[training::count - 1].output_count == 3U);
  BOOST_TEST(training::error() == "");
}

BOOST_AUTO_TEST_CASE(a_chain_that_waits_for_the_other_stays_apart) {
  using waiting = plan_of<normalized>;
  static_assert(waiting::count == 3);  // exp, sum, quotient
  BOOST_TEST(waiting::error() == "");
}

BOOST_AUTO_TEST_CASE(also_if_it_waits_by_way_of_others_that_were_joined) {
  using training = plan_of<mean_loss, by_a>;
  BOOST_TEST(training::error() == "");
  BOOST_TEST(training::of_kind(step_kind::product) == 1U);
  BOOST_TEST(training::of_kind(step_kind::batch_sum) == 2U);  // of the losses, and of their derivatives
}

BOOST_AUTO_TEST_CASE(so_does_one_that_overwrites_what_is_read_after_the_other) {
  using assigning = plan_of<late_reader, overwriting>;
  static_assert(assigning::count == 3);  // 1 + a, product, update: nothing is kept and written back
  BOOST_TEST(assigning::error() == "");
}

BOOST_AUTO_TEST_CASE(so_does_one_that_overwrites_what_a_core_reads) {
  using assigning = plan_of<square_of_W, W_from_V>;
  static_assert(assigning::count == 2);
  BOOST_TEST(assigning::error() == "");
}

BOOST_AUTO_TEST_CASE(a_kernel_has_one_core) {
  using products = plan_of<of_x, of_t>;
  static_assert(products::of_kind(step_kind::product) == 2 && products::count == 2);
  BOOST_TEST(products::error() == "");
}

BOOST_AUTO_TEST_SUITE_END()
