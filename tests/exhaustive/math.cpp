// SPDX-License-Identifier: BSL-1.0
#include "document.hpp"
#include "fast.hpp"
#include "powers.hpp"
#include "speed.hpp"

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iomanip>
#include <string>

/// Every float through every function, and many doubles: exhaustive_math [--stride n] [--doubles n] [--results file]
/// [name]... exhaustive_math --document results results writes docs/mathematics.md from the results of two builds; with
/// --check instead it only compares the errors. Run in the project's root.
namespace exhaustive {

struct settings {
  std::uint32_t stride = 1;
  std::uint64_t doubles = 12'000'000;
  std::uint64_t pairs = 20'000'000;
  std::string results;
  std::vector<std::string> only;

  bool takes(std::string const& name) const {
    return only.empty() || std::find(only.begin(), only.end(), name) != only.end();
  }
};

/// Whether the error is within the bound that the function's header states.
bool holds(char const* name, char const* type, double error) {
  double const bound = stated_bound(name, type);
  if (error <= bound) return true;
  std::printf("%s: %s has an error of %.4f ulp, the header says %.2f\n", name, type, error, bound);
  return false;
}

template <class F>
bool examine(settings const& given, std::ofstream& results) {
  auto const of_float = sweep_floats<F>(given.stride);
  auto const of_double = sample_doubles<F>(given.doubles);
  auto const time = measure<F>();
  std::printf("%-9s float %.4f at %a, %llu signs, %llu lanes; double %.4f at %a, %llu lanes; %.2f %.3f %.1f ns\n",
              F::called, of_float.worst.error, static_cast<double>(of_float.worst.at),
              static_cast<unsigned long long>(of_float.signs), static_cast<unsigned long long>(of_float.lanes),
              of_double.worst.error, of_double.worst.at, static_cast<unsigned long long>(of_double.lanes), time.single,
              time.pack, time.latency);
  std::fflush(stdout);
  results << F::called << ' ' << of_float.worst.error << ' ' << of_float.worst.at << ' ' << of_double.worst.error << ' '
          << of_double.worst.at << ' ' << time.single << ' ' << time.pack << ' ' << time.latency << std::endl;
  bool const float_holds = holds(F::called, "float", of_float.worst.error);
  bool const double_holds = holds(F::called, "double", of_double.worst.error);
#if defined(TAPELESS_CONTRACTED)
  bool const same_on_packs = true;  // a compiler may contract a pack's sums otherwise than a number's
#else
  bool const same_on_packs = of_float.lanes == 0 && of_double.lanes == 0;
#endif
  return float_holds && double_holds && of_float.signs == 0 && same_on_packs;
}

bool examine_powers(settings const& given, std::ofstream& results) {
  bool passed = true;
  for (float const y : exponents) {
    auto const found = sweep_power(y, given.stride);
    std::printf("pow(x, %g) float %.4f at %a, %llu signs\n", static_cast<double>(y), found.worst.error,
                static_cast<double>(found.worst.at), static_cast<unsigned long long>(found.signs));
    std::fflush(stdout);
    results << "pow(x," << std::setprecision(3) << y << std::setprecision(9) << ") " << found.worst.error << ' '
            << found.worst.at << ' ' << given.stride << " 0 0 0 0" << std::endl;
    passed &= holds("pow", "float", found.worst.error) && found.signs == 0;
  }
  for (auto const& found : sample_pairs(given.pairs)) {
    std::printf("%s float %.4f double %.4f\n", found.called, found.of_float, found.of_double);
    results << found.called << "(x,y) " << found.of_float << " 0 " << found.of_double << " 0 0 0 0" << std::endl;
    passed &= holds(found.called, "float", found.of_float);
    passed &= holds(found.called, "double", found.of_double);
  }
  return passed;
}

/// No bound in units in the last place: what is stated is the distance.
bool examine_fast(settings const& given, std::ofstream& results) {
  auto const found = largest_distance(given.stride);
  double const times[]{time_of_program<approximate>(), time_of_program<accurate>(),
                       time_of_program<approximate, approximate_slope>(), time_of_program<accurate, accurate_slope>()};
  std::printf("fast_tanh %.5f from tanh at %a; %.3f ns, tanh %.3f; with gradient %.3f, tanh %.3f\n", found.error,
              static_cast<double>(found.at), times[0], times[1], times[2], times[3]);
  results << "fast_tanh " << found.error << ' ' << found.at << ' ' << times[0] << ' ' << times[1] << ' ' << times[2]
          << ' ' << times[3] << " 0" << std::endl;
  return found.error <= 0.0236;
}

bool examine_all(settings const& given) {
  std::ofstream results(given.results);
  results.precision(9);
  bool passed = true;
  all_functions::for_each([&](auto f) {
    using F = decltype(f);
    if (given.takes(F::called)) passed &= examine<F>(given, results);
  });
  if (given.takes("fast_tanh")) passed &= examine_fast(given, results);
  if (given.takes("pow")) passed &= examine_powers(given, results);
  return passed;
}

}  // namespace exhaustive

int main(int count, char** words) {
  exhaustive::settings given;
  for (int i = 1; i < count; ++i) {
    std::string const word = words[i];
    if ((word == "--document" || word == "--check") && i + 2 < count)
      return exhaustive::document(words[i + 1], words[i + 2], word == "--document") ? 0 : 1;
    if (word == "--stride" && i + 1 < count)
      given.stride = static_cast<std::uint32_t>(std::strtoul(words[++i], nullptr, 10));
    else if (word == "--doubles" && i + 1 < count)
      given.doubles = std::strtoull(words[++i], nullptr, 10);
    else if (word == "--results" && i + 1 < count)
      given.results = words[++i];
    else
      given.only.push_back(word);
  }
  return exhaustive::examine_all(given) ? 0 : 1;
}
