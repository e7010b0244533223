// SPDX-License-Identifier: BSL-1.0
#include <tapeless/io/result.hpp>

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(io_result)

namespace io = tapeless::io;

BOOST_AUTO_TEST_CASE(a_message_has_the_places_that_are_known) {
  BOOST_TEST((io::file_error{"a.csv", 17, 3, "a number", "\"abc\""}).message() ==
             "a.csv:17: field 3: expected a number, found \"abc\"");
  BOOST_TEST((io::file_error{"a.npz", 0, 0, "float32", "int8", "x.npy"}).message() ==
             "a.npz: x.npy: expected float32, found int8");
  BOOST_TEST((io::file_error{"a", 0, 0, "", "", "W: the file has no such tensor"}).message() ==
             "a: W: the file has no such tensor");
  BOOST_TEST((io::file_error{"a", 0, 0, "", "4 to 8", "W"}).message() == "a: W: found 4 to 8");
}

BOOST_AUTO_TEST_CASE(a_result_is_a_value_or_an_error) {
  io::file_result<int> const value = 3;
  BOOST_TEST_REQUIRE(static_cast<bool>(value));
  BOOST_TEST(*value == 3);
  BOOST_CHECK_THROW(static_cast<void>(value.error()), std::bad_variant_access);
  io::file_outcome const error = io::file_error{"a", 0, 0, "b", "c"};
  BOOST_TEST(!error);
  BOOST_TEST(error.error().message() == "a: expected b, found c");
  BOOST_CHECK_THROW(static_cast<void>(error.value()), std::bad_variant_access);
}

BOOST_AUTO_TEST_SUITE_END()
