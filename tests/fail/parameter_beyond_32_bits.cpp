// SPDX-License-Identifier: BSL-1.0
// The error is the leaf's, and nothing that uses it adds one.
// EXPECT: no more elements than at_most<elements>
// EXPECT: shape_of<65536, 65536>
#include <tapeless/tapeless.hpp>

namespace tl = tapeless;
constexpr auto x = tl::input<"x", 65536>;
constexpr auto y = tl::label<"y", 65536>;
constexpr auto M = tl::parameter<"M", 65536, 65536>;
constexpr auto loss = tl::batch_mean(tl::batch<8>(tl::cross_entropy(tl::softmax(M * x), y)));
constexpr auto update = tl::assign(M, M - 0.1 * grad(loss, M));
using program = tl::program<float, loss, update>;

void run(program::workspace& memory, program::parameters& p, std::span<float const> xs, std::span<int const> ys) {
  static_cast<void>(program::run(memory, p, bind(x, xs), bind(y, ys)));
  p[M](0, 0) = 1;
}
