// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/show/latex.hpp"

#include <boost/test/unit_test.hpp>

#include <string>
#include <string_view>

/// One type of sink for all expressions: the writer is compiled once.
struct appender {
  std::string& text;
  void operator()(char c) const { text += c; }
};

/// An expression in LaTeX, written at run time.
template <auto const& E>
std::string latex_of() {
  std::string text;
  tapeless::show::write_latex<tapeless::rules::listed<E>>(appender{text});
  return text;
}

/// The same with marks around symbols.
template <auto const& E>
std::string marked_latex_of() {
  std::string text;
  tapeless::show::write_marked_latex<tapeless::rules::listed<E>>(appender{text});
  return text;
}
/// Without the marks, and how many there were; -1 where one stood within another.
inline int take_marks_away(std::string& text) {
  std::string_view const begin = "\\htmlData{value=";
  int count = 0;
  for (std::size_t at = 0; (at = text.find(begin, at)) != std::string::npos; ++count) {
    text.erase(at, text.find("}{", at) + 2 - at);
    std::size_t end = at;
    for (int depth = 1; depth != 0; ++end) depth += text[end] == '{' ? 1 : text[end] == '}' ? -1 : 0;
    if (text.substr(at, end - at).find(begin) != std::string::npos) return -1;
    text.erase(end - 1, 1);
  }
  return count;
}

#define LATEX(text, ...)                                                                                               \
  do {                                                                                                                 \
    static constexpr auto written = __VA_ARGS__;                                                                       \
    BOOST_TEST(latex_of<written>() == text);                                                                           \
  } while (false)
