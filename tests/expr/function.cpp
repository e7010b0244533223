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
                         tl::xdivy(v, w), v > w, v < 1));
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
  BOOST_TEST((root(tl::xlogy(v, w)) == op::xlogy && root(tl::xdivy(v, w)) == op::xdivy &&
              root(tl::where(v, w, 0)) == op::select));
}
BOOST_AUTO_TEST_CASE(less_is_greater_with_the_operands_swapped) { BOOST_TEST(in_graph::same(v<w, w> v)); }

BOOST_AUTO_TEST_SUITE_END()
