// SPDX-License-Identifier: BSL-1.0
// test: unoptimized, clang suffices
#include "grid.hpp"

#include <boost/test/unit_test.hpp>

#include <cmath>

namespace {
namespace site_grid_test {

namespace tl = tapeless;
struct net : tl::sequential<tl::in<"x", 2>, tl::dense<1>> {};
constexpr auto answer = tl::output<net>;
using answers = playground::grid<net::input, answer, 12>;
using weights = typename tl::program<float, answer>::parameters;

weights const& plane() {  // 2 x - y + 0.5
  static weights w = [] {
    weights made;
    made[tl::parameter<"net.0.weight", 1, 2>](0, 0) = 2;
    made[tl::parameter<"net.0.weight", 1, 2>](0, 1) = -1;
    made[tl::parameter<"net.0.bias", 1>][0] = 0.5F;
    return made;
  }();
  return w;
}
std::array<float, 2> place(std::uint32_t column, std::uint32_t row) {
  return {static_cast<float>(column), 3 * static_cast<float>(row)};
}

}  // namespace site_grid_test
}  // namespace

BOOST_AUTO_TEST_SUITE(site_grid)

using namespace site_grid_test;

BOOST_AUTO_TEST_CASE(answers_lie_row_after_row_over_blocks_and_a_remainder) {
  static answers at;
  for (std::uint32_t const n : {3u, 8u, 12u}) {  // 9, 64 and 144 points, in blocks of 64
    float const* const found = at.answers_on(n, plane(), place);
    for (std::uint32_t i = 0; i < n * n; ++i)
      BOOST_TEST(found[i] == 2 * static_cast<float>(i % n) - 3 * static_cast<float>(i / n) + 0.5F);
  }
}

BOOST_AUTO_TEST_CASE(answers_of_weights_that_nobody_has_set_are_no_numbers) {
  static answers at;
  static weights const unset{};
  float const* const found = at.answers_on(3, unset, place);
  for (std::uint32_t i = 0; i < 9; ++i) BOOST_TEST(std::isnan(found[i]));
}

BOOST_AUTO_TEST_CASE(the_largest_error_is_that_of_any_place_and_no_number_if_one_is_none) {
  using playground::largest_error;
  std::array const exact{1.0F, 2.0F, 3.0F};
  std::array some = exact;
  BOOST_TEST(largest_error(some, exact) == 0);
  some[1] = 1.5F;
  BOOST_TEST(largest_error(some, exact) == 0.5F);
  some[0] = 2.0F;
  BOOST_TEST(largest_error(some, exact) == 1.0F);
  some[2] = std::numeric_limits<float>::quiet_NaN();
  BOOST_TEST(std::isnan(largest_error(some, exact)));
}

BOOST_AUTO_TEST_SUITE_END()
