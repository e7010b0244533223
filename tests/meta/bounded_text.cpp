// SPDX-License-Identifier: BSL-1.0
#include "tapeless/meta/bounded_text.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(meta_bounded_text)

namespace {

constexpr auto sum = [] {
  tapeless::bounded_text<12> text("1 + ");
  text.append(std::uint64_t{41});
  text.append(" is more than fits");
  return text;
}();
static_assert(sum.view() == "1 + 41 is m" && sum.size() == 11 && sum.data()[11] == 0);
static_assert(tapeless::bounded_text<4>{}.empty() && !sum.empty());

}  // namespace

BOOST_AUTO_TEST_CASE(numbers_have_all_their_digits) {
  tapeless::bounded_text<32> text;
  text.append(std::uint64_t{0});
  text.append(" ");
  text.append(~std::uint64_t{0});
  BOOST_TEST(text.view() == "0 18446744073709551615");
}

BOOST_AUTO_TEST_SUITE_END()
