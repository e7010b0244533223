// SPDX-License-Identifier: BSL-1.0
#include "tapeless/train/unread_change.hpp"

#include "ten_steps.hpp"

namespace {
namespace train_unread_change_test {

/// Whether the elements are in an order in which each does something.
template <class... Elements>
constexpr bool in_order = [] {
  using source = tapeless::train::update_of<ten_steps::loss, tapeless::optimizer::chain<Elements...>>;
  using enum tapeless::graph::problem_kind;
  constexpr auto found = tapeless::rules::lowered<source>.found.kind;
  static_assert(found == nothing || found == element_behind_its_optimizer);
  return found == nothing;
}();

using namespace tapeless::optimizer;
using ten_steps::skip_large;
using of_w = tapeless::group::leaves<ten_steps::w>;
using rest = tapeless::group::except<of_w>;
using fixed = freeze<of_w>;
static_assert(in_order<fixed, momentum> && !in_order<momentum, fixed>);
static_assert(in_order<clip_by_norm, fixed, momentum, decoupled_weight_decay>);
static_assert(!in_order<momentum, fixed, decoupled_weight_decay> && !in_order<momentum, chain<fixed>>);
static_assert(in_order<only<rest, momentum>, fixed, average_weights> && !in_order<only<of_w, sgd>, fixed>);
static_assert(in_order<chain<clip_by_global_norm>, l2_penalty, adam, average_weights>);
static_assert(!in_order<adam, clip_by_global_norm> && !in_order<sgd, l2_penalty, average_weights>);
static_assert(in_order<accumulate<2>, adam> && in_order<adam, accumulate<2>, average_weights>);
static_assert(!in_order<adam, accumulate<2>> && !in_order<adam, only<rest, clip_by_value>>);
static_assert(in_order<skip_large, sgd> && in_order<l1_penalty, skip_large, sgd> && !in_order<sgd, skip_large>);

// of a change that is noted
constexpr auto noted = []<class... Elements>(Elements...) {
  tapeless::train::unread_change unread;
  (unread.note<Elements>(), ...);
  return unread.element();
};
template <class Element>
constexpr auto name_of = tapeless::name::ending(tapeless::meta::type_name<Element>());
static_assert(noted(sgd{}) == tapeless::name{} && noted(l2_penalty{}) == name_of<l2_penalty>);
static_assert(noted(l2_penalty{}, sgd{}) == tapeless::name{});
static_assert(noted(l2_penalty{}, average_weights{}) == name_of<l2_penalty>);  // which reads no gradient
static_assert(noted(skip_large{}, average_weights{}) == tapeless::name{});

}  // namespace train_unread_change_test
}  // namespace
