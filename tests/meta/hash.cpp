// SPDX-License-Identifier: BSL-1.0
#include "tapeless/meta/hash.hpp"

#include <bit>
#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(meta_hash)

using tapeless::meta::hash;
using tapeless::meta::mix;

BOOST_AUTO_TEST_CASE(text_hashes_are_those_of_fnv_1a) {
  // test vectors of the FNV reference code (Fowler, Noll, Vo)
  static_assert(hash("") == 0xcbf29ce484222325u);
  static_assert(hash("a") == 0xaf63dc4c8601ec8cu);
  BOOST_TEST(hash("foobar") == 0x85944171f73967e8u);
}
BOOST_AUTO_TEST_CASE(the_order_of_what_is_mixed_matters) {
  BOOST_TEST(mix(mix(0, 1), 2) != mix(mix(0, 2), 1));
  BOOST_TEST(mix(1, 2) != mix(2, 1));
}
BOOST_AUTO_TEST_CASE(every_input_bit_flips_about_half_of_the_output) {
  for (unsigned bit = 0; bit < 64; ++bit) {
    int flipped = 0;
    for (std::uint64_t start = 0; start < 64; ++start)
      flipped += std::popcount(mix(start, start * 3) ^ mix(start, (start * 3) ^ (std::uint64_t{1} << bit)));
    BOOST_TEST(flipped > 64 * 26);  // 32 of 64 expected; 64 trials deviate by half a bit
    BOOST_TEST(flipped < 64 * 38);
  }
}

BOOST_AUTO_TEST_SUITE_END()
