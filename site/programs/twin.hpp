// SPDX-License-Identifier: BSL-1.0
// A module as a native program, for tests that hold what the page computed against it: the same calls in the same order. They
// ask for no frozen layer, so that one trainer of all masks is compiled; tests/site/module.cpp freezes natively.
#pragma once

#include "module.hpp"

#include <chrono>
#include <cstdio>
#include <cstdlib>

namespace playground {

struct unfrozen : preset {
  using trainers = by_mask<preset::trainers::at<0>>;
};
static constinit module<unfrozen> current{};

/// FNV-1a over the bytes of all weights, leaf after leaf, row after row.
inline std::uint64_t checksum_of_weights() {
  std::uint64_t sum = 0xcbf29ce484222325U;
  for (std::uint32_t l = 0; l < module<unfrozen>::leaves::count; ++l) {
    float const* const numbers = current.weights_of(l);
    std::uint64_t const count = module<unfrozen>::leaves::table.each[l].shape.size();
    for (std::uint64_t i = 0; i < count; ++i) {
      auto bits = std::bit_cast<std::uint32_t>(numbers[i]);
      for (int byte = 0; byte < 4; ++byte, bits >>= 8) sum = (sum ^ (bits & 0xff)) * 0x100000001b3U;
    }
  }
  return sum;
}

inline void print_numbers(char const* name, float const* numbers, std::uint64_t count) {
  std::printf("\"%s\":[", name);
  for (std::uint64_t i = 0; i < count; ++i) std::printf("%s%.9g", i == 0 ? "" : ",", static_cast<double>(numbers[i]));
  std::printf("],");
}

}  // namespace playground

/// Prints one object of JSON: the mean loss of each round, what came out, and how fast.
int main(int count, char** arguments) {
  using playground::current;
  if (count != 8) {
    std::fprintf(stderr, "usage: %s <set> <noise> <seed> <initializer> <rate> <steps> <rounds>\n", arguments[0]);
    return 2;
  }
  auto const natural = [&](int i) { return static_cast<std::uint32_t>(std::strtoul(arguments[i], nullptr, 10)); };
  auto const number = [&](int i) { return std::strtof(arguments[i], nullptr); };
  current.make_data(natural(1), number(2), natural(3));
  current.initialize(natural(3), natural(4));
  current.set_rate(number(5));
  std::uint32_t const steps = natural(6), rounds = natural(7);
  using clock = std::chrono::steady_clock;
  auto const begin = clock::now();
  std::printf("{\"losses\":[");
  for (std::uint32_t r = 0; r < rounds; ++r)
    std::printf("%s%.9g", r == 0 ? "" : ",", static_cast<double>(current.run(steps)));
  std::printf("],");
  double const seconds = std::chrono::duration<double>(clock::now() - begin).count();
  playground::print_numbers("gradient_norms", current.gradient_norms(), current.layer_count);
  std::printf("\"evaluate\":%.9g,\"metric\":%.9g,\"storage_bytes\":%u,\"steps\":%u,",
              static_cast<double>(current.evaluate()), static_cast<double>(current.metric()), current.storage_bytes(),
              current.steps_done());
  std::printf("\"weights\":\"%016llx\",\"steps_a_second\":%.0f}\n",
              static_cast<unsigned long long>(playground::checksum_of_weights()), steps * double(rounds) / seconds);
}
