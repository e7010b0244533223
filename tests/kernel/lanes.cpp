// SPDX-License-Identifier: BSL-1.0
#include "tapeless/kernel/lanes.hpp"

#include "guarded.hpp"

#include <algorithm>
#include <vector>

namespace kernel_lanes_test {

namespace kernel = tapeless::kernel;

/// A vector of N lanes read and written through each way of telling which lanes count.
template <class T, std::uint32_t N>
void expect_lanes() {
  using vector = kernel::vector_of<T, N>;
  static_assert(kernel::lane_count<vector> == N);
  plain::numbers draw;
  guards::buffer<T> const from(N, draw);
  auto const copied = [&](auto lanes, std::uint32_t count) {
    guards::buffer<T> to(count);
    kernel::store(kernel::load<vector>(from.data(), lanes), to.data(), lanes);
    for (std::uint32_t i = 0; i < count; ++i) BOOST_TEST(to.data()[i] == from.data()[i]);
    BOOST_TEST(to.intact());
  };
  copied(kernel::all_lanes{}, N);
  copied(kernel::first_lanes{N}, N);
  copied(kernel::constant_lanes<N>{}, N);
  if constexpr (N > 1) {
    copied(kernel::first_lanes{N - 1}, N - 1);
    copied(kernel::constant_lanes<N / 2 + 1>{}, N / 2 + 1);
    copied(kernel::constant_lanes<1>{}, 1);
  }
}

}  // namespace kernel_lanes_test

BOOST_AUTO_TEST_SUITE(kernel_lanes)

using namespace kernel_lanes_test;

BOOST_AUTO_TEST_CASE(a_run_takes_a_whole_register_or_the_least_power_of_two_that_holds_it) {
  constexpr std::uint32_t widest = tapeless::register_width<float>;
  for (std::uint32_t count = 1; count <= 70; ++count) {
    std::uint32_t const width = kernel::width_for<float>(count);
    BOOST_TEST(((width & (width - 1)) == 0 && width <= widest));
    BOOST_TEST((width == widest || (width >= count && width < 2 * count)));
  }
}

BOOST_AUTO_TEST_CASE(the_only_column_of_a_product_fills_no_register_of_64_bytes_unless_it_is_longer) {
  constexpr std::uint32_t widest = tapeless::register_width<float>;
  for (std::uint32_t count = 1; count <= 70; ++count) {
    bool const is_halved = tapeless::targets::current.register_bytes == 64 && count > widest / 2 && count <= widest;
    BOOST_TEST(kernel::width_for_one_column<float>(count) == kernel::width_for<float>(count) / (is_halved ? 2 : 1));
  }
}

BOOST_AUTO_TEST_CASE(columns_that_are_updated_in_the_fastest_cache_take_no_more_than_32_bytes_at_a_time) {
  for (std::uint32_t const rows : {1u, 3u, 16u, 20u, 64u}) {
    std::uint32_t const small = kernel::width_for_update<float>(rows, 8192);
    BOOST_TEST(small ==
               std::min(kernel::width_for<float>(rows), tapeless::targets::current.register_bytes == 64 ? 8u : ~0u));
    BOOST_TEST(kernel::width_for_update<float>(rows, 8193) == kernel::width_for_one_column<float>(rows));
  }
  BOOST_TEST(kernel::width_for_update<double>(16, 4096) == std::min(tapeless::register_width<double>, 4u));
  BOOST_TEST(kernel::width_for_update<double>(16, 4097) == tapeless::register_width<double>);
}

BOOST_AUTO_TEST_CASE(lanes_that_stand_for_no_number_are_not_touched) {
  expect_lanes<float, 1>();
  expect_lanes<double, 1>();
  expect_lanes<float, 2>();
  if constexpr (tapeless::targets::current.register_bytes != 0) {
    expect_lanes<float, tapeless::register_width<float>>();
    expect_lanes<double, tapeless::register_width<double>>();
  }
}

BOOST_AUTO_TEST_CASE(lanes_that_stand_for_no_number_are_zero) {
  constexpr float from[]{1, 2, 3};
  auto const read = kernel::load<kernel::pack<float, 4>>(from, kernel::first_lanes{3});
  BOOST_TEST(read.v[2] == 3);
  BOOST_TEST(read.v[3] == 0);
}

BOOST_AUTO_TEST_CASE(unrolled_calls_come_in_order) {
  std::vector<std::uint32_t> seen;
  kernel::unroll<5>([&]<std::uint32_t I>() { seen.push_back(I); });
  std::vector<std::uint32_t> const expected{0, 1, 2, 3, 4};
  BOOST_TEST(seen == expected, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_SUITE_END()
