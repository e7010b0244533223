// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/meta/name.hpp"
#include "tapeless/meta/type_name.hpp"
#include "tapeless/train/chain_element.hpp"

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace train {

/// The last element of a chain whose change nothing has read yet: at the end it stands behind the optimizer that it was
/// meant for.
class unread_change {
public:
  /// What changes the gradient, or when the rest applies, is for the elements after it: of the first sort those that
  /// read a gradient, of the second all with a rule. An optimizer has done its work by itself. Asked of chains
  /// alone: an optimizer by itself takes no time for it.
  template <class Element>
  constexpr void note() {
    if constexpr (!is_optimizer_rule<Element>() &&
                  (changes_the_gradient<Element> || changes_nothing_at_times<Element>)) {
      unread = name::ending(meta::type_name<Element>());
      is_for_any_rule = changes_nothing_at_times<Element>;
    } else if (is_any()) {
      if (is_for_any_rule ? has_rule<Element> : reads_gradients<Element>()) unread = {};
    }
  }
  constexpr bool is_any() const { return unread.length != 0; }
  constexpr name const& element() const { return unread; }

private:
  name unread{};
  bool is_for_any_rule = false;
};

}  // namespace train
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
