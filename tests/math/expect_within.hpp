// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <boost/test/unit_test.hpp>

#include <concepts>
#include <initializer_list>

#include "ulp.hpp"

namespace tapeless_test {

template <class E>
struct interval {
  E from;
  E to;
};

/// The function is within `bound` units in the last place of the exact one, at equally spaced encodings and points of
/// each interval; nothing is checked where the C library has no wider format. Every float is taken by tests/exhaustive.
template <class E, class F, class G>
void expect_within(double bound, F const& function, G const& exact, std::initializer_list<interval<E>> dense) {
  if constexpr (oracle_is_wider<E>) {
    constexpr bool is_float = std::same_as<E, float>;
    auto const everywhere = worst_on_encodings<E>(function, exact, is_float ? 400'000 : 200'000);
    BOOST_TEST(everywhere.error <= bound, "error " << everywhere.error << " at " << everywhere.at);
    for (auto const [from, to] : dense) {
      auto const worst = worst_on<E>(function, exact, from, to, is_float ? 150'000 : 100'000);
      BOOST_TEST(worst.error <= bound, "error " << worst.error << " at " << worst.at);
    }
  }
}

}  // namespace tapeless_test
