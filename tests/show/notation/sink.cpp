// SPDX-License-Identifier: BSL-1.0
#include "tapeless/show/notation/sink.hpp"

#include <boost/test/unit_test.hpp>

#include <string>

namespace show_notation_sink_test {

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

}  // namespace show_notation_sink_test

BOOST_AUTO_TEST_SUITE(show_notation_sink)
BOOST_AUTO_TEST_CASE(a_text_is_as_long_as_what_was_written) {
  BOOST_TEST(show_notation_sink_test::show::text_by<show_notation_sink_test::writer>.view() == "a b");
}
BOOST_AUTO_TEST_CASE(texts_natural_numbers_and_characters_are_written_in_one_call) {
  std::string text;
  auto append = [&](char character) { text += character; };
  tapeless::show::forward_to sink(append);
  sink("x_", 0u, std::string_view("y"), '!', 4294967295u, std::uint8_t{10}, std::uint64_t{18446744073709551615u});
  BOOST_TEST(text == "x_0y!42949672951018446744073709551615");
}

BOOST_AUTO_TEST_CASE(a_list_has_separators_between_its_parts) {
  std::string text;
  auto append = [&](char character) { text += character; };
  tapeless::show::forward_to sink(append);
  tapeless::show::listing list{sink, "; "};
  for (char const each : {'a', 'b', 'c'}) {
    list.next();
    sink(each);
  }
  BOOST_TEST(text == "a; b; c");
}

BOOST_AUTO_TEST_SUITE_END()
