// SPDX-License-Identifier: BSL-1.0
//
// Hosted: reads tables of numbers from files of separated values.
//
// Own code rather than fast-cpp-csv-parser (Debian: libfccp-dev): that one wants the number of columns at compile time,
// reports by exceptions, and would be a second dependency of the headers; what numeric tables need is one from_chars.
#pragma once

#include "tapeless/io/csv_lines.hpp"
#include "tapeless/io/file.hpp"
#include "tapeless/target/current.hpp"

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <limits>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace io {

/// What was wrong with a table, and a table or what was wrong with it.
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

/// Reads a table from text; `file` is its name in messages. A line is its fields between separators, ended by LF or
/// CR LF; blanks around a field and blank lines at the end are passed over. A field is a decimal number ("-1.5e3"), 0
/// where float has nothing as small; quotes, comments, infinities and NaN are errors. A name in the header may stand in
/// quotes, which then hold separators, and two quotes for one.
inline csv_result<csv_table> parse_csv(std::string_view text, std::string file, csv_options const& options = {}) {
  detail::csv_lines lines(text, std::move(file), options);
  csv_table table;
  if (!lines.begin("numbers")) return lines.error();
  table.first_line = lines.line() + 1;
  auto const take = [&](std::size_t field, std::string_view digits) {
    float value = 0;
    if (char const* const wanted = detail::wrong_number(digits, value))
      return lines.fail(lines.line(), field, wanted, detail::shown(digits));
    table.values.push_back(value);
    return true;
  };
  for (; !lines.is_at_end(); ++table.rows)
    if (!lines.next_row("numbers", false, take)) return lines.error();
  table.columns = lines.columns();
  table.names = std::move(lines.names());
  table.file = lines.file();
  return table;
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
