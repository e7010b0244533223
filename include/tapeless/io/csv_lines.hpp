// SPDX-License-Identifier: BSL-1.0
//
// Hosted: the lines of a file of separated values, and the fields of a line.
#pragma once

#include "tapeless/io/csv_field.hpp"
#include "tapeless/io/result.hpp"
#include "tapeless/target/current.hpp"

#include <charconv>
#include <cmath>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace io {

/// What the first line is: already data, the names of the columns, or anything, to be passed over.
enum class csv_header { none, names, skip };

struct csv_options {
  std::size_t columns = 0;  ///< how many fields a line must have; 0: as many as the first line that is not skipped
  csv_header header = csv_header::none;
  char separator = ',';  ///< ' ': any number of blanks and tabs, also before the first field
};

namespace detail {

/// The reader's place in the text, and what is known of its lines so far.
class csv_lines {
public:
  csv_lines(std::string_view text, std::string file, csv_options const& options)
      : text_{text}, options_{options}, file_{std::move(file)}, columns_{options.columns} {
    if (text_.starts_with("\xef\xbb\xbf")) text_.remove_prefix(3);  // the byte order mark some spreadsheets write
  }

  std::size_t columns() const noexcept { return columns_; }
  std::size_t line() const noexcept { return line_; }  ///< that was last taken
  std::string const& file() const noexcept { return file_; }
  std::vector<std::string>& names() noexcept { return names_; }
  file_error const& error() const noexcept { return error_; }

  /// The line with names, if there is one; `what` the lines behind it are of.
  bool begin(std::string_view what) {
    if (blank(text_)) return fail(0, 0, "a table of " + std::string(what), "an empty file");
    if (options_.header != csv_header::none && !read_header()) return false;
    return !blank(text_) || fail(line_ + 1, 0, "a line of " + std::string(what), "the end of the file");
  }
  bool is_at_end() const noexcept { return blank(text_); }

  /// Calls `take(field, text)` for each field of the next line, as `each_field`.
  template <class Take>
  bool next_row(std::string_view what, bool may_be_quoted, Take const& take) {
    std::string_view const line = next_line();
    if (!blank(line)) return each_field(line, may_be_quoted, take);
    return fail(line_, 0, columns_ == 0 ? "a line of " + std::string(what) : fields(), "a blank line");
  }

  bool fail(std::size_t line, std::size_t field, std::string expected, std::string found) {
    error_ = {file_, line, field, std::move(expected), std::move(found)};
    return false;
  }

private:
  static bool blank(std::string_view text) noexcept { return text.find_first_not_of(" \t\r\n") == text.npos; }

  /// Takes the next line off the text, without its end (LF or CR LF).
  std::string_view next_line() noexcept {
    ++line_;
    std::size_t const end = text_.find('\n');
    std::string_view line = text_.substr(0, end);
    text_.remove_prefix(end == text_.npos ? text_.size() : end + 1);
    if (line.ends_with('\r')) line.remove_suffix(1);
    return line;
  }

  /// The next field of a line, which is taken off it with its separator; `more` fields follow it.
  std::string_view next_field(std::string_view& line, bool may_be_quoted, bool& more) const {
    bool const by_blanks = options_.separator == ' ';
    if (by_blanks) line = trimmed(line);
    std::size_t const from = may_be_quoted ? quoted_length(line) : 0;
    std::size_t const end = by_blanks ? line.find_first_of(" \t", from) : line.find(options_.separator, from);
    std::string_view const text = trimmed(line.substr(0, end));
    more = end != line.npos;
    if (more) line.remove_prefix(end + 1);
    return text;
  }

  /// Calls `take(field, text)` for each field, field counted from 1, until it returns false; then checks their number.
  /// Between quotes, where there may be some, a separator is a character like others.
  template <class Take>
  bool each_field(std::string_view line, bool may_be_quoted, Take const& take) {
    std::size_t field = 0;
    for (bool more = true; more;) {
      ++field;
      std::string_view const text = next_field(line, may_be_quoted, more);
      if (columns_ != 0 && field > columns_)
        return fail(line_, field, "the end of the line after " + fields(), shown(text));
      if (!take(field, text)) return false;
    }
    if (columns_ == 0) columns_ = field;
    return field == columns_ || fail(line_, field + 1, fields(), "the end of the line after " + std::to_string(field));
  }

  std::string fields() const { return std::to_string(columns_) + (columns_ == 1 ? " field" : " fields"); }

  bool read_header() {
    std::string_view const line = next_line();
    if (options_.header == csv_header::skip) return true;
    return each_field(line, true, [&](std::size_t field, std::string_view text) {
      std::optional<std::string> name = unquoted(text);
      if (!name) return fail(line_, field, "a name whose quotes are closed at its end", shown(text));
      names_.push_back(*std::move(name));
      return true;
    });
  }

  std::string_view text_;
  csv_options options_;
  std::string file_;
  std::size_t columns_;
  std::size_t line_ = 0;
  std::vector<std::string> names_;
  file_error error_;
};

/// What was expected where a field is no finite number of float; nothing where `value` is it.
inline char const* wrong_number(std::string_view text, float& value) {
  if (text.size() > 1 && text[0] == '+' && text[1] != '-') text.remove_prefix(1);  // from_chars takes no '+'
  auto const [end, status] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (status == std::errc::invalid_argument || end != text.data() + text.size()) return "a number";
  if (status == std::errc::result_out_of_range) {
    value = text.starts_with('-') ? -0.0F : 0.0F;  // 1e-46 rounds to 0
    return is_below_one(text) ? nullptr : "a number within the range of float";
  }
  return std::isfinite(value) ? nullptr : "a finite number";
}

}  // namespace detail
}  // namespace io
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
