// SPDX-License-Identifier: BSL-1.0
#include "tapeless/graph/primitive_values.hpp"

#include <boost/test/unit_test.hpp>

#include <type_traits>

namespace graph_primitive_values_test {

constexpr tapeless::graph::primitive_values difference{
    [](float a, float b) { return a - b; }, [](double a, double b) { return b - a; }};  // told apart on purpose
static_assert(difference(3.0F, 1.0F) == 2.0F && difference(3.0, 1.0) == -2.0);

}  // namespace graph_primitive_values_test

BOOST_AUTO_TEST_SUITE(graph_primitive_values)

BOOST_AUTO_TEST_CASE(float_and_double_have_a_function_each) {
  using graph_primitive_values_test::difference;
  BOOST_TEST((std::is_same_v<decltype(difference(1.0F, 1.0F)), float>));
  BOOST_TEST((std::is_same_v<decltype(difference(1.0, 1.0)), double>));
}

BOOST_AUTO_TEST_SUITE_END()
