// SPDX-License-Identifier: BSL-1.0
#include "tapeless/kernel/operand.hpp"

#include <boost/test/unit_test.hpp>

#include <array>
#include <limits>

BOOST_AUTO_TEST_SUITE(kernel_operand)

namespace kernel = tapeless::kernel;

BOOST_AUTO_TEST_CASE(a_sample_starts_at_its_number_times_the_stride) {
  double const data[6]{};
  kernel::operand<double> const o{data, 2};
  BOOST_TEST(o.sample(0) == data);
  BOOST_TEST(o.sample(2) == data + 4);
  BOOST_TEST((kernel::operand<double>{data, 0}.sample(5)) == data);  // shared by all samples
}

BOOST_AUTO_TEST_CASE(an_index_list_stands_before_the_stride) {
  double const data[6]{};
  std::array<std::uint32_t, 2> const list{2, 1};
  kernel::operand<double> const o{data, 2, list.data()};
  BOOST_TEST(o.sample(0) == data + 4);
  BOOST_TEST(o.sample(1) == data + 2);
}

BOOST_AUTO_TEST_CASE(a_scaled_operand_reads_as_if_what_it_is_times_a_number_lay_in_memory) {
  std::array<double, 6> const data{1, 2, 3, 4, 5, 6};
  double const factor = 0.5;
  kernel::scaled_operand<double> const o{{data.data(), 2}, &factor};
  BOOST_TEST(o.sample(1)[0] == 1.5);
  BOOST_TEST(o.sample(1)[3] == 3.0);
}

BOOST_AUTO_TEST_CASE(a_target_has_its_samples_one_after_the_other) {
  double data[6]{};
  BOOST_TEST((kernel::target<double>{data, 3}.sample(1)) == data + 3);
}

template <class Integer>
kernel::class_indices indices(Integer const* data, std::ptrdiff_t stride = 1, std::uint32_t const* list = nullptr) {
  return {data, sizeof(Integer), std::numeric_limits<Integer>::is_signed, stride, list};
}
template <class Integer>
void classes_are_read() {
  std::array<Integer, 4> const labels{3, 100, 0, 7};
  std::array<std::uint32_t, 2> const list{1, 0};
  BOOST_TEST(indices(labels.data())[1] == 100U);
  BOOST_TEST(indices(labels.data(), 2)[1] == 0U);
  BOOST_TEST(indices(labels.data(), 2, list.data())[1] == 3U);
  BOOST_TEST(indices(labels.data(), 3, list.data())[0] == 7U);
}

BOOST_AUTO_TEST_CASE(class_indices_are_integers_of_any_width_and_sign) {
  classes_are_read<signed char>();
  classes_are_read<unsigned char>();
  classes_are_read<short>();
  classes_are_read<unsigned short>();
  classes_are_read<int>();
  classes_are_read<unsigned>();
  classes_are_read<long long>();
  classes_are_read<unsigned long long>();
}

BOOST_AUTO_TEST_CASE(the_same_bits_are_a_class_unsigned_and_none_signed) {
  unsigned char const byte = 200;
  auto const negative = static_cast<signed char>(byte);
  BOOST_TEST(indices(&byte)[0] == 200U);
  BOOST_TEST(indices(&negative)[0] == kernel::class_indices::no_class);
}

BOOST_AUTO_TEST_CASE(what_does_not_fit_into_32_bits_is_no_class) {
  unsigned long long const large = (1ULL << 32) + 2;
  long long const negative = -1;
  BOOST_TEST(indices(&large)[0] == kernel::class_indices::no_class);
  BOOST_TEST(indices(&negative)[0] == kernel::class_indices::no_class);
}

BOOST_AUTO_TEST_SUITE_END()
