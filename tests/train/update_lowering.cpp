// SPDX-License-Identifier: BSL-1.0
#include "tapeless/train/update_lowering.hpp"

#include "ten_steps.hpp"

namespace {
namespace train_update_lowering_test {

namespace tl = tapeless;

struct net : tl::sequential<tl::in<"x", 4>, tl::dense<5, tl::activation::tanh>, tl::dense<3, tl::activation::tanh>,
                            tl::dense<2>> {};

}  // namespace train_update_lowering_test
}  // namespace

BOOST_AUTO_TEST_SUITE(train_update_lowering)

using namespace ten_steps;
using namespace train_update_lowering_test;

BOOST_AUTO_TEST_CASE(a_step_names_a_state_for_each_parameter_and_updates_every_parameter_once) {
  using source =
      tl::train::update_of<tl::network_loss<net, tl::objective::softmax_cross_entropy, 5>, tl::optimizer::momentum>;
  constexpr auto const& g = tl::rules::lowered<source>;
  static_assert(g.size.outputs == 1 && g.size.assigns == 12);
  tl::basic_program<double, source>::state state{};
  BOOST_TEST(state.at<"net.0.weight.momentum">().size() == 20U);
  BOOST_TEST(state.at<"net.2.bias.momentum">().size() == 2U);
  BOOST_TEST(state.size() == (tl::basic_program<double, source>::parameters::size()));
}

BOOST_AUTO_TEST_CASE(what_stands_before_the_optimizer_is_frozen_and_behind_what_only_others_have_had) {
  using optimizer::chain, optimizer::freeze, optimizer::only;
  numbers m{};
  auto const rest = [m](numbers& at, numbers const& g, int) mutable {
    for (std::size_t i = 0; i < 3; ++i) at[i] -= 0.125 * (m[i] = 0.9 * m[i] + g[i]);
  };
  using matrix = group::named<"M">;
  expect<chain<optimizer::clip_by_value, freeze<matrix>, optimizer::momentum>>(
      [](auto& trainer) {
        with_rate(trainer);
        set(trainer, optimizer::max_value, 1e3);
      },
      rest);
  expect<chain<only<group::except<matrix>, optimizer::momentum>, freeze<matrix>>>(with_rate, rest);
}

BOOST_AUTO_TEST_SUITE_END()
