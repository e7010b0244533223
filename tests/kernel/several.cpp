// SPDX-License-Identifier: BSL-1.0
#include "tapeless/kernel/several.hpp"

#include <boost/test/unit_test.hpp>

#include <array>

BOOST_AUTO_TEST_SUITE(kernel_several)

BOOST_AUTO_TEST_CASE(groups_cover_each_number_once_and_move_what_was_there) {
  std::array<float, 11> const from{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11};
  std::array<float, 13> to{};
  tapeless::kernel::for_groups<float, 11>([&]<std::uint32_t First, std::uint32_t Count>() {
    std::array<float, Count> some{};
    tapeless::kernel::load_group<Count>(some.data(), from.data() + First);
    tapeless::kernel::store_group<Count>(some.data(), to.data() + 1 + First);
  });
  for (std::size_t i = 0; i < from.size(); ++i) BOOST_TEST(to[i + 1] == from[i]);
  BOOST_TEST(to.front() == 0);
  BOOST_TEST(to.back() == 0);
}

BOOST_AUTO_TEST_SUITE_END()
