// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/show/c/values.hpp"

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace show {

/// Reductions and normalizations, over all elements or along an axis, by the record's loop or, without one, by its function.
class c_reduction : c_loops {
public:
  using c_loops::c_loops;

  constexpr void write() {
    ops::entry const& how = ops::entry_of(here().code);
    ops::c_line const& loop = how.c_loop;
    bool const of_each_element = is_normalization(here().code);
    bool const has_variables = !loop.constants.empty() || !loop.each.empty();
    std::uint32_t const outside = begin();
    text.loop('i', along.count);
    if (has_variables) text.open();
    std::uint32_t const inside = text.depth;
    declare_constants(loop.constants);
    if (!loop.each.empty()) {
      declare("sum", '0');
      text.loop('k', along.length);
      statement([&] { fill_in(loop.each); }, ';');
      text.end_loops(inside);
    }
    if (of_each_element) text.loop('k', along.length);
    result(of_each_element ? along.element() : c_index{{'i', 1, along.count}}, [&] {
      if (!loop.value.empty()) return fill_in(loop.value);
      put(how.c99.name);
      fill_in(of_each_element ? "(#, k)" : "(#)");
    });
    text.end_loops(inside);
    has_variables ? text.close(outside) : text.end_loops(outside);
  }

private:
  /// The lines that a reduction runs along: their number and length, and the strides from one to the next and within one.
  struct lines {
    std::uint32_t count;
    std::uint32_t apart;
    std::uint32_t length;
    std::uint32_t stride;

    constexpr c_term one() const { return {'i', apart, count}; }
    constexpr c_index element() const { return {one(), {'k', stride, length}}; }
  };
  constexpr lines along_axis() const {
    extents const from = shape_of(here().a);
    std::uint32_t const axis = ops::is_along_lines(here().code) ? here().axis() : all_axes;
    if (axis == 0) return {from.columns, 1, from.rows, from.columns};
    if (axis == 1) return {from.rows, from.columns, from.columns, 1};
    return {1, from.size(), from.size(), 1};
  }
  constexpr void declare_constants(std::string_view left) {
    while (!left.empty()) {
      std::size_t const size = left.find(';') + 1;
      statement(type(), " const ", [&] { fill_in(left.substr(0, size)); });
      left.remove_prefix(size);
    }
  }
  /// Text of the record (ops/c99.hpp).
  constexpr void fill_in(std::string_view characters) {
    pattern(characters, [&](char character) {
      if (character == '#')
        put([&] { pointer(here().a, {along.one()}); }, ", ", along.length, ", ", along.stride);
      else if (character == '~' || character == '^')
        put(element{character == '~' ? here().a : here().b, along.element()});
      else
        put(character);
    });
  }

  lines along = along_axis();
};

}  // namespace show
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
