// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/show/c/loops.hpp"

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace show {

/// Functions of whole matrices, by the C function of the record: f(y, a, size) or f(y, a, b, size), where `size` has the rows and columns of
/// a and of b and the two numbers that the operation knows besides them. What is summed over the samples is added to y.
template <class Sink>
class c_matrix_function : c_loops<Sink> {
public:
  using c_loops<Sink>::c_loops;

  constexpr void write() {
    node const& n = here();
    bool const sums = ops::entry_of(n.code).sums_samples;
    if (sums) clear();
    std::uint32_t const outside = text.depth;
    text.loop_over_samples(sums || n.shape.is_batched());
    text.statement(ops::entry_of(n.code).c99.name);
    text.write("(");
    for (id const each : {made, n.a, n.b})
      if (each != none) {
        values.pointer(each, {});
        text.write(", ");
      }
    extents const left = shape_of(n.a);
    extents const right = n.b == none ? extents{} : shape_of(n.b);
    char before = '{';
    text.write("(int const[])");
    for (std::uint32_t const number :
         {left.rows, left.columns, right.rows, right.columns, row_of(n.detail), column_of(n.detail)}) {
      text.sink(before);
      if (before == ',') text.sink(' ');
      text.number(number);
      before = ',';
    }
    text.write("});");
    text.end_loops(outside);
  }

private:
  using base = c_loops<Sink>;
  using base::here;
  using base::made;
  using base::result;
  using base::shape_of;
  using base::text;
  using base::values;

  constexpr void clear() {
    std::uint32_t const outside = text.depth;
    text.loop('i', here().shape.size());
    result({{'i', 1, here().shape.size()}});
    text.write("0;");
    text.end_loops(outside);
  }
};

}  // namespace show
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
