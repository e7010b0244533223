// SPDX-License-Identifier: BSL-1.0
// EXPECT: a scalar of the optimizer's rule does not stand in its hyperparameters
// EXPECT: named<'r', 'a', 't', 'e'>, tapeless::error::one_of<>
#include <tapeless/tapeless.hpp>

namespace tl = tapeless;
struct plain {
  static constexpr auto states = boost::hana::make_tuple();
  static constexpr auto hyperparameters = boost::hana::make_tuple();
  static constexpr auto rule = boost::hana::make_tuple(
      assign(tl::update::parameter, tl::update::parameter - tl::scalar<"rate"> * tl::update::gradient));
};
struct net : tl::sequential<tl::in<"x", 4>, tl::dense<3>> {};
static tl::network_trainer<net, tl::objective::softmax_cross_entropy, plain, 8> trainer;
float run(std::span<float const> xs, std::span<int const> ys) { return trainer.step(xs, ys).loss; }
