// SPDX-License-Identifier: BSL-1.0
// test: g++ suffices
// One program from units built with different -m flags. Each unit has its own functions (namespace tapeless::<target>);
// were they merged, the baseline unit could end up in instructions that the machine does not have.
#include "two_targets.hpp"

#include <cstdio>

float avx2_loss();
float avx512_loss();
std::string avx2_plans();
std::string avx512_plans();

namespace {

/// Runs one unit where the machine can, and compares: a different order of additions may change the last digits.
bool agrees(char const* name, bool runs_here, float (*loss)(), float expected) {
  if (!runs_here) {
    std::printf("%-8s linked, not run: this machine lacks it\n", name);
    return true;
  }
  float const value = loss();
  std::printf("%-8s %.9g\n", name, static_cast<double>(value));
  float const difference = value < expected ? expected - value : value - expected;
  return difference <= 1e-4f * expected;
}

/// Whether the plans for all targets are those that another unit made: a plan depends on what it is for, not on where
/// it is made.
bool plans_agree(char const* name, bool runs_here, std::string (*plans)()) {
  if (!runs_here || plans() == all_plans()) return true;
  std::printf("%-8s plans otherwise\n", name);
  return false;
}

}  // namespace

int main() {
  float const expected = trained_loss();
  bool good = expected > 0 && expected < 2;
  good &= agrees("baseline", true, &trained_loss, expected);
  good &= agrees("avx2", __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"), &avx2_loss, expected);
  good &= agrees("avx512", __builtin_cpu_supports("avx512f"), &avx512_loss, expected);
  good &= plans_agree("avx2", __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"), &avx2_plans);
  good &= plans_agree("avx512", __builtin_cpu_supports("avx512f"), &avx512_plans);
  return good ? 0 : 1;
}
