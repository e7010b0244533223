// SPDX-License-Identifier: BSL-1.0
#include "tapeless/plan/joining.hpp"

#include "simulation.hpp"

#include "tapeless/expr/batch.hpp"
#include "tapeless/expr/reduction.hpp"
#include "tapeless/nn/loss.hpp"

namespace plan_joining_test {

namespace tl = tapeless;
using tl::plan::step_kind;

constexpr auto x = tl::input<"x", 5>;
constexpr auto y = tl::label<"y", 3>;
constexpr auto W = tl::parameter<"W", 3, 5>;
constexpr auto b2 = tl::parameter<"b2", 3>;
constexpr auto p = softmax(W * x + b2);
constexpr auto sample_loss = tl::batch<8>(tl::cross_entropy(p, y));
constexpr auto by_logits = tl::batch<8>(p - y);
constexpr auto own_truth = tl::batch<8>(tl::cross_entropy(p, stop_gradient(p)));
constexpr auto prediction = tl::batch<8>(p);
constexpr auto focal = tl::batch<8>((p - y) * tl::cross_entropy(p, y));
constexpr auto prior_loss = tl::batch<8>(tl::cross_entropy(softmax(b2), y));
constexpr auto prior = softmax(b2);

// two heads, each weighted by the loss of the other
constexpr auto z1 = tl::parameter<"z1", 3>;
constexpr auto z2 = tl::parameter<"z2", 3>;
constexpr auto target = b2 - z1;
constexpr auto head_1 = tl::cross_entropy(softmax(z2), target) * softmax(z1);
constexpr auto head_2 = tl::cross_entropy(softmax(z1), target) * softmax(z2);

// the loss is assigned, and the softmax's chain reads what it was
constexpr auto z = tl::parameter<"z", 3>;
constexpr auto t = tl::parameter<"t", 3>;
constexpr auto last_loss = tl::parameter<"L", 1>;
constexpr auto weighted = softmax(z) * last_loss;
constexpr auto new_loss = tl::assign(last_loss, tl::cross_entropy(softmax(z), t));

template <auto const&... Outputs>
struct plan_of {
  using source = tl::rules::listed<Outputs...>;
  using planned = tl::plan::planned<source>;

  /// Steps of a kind.
  static constexpr std::uint32_t count(step_kind kind) {
    std::uint32_t found = 0;
    for (auto const& each : planned::table.steps) found += each.kind == kind ? 1u : 0u;
    return found;
  }
  static std::string error() { return plan_simulation::first_error<source>(); }
};

}  // namespace plan_joining_test

BOOST_AUTO_TEST_SUITE(plan_joining)

using namespace plan_joining_test;

BOOST_AUTO_TEST_CASE(softmax_loss_and_the_gradient_of_the_logits_are_one_step) {
  using head = plan_of<sample_loss, by_logits>;
  static_assert(head::count(step_kind::softmax_cross_entropy) == 1 && head::count(step_kind::normalize) == 0);
  static_assert(head::count(step_kind::elementwise) == 0);
  BOOST_TEST(head::planned::table.steps[head::planned::step_count - 1].output_count == 2U);
  BOOST_TEST(head::error() == "");
}

BOOST_AUTO_TEST_CASE(a_truth_that_depends_on_the_softmax_is_known_before_the_loss) {
  using head = plan_of<own_truth, prediction>;
  static_assert(head::count(step_kind::softmax_cross_entropy) == 1 && head::count(step_kind::normalize) == 1);
  BOOST_TEST(head::error() == "");
}

BOOST_AUTO_TEST_CASE(a_gradient_that_depends_on_the_loss_is_computed_after_it) {
  using head = plan_of<focal>;
  static_assert(head::count(step_kind::softmax_cross_entropy) == 1 && head::count(step_kind::normalize) == 1);
  BOOST_TEST(head::error() == "");
}

BOOST_AUTO_TEST_CASE(a_loss_for_each_sample_is_not_computed_with_one_softmax_for_all) {
  using head = plan_of<prior_loss, prior>;
  BOOST_TEST(head::error() == "");
}

BOOST_AUTO_TEST_CASE(two_kernels_do_not_wait_for_each_others_loss) {
  using heads = plan_of<target, head_1, head_2>;
  static_assert(heads::count(step_kind::softmax_cross_entropy) == 2 && heads::count(step_kind::normalize) == 1);
  BOOST_TEST(heads::error() == "");
}

BOOST_AUTO_TEST_CASE(a_loss_is_not_written_over_what_the_chain_of_its_softmax_reads) {
  using head = plan_of<weighted, new_loss>;
  static_assert(head::count(step_kind::softmax_cross_entropy) == 1 && head::count(step_kind::normalize) == 0);
  for (auto const& each : head::planned::table.steps)
    if (each.kind == step_kind::softmax_cross_entropy && each.output_count > 1)
      BOOST_TEST((each.out[each.output_count - 1].where == tl::plan::space::workspace));
  BOOST_TEST(head::error() == "");
}

BOOST_AUTO_TEST_SUITE_END()
