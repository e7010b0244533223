// SPDX-License-Identifier: BSL-1.0
//
// Hosted: what reading and writing files hands back.
#pragma once

#include "tapeless/target/current.hpp"

#include <cstddef>
#include <string>
#include <utility>
#include <variant>

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace io {

/// What is wrong with a file, and where.
struct file_error {
  std::string file;
  std::size_t line = 0;   ///< from 1; 0: the file as a whole
  std::size_t field = 0;  ///< from 1; 0: the line as a whole
  std::string expected;
  std::string found;
  std::string part = {};  ///< the member of an archive; the tensor, and why; empty: none

  /// One line: `digits.csv:17: field 3: expected a number, found "abc"`. An empty expectation is left out.
  std::string message() const {
    std::string text = file;
    if (line != 0) text += ':' + std::to_string(line);
    if (field != 0) text += ": field " + std::to_string(field);
    if (!part.empty()) text += ": " + part;
    if (!expected.empty()) text += ": expected " + expected;
    if (!found.empty()) text += (expected.empty() ? ": found " : ", found ") + found;
    return text;
  }
};

/// A value, or what prevented it. Dereference only after the test `if (result)`; `value()` of an error and `error()` of
/// a value throw std::bad_variant_access.
template <class Value>
class [[nodiscard]] file_result {
public:
  file_result(Value value) : content_{std::in_place_index<0>, std::move(value)} {}
  file_result(file_error error) : content_{std::in_place_index<1>, std::move(error)} {}

  explicit operator bool() const noexcept { return content_.index() == 0; }

  Value& value() & { return std::get<0>(content_); }
  Value const& value() const& { return std::get<0>(content_); }
  Value&& value() && { return std::get<0>(std::move(content_)); }

  Value& operator*() noexcept { return *std::get_if<0>(&content_); }
  Value const& operator*() const noexcept { return *std::get_if<0>(&content_); }
  Value* operator->() noexcept { return std::get_if<0>(&content_); }
  Value const* operator->() const noexcept { return std::get_if<0>(&content_); }

  file_error const& error() const { return std::get<1>(content_); }

private:
  std::variant<Value, file_error> content_;
};

/// Done, or what prevented it.
using file_outcome = file_result<std::monostate>;

}  // namespace io
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
