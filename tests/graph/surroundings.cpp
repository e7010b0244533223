// SPDX-License-Identifier: BSL-1.0
#include "tapeless/graph/surroundings.hpp"

#include "tapeless/graph/plain_builder.hpp"

namespace {
namespace graph_surroundings_test {

namespace tl = tapeless;

consteval bool a_replacement_ends_with_its_scope() {
  tl::graph::plain_builder b;
  tl::graph::id const seven = b.constant(7);
  tl::graph::id inside = tl::graph::none;
  b.with_replacement(42, seven, [&] { return inside = b.recall(42); });
  return inside == seven && b.recall(42) == tl::graph::none;
}
consteval bool a_replacement_says_whether_it_was_met() {
  tl::graph::plain_builder b;
  tl::graph::id const seven = b.constant(7);
  b.with_replacement(42, seven, [&] { return b.recall(42); });
  bool const first = b.met_what_was_replaced();
  b.with_replacement(42, seven, [&] { return b.with_replacement(43, seven, [&] { return b.recall(43); }); });
  return first && !b.met_what_was_replaced();
}
consteval bool a_replacement_may_be_another_where_it_stands_frozen() {
  tl::graph::plain_builder b;
  tl::graph::id const seven = b.constant(7);
  tl::graph::id const eight = b.constant(8);
  tl::graph::id free = tl::graph::none;
  tl::graph::id const frozen = b.with_replacement(42, seven, eight, [&] {
    free = b.recall(42);
    return b.within_freeze([&] { return b.recall(42); });
  });
  return free == seven && frozen == eight && b.met_free_what_was_replaced() && b.met_frozen_what_was_replaced();
}
static_assert(a_replacement_may_be_another_where_it_stands_frozen());
static_assert(a_replacement_says_whether_it_was_met());
static_assert(a_replacement_ends_with_its_scope());

/// Each kind of surroundings is one of its own, for what was met before too, and it ends.
template <class Within>
consteval bool is_of_its_own(Within const& within) {
  tl::graph::plain_builder b;
  tl::graph::id const seven = b.constant(7);
  b.remember(42, seven);
  bool was_known = true;
  within(b, [&] {
    was_known = b.recall(42) != tl::graph::none;
    return seven;
  });
  return !was_known && b.recall(42) == seven;
}
static_assert(is_of_its_own([](auto& b, auto const& lower) { b.within_batch(3, lower); }));
static_assert(is_of_its_own([](auto& b, auto const& lower) { b.within_mode(true, lower); }));
static_assert(is_of_its_own([](auto& b, auto const& lower) { b.within_freeze(lower); }));
static_assert(is_of_its_own([](auto& b, auto const& lower) { b.with_replacement(43, 0, lower); }));

}  // namespace graph_surroundings_test
}  // namespace
