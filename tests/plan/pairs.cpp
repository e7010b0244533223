// SPDX-License-Identifier: BSL-1.0
#include "tapeless/plan/pairs.hpp"

#include "simulation.hpp"

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

constexpr step with(op code, std::initializer_list<place> in, place out) {
  step made{};
  made.code = code;
  made.kind = plan::step_kind::product;
  for (place each : in) made.in[made.input_count++] = each;
  made.out[made.output_count++] = out;
  return made;
}
/// Wᵀ·d and W ← W − η·d·fᵀ, where W is 8×4 and leaf number 0.
constexpr step backward = [] {
  step made = with(op::product, {leaf(0), at(0)}, at(128));
  made.left_transposed = true;
  made.left = {8, 4};
  made.right = {8, 1};
  made.shape = {4, 1};
  return made;
}();
constexpr step update = [] {
  step made = with(op::batch_product_sum, {at(0), at(64), leaf(9), leaf(0)}, leaf(0));
  made.right_transposed = true;
  made.left = {8, 1};
  made.right = {4, 1};
  made.shape = {8, 4};
  return made;
}();

struct net : tl::sequential<tl::in<"x", 5>, tl::dense<16, tl::activation::tanh>, tl::dense<16, tl::activation::tanh>,
                            tl::dense<16>> {};
template <plan::options How>
using training = plan::with_options<
    tl::train::update_of<tl::network_loss<net, tl::objective::mean_squared_error, 1>, tl::optimizer::sgd>, How>;

}  // namespace plan_pairs_test

BOOST_AUTO_TEST_SUITE(plan_pairs)

using namespace plan_pairs_test;

BOOST_AUTO_TEST_CASE(a_product_with_a_matrix_and_its_update_are_one_kernel) {
  std::array steps{backward, update};
  plan::pair(steps);
  BOOST_TEST(steps[0].with_next);
  BOOST_TEST(steps[1].with_previous);
  BOOST_TEST((!steps[0].with_previous && !steps[1].with_next));
}

BOOST_AUTO_TEST_CASE(an_input_of_a_chain_is_found_by_its_place) {
  step made = update;
  made.core_inputs = 2;
  BOOST_TEST(plan::chain_input_at(made, leaf(9)) == 0u);
  BOOST_TEST(plan::chain_input_at(made, leaf(0)) == 1u);
  BOOST_TEST(plan::chain_input_at(made, at(0)) == plan::none);  // the core reads it
}

BOOST_AUTO_TEST_CASE(kernels_of_other_matrices_other_vectors_or_many_samples_stay_apart) {
  for (auto const& on : {tl::targets::current, tl::targets::portable})
    BOOST_TEST(plan::can_update_while_reading(backward, update, on));
  auto const apart = [](auto change) {
    step first = backward;
    step second = update;
    change(first, second);
    return !plan::can_update_while_reading(first, second, tl::targets::current);
  };
  BOOST_TEST(apart([](step&, step& second) { second.out[0] = leaf(1); }));  // another matrix is updated
  BOOST_TEST(apart([](step&, step& second) { second.out[0] = at(300); }));  // the gradient is kept
  BOOST_TEST(apart([](step&, step& second) { second.in[0] = at(64); }));    // another d
  BOOST_TEST(apart([](step&, step& second) { second.in[1] = at(128); }));   // reads what the product makes
  BOOST_TEST(apart([](step& first, step&) { first.kind = plan::step_kind::elementwise; }));
  BOOST_TEST(apart([](step& first, step&) { first.code = op::batch_product_sum; }));
  BOOST_TEST(apart([](step& first, step&) { first.left_transposed = false; }));
  BOOST_TEST(apart([](step& first, step&) { first.right_transposed = true; }));
  BOOST_TEST(apart([](step& first, step&) { first.left.batch = 2; }));
  BOOST_TEST(apart([](step& first, step&) { first.right.batch = 2; }));
  BOOST_TEST(apart([](step& first, step&) { first.right.columns = 2; }));
  BOOST_TEST(apart([](step& first, step&) { first.in[0] = at(300); }));
  BOOST_TEST(apart([](step&, step& second) { second.code = op::product; }));
  BOOST_TEST(apart([](step&, step& second) { second.left_transposed = true; }));
  BOOST_TEST(apart([](step&, step& second) { second.right_transposed = false; }));
  BOOST_TEST(apart([](step&, step& second) { second.left.batch = 2; }));
  BOOST_TEST(apart([](step&, step& second) { second.right.batch = 2; }));
  BOOST_TEST(apart([](step&, step& second) { second.left.columns = 2; }));
  BOOST_TEST(apart([](step&, step& second) { second.right.columns = 2; }));
  BOOST_TEST(apart([](step&, step& second) { second.out[second.output_count++] = at(300); }));  // the gradient too
}

BOOST_AUTO_TEST_CASE(every_hidden_layer_of_a_network_has_one) {
  auto const count = []<plan::options How>() {
    std::uint32_t together = 0;
    for (step const& each : plan::planned<training<How>>::table.steps) together += each.with_next ? 1u : 0u;
    return together;
  };
  BOOST_TEST(count.operator()<plan::options{}>() == 2U);
  BOOST_TEST(count.operator()<plan::options{.updates_while_reading = false}>() == 0U);
  BOOST_TEST(plan_simulation::first_error<training<plan::options{}>>() == "");
}

BOOST_AUTO_TEST_SUITE_END()
