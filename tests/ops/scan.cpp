// SPDX-License-Identifier: BSL-1.0
#include "tapeless/ops/scan.hpp"

#include <boost/test/unit_test.hpp>

#include <array>

namespace ops_scan_test {

namespace ops = tapeless::ops;
using tapeless::op;

template <op Code>
constexpr std::array<double, 4> of(std::array<double, 4> x) {
  std::array<double, 4> y{};
  ops::record<Code>::of_line(ops::line<double>{y.data(), 4}, ops::line<double const>{x.data(), 4});
  return y;
}
constexpr double dot(std::array<double, 4> const& a, std::array<double, 4> const& b) {
  double sum = 0;
  for (std::size_t i = 0; i < 4; ++i) sum += a[i] * b[i];
  return sum;
}

}  // namespace ops_scan_test

BOOST_AUTO_TEST_SUITE(ops_scan)

using namespace ops_scan_test;

BOOST_AUTO_TEST_CASE(a_cumulative_sum_includes_its_element) {
  static_assert(of<op::cumsum>({1, 2, 4, 8}) == std::array<double, 4>{1, 3, 7, 15});
  static_assert(of<op::reverse_cumsum>({1, 2, 4, 8}) == std::array<double, 4>{15, 14, 12, 8});
}

BOOST_AUTO_TEST_CASE(each_is_the_transpose_of_the_other) {
  constexpr std::array<double, 4> x{1, -2, 5, 3};
  constexpr std::array<double, 4> g{7, 2, -1, 4};
  static_assert(dot(of<op::cumsum>(x), g) == dot(x, of<op::reverse_cumsum>(g)));
  static_assert(dot(of<op::cumsum>(x), g) != 0);
}

BOOST_AUTO_TEST_SUITE_END()
