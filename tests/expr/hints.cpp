// SPDX-License-Identifier: BSL-1.0
#include "tapeless/expr/hints.hpp"

#include "../in_graph.hpp"
#include "tapeless/expr/arithmetic.hpp"
#include "tapeless/expr/reduction.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <ostream>
#include <type_traits>

// What they say: tests/fail/operator_*.cpp, max_of_two_of_expressions.cpp and min_of_two_of_expressions.cpp. Here, whom
// they leave alone.
namespace expr_hints_test {

using namespace tapeless;  // as a user may
constexpr auto x = input<"x", 3>;
using leaf_type = std::remove_cv_t<decltype(x)>;

/// A type of somebody else's with operators of its own.
struct flags {
  int bits;
  friend constexpr flags operator^(flags l, flags r) { return {l.bits ^ r.bits}; }
  friend constexpr bool operator&&(flags l, flags r) { return l.bits != 0 && r.bits != 0; }
  friend constexpr bool operator!(flags l) { return l.bits == 0; }
  friend constexpr int max(flags l, flags r) { return std::max(l.bits, r.bits); }
};

}  // namespace expr_hints_test

BOOST_AUTO_TEST_SUITE(expr_hints)

using namespace expr_hints_test;

template <class Stream, class Value>
concept printable = requires(Stream& stream, Value const& value) {
  stream << value;
};
BOOST_AUTO_TEST_CASE(who_asks_whether_an_expression_is_printable_is_told_no) {
  static_assert(!printable<std::ostream, leaf_type> && printable<std::ostream, int> && !printable<flags, flags>);
  BOOST_TEST((1 << 3) == 8);
}
BOOST_AUTO_TEST_CASE(operators_that_mean_nothing_are_those_of_expressions_only) {
  static_assert(expr::an_expression_and_anything<leaf_type, bool> && expr::an_expression_and_anything<int, leaf_type>);
  static_assert(!expr::an_expression_and_anything<int, bool> && !expr::an_expression_and_anything<flags, flags>);
  static_assert((flags{6} ^ flags{3}).bits == 5 && (flags{1} && flags{2}) && !flags{0});
  BOOST_TEST((5 ^ 3) == 6);
  BOOST_TEST((std::true_type{} && !std::false_type{}));
}
BOOST_AUTO_TEST_CASE(the_larger_of_two_numbers_is_found_as_before) {
  using std::max;
  using std::min;
  static_assert(max(1, 2) == 2 && min(1, 2) == 1);
  BOOST_TEST(max(flags{4}, flags{7}) == 7);
}
BOOST_AUTO_TEST_CASE(the_largest_element_of_one_operand_is_still_a_reduction) {
  static_assert(decltype(max(x))::shape == extents{} && decltype(min(x))::shape == extents{});
  BOOST_TEST(in_graph::count(op::max, max(x)) == 1u);
  BOOST_TEST(in_graph::count(op::max, min(x)) == 1u);
}
BOOST_AUTO_TEST_CASE(what_is_to_be_written_instead_is_there) {
  BOOST_TEST(in_graph::count(op::maximum, maximum(x, 0.5)) + in_graph::count(op::minimum, minimum(0.5, x)) == 2u);
  BOOST_TEST(in_graph::count(op::multiply, (x > 0) % (x > 1)) == 1u);
}

BOOST_AUTO_TEST_SUITE_END()
