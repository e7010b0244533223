// SPDX-License-Identifier: BSL-1.0
#include "tapeless/plan/elementwise_code.hpp"

#include "tapeless/expr/batch.hpp"
#include "tapeless/expr/reduction.hpp"
#include "tapeless/plan/plan.hpp"

#include <boost/test/unit_test.hpp>

namespace plan_elementwise_code_test {

namespace tl = tapeless;
constexpr auto a = tl::parameter<"a", 3>;
constexpr auto b = tl::parameter<"b", 3>;
constexpr auto c = tl::parameter<"c", 5>;
constexpr auto d = tl::parameter<"d", 3>;  // what reads the same is one kernel
constexpr auto e = tl::parameter<"e", 3>;
constexpr auto s = tl::parameter<"s">;
constexpr auto x = tl::input<"x", 3>;
constexpr auto first = tanh(2 * a + b) + 2;
constexpr auto second = tanh(2 * e + d) + 2;  // the same computation on other inputs
constexpr auto third = tanh(3 * d + e) + 2;   // another number
constexpr auto fourth = tanh(2 * c + s) + 2;  // s has one number for all elements
constexpr auto W = tl::parameter<"W", 3, 3>;
constexpr auto behind_product = tanh(2 * (W * a) + b) + 2;
constexpr auto inner = tanh(2 * a + b);
constexpr auto per_sample = tl::batch<4>(tanh(2 * x + b) + 2);

template <auto const&... Outputs>
constexpr auto& codes = tl::plan::planned<tl::rules::listed<Outputs...>>::table.codes;

}  // namespace plan_elementwise_code_test

BOOST_AUTO_TEST_SUITE(plan_elementwise_code)

using namespace plan_elementwise_code_test;

BOOST_AUTO_TEST_CASE(equal_computations_have_equal_codes_whatever_they_read) {
  static_assert(codes<first>[0] == codes<second>[0]);
  BOOST_TEST((codes<first, second>.size()) == 1U);
}

BOOST_AUTO_TEST_CASE(another_constant_is_another_code) {
  static_assert(!(codes<first>[0] == codes<third>[0]));
  BOOST_TEST((codes<first, third>.size()) == 2U);
}

BOOST_AUTO_TEST_CASE(codes_are_equal_if_nothing_that_a_kernel_knows_of_them_differs) {
  using tl::plan::elementwise_code;
  auto const stays_equal = [](auto change) {
    elementwise_code changed = codes<first>[0];
    change(changed);
    return codes<first>[0] == changed || changed == codes<first>[0];
  };
  BOOST_TEST(stays_equal([](elementwise_code&) {}));
  BOOST_TEST(!stays_equal([](elementwise_code& c) { ++c.input_count; }));
  BOOST_TEST(!stays_equal([](elementwise_code& c) { ++c.constant_count; }));
  BOOST_TEST(!stays_equal([](elementwise_code& c) { ++c.instruction_count; }));
  BOOST_TEST(!stays_equal([](elementwise_code& c) { c.batched = !c.batched; }));
  BOOST_TEST(!stays_equal([](elementwise_code& c) { ++c.per_element; }));
  BOOST_TEST(!stays_equal([](elementwise_code& c) { ++c.per_sample; }));
  BOOST_TEST(!stays_equal([](elementwise_code& c) { ++c.stored; }));
  BOOST_TEST(!stays_equal([](elementwise_code& c) { ++c.room_behind_input; }));
  BOOST_TEST(!stays_equal([](elementwise_code& c) { ++c.room_behind_result; }));
  BOOST_TEST(!stays_equal([](elementwise_code& c) { ++c.primitive_identity; }));
  BOOST_TEST(!stays_equal([](elementwise_code& c) { ++c.instructions[tl::plan::max_fused_operations - 1]; }));
  BOOST_TEST(!stays_equal([](elementwise_code& c) { c.constants[tl::plan::max_fused_operations - 1] = 7; }));
}

BOOST_AUTO_TEST_CASE(one_number_stands_once_among_the_constants) {
  BOOST_TEST(static_cast<int>(codes<first>[0].constant_count) == 1);
  BOOST_TEST(codes<first>[0].constants[0] == 2);
}

BOOST_AUTO_TEST_CASE(a_code_tells_how_each_input_is_read) {
  static_assert(codes<first>[0].per_element == 0b11 && codes<first>[0].per_sample == 0);
  static_assert(codes<fourth>[0].input_count == 2);
  BOOST_TEST((codes<fourth>[0].per_element == 0b01 || codes<fourth>[0].per_element == 0b10));
  constexpr auto& batched = codes<per_sample>[0];
  static_assert(batched.batched && batched.per_element == 0b11);
  BOOST_TEST((batched.per_sample == 0b01 || batched.per_sample == 0b10));  // x, not b
}

BOOST_AUTO_TEST_CASE(the_result_of_a_core_is_an_operand_and_no_input) {
  constexpr auto& code = codes<behind_product>[0];
  static_assert(code.input_count == 1 && code.instruction_count == codes<first>[0].instruction_count);
  bool found = false;
  for (std::uint32_t const word : code.instructions)
    found = found || (word >> 16 & 0xff) == tl::plan::core_result || (word >> 8 & 0xff) == tl::plan::core_result;
  BOOST_TEST(found);
}

BOOST_AUTO_TEST_CASE(a_bit_for_each_result_that_goes_to_memory) {
  static_assert(codes<first>[0].stored == 0b1000);  // 2·a, + b, tanh, + 2
  static_assert(codes<first, inner>[0].stored == 0b1100);
  BOOST_TEST((codes<first, inner, second>.size()) == 2U);  // the same computation, another result
}

BOOST_AUTO_TEST_SUITE_END()
