// SPDX-License-Identifier: BSL-1.0
#include "tapeless/expr/leaf.hpp"

#include "../in_graph.hpp"
#include "tapeless/expr/operation.hpp"

#include <boost/test/unit_test.hpp>

namespace expr_leaf_test {

namespace tl = tapeless;
using tl::extents;
static_assert(decltype(tl::input<"x">)::shape == extents{} && decltype(tl::input<"x", 4>)::shape == extents{4, 1} &&
              decltype(tl::input<"x", 4, 3>)::shape == extents{4, 3});
static_assert(decltype(tl::label<"y", 10>)::shape == extents{10, 1} && decltype(tl::scalar<"a">)::shape == extents{});
static_assert(decltype(tl::parameter<"W", 2, 3>)::shape == extents{2, 3} &&
              decltype(tl::state<"m", 2>)::shape == extents{2, 1});
static_assert(decltype(tl::input<"x">)::per_sample && decltype(tl::label<"y", 2>)::per_sample &&
              !decltype(tl::scalar<"a">)::per_sample);
static_assert(!decltype(tl::parameter<"W">)::per_sample && !decltype(tl::state<"m">)::per_sample);
static_assert(tl::leaf_expression<decltype(tl::input<"x">)> && !tl::leaf_expression<tl::number>);
static_assert(std::is_empty_v<decltype(tl::input<"x", 4>)>);

constexpr tl::scoped_leaf<tl::leaf_kind::parameter, extents{3, 2}> first(tl::name("net.0", "weight"));
constexpr tl::scoped_leaf<tl::leaf_kind::parameter, extents{3, 2}> second(tl::name("net.1", "weight"));

}  // namespace expr_leaf_test

BOOST_AUTO_TEST_SUITE(expr_leaf)

using namespace expr_leaf_test;

BOOST_AUTO_TEST_CASE(equal_name_kind_and_shape_is_the_same_leaf) {
  BOOST_TEST(in_graph::same(tl::input<"x", 4>, tl::input<"x", 4>));
  BOOST_TEST(!in_graph::same(tl::input<"x", 4>, tl::input<"z", 4>));
}
BOOST_AUTO_TEST_CASE(name_kind_and_shape_make_the_fingerprint) {
  constexpr auto of = [](auto const& leaf) { return leaf.fingerprint; };
  BOOST_TEST(of(tl::input<"x", 4>) != of(tl::input<"z", 4>));
  BOOST_TEST(of(tl::parameter<"x", 4>) != of(tl::state<"x", 4>));
  BOOST_TEST(of(tl::parameter<"x", 4, 2>) != of(tl::parameter<"x", 2, 4>));
}
BOOST_AUTO_TEST_CASE(a_layer_s_leaf_is_the_leaf_of_its_full_name) {
  BOOST_TEST(in_graph::same(first, tl::parameter<"net.0.weight", 3, 2>));
  BOOST_TEST(first.fingerprint == (tl::parameter<"net.0.weight", 3, 2>.fingerprint));
  BOOST_TEST(!in_graph::same(first, second));
}

BOOST_AUTO_TEST_SUITE_END()
