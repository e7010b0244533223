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
template <op Code>
constexpr std::array<double, 4> recurrent(std::array<double, 4> a, std::array<double, 4> b) {
  std::array<double, 4> y{};
  ops::record<Code>::value({}, ops::matrix<double>{y.data(), {4, 1}}, ops::matrix<double const>{a.data(), {4, 1}},
                           ops::matrix<double const>{b.data(), {4, 1}});
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

BOOST_AUTO_TEST_CASE(a_cumulative_product_includes_its_element) {
  static_assert(of<op::cumprod>({1, 2, 4, 8}) == std::array<double, 4>{1, 2, 8, 64});
  static_assert(of<op::cumprod>({3, 0, 4, 8}) == std::array<double, 4>{3, 0, 0, 0});
}
BOOST_AUTO_TEST_CASE(a_recurrence_begins_with_its_first_term) {
  static_assert(recurrent<op::recurrence>({9, 2, 3, 4}, {1, 10, 100, 1000}) == std::array<double, 4>{1, 12, 136, 1544});
  static_assert(recurrent<op::reverse_recurrence>({9, 2, 3, 4}, {1, 10, 100, 1000}) ==
                std::array<double, 4>{24621, 12310, 4100, 1000});
}
BOOST_AUTO_TEST_CASE(each_recurrence_is_the_transpose_of_the_other) {
  constexpr std::array<double, 4> a{9, 2, -3, 4};
  constexpr std::array<double, 4> x{1, -2, 5, 3};
  constexpr std::array<double, 4> g{7, 2, -1, 4};
  static_assert(dot(recurrent<op::recurrence>(a, x), g) == dot(x, recurrent<op::reverse_recurrence>(a, g)));
  static_assert(dot(recurrent<op::recurrence>(a, x), g) != 0);
}

BOOST_AUTO_TEST_CASE(each_is_the_transpose_of_the_other) {
  constexpr std::array<double, 4> x{1, -2, 5, 3};
  constexpr std::array<double, 4> g{7, 2, -1, 4};
  static_assert(dot(of<op::cumsum>(x), g) == dot(x, of<op::reverse_cumsum>(g)));
  static_assert(dot(of<op::cumsum>(x), g) != 0);
}

BOOST_AUTO_TEST_SUITE_END()
