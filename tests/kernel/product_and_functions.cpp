// SPDX-License-Identifier: BSL-1.0
// Products of many samples that elementary functions follow: kernel/product.hpp lets them go over what has been
// written.
#include "tapeless/kernel/product.hpp"

#include "chosen.hpp"
#include "guarded.hpp"

#include <cmath>

namespace kernel_product_and_functions_test {

namespace kernel = tapeless::kernel;
using tapeless::op;

/// tanh(core + in0), in0 one number for each element.
constexpr tapeless::plan::elementwise_code activation = [] {
  tapeless::plan::elementwise_code made{};
  made.batched = true;
  made.input_count = 1;
  made.instruction_count = 2;
  made.per_element = 1;
  made.instructions[0] = guards::instruction(op::add, tapeless::plan::core_result, 0);
  made.instructions[1] = guards::instruction(op::tanh, tapeless::plan::first_result);
  made.stored = 0b10;
  return made;
}();
/// The same with a number for each element of each sample: in its place lies the result.
constexpr tapeless::plan::elementwise_code in_place = [] {
  auto code = activation;
  code.per_sample = 1;
  return code;
}();

template <class T, std::uint32_t Rows, std::uint32_t Inner, std::uint32_t Samples,
          tapeless::plan::elementwise_code const& Code, bool Shared = false>
void expect_activation(std::uint32_t samples) {
  constexpr bool is_in_place = Code.per_sample != 0;
  plain::numbers draw(0.1 * Rows + 0.01 * Inner);
  guards::buffer<T> matrix(Rows * Inner, draw);
  guards::buffer<T> vectors(Inner * Samples, draw);
  guards::buffer<T> bias(Rows, draw);
  guards::buffer<T> result(Rows * Samples, draw);
  guards::buffer<T> const before(result);
  kernel::target<T> const out[]{{result.data(), Rows}};
  kernel::operand<T> const in[]{{is_in_place ? result.data() : bias.data(), is_in_place ? Rows : 0}, {}};
  kernel::product<T, guards::product<T>({Rows, 1, Inner, false, false, Samples, true, false}, Code), Code, Shared>(
      out, {matrix.data(), 0}, {vectors.data(), Inner}, in, samples);
  for (std::size_t s = 0; s < samples; ++s)
    for (std::size_t i = 0; i < Rows; ++i) {
      double sum = is_in_place ? before[s * Rows + i] : bias[i];
      for (std::size_t k = 0; k < Inner; ++k) sum += double{matrix[k * Rows + i]} * vectors[s * Inner + k];
      guards::expect(result[s * Rows + i], std::tanh(sum), guards::tolerance<T>, "activation", s, i);
    }
  for (std::size_t e = samples * Rows; e < std::size_t{Samples} * Rows; ++e) BOOST_TEST(result[e] == before[e]);
  BOOST_TEST((matrix.intact() && vectors.intact() && bias.intact() && result.intact()));
}
template <class T, std::uint32_t Rows, std::uint32_t Inner, std::uint32_t Samples>
void expect_activations() {
  static_assert(tapeless::plan::functions_can_follow(activation));
  static_assert(!tapeless::plan::functions_can_follow(in_place));
  for (std::uint32_t samples : {1u, Samples / 2, Samples}) {
    expect_activation<T, Rows, Inner, Samples, activation>(samples);
    expect_activation<T, Rows, Inner, Samples, in_place>(samples);
    expect_activation<T, Rows, Inner, Samples, activation, true>(samples);
  }
}

}  // namespace kernel_product_and_functions_test

BOOST_AUTO_TEST_SUITE(kernel_product_and_functions)

using namespace kernel_product_and_functions_test;

BOOST_AUTO_TEST_CASE(functions_follow_the_sums_of_any_number_of_rows) {
  expect_activations<float, 1, 5, 6>();
  expect_activations<float, 7, 3, 11>();
  expect_activations<float, 16, 4, 5>();
  expect_activations<float, 33, 2, 7>();
  expect_activations<double, 3, 5, 9>();
  expect_activations<double, 13, 2, 6>();
}

BOOST_AUTO_TEST_CASE(functions_follow_when_8_kB_are_written_in_whole_tiles) {
  for (std::uint32_t rows = 1; rows <= 300; ++rows) {
    std::uint32_t const at_once = kernel::samples_at_once<double>(rows);
    BOOST_TEST((at_once != 0 && at_once % 24 == 0));
    BOOST_TEST((at_once * rows * 8 <= 8192 || at_once == 24));
    BOOST_TEST((at_once + 24) * rows * 8 > 8192);
  }
}

BOOST_AUTO_TEST_CASE(some_samples_behind_them) {
  constexpr std::uint32_t at_once = kernel::samples_at_once<float>(64);
  expect_activations<float, 64, 3, 2 * at_once + 5>();
}

BOOST_AUTO_TEST_SUITE_END()
