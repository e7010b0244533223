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
    switch (here().code) {
    case op::sum: return sum();
    case op::max: return by_function("largest");
    case op::norm: return by_function("norm");
    case op::logsumexp: return logsumexp();
    case op::softmax_cross_entropy: return cross_entropy();
    case op::softmax:
    case op::log_softmax: return normalization();
    default: return is_reduction(here().code) ? by_function(c_function_of(here().code).name) : by_element();
    }
  }

private:
  using base = c_loops<Sink>;
  using base::begin;
  using base::declare;
  using base::here;
  using base::math_function;
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
  constexpr void declare_shift(vectors const& of) {
    declare("const shift");
    text.write("shift_of(");
    vector(of);
    text.write(");");
  }
  constexpr void sum_of_exp(vectors const& of) {
    text.write("sum_of_exp(");
    vector(of);
    text.write(", shift)");
  }
  /// What softmax divides by: 1 where all numbers are −∞.
  constexpr void declare_divisor(vectors const& of) {
    declare("const total");
    sum_of_exp(of);
    text.write(";");
    declare("const divisor");
    text.write("total < 1 ? 1 : total;");
  }
  constexpr void declare_log_sum(vectors const& of) {
    declare_divisor(of);
    declare("const log_sum");
    math_function("log");
    text.write("divisor);");
  }

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
  constexpr void by_function(std::string_view call) {
    vectors const of = along_axis();
    std::uint32_t const outside = begin();
    text.loop('i', of.count);
    result({{'i', 1, of.count}});
    text.write(call);
    text.write("(");
    vector(of);
    text.write(");");
    text.end_loops(outside);
  }
  /// Element k of a line, by the record's function.
  constexpr void by_element() {
    vectors const of = along_axis();
    std::uint32_t const outside = begin();
    text.loop('i', of.count);
    text.loop('k', of.length);
    result(of.element());
    text.write(c_function_of(here().code).name);
    text.write("(");
    vector(of);
    text.write(", k);");
    text.end_loops(outside);
  }
  constexpr void logsumexp() {
    vectors const of = along_axis();
    std::uint32_t const outside = begin();
    text.loop('i', of.count);
    text.open();
    declare_shift(of);
    result({{'i', 1, of.count}});
    text.write("shift + ");
    math_function("log");
    sum_of_exp(of);
    text.write(");");
    text.close(outside);
  }
  constexpr void normalization() {
    vectors const of = along_axis();
    bool const is_softmax = here().code == op::softmax;
    std::uint32_t const outside = begin();
    text.loop('i', of.count);
    text.open();
    declare_shift(of);
    if (is_softmax) {
      declare_divisor(of);
    } else {
      declare_log_sum(of);
    }
    std::uint32_t const inside = text.depth;
    text.loop('k', of.length);
    result(of.element());
    if (is_softmax) math_function("exp");
    values.element(here().a, of.element());
    text.write(is_softmax ? " - shift) / divisor;" : " - shift - log_sum;");
    text.end_loops(inside);
    text.close(outside);
  }
  /// Σₖ yₖ·(logsumexp(z) − zₖ); a class with y = 0 counts nothing, whatever its logit.
  constexpr void cross_entropy() {
    std::uint32_t const length = shape_of(here().a).size();
    vectors const of{1, length, length, 1};
    std::uint32_t const outside = begin();
    text.open();
    std::uint32_t const inside = text.depth;
    declare_shift(of);
    declare_log_sum(of);
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
