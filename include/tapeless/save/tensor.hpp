// SPDX-License-Identifier: BSL-1.0
//
// The format is safetensors (https://github.com/huggingface/safetensors): 8 bytes with the length of the header, lowest
// first; the header, JSON, {"name": {"dtype": "F32", "shape": [2, 3], "data_offsets": [begin, end]}, ...}, and perhaps
// "__metadata__" with texts; then the tensors without gap, row-major and little-endian.
#pragma once

#include "tapeless/meta/name.hpp"
#include "tapeless/save/status.hpp"
#include "tapeless/shape/extents.hpp"

#include <bit>
#include <cstddef>
#include <span>
#include <type_traits>

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace safetensors {

enum class dtype : std::uint8_t { f32, f64, u64 };

constexpr std::string_view name_of(dtype type) {
  switch (type) {
  case dtype::f32: return "F32";
  case dtype::f64: return "F64";
  case dtype::u64: return "U64";
  }
  return {};
}
constexpr std::size_t size_of(dtype type) { return type == dtype::f32 ? 4 : 8; }

template <class T>
inline constexpr dtype dtype_of = std::is_same_v<T, std::uint64_t> ? dtype::u64
                                  : sizeof(T) == 4                 ? dtype::f32
                                                                   : dtype::f64;

/// One tensor of a file: a leaf of a store, a setting, an integer. A column is written as a tensor of rank 1, as
/// PyTorch has a bias; a scalar of rank 0 is read as well where its one number is a 1×1 matrix.
struct tensor {
  name identifier{};
  extents shape{};
  dtype type = dtype::f32;
  std::uint8_t rank = 2;
  std::size_t begin = 0;  ///< where it begins among the tensors' bytes

  constexpr std::size_t bytes() const { return std::size_t{shape.size()} * size_of(type); }
};

constexpr tensor matrix_tensor(name const& identifier, extents shape, dtype type) {
  return {identifier, shape, type, static_cast<std::uint8_t>(shape.columns == 1 ? 1 : 2), 0};
}
constexpr tensor scalar_tensor(name const& identifier, dtype type) { return {identifier, {}, type, 0, 0}; }

/// Gives the tensors their places: those of 8 bytes an element first, so that every number lies at a multiple of its
/// size. Returns how many bytes they have.
constexpr std::size_t place(std::span<tensor> all) {
  std::size_t end = 0;
  for (std::size_t const size : {std::size_t{8}, std::size_t{4}})
    for (tensor& each : all)
      if (size_of(each.type) == size) {
        each.begin = end;
        end += each.bytes();
      }
  return end;
}

template <class T>
constexpr void write_number(std::byte* to, T value) {
  using bits_type = std::conditional_t<sizeof(T) == 4, std::uint32_t, std::uint64_t>;
  auto const bits = std::bit_cast<bits_type>(value);
  for (std::size_t i = 0; i < sizeof(T); ++i) to[i] = static_cast<std::byte>(bits >> (8 * i) & 0xFF);
}
template <class T>
constexpr T read_number(std::byte const* from) {
  using bits_type = std::conditional_t<sizeof(T) == 4, std::uint32_t, std::uint64_t>;
  bits_type bits = 0;
  for (std::size_t i = 0; i < sizeof(T); ++i) bits |= std::to_integer<bits_type>(from[i]) << (8 * i);
  return std::bit_cast<T>(bits);
}

inline constexpr std::uint32_t crc32_table[16]{0x00000000, 0x1DB71064, 0x3B6E20C8, 0x26D930AC, 0x76DC4190, 0x6B6B51F4,
                                               0x4DB26158, 0x5005713C, 0xEDB88320, 0xF00F9344, 0xD6D6A3E8, 0xCB61B38C,
                                               0x9B64C2B0, 0x86D3D2D4, 0xA00AE278, 0xBDBDF21C};
/// CRC-32 as zlib, gzip and PNG have it (polynomial 0xEDB88320, reflected), four bits at a time: a table of 64 bytes
/// rather than of 1 kB, for devices. It finds every error of up to 32 neighbouring bits. `before` is that of the bytes
/// before these.
constexpr std::uint32_t crc32(std::span<std::byte const> bytes, std::uint32_t before = 0) {
  std::uint32_t rest = ~before;
  for (std::byte const each : bytes) {
    rest ^= std::to_integer<std::uint32_t>(each);
    rest = rest >> 4 ^ crc32_table[rest & 15];
    rest = rest >> 4 ^ crc32_table[rest & 15];
  }
  return ~rest;
}

/// The eight hexadecimal digits of a checksum.
constexpr bounded_text<9> hexadecimal(std::uint32_t number) {
  char digits[8]{};
  for (std::size_t i = 0; i < 8; ++i) digits[i] = "0123456789abcdef"[number >> (28 - 4 * i) & 15];
  return std::string_view(digits, 8);
}

}  // namespace safetensors
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
