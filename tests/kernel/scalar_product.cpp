// SPDX-License-Identifier: BSL-1.0
#include "tapeless/kernel/scalar_product.hpp"

#include <boost/test/unit_test.hpp>

#include <array>
#include <utility>

namespace kernel_scalar_product_test {

namespace tk = tapeless::kernel;

/// Takes the place of a chain: what it is given goes to memory unchanged.
template <bool Calls>
struct recorder {
  float* to;

  static constexpr bool calls() { return Calls; }
  void operator()(float core, tk::vector_at at, tk::all_lanes) const { to[at.element] = core; }
  template <std::uint32_t Count>
  void apply_to_column(float const* cores, tk::vector_at at) const {
    for (std::size_t i = 0; i < Count; ++i) to[at.element + i] = cores[i];
  }
};

float volatile unit = 1;  // volatile: clang multiplies and adds with one rounding where it computes by itself

/// Numbers whose sums depend on their order.
template <std::size_t Size>
std::array<float, Size> uneven(float start) {
  std::array<float, Size> made{};
  float value = start * unit;
  for (float& each : made) {
    each = value;
    value = value * -1.37f + 0.011f;
    if (value > 50 || value < -50) value *= 0.001f;
  }
  return made;
}

/// Both products of a Rows × Inner matrix with vectors, and an outer product, against plain loops: the same bits.
template <std::uint32_t Rows, std::uint32_t Inner, bool Calls>
void check_shape() {
  auto const matrix = uneven<Rows * Inner>(0.3f);
  auto const inner_vector = uneven<Inner>(-0.7f);
  auto const row_vector = uneven<Rows>(1.9f);
  std::array<float, Rows> straight{}, made_rows{};
  std::array<float, Inner> transposed{}, made_inner{};
  for (std::uint32_t i = 0; i < Rows; ++i)
    for (std::uint32_t k = 0; k < Inner; ++k)
      straight[i] = tapeless::math::muladd(matrix[k * Rows + i], inner_vector[k], straight[i]);
  for (std::uint32_t k = 0; k < Inner; ++k)
    for (std::uint32_t i = 0; i < Rows; ++i)
      transposed[k] = tapeless::math::muladd(matrix[k * Rows + i], row_vector[i], transposed[k]);
  tk::scalar::column<float, Rows, Inner, 1>(matrix.data(), inner_vector.data(), 0, 0,
                                            recorder<Calls>{made_rows.data()});
  tk::scalar::column_of_transposed<float, Inner, Rows, 1>(matrix.data(), row_vector.data(), 0, 0,
                                                          recorder<Calls>{made_inner.data()});
  BOOST_TEST(made_rows == straight, boost::test_tools::per_element());
  BOOST_TEST(made_inner == transposed, boost::test_tools::per_element());

  std::array<float, Rows * Inner> outer{}, made_outer{};
  for (std::uint32_t k = 0; k < Inner; ++k)
    for (std::uint32_t i = 0; i < Rows; ++i) outer[k * Rows + i] = row_vector[i] * inner_vector[k];
  tk::scalar::outer_product<float, Rows, Inner>(row_vector.data(), inner_vector.data(),
                                                recorder<Calls>{made_outer.data()});
  BOOST_TEST(made_outer == outer, boost::test_tools::per_element());
}

}  // namespace kernel_scalar_product_test

BOOST_AUTO_TEST_SUITE(kernel_scalar_product)

BOOST_AUTO_TEST_CASE(sums_have_the_bits_of_plain_loops_in_any_shape) {
  using namespace kernel_scalar_product_test;
  check_shape<1, 1, false>();
  check_shape<1, 7, false>();
  check_shape<3, 1, true>();
  check_shape<5, 13, false>();
  check_shape<10, 32, false>();
  check_shape<13, 5, true>();
  check_shape<17, 12, false>();
  check_shape<33, 17, true>();
  check_shape<8, 64, true>();
}

BOOST_AUTO_TEST_CASE(rows_are_taken_in_equal_parts_of_no_more_than_the_most) {
  using tapeless::kernel::scalar::rows_at_once;
  static_assert(rows_at_once(32, 8) == 8 && rows_at_once(10, 8) == 5 && rows_at_once(13, 8) == 7);
  static_assert(rows_at_once(1, 8) == 1 && rows_at_once(8, 8) == 8 && rows_at_once(9, 8) == 5 &&
                rows_at_once(32, 4) == 4);
  BOOST_TEST(rows_at_once(64, 8) == 8u);
}

BOOST_AUTO_TEST_SUITE_END()
