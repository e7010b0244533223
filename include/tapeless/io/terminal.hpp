// SPDX-License-Identifier: BSL-1.0
//
// Hosted: small grey images and confusion matrices as text (UTF-8).
#pragma once

#include "tapeless/target/current.hpp"

#include <tapeless/io/progress.hpp>
#include <tapeless/train/metrics.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdio>
#include <span>
#include <string>
#include <string_view>

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace io {

/// A grey image to be drawn: the pixel in row r and column c is pixels[r * columns + c], from 0 (dark) to 1 (bright).
struct image {
  std::span<float const> pixels;
  std::size_t rows;
  std::size_t columns;
  std::string caption = {};
};

namespace detail {

/// One pixel, two characters wide since a character is about twice as high as wide. Five shades, each for a fifth of
/// 0 … 1; what lies outside counts as the nearer end. "??" for NaN and for a pixel that is missing.
inline std::string_view shade(image const& picture, std::size_t row, std::size_t column) noexcept {
  constexpr std::array<std::string_view, 5> shades{"  ", "░░", "▒▒", "▓▓", "██"};
  std::size_t const index = row * picture.columns + column;
  if (index >= picture.pixels.size() || std::isnan(picture.pixels[index])) return "??";
  return shades[static_cast<std::size_t>(std::clamp(picture.pixels[index] * 5.0F, 0.0F, 4.0F))];
}

/// The text in exactly `width` characters: cut, or filled up with blanks on the right.
inline std::string left_aligned(std::string_view text, std::size_t width) {
  std::string result = fitted(text, width);
  return result.append(width - width_of(result), ' ');
}

/// The text, filled up with blanks on the left to at least `width` characters.
inline std::string right_aligned(std::string const& text, std::size_t width) {
  return std::string(width - std::min(width, width_of(text)), ' ') + text;
}

inline std::string repeated(std::string_view part, std::size_t count) {
  std::string text;
  while (count-- > 0) text += part;
  return text;
}

/// Line `line` of a picture in its frame, in a row of pictures of up to `rows` rows; line rows + 2 is the caption.
inline std::string framed_line(image const& picture, std::size_t rows, std::size_t line) {
  std::size_t const width = 2 * picture.columns + 2;
  if (line == rows + 2) return left_aligned(picture.caption, width);
  if (line == 0) return "┌" + repeated("──", picture.columns) + "┐";
  if (line == picture.rows + 1) return "└" + repeated("──", picture.columns) + "┘";
  if (line > picture.rows) return std::string(width, ' ');
  std::string text = "│";
  for (std::size_t column = 0; column < picture.columns; ++column) text += shade(picture, line - 1, column);
  return text + "│";
}

/// A share as "97.3 %"; "–" for NaN, the share of nothing. Nothing but 1 itself shows as 100.0 %.
inline std::string percent(double share) {
  if (std::isnan(share)) return "–";
  if (share < 1) share = std::min(share, 0.999);
  char text[16];
  std::snprintf(text, sizeof text, "%.1f %%", 100 * share);
  return text;
}

/// The layout of a confusion matrix as text: the names of the classes and the widths of the columns.
template <std::size_t Classes>
class matrix_table {
public:
  matrix_table(train::confusion_matrix<Classes> const& matrix, std::span<std::string_view const> names)
      : matrix_{matrix} {
    for (std::size_t c = 0; c < Classes; ++c) {
      names_[c] = c < names.size() ? fitted(names[c], names[c].size()) : std::to_string(c);
      label_width_ = std::max(label_width_, width_of(names_[c]));
      unclassified_ = unclassified_ || matrix.unclassified(c) != 0;
      cell_width_ = std::max({cell_width_, width_of(names_[c]), std::to_string(matrix.unclassified(c)).size()});
      for (std::size_t p = 0; p < Classes; ++p) {
        cell_width_ = std::max(cell_width_, std::to_string(matrix.at(c, p)).size());
      }
    }
  }

  std::string head() const {
    std::string text = left_aligned("true", label_width_);
    for (std::string const& name : names_) text += cell(name);
    return text + (unclassified_ ? cell("?") : "") + right_aligned("recall", recall_width) + '\n';
  }

  std::string row(std::size_t truth) const {
    std::string text = left_aligned(names_[truth], label_width_);
    for (std::size_t p = 0; p < Classes; ++p) text += cell(std::to_string(matrix_.at(truth, p)));
    if (unclassified_) text += cell(std::to_string(matrix_.unclassified(truth)));
    return text + right_aligned(percent(matrix_.template recall<double>(truth)), recall_width) + '\n';
  }

  std::string foot() const {
    std::string text =
        "accuracy " + percent(matrix_.template accuracy<double>()) + " of " + std::to_string(matrix_.count()) + '\n';
    if (matrix_.rejected() == 0) return text;
    return text + "left out " + std::to_string(matrix_.rejected()) + ": true class outside 0 to " +
           std::to_string(Classes - 1) + '\n';
  }

private:
  static constexpr std::size_t recall_width = 9;  // two blanks and "100.0 %"

  std::string cell(std::string const& text) const { return right_aligned(text, cell_width_ + 2); }

  train::confusion_matrix<Classes> const& matrix_;
  std::array<std::string, Classes> names_;
  std::size_t label_width_ = 4;  // "true"
  std::size_t cell_width_ = 1;
  bool unclassified_ = false;
};

}  // namespace detail

/// The images side by side, two blanks apart, each in a frame of its own size with its caption below (cut to the
/// frame's width). Images of different heights share the upper edge. Ends with a line break; no images are no text.
inline std::string draw(std::span<image const> images) {
  std::size_t rows = 0;
  bool captions = false;
  for (image const& picture : images) {
    rows = std::max(rows, picture.rows);
    captions = captions || !picture.caption.empty();
  }
  std::string text;
  std::size_t const lines = images.empty() ? 0 : rows + 2 + (captions ? 1 : 0);
  for (std::size_t line = 0; line < lines; ++line) {
    for (image const& picture : images) {
      if (&picture != images.data()) text += "  ";
      text += detail::framed_line(picture, rows, line);
    }
    text.erase(text.find_last_not_of(' ') + 1);
    text += '\n';
  }
  return text;
}

/// One image.
inline std::string draw(image const& picture) { return draw(std::span{&picture, 1}); }

/// The matrix as an aligned table: rows the true and columns the predicted classes, each row with its recall, the
/// accuracy of all below. A column "?" counts predictions that were no class, if there were any; a last line counts
/// examples whose true class was none. `names` label the classes; where there are fewer, the class number does.
template <std::size_t Classes>
std::string table(train::confusion_matrix<Classes> const& matrix, std::span<std::string_view const> names = {}) {
  detail::matrix_table<Classes> const layout{matrix, names};
  std::string text = layout.head();
  for (std::size_t truth = 0; truth < Classes; ++truth) text += layout.row(truth);
  return text + layout.foot();
}

/// Writes text to the stream; false if the stream did not take all of it.
inline bool print(std::FILE* stream, std::string_view text) {
  return std::fwrite(text.data(), 1, text.size(), stream) == text.size();
}

}  // namespace io
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
