// SPDX-License-Identifier: BSL-1.0
#include "tapeless/meta/fixed_string.hpp"

#include <boost/test/unit_test.hpp>
#include <type_traits>

namespace meta_fixed_string_test {

template <tapeless::fixed_string Name>
struct tagged {
  static constexpr std::string_view text = Name.view();
};

}  // namespace meta_fixed_string_test

BOOST_AUTO_TEST_SUITE(meta_fixed_string)

using meta_fixed_string_test::tagged;

BOOST_AUTO_TEST_CASE(a_string_is_a_template_argument) {
  static_assert(std::is_same_v<tagged<"weight">, tagged<"weight">>);
  static_assert(!std::is_same_v<tagged<"weight">, tagged<"weighs">>);
  BOOST_TEST(tagged<"weight">::text == "weight");
}
BOOST_AUTO_TEST_CASE(the_closing_zero_is_no_character) {
  BOOST_TEST(tagged<"">::text.empty());
  BOOST_TEST(tagged<"ab">::text.size() == 2u);
}

BOOST_AUTO_TEST_CASE(a_number_stands_behind_a_name) {
  BOOST_TEST((tapeless::numbered<"h", 0>().view() == "h0"));
  BOOST_TEST((tapeless::numbered<"h", 12>().view() == "h12"));
  BOOST_TEST((tapeless::numbered<"state", 4294967295>().view() == "state4294967295"));
}

BOOST_AUTO_TEST_SUITE_END()
