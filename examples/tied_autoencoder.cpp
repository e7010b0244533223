// SPDX-License-Identifier: BSL-1.0
// test: clang suffices, unoptimized
// An autoencoder with tied weights and two heads, each with a weight of its own: what decodes is the transpose of what
// encodes, and the code also has to tell the class. The trainer minimizes one expression, and data is bound by leaf.
#include "tapeless/tapeless.hpp"

#include <array>
#include <cmath>
#include <cstdio>

namespace tl = tapeless;

inline constexpr auto x = tl::input<"x", 8>;
inline constexpr auto y = tl::label<"y", 2>;
inline constexpr auto W = tl::parameter<"W", 3, 8>;
inline constexpr auto code = tanh(W * x + tl::parameter<"code.bias", 3>);
inline constexpr auto decoded = transpose(W) * code + tl::parameter<"decoded.bias", 8>;
inline constexpr auto scores = tl::parameter<"head.weight", 2, 3> * code + tl::parameter<"head.bias", 2>;
inline constexpr auto share = tl::scalar<"share">;  // of the second head, given at run time
inline constexpr auto loss = tl::batch_mean(
    tl::batch<32>((1 - share) * tl::mean_squared_error(decoded, x) + share * tl::cross_entropy_with_logits(scores, y)));
static constinit tl::trainer<loss, tl::optimizer::adam> trainer{};

int main() {
  std::array<float, 32 * 8> waves{};  // a sine or a cosine, of one of two frequencies, shifted a little
  std::array<unsigned char, 32> classes{};
  for (std::size_t s = 0; s < 32; ++s) {
    classes[s] = s % 2;
    for (std::size_t i = 0; i < 8; ++i)
      waves[8 * s + i] = std::sin((s % 2 == 0 ? 0.4F : 0.9F) * static_cast<float>(i) + 0.05F * static_cast<float>(s));
  }
  trainer.initialize(tl::initializer::glorot{}, 1);
  if (!trainer.set(tl::optimizer::learning_rate, 0.02F)) return 1;
  for (int i = 0; i < 500; ++i)
    if (!trainer.step(bind(x, waves), bind(y, classes), bind(share, 0.2F))) return 1;
  float const learnt = trainer.evaluate(bind(x, waves), bind(y, classes), bind(share, 0.0F)).loss;
  float const told = trainer.evaluate(bind(x, waves), bind(y, classes), bind(share, 1.0F)).loss;
  std::printf("reconstruction %.4f, class %.4f\n", static_cast<double>(learnt), static_cast<double>(told));
  return learnt < 0.03F && told < 0.02F ? 0 : 1;
}
