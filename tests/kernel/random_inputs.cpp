// SPDX-License-Identifier: BSL-1.0
#include "tapeless/kernel/random_inputs.hpp"

#include <boost/test/unit_test.hpp>

namespace {
namespace kernel_random_inputs_test {

namespace tl = tapeless;
using namespace tl::kernel;

/// Input 0 has a number for each element of each sample, input 1 one for each sample, input 2 one for each element.
constexpr tl::plan::elementwise_code code(std::uint32_t leading_dimension = 0, std::uint32_t columns = 0) {
  tl::plan::elementwise_code made{};
  made.input_count = 3;
  made.per_element = 0b101;
  made.per_sample = 0b011;
  made.random = 0b111;
  made.leading_dimension = leading_dimension;
  made.columns = columns;
  return made;
}
constexpr tl::ops::random_key key = tl::ops::key_of(1, 2, 3);
constexpr std::uint32_t rows[]{9, 3, 4, 1, 0, 7, 7, 5, 6, 8, 2, 11, 10, 14, 13, 12, 15, 19, 18, 17, 16, 20, 21, 22};

template <class Inputs>
Inputs attached() {
  static constexpr random_stream stream{key};
  Inputs made{};
  made.template take<0>(random_operand<float>(stream, 100, rows));
  made.template take<1>(random_operand<float>(stream, 100, nullptr));
  made.template take<2>(random_operand<float>(stream, 0, nullptr));
  return made;
}
float expected(std::uint32_t input, std::uint32_t sample, std::uint32_t element) {
  std::uint32_t const number = input == 0 ? 100 + rows[sample] : input == 1 ? 100 + sample : 0;
  return static_cast<float>(tl::ops::random_bits(key, number, input == 1 ? 0 : element)) * 0x1p-24F;
}
template <class V>
float lane_of(V const& numbers, std::uint32_t lane) {
  if constexpr (lane_count<V> == 1) {
    return numbers;
  } else {
    return numbers.v[lane];
  }
}
using vector = vector_of<float, tl::register_width<float>>;

/// Of one vector or both of two, drawn at (sample 2, element 6).
template <lanes_along Along>
bool are_right(drawn_numbers<vector, 3> const& numbers, std::uint32_t sample, std::uint32_t element) {
  bool right = true;
  for (std::uint32_t lane = 0; lane < lane_count<vector>; ++lane)
    for (std::uint32_t input = 0; input < 3; ++input) {
      bool const across = Along == lanes_along::samples;
      float const wanted = expected(input, sample + (across ? lane : 0), element + (across ? 0 : lane));
      right = right && lane_of(numbers.of[input], lane) == wanted;
    }
  return right;
}
template <lanes_along Along>
bool one_by_one_and_in_pairs() {
  auto const inputs = attached<random_inputs<code(), Along>>();
  vector_at const at{2, 6};
  drawn_numbers<vector, 3> one{}, first{}, second{};
  one.of[0] = inputs.template draw<vector, 0>(at, all_lanes{});
  one.of[1] = inputs.template draw<vector, 1>(at, all_lanes{});
  one.of[2] = inputs.template draw<vector, 2>(at, all_lanes{});
  inputs.draw_two(at, all_lanes{}, first, second);
  std::uint32_t const behind = Along == lanes_along::samples ? 1 : lane_count<vector>;
  return are_right<Along>(one, 2, 6) && are_right<Along>(first, 2, 6) && are_right<Along>(second, 2, 6 + behind);
}

}  // namespace kernel_random_inputs_test
}  // namespace

BOOST_AUTO_TEST_SUITE(kernel_random_inputs)

using namespace kernel_random_inputs_test;

BOOST_AUTO_TEST_CASE(two_vectors_drawn_at_once_are_those_drawn_one_by_one) {
  BOOST_TEST(one_by_one_and_in_pairs<lanes_along::elements>());
  BOOST_TEST(one_by_one_and_in_pairs<lanes_along::samples>());
}
BOOST_AUTO_TEST_CASE(a_matrix_is_counted_row_after_row_wherever_its_elements_lie) {
  auto const inputs = attached<random_inputs<code(8, 3), lanes_along::elements>>();
  for (std::uint32_t column = 0; column < 3; ++column)
    for (std::uint32_t row = 0; row < 8; ++row) {
      vector const drawn = inputs.draw<vector, 2>(vector_at{0, column * 8 + row}, all_lanes{});
      BOOST_TEST(lane_of(drawn, 0) == expected(2, 0, row * 3 + column));
    }
  static_assert(!random_inputs<code(8, 3), lanes_along::elements>::in_pairs<vector>);
}

BOOST_AUTO_TEST_SUITE_END()
