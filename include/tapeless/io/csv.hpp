// SPDX-License-Identifier: BSL-1.0
//
// Hosted: reads tables of numbers from files of separated values.
//
// Own code rather than fast-cpp-csv-parser (Debian: libfccp-dev): that one wants the number of columns at compile time,
// reports by exceptions, and would be a second dependency of the headers; what numeric tables need is one from_chars.
#pragma once

#include "tapeless/io/csv_field.hpp"
#include "tapeless/io/file.hpp"
#include "tapeless/target/current.hpp"

#include <charconv>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace io {

using csv_error = file_error;
template <class Value>
using csv_result = file_result<Value>;

/// A table of finite numbers, row by row: the number in row r and column c (both from 0) is values[r * columns + c].
struct csv_table {
  std::vector<float> values;
  std::size_t rows = 0;
  std::size_t columns = 0;
  std::vector<std::string> names;  ///< of the columns, with csv_header::names; else empty
  std::string file;
  std::size_t first_line = 1;  ///< the line of row 0, for messages

  float at(std::size_t row, std::size_t column) const { return values.at(row * columns + column); }
};

/// What the first line is: already data, the names of the columns, or anything, to be passed over.
enum class csv_header { none, names, skip };

struct csv_options {
  std::size_t columns = 0;  ///< how many fields a line must have; 0: as many as the first line that is not skipped
  csv_header header = csv_header::none;
  char separator = ',';
};

namespace detail {

/// The reader's place in the text and what it has read so far.
class csv_parser {
public:
  csv_parser(std::string_view text, std::string file, csv_options const& options) : text_{text}, options_{options} {
    table_.file = std::move(file);
    table_.columns = options.columns;
    if (text_.starts_with("\xef\xbb\xbf")) text_.remove_prefix(3);  // the byte order mark some spreadsheets write
  }

  csv_result<csv_table> run() {
    if (blank(text_)) return fail(0, 0, "a table of numbers", "an empty file");
    bool good = options_.header == csv_header::none || read_header();
    table_.first_line = line_ + 1;
    if (good && blank(text_)) return fail(line_ + 1, 0, "a line of numbers", "the end of the file");
    while (good && !blank(text_)) good = read_row();
    if (!good) return error_;
    return std::move(table_);
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

  csv_error& fail(std::size_t line, std::size_t field, std::string expected, std::string found) {
    return error_ = {table_.file, line, field, std::move(expected), std::move(found)};
  }

  /// Calls `take(field, text)` for each field, field counted from 1, until it returns false; then checks their number.
  /// Between quotes, where there may be some, a separator is a character like others.
  template <class Take>
  bool each_field(std::string_view line, bool may_be_quoted, Take take) {
    std::size_t field = 0;
    for (bool more = true; more;) {
      ++field;
      std::size_t const end = line.find(options_.separator, may_be_quoted ? quoted_length(line) : 0);
      std::string_view const text = trimmed(line.substr(0, end));
      more = end != line.npos;
      if (more) line.remove_prefix(end + 1);
      if (table_.columns != 0 && field > table_.columns) {
        fail(line_, field, "the end of the line after " + fields(), shown(text));
        return false;
      }
      if (!take(field, text)) return false;
    }
    if (table_.columns == 0) table_.columns = field;
    if (field == table_.columns) return true;
    fail(line_, field + 1, fields(), "the end of the line after " + std::to_string(field));
    return false;
  }

  std::string fields() const { return std::to_string(table_.columns) + (table_.columns == 1 ? " field" : " fields"); }

  bool read_header() {
    std::string_view const line = next_line();
    if (options_.header == csv_header::skip) return true;
    return each_field(line, true, [&](std::size_t field, std::string_view text) {
      std::optional<std::string> name = unquoted(text);
      if (!name) return fail(line_, field, "a name whose quotes are closed at its end", shown(text)), false;
      table_.names.push_back(*std::move(name));
      return true;
    });
  }

  bool read_row() {
    std::string_view const line = next_line();
    if (blank(line)) {
      fail(line_, 0, table_.columns == 0 ? "a line of numbers" : fields(), "a blank line");
      return false;
    }
    auto const read = [&](std::size_t field, std::string_view text) { return read_number(field, text); };
    if (!each_field(line, false, read)) return false;
    ++table_.rows;
    return true;
  }

  bool read_number(std::size_t field, std::string_view text) {
    std::string_view digits = text;
    if (digits.size() > 1 && digits[0] == '+' && digits[1] != '-') digits.remove_prefix(1);  // from_chars takes no '+'
    float value = 0;
    auto const [end, status] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    char const* wrong = nullptr;
    if (status == std::errc::invalid_argument || end != digits.data() + digits.size()) {
      wrong = "a number";
    } else if (status == std::errc::result_out_of_range) {
      value = digits.starts_with('-') ? -0.0F : 0.0F;  // 1e-46 rounds to 0
      if (!is_below_one(digits)) wrong = "a number within the range of float";
    } else if (!std::isfinite(value)) {
      wrong = "a finite number";
    }
    if (wrong == nullptr) return table_.values.push_back(value), true;
    fail(line_, field, wrong, shown(text));
    return false;
  }

  std::string_view text_;
  csv_options options_;
  std::size_t line_ = 0;  // of the line last taken
  csv_table table_;
  csv_error error_;
};

}  // namespace detail

/// Reads a table from text; `file` is its name in messages. A line is its fields between separators, ended by LF or
/// CR LF; blanks around a field and blank lines at the end are passed over. A field is a decimal number ("-1.5e3"), 0
/// where float has nothing as small; quotes, comments, infinities and NaN are errors. A name in the header may stand in
/// quotes, which then hold separators, and two quotes for one.
inline csv_result<csv_table> parse_csv(std::string_view text, std::string file, csv_options const& options = {}) {
  return detail::csv_parser{text, std::move(file), options}.run();
}

/// Reads a table from the file at `path`, as parse_csv does.
inline csv_result<csv_table> read_csv(std::string const& path, csv_options const& options = {}) {
  auto const bytes = read_file(path);
  if (!bytes) return bytes.error();
  std::string_view const text(reinterpret_cast<char const*>(bytes->data()), bytes->size());
  return parse_csv(text, path, options);
}

/// The column of `table` as class labels: whole numbers 0 … classes - 1. `column` counts from 0. Label is an unsigned
/// integer type; classes that it, or a float, cannot number exactly (more than 2²⁴) are an error too.
template <class Label = std::uint32_t>
csv_result<std::vector<Label>> class_labels(csv_table const& table, std::size_t column, std::size_t classes) {
  auto const range = [](std::string const& end) { return "a whole number from 0 to " + end; };
  std::size_t const representable = std::size_t{std::numeric_limits<Label>::max()};
  std::size_t const most = representable < (1U << 24U) ? representable + 1 : std::size_t{1} << 24U;
  if (column >= table.columns) {
    return csv_error{table.file, 0, column + 1, "a column of labels", std::to_string(table.columns) + " columns"};
  }
  if (classes == 0 || classes > most) {
    return csv_error{table.file, 0, column + 1, "1 to " + std::to_string(most) + " classes", std::to_string(classes)};
  }
  std::vector<Label> labels;
  labels.reserve(table.rows);
  for (std::size_t row = 0; row < table.rows; ++row) {
    float const value = table.at(row, column);
    if (!(value >= 0 && value < static_cast<float>(classes)) || std::trunc(value) < value) {
      char text[32];
      std::snprintf(text, sizeof text, "%.9g", static_cast<double>(value));
      return csv_error{table.file, table.first_line + row, column + 1, range(std::to_string(classes - 1)), text};
    }
    labels.push_back(static_cast<Label>(value));
  }
  return labels;
}

}  // namespace io
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
