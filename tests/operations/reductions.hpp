// SPDX-License-Identifier: BSL-1.0
// What reductions and normalizations are, of one line.
#pragma once

#include "matrices.hpp"

#include <algorithm>

namespace operations::line_rules {

inline line one(double number) { return {number}; }
template <class F>
line each(line l, F const& f) {
  for (double& element : l) element = f(element);
  return l;
}
inline line exponentials(line const& l) {
  return each(l, [](double element) { return std::exp(element); });
}
inline line shares(line const& l) {
  double const whole = total(exponentials(l));
  return each(exponentials(l), [&](double element) { return element / whole; });
}
inline std::size_t largest_of(line const& l) {
  return static_cast<std::size_t>(std::max_element(l.begin(), l.end()) - l.begin());
}
inline std::size_t smallest_of(line const& l) {
  return static_cast<std::size_t>(std::min_element(l.begin(), l.end()) - l.begin());
}
inline line centred(line const& l) {
  return each(l, [&](double element) { return element - average(l); });
}

inline constexpr line_rule sum{[](line const& l) { return one(total(l)); },
                               [](line const&, line const& d) { return one(total(d)); }};
inline constexpr line_rule mean{[](line const& l) { return one(average(l)); },
                                [](line const&, line const& d) { return one(average(d)); }};
inline constexpr line_rule max{[](line const& l) { return one(l[largest_of(l)]); },
                               [](line const& l, line const& d) { return one(d[largest_of(l)]); }};
inline constexpr line_rule min{[](line const& l) { return one(l[smallest_of(l)]); },
                               [](line const& l, line const& d) { return one(d[smallest_of(l)]); }};
inline constexpr line_rule variance{
    [](line const& l) { return one(inner(centred(l), centred(l)) / static_cast<double>(l.size())); },
    [](line const& l, line const& d) { return one(2 * inner(centred(l), d) / static_cast<double>(l.size())); }};
inline constexpr line_rule logsumexp{[](line const& l) { return one(std::log(total(exponentials(l)))); },
                                     [](line const& l, line const& d) { return one(inner(shares(l), d)); }};
inline constexpr line_rule softmax{[](line const& l) { return shares(l); },
                                   [](line const& l, line const& d) {
                                     line made = shares(l);
                                     double const common = inner(made, d);
                                     for (std::size_t i = 0; i < l.size(); ++i) made[i] *= d[i] - common;
                                     return made;
                                   }};
inline constexpr line_rule log_softmax{
    [](line const& l) { return each(shares(l), [](double share) { return std::log(share); }); },
    [](line const& l, line const& d) {
      double const common = inner(shares(l), d);
      return each(d, [&](double element) { return element - common; });
    }};

inline constexpr line_rule norm1{
    [](line const& l) { return one(total(each(l, [](double element) { return std::abs(element); }))); },
    [](line const& l, line const& d) {
      return one(inner(each(l, [](double element) { return element < 0 ? -1.0 : 1.0; }), d));
    }};
inline constexpr line_rule squared_norm{[](line const& l) { return one(inner(l, l)); },
                                        [](line const& l, line const& d) { return one(2 * inner(l, d)); }};
inline constexpr line_rule norm{[](line const& l) { return one(std::sqrt(inner(l, l))); },
                                [](line const& l, line const& d) { return one(inner(l, d) / std::sqrt(inner(l, l))); }};
inline line deviations(line const& l) {
  double const middle = total(l) / static_cast<double>(l.size());
  return each(l, [&](double element) { return element - middle; });
}
inline constexpr line_rule standard_deviation{
    [](line const& l) { return one(std::sqrt(inner(deviations(l), deviations(l)) / static_cast<double>(l.size()))); },
    [](line const& l, line const& d) {
      return one(inner(deviations(l), d) /
                 std::sqrt(inner(deviations(l), deviations(l)) * static_cast<double>(l.size())));
    }};
inline constexpr line_rule prod{
    [](line const& l) { return one(std::accumulate(l.begin(), l.end(), 1.0, std::multiplies<>{})); },
    [](line const& l, line const& d) {
      double made = 0;
      for (std::size_t i = 0; i < l.size(); ++i) {
        double others = d[i];
        for (std::size_t k = 0; k < l.size(); ++k) others *= k == i ? 1 : l[k];
        made += others;
      }
      return one(made);
    }};

/// The sums up to each element, or from each on. Linear.
inline line sums_up_to(line const& l) {
  line made(l.size());
  std::partial_sum(l.begin(), l.end(), made.begin());
  return made;
}
inline line sums_from(line const& l) {
  line made(l.rbegin(), l.rend());
  std::partial_sum(made.begin(), made.end(), made.begin());
  return {made.rbegin(), made.rend()};
}
inline constexpr line_rule cumsum{sums_up_to, [](line const&, line const& d) { return sums_up_to(d); }};
inline constexpr line_rule reverse_cumsum{sums_from, [](line const&, line const& d) { return sums_from(d); }};
/// The products up to each element.
inline line products_up_to(line const& l) {
  line made(l.size());
  std::partial_sum(l.begin(), l.end(), made.begin(), std::multiplies<>{});
  return made;
}
inline constexpr line_rule cumprod{products_up_to, [](line const& l, line const& d) {
                                     line made(l.size());
                                     for (std::size_t i = 0; i < l.size(); ++i)
                                       for (std::size_t k = 0; k <= i; ++k) {
                                         double others = d[k];
                                         for (std::size_t e = 0; e <= i; ++e) others *= e == k ? 1 : l[e];
                                         made[i] += others;
                                       }
                                     return made;
                                   }};
inline constexpr line_rule argmax{
    [](line const& l) { return one(static_cast<double>(std::max_element(l.begin(), l.end()) - l.begin())); },
    [](line const&, line const&) { return one(0); }};

}  // namespace operations::line_rules

namespace operations {

/// Two of the three elements of each row, or both of each column, equal and the largest (or smallest) of their line.
inline kink equal_elements(std::uint32_t axis, bool largest_ones) {
  double const sign = largest_ones ? 1 : -1;
  matrix const at(2, 3, {2, -1, 2, 2, 0.5, 2});
  if (axis == 0) return {{sign * at}, {{2, 3, {0.5, 0, 0.5, 0.5, 1, 0.5}}}};
  if (axis == 1) return {{sign * at}, {{2, 3, {0.5, 0, 0.5, 0.5, 0, 0.5}}}};
  return {{sign * at}, {{2, 3, {0.25, 0, 0.25, 0.25, 0, 0.25}}}};
}

}  // namespace operations
