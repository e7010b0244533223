// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/show/c/loops.hpp"

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace show {

/// Says above a loop what it computes, where the loop does not read like a formula itself.
template <class Sink>
class c_comment : c_loops<Sink> {
public:
  using c_loops<Sink>::c_loops;

  constexpr void write() {
    if (is_elementwise(here().code) || here().code == op::constant) return;
    text.line("/* ");
    values.name_of(this->made);
    text.write(" = ");
    if (here().code == op::product)
      product();
    else
      call();
    text.write(" */");
  }

private:
  using base = c_loops<Sink>;
  using base::here;
  using base::scope;
  using base::shape_of;
  using base::text;
  using base::values;

  constexpr void product() {
    factor(here().a, here().left_transposed);
    text.write(" * ");
    factor(here().b, here().right_transposed);
  }
  constexpr void factor(id v, bool transposed) {
    if (transposed) text.write("transpose(");
    operand(v);
    if (transposed) text.write(")");
  }
  constexpr void operand(id v) {
    op const code = this->plan.formulas[v].code;
    if (code == op::batch_size || code == op::constant) return values.element(v, {});
    values.name_of(v);
  }
  constexpr void call() {
    text.write(function());
    text.write("(");
    if (here().code == op::leaf) {
      text.write(scope.leaf(here().leaf));
    } else if (here().code == op::batch_product_sum) {
      product();
    } else {
      operand(here().a);
      if (here().b != none) {
        text.write(", ");
        operand(here().b);
      }
    }
    text.write(")");
    along_axis();
  }
  constexpr std::string_view function() const {
    if (here().code == op::concatenate) return here().axis() == 0 ? "one_above_the_other" : "side_by_side";
    return ops::entry_of(here().code).c_name;
  }
  constexpr void along_axis() {
    op const code = here().code;
    if (ops::is_along_lines(code) && here().axis() != all_axes)
      text.write(here().axis() == 0 ? " of each column" : " of each row");
  }
};

}  // namespace show
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
