// SPDX-License-Identifier: BSL-1.0
// test: alone, unoptimized with clang
#include "tapeless/kernel/pack.hpp"

#include "tapeless/kernel/elementwise.hpp"

#include <boost/test/unit_test.hpp>

#include <array>
#include <cmath>
#include <limits>

namespace kernel_pack_test {

namespace kernel = tapeless::kernel;
namespace plan = tapeless::plan;
namespace rules = tapeless::rules;
using tapeless::op;

/// One operation as a chain of one instruction.
template <op Code>
constexpr plan::elementwise_code single = [] {
  plan::elementwise_code made{};
  made.input_count = is_elementwise_unary(Code) ? 1 : is_elementwise_binary(Code) ? 2 : 3;
  made.instruction_count = 1;
  made.stored = 1;
  made.per_element = (1u << made.input_count) - 1;
  made.instructions[0] = static_cast<std::uint32_t>(Code) << 24 | 0 << 16 | 1 << 8 | 2;
  return made;
}();

/// Ordinary numbers of either sign, and those at which functions are special; more than one register of any target, and
/// not a multiple.
template <class T>
auto numbers(std::uint32_t shift) {
  constexpr T infinity = std::numeric_limits<T>::infinity();
  std::array<T, 77> made{};
  for (std::uint32_t i = 0; i < made.size(); ++i) {
    std::size_t const k = (i * (1 + shift) + 5 * shift) % made.size();
    made[i] = static_cast<T>(k) / 16 - 2;
  }
  made[shift] = infinity;
  made[10 + 3 * shift] = -infinity;
  made[20 + 5 * shift] = std::numeric_limits<T>::quiet_NaN();
  made[30] = T(0) * (shift == 0 ? T(1) : T(-1));
  made[40 + shift] = 100;
  return made;
}

/// Equal but for the order in which a compiler contracts products and sums: four units in the last place.
template <class T>
bool agree(T found, T expected) {
  if (expected != expected) return found != found;
  return found == expected ||
         std::fabs(found - expected) <= 4 * std::numeric_limits<T>::epsilon() * std::fabs(expected);
}

template <class T, op Code>
void expect_lanes_equal_single_numbers() {
  auto const a = numbers<T>(0);
  auto const b = numbers<T>(1);
  auto const c = numbers<T>(2);
  std::array<T, 77> found{};
  constexpr std::uint32_t inputs = single<Code>.input_count;
  kernel::operand<T> in[inputs + 1]{{a.data(), 0}};
  if constexpr (inputs > 1) in[1] = {b.data(), 0};
  if constexpr (inputs > 2) in[2] = {c.data(), 0};
  kernel::target<T> const out[]{{found.data(), 0}};
  kernel::elementwise<T, single<Code>, 77>(out, in, 1);
  for (std::size_t i = 0; i < 77; ++i) {
    T expected{};
    if constexpr (inputs == 1) expected = tapeless::ops::value<Code>(a[i]);
    if constexpr (inputs == 2) expected = tapeless::ops::value<Code>(a[i], b[i]);
    if constexpr (inputs == 3) expected = tapeless::ops::value<Code>(a[i], b[i], c[i]);
    BOOST_TEST(agree(found[i], expected), "operation " << static_cast<int>(Code) << " of " << a[i] << ", " << b[i]
                                                       << ": " << found[i] << " instead of " << expected);
  }
}
constexpr bool is_library_function(op code) { return is_elementwise(code) && !tapeless::is_user_primitive(code); }
template <class T, std::uint32_t... C>
void expect_all(std::integer_sequence<std::uint32_t, C...>) {
  auto const one = []<op Code>() {
    if constexpr (is_library_function(Code)) expect_lanes_equal_single_numbers<T, Code>();
  };
  (one.template operator()<static_cast<op>(C)>(), ...);
}
using all_operations = std::make_integer_sequence<std::uint32_t, static_cast<std::uint32_t>(tapeless::last_operation)>;

}  // namespace kernel_pack_test

BOOST_AUTO_TEST_SUITE(kernel_pack)

using namespace kernel_pack_test;

BOOST_AUTO_TEST_CASE(every_function_of_a_pack_is_the_function_of_its_numbers) {
  expect_all<float>(all_operations{});
  expect_all<double>(all_operations{});
}
BOOST_AUTO_TEST_CASE(a_pack_is_loaded_from_and_stored_to_any_address_of_its_element) {
  float const from[9]{0, 1, 2, 3, 4, 5, 6, 7, 8};
  float to[9]{};
  kernel::pack<float, 8>::load(from + 1).store(to + 1);
  for (int i = 1; i < 9; ++i) BOOST_TEST(to[i] == from[i]);
  BOOST_TEST(to[0] == 0);
}
BOOST_AUTO_TEST_CASE(minus_zero_in_every_lane_stays_minus_zero) {
  double to[4];
  kernel::pack<double, 4>(-0.0).store(to);
  for (double const each : to) BOOST_TEST((each == 0 && std::signbit(each)));
}

BOOST_AUTO_TEST_SUITE_END()
