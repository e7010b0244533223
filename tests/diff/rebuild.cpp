// SPDX-License-Identifier: BSL-1.0
#include "tapeless/diff/rebuild.hpp"

#include "tapeless/rules/simplifier.hpp"

#include <boost/test/unit_test.hpp>

namespace diff_rebuild_test {

namespace tl = tapeless;
using tl::op;
using tl::graph::id;

consteval bool a_leaf_is_replaced() {
  tl::rules::simplifier b;
  id const fresh = b.placeholder({2, 1});
  id const other = b.leaf(tl::leaf_kind::input, tl::name("x"), {2, 1});
  id const root = b.apply(op::sum, b.apply(op::exp, fresh));
  return tl::diff::substitute(b, root, fresh, other) == b.apply(op::sum, b.apply(op::exp, other));
}
consteval bool what_does_not_hold_the_leaf_stays() {
  tl::rules::simplifier b;
  id const fresh = b.placeholder({2, 1});
  id const root = b.apply(op::sum, b.leaf(tl::leaf_kind::input, tl::name("x"), {2, 1}));
  id const nodes = b.size();
  return tl::diff::substitute(b, root, fresh, b.constant(3)) == root && b.size() == nodes + 1;
}
consteval bool the_laws_apply_again() {
  tl::rules::simplifier b;
  id const fresh = b.placeholder({3, 1});
  id const logits = b.leaf(tl::leaf_kind::input, tl::name("z"), {3, 1});
  id const root = b.apply(op::log, fresh);
  return b[tl::diff::substitute(b, root, fresh, b.apply(op::softmax, logits))].code == op::log_softmax;
}
consteval bool vectorizing_gives_the_lowering_within_a_batch() {
  tl::rules::simplifier b;
  auto const lower = [&] {
    id const input = b.leaf(tl::leaf_kind::input, tl::name("x"), {2, 1});
    id const weight = b.leaf(tl::leaf_kind::parameter, tl::name("W"), {3, 2});
    return b.apply(op::tanh, b.product(weight, false, input, false));
  };
  id const one = lower();
  id const many = b.within_batch(4, lower);
  id const vectorized = tl::diff::vectorize(b, one, 4);
  return vectorized == many && b[vectorized].shape == tl::extents{3, 1, 4} && b[one].shape == tl::extents{3, 1};
}

}  // namespace diff_rebuild_test

BOOST_AUTO_TEST_SUITE(diff_rebuild)

using namespace diff_rebuild_test;

BOOST_AUTO_TEST_CASE(substitution_replaces_a_leaf_and_nothing_else) {
  BOOST_TEST(a_leaf_is_replaced());
  BOOST_TEST(what_does_not_hold_the_leaf_stays());
}
BOOST_AUTO_TEST_CASE(what_is_written_again_is_simplified_again) { BOOST_TEST(the_laws_apply_again()); }
BOOST_AUTO_TEST_CASE(vectorizing_a_sample_gives_the_batch) {
  BOOST_TEST(vectorizing_gives_the_lowering_within_a_batch());
}

BOOST_AUTO_TEST_SUITE_END()
