// SPDX-License-Identifier: BSL-1.0
#include "tapeless/meta/diagnostic.hpp"

#include <boost/test/unit_test.hpp>
#include <type_traits>

namespace meta_diagnostic_test {

constexpr tapeless::name weight("W1");

}  // namespace meta_diagnostic_test

BOOST_AUTO_TEST_SUITE(meta_diagnostic)

BOOST_AUTO_TEST_CASE(a_name_travels_into_an_error_as_characters) {
  BOOST_TEST(
      (std::is_same_v<tapeless::error::named_as<meta_diagnostic_test::weight>, tapeless::error::named<'W', '1'>>));
}

BOOST_AUTO_TEST_SUITE_END()
