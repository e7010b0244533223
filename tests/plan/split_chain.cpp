// SPDX-License-Identifier: BSL-1.0
#include "tapeless/plan/split_chain.hpp"

#include "tapeless/kernel/chain.hpp"

#include <boost/test/unit_test.hpp>

#include <cmath>

namespace plan_split_chain_test {

namespace kernel = tapeless::kernel;
namespace plan = tapeless::plan;
using tapeless::op;

constexpr std::uint32_t core = plan::core_result;
constexpr std::uint32_t result = plan::first_result;
constexpr std::uint32_t constant = plan::first_constant;
constexpr std::uint32_t instruction(op code, std::uint32_t a, std::uint32_t b = 0, std::uint32_t c = 0) {
  return static_cast<std::uint32_t>(code) << 24 | a << 16 | b << 8 | c;
}
/// The last instruction is the result; inputs have a number for each element, constants are 2 and 3.
template <class... Instruction>
constexpr plan::elementwise_code code_of(std::uint8_t inputs, Instruction... each) {
  plan::elementwise_code made{};
  made.batched = true;
  made.input_count = inputs;
  made.per_element = (1u << inputs) - 1;
  made.constant_count = 2;
  made.constants[0] = 2;
  made.constants[1] = 3;
  ((made.instructions[made.instruction_count++] = each), ...);
  made.stored = 1u << (made.instruction_count - 1u);
  return made;
}

constexpr auto activation = code_of(1, instruction(op::add, core, 0), instruction(op::tanh, result));
constexpr auto without_bias = code_of(0, instruction(op::tanh, core));
constexpr auto gated = code_of(1, instruction(op::add, core, 0), instruction(op::sigmoid, result),
                               instruction(op::multiply, result, result + 1));
constexpr auto chosen = code_of(2, instruction(op::multiply, core, 0), instruction(op::add, result, 1),
                                instruction(op::expm1, result + 1), instruction(op::multiply, constant, result + 2),
                                instruction(op::select, result + 1, result + 3, constant + 1));
constexpr auto scaled_behind = code_of(1, instruction(op::tanh, core), instruction(op::multiply, result, 0));
constexpr auto core_again = code_of(1, instruction(op::add, core, 0), instruction(op::multiply, result, core));
constexpr auto costly_before =
    code_of(1, instruction(op::exp, core), instruction(op::add, result, 0), instruction(op::tanh, result + 1));

template <plan::elementwise_code const& Code>
double value(double of_core, double first = 0, double second = 0) {
  constexpr std::uint32_t begin = plan::function_begins(Code);
  static_assert(begin < Code.instruction_count);
  static constexpr auto before = plan::before_function(Code, begin);
  static constexpr auto function = plan::function_of(Code, begin);
  static_assert(function.input_count == 0 && before.input_count == Code.input_count);
  double const both[]{first, second};
  double inputs[before.input_count + 1]{};
  for (std::size_t i = 0; i < before.input_count; ++i) inputs[i] = both[i];
  double const nothing[1]{};
  kernel::chain<double, before> const made(of_core, inputs);
  kernel::chain<double, function> const computed(made.result[before.instruction_count - 1], nothing);
  return computed.result[function.instruction_count - 1];
}

}  // namespace plan_split_chain_test

BOOST_AUTO_TEST_SUITE(plan_split_chain)

using namespace plan_split_chain_test;

BOOST_AUTO_TEST_CASE(a_function_begins_behind_the_last_use_of_core_and_inputs) {
  static_assert(plan::function_begins(activation) == 1);
  static_assert(plan::function_begins(without_bias) == 0);
  static_assert(plan::function_begins(gated) == 1);
  static_assert(plan::function_begins(chosen) == 2);
  BOOST_TEST(plan::before_function(activation, 1).instruction_count == 1U);
  BOOST_TEST(plan::function_of(chosen, 2).instruction_count == 3U);
  // each part has one result, its last
  static_assert(plan::before_function(activation, 1).stored == 1 && plan::function_of(activation, 1).stored == 1);
  static_assert(plan::before_function(chosen, 2).stored == 0b10 && plan::function_of(chosen, 2).stored == 0b100);
  static_assert(plan::before_function(without_bias, 0).stored == 1);
}

BOOST_AUTO_TEST_CASE(both_parts_together_are_the_chain) {
  BOOST_TEST(value<activation>(0.3, 0.5) == std::tanh(0.8), boost::test_tools::tolerance(1e-14));
  BOOST_TEST(value<without_bias>(0.3) == std::tanh(0.3), boost::test_tools::tolerance(1e-14));
  BOOST_TEST(value<gated>(0.3, 0.5) == 0.8 / (1 + std::exp(-0.8)), boost::test_tools::tolerance(1e-14));
  BOOST_TEST(value<chosen>(0.3, 2, 0.5) == 2 * std::expm1(1.1), boost::test_tools::tolerance(1e-14));
  BOOST_TEST(value<chosen>(0.3, -2, 0.5) == 3.0);
}

BOOST_AUTO_TEST_CASE(a_chain_of_more_than_16_flops_is_expensive_and_so_is_a_users_function) {
  plan::elementwise_code code{};
  while (code.instruction_count < plan::max_fused_operations) {
    code.instructions[code.instruction_count++] = instruction(op::add, core, constant);
    BOOST_TEST(plan::is_expensive(code) == (code.instruction_count > 16));
  }
  plan::elementwise_code users = without_bias;
  users.instructions[0] = instruction(op::add, core, constant);
  BOOST_TEST(!plan::is_expensive(users));
  users.primitive_identity = 1;
  BOOST_TEST(plan::is_expensive(users));
}

BOOST_AUTO_TEST_CASE(functions_follow_in_a_loop_of_their_own_for_samples_whose_result_lies_where_no_input_does) {
  auto const can = [](auto change) {
    plan::elementwise_code code = activation;
    change(code);
    return plan::functions_can_follow(code);
  };
  BOOST_TEST(can([](plan::elementwise_code&) {}));
  BOOST_TEST(!can([](plan::elementwise_code& c) { c.batched = false; }));
  BOOST_TEST(!can([](plan::elementwise_code& c) { c.stored = 0b11; }));
  BOOST_TEST(!can([](plan::elementwise_code& c) { c.per_sample = 1; }));
  BOOST_TEST(can([](plan::elementwise_code& c) { c.per_sample = 1, c.per_element = 0; }));
  BOOST_TEST(!can([](plan::elementwise_code& c) { c.instructions[1] = instruction(op::square, result); }));  // cheap
  BOOST_TEST(!plan::functions_can_follow(costly_before));
}

BOOST_AUTO_TEST_CASE(there_is_none_where_an_input_comes_behind_it_or_something_costly_before) {
  static_assert(plan::function_begins(scaled_behind) == scaled_behind.instruction_count);
  static_assert(plan::function_begins(core_again) == core_again.instruction_count);
  static_assert(plan::function_begins(costly_before) == costly_before.instruction_count);
  BOOST_TEST(plan::is_function_from(costly_before, 2));
}

BOOST_AUTO_TEST_SUITE_END()
