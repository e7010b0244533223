// SPDX-License-Identifier: BSL-1.0
#include "tapeless/kernel/machine.hpp"

#include "tapeless/kernel/lanes.hpp"

#include <boost/test/unit_test.hpp>

#include <cmath>
#include <limits>

namespace kernel_machine_test {

namespace kernel = tapeless::kernel;
namespace machine = tapeless::kernel::machine;

template <class T>
struct samples {
  static constexpr std::uint32_t width = tapeless::register_width<T>;
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
    expect_of_two([](lanes a, lanes b) { return machine::smaller(a, b); }, [](T a, T b) { return a < b ? a : b; });
    expect_of_two([](lanes a, lanes b) { return machine::larger(a, b); }, [](T a, T b) { return a > b ? a : b; });
  }
  static void expect_roots() {
    if constexpr (requires(lanes a) { lanes{machine::roots(a)}; })
      expect_of_two([](lanes a, lanes) { return machine::roots(a); }, [](T a, T) { return std::sqrt(a); });
  }
  static void expect_scaled() {
    if constexpr (requires(lanes a) { lanes{machine::scaled(a, a)}; })
      for (T const k : {T(0), T(1), T(-3), T(40)}) {
        lanes const made = machine::scaled(all(T(1.5)), all(k));
        for (std::uint32_t i = 0; i < width; ++i) BOOST_TEST(made[i] == std::ldexp(T(1.5), static_cast<int>(k)));
      }
  }
};

}  // namespace kernel_machine_test

using namespace kernel_machine_test;

BOOST_AUTO_TEST_SUITE(kernel_machine)

BOOST_AUTO_TEST_CASE(a_comparison_with_nan_takes_the_second) {
  samples<float>::expect_smaller_and_larger();
  samples<double>::expect_smaller_and_larger();
}

BOOST_AUTO_TEST_CASE(roots_are_those_of_the_standard_library) {
  samples<float>::expect_roots();
  samples<double>::expect_roots();
}

BOOST_AUTO_TEST_CASE(scaling_is_by_powers_of_two) {
  samples<float>::expect_scaled();
  samples<double>::expect_scaled();
}

BOOST_AUTO_TEST_SUITE_END()
