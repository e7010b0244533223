// SPDX-License-Identifier: BSL-1.0
#include "tapeless/rules/stacked.hpp"

#include "../computed.hpp"
#include "tapeless/expr/batch.hpp"
#include "tapeless/expr/norm.hpp"
#include "tapeless/nn/loss.hpp"

#include <boost/test/unit_test.hpp>

// A rule for a whole stack is the rule for one tangent, or one adjoint, applied to every column.
namespace rules_stacked_test {

namespace tl = tapeless;
using tl::extents;
using tl::op;
using tl::graph::id;
using tl::graph::none;
using tl::rules::direction;
constexpr auto x = tl::input<"x", 3>;
constexpr auto u = tl::input<"u", 3>;
constexpr auto p = tl::input<"p", 3>;
constexpr auto y = tl::label<"y", 3>;
constexpr auto s = tl::input<"s">;
constexpr auto r = tl::input<"r", 1, 3>;
constexpr auto A = tl::input<"A", 2, 3>;
constexpr auto B = tl::input<"B", 3, 4>;
constexpr auto C = tl::input<"C", 2, 3>;
constexpr auto S = tl::input<"S", 3, 3>;
constexpr auto shared = tl::parameter<"shared", 3>;

/// The adjoint of an operand in the operand's shape; what was repeated is summed.
template <class Builder>
id adjoint_of_operand(Builder& b, id root, std::uint32_t which, id incoming) {
  id const adjoint = tl::rules::vjp(b, root, which, incoming);
  extents const shape = b[operand(b[root], which)].shape;
  if (shape.is_scalar() && !b[adjoint].shape.is_scalar()) return b.apply(op::sum, adjoint);
  return b.broadcast(adjoint, shape.with_batch(b[adjoint].shape.batch));
}
/// Column by column; `shape` is that of one tangent or adjoint of the stack.
template <class Builder>
id expected(Builder& b, direction way, id root, std::uint32_t which, id stack, extents shape) {
  return tl::rules::column_by_column(b, stack, shape, [&](id one) {
    if (way == direction::reverse) return adjoint_of_operand(b, root, which, one);
    id const moved = tl::rules::jvp(b, root, which == 0 ? one : none, which == 1 ? one : none, which == 2 ? one : none);
    return tl::rules::spread(b, moved, b[root].shape);
  });
}
/// As the sweeps of diff/jacobian.hpp bring a stack to its node's size.
template <class Builder>
id brought(Builder& b, direction way, id root, std::uint32_t which, id made) {
  extents const of_operand = b[operand(b[root], which)].shape;
  if (way == direction::forward) return tl::rules::spread_stack(b, made, b[root].shape.size());
  return of_operand.is_scalar() ? b.along(op::sum, 0, made) : made;
}

template <class Builder>
void agrees(Builder& b, id root, id moving, id stack, direction way, std::uint32_t which) {
  extents const shape = way == direction::forward ? b[moving].shape : b[root].shape;
  id const wanted = expected(b, way, root, which, stack, shape.with_batch(0));
  id const found = brought(b, way, root, which, tl::rules::stacked(b, way, root, which, stack));
  computed::nodes const values(b, {.samples = 2});
  BOOST_TEST_REQUIRE(same_matrix(b[found].shape, b[wanted].shape));
  for (std::uint32_t sample = 0; sample < (b[wanted].shape.is_batched() ? 2 : 1); ++sample) {
    plain::matrix const is = values.of(found, b[wanted].shape, sample);
    plain::expect(is, values.of(wanted, b[wanted].shape, sample), 1e-13);
    double largest = 0;
    for (double const number : is.values) largest = std::fmax(largest, std::abs(number));
    BOOST_TEST(largest > 1e-3);
  }
}
/// For each operand of e's last operation that is x: a dense stack of two columns, and one that is diag(v).
template <class Builder, class E, class X>
void agrees_by(E const& e, X const& moving) {
  for (direction const way : {direction::forward, direction::reverse})
    for (bool const diagonal : {false, true}) {
      Builder b;
      id const at = moving.lower(b);
      id const root = e.lower(b);
      std::uint32_t const size = way == direction::forward ? b[at].shape.size() : b[root].shape.size();
      id const numbers = b.leaf(tl::leaf_kind::parameter, tl::name("stack"), {size, diagonal ? 1u : 2u});
      id const stack = diagonal ? b.apply(op::diagonal_matrix, numbers) : numbers;
      std::uint32_t found = 0;
      for (std::uint32_t which = 0; which < tl::graph::operand_count(b[root]); ++which) {
        if (operand(b[root], which) != at || tl::rules::has_zero_derivative(b[root].code, which)) continue;
        ++found;
        BOOST_TEST_CONTEXT((way == direction::forward ? "forward" : "reverse") << (diagonal ? ", diagonal" : ""))
        agrees(b, root, at, stack, way, which);
      }
      BOOST_TEST(found > 0u);
    }
}
template <class E, class X>
void agrees(E const& e, X const& moving) {
  BOOST_TEST_CONTEXT("without laws") agrees_by<tl::graph::plain_builder>(e, moving);
  BOOST_TEST_CONTEXT("with laws") agrees_by<tl::rules::simplifier>(e, moving);
}

/// A diagonal stack stays diagonal.
template <class E, class X>
consteval bool stays_diagonal(E const& e, X const& moving, direction way) {
  tl::rules::simplifier b;
  id const at = moving.lower(b);
  id const root = e.lower(b);
  id const stack = tl::rules::identity_stack(b, b[root].shape.size());
  std::uint32_t const which = b[root].a == at ? 0 : 1;
  return b[tl::rules::stacked(b, way, root, which, stack)].code == op::diagonal_matrix;
}

/// What becomes of a stack: the last node made of it, or none if it is handed on as it is, and whether all columns were
/// gone through.
struct way_taken {
  op last = op::leaf;
  bool is_handed_on = false;
  bool column_by_column = false;
};
template <class E, class X>
consteval way_taken taken(E const& e, X const& moving, direction way, bool diagonal = false) {
  tl::rules::simplifier b;
  id const at = moving.lower(b);
  id const root = e.lower(b);
  std::uint32_t const size = way == direction::forward ? b[at].shape.size() : b[root].shape.size();
  id const numbers = b.leaf(tl::leaf_kind::parameter, tl::name("stack"), {size, diagonal ? 1u : 2u});
  id const stack = diagonal ? b.apply(op::diagonal_matrix, numbers) : numbers;
  id const before = b.size();
  id const made = tl::rules::stacked(b, way, root, b[root].a == at ? 0 : 1, stack);
  way_taken result{b[made].code, made == stack, false};
  for (id v = before; v < b.size(); ++v) result.column_by_column |= b[v].code == op::concatenate;
  return result;
}
template <class E, class X>
consteval bool is_short(E const& e, X const& moving) {
  return !taken(e, moving, direction::forward).column_by_column &&
         !taken(e, moving, direction::reverse).column_by_column;
}
/// The last nodes, forward and in reverse.
template <class E, class X>
consteval bool ends_in(E const& e, X const& moving, op forward, op reverse, bool diagonal = false) {
  return taken(e, moving, direction::forward, diagonal).last == forward &&
         taken(e, moving, direction::reverse, diagonal).last == reverse;
}
template <class E, class X>
consteval bool is_handed_on(E const& e, X const& moving) {
  return taken(e, moving, direction::forward).is_handed_on && taken(e, moving, direction::reverse).is_handed_on;
}

}  // namespace rules_stacked_test

BOOST_AUTO_TEST_SUITE(rules_stacked)

using namespace rules_stacked_test;

BOOST_AUTO_TEST_CASE(of_element_wise_functions) {
  agrees(exp(x), x);
  agrees(u / x, x);
  agrees(tl::pow(p, u), p);
  agrees(tl::where(u, x, p), x);
  agrees(tl::where(u, p, x), x);
  agrees(tl::maximum(x, u), x);
  agrees(A % C, A);
  agrees(tanh(A), A);
}
BOOST_AUTO_TEST_CASE(of_a_scalar_that_combines_with_a_matrix) {
  agrees(x % s, s);
  agrees(x % s, x);
  agrees(A / s, s);
  agrees(s - r, s);
  agrees(tl::where(u, s, x), s);
  agrees(exp(s), s);
}
BOOST_AUTO_TEST_CASE(of_products) {
  agrees(A * x, A);
  agrees(A * x, x);
  agrees(A * B, A);
  agrees(A * B, B);
  agrees(r * B, r);
  agrees(r * B, B);
  agrees(x * r, x);
  agrees(x * r, r);
}
BOOST_AUTO_TEST_CASE(of_products_of_what_is_transposed) {
  agrees_by<tl::rules::simplifier>(transpose(A) * C, A);
  agrees_by<tl::rules::simplifier>(transpose(A) * C, C);
  agrees_by<tl::rules::simplifier>(A * transpose(C), A);
  agrees_by<tl::rules::simplifier>(A * transpose(C), C);
  agrees_by<tl::rules::simplifier>(transpose(B) * transpose(A), A);
  agrees_by<tl::rules::simplifier>(transpose(B) * transpose(A), B);
  agrees_by<tl::rules::simplifier>(transpose(S) * x, S);
  agrees_by<tl::rules::simplifier>(transpose(x) * S, x);
  agrees_by<tl::rules::simplifier>(transpose(x) * u, x);
}
BOOST_AUTO_TEST_CASE(of_reductions) {
  agrees(sum(A), A);
  agrees(max(x), x);
  agrees(logsumexp(x), x);
  agrees(tl::sum<0>(A), A);
  agrees(tl::sum<1>(A), A);
  agrees(tl::max<0>(A), A);
  agrees(tl::logsumexp<1>(A), A);
}
BOOST_AUTO_TEST_CASE(of_normalizations) {
  agrees(softmax(x), x);
  agrees(log_softmax(x), x);
  agrees(tl::softmax<0>(A), A);
  agrees(tl::softmax<1>(A), A);
  agrees(tl::log_softmax<1>(A), A);
  agrees(tl::softmax<1>(r), r);
  agrees_by<tl::rules::simplifier>(tl::cross_entropy_with_logits(x, p), p);
  agrees_by<tl::rules::simplifier>(tl::cross_entropy_with_logits(x, y), x);
}
BOOST_AUTO_TEST_CASE(of_movements) {
  agrees(transpose(x), x);
  agrees(transpose(A), A);
  agrees(tl::reshape<3, 2>(A), A);
  agrees(tl::slice<1, 2>(x), x);
  agrees(tl::slice<1, 1>(A), A);
  agrees(tl::slice<0, 1, 2, 2>(A), A);
  agrees(tl::element<1, 2>(A), A);
  agrees(tl::slice<1, 0, 1, 2>(A), A);
  agrees(tl::column<1>(S), S);
  agrees(tl::concatenate(A, C), A);
  agrees(tl::concatenate(A, C), C);
  agrees(tl::concatenate(A, A), A);
  agrees(tl::concatenate<1>(A, C), A);
  agrees(tl::concatenate<1>(A, C), C);
  agrees(tl::concatenate<1>(r, transpose(x)), r);
  agrees(diagonal(S), S);
  agrees(diagonal(A), A);
  agrees(diagonal_matrix(x), x);
  agrees(tl::broadcast_to<2, 3>(r), r);
  agrees(tl::broadcast_to<3, 4>(x), x);
}
BOOST_AUTO_TEST_CASE(of_a_batch) {
  agrees(tl::batch<3>(A * x), tl::batch<3>(x));
  agrees(tl::batch<3>(A * x), tl::batch<3>(A));
  agrees(tl::batch<3>(softmax(x)), tl::batch<3>(x));
  agrees(tl::batch<3>(log_softmax(x)), tl::batch<3>(x));
  agrees(tl::batch<3>(exp(shared) % shared), shared);
  agrees(tl::batch_sum(tl::batch<3>(x)), tl::batch<3>(x));
}
BOOST_AUTO_TEST_CASE(element_wise_functions_keep_a_diagonal_stack_diagonal) {
  BOOST_TEST(stays_diagonal(exp(x), x, direction::forward));
  BOOST_TEST(stays_diagonal(exp(x), x, direction::reverse));
  BOOST_TEST(stays_diagonal(u % x, x, direction::reverse));
  BOOST_TEST(stays_diagonal(s * x, x, direction::forward));
  BOOST_TEST(!stays_diagonal(softmax(x), x, direction::forward));
}

BOOST_AUTO_TEST_CASE(what_has_a_rule_does_not_go_column_by_column) {
  BOOST_TEST(is_short(exp(x), x));
  BOOST_TEST(is_short(A % C, A));
  BOOST_TEST(is_short(x % s, s));
  BOOST_TEST((is_short(A * x, A) && is_short(A * x, x)));
  BOOST_TEST((is_short(A * B, A) && is_short(A * B, B)));
  BOOST_TEST((is_short(transpose(x) * S, x) && is_short(transpose(x) * u, x)));
  BOOST_TEST((is_short(sum(A), A) && is_short(max(x), x) && is_short(logsumexp(x), x)));
  BOOST_TEST((is_short(softmax(x), x) && is_short(log_softmax(x), x)));
  BOOST_TEST((is_short(tl::slice<1, 2>(x), x) && is_short(tl::slice<1, 1>(A), A)));
  BOOST_TEST((is_short(tl::concatenate<1>(r, transpose(x)), r)));
  BOOST_TEST(is_short(tl::batch<3>(A * x), tl::batch<3>(x)));
  BOOST_TEST(!is_short(tl::slice<0, 1, 2, 2>(A), A));  // parts of rows
  BOOST_TEST(!is_short(tl::softmax<1>(A), A));
  BOOST_TEST(!is_short(transpose(A), A));
}
BOOST_AUTO_TEST_CASE(what_keeps_the_elements_in_order_hands_a_stack_on) {
  BOOST_TEST(is_handed_on(transpose(x), x));
  BOOST_TEST(is_handed_on(transpose(r), r));
  BOOST_TEST((is_handed_on(tl::reshape<3, 2>(A), A)));
  BOOST_TEST((ends_in(tl::slice<1, 1>(A), A, op::slice, op::pad)));
  BOOST_TEST((ends_in(tl::slice<1, 2>(x), x, op::slice, op::pad)));
}
BOOST_AUTO_TEST_CASE(a_diagonal_stack_is_scaled_with_and_summed_as_a_vector) {
  BOOST_TEST((taken(sum(x), x, direction::forward, true).last == op::transpose));
  BOOST_TEST((taken(sum(x), x, direction::forward).last == op::sum));
  BOOST_TEST((taken(A * x, x, direction::forward, true).last == op::multiply));
  BOOST_TEST((taken(A * x, x, direction::forward).last == op::product));
  BOOST_TEST((taken(exp(x), x, direction::forward, true).last == op::diagonal_matrix));
}

BOOST_AUTO_TEST_SUITE_END()
