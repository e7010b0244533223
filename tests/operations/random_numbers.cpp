// SPDX-License-Identifier: BSL-1.0
// test: clang suffices
// What is drawn is the same for every value of the operand: here of the seed 0 in step 0.
#include "matrices.hpp"
#include "tapeless/expr/random.hpp"

#include <numbers>

namespace operations {
namespace {

double drawn(char const* stream, std::uint32_t element) {
  auto const key = tl::ops::key_of(0, tl::name(std::string_view(stream)).hash, 0);
  return tl::ops::random_bits(key, 0, element) * 0x1p-24;
}
matrix masked(matrix const& of) {
  return built(3, 1, [&](std::size_t i, std::size_t) {
    return drawn("mask", static_cast<std::uint32_t>(i)) >= 0.25 ? of(i) / 0.75 : 0;
  });
}
double normal(std::size_t i) {
  auto const element = static_cast<std::uint32_t>(i);
  double const angle = 2 * std::numbers::pi * drawn("noise.angle", element);
  return std::sqrt(-2 * std::log(1 - drawn("noise", element))) * std::cos(angle);
}

}  // namespace

group random_numbers() {
  return {"Random numbers", "tests/operations/random_numbers.cpp",
          together(structured<v>([](auto a) { return tl::training(dropout(a, 0.25, "mask")); },
                                 {.name = "training(dropout(v, 0.25, \"mask\"))",
                                  .shape = "any, kept",
                                  .value = R"(v \odot m, \; m_{i} = \frac{\mathbf{1}[u_{i} \ge 0.25]}{1 - 0.25})",
                                  .note = "u uniform in [0, 1), for each element and sample; in inference v",
                                  .formula = [](point const& at) { return masked(at[0]); },
                                  .is_linear = true}),
                   structured<v, s>([](auto a, auto sigma) { return tl::training(gaussian_noise(a, sigma, "noise")); },
                                    {.name = "training(gaussian_noise(v, s, \"noise\"))",
                                     .shape = "any, kept",
                                     .value = R"(v + s n, \; n_{i} \sim \mathcal{N}(0, 1))",
                                     .note = "in inference v",
                                     .formula =
                                         [](point const& at) {
                                           return built(3, 1, [&](std::size_t i, std::size_t) {
                                             return at[0](i) + at[1](0) * normal(i);
                                           });
                                         },
                                     .is_linear = true}))};
}
in_table const has_random_numbers(place::random_numbers, random_numbers);

}  // namespace operations
