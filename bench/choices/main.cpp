// SPDX-License-Identifier: BSL-1.0
// What each special case of the planner and of the kernels gains: a training step without it over one with it, timed by turns. Prints a
// table; a dash: it makes no difference to that network. `bench_choices [rounds]`.
#include "choices.hpp"

#include <algorithm>
#include <cstdio>
#include <cstdlib>

namespace choices {

std::vector<measured_network>& networks() {
  static std::vector<measured_network> all;
  return all;
}

namespace {

constexpr double slice_seconds = 2e-3;

double median(std::vector<double> values) {
  std::nth_element(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2), values.end());
  return values[values.size() / 2];
}
/// The median over the rounds of a step's time without the case over that with it.
double gain(measured_network const& net, std::size_t nth, int rounds) {
  auto const with = net.with_all();
  auto const without = net.without[nth]();
  with->seconds(10);
  long const steps = std::max(10L, static_cast<long>(10 * slice_seconds / with->seconds(10)));
  std::vector<double> ratios;
  for (int round = 0; round < rounds; ++round) {
    bool const first = round % 2 == 0;
    double const before = first ? with->seconds(steps) : without->seconds(steps);
    double const after = first ? without->seconds(steps) : with->seconds(steps);
    ratios.push_back(first ? after / before : before / after);
  }
  return median(ratios);
}

}  // namespace
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
        std::printf("%.2f | ", gain(net, nth, rounds));
      std::fflush(stdout);
    }
    std::printf("\n");
  }
}
