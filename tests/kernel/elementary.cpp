// SPDX-License-Identifier: BSL-1.0
#include "tapeless/kernel/elementary.hpp"

#include <boost/test/unit_test.hpp>

using tapeless::op;

BOOST_AUTO_TEST_SUITE(kernel_elementary)

BOOST_AUTO_TEST_CASE(elementary_functions_are_called_where_there_are_no_vectors_and_arithmetic_never_is) {
  using tapeless::kernel::is_called;
  for (op each : {op::exp, op::log, op::tanh, op::sigmoid, op::power})
    BOOST_TEST(is_called(each) == (tapeless::targets::current.register_bytes == 0));
  for (op each : {op::add, op::multiply, op::relu, op::square, op::divide}) BOOST_TEST(!is_called(each));
}

BOOST_AUTO_TEST_CASE(a_function_that_is_called_gives_the_same_bits) {
  for (float at : {-3.5f, -0.25f, 0.0f, 0.7f, 9.0f}) {
    BOOST_TEST(tapeless::kernel::called<op::tanh>(at) == tapeless::ops::value<op::tanh>(at));
    BOOST_TEST(tapeless::kernel::value<op::exp>(at) == tapeless::ops::value<op::exp>(at));
  }
}

BOOST_AUTO_TEST_SUITE_END()
