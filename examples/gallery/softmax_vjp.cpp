// SPDX-License-Identifier: BSL-1.0
// test: clang suffices
// The backward pass through a softmax y: the Jacobian yᵢ(δᵢⱼ − yⱼ), then its product with the cotangent v; or y ⊙ (v −
// y·v), which is the same without a matrix.
#include "tapeless/check/identity.hpp"
#include "tapeless/show/text.hpp"
#include "tapeless/tapeless.hpp"

#include <cmath>
#include <cstdio>

namespace tl = tapeless;

template <std::uint32_t N>
struct softmax_of {
  static constexpr auto x = tl::input<"x", N>;
  static constexpr auto v = tl::input<"v", N>;
  static constexpr auto y = softmax(x);
  static constexpr auto J = tl::jacobian(y, x);
  static constexpr auto with_J = transpose(J) * v;
  static constexpr auto without_J = tl::vjp(y, x, v);
};
using softmax8 = softmax_of<8>;
using one_run = tl::program<double, softmax8::y, softmax8::J, softmax8::with_J, softmax8::without_J>;

struct cost {
  std::uint32_t n;
  std::uint64_t with_J, without_J;  // operations besides those of the softmax itself
};
template <std::uint32_t N>
constexpr cost cost_of = {N, tl::flops<softmax_of<N>::with_J> - tl::flops<softmax_of<N>::y>,
                          tl::flops<softmax_of<N>::without_J> - tl::flops<softmax_of<N>::y>};
constexpr cost costs[]{cost_of<2>, cost_of<4>, cost_of<8>, cost_of<16>, cost_of<32>, cost_of<64>, cost_of<128>};
constexpr bool as_expected() {
  for (cost const& c : costs)
    if (c.without_J > 6 * c.n || c.with_J < 4 * c.n * c.n) return false;
  return true;
}
static_assert(as_expected());

int main(int count, char** arguments) {
  double scores[8], v[8];
  for (int i = 0; i < 8; ++i) scores[i] = std::sin(2.0 * i), v[i] = std::cos(3.0 * i);
  static one_run::workspace memory{};
  auto const run = one_run::run(memory, bind(softmax8::x, scores), bind(softmax8::v, v));
  if (!run) return 1;

  std::puts(tl::to_text<softmax8::with_J, "with_J">().data());
  std::puts(tl::to_text<softmax8::without_J, "without_J">().data());
  double worst = 0, largest = 0;
  for (std::uint32_t j = 0; j < 8; ++j) {
    double by_hand = 0;  // element j of vᵀ·J
    for (std::uint32_t i = 0; i < 8; ++i) {
      double const slope = run[softmax8::y](i) * ((i == j ? 1 : 0) - run[softmax8::y](j));
      worst = std::fmax(worst, std::abs(slope - run[softmax8::J](i, j)));
      by_hand += v[i] * slope;
    }
    double const with_J = run[softmax8::with_J](j), without_J = run[softmax8::without_J](j);
    std::printf("%18.15f  %18.15f  %18.15f\n", by_hand, with_J, without_J);
    worst = std::fmax(worst, std::fmax(std::abs(by_hand - with_J), std::abs(by_hand - without_J)));
    largest = std::fmax(largest, std::abs(by_hand));
  }
  std::FILE* const file = count > 1 ? std::fopen(arguments[1], "w") : nullptr;
  std::puts("    n  with J  without");
  for (cost const& c : costs) {
    std::printf("%5u %7lu %8lu\n", c.n, static_cast<unsigned long>(c.with_J), static_cast<unsigned long>(c.without_J));
    if (file != nullptr) std::fprintf(file, "%u %g %g\n", c.n, double(c.with_J), double(c.without_J));
  }
  if (file != nullptr) std::fclose(file);
  return worst < 1e-14 && largest > 0.01 ? 0 : 1;
}
