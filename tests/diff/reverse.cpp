// SPDX-License-Identifier: BSL-1.0
#include "tapeless/diff/reverse.hpp"

#include "tapeless/graph/plain_builder.hpp"
#include "tapeless/rules/simplifier.hpp"

#include <boost/test/unit_test.hpp>

namespace diff_reverse_test {

namespace tl = tapeless;
using tl::op;
using tl::graph::id;
using tl::graph::none;

template <class Test>
consteval bool with_simplifier(Test const& test) {
  tl::rules::simplifier b;
  return test(b);
}
constexpr auto fit_sums_what_was_repeated = [](auto& b) {
  id const wide = b.leaf(tl::leaf_kind::parameter, tl::name("W"), {2, 3});
  id const narrow = tl::diff::fit(b, wide, {});
  return b[narrow].code == op::sum && b[narrow].shape == tl::extents{};
};
constexpr auto fit_sums_over_the_samples = [](auto& b) {
  id const batched = b.within_batch(4, [&] { return b.leaf(tl::leaf_kind::input, tl::name("x"), {2, 1}); });
  id const shared = tl::diff::fit(b, batched, {2, 1});
  return b[shared].code == op::batch_sum && b[shared].shape == tl::extents{2, 1};
};
constexpr auto fit_repeats_what_was_summed = [](auto& b) {
  id const wide = tl::diff::fit(b, b.constant(1), {2, 3});
  return b[wide].code == op::broadcast && b[wide].shape == tl::extents{2, 3};
};
constexpr auto the_sweep_skips_what_no_leaf_reaches = [](auto& b) {
  id const leaf = b.leaf(tl::leaf_kind::input, tl::name("x"), {2, 1});
  id const label = b.leaf(tl::leaf_kind::label, tl::name("y"), {2, 1});
  id const used = b.apply(op::exp, label);
  id const root = b.apply(op::sum, b.apply(op::multiply, leaf, used));
  tl::meta::list<id> adjoint;
  tl::diff::sweep(b, root, adjoint);
  return adjoint[leaf] == used && adjoint[used] == none && adjoint[label] == none;
};
constexpr auto a_second_target_costs_no_second_sweep = [](auto& b) {
  id const first = b.leaf(tl::leaf_kind::input, tl::name("u"), {});
  id const second = b.leaf(tl::leaf_kind::input, tl::name("v"), {});
  id const root = b.apply(op::tanh, b.apply(op::multiply, first, second));
  tl::diff::adjoint_of(b, root, first);
  id const nodes = b.size();
  tl::diff::adjoint_of(b, root, second);
  return b.size() == nodes;
};

}  // namespace diff_reverse_test

BOOST_AUTO_TEST_SUITE(diff_reverse)

using namespace diff_reverse_test;

BOOST_AUTO_TEST_CASE(an_adjoint_is_brought_to_the_shape_of_its_node) {
  BOOST_TEST(with_simplifier(fit_sums_what_was_repeated));
  BOOST_TEST(with_simplifier(fit_sums_over_the_samples));
  BOOST_TEST(with_simplifier(fit_repeats_what_was_summed));
}
BOOST_AUTO_TEST_CASE(labels_and_what_depends_on_them_alone_have_no_adjoint) {
  BOOST_TEST(with_simplifier(the_sweep_skips_what_no_leaf_reaches));
}
BOOST_AUTO_TEST_CASE(one_sweep_serves_all_targets) {
  BOOST_TEST(with_simplifier(a_second_target_costs_no_second_sweep));
}

BOOST_AUTO_TEST_SUITE_END()
