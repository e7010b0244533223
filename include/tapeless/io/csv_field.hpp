// SPDX-License-Identifier: BSL-1.0
//
// Hosted: what stands in one field of a file of separated values.
#pragma once

#include "tapeless/target/current.hpp"

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace io::detail {

/// Without the blanks around it.
constexpr std::string_view trimmed(std::string_view text) noexcept {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

/// How a field appears in a message: quoted, unprintable bytes as '?', cut after 40 bytes.
inline std::string shown(std::string_view field) {
  if (field.empty()) return "an empty field";
  constexpr std::size_t longest = 40;
  std::string text = "\"";
  for (char const letter : field.substr(0, longest)) {
    auto const code = static_cast<unsigned char>(letter);
    text += code < 0x20U || code == 0x7fU ? '?' : letter;
  }
  return text + (field.size() > longest ? "…\"" : "\"");
}

/// How long the quoted name is that a line begins with, blanks before it included; 0 if it begins with none, npos if it
/// is not closed.
constexpr std::size_t quoted_length(std::string_view line) noexcept {
  std::size_t at = line.find_first_not_of(" \t");
  if (at == line.npos || line[at] != '"') return 0;
  do {
    at = line.find('"', at + 1);
    if (at == line.npos) return line.npos;
    ++at;
  } while (at < line.size() && line[at] == '"');  // two quotes stand for one
  return at;
}

/// A name without the quotes around it; none if they are not closed where it ends.
inline std::optional<std::string> unquoted(std::string_view text) {
  if (!text.starts_with('"')) return std::string(text);
  if (text.size() < 2 || !text.ends_with('"') || quoted_length(text) != text.size()) return std::nullopt;
  std::string name;
  for (std::size_t i = 1; i + 1 < text.size(); ++i) {
    name += text[i];
    if (text[i] == '"') ++i;
  }
  return name;
}

/// Whether the decimal number in the text, which is not 0, is below 1 in size: what of it is out of range is then an
/// underflow.
inline bool is_below_one(std::string_view text) noexcept {
  std::size_t const end = text.find_first_of("eE");
  std::string_view const digits = text.substr(0, end);
  std::size_t const first = digits.find_first_of("123456789");
  std::size_t const point = std::min(digits.find('.'), digits.size());
  if (end == text.npos) return first > point;
  std::string_view exponent = text.substr(end + 1);
  if (exponent.starts_with('+')) exponent.remove_prefix(1);
  long long power = 0;
  auto const status = std::from_chars(exponent.data(), exponent.data() + exponent.size(), power).ec;
  if (status == std::errc::result_out_of_range) return exponent.starts_with('-');
  return power + static_cast<long long>(point) - static_cast<long long>(first) + (first > point ? 1 : 0) < 1;
}

}  // namespace io::detail
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
