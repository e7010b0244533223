// SPDX-License-Identifier: BSL-1.0
// test: clang suffices
// A 4-6-3-1 network with binary cross-entropy: the derived gradient of the mean over 8 samples against central
// differences, for each of its 55 parameters.
#include "tapeless/check/gradient.hpp"
#include "tapeless/tapeless.hpp"

#include <array>
#include <cmath>
#include <cstdio>

namespace tl = tapeless;

struct net : tl::sequential<tl::in<"x", 4>, tl::dense<6, tl::activation::tanh>, tl::dense<3, tl::activation::tanh>,
                            tl::dense<1>> {};
constexpr auto& loss = tl::network_loss<net, tl::objective::binary_cross_entropy, 8>;
static tl::gradient_check<loss> check{};

int main(int count, char** arguments) {
  std::FILE* const data = count > 1 ? std::fopen(arguments[1], "w") : nullptr;
  std::array<double, 8 * 4> samples{};
  std::array<double, 8> truths{};
  for (std::size_t i = 0; i < samples.size(); ++i) samples[i] = std::sin(1.0 + 2.5 * static_cast<double>(i));
  for (std::size_t s = 0; s < truths.size(); ++s) truths[s] = samples[4 * s] > samples[4 * s + 1] ? 1 : 0;

  tl::initialize(check.parameters, tl::initializer::glorot{}, 1);
  auto const report = check({}, bind(net::input, samples), bind(tl::input<"target">, truths));
  std::puts("parameter       where they differ most   derived      numeric      error");
  bool right = tl::all_pass(report) && report.size() == 6;
  for (tl::parameter_check const& each : report) {
    bool const passes = each.outcome == tl::verdict::pass && each.error < 1e-7 && std::abs(each.derived) > 1e-4;
    std::printf("%-14s  (%u, %u)                 %11.8f  %11.8f  %.1e  %s\n", each.leaf.text, each.row, each.column,
                each.derived, each.numeric, each.error, passes ? "pass" : "FAIL");
    if (data != nullptr) std::fprintf(data, "%s %.3e %.3e\n", each.leaf.text, std::abs(each.derived), each.error);
    right = right && passes;
  }
  if (data != nullptr) std::fclose(data);
  std::puts(right ? "all 55 numbers of the gradient are right to 1e-7" : "a gradient is wrong");
  return right ? 0 : 1;
}
