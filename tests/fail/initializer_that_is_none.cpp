// SPDX-License-Identifier: BSL-1.0
// EXPECT: template <class T, class G> constexpr T sample(G& generator, std::uint32_t fan_in, std::uint32_t fan_out) const
// EXPECT: no_initializer<ones>
#include <tapeless/tapeless.hpp>

namespace tl = tapeless;
struct ones {
  template <class T>
  constexpr T sample() const {
    return 1;
  }
};
struct net : tl::sequential<tl::in<"x", 4>, tl::dense<3>> {};
static tl::network_trainer<net, tl::objective::softmax_cross_entropy, tl::optimizer::sgd, 8> trainer;
void start() { trainer.initialize(ones{}, 1); }  // EXPECT-LINE
