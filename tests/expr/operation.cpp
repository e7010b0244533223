// SPDX-License-Identifier: BSL-1.0
#include "tapeless/expr/operation.hpp"

#include "tapeless/expr/function.hpp"

#include <boost/test/unit_test.hpp>

namespace expr_operation_test {

namespace tl = tapeless;
constexpr auto x = tl::input<"x", 2>;
constexpr auto w = tl::input<"w", 2>;
constexpr auto a = tl::parameter<"a", 2>;

}  // namespace expr_operation_test

BOOST_AUTO_TEST_SUITE(expr_operation)

using namespace expr_operation_test;

BOOST_AUTO_TEST_CASE(a_fingerprint_is_of_the_whole_expression) {
  BOOST_TEST((exp(x) + w).fingerprint == (exp(x) + w).fingerprint);
  BOOST_TEST((exp(x) + w).fingerprint != (exp(w) + x).fingerprint);
  BOOST_TEST((exp(x) + w).fingerprint != (exp(x) - w).fingerprint);
  BOOST_TEST((x - w).fingerprint != (w - x).fingerprint);
  BOOST_TEST((tl::pow(x, 2)).fingerprint != (tl::pow(x, 3)).fingerprint);
}
BOOST_AUTO_TEST_CASE(an_operation_knows_whether_it_depends_on_a_sample) {
  static_assert(decltype(x + a)::per_sample && !decltype(exp(a))::per_sample);
  BOOST_TEST(!decltype(x + a)::has_batch);
}
BOOST_AUTO_TEST_CASE(a_number_is_lifted_and_an_expression_kept) {
  BOOST_TEST((std::is_same_v<decltype(tl::expr::lift(3)), tl::number>));
  BOOST_TEST((std::is_same_v<decltype(tl::expr::lift(x)), std::remove_const_t<decltype(x)>>));
  BOOST_TEST(tl::expr::lift(3).value == 3.0);
}
BOOST_AUTO_TEST_CASE(leaves_take_no_room_in_an_operation) { BOOST_TEST(sizeof(x + w) <= 2 * sizeof(std::uint64_t)); }

BOOST_AUTO_TEST_SUITE_END()
