// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/show/c/loops.hpp"
#include "tapeless/show/notation.hpp"

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
    ops::entry const& entry = ops::entry_of(n.code);
    ops::c_moves const moves =
        entry.moves(n.attributes(), n.shape, shape_of(n.a), n.b == none ? extents{} : shape_of(n.b));
    if (moves.clears) move({n.shape.size(), 1, {1, 0}, {}}, none);
    move(moves.first, n.a);
    if (n.b != none) move(moves.second, n.b);
  }

private:
  using base = c_loops<Sink>;
  using base::begin;
  using base::here;
  using base::result;
  using base::shape_of;
  using base::text;
  using base::values;

  /// result[to] = operand[from], or 0, for all rows i and columns j.
  constexpr void move(ops::c_block const& block, id operand) {
    std::uint32_t const outside = begin();
    text.loop('i', block.rows);
    text.loop('j', block.columns);
    result(index_of(block, block.to));
    if (operand == none)
      text.write("0");
    else
      values.element(operand, index_of(block, block.from));
    text.write(";");
    text.end_loops(outside);
  }
  /// A loop that does not move the place has no part in the index.
  static constexpr c_index index_of(ops::c_block const& block, ops::c_place const& place) {
    return {{'i', place.row_stride, place.row_stride == 0 ? 1 : block.rows},
            {'j', place.column_stride, place.column_stride == 0 ? 1 : block.columns},
            place.offset};
  }
};

}  // namespace show
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
