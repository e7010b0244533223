// SPDX-License-Identifier: BSL-1.0
#include "tapeless/kernel/chain.hpp"

#include "guarded.hpp"

namespace kernel_chain_test {

namespace kernel = tapeless::kernel;
using guards::chosen;

static_assert(kernel::chain<double, chosen>(-1, {0.5, 1, 0}).last() == 0);
static_assert(kernel::chain<double, chosen>(3, {5, -1, 0}).last() == 5);
static_assert(kernel::chain<double, chosen>(3, {5, -1, 0}).result[1] == 13);

/// (2·core − 3)·input + 5
constexpr tapeless::plan::elementwise_code with_constants = [] {
  using tapeless::op, tapeless::plan::first_constant, tapeless::plan::first_result;
  tapeless::plan::elementwise_code made{};
  made.input_count = 1;
  made.constant_count = 3;
  made.instruction_count = 4;
  made.constants[0] = 2;
  made.constants[1] = 3;
  made.constants[2] = 5;
  made.instructions[0] = guards::instruction(op::multiply, first_constant, tapeless::plan::core_result);
  made.instructions[1] = guards::instruction(op::subtract, first_result, first_constant + 1);
  made.instructions[2] = guards::instruction(op::multiply, first_result + 1, 0);
  made.instructions[3] = guards::instruction(op::add, first_result + 2, first_constant + 2);
  made.stored = 0b1000;
  return made;
}();
static_assert(kernel::chain<double, with_constants>(7, {10, 0}).last() == 115);

}  // namespace kernel_chain_test

BOOST_AUTO_TEST_SUITE(kernel_chain)

using namespace kernel_chain_test;

BOOST_AUTO_TEST_CASE(a_chain_of_a_pack_is_the_chain_of_its_numbers) {
  using vector = kernel::pack<float, 4>;
  vector core, u;
  for (std::uint32_t i = 0; i < 4; ++i) {
    core.v[i] = 0.25f * static_cast<float>(i) - 0.5f;
    u.v[i] = 0.125f * static_cast<float>(i);
  }
  kernel::chain<vector, chosen> const found(core, {u, vector(1), vector(0)});
  for (std::uint32_t i = 0; i < 4; ++i) {
    kernel::chain<float, chosen> const expected(core.v[i], {u.v[i], 1, 0});
    BOOST_TEST(plain::close(static_cast<double>(found.last().v[i]), static_cast<double>(expected.last()), 1e-6));
    BOOST_TEST(found.result[1].v[i] == expected.result[1]);
  }
}

BOOST_AUTO_TEST_SUITE_END()
