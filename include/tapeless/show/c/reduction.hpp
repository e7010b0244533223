// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/show/c/loops.hpp"

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace show {

/// Reductions and normalizations, over all elements or along an axis.
template <class Sink>
class c_reduction : c_loops<Sink> {
public:
  using c_loops<Sink>::c_loops;

  constexpr void write() {
    if (family_of(here().code) == family::cross_entropy) return cross_entropy();
    return here().code == op::sum ? sum() : of_each_line();
  }

private:
  using base = c_loops<Sink>;
  using base::begin;
  using base::declare;
  using base::here;
  using base::result;
  using base::shape_of;
  using base::text;
  using base::values;

  /// The vectors that a reduction runs along: their number and length, and the strides from one to the next and within one.
  struct vectors {
    std::uint32_t count;
    std::uint32_t apart;
    std::uint32_t length;
    std::uint32_t stride;

    constexpr c_term one(char variable = 'i') const { return {variable, apart, count}; }
    constexpr c_index element() const { return {one(), {'k', stride, length}}; }
  };
  constexpr vectors along_axis() const {
    extents const from = shape_of(here().a);
    if (here().axis() == 0) return {from.columns, 1, from.rows, from.columns};
    if (here().axis() == 1) return {from.rows, from.columns, from.columns, 1};
    return {1, from.size(), from.size(), 1};
  }
  /// Writes `address, length, stride`.
  constexpr void vector(vectors const& of) {
    values.pointer(here().a, {of.one()});
    text.write(", ");
    text.number(of.length);
    text.write(", ");
    text.number(of.stride);
  }
  /// Text of the record, with # for a line and ~ for its element k.
  constexpr void pattern(std::string_view characters, vectors const& of) {
    values.pattern(characters, [&](char character) {
      if (character == '#')
        vector(of);
      else if (character == '~')
        values.element(here().a, of.element());
      else
        text.sink(character);
    });
  }
  constexpr void declare_constants(vectors const& of) {
    for (std::string_view left = how().c_loop.constants; !left.empty();) {
      std::size_t const size = left.find(';') + 1;
      text.statement(values.type());
      text.write(" const ");
      pattern(left.substr(0, size), of);
      left.remove_prefix(size);
    }
  }
  constexpr ops::entry const& how() const { return ops::entry_of(here().code); }

  constexpr void sum() {
    vectors const of = along_axis();
    std::uint32_t const outside = begin();
    text.loop('i', of.count);
    text.open();
    std::uint32_t const inside = text.depth;
    declare("sum");
    text.write("0;");
    text.loop('k', of.length);
    text.statement("sum += ");
    values.element(here().a, of.element());
    text.write(";");
    text.end_loops(inside);
    result({{'i', 1, of.count}});
    text.write("sum;");
    text.close(outside);
  }
  /// By the record's loop or, without one, by its function.
  constexpr void of_each_line() {
    vectors const of = along_axis();
    bool const of_each_element = is_normalization(here().code);
    bool const has_constants = !how().c_loop.constants.empty();
    std::uint32_t const outside = begin();
    text.loop('i', of.count);
    if (has_constants) text.open();
    declare_constants(of);
    std::uint32_t const inside = text.depth;
    if (of_each_element) text.loop('k', of.length);
    result(of_each_element ? of.element() : c_index{{'i', 1, of.count}});
    pattern(how().c_loop.value, of);
    if (how().c_loop.value.empty()) {
      text.write(how().c99.name);
      pattern(of_each_element ? "(#, k)" : "(#)", of);
    }
    text.write(";");
    text.end_loops(inside);
    if (has_constants) text.close(outside);
    text.end_loops(outside);
  }
  /// Σₖ yₖ·(logsumexp(z) − zₖ); a class with y = 0 counts nothing, whatever its logit.
  constexpr void cross_entropy() {
    std::uint32_t const length = shape_of(here().a).size();
    vectors const of{1, length, length, 1};
    std::uint32_t const outside = begin();
    text.open();
    std::uint32_t const inside = text.depth;
    declare_constants(of);
    declare("sum");
    text.write("0;");
    text.loop('k', length);
    text.statement("if (");
    values.element(here().b, of.element());
    text.write(" != 0) sum += ");
    values.element(here().b, of.element());
    text.write(" * (log_sum - (");
    values.element(here().a, of.element());
    text.write(" - shift));");
    text.end_loops(inside);
    result({});
    text.write("sum;");
    text.close(outside);
  }
};

}  // namespace show
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
