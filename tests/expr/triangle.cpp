// SPDX-License-Identifier: BSL-1.0
#include "tapeless/expr/triangle.hpp"

#include "tapeless/diff/grad.hpp"
#include "tapeless/expr/hints.hpp"
#include "tapeless/expr/reduction.hpp"
#include "tapeless/run/interpreter.hpp"

#include <boost/test/unit_test.hpp>
#include <limits>

namespace expr_triangle_test {

namespace tl = tapeless;
constexpr auto A = tl::parameter<"A", 2, 3>;
constexpr auto B = tl::parameter<"B", 3, 2>;
constexpr auto lower = tl::tril(A);
constexpr auto upper = tl::triu(A);
constexpr auto tall = tl::tril(B);
constexpr auto slope = tl::grad(tl::sum(tl::sqrt(tl::tril(A))), A);  // that of √ is infinite at 0

constexpr double none = std::numeric_limits<double>::quiet_NaN();
constexpr std::array numbers{1.0, none, none, 4.0, 16.0, none};  // row after row
template <auto const& E, auto const& Leaf>
constexpr bool is(std::array<double, 6> const& given, std::array<double, 6> const& column_after_column) {
  auto const found = tl::evaluate<double, E>(bind(Leaf, given));
  for (std::size_t i = 0; i < 6; ++i)
    if (found.values[i] != column_after_column[i]) return false;
  return true;
}
static_assert(is<lower, A>(numbers, {1, 4, 0, 16, 0, 0}) && is<slope, A>(numbers, {0.5, 0.25, 0, 0.125, 0, 0}));
static_assert(is<upper, A>({1, 2, 3, none, 5, 6}, {1, 0, 2, 5, 3, 6}));
static_assert(is<tall, B>({1, none, 3, 4, 5, 6}, {1, 3, 5, 0, 4, 6}));

}  // namespace expr_triangle_test

BOOST_AUTO_TEST_SUITE(expr_triangle)

BOOST_AUTO_TEST_CASE(what_a_triangle_leaves_out_is_zero_and_so_is_its_derivative) {
  using namespace expr_triangle_test;
  BOOST_TEST((is<lower, A>(numbers, {1, 4, 0, 16, 0, 0})));
  BOOST_TEST((is<slope, A>(numbers, {0.5, 0.25, 0, 0.125, 0, 0})));
}

BOOST_AUTO_TEST_SUITE_END()
