// SPDX-License-Identifier: BSL-1.0
#include "document.hpp"

#include "functions.hpp"

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <map>
#include <sstream>
#include <vector>

namespace exhaustive {
namespace {

constexpr char const* path = "docs/mathematics.md";
constexpr char const* times_heading = "## Time\n";

std::string text_of(std::string const& file) {
  std::ostringstream text;
  text << std::ifstream(file).rdbuf();
  return text.str();
}

/// One line of a file of results.
struct found {
  double of_float = 0, at_float = 0, of_double = 0, at_double = 0, single = 0, pack = 0, latency = 0;
};
std::map<std::string, found> read(std::string const& file) {
  std::map<std::string, found> all;
  std::ifstream results(file);
  found each;
  for (std::string name; results >> name >> each.of_float >> each.at_float >> each.of_double >> each.at_double >>
                         each.single >> each.pack >> each.latency;)
    all[name] = each;
  return all;
}

std::string formatted(char const* format, double x) {
  char text[64];
  std::snprintf(text, sizeof text, format, x);
  return text;
}
/// The larger of two errors, upwards to three decimals, and where it is.
std::string error(double a, double at_a, double b, double at_b, bool with_place) {
  double const larger = std::max(a, b);
  if (larger <= 0.5) return with_place ? "correctly rounded | –" : "correctly rounded";
  std::string const text = formatted("%.3f", std::ceil(larger * 1000) / 1000);
  return with_place ? text + " | " + formatted("%.9g", a < b ? at_b : at_a) : text;
}

using results = std::map<std::string, found>;

void errors_of_functions(std::ostream& out, results const& contracted, results const& uncontracted) {
  out << "| function | float, ulp | at | double, ulp | special values |\n|---|---|---|---|---|\n";
  all_functions::for_each([&](auto f) {
    found const a = contracted.at(f.called), b = uncontracted.at(f.called);
    out << "| `" << f.called << "` | " << error(a.of_float, a.at_float, b.of_float, b.at_float, true) << " | "
        << error(a.of_double, 0, b.of_double, 0, false) << " | " << f.special << " |\n";
  });
}
/// A run may be shorter: every so many blocks of 1024 floats that follow one another.
std::string taken(double stride) {
  return stride == 1 ? "every float" : "1024 floats of every " + formatted("%.0f", 1024 * stride);
}
void errors_of_powers(std::ostream& out, results const& contracted, results const& uncontracted) {
  out << "| function | arguments | float, ulp | double, ulp |\n|---|---|---|---|\n";
  for (auto const& [name, a] : contracted) {
    auto const open = name.find('(');
    if (open == std::string::npos) continue;
    found const b = uncontracted.at(name);
    bool const is_pairs = name.find("(x,y)") != std::string::npos;
    out << "| `" << name << "` | " << (is_pairs ? "20 million random pairs" : taken(a.of_double)) << " | "
        << error(a.of_float, 0, b.of_float, 0, false) << " | "
        << (is_pairs ? error(a.of_double, 0, b.of_double, 0, false) : "–") << " |\n";
  }
}
void times(std::ostream& out, results const& contracted) {
  out << "| function | one float | "
      << tapeless::register_width<float> << " floats, for each | latency of a pack |\n|---|---|---|---|\n";
  all_functions::for_each([&](auto f) {
    found const a = contracted.at(f.called);
    out << "| `" << f.called << "` | " << formatted("%.1f", a.single) << " | " << formatted("%.2f", a.pack) << " | "
        << formatted("%.0f", a.latency) << " |\n";
  });
}

void fast_variant(std::ostream& out, found const& fast) {
  out << "| program | value | value and gradient |\n|---|---|---|\n| `tanh(x)` | " << formatted("%.2f", fast.at_double)
      << " | " << formatted("%.2f", fast.pack) << " |\n| `fast_tanh(x)` | " << formatted("%.2f", fast.of_double)
      << " | " << formatted("%.2f", fast.single) << " |\n";
}

constexpr char const* other_arithmetic = R"(
## Other arithmetic

Under `-ffast-math`, `-Ofast`, `-funsafe-math-optimizations` and `-fassociative-math` compilers reorder sums, which
would take the functions' roundings apart ((x + s) − s is x). Where a sum must stay as it is written, its result goes
through an empty `asm` (`math/rounded.hpp`): no instruction, and not there at all where g++ says that it keeps the
order; clang does not say, so there it always is. For normal arguments with normal results the errors are then at most
twice those above and 1 ulp (`tests/linkage/fast_math_main.cpp` holds g++ and clang to it, numbers and packs, with
subnormal numbers flushed to zero). Besides:

| | |
|---|---|
| NaN, ±∞ | With `-ffinite-math-only`, which `-ffast-math` implies, they may come out as any number, also in constant expressions, and comparisons with them are not made. What the tables say of special values holds for plain units. |
| subnormal numbers | A program linked with `-ffast-math` counts them as 0 (FTZ and DAZ) in all its units: log(1e-40) is −∞, results below the normal numbers are 0, `erf` of a plain unit loses up to 13 % below 8 times the smallest normal number. |
| signed zeros | may lose their sign |
| mixed units | Units built with and without `-ffast-math` or `-ffinite-math-only` share no function: the inline namespace says so (`avx2_fast_math`, `avx2_finite_math`). clang does not show `-funsafe-math-optimizations` and `-fassociative-math` to programs: give them to all units or to none. |
| x87 | `-mfpmath=387`, or no SSE2 at all, is refused with one error: numbers wider than their type break every function. |

)";

/// The section that tests/derivatives writes.
std::string derivatives_as_they_are() {
  std::string const text = text_of(path);
  auto const first = text.find("## Derivatives\n");
  return first == std::string::npos ? "" : text.substr(first, text.find("## The fast variant\n") - first);
}

std::string text_from(results const& contracted, results const& uncontracted) {
  std::ostringstream out;
  out << R"(# Mathematics

The elementary functions of `include/tapeless/math` are used by kernels, by the interpreter and in constant expressions:
one definition for one number and for as many as a vector register has. This file is written by `tests/exhaustive`,
which takes every one of the 2³² floats, on packs, and 12 million doubles for each function (a third of them any
encoding, the others within ±1, ±10, ±40 and ±750):

    cmake -S . -B build -DTAPELESS_EXHAUSTIVE_TESTS=ON && cmake --build build --target exhaustive
    ctest --test-dir build -L exhaustive -j2
    build/tests/exhaustive_math_contracted --document build/tests/contracted.results build/tests/uncontracted.results

Errors are in units in the last place, where 0.5 is what rounding costs, and the larger of two builds: with fused
multiply–add and without. Floats are compared with the C library's function in double, doubles with long double, and the
largest errors and every thousandth double with MPFR. In the build without, each lane of a pack has the bits of the
function of one number (compared in every 64th block of 1024); fused, a compiler may contract the two differently. Every
function of a NaN is a NaN.

)";
  errors_of_functions(out, contracted, uncontracted);
  out << "\n## Two arguments\n\n";
  errors_of_powers(out, contracted, uncontracted);
  out << other_arithmetic << derivatives_as_they_are();
  out << "## The fast variant\n\n`fast_tanh(x)`, a formula that is differentiated as it is, is at most "
      << formatted("%.5f", std::ceil(contracted.at("fast_tanh").of_float * 1e5) / 1e5)
      << " away from tanh at any float. Where there\nare vectors it pays for inference only, because the derivative of the "
         "formula has divisions of its own and that of tanh\nis 1 − y²: see the last table.\n";
  out << "\n"
      << times_heading << R"(
Nanoseconds on the machine of the last run, on arguments around 1: a loop over floats that the compiler does not turn
into vectors, a loop over packs, and from one pack to another that needs it.

)";
  times(out, contracted);
  out << "\nPrograms of 1024 elements, nanoseconds for each:\n\n";
  fast_variant(out, contracted.at("fast_tanh"));
  return out.str();
}

}  // namespace

double stated_bound(std::string const& name, std::string const& type) {
  std::string const header = text_of("include/tapeless/math/" + name + ".hpp");
  auto const sentence = header.find("Largest error");
  auto const number = header.find(type + ' ', sentence);
  if (sentence == std::string::npos || number == std::string::npos) return 0.5;
  return std::stod(header.substr(number + type.size()));
}

bool document(std::string const& contracted, std::string const& uncontracted, bool writes) {
  std::string const text = text_from(read(contracted), read(uncontracted));
  if (writes) std::ofstream(path) << text;
  std::string const written = text_of(path);
  bool const is_same = written.substr(0, written.find(times_heading)) == text.substr(0, text.find(times_heading));
  if (!is_same) std::printf("%s is stale: exhaustive_math --document writes it\n", path);
  return is_same;
}

}  // namespace exhaustive
