// SPDX-License-Identifier: BSL-1.0
#include "tapeless/meta/name.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(meta_name)

using tapeless::name;

BOOST_AUTO_TEST_CASE(a_name_is_its_characters) {
  static_assert(name("W1") == name("W1") && !(name("W1") == name("W2")) && !(name("W1") == name("W")));
  BOOST_TEST(name("W1").view() == "W1");
  BOOST_TEST(name().view().empty());
}
BOOST_AUTO_TEST_CASE(a_layer_s_leaf_is_scope_number_and_field) {
  BOOST_TEST(name(name("net", 0).view(), "weight").view() == "net.0.weight");
  BOOST_TEST(name("net", 107).view() == "net.107");
  static_assert(name(name("net", 3).view(), "bias") == name("net.3.bias"));
}
BOOST_AUTO_TEST_CASE(a_name_holds_47_characters) {
  BOOST_TEST(name("12345678901234567890123456789012345678901234567").length == 47u);
}
BOOST_AUTO_TEST_CASE(of_a_longer_text_the_ending_is_kept_and_all_of_it_told_apart) {
  constexpr name first = name::ending("a 345678901234567890123456789012345678901234567890");
  constexpr name second = name::ending("b 345678901234567890123456789012345678901234567890");
  BOOST_TEST(first.length == 47u);
  BOOST_TEST(first.view() == second.view());
  BOOST_TEST(!(first == second));
  BOOST_TEST((name::ending("short") == name("short")));
}

BOOST_AUTO_TEST_SUITE_END()
