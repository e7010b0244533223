// SPDX-License-Identifier: BSL-1.0
// test: clang suffices
// Inference only: the weights are a constant in read-only memory, the program has no gradient, no state and a workspace
// of a few numbers. The network computes XOR with weights chosen by hand; what it answers is also proved by the
// compiler.
#include "tapeless/run/interpreter.hpp"
#include "tapeless/tapeless.hpp"

#include <cstdio>

namespace tl = tapeless;

inline constexpr auto x = tl::input<"x", 2>;
inline constexpr auto W1 = tl::parameter<"W1", 2, 2>;
inline constexpr auto b1 = tl::parameter<"b1", 2>;
inline constexpr auto w2 = tl::parameter<"w2", 2>;
inline constexpr auto answer = dot(w2, relu(W1* x + b1));

using program = tl::program<float, answer>;

static constexpr program::parameters weights = [] {
  program::parameters p{};
  p[W1].copy_from(std::array{1.0F, 1.0F, 1.0F, 1.0F});  // row after row
  p[b1].copy_from(std::array{0.0F, -1.0F});
  p[w2].copy_from(std::array{1.0F, -2.0F});
  return p;
}();

static_assert(tl::evaluate<float, answer>(bind(x, std::array{1.0F, 0.0F}), weights) == 1.0F);
static_assert(tl::evaluate<float, answer>(bind(x, std::array{1.0F, 1.0F}), weights) == 0.0F);
static_assert(program::workspace_bytes <= 2 * 64);  // two numbers and one, in whole vectors where the target has them

int main() {
  static constinit program::workspace workspace{};
  for (int a = 0; a < 2; ++a)
    for (int b = 0; b < 2; ++b) {
      float const sample[2]{static_cast<float>(a), static_cast<float>(b)};
      float const result = program::run(workspace, bind(x, sample), weights)[answer];
      std::printf("%d xor %d = %.0f\n", a, b, static_cast<double>(result));
      if (result != static_cast<float>(a ^ b)) return 1;
    }
  std::printf("weights %zu bytes, workspace %zu bytes\n", program::parameters::bytes(), program::workspace_bytes);
}
