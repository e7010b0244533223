// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/io/csv_field.hpp"
#include "tapeless/target/current.hpp"

#include <bit>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace io::detail {

/// A shape as Python writes a tuple: (), (3,), (3, 4).
inline std::string shape_text(std::span<std::size_t const> shape) {
  std::string text = "(";
  for (std::size_t i = 0; i < shape.size(); ++i) text += (i == 0 ? "" : ", ") + std::to_string(shape[i]);
  return text + (shape.size() == 1 ? ",)" : ")");
}

/// The header of NumPy's file of an array: {'descr': '<f4', 'fortran_order': False, 'shape': (3, 4), }.
class npy_header {
public:
  std::string type;  ///< `descr`, e.g. <f4: order of bytes, kind, size
  char kind = 0;
  std::size_t size = 0;
  bool swapped = false;  ///< the bytes of each number, against this machine's
  bool fortran_order = false;
  std::vector<std::size_t> shape;
  std::size_t end = 0;  ///< where the numbers begin
  std::string expected, found;

  std::string shape_text() const { return detail::shape_text(shape); }

  bool read(std::span<std::byte const> bytes) {
    std::string_view const file(reinterpret_cast<char const*>(bytes.data()), bytes.size());
    constexpr std::string_view magic = "\x93NUMPY";
    if (!file.starts_with(magic)) return fail("an array of NumPy", file.empty() ? "an empty file" : "another file");
    std::size_t const version = file.size() > 6 ? static_cast<unsigned char>(file[6]) : 0;
    std::size_t const digits = version == 1 ? 2 : 4;  // of the header's length, base 256
    if (version < 1 || version > 3) return fail("version 1 to 3", std::to_string(version));
    if (file.size() < 8 + digits) return fail("a header", "the end of the file");
    std::size_t length = 0;
    for (std::size_t i = digits; i-- > 0;) length = length << 8 | static_cast<unsigned char>(file[8 + i]);
    if (length > file.size() - 8 - digits)
      return fail("a header of " + std::to_string(length) + " bytes", "the end of the file");
    end = 8 + digits + length;
    text_ = file.substr(8 + digits, length);
    return read_dictionary() && read_type();
  }

private:
  bool fail(std::string wanted, std::string there) {
    expected = std::move(wanted);
    found = std::move(there);
    return false;
  }
  bool fail_here(std::string_view wanted) {
    skip_blanks();
    return fail(std::string(wanted) + " in the header",
                text_.empty() ? "its end" : shown(text_.substr(0, text_.find('\n'))));
  }

  void skip_blanks() {
    std::size_t const first = text_.find_first_not_of(" \t\r\n");
    text_.remove_prefix(first == text_.npos ? text_.size() : first);
  }
  bool took(std::string_view wanted) {
    skip_blanks();
    if (!text_.starts_with(wanted)) return false;
    text_.remove_prefix(wanted.size());
    return true;
  }
  bool take(std::string_view wanted) { return took(wanted) || fail_here(wanted); }

  bool read_string(std::string& to) {
    skip_blanks();
    char const quote = text_.empty() ? '\0' : text_[0];
    std::size_t const closing = text_.find(quote, 1);
    if ((quote != '\'' && quote != '"') || closing == text_.npos) return fail_here("a text");
    to = std::string(text_.substr(1, closing - 1));
    text_.remove_prefix(closing + 1);
    return true;
  }

  bool read_dictionary() {
    bool has_type = false, has_order = false, has_shape = false;
    if (!take("{")) return false;
    while (!took("}")) {
      std::string key;
      if (!read_string(key) || !take(":")) return false;
      bool& has = key == "descr" ? has_type : key == "fortran_order" ? has_order : has_shape;
      if (has || (&has == &has_shape && key != "shape")) return fail("descr, fortran_order and shape", shown(key));
      has = true;
      if (!(key == "descr" ? read_string(type) : key == "shape" ? read_shape() : read_order())) return false;
      if (!took(",")) {
        if (!take("}")) return false;
        break;
      }
    }
    skip_blanks();
    if (!text_.empty()) return fail_here("blanks behind }");
    return (has_type && has_order && has_shape) || fail("descr, fortran_order and shape", "less");
  }
  bool read_order() {
    fortran_order = took("True");
    return fortran_order || take("False");
  }
  bool read_shape() {
    if (!take("(")) return false;
    while (!took(")")) {
      skip_blanks();
      std::size_t extent = 0;
      auto const [behind, status] = std::from_chars(text_.data(), text_.data() + text_.size(), extent);
      if (status != std::errc{} || shape.size() == 32) return fail_here("an extent");  // NumPy's most axes
      text_.remove_prefix(static_cast<std::size_t>(behind - text_.data()));
      shape.push_back(extent);
      if (!took(",")) return take(")");
    }
    return true;
  }
  bool read_type() {
    std::string_view rest = type;
    constexpr bool little = std::endian::native == std::endian::little;
    if (rest.size() < 3 || std::string_view("<>|=").find(rest[0]) == rest.npos) return fail("numbers", shown(type));
    swapped = (rest[0] == '<' && !little) || (rest[0] == '>' && little);
    kind = rest[1];
    auto const [behind, status] = std::from_chars(type.data() + 2, type.data() + type.size(), size);
    if (status != std::errc{} || behind != type.data() + type.size() || size == 0) return fail("numbers", shown(type));
    return true;
  }

  std::string_view text_;
};

}  // namespace io::detail
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
