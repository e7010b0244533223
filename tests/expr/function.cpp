// SPDX-License-Identifier: BSL-1.0
#include "tapeless/expr/function.hpp"

#include "../in_graph.hpp"
#include "tapeless/run/interpreter.hpp"

#include <boost/test/unit_test.hpp>

namespace expr_function_test {

namespace tl = tapeless;
using tl::extents;
using tl::op;
constexpr auto v = tl::input<"v", 3>;
constexpr auto w = tl::input<"w", 3>;
constexpr auto A = tl::parameter<"A", 2, 3>;

template <class... E>
constexpr bool have_shape(extents shape, E const&...) {
  return ((E::shape == shape) && ...);
}
static_assert(have_shape({2, 3}, exp(A), expm1(A), log(A), log1p(A), sqrt(A), square(A), abs(A), sign(A), tanh(A),
                         sigmoid(A), relu(A), softplus(A), erf(A)));
static_assert(have_shape({3, 1}, tl::pow(v, 2), tl::pow(2, v), tl::maximum(v, w), tl::minimum(v, 0), tl::xlogy(v, w),
                         tl::xmuly(v, w), tl::xdivy(v, w), v > w, v < 1));
static_assert(have_shape({2, 3}, erfc(A), log2(A), rsqrt(A), cbrt(A), sin(A), cos(A), tan(A), asin(A), acos(A),
                         atan(A)));
static_assert(have_shape({2, 3}, sinh(A), cosh(A), asinh(A), acosh(A), atanh(A), floor(A), round(A), ceil(A), trunc(A),
                         tl::stop_gradient(A), tl::clamp(A, -1, 1)));
static_assert(have_shape({3, 1}, tl::atan2(v, w), tl::hypot(v, 1), tl::over_hypot(1, w), v >= w, v <= 1, v == w, v != 0,
                         1 == v));
static_assert(have_shape({3, 1}, tl::where(v, w, 0), tl::where(v, 1, w), tl::where(v > w, 1, 0)));

constexpr auto larger = v > w;
constexpr auto smaller = v < w;
constexpr auto chosen = tl::where(v > 0, sqrt(v), w);
constexpr auto clipped = tl::minimum(tl::maximum(v, -1), 1);
constexpr double vs[]{-4, 0.25, 9};
constexpr double ws[]{-5, 7, 9};
template <auto const& E>
constexpr auto value = tl::evaluate<double, E>(tl::bind(v, vs), tl::bind(w, ws));

static_assert(value<larger>[0] == 1 && value<larger>[1] == 0 && value<larger>[2] == 0);
static_assert(value<smaller>[0] == 0 && value<smaller>[1] == 1 && value<smaller>[2] == 0);
static_assert(value<chosen>[0] == -5 && value<chosen>[1] == 0.5 &&
              value<chosen>[2] == 3);  // the NaN of √−4 is not chosen
constexpr auto ceiling = ceil(v / 3);
constexpr auto whole = trunc(v / 3);
constexpr auto at_least = v >= tl::maximum(w, 9);
constexpr auto at_most = v <= w;
constexpr auto alike = v == w;
constexpr auto unlike = v != w;
constexpr auto held = tl::clamp(v, w, 1);
static_assert(value<ceiling>[0] == -1 && value<ceiling>[1] == 1 && value<ceiling>[2] == 3);
static_assert(value<whole>[0] == -1 && value<whole>[1] == 0 && value<whole>[2] == 3);
static_assert(value<at_least>[1] == 0 && value<at_least>[2] == 1);
static_assert(value<at_most>[0] == 0 && value<at_most>[1] == 1 && value<at_most>[2] == 1);
static_assert(value<alike>[0] == 0 && value<alike>[2] == 1 && value<unlike>[0] == 1 && value<unlike>[2] == 0);
static_assert(value<held>[0] == -4 && value<held>[1] == 1);

/// Every one of these hands an ill-formed operand on, without a second error.
template <class... E>
constexpr bool are_ill_formed(E const&...) {
  return (std::same_as<E, tl::ill_formed> && ...);
}
constexpr tl::ill_formed wrong{};
static_assert(value<clipped>[0] == -1 && value<clipped>[1] == 0.25 && value<clipped>[2] == 1);

}  // namespace expr_function_test

BOOST_AUTO_TEST_SUITE(expr_function)

using namespace expr_function_test;

BOOST_AUTO_TEST_CASE(every_function_is_one_operation) {
  using in_graph::root;
  BOOST_TEST((root(exp(v)) == op::exp && root(expm1(v)) == op::expm1 && root(log(v)) == op::log &&
              root(log1p(v)) == op::log1p));
  BOOST_TEST((root(sqrt(v)) == op::sqrt && root(square(v)) == op::square && root(abs(v)) == op::absolute &&
              root(sign(v)) == op::sign));
  BOOST_TEST((root(tanh(v)) == op::tanh && root(sigmoid(v)) == op::sigmoid && root(relu(v)) == op::relu));
  BOOST_TEST((root(softplus(v)) == op::softplus && root(erf(v)) == op::erf && root(tl::pow(v, w)) == op::power));
  BOOST_TEST((root(tl::maximum(v, w)) == op::maximum && root(tl::minimum(v, w)) == op::minimum));
  BOOST_TEST((root(tl::xlogy(v, w)) == op::xlogy && root(tl::xmuly(v, w)) == op::xmuly &&
              root(tl::xdivy(v, w)) == op::xdivy && root(tl::where(v, w, 0)) == op::select));
}
BOOST_AUTO_TEST_CASE(every_new_function_is_one_operation) {
  using in_graph::root;
  BOOST_TEST((root(erfc(v)) == op::erfc && root(log2(v)) == op::log2 && root(rsqrt(v)) == op::rsqrt));
  BOOST_TEST((root(cbrt(v)) == op::cbrt && root(sin(v)) == op::sin && root(cos(v)) == op::cos));
  BOOST_TEST((root(tan(v)) == op::tan && root(asin(v)) == op::asin && root(acos(v)) == op::acos));
  BOOST_TEST((root(atan(v)) == op::atan && root(sinh(v)) == op::sinh && root(cosh(v)) == op::cosh));
  BOOST_TEST((root(asinh(v)) == op::asinh && root(acosh(v)) == op::acosh && root(atanh(v)) == op::atanh));
  BOOST_TEST((root(floor(v)) == op::floor && root(round(v)) == op::round));
  BOOST_TEST((root(tl::atan2(v, w)) == op::atan2 && root(tl::hypot(v, w)) == op::hypot &&
              root(tl::over_hypot(v, w)) == op::over_hypot));
  BOOST_TEST((root(v >= w) == op::greater_equal && root(v == w) == op::equal));
  BOOST_TEST((root(tl::stop_gradient(v)) == op::stop_gradient));
}
BOOST_AUTO_TEST_CASE(an_ill_formed_operand_passes) {
  BOOST_TEST(are_ill_formed(erfc(wrong), log2(wrong), rsqrt(wrong), cbrt(wrong), sin(wrong), cos(wrong), tan(wrong)));
  BOOST_TEST(are_ill_formed(asin(wrong), acos(wrong), atan(wrong), sinh(wrong), cosh(wrong), asinh(wrong), acosh(wrong),
                            atanh(wrong)));
  BOOST_TEST(are_ill_formed(floor(wrong), round(wrong), ceil(wrong), trunc(wrong), tl::stop_gradient(wrong)));
  BOOST_TEST(are_ill_formed(tl::atan2(wrong, v), tl::hypot(1, wrong), tl::over_hypot(v, wrong), wrong >= v, v <= wrong,
                            wrong == 1, v != wrong));
  BOOST_TEST(
      are_ill_formed(tl::clamp(wrong, 0, 1), tl::clamp(v, 0, wrong), tl::where(wrong, v, 1), tl::where(v, 1, wrong)));
}
BOOST_AUTO_TEST_CASE(at_most_is_at_least_with_the_operands_swapped) { BOOST_TEST(in_graph::same(v <= w, w >= v)); }
BOOST_AUTO_TEST_CASE(less_is_greater_with_the_operands_swapped) { BOOST_TEST(in_graph::same(v<w, w> v)); }

BOOST_AUTO_TEST_SUITE_END()
