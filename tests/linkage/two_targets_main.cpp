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
bytes_of_a_file avx2_file();
bytes_of_a_file avx512_file();
std::vector<double> avx2_numbers();
std::vector<double> avx512_numbers();
bytes_of_a_file avx2_file_of(bytes_of_a_file const& from);
bytes_of_a_file avx512_file_of(bytes_of_a_file const& from);

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

/// Whether a file is the same whichever unit writes it, and means the same to whichever reads it.
bool files_agree(char const* name, bool runs_here, bytes_of_a_file (*file)(),
                 bytes_of_a_file (*file_of)(bytes_of_a_file const& from)) {
  if (!runs_here) return true;
  bytes_of_a_file const ours = saved_file(), ours_loaded = loaded_and_saved(ours);
  bool const good = !ours.empty() && ours_loaded != ours && file() == ours && file_of(ours) == ours_loaded &&
                    loaded_and_saved(file()) == ours_loaded;
  if (!good) std::printf("%-8s saves or loads otherwise\n", name);
  return good;
}

/// Whether random numbers are the same bits, some of them below and some above what a mask asks.
bool numbers_agree(char const* name, bool runs_here, std::vector<double> (*numbers)()) {
  std::vector<double> const ours = random_numbers();
  if (runs_here && numbers() == ours && ours[0] > 0 && ours[0] < 19) return true;
  if (runs_here) std::printf("%-8s draws otherwise\n", name);
  return !runs_here;
}

}  // namespace

int main() {
  float const expected = trained_loss();
  bool const has_avx2 = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
  bool const has_avx512 = __builtin_cpu_supports("avx512f");
  bool good = expected > 0 && expected < 2;
  good &= agrees("baseline", true, &trained_loss, expected);
  good &= agrees("avx2", has_avx2, &avx2_loss, expected);
  good &= agrees("avx512", has_avx512, &avx512_loss, expected);
  good &= plans_agree("avx2", has_avx2, &avx2_plans);
  good &= plans_agree("avx512", has_avx512, &avx512_plans);
  good &= files_agree("avx2", has_avx2, &avx2_file, &avx2_file_of);
  good &= files_agree("avx512", has_avx512, &avx512_file, &avx512_file_of);
  good &= numbers_agree("avx2", has_avx2, &avx2_numbers);
  good &= numbers_agree("avx512", has_avx512, &avx512_numbers);
  return good ? 0 : 1;
}
