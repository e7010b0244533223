// SPDX-License-Identifier: BSL-1.0
#include "table.hpp"

#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <sstream>

namespace derivatives {
namespace {

constexpr char const* path = "docs/mathematics.md";
constexpr char const* heading = "## Derivatives\n";

constexpr char const* introduction = R"(
Every element-wise operation, activation and loss with its derivatives f′ (by reverse and by forward mode, the larger
error) and f″ (reverse over reverse), as the interpreter computes them, against formulas in MPFR with 320 bits: at
zeros, subnormal numbers, powers of two, kinks and edges with their neighbours, infinities and random numbers of all
sizes, some 10,000 of each precision. For two operands it is the largest of their partial derivatives. A number is the
largest error in ulp; ±a says that every result is within 8 ulp or within a. Where a derivative is a convention (kinks)
it is not judged; within 32 ulp of the largest number infinity is right too, and where one derivative of two operands
overflows, the others of its order and above may be infinite or NaN: an infinity takes part in them. `tests/derivatives`
writes this section, and a part of the sweep is held to it in every run of the tests:

    cmake --build build --target derivatives && build/tests/derivatives --document

)";

/// Why a float's first derivative may be more than 8 ulp away, where that is chosen.
std::string reason_for(std::string const& name) {
  static std::map<std::string, std::string> const reasons{
      {"tanh", "1 − y², from the y that is kept: absolute like y's rounding"},
      {"sigmoid", "y(1 − y), from the y that is kept: absolute like y's rounding"},
      {"erf", "x² is rounded before exp(−x²): relative like x²ε, where the result is small"},
      {"erfc", "x² is rounded before exp(−x²): relative like x²ε, where the result is small"},
      {"gaussian", "x² is rounded before exp(−x²): relative like x²ε, where the result is small"},
      {"gelu", "a sum that is 0 at −0.75; x² is rounded before exp(−x²/2)"},
      {"gelu_tanh", "a sum that is 0 at −0.75; the cubic is rounded before σ"},
      {"silu", "a sum that is 0 at −1.28"},
      {"mish", "a sum that is 0 at −1.19"},
      {"hard_swish", "a sum that is 0 at −1.5"},
      {"fast_tanh", "a sum that is 0 at ±3"},
      {"cross-entropy of σ(x) and y", "σ(x) − y, which is 0 somewhere"},
      {"atan2(x, y)", "0 where √(x² + y²) overflows"},
      {"over_hypot(x, y)", "the square of y/√(x² + y²) may vanish"},
      {"pow(x, y)", "x^y·log x is from the x^y that is kept, where that is subnormal"},
  };
  auto const found = reasons.find(name);
  return found == reasons.end() ? "" : found->second;
}

/// Why a derivative may be infinite or NaN where it should be a number: `is_explained` says where.
std::string explanation_of(std::string const& name) {
  if (name == "erf" || name == "erfc") return "f″ from half the largest number on: e^(−x²) is 0 there, and 2x is ∞";
  if (name == "pow(x, y)")
    return "where x^(y−1), for f″ x^(y−2), overflows and its factor y is so small that the product does not";
  if (name == "over_hypot(x, y)") return "f″ where 1/√(x² + y²) overflows";
  return "none";
}

std::string formatted(char const* format, double x) {
  char text[64];
  std::snprintf(text, sizeof text, format, x);
  return text;
}
std::string cell_of(finding const& found) {
  if (found.ulp <= finding::tolerated) return formatted("%.2f", std::ceil(found.ulp * 100) / 100);
  bool const says_something = found.absolute < 1e-4;  // not of results that may be of any size
  return says_something ? "±" + formatted("%.1e", found.absolute * 1.05) : formatted("%.2g", found.ulp * 1.05);
}
std::string number(double x) { return std::isinf(x) ? (x < 0 ? "−∞" : "∞") : formatted("%.3g", x); }

/// Whether a finding is within a cell. Other compilers may contract sums, so some more is allowed.
bool is_within(finding const& found, std::string const& cell) {
  std::string const sign = "±";
  if (cell.compare(0, sign.size(), sign) == 0)
    return found.absolute <= 2 * std::strtod(cell.c_str() + sign.size(), nullptr);
  return found.ulp <= 1.1 * std::strtod(cell.c_str(), nullptr) + 1;
}

std::string text_of(std::string const& file) {
  std::ostringstream text;
  text << std::ifstream(file).rdbuf();
  return text.str();
}

constexpr char const* order_names[]{"f", "f′", "f″"};

}  // namespace

table_row row_of(drawn const& f, findings const& in_float, findings const& in_double) {
  table_row row{f.name, {}, {}, reason_for(f.name)};
  for (std::size_t order = 0; order < 3; ++order) {
    row.cells[2 * order] = cell_of(in_float[order]);
    row.cells[2 * order + 1] = cell_of(in_double[order]);
    finding const& worse = in_float[order].not_finite != 0 ? in_float[order] : in_double[order];
    if (worse.not_finite == 0) continue;
    if (!row.not_finite.empty()) row.not_finite += "; ";
    row.not_finite += std::string(order_names[order]) + " at " + number(worse.of_not_finite.x);
    if (f.operands == 2) row.not_finite += ", " + number(worse.of_not_finite.y);
  }
  if (row.not_finite.empty()) row.not_finite = explanation_of(f.name);
  return row;
}

std::string worse_than(table_row const& row, findings const& in_float, findings const& in_double) {
  std::ostringstream words;
  for (std::size_t order = 0; order < 3; ++order) {
    for (bool const is_float : {true, false}) {
      finding const& found = (is_float ? in_float : in_double)[order];
      std::string const& cell = row.cells[2 * order + (is_float ? 0 : 1)];
      std::string const what = row.name + ' ' + order_names[order] + (is_float ? " in float" : " in double");
      if (!is_within(found, cell))
        words << what << ": " << found.ulp << " ulp at (" << found.of_ulp.x << ", " << found.of_ulp.y << "), "
              << found.absolute << " at (" << found.of_absolute.x << ", " << found.of_absolute.y << "); documented "
              << cell << '\n';
      if (found.not_finite != 0)
        words << what << ": not finite, or finite, at (" << found.of_not_finite.x << ", " << found.of_not_finite.y
              << ")\n";
    }
  }
  return words.str();
}

/// Where the section ends that begins at `first`.
std::size_t end_of_section(std::string const& text, std::size_t first) {
  auto const next = text.find("\n## ", first);
  return next == std::string::npos ? text.size() : next + 1;
}
std::string documented_section() {
  std::string const text = text_of(path);
  auto const first = text.find(heading);
  return first == std::string::npos ? "" : text.substr(first, end_of_section(text, first) - first);
}

std::map<std::string, table_row> documented() {
  std::map<std::string, table_row> rows;
  std::istringstream lines(documented_section());
  for (std::string line; std::getline(lines, line);) {
    if (line.compare(0, 3, "| `") != 0) continue;
    std::vector<std::string> fields;
    std::istringstream parts(line.substr(1));
    for (std::string part; std::getline(parts, part, '|');) {
      auto const from = part.find_first_not_of(' ');
      fields.push_back(from == std::string::npos ? "" : part.substr(from, part.find_last_not_of(' ') + 1 - from));
    }
    if (fields.size() < 8) continue;
    table_row row{fields[0].substr(1, fields[0].size() - 2), {}, fields[7], {}};
    for (std::size_t i = 0; i < 6; ++i) row.cells[i] = fields[1 + i];
    rows[row.name] = row;
  }
  return rows;
}

std::string section_with(std::vector<table_row> const& rows) {
  std::ostringstream out;
  out << heading << introduction
      << "| function | f, float | f, double | f′, float | f′, double | f″, float | f″, double | ∞ or NaN instead of a number | why f′ is more than 8 ulp away |\n"
         "|---|---|---|---|---|---|---|---|---|\n";
  for (table_row const& row : rows) {
    out << "| `" << row.name << "` |";
    for (std::string const& cell : row.cells) out << ' ' << cell << " |";
    bool const is_in_ulp = row.cells[2].find("±") == std::string::npos;
    bool const is_small = is_in_ulp && std::strtod(row.cells[2].c_str(), nullptr) <= finding::tolerated;
    out << ' ' << row.not_finite << " | " << (is_small ? "" : row.reason) << " |\n";
  }
  out << '\n';
  return out.str();
}

void write_section(std::string const& section) {
  std::string text = text_of(path);
  auto const first = text.find(heading);
  if (first == std::string::npos)
    text += '\n' + section;
  else
    text.replace(first, end_of_section(text, first) - first, section);
  std::ofstream(path) << text;
}

}  // namespace derivatives
