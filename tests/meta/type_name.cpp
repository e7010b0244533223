// SPDX-License-Identifier: BSL-1.0
#include "tapeless/meta/type_name.hpp"

#include <boost/test/unit_test.hpp>

namespace meta_type_name_test {

struct first {};
struct second {};
template <class Array, int Number>
struct of_array {};

}  // namespace meta_type_name_test

BOOST_AUTO_TEST_SUITE(meta_type_name)

using namespace meta_type_name_test;
using tapeless::meta::type_name;

BOOST_AUTO_TEST_CASE(a_type_is_spelled_as_in_the_source) {
  BOOST_TEST(type_name<int>() == "int");
  BOOST_TEST(type_name<first>() == "meta_type_name_test::first");
}
BOOST_AUTO_TEST_CASE(distinct_types_have_distinct_names) {
  static_assert(type_name<first>() != type_name<second>());
  BOOST_TEST(type_name<first>() != type_name<first const>());
  BOOST_TEST((type_name<of_array<int[3], 4>>() != type_name<of_array<int[3], 5>>()));  // a ] in the name
}

BOOST_AUTO_TEST_SUITE_END()
