// SPDX-License-Identifier: BSL-1.0
// EXPECT: update::state<name> stands in the rule of an optimizer whose states list it
// EXPECT: symbol_without_a_place<tapeless::error::named<'m'>
#include <tapeless/tapeless.hpp>

namespace tl = tapeless;
struct heavy {
  static constexpr auto m = 0.9 * tl::update::state<"m"> + tl::update::gradient;
  static constexpr auto states = boost::hana::make_tuple();
  static constexpr auto hyperparameters = boost::hana::make_tuple();
  static constexpr auto rule = boost::hana::make_tuple(assign(tl::update::state<"m">, m),
                                                       assign(tl::update::parameter, tl::update::parameter - m));
};
struct net : tl::sequential<tl::in<"x", 4>, tl::dense<3>> {};
static tl::network_trainer<net, tl::objective::softmax_cross_entropy, heavy, 8> trainer;  // EXPECT-LINE
float run(std::span<float const> xs, std::span<int const> ys) { return trainer.step(xs, ys).loss; }
