// SPDX-License-Identifier: BSL-1.0
#include "tapeless/meta/type_identity.hpp"

#include <boost/test/unit_test.hpp>

#include <utility>

namespace meta_type_identity_test {

using tapeless::meta::type_identity;

template <auto F>
struct of_function {};
template <class T>
struct tagged {};
constexpr auto twice = [](double x) { return 2 * x; };
constexpr auto thrice = [](double x) { return 3 * x; };

constexpr auto inside_one() {
  struct tag {};
  return tagged<tag>{};
}
constexpr auto inside_other() {
  struct tag {};
  return tagged<tag>{};
}
template <class T>
constexpr auto inside_template() {
  struct tag {};
  constexpr auto function = [](double x) { return sizeof(T) * x; };
  return std::pair(tagged<tag>{}, of_function<function>{});
}
namespace {
struct hidden {};
}  // namespace

/// All different, and each as often as asked.
template <class... T>
constexpr bool all_differ() {
  std::uint64_t const first[]{type_identity<T>...};
  std::uint64_t const again[]{type_identity<T>...};
  for (std::size_t i = 0; i < sizeof...(T); ++i)
    for (std::size_t j = 0; j < sizeof...(T); ++j)
      if ((first[i] == again[j]) != (i == j)) return false;
  return true;
}

}  // namespace meta_type_identity_test

BOOST_AUTO_TEST_SUITE(meta_type_identity)

using namespace meta_type_identity_test;

BOOST_AUTO_TEST_CASE(types_that_are_spelled_alike_are_different) {
  static_assert(all_differ<of_function<twice>, of_function<thrice>, of_function<[](double x) { return 4 * x; }>,
                           decltype(inside_template<int>().second), decltype(inside_template<char>().second)>());
  static_assert(all_differ<decltype(inside_one()), decltype(inside_other()), decltype(inside_template<int>().first),
                           decltype(inside_template<char>().first), tagged<hidden>>());
  BOOST_TEST((all_differ<int, int const, int*, tagged<int>>()));
}
BOOST_AUTO_TEST_CASE(a_type_is_itself_wherever_it_is_asked) {
  static_assert(type_identity<of_function<twice>> == type_identity<of_function<twice>>);
  using alias = decltype(inside_other());
  BOOST_TEST(type_identity<alias> == type_identity<decltype(inside_other())>);
  BOOST_TEST(type_identity<alias> != type_identity<decltype(inside_one())>);
}
BOOST_AUTO_TEST_CASE(a_name_that_only_one_type_has_decides_alone_and_so_in_every_translation_unit) {
  using tapeless::meta::mix;
  BOOST_TEST(type_identity<double> == mix(tapeless::meta::hash("double"), 0));
}

BOOST_AUTO_TEST_SUITE_END()
