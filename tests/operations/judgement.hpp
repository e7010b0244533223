// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "row.hpp"

#include <set>

namespace operations {

/// What is checked of an operation: the columns of the table.
enum column { by_formula, forward, reverse, second_order, in_double, in_float, at_kinks, columns };
inline constexpr char const* column_names[]{"formula", "forward", "reverse", "second", "double", "float", "kinks"};

/// One check: the largest relative difference found, how many numbers were compared, and what was wrong first.
struct cell {
  double worst = 0;
  std::uint32_t compared = 0;
  std::string wrong{};

  bool is_empty() const { return compared == 0; }
  bool passes() const { return compared != 0 && wrong.empty(); }
  void fail(std::string const& why) {
    if (wrong.empty()) wrong = why;
  }
};
struct judgement {
  cell of[columns]{};
  bool is_smooth = false;            ///< has no kink
  std::set<tapeless::op> reached{};  ///< the operations of the graphs

  bool passes(column which) const { return of[which].passes() || (which == at_kinks && is_smooth); }
};

/// Everything that the table says about a row, checked.
judgement judge(row const& claimed);

}  // namespace operations
