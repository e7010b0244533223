// SPDX-License-Identifier: BSL-1.0
// The gradient of each sample for itself has no batch whose statistics it could take.
// EXPECT: a mean over samples, as batch_norm in training takes it, stands within batch<B>(...)
// EXPECT: shape_of<3, 1>
#include <tapeless/tapeless.hpp>

namespace tl = tapeless;
struct net : tl::sequential<tl::in<"x", 2>, tl::dense<3>, tl::normalization::batch_norm, tl::dense<1>> {};
constexpr auto W = tl::parameter<"net.0.weight", 3, 2>;
constexpr auto by_sample = tl::training(tl::batch<8>(tl::grad(square(tl::output<net>), W)));
using program = tl::program<float, by_sample>;

void run(program::workspace& memory, program::parameters& parameters, program::state& state, std::span<float const> xs) {
  static_cast<void>(program::run(memory, parameters, state, bind(tl::input<"x", 2>, xs)));  // EXPECT-LINE
}
