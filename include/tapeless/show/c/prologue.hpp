// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/show/c/values.hpp"

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace show {

/// The definitions of the functions that the program calls and <math.h> has not, and the declarations of the user's.
class c_prologue : c_part {
  template <class Visit>
  constexpr void for_used(Visit const& visit) const {
    for (std::size_t code = 0; code < ops::count; ++code)
      if (is_used(static_cast<op>(code))) visit(static_cast<op>(code));
  }

public:
  using c_part::c_part;

  constexpr void write() {
    for (id v = 0; v < plan.formulas.node_count; ++v)
      if (is_user_primitive(plan.formulas[v].code) && is_first_of_its_primitive(v)) declare(plan.formulas[v]);
    for_used([&](op code) {
      share(c_function_of(code).needs);
      share(c_function_of(code).needs_then);
    });
    for_used([&](op code) { definition(c_function_of(code).definition); });
  }

private:
  /// A definition that several operations need, once.
  constexpr void share(std::string_view text_of_it) {
    for (std::string_view const each : shared)
      if (each == text_of_it) return;
    shared[shared_count++] = text_of_it;
    definition(text_of_it);
  }
  constexpr bool is_used(op code) const {
    for (id v = 0; v < plan.formulas.node_count; ++v)
      if (plan.formulas[v].code == code) return true;
    return false;
  }
  constexpr bool is_first_of_its_primitive(id v) const {
    for (id earlier = 0; earlier < v; ++earlier)
      if (is_user_primitive(plan.formulas[earlier].code) &&
          plan.formulas[earlier].primitive() == plan.formulas[v].primitive())
        return false;
    return true;
  }
  constexpr void declare(node const& n) {
    bool const is_binary = n.code == op::binary_primitive;
    put("\nextern ", type(), ' ', scope.primitive(n.primitive()), '(', type(), is_binary ? ", " : "",
        is_binary ? type() : "", ");\n");
  }
  constexpr void definition(std::string_view text_of_it) {
    if (!text_of_it.empty()) put('\n', [&] { pattern(text_of_it); });
  }

  std::array<std::string_view, ops::count> shared{};  ///< definitions that are written
  std::uint32_t shared_count = 0;
};

}  // namespace show
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
