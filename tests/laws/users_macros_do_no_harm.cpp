// SPDX-License-Identifier: BSL-1.0
// test: alone
// As the cores of Arduino define them, before the headers that a sketch includes.
#include <boost/test/unit_test.hpp>

#include <cctype>
#include <cmath>
#include <cstdlib>

#include "../macros_of_cores.hpp"

#define min(a, b) ((a) < (b) ? (a) : (b))
#define max(a, b) ((a) > (b) ? (a) : (b))
#define abs(x) ((x) > 0 ? (x) : -(x))
#define round(x) ((x) >= 0 ? static_cast<long>((x) + 0.5) : static_cast<long>((x)-0.5))
#include "tapeless/check/identity.hpp"
#include "tapeless/save/checkpoint.hpp"
#include "tapeless/save/save.hpp"
#include "tapeless/show/text.hpp"
#include "tapeless/tapeless.hpp"

namespace laws_users_macros_test {

namespace tl = tapeless;
constexpr auto x = tl::input<"x", 2>;
constexpr auto y = (tl::max)(x) + 10 * (tl::min)(x) + 100 * tl::sum((tl::abs)(x)) + tl::sum((tl::round)(x));
constexpr double at[]{1.75, -2};
static_assert(tl::evaluate<double, y>(tl::bind(x, at)) == 1.75 - 20 + 375 + 0);
static_assert(tl::equal<tl::grad(tl::dot(x, x), x), 2 * x>);
static_assert(min(1, 2) == 1 && max(1, 2) == 2 && abs(-3) == 3 && round(2.6) == 3);

}  // namespace laws_users_macros_test

BOOST_AUTO_TEST_SUITE(laws_users_macros)
BOOST_AUTO_TEST_CASE(a_program_of_functions_named_like_macros_computes) {
  using namespace laws_users_macros_test;
  using program = tl::program<double, y>;
  program::workspace memory{};
  BOOST_TEST(static_cast<double>(program::run(memory, tl::bind(x, at))[y]) == 356.75);
}
BOOST_AUTO_TEST_SUITE_END()
