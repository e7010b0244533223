// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/math/scalar.hpp"

#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <random>
#include <vector>

namespace derivatives {

/// Numbers of every kind: zeros, subnormal numbers, powers of two, kinks, edges of overflow and saturation with their
/// neighbours, infinities, NaN; then `count` random encodings, and as many numbers of each of four sizes.
template <class T>
std::vector<T> points(std::size_t count) {
  using limits = std::numeric_limits<T>;
  using bits = typename tapeless::math::ieee_format<T>::bits_type;
  std::vector<T> made;
  for (double const edge : {0.5,  1.0,    1.5,   2.0,   3.0,   4.0,   6.0,    9.02,  17.33, 19.07,  20.0,  25.0,  27.3,
                            30.0, 36.74,  40.0,  87.34, 88.73, 89.42, 103.98, 1e-3,  0.1,   0.7,    1e4,   1e7,   1e10,
                            1e15, 1e19,   2e19,  1e22,  1e-7,  1e-8,  1e-10,  1e-15, 1e-22, 708.4,  709.8, 710.5, 745.2,
                            5.5,  1.2785, 0.254, 10.1,  1e30,  1e38,  1e-38,  800.0, 1e150, 1e-150, 1e300, 1e-300})
    if (edge <= static_cast<double>(limits::max()) && edge >= static_cast<double>(limits::min()))
      for (T const each : {static_cast<T>(edge), std::nextafter(static_cast<T>(edge), T(0)),
                           std::nextafter(static_cast<T>(edge), limits::infinity())})
        made.insert(made.end(), {each, -each});
  for (T const each : {T(0), limits::denorm_min(), limits::min(), limits::min() / 3, limits::max(), limits::epsilon(),
                       limits::infinity()})
    made.insert(made.end(), {each, -each});
  made.push_back(limits::quiet_NaN());
  int const step = limits::max_exponent > 128 ? 31 : 4;
  for (int k = limits::min_exponent - 3; k < limits::max_exponent; k += step)
    made.insert(made.end(), {std::ldexp(T(1), k), -std::ldexp(T(1), k)});
  std::mt19937_64 random(20261129);
  for (std::size_t i = 0; i < count; ++i) {
    made.push_back(std::bit_cast<T>(static_cast<bits>(random())));
    for (double const reach : {1.0, 10.0, 100.0, 800.0})
      made.push_back(static_cast<T>(reach * static_cast<double>(static_cast<std::int64_t>(random())) * 0x1p-63));
  }
  return made;
}

/// A second number for each of `points`: a neighbour, one of the first that are not random, or the one before. As the
/// points themselves, the same whatever follows.
template <class T>
std::vector<T> partners(std::vector<T> const& xs) {
  std::size_t const edges = points<T>(0).size();
  std::vector<T> made;
  for (std::size_t i = 0; i < xs.size(); ++i) {
    if (i % 3 == 0)
      made.push_back(std::nextafter(xs[i], T(1)));
    else
      made.push_back(i % 3 == 1 || i == 0 ? xs[7919 * i % edges] : xs[i - 1]);
  }
  return made;
}

}  // namespace derivatives
