// SPDX-License-Identifier: BSL-1.0
// EXPECT: a leaf is assigned twice in one program
#include <tapeless/tapeless.hpp>

namespace tl = tapeless;
template <int Up>
struct counted {
  static constexpr auto count = tl::update::shared<"count">;
  static constexpr auto gradient = tl::update::gradient / (count + Up);
  static constexpr auto rule = boost::hana::make_tuple(assign(count, count + Up));
};
struct net : tl::sequential<tl::in<"x", 4>, tl::dense<3>> {};
using how = tl::optimizer::chain<counted<1>, counted<2>, counted<3>, tl::optimizer::sgd>;
static tl::network_trainer<net, tl::objective::softmax_cross_entropy, how, 8> trainer;  // EXPECT-LINE
float run(std::span<float const> xs, std::span<int const> ys) { return trainer.step(xs, ys).loss; }
