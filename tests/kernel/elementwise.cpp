// SPDX-License-Identifier: BSL-1.0
#include "tapeless/kernel/elementwise.hpp"

#include "../plain_matrix.hpp"

namespace kernel_elementwise_test {

namespace kernel = tapeless::kernel;
namespace plan = tapeless::plan;
using tapeless::op;

constexpr std::uint32_t instruction(op code, std::uint32_t a, std::uint32_t b = 0, std::uint32_t c = 0) {
  return static_cast<std::uint32_t>(code) << 24 | a << 16 | b << 8 | c;
}

/// tanh(2·u + v) where w > 0, else u: u for each element, v one number for each sample, w one number for all.
constexpr plan::elementwise_code code = [] {
  plan::elementwise_code made{};
  made.input_count = 3;
  made.constant_count = 1;
  made.instruction_count = 4;
  made.batched = true;
  made.per_element = 0b001;
  made.per_sample = 0b011;
  made.constants[0] = 2;
  made.instructions[0] = instruction(op::multiply, plan::first_constant, 0);
  made.instructions[1] = instruction(op::add, plan::first_result, 1);
  made.instructions[2] = instruction(op::tanh, plan::first_result + 1);
  made.instructions[3] = instruction(op::select, 2, plan::first_result + 2, 0);
  return made;
}();

static_assert(kernel::chain<double, code>{}({0, 0, 1, 0}) == 0);
static_assert(kernel::chain<double, code>{}({5, 1, -1, 0}) == 5);

}  // namespace kernel_elementwise_test

BOOST_AUTO_TEST_SUITE(kernel_elementwise)

using namespace kernel_elementwise_test;

BOOST_AUTO_TEST_CASE(a_chain_is_computed_for_every_element_of_every_sample) {
  double const u[]{0.5, -0.25, 0.125, 1, 2, 3};
  double const v[]{0.1, -4};
  double const chosen = 1;
  double out[6]{};
  kernel::operand<double> const in[]{{u, 3}, {v, 1}, {&chosen, 0}, {}};
  kernel::elementwise<double, code>({out, 3}, in, 3, 2);
  plain::matrix expected(6, 1);
  for (std::size_t e = 0; e < 6; ++e) expected(e) = std::tanh(2 * u[e] + v[e / 3]);
  plain::expect(plain::sample(out, 6, 0), expected, 1e-15);
}

BOOST_AUTO_TEST_CASE(the_output_may_be_an_input_that_has_a_number_for_each_element) {
  double values[]{0.5, -0.25, 0.125};
  double const v = 0.1;
  double const chosen = 1;
  kernel::operand<double> const in[]{{values, 3}, {&v, 1}, {&chosen, 0}, {}};
  plain::matrix const before = plain::sample(values, 3, 0);
  kernel::elementwise<double, code>({values, 3}, in, 3, 1);
  plain::expect(plain::sample(values, 3, 0), plain::map(before, [&](double each) { return std::tanh(2 * each + v); }),
                1e-15);
}

BOOST_AUTO_TEST_CASE(samples_may_be_chosen_by_a_list) {
  double const u[]{1, 2, 3, 4};
  double const v = 0;
  double const not_chosen = -1;
  std::uint32_t const list[]{1, 0};
  double out[4]{};
  kernel::operand<double> const in[]{{u, 2, list}, {&v, 0}, {&not_chosen, 0}, {}};
  kernel::elementwise<double, code>({out, 2}, in, 2, 2);
  double const expected[]{3, 4, 1, 2};
  plain::expect(plain::sample(out, 4, 0), plain::sample(expected, 4, 0), 0);
}

BOOST_AUTO_TEST_SUITE_END()
