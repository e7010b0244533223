// SPDX-License-Identifier: BSL-1.0
#include "tapeless/math/arctangent_kernel.hpp"

#include <boost/test/unit_test.hpp>

#include <cmath>
#include <numbers>

namespace math = tapeless::math;

BOOST_AUTO_TEST_SUITE(math_arctangent_kernel)

BOOST_AUTO_TEST_CASE(a_point_and_its_mirror_image_have_angles_that_add_up_to_pi) {
  for (int i = 0; i <= 1000; ++i) {
    auto const a = i * 0.004;
    auto const sum = math::angle_of_point(a, 1.0, false) + math::angle_of_point(a, 1.0, true);
    BOOST_TEST(std::fabs(sum - std::numbers::pi) <= 1e-15, "at " << a);
  }
}

BOOST_AUTO_TEST_CASE(exchanging_the_coordinates_gives_the_angle_to_the_other_axis) {
  for (int i = 1; i <= 1000; ++i) {
    auto const a = i * 0.004;
    auto const sum = math::angle_of_point(a, 1.0, false) + math::angle_of_point(1.0, a, false);
    BOOST_TEST(std::fabs(sum - std::numbers::pi / 2) <= 1e-15, "at " << a);
  }
}

BOOST_AUTO_TEST_CASE(three_quarters_of_pi_are_exact_in_the_head) {
  constexpr auto head = math::arctangent_constants<float>::quarter_pi_head;
  static_assert(static_cast<double>(3 * head) == 3 * static_cast<double>(head));
  constexpr auto wide = math::arctangent_constants<double>::quarter_pi_head;
  static_assert((3 * wide - wide) - 2 * wide == 0);
}

BOOST_AUTO_TEST_SUITE_END()
