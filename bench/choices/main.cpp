// SPDX-License-Identifier: BSL-1.0
// What each special case of the planner and of the kernels gains: a training step without it over one with it, timed by
// turns. Prints a table; a dash: it makes no difference to that network. `bench_choices [rounds]`.
#include "choices.hpp"

#include <cstdio>
#include <cstdlib>

namespace choices {

std::vector<measured_network>& networks() {
  static std::vector<measured_network> all;
  return all;
}

}  // namespace choices

int main(int arguments, char** argument) {
  using namespace choices;
  int const rounds = arguments > 1 ? std::atoi(argument[1]) : 31;
  std::printf("| without | ");
  for (measured_network const& net : networks()) std::printf("%s | ", net.name);
  std::printf("\n|---|");
  for (std::size_t i = 0; i < networks().size(); ++i) std::printf("---|");
  std::printf("\n");
  for (std::size_t nth = 0; nth < special_cases.size(); ++nth) {
    std::printf("| %s | ", special_cases[nth].name);
    for (measured_network const& net : networks()) {
      if (net.without[nth] == nullptr)
        std::printf("- | ");
      else
        std::printf("%.2f | ", ratio(*net.without[nth](), *net.with_all(), rounds));
      std::fflush(stdout);
    }
    std::printf("\n");
  }
}
