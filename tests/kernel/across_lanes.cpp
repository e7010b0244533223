// SPDX-License-Identifier: BSL-1.0
#include "tapeless/kernel/across_lanes.hpp"

#include "guarded.hpp"

namespace kernel_across_lanes_test {

namespace kernel = tapeless::kernel;

template <class T>
struct of {
  static constexpr std::uint32_t width = tapeless::register_width<T>;
  using vector = kernel::pack<T, width>;
};

/// `Most` numbers at most, all lengths up to it, from memory that ends where they do.
template <class T, std::uint32_t Most>
void expect_sums() {
  for (std::uint32_t count = 1; count <= Most; ++count) {
    plain::numbers draw(0.1 * count);
    guards::buffer<T> const line(count, draw);
    double expected = 0;
    double squares = 0;
    for (std::size_t i = 0; i < count; ++i) {
      expected += line[i];
      squares += line[i] * line[i];
    }
    guards::expect(static_cast<double>(kernel::sum_of_line<Most>(line.data(), count)), expected, guards::tolerance<T>,
                   "sum", 0, count);
    guards::expect(static_cast<double>(kernel::sum_of_squares<Most>(line.data(), count)), squares, guards::tolerance<T>,
                   "sum of squares", 0, count);
  }
}
template <class T>
void expect_largest() {
  constexpr std::uint32_t width = of<T>::width;
  for (std::uint32_t where = 0; where < width; ++where) {
    T line[width]{};
    for (std::uint32_t i = 0; i < width; ++i) line[i] = static_cast<T>(i) - static_cast<T>(width);
    line[where] = T(1);
    BOOST_TEST(kernel::across_lanes(of<T>::vector::load(line), kernel::join_largest{}) == T(1), "lane " << where);
  }
}
template <class T, std::uint32_t Count>
void expect_lanes() {
  constexpr std::uint32_t width = of<T>::width;
  using vector = typename of<T>::vector;
  T constant[width], runtime[width];
  kernel::in_lanes(vector(T(1)), vector(T(2)), kernel::constant_lanes<Count>{}).store(constant);
  kernel::in_lanes(vector(T(1)), vector(T(2)), kernel::first_lanes{Count}).store(runtime);
  for (std::uint32_t i = 0; i < width; ++i) {
    BOOST_TEST(constant[i] == (i < Count ? T(1) : T(2)), "lane " << i);
    BOOST_TEST(runtime[i] == constant[i], "lane " << i);
  }
}

}  // namespace kernel_across_lanes_test

BOOST_AUTO_TEST_SUITE(kernel_across_lanes)

using namespace kernel_across_lanes_test;

BOOST_AUTO_TEST_CASE(a_sum_takes_as_many_numbers_as_there_are) {
  expect_sums<float, 35>();
  expect_sums<float, 3>();
  expect_sums<float, 1>();
  expect_sums<double, 19>();
}

BOOST_AUTO_TEST_CASE(the_largest_is_found_in_every_lane) {
  expect_largest<float>();
  expect_largest<double>();
}

BOOST_AUTO_TEST_CASE(lanes_that_stand_for_nothing_hold_the_other_value) {
  expect_lanes<float, 1>();
  expect_lanes<float, 3>();
  expect_lanes<double, 1>();
}

BOOST_AUTO_TEST_SUITE_END()
