// SPDX-License-Identifier: BSL-1.0
// test: wide
#include "tapeless/target/isa.hpp"

#include "tapeless/kernel/lanes.hpp"

#include <boost/test/unit_test.hpp>

#include <cmath>
#include <limits>

namespace target_isa_test {

namespace kernel = tapeless::kernel;
namespace isa = tapeless::isa;

/// Vectors of `width` lanes.
template <class T, std::uint32_t width>
struct samples {
  using lanes = kernel::lanes_of<T, width>;
  static constexpr T infinite = std::numeric_limits<T>::infinity();
  static constexpr T nan = std::numeric_limits<T>::quiet_NaN();
  static constexpr T given[]{0,       1,        -1,       T(0.5),    2,   3,
                             T(1e30), T(1e-30), infinite, -infinite, nan, std::numeric_limits<T>::denorm_min()};

  static lanes all(T number) { return number - lanes{}; }
  static bool same(T found, T expected) { return found == expected || (found != found && expected != expected); }

  /// Every lane of what `f` makes of a and b is what `expected` makes of them.
  template <class F, class G>
  static void expect_of_two(F const& f, G const& expected) {
    for (T const a : given)
      for (T const b : given) {
        lanes const made = f(all(a), all(b));
        for (std::uint32_t i = 0; i < width; ++i)
          BOOST_TEST(same(made[i], expected(a, b)), "lane " << i << " of " << a << ", " << b << ": " << made[i]);
      }
  }
  static void expect_smaller_and_larger() {
    expect_of_two([](lanes a, lanes b) { return isa::smaller(a, b); }, [](T a, T b) { return a < b ? a : b; });
    expect_of_two([](lanes a, lanes b) { return isa::larger(a, b); }, [](T a, T b) { return a > b ? a : b; });
  }
  static void expect_roots() {
    if constexpr (requires(lanes a) { lanes{isa::roots(a)}; })
      expect_of_two([](lanes a, lanes) { return isa::roots(a); }, [](T a, T) { return std::sqrt(a); });
  }
  static void expect_scaled() {
    if constexpr (requires(lanes a) { lanes{isa::scaled(a, a)}; })
      for (T const k : {T(0), T(1), T(-3), T(40)}) {
        lanes const made = isa::scaled(all(T(1.5)), all(k));
        for (std::uint32_t i = 0; i < width; ++i) BOOST_TEST(made[i] == std::ldexp(T(1.5), static_cast<int>(k)));
      }
  }
};

/// Calls f(samples) for a whole register and its halves, down to 16 bytes.
template <class T, std::uint32_t Width = tapeless::register_width<T>, class F>
void for_each_width(F const& f) {
  f(samples<T, Width>{});
  if constexpr (Width * sizeof(T) >= 32) for_each_width<T, Width / 2>(f);
}
template <class F>
void for_each_element_and_width(F const& f) {
  for_each_width<float>(f);
  for_each_width<double>(f);
}

}  // namespace target_isa_test

BOOST_AUTO_TEST_SUITE(target_isa)

using namespace target_isa_test;

BOOST_AUTO_TEST_CASE(a_comparison_with_nan_takes_the_second) {
  for_each_element_and_width([](auto vectors) { vectors.expect_smaller_and_larger(); });
}

BOOST_AUTO_TEST_CASE(roots_are_those_of_the_standard_library) {
  for_each_element_and_width([](auto vectors) { vectors.expect_roots(); });
}

BOOST_AUTO_TEST_CASE(scaling_is_by_powers_of_two) {
  for_each_element_and_width([](auto vectors) { vectors.expect_scaled(); });
}

BOOST_AUTO_TEST_SUITE_END()
