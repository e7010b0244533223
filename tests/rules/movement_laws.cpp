// SPDX-License-Identifier: BSL-1.0
// test: clang suffices
#include "tapeless/rules/movement_laws.hpp"

#include "../computed.hpp"
#include "../in_graph.hpp"
#include "tapeless/diff/grad.hpp"
#include "tapeless/expr/batch.hpp"
#include "tapeless/expr/reduction.hpp"

#include <boost/test/unit_test.hpp>

namespace rules_movement_laws_test {

namespace tl = tapeless;
using in_graph::count;
using in_graph::root;
using in_graph::same;
using tl::broadcast_to;
using tl::op;
constexpr auto x = tl::input<"x", 3>;
constexpr auto y = tl::input<"y", 3>;
constexpr auto s = tl::input<"s">;
constexpr auto r = tl::input<"r", 1, 4>;
constexpr auto q = tl::input<"q", 1, 4>;
constexpr auto A = tl::parameter<"A", 3, 4>;
constexpr auto B = tl::input<"B", 4, 3>;
constexpr auto C = tl::input<"C", 3, 4>;
constexpr auto S = tl::input<"S", 3, 3>;

/// A block in a matrix of zeros; it has no other name than the derivative of a slice.
constexpr auto padded = tl::grad(sum(tl::slice<1, 1, 2, 2>(A) % tl::slice<0, 0, 2, 2>(C)), A);

template <class E>
void laws_keep(E const& e) {
  computed::expect_laws_keep(e);
  computed::expect_laws_keep(tl::batch<3>(e), {.samples = 2});
}

}  // namespace rules_movement_laws_test

BOOST_AUTO_TEST_SUITE(rules_movement_laws)

using namespace rules_movement_laws_test;

BOOST_AUTO_TEST_CASE(a_double_transpose_is_x) {
  BOOST_TEST(same(transpose(transpose(A)), A));
  BOOST_TEST(same(transpose(s), s));
}
BOOST_AUTO_TEST_CASE(what_is_moved_to_where_it_is_stays) {
  BOOST_TEST(same(tl::reshape<3, 4>(A), A));
  BOOST_TEST((same(tl::slice<0, 0, 3, 4>(A), A)));
  BOOST_TEST((same(broadcast_to<3, 4>(A), A)));
}
BOOST_AUTO_TEST_CASE(a_transposed_product_is_the_product_of_the_transposes) {
  BOOST_TEST(same(transpose(A * B), transpose(B) * transpose(A)));
  BOOST_TEST(same(transpose(transpose(A) * transpose(B)), B * A));
  BOOST_TEST(count(op::transpose, transpose(A * B)) == 0u);
}
BOOST_AUTO_TEST_CASE(a_diagonal_matrix_is_its_transpose) {
  BOOST_TEST(same(transpose(diagonal_matrix(x)), diagonal_matrix(x)));
}
BOOST_AUTO_TEST_CASE(a_repeated_row_transposes_to_a_repeated_column) {
  BOOST_TEST((same(transpose(broadcast_to<3, 4>(x)), broadcast_to<4, 3>(transpose(x)))));
  BOOST_TEST((same(transpose(broadcast_to<3, 4>(r)), broadcast_to<4, 3>(transpose(r)))));
  BOOST_TEST((same(transpose(broadcast_to<3, 4>(s)), broadcast_to<4, 3>(s))));
}
BOOST_AUTO_TEST_CASE(a_transpose_goes_into_an_element_wise_operation_that_has_one) {
  BOOST_TEST(same(transpose(transpose(A) % B), A % transpose(B)));
  BOOST_TEST(same(transpose(B - transpose(A)), transpose(B) - A));
  BOOST_TEST((same(transpose(A / broadcast_to<3, 4>(x)), transpose(A) / broadcast_to<4, 3>(transpose(x)))));
  BOOST_TEST(same(transpose(diagonal_matrix(x) + S), diagonal_matrix(x) + transpose(S)));
  BOOST_TEST(same(transpose(S % diagonal_matrix(x)), transpose(S) % diagonal_matrix(x)));
  BOOST_TEST((root(transpose(A % C)) == op::transpose));  // one transpose is less than two
  BOOST_TEST((root(transpose(2 * A)) == op::transpose));
  BOOST_TEST((root(transpose(x % y)) == op::transpose));
}
BOOST_AUTO_TEST_CASE(a_function_of_what_is_repeated_is_computed_once) {
  BOOST_TEST((same(exp(broadcast_to<3, 4>(x)), broadcast_to<3, 4>(exp(x)))));
  BOOST_TEST((same(broadcast_to<3, 4>(x) % broadcast_to<3, 4>(y), broadcast_to<3, 4>(x % y))));
  BOOST_TEST((same(2 * broadcast_to<3, 4>(r), broadcast_to<3, 4>(2 * r))));
  BOOST_TEST((same(broadcast_to<3, 4>(r) - s, broadcast_to<3, 4>(r - s))));
  BOOST_TEST((root(broadcast_to<3, 4>(x) + broadcast_to<3, 4>(r)) == op::add));  // a column and a row make a matrix
  BOOST_TEST((root(broadcast_to<3, 4>(x) + A) == op::add));
}
BOOST_AUTO_TEST_CASE(a_slice_of_a_slice_is_a_slice) {
  BOOST_TEST((same(tl::slice<1, 0, 1, 2>(tl::slice<1, 1, 2, 3>(A)), tl::slice<2, 1, 1, 2>(A))));
  BOOST_TEST((same(tl::element<1, 1>(tl::slice<1, 2, 2, 2>(A)), tl::element<2, 3>(A))));
}
BOOST_AUTO_TEST_CASE(a_reshape_of_a_reshape_is_a_reshape) {
  BOOST_TEST((same(tl::reshape<2, 6>(tl::reshape<6, 2>(A)), tl::reshape<2, 6>(A))));
  BOOST_TEST((same(tl::reshape<3, 4>(tl::reshape<6, 2>(A)), A)));
}
BOOST_AUTO_TEST_CASE(a_slice_of_a_padded_block_is_the_block) {
  BOOST_TEST((root(padded) == op::pad));
  BOOST_TEST((same(tl::slice<1, 1, 2, 2>(padded), tl::slice<0, 0, 2, 2>(C))));
  BOOST_TEST((root(tl::slice<0, 1, 2, 2>(padded)) == op::slice));
}
BOOST_AUTO_TEST_CASE(a_vector_reshaped_to_a_row_is_its_transpose) {
  BOOST_TEST((same(tl::reshape<1, 3>(x), transpose(x))));
  BOOST_TEST((same(tl::reshape<4>(r), transpose(r))));
  BOOST_TEST((root(tl::reshape<4, 3>(A)) == op::reshape));  // the elements of a matrix are in another order then
}
BOOST_AUTO_TEST_CASE(no_law_changes_a_number) {
  laws_keep(transpose(transpose(A)) + tl::reshape<3, 4>(A) + tl::slice<0, 0, 3, 4>(C) + broadcast_to<3, 4>(A));
  laws_keep(transpose(C * B) + transpose(diagonal_matrix(x)));
  laws_keep(transpose(transpose(C) * transpose(B)));
  laws_keep(transpose(broadcast_to<3, 4>(x)) + transpose(broadcast_to<3, 4>(r)) + transpose(broadcast_to<3, 4>(s)));
  laws_keep(transpose(transpose(C) % B) + transpose(B - transpose(A)));
  laws_keep(transpose(C / broadcast_to<3, 4>(x)) - transpose(broadcast_to<3, 4>(r) - A));
  laws_keep(exp(broadcast_to<3, 4>(x)) + broadcast_to<3, 4>(r) % broadcast_to<3, 4>(q) + (broadcast_to<3, 4>(r) - s));
  laws_keep(broadcast_to<3, 4>(x) % broadcast_to<3, 4>(r) - A);
  laws_keep(broadcast_to<3, 3>(x) % broadcast_to<3, 3>(transpose(y)) + broadcast_to<3, 3>(x) % S);
  laws_keep(tl::slice<1, 0, 1, 2>(tl::slice<1, 1, 2, 3>(C)) + tl::slice<2, 2, 1, 2>(C));
  laws_keep(tl::reshape<2, 6>(tl::reshape<6, 2>(C)) + tl::reshape<2, 6>(tl::reshape<12>(B)));
  laws_keep(tl::slice<1, 1, 2, 2>(padded) + tl::slice<0, 1, 2, 2>(padded));
  laws_keep(tl::reshape<1, 3>(x) + transpose(y) + transpose(tl::reshape<3>(transpose(y))));
}

BOOST_AUTO_TEST_CASE(a_slice_of_two_beside_each_other_is_one_of_the_one_it_lies_in) {
  constexpr auto above = tl::concatenate<0>(A, tl::row<1>(C));
  constexpr auto beside = tl::concatenate<1>(C, S);
  BOOST_TEST((same(tl::slice<1, 1, 2, 2>(above), tl::slice<1, 1, 2, 2>(A))));
  BOOST_TEST((same(tl::slice<3, 1, 1, 2>(above), tl::slice<1, 1, 1, 2>(C))));
  BOOST_TEST((same(tl::slice<3, 0, 1, 4>(above), tl::row<1>(C))));
  BOOST_TEST((same(tl::slice<0, 0, 3, 4>(above), A)));
  BOOST_TEST((root(tl::slice<2, 1, 2, 2>(above)) == op::slice));
  BOOST_TEST((count(op::concatenate, tl::slice<2, 1, 2, 2>(above)) == 1u));
  BOOST_TEST((same(tl::slice<1, 2, 2, 2>(beside), tl::slice<1, 2, 2, 2>(C))));
  BOOST_TEST((same(tl::slice<1, 5, 2, 2>(beside), tl::slice<1, 1, 2, 2>(S))));
  BOOST_TEST((same(tl::slice<0, 4, 3, 3>(beside), S)));
  BOOST_TEST((root(tl::slice<1, 3, 2, 2>(beside)) == op::slice));
  laws_keep(tl::slice<1, 1, 2, 2>(above) + tl::slice<1, 5, 2, 2>(beside) % tl::slice<1, 3, 2, 2>(beside));
  laws_keep(tl::slice<0, 0, 3, 4>(above) + tl::slice<0, 0, 3, 4>(beside));  // one of one sample, one of a batch
}
BOOST_AUTO_TEST_CASE(a_slice_that_takes_whole_parts_across_all_columns_is_these) {
  constexpr auto carries = tl::concatenate<1>(tl::concatenate<0>(x, 2 * y), tl::concatenate<0>(exp(x), sin(y)));
  constexpr auto three = tl::concatenate<1>(carries, tl::concatenate<0>(tl::concatenate<0>(y, s), tl::slice<0, 2>(x)));
  BOOST_TEST((same(tl::slice<0, 0, 3, 2>(carries), tl::concatenate<1>(x, exp(x)))));
  BOOST_TEST((same(tl::slice<3, 0, 3, 2>(carries), tl::concatenate<1>(2 * y, sin(y)))));
  BOOST_TEST((root(tl::slice<2, 0, 3, 2>(carries)) == op::slice && root(tl::slice<0, 0, 2, 2>(carries)) == op::slice));
  BOOST_TEST(
      (count(op::slice, tl::slice<0, 0, 3, 3>(three)) == 0u && count(op::slice, tl::slice<3, 0, 3, 3>(three)) == 2u));
  constexpr auto rows = tl::concatenate<0>(tl::concatenate<1>(r, q), tl::concatenate<1>(2 * r, exp(q)));
  BOOST_TEST((same(tl::slice<0, 4, 2, 4>(rows), tl::concatenate<0>(q, exp(q)))));
  laws_keep(tl::slice<0, 0, 3, 2>(carries) % tl::slice<3, 0, 3, 2>(carries) + tl::slice<2, 0, 3, 2>(carries));
  laws_keep(tl::slice<0, 0, 3, 3>(three) + tl::slice<3, 0, 3, 3>(three));
  laws_keep(tl::slice<0, 4, 2, 4>(rows));
}
BOOST_AUTO_TEST_CASE(neighbours_in_zeros_are_one_block) {
  constexpr auto gates = tl::parameter<"gates", 6>;
  constexpr auto by_gates =
      tl::grad(sum(tl::slice<0, 2>(gates) % tl::slice<1, 2>(x) + tl::slice<4, 2>(gates) % tl::slice<0, 2>(x)) +
                   sum(tl::slice<2, 2>(gates) % tl::slice<1, 2>(y)),
               gates);
  BOOST_TEST((count(op::pad, by_gates) == 0u && count(op::concatenate, by_gates) == 2u));
  constexpr auto apart = tl::grad(tl::element<0>(gates) * s + tl::element<2>(gates), gates);
  BOOST_TEST((count(op::pad, apart) == 2u && count(op::concatenate, apart) == 0u));
  constexpr auto of_columns = tl::grad(sum(tl::slice<0, 1, 1, 2>(A) % tl::slice<0, 0, 1, 2>(C)) +
                                           sum(tl::slice<1, 1, 2, 2>(A) % tl::slice<0, 1, 2, 2>(C)),
                                       A);
  BOOST_TEST((count(op::pad, of_columns) == 1u && count(op::concatenate, of_columns) == 1u));
  constexpr auto of_other_columns = tl::grad(sum(tl::slice<0, 0, 1, 2>(A) % tl::slice<0, 0, 1, 2>(C)) +
                                                 sum(tl::slice<1, 1, 2, 2>(A) % tl::slice<0, 1, 2, 2>(C)),
                                             A);
  BOOST_TEST((count(op::pad, of_other_columns) == 2u && count(op::concatenate, of_other_columns) == 0u));
  laws_keep(by_gates);
  laws_keep(apart);
  laws_keep(of_columns);
  laws_keep(of_other_columns);
}

BOOST_AUTO_TEST_SUITE_END()
