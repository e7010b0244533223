// SPDX-License-Identifier: BSL-1.0
#include "tapeless/expr/structure.hpp"

#include "../computed.hpp"
#include "../in_graph.hpp"
#include "tapeless/expr/batch.hpp"

#include <boost/test/unit_test.hpp>

namespace expr_structure_test {

namespace tl = tapeless;
using computed::value;
using in_graph::root;
using in_graph::same;
using tl::extents;
using tl::op;
constexpr auto v = tl::input<"v", 3>;
constexpr auto w = tl::input<"w", 3>;
constexpr auto s = tl::input<"s">;
constexpr auto r = tl::input<"r", 1, 3>;
constexpr auto A = tl::parameter<"A", 2, 3>;
constexpr tl::ill_formed wrong{};

computed::point const at{{{tl::name("v"), {1, 2, 3}},
                          {tl::name("w"), {4, 5, 6}},
                          {tl::name("s"), {7}},
                          {tl::name("r"), {8, 9, 10}},
                          {tl::name("A"), {11, 12, 13, 14, 15, 16}}}};

template <class... E>
constexpr bool are_ill_formed(E const&...) {
  return (std::same_as<E, tl::ill_formed> && ...);
}

static_assert(decltype(tl::broadcast_to<2, 3>(s))::shape == extents{2, 3});
static_assert(decltype(tl::broadcast_to<4>(2))::shape == extents{4, 1});
static_assert(decltype(tl::broadcast_to<4, 3>(tl::batch<5>(r)))::shape == extents{4, 3, 5});
static_assert(decltype(tl::reshape<3, 2>(A))::shape == extents{3, 2} &&
              decltype(tl::reshape<6>(A))::shape == extents{6, 1});
static_assert(decltype(tl::slice<0, 1, 2, 2>(A))::shape == extents{2, 2});
static_assert(decltype(tl::slice<1, 2>(tl::batch<5>(v)))::shape == extents{2, 1, 5});
static_assert(decltype(tl::row<1>(A))::shape == extents{1, 3} && decltype(tl::column<1>(A))::shape == extents{2, 1});
static_assert(decltype(tl::element<1, 2>(A))::shape == extents{});
static_assert(decltype(tl::concatenate(v, w, 1))::shape == extents{7, 1});
static_assert(decltype(tl::concatenate<1>(A, A, tl::column<0>(A)))::shape == extents{2, 7});
static_assert(decltype(tl::concatenate(tl::batch<5>(v), tl::parameter<"a", 2>))::shape == extents{5, 1, 5});
static_assert(decltype(tl::stack(1, s, 2))::shape == extents{3, 1});
static_assert(decltype(tl::stack(v, w))::shape == extents{2, 3} &&
              decltype(tl::stack<1>(v, w))::shape == extents{3, 2});
static_assert(decltype(diagonal(A))::shape == extents{2, 1} && decltype(diagonal_matrix(v))::shape == extents{3, 3});
static_assert(decltype(tl::identity<4>())::shape == extents{4, 4});

}  // namespace expr_structure_test

BOOST_AUTO_TEST_SUITE(expr_structure)

using namespace expr_structure_test;

BOOST_AUTO_TEST_CASE(a_scalar_a_row_or_a_column_is_repeated) {
  plain::expect(value(tl::broadcast_to<2, 3>(s), at), {2, 3, {7, 7, 7, 7, 7, 7}}, 0);
  plain::expect(value(tl::broadcast_to<2, 3>(r), at), {2, 3, {8, 9, 10, 8, 9, 10}}, 0);
  plain::expect(value(tl::broadcast_to<3, 2>(v), at), {3, 2, {1, 1, 2, 2, 3, 3}}, 0);
  plain::expect(value(tl::broadcast_to<2>(0.5)), {2, 1, {0.5, 0.5}}, 0);
}
BOOST_AUTO_TEST_CASE(elements_are_reshaped_row_after_row) {
  plain::expect(value(tl::reshape<3, 2>(A), at), {3, 2, {11, 12, 13, 14, 15, 16}}, 0);
  plain::expect(value(tl::reshape<6>(A), at), {6, 1, {11, 12, 13, 14, 15, 16}}, 0);
  plain::expect(value(tl::reshape<1, 3>(v), at), {1, 3, {1, 2, 3}}, 0);
}
BOOST_AUTO_TEST_CASE(a_slice_is_the_block_from_its_first_element) {
  plain::expect(value(tl::slice<0, 1, 2, 2>(A), at), {2, 2, {12, 13, 15, 16}}, 0);
  plain::expect(value(tl::slice<1, 2>(v), at), {2, 1, {2, 3}}, 0);
  plain::expect(value(tl::slice<1, 1>(A), at), {1, 3, {14, 15, 16}}, 0);
}
BOOST_AUTO_TEST_CASE(rows_columns_and_elements_are_slices) {
  plain::expect(value(tl::row<1>(A), at), {1, 3, {14, 15, 16}}, 0);
  plain::expect(value(tl::column<2>(A), at), {2, 1, {13, 16}}, 0);
  plain::expect(value(tl::element<1, 0>(A), at), {1, 1, {14}}, 0);
  plain::expect(value(tl::element<2>(v), at), {1, 1, {3}}, 0);
  BOOST_TEST((root(tl::row<1>(A)) == op::slice));
}
BOOST_AUTO_TEST_CASE(concatenation_puts_operands_one_above_or_beside_the_next) {
  plain::expect(value(tl::concatenate(v, w, 9), at), {7, 1, {1, 2, 3, 4, 5, 6, 9}}, 0);
  plain::expect(value(tl::concatenate(A, r), at), {3, 3, {11, 12, 13, 14, 15, 16, 8, 9, 10}}, 0);
  plain::expect(value(tl::concatenate<1>(A, tl::column<0>(A)), at), {2, 4, {11, 12, 13, 11, 14, 15, 16, 14}}, 0);
}
BOOST_AUTO_TEST_CASE(stacking_makes_rows_or_columns_of_vectors) {
  plain::expect(value(tl::stack(v, w), at), {2, 3, {1, 2, 3, 4, 5, 6}}, 0);
  plain::expect(value(tl::stack<1>(v, w), at), {3, 2, {1, 4, 2, 5, 3, 6}}, 0);
  plain::expect(value(tl::stack(s, 1, s), at), {3, 1, {7, 1, 7}}, 0);
}
BOOST_AUTO_TEST_CASE(a_diagonal_is_taken_and_put) {
  plain::expect(value(diagonal(A), at), {2, 1, {11, 15}}, 0);
  plain::expect(value(diagonal_matrix(v), at), {3, 3, {1, 0, 0, 0, 2, 0, 0, 0, 3}}, 0);
  plain::expect(value(tl::identity<2>()), {2, 2, {1, 0, 0, 1}}, 0);
  BOOST_TEST(same(diagonal(diagonal_matrix(v)), v));
}
BOOST_AUTO_TEST_CASE(blocks_at_different_places_are_different_expressions) {
  BOOST_TEST((tl::slice<0, 2>(v).fingerprint != tl::slice<1, 2>(v).fingerprint));
  BOOST_TEST((!same(tl::slice<0, 2>(v), tl::slice<1, 2>(v))));
  BOOST_TEST((tl::broadcast_to<2, 3>(s).fingerprint != tl::broadcast_to<3, 2>(s).fingerprint));
  BOOST_TEST((same(tl::slice<1, 0, 2, 1>(v), tl::slice<1, 2>(v))));
}
BOOST_AUTO_TEST_CASE(in_a_batch_every_sample_is_moved_and_shared_operands_stay_shared) {
  computed::point const two{.samples = 2};
  for (std::uint32_t k = 0; k < 2; ++k) {
    plain::matrix const v_of_sample = value(tl::batch<3>(v), two, k);
    plain::matrix const found = value(tl::batch<3>(tl::concatenate(tl::slice<1, 1>(v), tl::reshape<6>(A))), two, k);
    BOOST_TEST(found(0) == v_of_sample(1));
    BOOST_TEST(found(6) == value(A)(1, 2));
  }
  BOOST_TEST(value(tl::batch<3>(v), two, 0)(1) != value(tl::batch<3>(v), two, 1)(1));
  BOOST_TEST((in_graph::count(op::reshape, tl::batch<3>(tl::concatenate(v, tl::reshape<6>(A)))) == 1));
}
BOOST_AUTO_TEST_CASE(an_ill_formed_operand_passes) {
  BOOST_TEST(are_ill_formed(tl::broadcast_to<2, 3>(wrong), tl::reshape<3, 2>(wrong), tl::slice<5, 5, 2, 2>(wrong)));
  BOOST_TEST(are_ill_formed(tl::row<3>(wrong), tl::column<3>(wrong), tl::element<3, 3>(wrong)));
  BOOST_TEST(are_ill_formed(tl::concatenate(wrong, v), tl::concatenate(v, w, wrong), tl::stack(v, wrong)));
  BOOST_TEST(are_ill_formed(diagonal(wrong), diagonal_matrix(wrong)));
}

BOOST_AUTO_TEST_SUITE_END()
