// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/show/c/values.hpp"

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace show {

/// What the loops of all operations have in common: the node they compute, and pieces of statements.
template <class Sink>
class c_loops {
public:
  constexpr c_loops(c_plan const& what, c_scope const& names, c_lines<Sink>& out, id node)
      : plan(what), scope(names), text(out), values(what, names, out), made(node) {}

protected:
  constexpr node const& here() const { return plan.formulas[made]; }
  constexpr extents shape_of(id v) const { return plan.formulas[v].shape; }

  /// `result[…] = ` and `operand[…]`.
  constexpr void result(c_index const& at, std::string_view assigned = " = ") {
    text.statement();
    values.element(made, at);
    text.write(assigned);
  }
  constexpr void declare(std::string_view name) {
    text.statement(values.type());
    text.write(" ");
    text.write(name);
    text.write(" = ");
  }
  constexpr std::uint32_t begin() {
    std::uint32_t const outside = text.depth;
    text.loop_over_samples(here().shape.is_batched());
    return outside;
  }

  c_plan const& plan;
  c_scope const& scope;
  c_lines<Sink>& text;
  c_values<Sink> values;
  id made;
};

}  // namespace show
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
