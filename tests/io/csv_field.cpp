// SPDX-License-Identifier: BSL-1.0
#include <tapeless/io/csv_field.hpp>

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(io_csv_field)

using namespace tapeless::io::detail;

BOOST_AUTO_TEST_CASE(a_quoted_name_ends_with_the_quote_that_no_other_follows) {
  static_assert(quoted_length("a,\"b\"") == 0 && quoted_length("") == 0 && quoted_length(" \"a,b\",c") == 6);
  static_assert(quoted_length("\"a\"\"b\" ,c") == 6 && quoted_length("\"never closed") == std::string_view::npos &&
                quoted_length("\"\"") == 2);
  BOOST_TEST((unquoted("a\"b") == "a\"b" && unquoted("\"a \"\" b\"") == "a \" b" && unquoted("\"\"") == ""));
  BOOST_TEST((!unquoted("\"") && !unquoted("\"a\"b") && !unquoted("\"a\"b\"") && !unquoted("\"a\"\"")));
}

BOOST_AUTO_TEST_CASE(the_size_of_a_number_is_seen_in_its_text) {
  for (auto const* small : {"1e-46", "-.5", "0.5", "0.01e1", "10e-2", "1e-99999999999999999999", "-0.0001e3", "0.5E+0"})
    BOOST_TEST(is_below_one(small), small);
  for (auto const* large : {"1", "-1.5", "10e-1", "0.01e2", "1e46", "1E+99999999999999999999", "-0.0001e4", "123.456"})
    BOOST_TEST(!is_below_one(large), large);
}

BOOST_AUTO_TEST_SUITE_END()
