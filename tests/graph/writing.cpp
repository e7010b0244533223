// SPDX-License-Identifier: BSL-1.0
#include "tapeless/graph/writing.hpp"

#include "tapeless/graph/plain_builder.hpp"

#include <boost/test/unit_test.hpp>

namespace graph_writing_test {

namespace tl = tapeless;
using tl::extents;
using tl::op;
using tl::graph::id;
using tl::graph::node;
using tl::graph::plain_builder;

struct leaves {
  plain_builder b{};
  id matrix = b.leaf(tl::leaf_kind::parameter, tl::name("A"), {2, 3});
  id row = b.leaf(tl::leaf_kind::parameter, tl::name("r"), {1, 3});
  id scalar = b.leaf(tl::leaf_kind::parameter, tl::name("s"), {});
  id sample = b.within_batch(4, [&] { return b.leaf(tl::leaf_kind::input, tl::name("x"), {2, 3}); });
};

/// A builder that counts what goes in: every way to write has to come through `build`.
struct counting : tl::graph::writing<counting> {
  std::uint32_t calls = 0;
  constexpr id build(node const& n) {
    ++calls;
    return insert(shaped(n));
  }
};
consteval std::uint32_t builds() {
  counting b;
  id const a = b.leaf(tl::leaf_kind::parameter, tl::name("A"), {2, 2});
  id const r = b.leaf(tl::leaf_kind::parameter, tl::name("r"), {1, 2});
  b.apply(op::exp, a);
  b.product(a, true, a, false);
  b.batch_product_sum(a, true, a, false);
  b.broadcast(b.constant(1), {2, 2});
  b.along(op::sum, 0, a);
  b.repeat(r, {2, 2});
  b.reshape(a, {4, 1});
  b.slice(a, 0, 0, {1, 1});
  b.pad(a, 1, 1, {3, 3});
  b.concatenate(a, a, 0);
  return b.calls;
}

}  // namespace graph_writing_test

BOOST_AUTO_TEST_SUITE(graph_writing)

using namespace graph_writing_test;

BOOST_AUTO_TEST_CASE(everything_is_written_through_build) { BOOST_TEST(builds() == 10u); }
BOOST_AUTO_TEST_CASE(what_is_written_says_where_and_along_what) {
  leaves of;
  node const down = of.b[of.b.along(op::sum, 0, of.matrix)];
  BOOST_TEST((down.shape == extents{1, 3}));
  BOOST_TEST(down.axis() == 0u);
  node const block = of.b[of.b.slice(of.matrix, 1, 2, {1, 1})];
  BOOST_TEST(block.row() == 1u);
  BOOST_TEST(block.column() == 2u);
  node const padded = of.b[of.b.pad(of.matrix, 3, 4, {7, 8})];
  BOOST_TEST((padded.shape == extents{7, 8}));
  BOOST_TEST(padded.row() == 3u);
  BOOST_TEST((of.b[of.b.concatenate(of.matrix, of.row, 0)].shape == extents{3, 3}));
  BOOST_TEST((of.b[of.b.product(of.matrix, true, of.matrix, false)].shape == extents{3, 3}));
}
BOOST_AUTO_TEST_CASE(a_repeat_leaves_a_scalar_and_what_has_the_shape_alone) {
  leaves of;
  BOOST_TEST(of.b.repeat(of.scalar, {2, 3}) == of.scalar);
  BOOST_TEST(of.b.repeat(of.matrix, {2, 3}) == of.matrix);
  BOOST_TEST((of.b[of.b.repeat(of.row, {2, 3})].code == op::repeat));
}
BOOST_AUTO_TEST_CASE(a_broadcast_leaves_what_has_the_shape_alone) {
  leaves of;
  BOOST_TEST(of.b.broadcast(of.matrix, {2, 3}) == of.matrix);
  BOOST_TEST((of.b[of.b.broadcast(of.matrix, {2, 3, 4})].shape == extents{2, 3, 4}));
  BOOST_TEST((of.b[of.b.broadcast(of.scalar, {2, 3})].shape == extents{2, 3}));
}
BOOST_AUTO_TEST_CASE(what_is_made_of_samples_has_their_axis) {
  leaves of;
  BOOST_TEST((of.b[of.b.reshape(of.sample, {3, 2})].shape == extents{3, 2, 4}));
  BOOST_TEST((of.b[of.b.along(op::max, 1, of.sample)].shape == extents{2, 1, 4}));
  BOOST_TEST((of.b[of.b.concatenate(of.matrix, of.sample, 1)].shape == extents{2, 6, 4}));
}

BOOST_AUTO_TEST_SUITE_END()
