// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/show/c/loops.hpp"

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace show {

/// Operations that only move numbers.
template <class Sink>
class c_movement : c_loops<Sink> {
public:
  using c_loops<Sink>::c_loops;

  constexpr void write() {
    node const& n = here();
    extents const from = shape_of(n.a);
    extents const to = n.shape;
    std::uint32_t const size = to.size();
    switch (n.code) {
    case op::transpose:
      return move(to.rows, to.columns, in_rows(to, to.columns), n.a,
                  {{'i', 1, to.rows}, {'j', from.columns, to.columns}});
    case op::slice:
      return move(to.rows, to.columns, in_rows(to, to.columns), n.a,
                  in_rows(to, from.columns, n.row() * from.columns + n.column()));
    case op::pad:
      clear();
      return move(from.rows, from.columns, in_rows(from, to.columns, n.row() * to.columns + n.column()), n.a,
                  in_rows(from, from.columns));
    case op::concatenate: return concatenate();
    case op::diagonal: return move(to.rows, 1, {{'i', 1, to.rows}}, n.a, {{'i', from.columns + 1, to.rows}});
    case op::diagonal_matrix:
      clear();
      return move(from.rows, 1, {{'i', to.columns + 1, from.rows}}, n.a, {{'i', 1, from.rows}});
    case op::repeat:
      return move(to.rows, to.columns, in_rows(to, to.columns), n.a, {{'i', 1, from.rows}, {'j', 1, from.columns}});
    default:
      return move(size, 1, {{'i', 1, size}}, n.a, {{'i', 1, size}});  // reshape: the elements stay where they are
    }
  }

private:
  using base = c_loops<Sink>;
  using base::begin;
  using base::here;
  using base::result;
  using base::shape_of;
  using base::text;
  using base::values;

  /// result[to] = operand[from] for all rows i and columns j.
  constexpr void move(std::uint32_t rows, std::uint32_t columns, c_index const& to, id operand, c_index const& from) {
    std::uint32_t const outside = begin();
    text.loop('i', rows);
    text.loop('j', columns);
    result(to);
    if (operand == none)
      text.write("0");
    else
      values.element(operand, from);
    text.write(";");
    text.end_loops(outside);
  }
  constexpr c_index in_rows(extents block, std::uint32_t width, std::uint32_t offset = 0) const {
    return {{'i', width, block.rows}, {'j', 1, block.columns}, offset};
  }
  constexpr void clear() {
    std::uint32_t const size = here().shape.size();
    move(size, 1, {{'i', 1, size}}, none, {});
  }
  constexpr void concatenate() {
    node const& n = here();
    extents const first = shape_of(n.a);
    extents const second = shape_of(n.b);
    std::uint32_t const width = n.shape.columns;
    move(first.rows, first.columns, in_rows(first, width), n.a, in_rows(first, first.columns));
    move(second.rows, second.columns, in_rows(second, width, n.axis() == 0 ? first.size() : first.columns), n.b,
         in_rows(second, second.columns));
  }
};

}  // namespace show
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
