// SPDX-License-Identifier: BSL-1.0
#include "tapeless/plan/pairs.hpp"

#include "simulation.hpp"

#include "tapeless/train/objective.hpp"
#include "tapeless/train/training_step.hpp"

#include <boost/test/unit_test.hpp>

namespace plan_pairs_test {

namespace tl = tapeless;
namespace plan = tapeless::plan;
using tapeless::op;

/// Wᵀ·d and d·fᵀ, where W is 8×4; the nodes of d, f and W have the numbers 0, 1 and 2.
constexpr plan::core_of_task backward{
    {.code = op::product, .left_transposed = true, .shape = {4, 1}, .a = 2, .b = 0}, {8, 4}, {8, 1}};
constexpr plan::core_of_task outer_product{
    {.code = op::batch_product_sum, .right_transposed = true, .shape = {8, 4}, .a = 0, .b = 1}, {8, 1}, {4, 1}};

template <class Source>
constexpr std::uint32_t pairs_of() {
  std::uint32_t together = 0;
  for (plan::step const& each : plan::planned<Source>::table.steps) together += each.with_next ? 1u : 0u;
  return together;
}
template <auto const&... Outputs>
constexpr std::uint32_t pairs_in = pairs_of<tl::rules::listed<Outputs...>>();

constexpr auto W = tl::parameter<"W", 16, 16>;
constexpr auto V = tl::parameter<"V", 16, 16>;
constexpr auto d = tl::input<"d", 16>;
constexpr auto f = tl::input<"f", 16>;
/// One sample: the products of a sum over samples.
template <class X, class Y>
constexpr auto outer_of(X const& x, Y const& y) {
  return tl::batch_sum(tl::batch<1>(outer(x, y)));
}
constexpr auto of_sample = transpose(W) * d;
constexpr auto product = tl::batch<1>(of_sample);
constexpr auto gradient = outer_of(d, f);
constexpr auto update = tl::assign(W, W - 0.5 * gradient);
constexpr auto update_of_another = tl::assign(V, V - 0.5 * gradient);
constexpr auto update_from_another = tl::assign(W, W - 0.5 * outer_of(f, d));
constexpr auto update_from_product = tl::assign(W, W - 0.5 * outer_of(d, of_sample));
/// As in a layer: the derivative of its activation comes from the activation.
constexpr auto h = tanh(V * f);
constexpr auto delta = of_sample % (1 - h % h);
constexpr auto activations = tl::batch<1>(h);
constexpr auto layer_update = tl::assign(W, W - 0.5 * outer_of(d, h));
constexpr auto of_delta = tl::assign(V, V - 0.5 * outer_of(delta, f));

struct net : tl::sequential<tl::in<"x", 5>, tl::dense<16, tl::activation::tanh>, tl::dense<16, tl::activation::tanh>,
                            tl::dense<16>> {};
template <plan::options How>
using training = plan::with_options<
    tl::train::update_of<tl::network_loss<net, tl::objective::mean_squared_error, 1>, tl::optimizer::sgd>, How>;

}  // namespace plan_pairs_test

BOOST_AUTO_TEST_SUITE(plan_pairs)

using namespace plan_pairs_test;

BOOST_AUTO_TEST_CASE(a_product_with_a_matrix_and_its_update_are_one_kernel) {
  BOOST_TEST((pairs_in<product, update>) == 1u);
  BOOST_TEST((plan_simulation::first_error<tl::rules::listed<product, update>>()) == "");
  for (auto const& on : {tl::targets::current, tl::targets::portable})
    BOOST_TEST(plan::are_product_and_outer_product(backward, outer_product, on) ==
               plan::has_columns_of_whole_vectors(backward.left, on));
}

BOOST_AUTO_TEST_CASE(kernels_of_other_matrices_or_other_vectors_stay_apart) {
  BOOST_TEST((pairs_in<product, update_of_another>) == 0u);
  BOOST_TEST((pairs_in<product, update, gradient>) == 0u);  // the gradient is an output
  BOOST_TEST((pairs_in<product, update_from_another>) == 0u);
  BOOST_TEST((pairs_in<product, update_from_product>) == 0u);
}

BOOST_AUTO_TEST_CASE(only_a_product_and_an_outer_product_of_one_sample_go_together) {
  constexpr auto on = tl::targets::portable;
  BOOST_TEST(plan::are_product_and_outer_product(backward, outer_product, on));
  auto const apart = [&](auto change) {
    plan::core_of_task first = backward;
    plan::core_of_task second = outer_product;
    change(first, second);
    return !plan::are_product_and_outer_product(first, second, on);
  };
  using core = plan::core_of_task;
  BOOST_TEST(apart([](core& first, core&) { first.core.code = op::batch_product_sum; }));
  BOOST_TEST(apart([](core& first, core&) { first.core.left_transposed = false; }));
  BOOST_TEST(apart([](core& first, core&) { first.core.right_transposed = true; }));
  BOOST_TEST(apart([](core& first, core&) { first.left.batch = 2; }));
  BOOST_TEST(apart([](core& first, core&) { first.left.columns = 1; }));
  BOOST_TEST(apart([](core& first, core&) { first.right.batch = 2; }));
  BOOST_TEST(apart([](core& first, core&) { first.right.columns = 2; }));
  BOOST_TEST(apart([](core&, core& second) { second.core.a = 1; }));  // another d
  BOOST_TEST(apart([](core&, core& second) { second.core.code = op::product; }));
  BOOST_TEST(apart([](core&, core& second) { second.core.left_transposed = true; }));
  BOOST_TEST(apart([](core&, core& second) { second.core.right_transposed = false; }));
  BOOST_TEST(apart([](core&, core& second) { second.left.batch = 2; }));
  BOOST_TEST(apart([](core&, core& second) { second.right.batch = 2; }));
  BOOST_TEST(apart([](core&, core& second) { second.left.columns = 2; }));
  BOOST_TEST(apart([](core&, core& second) { second.right.columns = 2; }));
}

BOOST_AUTO_TEST_CASE(what_the_product_makes_takes_the_place_of_what_the_update_multiplies) {
  using layer = tl::rules::listed<layer_update, of_delta>;
  BOOST_TEST(pairs_of<layer>() == 1u);
  static_assert(plan::planned<layer>::memory.workspace_elements == 16);  // h, and δ behind it
  BOOST_TEST(plan_simulation::first_error<layer>() == "");
  // not where somebody reads it afterwards
  using kept = tl::rules::listed<layer_update, of_delta, activations>;
  static_assert(plan::planned<kept>::memory.workspace_elements == 32);
  BOOST_TEST(plan_simulation::first_error<kept>() == "");
  using apart = plan::with_options<layer, plan::options{.updates_while_reading = false}>;
  static_assert(plan::planned<apart>::memory.workspace_elements == 32);
  BOOST_TEST(plan_simulation::first_error<apart>() == "");
}

BOOST_AUTO_TEST_CASE(an_input_of_a_chain_is_found_by_its_place) {
  plan::step made{};
  for (std::uint32_t leaf : {7u, 8u, 9u, 3u}) made.in[made.input_count++] = {plan::space::leaf, leaf};
  made.core_inputs = 2;
  BOOST_TEST(plan::chain_input_at(made, {plan::space::leaf, 9}) == 0u);
  BOOST_TEST(plan::chain_input_at(made, {plan::space::leaf, 3}) == 1u);
  BOOST_TEST(plan::chain_input_at(made, {plan::space::leaf, 7}) == plan::none);  // the core reads it
}

BOOST_AUTO_TEST_CASE(every_hidden_layer_of_a_network_has_one) {
  BOOST_TEST(pairs_of<training<plan::options{}>>() == 2u);
  BOOST_TEST(pairs_of<training<plan::options{.updates_while_reading = false}>>() == 0u);
  BOOST_TEST(plan_simulation::first_error<training<plan::options{}>>() == "");
}

BOOST_AUTO_TEST_SUITE_END()
