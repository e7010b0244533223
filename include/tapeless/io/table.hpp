// SPDX-License-Identifier: BSL-1.0
//
// Hosted: tables with columns of numbers and of texts, as data sets come.
#pragma once

#include "tapeless/io/csv_lines.hpp"
#include "tapeless/io/file.hpp"
#include "tapeless/target/current.hpp"

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <numeric>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace io {

/// Columns `first` to before `end`, counted from 0.
struct column_range {
  std::size_t first;
  std::size_t end;
};

/// A column of texts as class indices, and the texts: class c is names[c].
struct class_column {
  std::vector<std::uint32_t> labels;
  std::vector<std::string> names;
};

namespace detail {

/// The classes there are in alphabetic order, or in numeric order where all are whole numbers: independent of the rows.
inline void sort_classes(std::vector<std::string>& names) {
  auto const number = [](std::string const& text, long long& value) {
    auto const [end, status] = std::from_chars(text.data(), text.data() + text.size(), value);
    return status == std::errc{} && end == text.data() + text.size();
  };
  bool const numeric = std::all_of(names.begin(), names.end(), [&](std::string const& text) {
    long long value = 0;
    return number(text, value);
  });
  std::sort(names.begin(), names.end(), [&](std::string const& a, std::string const& b) {
    long long first = 0, second = 0;
    if (!numeric || !number(a, first) || !number(b, second) || first == second) return a < b;
    return first < second;
  });
  names.erase(std::unique(names.begin(), names.end()), names.end());
}

}  // namespace detail

/// A table of texts; what its columns mean is asked for column by column. `read_table` and `parse_table` make it.
class text_table {
public:
  std::size_t rows() const noexcept { return lines_.size(); }
  std::size_t columns() const noexcept { return columns_; }
  /// Of the columns, with csv_header::names; else empty.
  std::vector<std::string> const& names() const noexcept { return names_; }
  std::string const& at(std::size_t row, std::size_t column) const { return fields_.at(row * columns_ + column); }

  /// Numbers of the columns in that order, row by row: rows() × as many as are asked for.
  file_result<std::vector<float>> numbers(column_range range) const {
    if (range.first >= range.end || range.end > columns_)
      return file_error{file_, 0, 0, "columns within " + std::to_string(columns_),
                        std::to_string(range.first) + " to before " + std::to_string(range.end)};
    std::vector<std::size_t> chosen(range.end - range.first);
    std::iota(chosen.begin(), chosen.end(), range.first);
    return numbers_of(chosen);
  }
  file_result<std::vector<float>> numbers(std::span<std::string_view const> names) const {
    std::vector<std::size_t> chosen;
    for (std::string_view const name : names) {
      auto const column = column_of(name);
      if (!column) return column.error();
      chosen.push_back(*column);
    }
    return numbers_of(chosen);
  }
  file_result<std::vector<float>> numbers(std::initializer_list<std::string_view> names) const {
    return numbers(std::span<std::string_view const>(names.begin(), names.size()));
  }

  /// A column as classes, numbered in the order of their names, or as `known` numbers them: then another text is an
  /// error.
  file_result<class_column> classes(std::size_t column, std::span<std::string const> known = {}) const {
    if (column >= columns_)
      return file_error{file_, 0, column + 1, "a column of classes", std::to_string(columns_) + " columns"};
    class_column result;
    result.names.assign(known.begin(), known.end());
    if (known.empty()) {
      for (std::size_t row = 0; row < rows(); ++row) result.names.push_back(at(row, column));
      detail::sort_classes(result.names);
    }
    std::vector<std::pair<std::string_view, std::uint32_t>> index;
    for (std::string const& each : result.names) index.emplace_back(each, static_cast<std::uint32_t>(index.size()));
    std::sort(index.begin(), index.end());
    for (std::size_t row = 0; row < rows(); ++row) {
      std::string_view const text = at(row, column);
      auto const found = std::lower_bound(index.begin(), index.end(), std::pair{text, std::uint32_t{0}});
      if (found == index.end() || found->first != text)
        return file_error{file_, lines_[row], column + 1, one_of(result.names), detail::shown(text)};
      result.labels.push_back(found->second);
    }
    return result;
  }
  file_result<class_column> classes(std::string_view name, std::span<std::string const> known = {}) const {
    auto const column = column_of(name);
    if (!column) return column.error();
    return classes(*column, known);
  }

private:
  friend file_result<text_table> parse_table(std::string_view, std::string, csv_options const&);

  file_result<std::size_t> column_of(std::string_view name) const {
    auto const found = std::find(names_.begin(), names_.end(), name);
    if (found == names_.end())
      return file_error{file_, 0, 0, names_.empty() ? "a header with names" : one_of(names_),
                        "no column " + detail::shown(name)};
    if (std::find(found + 1, names_.end(), name) != names_.end())
      return file_error{file_, 0, 0, "one column " + detail::shown(name), "several"};
    return static_cast<std::size_t>(found - names_.begin());
  }

  file_result<std::vector<float>> numbers_of(std::span<std::size_t const> chosen) const {
    std::vector<float> values;
    values.reserve(rows() * chosen.size());
    for (std::size_t row = 0; row < rows(); ++row)
      for (std::size_t const column : chosen) {
        float value = 0;
        if (char const* const wanted = detail::wrong_number(at(row, column), value))
          return file_error{file_, lines_[row], column + 1, wanted, detail::shown(at(row, column))};
        values.push_back(value);
      }
    return values;
  }

  /// `one of "a", "b"`, the first few.
  static std::string one_of(std::vector<std::string> const& names) {
    constexpr std::size_t most = 8;
    std::string text = "one of ";
    for (std::size_t i = 0; i < std::min(names.size(), most); ++i)
      text += (i == 0 ? "" : ", ") + detail::shown(names[i]);
    return names.size() > most ? text + ", …" : text;
  }

  std::string file_;
  std::size_t columns_ = 0;
  std::vector<std::string> names_;
  std::vector<std::string> fields_;
  std::vector<std::size_t> lines_;  ///< of each row
};

/// Reads a table from text; `file` is its name in messages. Lines and fields are as in parse_csv, but a field may be
/// any text, in quotes where it holds a separator.
inline file_result<text_table> parse_table(std::string_view text, std::string file, csv_options const& options) {
  detail::csv_lines lines(text, std::move(file), options);
  text_table result;
  if (!lines.begin("fields")) return lines.error();
  auto const take = [&](std::size_t field, std::string_view content) {
    auto plain = detail::unquoted(content);
    if (!plain)
      return lines.fail(lines.line(), field, "a text whose quotes are closed at its end", detail::shown(content));
    result.fields_.push_back(*std::move(plain));
    return true;
  };
  while (!lines.is_at_end()) {
    if (!lines.next_row("fields", true, take)) return lines.error();
    result.lines_.push_back(lines.line());
  }
  result.file_ = lines.file();
  result.columns_ = lines.columns();
  result.names_ = std::move(lines.names());
  return result;
}

/// Reads a table from the file at `path`, as parse_table does.
inline file_result<text_table> read_table(std::string const& path, csv_options const& options = {}) {
  auto const bytes = read_file(path);
  if (!bytes) return bytes.error();
  return parse_table({reinterpret_cast<char const*>(bytes->data()), bytes->size()}, path, options);
}

}  // namespace io
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
