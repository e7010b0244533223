// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/expr/leaf.hpp"

#include <concepts>
#include <cstdint>
#include <type_traits>

namespace tapeless {

template <data_format Format>
struct integer_of_format {
  using type = void;
};
template <>
struct integer_of_format<data_format::unsigned_8> {
  using type = std::uint8_t;
};
template <>
struct integer_of_format<data_format::signed_8> {
  using type = std::int8_t;
};
template <>
struct integer_of_format<data_format::unsigned_16> {
  using type = std::uint16_t;
};
template <>
struct integer_of_format<data_format::signed_16> {
  using type = std::int16_t;
};

/// Of which the data of an input are, in a program that computes with T.
template <class T, data_format Format>
using data_type = std::conditional_t<Format == data_format::of_program, T, typename integer_of_format<Format>::type>;

/// An integer type of which the data of an input may be.
template <class Integer>
inline constexpr data_format format_of_integer = data_format::of_program;
template <>
inline constexpr data_format format_of_integer<std::uint8_t> = data_format::unsigned_8;
template <>
inline constexpr data_format format_of_integer<std::int8_t> = data_format::signed_8;
template <>
inline constexpr data_format format_of_integer<std::uint16_t> = data_format::unsigned_16;
template <>
inline constexpr data_format format_of_integer<std::int16_t> = data_format::signed_16;
template <class Integer>
concept sensor_integer = format_of_integer<Integer>
!= data_format::of_program;

/// An input whose data are integers.
template <fixed_string Name, extents Shape, data_format Format>
struct integer_leaf : leaf<leaf_kind::input, Name, Shape> {
  using integer = typename integer_of_format<Format>::type;
  static constexpr std::uint64_t fingerprint =
      fingerprint_of(fingerprint_tag::leaf, leaf<leaf_kind::input, Name, Shape>::fingerprint, Format);

  template <class Builder>
  constexpr auto lower(Builder& builder) const {
    return builder.leaf_of_integers(integer_leaf::identifier, Shape, Format);
  }
};

/// The input of one sample as a sensor has it: `integer_input<std::uint8_t, "x", 64>` is bound to bytes where they lie,
/// `bind(x, frame)`, also with strides and row lists, and each is converted as the program reads it. In the expression
/// it is the integer's value; its scale stands there, `x / 255.0`. Of 8 or 16 bits, with or without a sign.
template <sensor_integer Integer, fixed_string Name, std::uint32_t Rows = 1, std::uint32_t Columns = 1>
inline constexpr integer_leaf<Name, extents{Rows, Columns}, format_of_integer<Integer>> integer_input{};

}  // namespace tapeless
