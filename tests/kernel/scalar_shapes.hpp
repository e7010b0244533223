// SPDX-License-Identifier: BSL-1.0
// Products without vectors against plain loops: the same bits in any shape. For the unit test, and for an image on
// cores whose registers are read several at once (tests/embedded/products.cpp).
#pragma once

#include "tapeless/kernel/scalar_product.hpp"

#include <array>

namespace scalar_shapes {

namespace tk = tapeless::kernel;
using tapeless::op;

constexpr std::uint32_t instruction(op code, std::uint32_t a, std::uint32_t b = 0) {
  return static_cast<std::uint32_t>(code) << 24 | a << 16 | b << 8;
}
using tapeless::plan::core_result, tapeless::plan::elementwise_code, tapeless::plan::first_result;

/// What the core makes, as it is.
inline constexpr elementwise_code plain = [] {
  elementwise_code made{};
  made.instruction_count = 1;
  made.instructions[0] = instruction(op::broadcast, core_result);
  made.stored = 1;
  return made;
}();
/// tanh(core + in0), where a function is called.
inline constexpr elementwise_code activated = [] {
  elementwise_code made{};
  made.input_count = 1;
  made.per_element = 1;
  made.instruction_count = 2;
  made.instructions[0] = instruction(op::add, core_result, 0);
  made.instructions[1] = instruction(op::tanh, first_result);
  made.stored = 0b10;
  return made;
}();
/// in0 and in1 are both replaced, in0 by the larger of itself and the core, in1 by the smaller of itself and in0: two
/// lines that are read and written, without a product that could be rounded with a sum.
template <std::uint16_t InPlace>
inline constexpr elementwise_code updating = [] {
  elementwise_code made{};
  made.input_count = 2;
  made.per_element = 0b11;
  made.instruction_count = 2;
  made.instructions[0] = instruction(op::maximum, 0, core_result);
  made.instructions[1] = instruction(op::minimum, 1, first_result);
  made.stored = 0b11;
  made.in_place = InPlace;
  return made;
}();

inline float volatile unit = 1;  // volatile: clang multiplies and adds with one rounding where it computes by itself

/// Numbers whose sums depend on their order.
template <std::size_t Size>
std::array<float, Size> uneven(float start) {
  std::array<float, Size> made{};
  float value = start * unit;
  for (float& each : made) {
    each = value;
    value = value * -1.37f + 0.011f;
    if (value > 50 || value < -50) value *= 0.001f;
  }
  return made;
}
template <std::size_t Size>
bool same(std::array<float, Size> const& made, std::array<float, Size> const& expected) {
  for (std::size_t i = 0; i < Size; ++i)
    if (__builtin_bit_cast(std::uint32_t, made[i]) != __builtin_bit_cast(std::uint32_t, expected[i])) return false;
  return true;
}

/// The products of a matrix of `Rows` by `Inner` numbers.
template <std::uint32_t Rows, std::uint32_t Inner>
struct shape {
  std::array<float, Rows* Inner> matrix = uneven<Rows * Inner>(0.3f);
  std::array<float, Rows* Inner> second = uneven<Rows * Inner>(-0.2f);
  std::array<float, Inner> inner_vector = uneven<Inner>(-0.7f);
  std::array<float, Rows> row_vector = uneven<Rows>(1.9f);

  template <elementwise_code Code>
  static tk::attached_chain<float, Code> chain(float* to, float const* from) {
    tk::target<float> const out[]{{to, 0}};
    tk::operand<float> const in[Code.input_count + 1]{{from, 0, nullptr}};
    return {out, in};
  }
  template <elementwise_code Code>
  tk::attached_chain<float, Code> update() {
    tk::target<float> const out[]{{matrix.data(), 0}, {second.data(), 0}};
    tk::operand<float> const in[]{{matrix.data(), 0, nullptr}, {second.data(), 0, nullptr}, {}};
    return {out, in};
  }

  std::array<float, Rows> column() const {
    std::array<float, Rows> made{};
    for (std::uint32_t i = 0; i < Rows; ++i)
      for (std::uint32_t k = 0; k < Inner; ++k)
        made[i] = tapeless::math::muladd(matrix[k * Rows + i], inner_vector[k], made[i]);
    return made;
  }
  std::array<float, Inner> transposed() const {
    std::array<float, Inner> made{};
    for (std::uint32_t k = 0; k < Inner; ++k)
      for (std::uint32_t i = 0; i < Rows; ++i)
        made[k] = tapeless::math::muladd(matrix[k * Rows + i], row_vector[i], made[k]);
    return made;
  }
  void plainly_updated(shape const& before) {
    for (std::uint32_t e = 0; e < Rows * Inner; ++e) {
      float const core = row_vector[e % Rows] * inner_vector[e / Rows];
      matrix[e] = tapeless::ops::value<op::maximum>(before.matrix[e], core);
      second[e] = tapeless::ops::value<op::minimum>(before.second[e], matrix[e]);
    }
  }
};

template <std::uint32_t Rows, std::uint32_t Inner>
bool products_are_right() {
  shape<Rows, Inner> const given;
  std::array<float, Rows> made{}, expected = given.column();
  tk::scalar::column<float, Rows, Inner, 1>(given.matrix.data(), given.inner_vector.data(), 0, 0,
                                            given.template chain<plain>(made.data(), nullptr));
  bool good = same(made, expected);
  for (std::uint32_t i = 0; i < Rows; ++i)
    expected[i] = tapeless::ops::value<op::tanh>(expected[i] + given.row_vector[i]);
  tk::scalar::column<float, Rows, Inner, 1>(given.matrix.data(), given.inner_vector.data(), 0, 0,
                                            given.template chain<activated>(made.data(), given.row_vector.data()));
  good = good && same(made, expected);
  std::array<float, Inner> dots{};
  tk::scalar::column_of_transposed<float, Inner, Rows, 1>(given.matrix.data(), given.row_vector.data(), 0, 0,
                                                          given.template chain<plain>(dots.data(), nullptr));
  return good && same(dots, given.transposed());
}

/// The outer product with an update of two matrices as its chain, alone and with the product that reads one of them.
template <std::uint32_t Rows, std::uint32_t Inner, std::uint16_t InPlace>
bool updates_are_right() {
  shape<Rows, Inner> const given;
  shape<Rows, Inner> made, expected;
  expected.plainly_updated(given);
  tk::scalar::outer_product<float, Rows, Inner>(given.row_vector.data(), given.inner_vector.data(),
                                                made.template update<updating<InPlace>>());
  bool good = same(made.matrix, expected.matrix) && same(made.second, expected.second);

  auto const both = [&]<std::uint32_t Matrix>() {
    shape<Rows, Inner> again;
    std::array<float, Inner> dots = given.inner_vector;  // in the place of the factors
    tk::scalar::product_and_update<float, Inner, Rows, Matrix>(
        again.matrix.data(), given.row_vector.data(), dots.data(), given.template chain<plain>(dots.data(), nullptr),
        again.template update<updating<InPlace>>());
    return same(again.matrix, expected.matrix) && same(again.second, expected.second) && same(dots, given.transposed());
  };
  return good && both.template operator()<0>() && both.template operator()<tapeless::plan::none>();
}

/// The sum of the outer products of three samples, of which a list chooses the second vector.
template <std::uint32_t Rows, std::uint32_t Inner>
bool sums_of_samples_are_right() {
  auto const left = uneven<3 * Rows>(0.4f);
  auto const right = uneven<4 * Inner>(-0.6f);
  constexpr std::uint32_t chosen[]{3, 0, 2};
  std::array<float, Rows * Inner> made{}, expected{};
  for (std::uint32_t e = 0; e < Rows * Inner; ++e)
    for (std::uint32_t s = 0; s < 3; ++s)
      expected[e] = tapeless::math::muladd(left[s * Rows + e % Rows], right[chosen[s] * Inner + e / Rows], expected[e]);
  tk::scalar::sum_of_outer_products<float, Rows, Inner>(
      {left.data(), Rows, nullptr}, {right.data(), Inner, chosen}, 3,
      shape<Rows, Inner>::template chain<plain>(made.data(), nullptr));
  return same(made, expected);
}

template <std::uint32_t Rows, std::uint32_t Inner>
bool is_right() {
  return sums_of_samples_are_right<Rows, Inner>() && products_are_right<Rows, Inner>() &&
         updates_are_right<Rows, Inner, 0>() && updates_are_right<Rows, Inner, 0x21>();
}

/// 0, or the number of the first shape that is wrong: what groups of 8, 4 and 2, turns and parts leave.
inline int first_wrong() {
  int which = 0;
  int wrong = 0;
  auto const check = [&](bool good) {
    ++which;
    if (!good && wrong == 0) wrong = which;
  };
  check(is_right<1, 1>());
  check(is_right<1, 7>());
  check(is_right<3, 1>());
  check(is_right<5, 13>());
  check(is_right<10, 32>());
  check(is_right<13, 5>());
  check(is_right<17, 12>());
  check(is_right<39, 17>());
  check(is_right<8, 64>());
  return wrong;
}

}  // namespace scalar_shapes
