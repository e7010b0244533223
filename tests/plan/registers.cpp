// SPDX-License-Identifier: BSL-1.0
#include "tapeless/plan/registers.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(plan_registers)

namespace plan = tapeless::plan;
namespace targets = tapeless::targets;
constexpr plan::registers none{targets::portable, 4};
constexpr plan::registers avx512{targets::avx512, 4};
constexpr plan::registers sse2{targets::sse2, 8};

BOOST_AUTO_TEST_CASE(lanes_are_as_many_as_a_register_has_or_the_least_power_of_two_that_is_enough) {
  static_assert(none.lanes() == 1 && avx512.lanes() == 16 && sse2.lanes() == 2);
  static_assert(plan::width_for(100, avx512) == 16 && plan::width_for(16, avx512) == 16);
  static_assert(plan::width_for(9, avx512) == 16 && plan::width_for(5, avx512) == 8);
  static_assert(plan::width_for(7, none) == 1);
}

BOOST_AUTO_TEST_CASE(what_fills_one_register_of_64_bytes_goes_through_two_of_32) {
  static_assert(plan::width_for_one_column(16, avx512) == 8 && plan::width_for_one_column(17, avx512) == 16);
  static_assert(plan::width_for_one_column(3, sse2) == 2);
  static_assert(plan::vectors_of_line(10, avx512) == 2 && plan::vectors_of_line(33, avx512) == 3);
}

BOOST_AUTO_TEST_CASE(registers_of_this_target_hold_elements_of_either_size) {
  static_assert(plan::registers_for<float>.lanes() == tapeless::register_width<float>);
  static_assert(plan::registers_for<double>.lanes() == tapeless::register_width<double>);
}

BOOST_AUTO_TEST_SUITE_END()
