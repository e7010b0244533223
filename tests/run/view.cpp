// SPDX-License-Identifier: BSL-1.0
#include "tapeless/run/view.hpp"

#include <boost/test/unit_test.hpp>

#include <array>
#include <type_traits>

namespace run_view_test {

namespace tl = tapeless;

constexpr bool rows_are_copied_in_and_out() {
  double memory[6]{};
  tl::view<double, 2, 3> const v(memory);
  v.copy_from(std::array<double, 6>{1, 2, 3, 4, 5, 6});
  std::array<double, 6> back{};
  v.copy_to(back);
  return v(0, 0) == 1 && v(0, 2) == 3 && v(1, 0) == 4 && v(1, 2) == 6 &&
         back == std::array<double, 6>{1, 2, 3, 4, 5, 6};
}
static_assert(rows_are_copied_in_and_out());
static_assert(tl::view<float const, 4, 5>::rows() == 4 && tl::view<float const, 4, 5>::columns() == 5 &&
              tl::view<float const, 4, 5>::size() == 20);
static_assert(std::is_convertible_v<tl::view<float const, 1, 1>, float>);
static_assert(!std::is_convertible_v<tl::view<float const, 2, 1>, float>);

template <class V>
concept indexed = requires(V v) {
  v[0u];
};
template <class V>
concept filled = requires(V v, std::array<double, 4> a) {
  v.copy_from(a);
};

/// Between views of one shape, however far apart their columns lie, and of two types.
consteval bool views_are_copied() {
  float from[2 * tl::plan::leading_dimension({5, 2})]{};
  double to[2 * tl::plan::leading_dimension({5, 2})]{};
  tl::view<float, 5, 2> const v(from);
  tl::view<double, 5, 2> const w(to);
  for (std::uint32_t i = 0; i < 5; ++i)
    for (std::uint32_t j = 0; j < 2; ++j) v(i, j) = static_cast<float>(10 * i + j);
  w.copy_from(tl::view<float const, 5, 2>(from));
  v(0, 0) = 7;
  bool right = true;
  for (std::uint32_t i = 0; i < 5; ++i)
    for (std::uint32_t j = 0; j < 2; ++j) right = right && w(i, j) == 10 * i + j;
  v.copy_from(w);
  return right && v(0, 0) == 0 && v(4, 1) == 41;
}
static_assert(views_are_copied());
static_assert(!filled<tl::view<float const, 2, 2>>);

}  // namespace run_view_test

BOOST_AUTO_TEST_SUITE(run_view)

using namespace run_view_test;

BOOST_AUTO_TEST_CASE(rows_and_columns_are_in_textbook_order_whatever_the_memory) {
  double memory[]{1, 2, 3, 4, 5, 6};
  tl::view<double, 2, 3> const v(memory);
  bool each_once[6]{};
  for (std::uint32_t i = 0; i < 2; ++i)
    for (std::uint32_t j = 0; j < 3; ++j) each_once[&v(i, j) - memory] = true;
  for (bool const hit : each_once) BOOST_TEST(hit);
  BOOST_TEST(rows_are_copied_in_and_out());
}

BOOST_AUTO_TEST_CASE(a_view_steps_over_what_lies_between_columns) {
  constexpr std::uint32_t rows = 2 * tl::plan::whole_vectors(4) - 1;
  constexpr std::uint32_t step = tl::plan::leading_dimension({rows, 3});
  double memory[step * 6]{};
  tl::view<double, rows, 3> const v(memory);
  BOOST_TEST(&v(rows - 1, 2) == memory + 2 * step + rows - 1);
  v(1, 2) = 5;
  std::array<double, rows * 3> dense{};
  v.copy_to(dense);
  BOOST_TEST(dense[3 + 2] == 5);
  tl::batch_view<double, rows, 3> const two(memory, 2);
  BOOST_TEST(&two[1](0, 0) == memory + 3 * step);
}

BOOST_AUTO_TEST_CASE(only_vectors_take_one_index) {
  static_assert(indexed<tl::view<double, 4, 1>> && indexed<tl::view<double, 1, 4>> && !indexed<tl::view<double, 2, 2>>);
  double memory[]{1, 2, 3, 4};
  BOOST_TEST((tl::view<double, 4, 1>(memory)[2]) == 3);
  BOOST_TEST((tl::view<double, 1, 4>(memory)[3]) == 4);
}

BOOST_AUTO_TEST_CASE(a_view_writes_through_and_a_view_of_constants_does_not) {
  static_assert(filled<tl::view<double, 2, 2>> && !filled<tl::view<double const, 2, 2>>);
  double memory[4]{};
  tl::view<double, 2, 2> const v(memory);
  v(1, 0) = 7;
  BOOST_TEST((tl::view<double const, 2, 2>(memory)(1, 0)) == 7);
}

BOOST_AUTO_TEST_CASE(a_batch_view_has_one_view_for_each_bound_sample) {
  double const memory[]{1, 2, 3, 4, 5, 6};
  tl::batch_view<double const, 2, 1> const v(memory, 3);
  BOOST_TEST(v.size() == 3U);
  BOOST_TEST(v[0][0] == 1);
  BOOST_TEST(v[2][1] == 6);
}

BOOST_AUTO_TEST_SUITE_END()
