// SPDX-License-Identifier: BSL-1.0
//
// Hosted: NumPy's arrays in files. Source of the format: numpy/lib/format.py ("A Simple File Format for NumPy Arrays",
// versions 1.0 to 3.0): "\x93NUMPY", two bytes of version, the length of the header, the header (a literal of Python),
// the numbers.
#pragma once

#include "tapeless/io/file.hpp"
#include "tapeless/io/npy_header.hpp"
#include "tapeless/target/current.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <limits>
#include <span>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace io {

/// An array of any number of axes, row-major: the last index runs fastest.
template <class T>
struct array {
  std::vector<std::size_t> shape;
  std::vector<T> values;
};

/// The numbers that an array may be of.
template <class T>
concept array_element = std::same_as<T, float> || std::same_as<T, double> ||
    (std::integral<T> && !std::same_as<T, bool> && sizeof(T) <= 8);

namespace detail {

template <class T>
inline constexpr char npy_kind = std::is_floating_point_v<T> ? 'f'
                                 : std::is_signed_v<T>       ? 'i'
                                                             : 'u';

inline constexpr bool host_is_little = std::endian::native == std::endian::little;

/// A number of the file, made one of T: rounded where T is `float` and the file has double; anything else that T cannot
/// have exactly is an error, as a fraction in an array of integers.
template <class T, class Stored>
bool convert(std::byte const* from, bool swapped, T& to) {
  std::array<std::byte, sizeof(Stored)> bytes{};
  std::memcpy(bytes.data(), from, sizeof(Stored));
  if (swapped) std::reverse(bytes.begin(), bytes.end());
  auto const stored = std::bit_cast<Stored>(bytes);
  if constexpr (std::is_floating_point_v<T>) {
    to = static_cast<T>(stored);
    if constexpr (std::is_floating_point_v<Stored>)
      return true;
    else
      return static_cast<long double>(to) == static_cast<long double>(stored);  // 64 bits
  } else if constexpr (std::is_floating_point_v<Stored>) {
    constexpr auto end = Stored(2) * static_cast<Stored>(std::uint64_t{1} << (std::numeric_limits<T>::digits - 1));
    if (!(stored < end && stored >= (std::is_signed_v<T> ? -end : Stored(0)))) return false;
    to = static_cast<T>(stored);
    return static_cast<Stored>(to) == stored;
  } else {
    if (!std::in_range<T>(stored)) return false;
    to = static_cast<T>(stored);
    return true;
  }
}

template <class T>
using converter = bool (*)(std::byte const*, bool, T&);

template <class T>
constexpr converter<T> converter_from(char kind, std::size_t size) {
  if (kind == 'f') return size == 4 ? &convert<T, float> : size == 8 ? &convert<T, double> : nullptr;
  if (kind == 'b') return size == 1 ? &convert<T, std::uint8_t> : nullptr;
  if (kind != 'i' && kind != 'u') return nullptr;
  bool const is_signed = kind == 'i';
  if (size == 1) return is_signed ? &convert<T, std::int8_t> : &convert<T, std::uint8_t>;
  if (size == 2) return is_signed ? &convert<T, std::int16_t> : &convert<T, std::uint16_t>;
  if (size == 4) return is_signed ? &convert<T, std::int32_t> : &convert<T, std::uint32_t>;
  if (size == 8) return is_signed ? &convert<T, std::int64_t> : &convert<T, std::uint64_t>;
  return nullptr;
}

/// Where the element of that row-major index lies in an array whose first index runs fastest.
inline std::size_t column_major(std::size_t index, std::vector<std::size_t> const& shape) {
  std::size_t place = 0, step = 1;
  for (std::size_t const extent : shape) step *= extent;
  for (std::size_t axis = shape.size(); axis-- > 0; index /= shape[axis]) {
    step /= shape[axis];
    place += index % shape[axis] * step;
  }
  return place;
}

}  // namespace detail

/// Reads an array from bytes; `file` is its name in messages, `part` that of the member of an archive. Numbers of any
/// integer or floating-point type of 1 to 8 bytes, in either order of bytes and of indices, become numbers of T.
template <array_element T>
file_result<array<T>> parse_npy(std::span<std::byte const> bytes, std::string const& file,
                                std::string const& part = {}) {
  detail::npy_header header;
  if (!header.read(bytes)) return file_error{file, 0, 0, header.expected, header.found, part};
  auto const fail = [&](std::string expected, std::string found) {
    return file_error{file, 0, 0, std::move(expected), std::move(found), part};
  };
  auto const convert = detail::converter_from<T>(header.kind, header.size);
  if (convert == nullptr) return fail("numbers of 1, 2, 4 or 8 bytes", detail::shown(header.type));
  std::span<std::byte const> const data = bytes.subspan(header.end);
  std::size_t count = 1;
  bool fits = true;
  for (std::size_t const extent : header.shape) {
    fits = fits && (extent == 0 || count <= data.size() / extent);  // no more numbers than bytes: no product wraps
    count = fits ? count * extent : count;
  }
  bool const is_empty = std::find(header.shape.begin(), header.shape.end(), 0U) != header.shape.end();
  if (is_empty) count = 0;
  if ((!fits && !is_empty) || count * header.size != data.size())
    return fail("the numbers of shape " + header.shape_text(), std::to_string(data.size()) + " bytes of them");
  array<T> result;
  result.shape = std::move(header.shape);
  result.values.resize(count);
  for (std::size_t i = 0; i < count; ++i) {
    std::size_t const place = header.fortran_order ? detail::column_major(i, result.shape) : i;
    if (!convert(data.data() + place * header.size, header.swapped, result.values[i]))
      return fail("numbers that " + std::string(1, detail::npy_kind<T>) + std::to_string(sizeof(T)) + " has",
                  detail::shown(header.type) + " at index " + std::to_string(i) + " that it has not");
  }
  return result;
}

/// Reads the array in a file.
template <array_element T>
file_result<array<T>> read_npy(std::string const& path) {
  auto const bytes = read_file(path);
  if (!bytes) return bytes.error();
  return parse_npy<T>(*bytes, path);
}

/// An array as the bytes of such a file, version 1.0; none where `values` are not as many as `shape` says.
template <array_element T>
std::vector<std::byte> npy_bytes(std::span<T const> values, std::span<std::size_t const> shape) {
  std::size_t count = 1;
  for (std::size_t const extent : shape) count *= extent;
  if (count != values.size()) return {};
  std::string const order = sizeof(T) == 1 ? "|" : detail::host_is_little ? "<" : ">";
  std::string text = "\x93NUMPY\x01";
  text += '\0';
  std::string header = "{'descr': '" + order + detail::npy_kind<T> + std::to_string(sizeof(T)) +
                       "', 'fortran_order': False, 'shape': " + detail::shape_text(shape) + ", }";
  std::size_t const before = text.size() + 2;
  header.append(63 - (before + header.size()) % 64, ' ');  // NumPy has the numbers at a multiple of 64
  header += '\n';
  text += static_cast<char>(header.size() & 0xFF);
  text += static_cast<char>(header.size() >> 8 & 0xFF);
  text += header;
  std::vector<std::byte> bytes(text.size() + values.size_bytes());
  std::memcpy(bytes.data(), text.data(), text.size());
  if (!values.empty()) std::memcpy(bytes.data() + text.size(), values.data(), values.size_bytes());
  return bytes;
}

/// Writes an array; `write_npy(path, numbers, {rows, columns})`. The file replaces an old one whole or not at all.
template <class Values>
file_outcome write_npy(std::string const& path, Values const& values, std::vector<std::size_t> const& shape) {
  std::span const numbers(values);
  using T = std::remove_const_t<typename decltype(numbers)::element_type>;
  auto const bytes = npy_bytes<T>(numbers, shape);
  if (!bytes.empty()) return replace_file(path, bytes);
  return file_error{path, 0, 0, "numbers of shape " + detail::shape_text(shape), std::to_string(numbers.size())};
}

}  // namespace io
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
