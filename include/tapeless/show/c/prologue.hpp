// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/show/c/values.hpp"

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace show {

/// The definitions of the functions that the program calls and <math.h> has not, and the declarations of the user's.
template <class Sink>
class c_prologue {
public:
  constexpr c_prologue(c_plan const& what, c_scope const& names, c_lines<Sink>& out)
      : plan(what), scope(names), text(out) {}

  constexpr void write() {
    for (id v = 0; v < plan.formulas.node_count; ++v)
      if (is_primitive(plan.formulas[v]) && is_first_of_its_primitive(v)) declare(plan.formulas[v]);
    bool const sums = is_used(op::logsumexp) || is_used(op::softmax) || is_used(op::log_softmax) ||
                      is_used(op::softmax_cross_entropy);
    if (sums || is_used(op::max)) definition(c_largest);
    if (sums) definition(c_sum_of_exp);
    if (is_used(op::norm)) definition(c_norm);
    for (std::size_t code = 0; code < ops::count; ++code)
      if (c_function const& each = c_function_of(static_cast<op>(code));
          !each.definition.empty() && is_used(static_cast<op>(code)))
        definition(each.definition);
  }

private:
  static constexpr bool is_primitive(node const& n) {
    return n.code == op::unary_primitive || n.code == op::binary_primitive;
  }
  constexpr bool is_used(op code) const {
    for (id v = 0; v < plan.formulas.node_count; ++v)
      if (plan.formulas[v].code == code) return true;
    return false;
  }
  constexpr bool is_first_of_its_primitive(id v) const {
    for (id earlier = 0; earlier < v; ++earlier)
      if (is_primitive(plan.formulas[earlier]) && plan.formulas[earlier].primitive() == plan.formulas[v].primitive())
        return false;
    return true;
  }
  constexpr void declare(node const& n) {
    std::string_view const type = plan.is_float ? "float" : "double";
    text.write("\nextern ");
    text.write(type);
    text.write(" ");
    text.write(scope.primitive(n.primitive()));
    text.write("(");
    text.write(type);
    if (n.code == op::binary_primitive) {
      text.write(", ");
      text.write(type);
    }
    text.write(");\n");
  }
  constexpr void definition(std::string_view pattern) {
    text.sink('\n');
    for (char const character : pattern) {
      if (character == '$')
        text.write(plan.is_float ? "float" : "double");
      else if (character != '@')
        text.sink(character);
      else if (plan.is_float)
        text.sink('f');
    }
  }

  c_plan const& plan;
  c_scope const& scope;
  c_lines<Sink>& text;
};

}  // namespace show
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
