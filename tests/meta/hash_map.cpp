// SPDX-License-Identifier: BSL-1.0
#include "tapeless/meta/hash_map.hpp"

#include "tapeless/meta/hash.hpp"

#include <boost/test/unit_test.hpp>

namespace meta_hash_map_test {

using tapeless::meta::hash_map;

consteval bool finds_all_of_a_thousand() {
  hash_map map;
  for (std::uint32_t i = 0; i < 1000; ++i) map.insert(tapeless::meta::mix(0, i), i);
  for (std::uint32_t i = 0; i < 1000; ++i)
    if (map.find(tapeless::meta::mix(0, i)) != i) return false;
  return map.find(tapeless::meta::mix(0, 1000)) == hash_map::none;
}
/// Keys with equal low bits share one chain of slots, even across growth.
consteval bool finds_keys_that_collide() {
  hash_map map;
  for (std::uint32_t i = 0; i < 100; ++i) map.insert(std::uint64_t{i} << 40 | 7, i);
  for (std::uint32_t i = 0; i < 100; ++i)
    if (map.find(std::uint64_t{i} << 40 | 7) != i) return false;
  return map.find(7 | std::uint64_t{100} << 40) == hash_map::none;
}
consteval std::uint32_t second_of_two_under_one_key() {
  hash_map map;
  map.insert(5, 10);
  map.insert(5, 20);
  return map.find_if(5, [](std::uint32_t value) { return value > 10; });
}

}  // namespace meta_hash_map_test

BOOST_AUTO_TEST_SUITE(meta_hash_map)

using namespace meta_hash_map_test;

BOOST_AUTO_TEST_CASE(what_was_inserted_is_found_and_nothing_else) {
  BOOST_TEST(finds_all_of_a_thousand());
  BOOST_TEST(finds_keys_that_collide());
}
BOOST_AUTO_TEST_CASE(candidates_under_one_key_are_told_apart_by_the_caller) {
  BOOST_TEST(second_of_two_under_one_key() == 20u);
}

BOOST_AUTO_TEST_SUITE_END()
