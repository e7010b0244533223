// SPDX-License-Identifier: BSL-1.0
#include "tapeless/kernel/elementwise.hpp"

#include "guarded.hpp"

namespace kernel_elementwise_test {

namespace kernel = tapeless::kernel;
namespace plan = tapeless::plan;
using guards::instruction;
using tapeless::op;

/// r0 = tanh(2·u + v), r1 = u where w > 0, else r0: u for each element of each sample, v one number for each sample, w
/// one for all.
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
  made.instructions[3] = instruction(op::select, 2, 0, plan::first_result + 2);
  made.stored = 0b1100;
  return made;
}();

/// u·u − w, u for each element of each sample, w one for all: samples may be taken as one line.
constexpr plan::elementwise_code line_code = [] {
  plan::elementwise_code made{};
  made.input_count = 2;
  made.instruction_count = 2;
  made.batched = true;
  made.per_element = made.per_sample = 0b01;
  made.instructions[0] = instruction(op::multiply, 0, 0);
  made.instructions[1] = instruction(op::subtract, plan::first_result, 1);
  made.stored = 0b10;
  return made;
}();

/// The last result takes the place of u.
template <class T, std::uint32_t Size>
void expect_every_element(std::uint32_t samples) {
  plain::numbers draw(0.1 * Size);
  guards::buffer<T> u(Size * samples, draw);
  guards::buffer<T> const v(samples, draw), before(u);
  for (T const w : {T(-1), T(1)}) {
    for (std::size_t i = 0; i < u.size(); ++i) u.data()[i] = before.data()[i];
    guards::buffer<T> tanhs(Size * samples);
    kernel::target<T> const out[]{{tanhs.data(), Size}, {u.data(), Size}};
    kernel::operand<T> const in[]{{u.data(), Size}, {v.data(), 1}, {&w, 0}, {}};
    kernel::elementwise<T, code, Size>(out, in, samples);
    for (std::size_t i = 0; i < u.size(); ++i) {
      double const expected = std::tanh(2 * before[i] + v[i / Size]);
      guards::expect(tanhs[i], expected, guards::tolerance<T>, "tanh", i / Size, i % Size);
      guards::expect(u[i], w > 0 ? before[i] : expected, guards::tolerance<T>, "selection", i / Size, i % Size);
    }
    BOOST_TEST((u.intact() && v.intact() && tanhs.intact()));
  }
}
template <class T, std::uint32_t Size>
void expect_every_element_of_a_line(std::uint32_t samples) {
  plain::numbers draw(0.1 * Size);
  guards::buffer<T> u(Size * samples, draw);
  guards::buffer<T> const w(1, draw), before(u);
  kernel::target<T> const out[]{{u.data(), Size}};
  kernel::operand<T> const in[]{{u.data(), Size}, {w.data(), 0}, {}};
  kernel::elementwise<T, line_code, Size>(out, in, samples);
  for (std::size_t i = 0; i < u.size(); ++i)
    guards::expect(u[i], before[i] * before[i] - w[0], guards::tolerance<T>, "square", i / Size, i % Size);
  BOOST_TEST((u.intact() && w.intact()));
}
template <class T, std::uint32_t... Size>
void expect_sizes(std::integer_sequence<std::uint32_t, Size...>) {
  (expect_every_element<T, Size>(3), ...);
  for ([[maybe_unused]] std::uint32_t const samples : {1u, 2u, 5u, 11u})
    (expect_every_element_of_a_line<T, Size>(samples), ...);
}

}  // namespace kernel_elementwise_test

BOOST_AUTO_TEST_SUITE(kernel_elementwise)

using namespace kernel_elementwise_test;

BOOST_AUTO_TEST_CASE(a_chain_is_computed_for_every_element_of_every_sample_whatever_the_size) {
  expect_sizes<float>(std::integer_sequence<std::uint32_t, 1, 3, 7, 16, 17, 33>{});
  expect_sizes<double>(std::integer_sequence<std::uint32_t, 1, 3, 8, 13, 17>{});
  expect_sizes<float>(guards::one_of_each_class<guards::width<float>>());
  expect_sizes<double>(guards::one_of_each_class<guards::width<double>>());
}

BOOST_AUTO_TEST_CASE(samples_may_be_chosen_by_a_list) {
  double const u[]{1, 2, 3, 4};
  double const v = 0;
  double const chosen = 1;
  std::uint32_t const list[]{1, 0};
  double tanhs[4]{}, out[4]{};
  kernel::target<double> const to[]{{tanhs, 2}, {out, 2}};
  kernel::operand<double> const in[]{{u, 2, list}, {&v, 0}, {&chosen, 0}, {}};
  kernel::elementwise<double, code, 2>(to, in, 2);
  double const expected[]{3, 4, 1, 2};
  plain::expect(plain::sample(out, 4, 0), plain::sample(expected, 4, 0), 0);
  double squares[4]{};
  kernel::target<double> const line_to[]{{squares, 2}};
  kernel::operand<double> const line_in[]{{u, 2, list}, {&v, 0}, {}};
  kernel::elementwise<double, line_code, 2>(line_to, line_in, 2);
  double const expected_squares[]{9, 16, 1, 4};
  plain::expect(plain::sample(squares, 4, 0), plain::sample(expected_squares, 4, 0), 0);
}

BOOST_AUTO_TEST_SUITE_END()
