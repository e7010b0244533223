// SPDX-License-Identifier: BSL-1.0
#include "tapeless/kernel/several.hpp"

#include <boost/test/unit_test.hpp>

#include <array>

namespace kernel_several_test {

template <std::uint32_t... G>
void move_each(float const* from, float* to, std::integer_sequence<std::uint32_t, G...>) {
  auto const one = [&]<std::uint32_t Size>() {
    std::array<float, Size> some{};
    tapeless::kernel::load_group<Size>(some.data(), from);
    tapeless::kernel::load_group_in_place<Size>(some.data(), from - Size);
    tapeless::kernel::store_group<Size>(some.data(), to);
  };
  (one.template operator()<tapeless::kernel::size_of_group<float, 11, G>>(), ...);
}

}  // namespace kernel_several_test

BOOST_AUTO_TEST_SUITE(kernel_several)

BOOST_AUTO_TEST_CASE(groups_cover_each_number_once_and_move_what_was_there) {
  std::array<float, 11> const from{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11};
  std::array<float, 13> to{};
  kernel_several_test::move_each(from.data(), to.data() + 1, tapeless::kernel::groups_of<float, 11>{});
  for (std::size_t i = 0; i < from.size(); ++i) BOOST_TEST(to[i + 1] == from[i]);
  BOOST_TEST(to.front() == 0);
  BOOST_TEST(to.back() == 0);
  std::array<float, 13> again{};
  tapeless::kernel::store_groups<13>(to.data(), again.data(), tapeless::kernel::groups_of<float, 13>{});
  BOOST_TEST(again == to, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_loop_that_counts_down_takes_all_its_turns) {
  int taken = 0;
  for (std::size_t turns = 5; turns != 0; turns = tapeless::kernel::one_less<float>(turns)) ++taken;
  BOOST_TEST(taken == 5);
  BOOST_TEST(tapeless::kernel::start_of_line<float>(&taken) == &taken);
}

BOOST_AUTO_TEST_SUITE_END()
