// SPDX-License-Identifier: BSL-1.0
#include "tapeless/plan/readers.hpp"

#include "tapeless/expr/arithmetic.hpp"
#include "tapeless/expr/batch.hpp"
#include "tapeless/expr/function.hpp"
#include "tapeless/expr/reduction.hpp"
#include "tapeless/plan/plan.hpp"

#include <boost/test/unit_test.hpp>

#include <vector>

namespace plan_readers_test {

namespace tl = tapeless;
using tl::graph::id;
constexpr auto W = tl::parameter<"W", 3, 4>;
constexpr auto b = tl::parameter<"b", 3>;
constexpr auto x = tl::input<"x", 4>;
constexpr auto X = tl::input<"X", 2, 3>;
constexpr auto y = tl::label<"y", 3>;
constexpr auto layer = tanh(W * x + b);
constexpr auto doubled_layer = 2 * layer;
constexpr auto leaves = tl::batch<4>(sum(X) * y % b);

template <auto const&... Outputs>
using planned = tl::plan::planned<tl::rules::listed<Outputs...>>;

struct reading {
  tl::name leaf;
  bool at_other_positions;
  bool operator==(reading const&) const = default;
};

/// What the group of the first output reads, and how many nodes it has and stores.
template <class Plan>
struct group_of {
  tl::graph::view g = tl::graph::view_of(Plan::graph);
  id root = Plan::graph.outputs[0];
  std::uint32_t members = 0, stored = 0;
  std::vector<reading> read;
  bool is_in_order = true;

  group_of() {
    id last = 0;
    Plan::read.for_members(root, [&](id member) {
      is_in_order = is_in_order && (members == 0 || last < member);
      last = member;
      ++members;
    });
    Plan::read.for_stored(root, [&](id) { ++stored; });
    Plan::read.for_inputs(root, [&](id used, bool elsewhere) {
      if (g[used].code == tl::op::leaf) read.push_back({g.leaves[g[used].leaf].identifier, elsewhere});
    });
  }
};

/// Whether the leaf is read where it is bound.
template <class Plan>
bool is_bound(tl::name const& leaf, tl::plan::layout how = tl::plan::layout::feature_minor) {
  tl::graph::view const g = tl::graph::view_of(Plan::graph);
  for (id v = 0; v < Plan::nodes; ++v)
    if (g[v].code == tl::op::leaf && g.leaves[g[v].leaf].identifier == leaf)
      return tl::plan::is_bound_in_place(g, g[v], how);
  BOOST_FAIL("no such leaf");
  return false;
}

}  // namespace plan_readers_test

BOOST_AUTO_TEST_SUITE(plan_readers)

using namespace plan_readers_test;

BOOST_AUTO_TEST_CASE(a_product_reads_its_operands_elsewhere_and_what_is_added_where_it_writes) {
  group_of<planned<layer>> const group;
  std::vector<reading> const expected{{W.identifier, true}, {x.identifier, true}, {b.identifier, false}};
  BOOST_TEST((group.read == expected));
  BOOST_TEST(group.members >= 2U);  // the product and its function
  BOOST_TEST(group.is_in_order);
  BOOST_TEST(group.stored == 1U);
}

BOOST_AUTO_TEST_CASE(a_group_stores_each_result_that_somebody_wants_and_its_other_members_are_no_groups) {
  using plan = planned<layer, doubled_layer>;
  group_of<plan> const group;
  BOOST_TEST(group.stored == 0U);  // the first output is a member of the second's group
  std::vector<id> stored;
  plan::read.for_stored(plan::graph.outputs[1], [&](id each) { stored.push_back(each); });
  BOOST_TEST((stored == std::vector{plan::graph.outputs[0], plan::graph.outputs[1]}));
  BOOST_TEST((group.members == 0U && group.read.empty()));
}

BOOST_AUTO_TEST_CASE(labels_matrices_and_batches_number_after_number_are_not_read_where_they_are_bound) {
  using plan = planned<leaves>;
  BOOST_TEST(is_bound<plan>(b.identifier));
  BOOST_TEST(!is_bound<plan>(X.identifier));
  BOOST_TEST(!is_bound<plan>(y.identifier));
  BOOST_TEST(is_bound<planned<layer>>(x.identifier));
  using tl::plan::layout;
  constexpr static auto doubled = tl::batch<4>(2 * x);
  BOOST_TEST(is_bound<planned<doubled>>(x.identifier));
  BOOST_TEST(!is_bound<planned<doubled>>(x.identifier, layout::batch_minor));
}

BOOST_AUTO_TEST_SUITE_END()
