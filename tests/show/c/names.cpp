// SPDX-License-Identifier: BSL-1.0
#include "tapeless/show/c/names.hpp"

#include <boost/test/unit_test.hpp>

#include <string>

namespace {
namespace show_c_names_test {

namespace show = tapeless::show;
std::string in_c(std::string_view given) { return std::string(show::in_c(given).view()); }

}  // namespace show_c_names_test
}  // namespace

BOOST_AUTO_TEST_SUITE(show_c_names)

using namespace show_c_names_test;

BOOST_AUTO_TEST_CASE(what_no_identifier_contains_becomes_an_underscore) {
  BOOST_TEST(in_c("net.0.weight") == "net_0_weight");
  BOOST_TEST(in_c("a-b c") == "a_b_c");
  BOOST_TEST(in_c("W1") == "W1");
}

BOOST_AUTO_TEST_CASE(an_identifier_begins_with_a_letter) {
  BOOST_TEST(in_c("2nd") == "v2nd");
  BOOST_TEST(in_c("_x") == "v_x");
  BOOST_TEST(in_c("") == "v");
}

BOOST_AUTO_TEST_CASE(what_means_something_in_the_file_gets_an_underscore) {
  for (char const* const word :
       {"double", "for", "exp", "expf", "samples", "s", "i", "sigmoid", "largest", "NAN", "t12", "copy3"})
    BOOST_TEST(in_c(word) == std::string(word) + "_");
  for (char const* const word : {"x", "W", "t", "t1a", "copy", "fo", "ample", "expo"}) BOOST_TEST(in_c(word) == word);
}

BOOST_AUTO_TEST_CASE(names_that_become_alike_are_numbered) {
  show::c_names<4> names;
  for (std::string_view const given : {"a.b", "a_b", "a b", "a_b_2"}) names.add(given);
  BOOST_TEST(names.each[0].view() == "a_b");
  BOOST_TEST(names.each[1].view() == "a_b_2");
  BOOST_TEST(names.each[2].view() == "a_b_3");
  BOOST_TEST(names.each[3].view() == "a_b_2_2");
}

BOOST_AUTO_TEST_CASE(the_longest_names_stay_distinct) {
  show::c_names<3> names;
  std::string const longest(47, 'a');
  for (int n = 0; n < 3; ++n) names.add(longest);
  BOOST_TEST(names.each[0].view() == longest);
  BOOST_TEST(names.each[2].view() == longest + "_3");
}

BOOST_AUTO_TEST_SUITE_END()
