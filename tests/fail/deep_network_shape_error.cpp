// SPDX-License-Identifier: BSL-1.0
// One wrong weight in the middle of eight layers, and a program that is instantiated and run on top of it: still one
// error, at the layer.
// EXPECT: a matrix product needs as many columns left as rows right
// EXPECT: left<24, 32>
// EXPECT: right<16, 1>
#include <tapeless/tapeless.hpp>

namespace tl = tapeless;
constexpr auto x = tl::input<"x", 8>;
constexpr auto y = tl::label<"y", 3>;
constexpr auto learning_rate = tl::scalar<"learning_rate">;
constexpr auto W1 = tl::parameter<"W1", 16, 8>;
constexpr auto W2 = tl::parameter<"W2", 16, 16>;
constexpr auto W3 = tl::parameter<"W3", 16, 16>;
constexpr auto W4 = tl::parameter<"W4", 24, 32>;
constexpr auto W5 = tl::parameter<"W5", 16, 24>;
constexpr auto W6 = tl::parameter<"W6", 16, 16>;
constexpr auto W7 = tl::parameter<"W7", 16, 16>;
constexpr auto W8 = tl::parameter<"W8", 3, 16>;
constexpr auto h1 = tl::define<"h1">(tanh(W1 * x));
constexpr auto h2 = tl::define<"h2">(tanh(W2 * h1));
constexpr auto h3 = tl::define<"h3">(tanh(W3 * h2));
constexpr auto h4 = tl::define<"h4">(tanh(W4 * h3));  // EXPECT-LINE
constexpr auto h5 = tl::define<"h5">(tanh(W5 * h4));
constexpr auto h6 = tl::define<"h6">([] { return gelu(W6 * h5); });
constexpr auto h7 = tl::define<"h7">([] { return h6 + where(h6, W7 * h6, 0.1 * h6); });
constexpr auto p = softmax(W8 * h7);
constexpr auto loss = tl::batch_mean(tl::batch<8>(tl::cross_entropy(p, y)));
constexpr auto dW1 = grad(loss, W1);
constexpr auto update = assign(W1, W1 - learning_rate * dW1);
using training = tl::program<float, loss, dW1, update>;

float step(training::workspace& memory, training::parameters& params, std::span<float const> data, std::span<int const> truth) {
  auto const r = training::run(memory, bind(x, data), bind(y, truth), params, bind(learning_rate, 0.1f));
  return r[loss] + r[dW1](0, 0) + params[W1](0, 0);
}
