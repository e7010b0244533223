// SPDX-License-Identifier: BSL-1.0
#include "tapeless/run/outputs.hpp"

#include "tapeless/expr/arithmetic.hpp"

#include <boost/test/unit_test.hpp>

namespace run_outputs_test {

namespace tl = tapeless;
constexpr auto a = tl::parameter<"a", 2>;
constexpr auto twice = 2 * a;
constexpr auto thrice = 3 * a;
constexpr auto update = tl::assign(a, thrice);
constexpr auto nested = boost::hana::make_tuple(update, boost::hana::make_tuple(thrice, a));
using source = tl::rules::listed<twice, update, nested>;

}  // namespace run_outputs_test

BOOST_AUTO_TEST_SUITE(run_outputs)

using namespace run_outputs_test;

BOOST_AUTO_TEST_CASE(assignments_are_no_outputs_and_tuples_are_taken_apart) {
  static_assert(tl::run::outputs_of<source>::type::size == 3);
  static_assert(tl::run::is_output<source, std::remove_cv_t<decltype(a)>>);
  constexpr auto other = a + a;
  static_assert(!tl::run::is_output<source, std::remove_cv_t<decltype(other)>>);
  BOOST_TEST(tl::run::find_output<source>(a) == 2U);
}

BOOST_AUTO_TEST_CASE(expressions_of_one_type_are_found_by_their_fingerprint) {
  static_assert(std::is_same_v<decltype(twice), decltype(thrice)>);
  BOOST_TEST(tl::run::find_output<source>(twice) == 0U);
  BOOST_TEST(tl::run::find_output<source>(thrice) == 1U);
}

BOOST_AUTO_TEST_SUITE_END()
