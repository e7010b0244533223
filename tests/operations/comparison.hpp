// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "judgement.hpp"

#include <algorithm>
#include <cstdio>

namespace operations {

inline double largest(matrix const& m) {
  double found = 0;
  for (double const each : m.values) found = std::fmax(found, std::abs(each));
  return found;
}
inline bool is_finite(matrix const& m) {
  return std::all_of(m.values.begin(), m.values.end(), [](double each) { return std::isfinite(each); });
}
inline matrix unit(tl::extents shape, std::size_t e) {
  matrix made(shape.rows, shape.columns);
  made.values[e] = 1;
  return made;
}
inline matrix ones(tl::extents shape) { return {shape.rows, shape.columns, std::vector<double>(shape.size(), 1.0)}; }
inline matrix as_float(matrix const& m) {
  return plain::map(m, [](double each) { return static_cast<double>(static_cast<float>(each)); });
}

inline std::string digits(double number) {
  char text[32];
  std::snprintf(text, sizeof text, "%.9g", number);
  return text;
}

/// Numbers that should be equal up to `tolerance` times the largest expected one, or `least` if that is larger; without
/// a `least` zeros are exact.
inline void compare(cell& in, matrix const& found, matrix const& expected, double tolerance, std::string const& what,
                    double least = 0) {
  double const scale = std::fmax(largest(expected), least);
  if (found.rows != expected.rows || found.columns != expected.columns) return in.fail(what + ": another shape");
  for (std::size_t e = 0; e < found.values.size(); ++e) {
    double const f = found.values[e];
    double const x = expected.values[e];
    bool const same = f == x || (std::isnan(f) && std::isnan(x));
    double const difference = same ? 0 : std::abs(f - x) / scale;
    ++in.compared;
    if (difference <= tolerance)
      in.worst = std::fmax(in.worst, difference);
    else
      in.fail(what + ": element " + std::to_string(e) + " is " + digits(f) + ", expected " + digits(x));
  }
}

/// Quotients are not exact, nor are their zeros.
inline void compare_quotients(cell& in, matrix const& found, matrix const& quotient, std::string const& what) {
  double const scale = std::fmax(largest(quotient), 1.0);
  matrix const rounded =
      plain::zip(quotient, found, [&](double q, double f) { return f == 0 && std::abs(q) <= 1e-10 * scale ? 0.0 : q; });
  compare(in, found, rounded, 1e-9, what);
}

}  // namespace operations
