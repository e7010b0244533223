// SPDX-License-Identifier: BSL-1.0
#include "tapeless/meta/list.hpp"

#include <boost/test/unit_test.hpp>

namespace meta_list_test {

using tapeless::meta::list;

template <std::uint32_t... Expected>
consteval bool is(list<std::uint32_t> const& found) {
  std::uint32_t const expected[]{Expected...};
  if (found.size() != sizeof...(Expected)) return false;
  for (std::uint32_t i = 0; i < found.size(); ++i)
    if (found[i] != expected[i]) return false;
  return true;
}
consteval bool keeps_what_is_pushed_across_growth() {
  list<std::uint32_t> l;
  for (std::uint32_t i = 0; i < 1000; ++i) l.push_back(i);
  for (std::uint32_t i = 0; i < 1000; ++i)
    if (l[i] != i) return false;
  return l.size() == 1000 && l.back() == 999;
}
consteval bool erases_and_inserts_in_order() {
  list<std::uint32_t> l;
  for (std::uint32_t i = 1; i <= 4; ++i) l.push_back(i);
  l.erase(1);
  if (!is<1, 3, 4>(l)) return false;
  l.insert(0, 9);
  l.insert(2, 8);
  if (!is<9, 1, 8, 3, 4>(l)) return false;
  l.pop_back();
  return is<9, 1, 8, 3>(l) && l.contains(8) && !l.contains(4);
}
consteval bool resizing_fills_with_a_value() {
  list<std::uint32_t> l(2, 7u);
  l.resize(4, 5u);
  if (!is<7, 7, 5, 5>(l)) return false;
  l.resize(1);
  l.resize(2);
  return is<7, 0>(l);
}
consteval bool clearing_leaves_nothing() {
  list<std::uint32_t> l(3, 1u);
  l.clear();
  return l.size() == 0 && l.begin() == l.end();
}

}  // namespace meta_list_test

BOOST_AUTO_TEST_SUITE(meta_list)

using namespace meta_list_test;

BOOST_AUTO_TEST_CASE(elements_stay_in_the_order_they_were_given) {
  BOOST_TEST(keeps_what_is_pushed_across_growth());
  BOOST_TEST(erases_and_inserts_in_order());
}
BOOST_AUTO_TEST_CASE(new_elements_have_the_given_value) {
  BOOST_TEST(resizing_fills_with_a_value());
  BOOST_TEST(clearing_leaves_nothing());
}

BOOST_AUTO_TEST_SUITE_END()
