// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/save/tensor.hpp"

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace safetensors {

/// What stands before the checksum, the only characters of a header that are not known when the program is compiled.
inline constexpr std::string_view before_checksum = "{\"__metadata__\":{\"crc32\":\"";

/// Writes into memory, or counts where there is none.
class header_sink {
public:
  constexpr explicit header_sink(char* to = nullptr) : to_(to) {}
  constexpr std::size_t size() const { return size_; }

  constexpr void put(char each) {
    if (to_ != nullptr) to_[size_] = each;
    ++size_;
  }
  constexpr void put(std::string_view text) {
    for (char const each : text) put(each);
  }
  constexpr void put(std::uint64_t number) {
    bounded_text<21> digits;
    digits.append(number);
    put(digits.view());
  }
  /// A JSON string. The bytes of UTF-8 stand as they are.
  constexpr void put_string(std::string_view text) {
    put('"');
    for (char const each : text) {
      auto const code = static_cast<unsigned char>(each);
      if (each == '"' || each == '\\') put('\\');
      if (code >= 0x20) {
        put(each);
      } else {
        put("\\u00");
        put("0123456789abcdef"[code >> 4]);
        put("0123456789abcdef"[code & 15]);
      }
    }
    put('"');
  }

private:
  char* to_;
  std::size_t size_ = 0;
};

constexpr void write_tensor(header_sink& to, tensor const& each) {
  to.put(',');
  to.put_string(each.identifier.view());
  to.put(":{\"dtype\":\"");
  to.put(name_of(each.type));
  to.put("\",\"shape\":[");
  if (each.rank > 0) to.put(std::uint64_t{each.shape.rows});
  if (each.rank > 1) {
    to.put(',');
    to.put(std::uint64_t{each.shape.columns});
  }
  to.put("],\"data_offsets\":[");
  to.put(std::uint64_t{each.begin});
  to.put(',');
  to.put(std::uint64_t{each.begin + each.bytes()});
  to.put("]}");
}

/// The header of tensors that have their places, with zeros for the checksum; blanks behind it, so that the tensors
/// begin at a multiple of 8 bytes. The tensors stand in the order of their bytes.
constexpr void write_header(header_sink& to, std::span<tensor const> all) {
  to.put(before_checksum);
  to.put("00000000\",\"format\":\"tapeless\"}");
  for (std::size_t const size : {std::size_t{8}, std::size_t{4}})
    for (tensor const& each : all)
      if (size_of(each.type) == size) write_tensor(to, each);
  to.put('}');
  while (to.size() % 8 != 0) to.put(' ');
}

}  // namespace safetensors
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
