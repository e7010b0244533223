// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/show/latex.hpp"

#include <boost/test/unit_test.hpp>

#include <string>

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

#define LATEX(text, ...)                                                                                               \
  do {                                                                                                                 \
    static constexpr auto written = __VA_ARGS__;                                                                       \
    BOOST_TEST(latex_of<written>() == text);                                                                           \
  } while (false)
