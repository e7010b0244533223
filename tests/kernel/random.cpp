// SPDX-License-Identifier: BSL-1.0
#include "tapeless/kernel/random.hpp"

#include <boost/test/unit_test.hpp>

namespace {
namespace kernel_random_test {

namespace tl = tapeless;
using namespace tl::kernel;

constexpr tl::ops::random_key key = tl::ops::key_of(1, 2, 3);
constexpr std::uint32_t rows[]{40, 7, 7, 4000000000u, 0, 9, 1, 2, 30, 31, 32, 33, 34, 35, 36, 37};

/// Whether each lane has the number of its sample and element.
template <class V, class T = tl::math::element_t<V>>
bool are_the_numbers(V const& made, std::uint32_t count, auto const& sample, auto const& element) {
  for (std::uint32_t i = 0; i < count; ++i) {
    T const expected = static_cast<T>(tl::ops::random_bits(key, sample(i), element(i)) * 0x1p-24);
    T found{};
    if constexpr (lane_count<V> == 1) {
      found = made;
    } else {
      found = made.v[i];
    }
    if (found != expected) return false;
  }
  return true;
}
template <class V>
bool lanes_are_right() {
  constexpr std::uint32_t lanes = lane_count<V>;
  auto const three = [](std::uint32_t) { return 3u; };
  auto const from_nine = [](std::uint32_t i) { return 9 + i; };
  random_stream const stream{key};
  random_source listed{}, counted{};
  listed.take(random_operand<double>(stream, 100, rows));
  counted.take(random_operand<double>(stream, 100, nullptr));
  return are_the_numbers(uniform<V>(key, same_word<V>(3), words_from<V>(9)), lanes, three, from_nine) &&
         are_the_numbers(
             uniform<V>(key, counted.numbers<V>(5, all_lanes{}), same_word<V>(3)), lanes,
             [](std::uint32_t i) { return 105 + i; }, three) &&
         are_the_numbers(
             uniform<V>(key, listed.numbers<V>(0, all_lanes{}), same_word<V>(3)), lanes,
             [](std::uint32_t i) { return 100 + rows[i]; }, three) &&
         are_the_numbers(
             uniform<V>(key, listed.numbers<V>(15, first_lanes{1}), same_word<V>(3)), 1,
             [](std::uint32_t) { return 137u; }, three);
}

template <class V>
bool is_right() {
  if constexpr (lane_count < V >> tl::register_width<tl::math::element_t<V>>) {
    return true;  // no vector of this target
  } else {
    return lanes_are_right<V>();
  }
}

}  // namespace kernel_random_test
}  // namespace

BOOST_AUTO_TEST_SUITE(kernel_random)

using namespace kernel_random_test;

BOOST_AUTO_TEST_CASE(every_lane_has_the_bits_of_its_sample_and_element) {
  BOOST_TEST(is_right<float>());
  BOOST_TEST(is_right<double>());
  BOOST_TEST((is_right<pack<float, 2>>() && is_right<pack<double, 2>>()));
  BOOST_TEST((is_right<pack<float, 4>>() && is_right<pack<double, 4>>()));
  BOOST_TEST((is_right<pack<float, 8>>() && is_right<pack<double, 8>>()));
  BOOST_TEST((is_right<pack<float, 16>>()));
}

BOOST_AUTO_TEST_SUITE_END()
