// SPDX-License-Identifier: BSL-1.0
#include "tapeless/plan/plan.hpp"

#include "tapeless/diff/grad.hpp"
#include "tapeless/expr/reduction.hpp"
#include "tapeless/train/objective.hpp"
#include "tapeless/train/training_step.hpp"

#include <boost/test/unit_test.hpp>

#include <vector>

namespace plan_plan_test {

namespace tl = tapeless;
using tl::plan::step_kind;

using layer = tl::dense<8, tl::activation::tanh>;
struct three : tl::sequential<tl::in<"x", 8>, layer, layer, layer, tl::dense<2>> {};
struct six : tl::sequential<tl::in<"x", 8>, layer, layer, layer, layer, layer, layer, tl::dense<2>> {};
template <class Net>
using training = tl::plan::planned<
    tl::train::update_of<tl::network_loss<Net, tl::objective::softmax_cross_entropy, 4>, tl::optimizer::sgd>>;

constexpr auto x = tl::input<"x", 5>;
constexpr auto y = tl::label<"y", 3>;
constexpr auto W1 = tl::parameter<"W1", 4, 5>;
constexpr auto W2 = tl::parameter<"W2", 3, 4>;
constexpr auto loss = tl::batch_mean(tl::batch<4>(-sum(tl::xlogy(y, softmax(W2* tanh(W1* x))))));
constexpr auto new_W1 = tl::assign(W1, W1 - 0.5 * tl::grad(loss, W1));
constexpr auto new_W2 = tl::assign(W2, W2 - 0.5 * tl::grad(loss, W2));
constexpr auto thaw = tl::grad(loss, W1);

// an output and a code each
constexpr auto p = tl::parameter<"p", 80>;
template <std::uint32_t I>
constexpr auto of_its_own_shape = exp(tl::slice<0, I + 2>(p)) + (I + 1);
template <std::uint32_t... I>
consteval auto many_codes(std::integer_sequence<std::uint32_t, I...>) {
  return std::type_identity<tl::plan::planned<tl::rules::listed<of_its_own_shape<I>...>>>{};
}
template <std::uint32_t Count>
using with_codes = typename decltype(many_codes(std::make_integer_sequence<std::uint32_t, Count>{}))::type;

/// What a step computes, without where: two steps of equal descriptors share one kernel.
bool same_kernel(tl::plan::step const& l, tl::plan::step const& r) {
  return l.kind == r.kind && l.code == r.code && l.left_transposed == r.left_transposed &&
         l.right_transposed == r.right_transposed && l.shape == r.shape && l.left == r.left && l.right == r.right &&
         l.chain == r.chain;
}
template <class Planned>
std::size_t kernels() {
  std::vector<tl::plan::step> distinct;
  for (auto const& each : Planned::table.steps) {
    bool known = false;
    for (auto const& other : distinct) known = known || same_kernel(each, other);
    if (!known) distinct.push_back(each);
  }
  return distinct.size();
}
template <auto const&... Outputs>
constexpr std::uint32_t products() {
  std::uint32_t found = 0;
  for (auto const& each : tl::plan::planned<tl::rules::listed<Outputs...>>::table.steps)
    found += each.kind == step_kind::product ? 1u : 0u;
  return found;
}
template <auto const&... Outputs>
constexpr bool computes(tl::extents shape) {
  for (auto const& each : tl::plan::planned<tl::rules::listed<Outputs...>>::table.steps)
    if (each.shape == shape) return true;
  return false;
}

}  // namespace plan_plan_test

BOOST_AUTO_TEST_SUITE(plan_plan)

using namespace plan_plan_test;

BOOST_AUTO_TEST_CASE(equal_layers_share_their_kernels) {
  BOOST_TEST(kernels<training<six>>() == kernels<training<three>>());
  BOOST_TEST(training<six>::table.codes.size() == training<three>::table.codes.size());
  BOOST_TEST(training<six>::step_count > training<three>::step_count);
}

BOOST_AUTO_TEST_CASE(the_gradient_of_the_first_layers_input_is_not_computed) {
  // forward W1·x, W2·h; backward ∂W2, W2ᵀδ, ∂W1; no W1ᵀδ
  static_assert(products<new_W1, new_W2>() == 5);
  BOOST_TEST((!computes<new_W1, new_W2>(tl::extents{5, 1, 4})));
}

BOOST_AUTO_TEST_CASE(a_frozen_layer_costs_no_gradient) {
  // forward W1·x, W2·h; backward ∂W2 only
  static_assert(products<new_W2>() == 3);
  BOOST_TEST((!computes<new_W2>(tl::extents{4, 5})));
  BOOST_TEST((computes<new_W2, thaw>(tl::extents{4, 5})));
}

BOOST_AUTO_TEST_CASE(a_gradient_alone_does_not_compute_the_loss) {
  bool cross_entropy = false;
  for (auto const& each : tl::plan::planned<tl::rules::listed<thaw>>::table.steps)
    cross_entropy = cross_entropy || each.kind == step_kind::softmax_cross_entropy;
  BOOST_TEST(!cross_entropy);
}

template <std::uint32_t Count>
void expect_codes() {
  using plan = with_codes<Count>;
  BOOST_TEST_REQUIRE(plan::table.codes.size() == Count);
  std::uint32_t met = 0;
  for (tl::plan::step const& each : plan::table.steps) {
    if (each.kind != step_kind::elementwise) continue;
    BOOST_TEST(plan::table.codes[each.chain].constants[0] == each.shape.rows - 1);
    BOOST_TEST((plan::outputs[each.shape.rows - 2] == each.out[0]));
    ++met;
  }
  BOOST_TEST(met == Count);
}
BOOST_AUTO_TEST_CASE(codes_find_room_however_many_they_are) {
  expect_codes<64>();  // as many as there is room for at first
  expect_codes<65>();
}

BOOST_AUTO_TEST_SUITE_END()
