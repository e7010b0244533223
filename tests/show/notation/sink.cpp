// SPDX-License-Identifier: BSL-1.0
#include "tapeless/show/notation/sink.hpp"

#include <boost/test/unit_test.hpp>

namespace show_fixed_text_test {

namespace show = tapeless::show;
struct writer {
  static constexpr void write(tapeless::show::text_sink& sink) {
    for (char const c : {'a', ' ', 'b'}) sink(c);
  }
};
static_assert(show::length_of<writer>() == 3);
static_assert(show::text_by<writer>.view() == "a b");
static_assert(show::text_by<writer>.size() == 3);
static_assert(show::text_by<writer>.data()[3] == '\0');

}  // namespace show_fixed_text_test

BOOST_AUTO_TEST_SUITE(show_fixed_text)
BOOST_AUTO_TEST_CASE(a_text_is_as_long_as_what_was_written) {
  BOOST_TEST(show_fixed_text_test::show::text_by<show_fixed_text_test::writer>.view() == "a b");
}
BOOST_AUTO_TEST_SUITE_END()
