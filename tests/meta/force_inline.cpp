// SPDX-License-Identifier: BSL-1.0
#include "tapeless/target/force_inline.hpp"

#include <boost/test/unit_test.hpp>

#include <string_view>

namespace meta_force_inline_test {

#define SPELLED(...) #__VA_ARGS__
#define SPELLED_OUT(...) SPELLED(__VA_ARGS__)
constexpr std::string_view attribute = SPELLED_OUT(TAPELESS_FORCE_INLINE);
#undef SPELLED_OUT
#undef SPELLED

TAPELESS_FORCE_INLINE constexpr int doubled(int x) { return 2 * x; }

}  // namespace meta_force_inline_test

BOOST_AUTO_TEST_SUITE(meta_force_inline)

BOOST_AUTO_TEST_CASE(inlining_is_forced_where_the_compiler_optimizes_and_nowhere_else) {
#if defined(__OPTIMIZE__)
  constexpr bool optimizes = true;
#else
  constexpr bool optimizes = false;
#endif
  BOOST_TEST((meta_force_inline_test::attribute.find("always_inline") != std::string_view::npos) == optimizes);
  BOOST_TEST(meta_force_inline_test::attribute.empty() == !optimizes);
  auto const in_a_lambda = [](int x) TAPELESS_FORCE_INLINE { return meta_force_inline_test::doubled(x); };
  BOOST_TEST(in_a_lambda(3) == 6);
}

BOOST_AUTO_TEST_SUITE_END()
