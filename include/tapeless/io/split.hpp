// SPDX-License-Identifier: BSL-1.0
//
// Hosted: rows to train on and rows to test with.
#pragma once

#include "tapeless/nn/random.hpp"
#include "tapeless/target/current.hpp"

#include <algorithm>
#include <cmath>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <span>
#include <vector>

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace io {

/// Row indices, each in one of the two, in ascending order.
struct row_split {
  std::vector<std::uint32_t> train;
  std::vector<std::uint32_t> test;
};

namespace detail {

/// How many of n rows a share of them is: the nearest whole number.
inline std::size_t share_of(std::size_t n, double share) {
  return static_cast<std::size_t>(std::lround(std::clamp(share, 0.0, 1.0) * static_cast<double>(n)));
}

/// Adds the first `tests` of the rows to the test, the others to the training.
inline void divide(std::span<std::uint32_t const> rows, std::size_t tests, row_split& parts) {
  parts.test.insert(parts.test.end(), rows.begin(), rows.begin() + static_cast<std::ptrdiff_t>(tests));
  parts.train.insert(parts.train.end(), rows.begin() + static_cast<std::ptrdiff_t>(tests), rows.end());
}

}  // namespace detail

/// Chooses `test_share` of so many rows by chance for the test; the same ones for the same seed, on every machine.
inline row_split split(std::size_t rows, double test_share, std::uint64_t seed) {
  std::vector<std::uint32_t> order(rows);
  std::iota(order.begin(), order.end(), 0U);
  random::pcg32 generator = random::stream(seed, "split");
  random::shuffle(std::span(order), generator);
  row_split parts;
  detail::divide(order, detail::share_of(rows, test_share), parts);
  std::sort(parts.train.begin(), parts.train.end());
  std::sort(parts.test.begin(), parts.test.end());
  return parts;
}

/// The same with each class in both parts as often as in the whole: of every class `test_share` of its rows, rounded so
/// that all together are `test_share` of all rows (the largest remainders first).
template <std::unsigned_integral Label>
row_split stratified_split(std::vector<Label> const& labels, double test_share, std::uint64_t seed) {
  std::size_t const classes = labels.empty() ? 0 : std::size_t{*std::max_element(labels.begin(), labels.end())} + 1;
  std::vector<std::vector<std::uint32_t>> of_class(classes);
  for (std::size_t row = 0; row < labels.size(); ++row)
    of_class[labels[row]].push_back(static_cast<std::uint32_t>(row));
  std::vector<std::size_t> tests(classes), by_remainder(classes);
  std::vector<double> remainder(classes);
  std::size_t chosen = 0;
  for (std::size_t c = 0; c < classes; ++c) {
    double const exact = std::clamp(test_share, 0.0, 1.0) * static_cast<double>(of_class[c].size());
    tests[c] = static_cast<std::size_t>(exact);
    remainder[c] = exact - static_cast<double>(tests[c]);
    chosen += tests[c];
  }
  std::iota(by_remainder.begin(), by_remainder.end(), std::size_t{0});
  std::stable_sort(by_remainder.begin(), by_remainder.end(),
                   [&](std::size_t a, std::size_t b) { return remainder[a] > remainder[b]; });
  std::size_t const wanted = detail::share_of(labels.size(), test_share);
  for (std::size_t i = 0; i < classes && chosen < wanted; ++i)
    if (tests[by_remainder[i]] < of_class[by_remainder[i]].size()) ++tests[by_remainder[i]], ++chosen;
  row_split parts;
  random::pcg32 generator = random::stream(seed, "stratified split");
  for (std::size_t c = 0; c < classes; ++c) {
    random::shuffle(std::span(of_class[c]), generator);
    detail::divide(of_class[c], tests[c], parts);
  }
  std::sort(parts.train.begin(), parts.train.end());
  std::sort(parts.test.begin(), parts.test.end());
  return parts;
}

}  // namespace io
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
