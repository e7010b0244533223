// SPDX-License-Identifier: BSL-1.0
#include "tapeless/expr/arithmetic.hpp"

#include "../in_graph.hpp"
#include "tapeless/run/interpreter.hpp"

#include <boost/test/unit_test.hpp>

namespace expr_arithmetic_test {

namespace tl = tapeless;
using tl::extents;
constexpr auto s = tl::scalar<"s">;
constexpr auto v = tl::input<"v", 3>;
constexpr auto w = tl::input<"w", 3>;
constexpr auto u = tl::input<"u", 2>;
constexpr auto A = tl::parameter<"A", 2, 3>;
constexpr auto B = tl::parameter<"B", 3, 4>;

template <class E>
constexpr extents shape_of(E const&) {
  return E::shape;
}
static_assert(shape_of(v + w) == extents{3, 1} && shape_of(s + v) == extents{3, 1} && shape_of(v - 1) == extents{3, 1});
static_assert(shape_of(1 - A) == extents{2, 3} && shape_of(-A) == extents{2, 3});
static_assert(shape_of(v % w) == extents{3, 1} && shape_of(v / w) == extents{3, 1} &&
              shape_of(A / 2) == extents{2, 3} && shape_of(2 / A) == extents{2, 3});
static_assert(shape_of(A * B) == extents{2, 4} && shape_of(A * v) == extents{2, 1} &&
              shape_of(s * A) == extents{2, 3} && shape_of(A * 2) == extents{2, 3});
static_assert(shape_of(transpose(A)) == extents{3, 2} && shape_of(dot(v, w)) == extents{} &&
              shape_of(outer(v, u)) == extents{3, 2});

constexpr auto all = (2 * v + w / 4 - v % w) / s;
constexpr auto product = A * v;
constexpr auto inner = dot(v, w);
constexpr auto dyad = outer(v, u);
constexpr double vs[]{1, 2, 3};
constexpr double ws[]{4, -8, 16};
constexpr double us[]{10, 20};
constexpr double As[]{1, 2, 3, 4, 5, 6};
constexpr auto value = tl::evaluate<double, all>(tl::bind(v, vs), tl::bind(w, ws), tl::bind(s, 0.5));
static_assert(value[0] == 2 * (2 + 1 - 4) && value[1] == 2 * (4 - 2 + 16) && value[2] == 2 * (6 + 4 - 48));
static_assert(tl::evaluate<double, product>(tl::bind(A, As), tl::bind(v, vs))[1] == 4 + 10 + 18);
static_assert(tl::evaluate<double, inner>(tl::bind(v, vs), tl::bind(w, ws)) == 4 - 16 + 48);
static_assert(tl::evaluate<double, dyad>(tl::bind(v, vs), tl::bind(u, us))(2, 1) == 60);

}  // namespace expr_arithmetic_test

BOOST_AUTO_TEST_SUITE(expr_arithmetic)

using namespace expr_arithmetic_test;

BOOST_AUTO_TEST_CASE(a_product_with_a_scalar_is_a_scaling) {
  BOOST_TEST((in_graph::root(s * A) == tl::op::multiply));
  BOOST_TEST((in_graph::root(A * v) == tl::op::product));
}
BOOST_AUTO_TEST_CASE(numbers_are_in_the_object_and_not_in_the_type) {
  static_assert(std::is_same_v<decltype(2 * v), decltype(3 * v)>);
  BOOST_TEST((2 * v).fingerprint != (3 * v).fingerprint);
  BOOST_TEST(!in_graph::same(2 * v, 3 * v));
}
BOOST_AUTO_TEST_CASE(plain_arithmetic_stays_plain) {
  static_assert(std::is_same_v<decltype(1 + 2.0), double>);
  BOOST_TEST(!(tl::operands<int, double>));
  BOOST_TEST((tl::operands<int, tl::number>));
}

BOOST_AUTO_TEST_SUITE_END()
