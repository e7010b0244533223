// SPDX-License-Identifier: BSL-1.0
#include "tapeless/expr/integer_input.hpp"

#include <tapeless/tapeless.hpp>

#include <boost/test/unit_test.hpp>

#include <array>
#include <cstring>

namespace {
namespace expr_integer_input_test {

namespace tl = tapeless;

inline constexpr auto scaled = [](auto const& x) { return (x - 100) / 64; };

template <class Integer>
struct of_integers : tl::sequential<tl::in_integers<Integer, "x", 5>, tl::activate_with<scaled>,
                                    tl::dense<4, tl::activation::tanh>, tl::dense<2>> {};
struct of_numbers
    : tl::sequential<tl::in<"x", 5>, tl::activate_with<scaled>, tl::dense<4, tl::activation::tanh>, tl::dense<2>> {};
template <class Net, class T, std::uint32_t Batch>
using training = tl::network_trainer<Net, tl::objective::softmax_cross_entropy, tl::optimizer::momentum, Batch, T>;

template <class Left, class Right>
bool same_bits(Left const& left, Right const& right) {
  return std::memcmp(left.data(), right.data(), left.stored_size() * sizeof(left.data()[0])) == 0;
}

/// Integers where they lie, rows of 7 of which five are read, train as the numbers that they are.
template <class Integer, class T, std::uint32_t Batch>
void trains_as_numbers_do() {
  std::array<Integer, 7 * 40> table{};
  std::array<T, 5 * 40> numbers{};
  std::array<std::uint8_t, 40> labels{};
  for (std::size_t s = 0; s < 40; ++s) {
    for (std::size_t i = 0; i < 7; ++i) table[7 * s + i] = static_cast<Integer>(s * 37 + i * 91 + s * s * 13);
    for (std::size_t i = 0; i < 5; ++i) numbers[5 * s + i] = static_cast<T>(table[7 * s + i]);
    labels[s] = static_cast<std::uint8_t>(s % 3 == 0);
  }
  static training<of_integers<Integer>, T, Batch> of_sensor{};
  static training<of_numbers, T, Batch> of_converted{};
  of_sensor.initialize(tl::initializer::glorot{}, 3);
  of_converted.initialize(tl::initializer::glorot{}, 3);
  std::array<std::uint32_t, Batch> chosen{};
  for (std::uint32_t step = 0; step < 4; ++step) {
    for (std::uint32_t s = 0; s < Batch; ++s) chosen[s] = (7 * s + 11 * step) % 40;
    auto const found = of_sensor.step(table, labels, tl::stride{7}, tl::rows{chosen});
    auto const expected = of_converted.step(numbers, labels, tl::rows{chosen});
    BOOST_TEST_REQUIRE((found && expected));
    BOOST_TEST(found.loss == expected.loss);
  }
  BOOST_TEST(same_bits(of_sensor.parameters(), of_converted.parameters()));
  BOOST_TEST(same_bits(of_sensor.state(), of_converted.state()));
  T const answer = of_sensor.predict(std::span<Integer const, 5>(table.data() + 14, 5))[1];
  BOOST_TEST(answer == of_converted.predict(std::span<T const, 5>(numbers.data() + 10, 5))[1]);
  BOOST_TEST(answer != of_sensor.predict(std::span<Integer const, 5>(table.data() + 21, 5))[1]);
}

// a matrix, row after row; read by a product, with no scale; and by an element-wise function in the interpreter
constexpr auto M = tl::integer_input<std::int16_t, "M", 2, 3>;
constexpr auto A = tl::parameter<"A", 2, 2>;
constexpr auto product = A * M;
constexpr auto sum_of_squares = tl::batch_sum(tl::batch<9>(tl::sum(square(M))));

}  // namespace expr_integer_input_test
}  // namespace

BOOST_AUTO_TEST_SUITE(expr_integer_input)

using namespace expr_integer_input_test;

BOOST_AUTO_TEST_CASE(integers_of_a_sensor_train_the_bits_of_the_same_numbers) {
  trains_as_numbers_do<std::uint8_t, float, 1>();
  trains_as_numbers_do<std::int16_t, float, 32>();  // many samples lie number after number
  trains_as_numbers_do<std::int8_t, double, 3>();
  trains_as_numbers_do<std::uint16_t, float, 3>();
}

BOOST_AUTO_TEST_CASE(a_matrix_of_integers_is_read_row_after_row) {
  using program = tl::program<double, product>;
  program::workspace memory{};
  program::parameters parameters{};
  parameters[A].copy_from(std::array{1.0, 2.0, -1.0, 0.5});
  std::array<std::int16_t, 6> const data{1, -2, 300, 4, 5, -600};
  auto const run = program::run(memory, bind(M, data), parameters);
  BOOST_TEST_REQUIRE(static_cast<bool>(run));
  for (std::uint32_t j = 0; j < 3; ++j) {
    BOOST_TEST(run[product](0, j) == data[j] + 2 * data[3 + j]);
    BOOST_TEST(run[product](1, j) == -data[j] + 0.5 * data[3 + j]);
  }
}

BOOST_AUTO_TEST_CASE(the_interpreter_reads_integers_too) {
  static constexpr std::array<std::int16_t, 12> two{1, -2, 3, 4, 5, -6, 1, 1, 1, 1, 1, 10};
  static_assert(tl::evaluate<double, sum_of_squares>(bind(M, two))(0) == 91 + 105);
  using program = tl::program<double, sum_of_squares>;
  program::workspace memory{};
  BOOST_TEST(program::run(memory, bind(M, two))[sum_of_squares] == 91 + 105);
}

BOOST_AUTO_TEST_SUITE_END()
