// SPDX-License-Identifier: BSL-1.0
#include "tapeless/expr/concepts.hpp"

#include "tapeless/expr/batch.hpp"
#include "tapeless/expr/define.hpp"
#include "tapeless/expr/reduction.hpp"

#include <boost/test/unit_test.hpp>

namespace expr_concepts_test {

namespace tl = tapeless;
constexpr auto x = tl::input<"x", 2>;
constexpr tl::ill_formed wrong{};
template <class... E>
constexpr bool silent(E const&...) {
  return (std::is_same_v<E, tl::ill_formed> && ...);
}

}  // namespace expr_concepts_test

BOOST_AUTO_TEST_SUITE(expr_concepts)

using namespace expr_concepts_test;

BOOST_AUTO_TEST_CASE(numbers_and_expressions_are_operands) {
  static_assert(tl::operand<double> && tl::operand<int> && tl::operand<decltype(x)> && !tl::operand<bool> &&
                !tl::operand<char const*>);
  BOOST_TEST((tl::operands<double, tl::number>));
  BOOST_TEST(!(tl::operands<double, double>));
}
BOOST_AUTO_TEST_CASE(what_is_built_on_an_error_is_silently_an_error) {
  BOOST_TEST(silent(wrong + x, x - wrong, -wrong, wrong % 2, 1 / wrong, wrong * x, transpose(wrong), dot(wrong, x),
                    outer(x, wrong)));
  BOOST_TEST(silent(exp(wrong), tl::pow(wrong, 2), tl::maximum(x, wrong), tl::where(wrong, x, 0),
                    tl::where(x, wrong, 0), wrong > x));
  BOOST_TEST(silent(sum(wrong), softmax(wrong), mean(wrong), tl::batch<4>(wrong), tl::batch_sum(wrong),
                    tl::batch_mean(wrong)));
  BOOST_TEST(silent(tl::define<"h">(wrong), tl::define<"h">([] { return wrong; })));
}

BOOST_AUTO_TEST_SUITE_END()
