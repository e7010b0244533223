// SPDX-License-Identifier: BSL-1.0
#include "tapeless/kernel/one_hot.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(kernel_one_hot)

namespace kernel = tapeless::kernel;

BOOST_AUTO_TEST_CASE(one_hot_vectors_overwrite_what_was_there) {
  constexpr std::uint32_t classes = 3;
  constexpr std::uint32_t most = 9;
  unsigned char const labels[most]{2, 0, 1, 1, 0, 2, 2, 1, 0};
  for (std::uint32_t samples = 0; samples <= most; ++samples) {
    double out[most * classes];
    for (double& each : out) each = 9;
    kernel::one_hot<double>({out, classes}, {labels, 1, false, 1, nullptr}, classes, samples);
    for (std::uint32_t s = 0; s < most; ++s)
      for (std::uint32_t c = 0; c < classes; ++c)
        BOOST_TEST(out[s * classes + c] == (s >= samples ? 9 : labels[s] == c ? 1 : 0));
  }
}

BOOST_AUTO_TEST_CASE(class_indices_of_any_integer_type_are_numbers) {
  std::int16_t const labels[]{700, 0, 3, 699, 12, 5};
  std::uint32_t const rows[]{4, 0, 1};
  float out[]{9, 9, 9, 9};
  kernel::class_index(out, {labels, 2, true, 1, rows}, 3);
  BOOST_TEST((out[0] == 12 && out[1] == 700 && out[2] == 0 && out[3] == 9));
  kernel::class_index(out, {labels, 2, true, 3, nullptr}, 2);
  BOOST_TEST((out[0] == 700 && out[1] == 699 && out[2] == 0));
}

template <class V>
void expect_ones() {
  using T = tapeless::math::element_t<V>;
  constexpr std::uint32_t lanes = kernel::lane_count<V>;
  auto const lane_of = [](V const& v, std::uint32_t i) {
    if constexpr (lanes == 1)
      return v;
    else
      return v.v[i];
  };
  for (std::uint32_t its_class = 0; its_class < 40; ++its_class)
    for (std::size_t element = 0; element < 40; ++element) {
      V const line = kernel::one_hot_from<V>(static_cast<T>(its_class), element);
      for (std::uint32_t i = 0; i < lanes; ++i)
        BOOST_TEST(lane_of(line, i) == (element + i == its_class ? T(1) : T(0)));
      V const across = kernel::one_hot_across(V(static_cast<T>(its_class)), element);
      for (std::uint32_t i = 0; i < lanes; ++i) BOOST_TEST(lane_of(across, i) == (element == its_class ? T(1) : T(0)));
    }
}

BOOST_AUTO_TEST_CASE(a_class_makes_any_part_of_its_one_hot_vector) {
  expect_ones<float>();
  expect_ones<kernel::pack<float, 4>>();
  expect_ones<double>();
  expect_ones<kernel::pack<double, 2>>();
}

BOOST_AUTO_TEST_SUITE_END()
