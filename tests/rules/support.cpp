// SPDX-License-Identifier: BSL-1.0
#include "tapeless/rules/support.hpp"

#include "tapeless/rules/simplifier.hpp"

#include <boost/test/unit_test.hpp>

// tests/laws/structural_zeros.cpp checks what the derivatives make of it.
namespace rules_support_test {

namespace tl = tapeless;
using tl::op;
using tl::graph::id;
using tl::graph::none;
using tl::rules::simplifier;

struct fixture {
  simplifier b;
  id v = b.leaf(tl::leaf_kind::parameter, tl::name("v"), {3, 1});
  id w = b.leaf(tl::leaf_kind::parameter, tl::name("w"), {3, 1});
  id s = b.leaf(tl::leaf_kind::scalar, tl::name("s"), {});
  id zero = b.constant(0);
  id one = b.constant(1);
  id chosen = b.apply(op::select, s, v, zero);
  id padded = b.pad(v, 1, 0, {5, 1});
  id five = b.pad(b.broadcast(one, {3, 1}), 1, 0, {5, 1});

  id mask(id x) { return tl::rules::support<simplifier>(b).of(x); }
  id where_s(id yes, id no) { return b.apply(op::select, s, yes, no); }
};

}  // namespace rules_support_test

BOOST_AUTO_TEST_SUITE(rules_support)

using namespace rules_support_test;

BOOST_FIXTURE_TEST_CASE(numbers_that_are_computed_say_nothing, fixture) {
  for (id const each : {v, s, b.constant(2), b.apply(op::exp, v), b.apply(op::maximum, v, zero), b.apply(op::add, v, w),
                        b.apply(op::select, s, v, w), b.apply(op::transpose, v), b.apply(op::multiply, v, w)})
    BOOST_TEST(mask(each) == none);
}
BOOST_FIXTURE_TEST_CASE(a_zero_and_a_choice_of_zero_are_zero, fixture) {
  BOOST_TEST(mask(zero) == zero);
  BOOST_TEST(mask(chosen) == where_s(one, zero));
  BOOST_TEST(mask(b.apply(op::select, s, zero, v)) == where_s(zero, one));
}
BOOST_FIXTURE_TEST_CASE(a_factor_that_is_zero_makes_a_product_zero, fixture) {
  for (id const each : {b.apply(op::multiply, chosen, w), b.apply(op::multiply, w, chosen),
                        b.apply(op::divide, chosen, w), b.apply(op::xdivy, chosen, w), b.apply(op::negate, chosen)})
    BOOST_TEST(mask(each) == where_s(one, zero));
  BOOST_TEST(mask(b.apply(op::divide, w, chosen)) == none);
  id const other = b.apply(op::select, w, v, zero);
  BOOST_TEST(mask(b.apply(op::multiply, chosen, other)) ==
             b.apply(op::minimum, where_s(one, zero), b.apply(op::select, w, one, zero)));
}
BOOST_FIXTURE_TEST_CASE(a_sum_is_zero_where_both_terms_are, fixture) {
  id const other = b.apply(op::select, w, v, zero);
  id const either = b.apply(op::maximum, where_s(one, zero), b.apply(op::select, w, one, zero));
  BOOST_TEST(mask(b.apply(op::add, chosen, other)) == either);
  BOOST_TEST(mask(b.apply(op::subtract, chosen, other)) == either);
  BOOST_TEST(mask(b.apply(op::subtract, chosen, w)) == none);
  BOOST_TEST(mask(b.apply(op::subtract, w, chosen)) == none);
}
BOOST_FIXTURE_TEST_CASE(a_mask_moves_with_what_it_belongs_to, fixture) {
  BOOST_TEST(mask(padded) == five);
  BOOST_TEST(mask(b.apply(op::transpose, padded)) == b.apply(op::transpose, five));
  BOOST_TEST(mask(b.slice(padded, 0, 0, {2, 1})) == b.slice(five, 0, 0, {2, 1}));
  BOOST_TEST(mask(b.apply(op::diagonal_matrix, v)) == b.apply(op::diagonal_matrix, b.broadcast(one, {3, 1})));
  BOOST_TEST(mask(b.concatenate(v, padded, 0)) == b.concatenate(b.broadcast(one, {3, 1}), five, 0));
  BOOST_TEST(mask(b.concatenate(padded, v, 0)) == b.concatenate(five, b.broadcast(one, {3, 1}), 0));
  BOOST_TEST(mask(b.concatenate(v, w, 0)) == none);
}
BOOST_FIXTURE_TEST_CASE(a_choice_for_each_sample_moves_for_each_sample, fixture) {
  id const x = b.within_batch(4, [&] { return b.leaf(tl::leaf_kind::input, tl::name("x"), {}); });
  id const moved = b.pad(b.apply(op::select, x, v, zero), 1, 0, {5, 1});
  BOOST_TEST((b[mask(moved)].shape == tl::extents{5, 1, 4}));
  BOOST_TEST((b[mask(b.pad(chosen, 1, 0, {5, 1}))].shape == tl::extents{5, 1}));
}
BOOST_FIXTURE_TEST_CASE(zero_is_zero_however_often_it_is_repeated, fixture) {
  BOOST_TEST(tl::rules::is_zero(b, zero));
  BOOST_TEST(tl::rules::is_zero(b, b.broadcast(zero, {3, 2})));
  BOOST_TEST(!tl::rules::is_zero(b, one));
  BOOST_TEST(!tl::rules::is_zero(b, b.broadcast(one, {3, 2})));
  BOOST_TEST(!tl::rules::is_zero(b, v));
}

BOOST_AUTO_TEST_SUITE_END()
