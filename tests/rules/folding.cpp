// SPDX-License-Identifier: BSL-1.0
#include "tapeless/rules/folding.hpp"

#include <boost/test/unit_test.hpp>
#include <cmath>
#include <limits>

BOOST_AUTO_TEST_SUITE(rules_folding)

using tapeless::op;
using tapeless::rules::fold;

BOOST_AUTO_TEST_CASE(finite_results_fold_to_the_value) {
  BOOST_TEST(fold(op::exp, 1.0).value == std::exp(1.0), boost::test_tools::tolerance(1e-15));
  BOOST_TEST(fold(op::sqrt, 2.0).value == std::sqrt(2.0));
  BOOST_TEST(fold(op::divide, 1.0, 8.0).value == 0.125);
  BOOST_TEST(fold(op::power, -2.0, 3.0).value == -8.0);
  BOOST_TEST(fold(op::greater, 2.0, 1.0).value == 1.0);
}
BOOST_AUTO_TEST_CASE(what_may_not_be_finite_is_left_to_run_time) {
  static_assert(!fold(op::divide, 1.0, 0.0).done);
  static_assert(!fold(op::xdivy, 1.0, 0.0).done);
  static_assert(!fold(op::log, 0.0).done && !fold(op::log, -1.0).done);
  static_assert(!fold(op::log1p, -1.0).done);
  static_assert(!fold(op::sqrt, -1.0).done);
  static_assert(!fold(op::exp, 800.0).done);
  static_assert(!fold(op::xlogy, 1.0, 0.0).done);
  static_assert(!fold(op::power, 0.0, -1.0).done && !fold(op::power, -1.0, 0.5).done &&
                !fold(op::power, 1e-50, -16.0).done);
  BOOST_TEST(!fold(op::multiply, 1e200, 1e200).done);
  BOOST_TEST(!fold(op::add, std::numeric_limits<double>::infinity(), 1.0).done);
  BOOST_TEST(!fold(op::negate, std::numeric_limits<double>::quiet_NaN()).done);
}
BOOST_AUTO_TEST_CASE(the_new_functions_fold_within_their_domains_only) {
  BOOST_TEST(fold(op::cos, 1.0).value == std::cos(1.0), boost::test_tools::tolerance(1e-15));
  BOOST_TEST(fold(op::acos, -1.0).value == std::acos(-1.0), boost::test_tools::tolerance(1e-15));
  BOOST_TEST(fold(op::atan2, 1.0, -2.0).value == std::atan2(1.0, -2.0), boost::test_tools::tolerance(1e-15));
  BOOST_TEST(fold(op::hypot, 3.0, 4.0).value == 5.0);
  BOOST_TEST(fold(op::over_hypot, 3.0, 4.0).value == 0.6);
  BOOST_TEST(fold(op::greater_equal, 1.0, 1.0).value == 1.0);
  BOOST_TEST(fold(op::cbrt, -8.0).value == -2.0);
  BOOST_TEST(fold(op::floor, -2.5).value == -3.0);
  static_assert(!fold(op::asin, 1.5).done && !fold(op::acos, -1.5).done);
  static_assert(!fold(op::acosh, 0.5).done && !fold(op::atanh, 1.0).done && !fold(op::atanh, -1.0).done);
  static_assert(!fold(op::log2, 0.0).done && !fold(op::rsqrt, 0.0).done && !fold(op::rsqrt, -1.0).done);
  static_assert(!fold(op::sinh, 800.0).done && !fold(op::cosh, -800.0).done);
  BOOST_TEST(!fold(op::sin, 1e6).done);  // a large angle is left to run time
}
BOOST_AUTO_TEST_CASE(what_is_no_plain_function_is_not_folded) {
  BOOST_TEST(!fold(op::stop_gradient, 2.0).done);
  BOOST_TEST(!fold(op::unary_primitive, 2.0).done);
  BOOST_TEST(!fold(op::binary_primitive, 2.0, 1.0).done);
}
BOOST_AUTO_TEST_CASE(folding_ends_where_it_is_said_to) {
  struct edge {
    op code;
    double last;     // that folds
    double no_more;  // the first that does not
  };
  constexpr edge edges[]{{op::exp, 199.9, 200},       {op::expm1, -199.9, -200},     {op::sinh, -199.9, -200},
                         {op::cosh, 199.9, 200},      {op::log, 1.1e-100, 1e-101},   {op::log2, 1.1e-100, -1.5},
                         {op::rsqrt, 1.1e-100, -1.5}, {op::log1p, -0.49, -0.5},      {op::sqrt, 0, -1.1e-100},
                         {op::sin, 99999, 1e5},       {op::cos, -99999, -1e5},       {op::tan, 99999, 1e5},
                         {op::floor, -99999, -1e5},   {op::round, 99999, 1e5},       {op::asin, -1, -1.001},
                         {op::acos, 1, 1.001},        {op::acosh, 1, 0.999},         {op::atanh, -0.999, -1},
                         {op::atanh, 0.999, 1},       {op::negate, 9.9e99, 1e100},   {op::negate, 0, 1e-100},
                         {op::square, -9e99, -1e100}, {op::tanh, -1.1e-100, -1e-100}};
  for (edge const& each : edges) {
    BOOST_TEST(fold(each.code, each.last).done, static_cast<int>(each.code) << " of " << each.last);
    BOOST_TEST(!fold(each.code, each.no_more).done, static_cast<int>(each.code) << " of " << each.no_more);
  }
}
BOOST_AUTO_TEST_CASE(folding_of_two_numbers_ends_where_it_is_said_to) {
  struct edge {
    op code;
    double first, second;
    bool folds;
  };
  constexpr edge edges[]{{op::power, 2, 16, true},
                         {op::power, 2, 16.5, false},
                         {op::power, 2, -16, true},
                         {op::power, 1e6, 2, true},
                         {op::power, 1.1e6, 2, false},
                         {op::power, -1.1e6, 2, false},
                         {op::power, 1e-6, 2, true},
                         {op::power, 0.9e-6, 2, false},
                         {op::power, -2, 2.5, false},
                         {op::power, -2, -3, true},
                         {op::power, 2, 0.5, true},
                         {op::power, 0, 2, false},
                         {op::divide, 0, 1, true},
                         {op::divide, 1, 0, false},
                         {op::xdivy, 0, -1, true},
                         {op::xdivy, 0, 0, false},
                         {op::xlogy, 1, 1.1e-100, true},
                         {op::xlogy, 1, -1, false},
                         {op::logistic_loss, 199.9, 1, true},
                         {op::logistic_loss, 200, 1, false},
                         {op::logistic_loss, -200, 1, false},
                         {op::logistic_loss, 1, 200, true},
                         {op::add, 1e99, 1e99, true},
                         {op::add, 1e100, 1, false},
                         {op::add, 1, 1e100, false},
                         {op::multiply, 1e-101, 1, false},
                         {op::multiply, 1, -1e-101, false},
                         {op::multiply, 0, 0, true},
                         {op::binary_primitive, 1, 1, false}};
  for (edge const& each : edges)
    BOOST_TEST(fold(each.code, each.first, each.second).done == each.folds,
               static_cast<int>(each.code) << " of " << each.first << " and " << each.second);
}
BOOST_AUTO_TEST_CASE(every_folded_value_is_finite) {
  constexpr double numbers[]{0, 1, -1, 0.5, -0.75, 3, -17, 199, 1e-99, 1e99, -1e99, 1e6, 1e-6, 1e-50, 16, -16, 2.5};
  for (std::uint32_t code = static_cast<std::uint32_t>(op::negate); code <= static_cast<std::uint32_t>(op::broadcast);
       ++code)
    for (double const a : numbers)
      if (auto const folded = fold(static_cast<op>(code), a); folded.done)
        BOOST_TEST(std::isfinite(folded.value), code << " of " << a);
  for (std::uint32_t code = static_cast<std::uint32_t>(op::add); code <= static_cast<std::uint32_t>(op::logistic_loss);
       ++code)
    for (double const a : numbers)
      for (double const b : numbers)
        if (auto const folded = fold(static_cast<op>(code), a, b); folded.done)
          BOOST_TEST(std::isfinite(folded.value), code << " of " << a << " and " << b);
}

BOOST_AUTO_TEST_SUITE_END()
