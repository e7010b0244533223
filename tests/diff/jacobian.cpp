// SPDX-License-Identifier: BSL-1.0
// test: alone, clang suffices
#include "tapeless/diff/jacobian.hpp"

#include "../computed.hpp"
#include "../in_graph.hpp"
#include "tapeless/diff/hvp.hpp"
#include "tapeless/diff/vjp.hpp"
#include "tapeless/expr/batch.hpp"
#include "tapeless/expr/define.hpp"
#include "tapeless/expr/norm.hpp"
#include "tapeless/nn/loss.hpp"
#include "tapeless/run/program.hpp"
#include "tapeless/show/text.hpp"

#include <boost/test/unit_test.hpp>

namespace diff_jacobian_test {

namespace tl = tapeless;
using in_graph::same;
using tl::jacfwd;
using tl::jacobian;
using tl::jacrev;
using tl::op;
using tl::graph::id;
constexpr auto x = tl::input<"x", 3>;
constexpr auto u = tl::input<"u", 3>;
constexpr auto p = tl::input<"p", 3>;
constexpr auto d = tl::input<"d", 3>;
constexpr auto s = tl::input<"s">;
constexpr auto r = tl::input<"r", 1, 3>;
constexpr auto y = tl::label<"y", 3>;
constexpr auto A = tl::input<"A", 2, 3>;
constexpr auto B = tl::input<"B", 3, 4>;
constexpr auto C = tl::input<"C", 2, 3>;
constexpr auto S = tl::input<"S", 3, 3>;
constexpr auto W = tl::parameter<"W", 4, 3>;
constexpr auto b = tl::parameter<"b", 4>;
constexpr auto V = tl::parameter<"V", 3, 4>;
constexpr auto hidden = tl::define<"hidden">(tanh(W * x + b));
constexpr auto net = softmax(V * hidden + u);

// ---- forward = reverse = one direction after the other --------------------------------------------------------------

double largest(plain::matrix const& m) {
  double found = 0;
  for (double const each : m.values) found = std::fmax(found, std::abs(each));
  return found;
}
/// The columns that jvp finds, each along a unit vector; elements of matrices row after row.
template <class Builder>
plain::matrix column_by_column(Builder& graph, id root, id moving, computed::point at) {
  tl::extents const from = graph[moving].shape;
  tl::extents const to = graph[root].shape;
  id const along = graph.leaf(tl::leaf_kind::state, tl::name("along"), from);
  id const tangent = tl::diff::tangent_of(graph, root, moving, along);
  plain::matrix made(to.size(), from.size());
  for (std::size_t k = 0; k < from.size(); ++k) {
    std::vector<double> unit(from.size());
    unit[k] = 1;
    at.given.push_back({tl::name("along"), unit});
    plain::matrix const column = computed::nodes(graph, at).of(tangent, to);
    for (std::size_t e = 0; e < to.size(); ++e) made(e, k) = column.values[e];
    at.given.pop_back();
  }
  return made;
}
template <class Builder, class F, class X>
void agree_by(F const& f, X const& by, computed::point const& at) {
  Builder graph;
  id const moving = by.lower(graph);
  id const root = f.lower(graph);
  id const forward = tl::diff::forward_jacobian(graph, root, moving);
  id const reverse = tl::diff::reverse_jacobian(graph, root, moving);
  plain::matrix const expected = column_by_column(graph, root, moving, at);
  computed::nodes const values(graph, at);
  tl::extents const shape{F::shape.size(), X::shape.size()};
  plain::expect(values.of(forward, shape), expected, 1e-12);
  plain::expect(values.of(reverse, shape), expected, 1e-12);
  BOOST_TEST(largest(expected) > 1e-3);
}
template <class F, class X>
void agree(F const& f, X const& by, computed::point const& at = {}) {
  BOOST_TEST_CONTEXT("without laws") agree_by<tl::graph::plain_builder>(f, by, at);
  BOOST_TEST_CONTEXT("with laws") agree_by<tl::rules::simplifier>(f, by, at);
}

// ---- what is said of graphs -----------------------------------------------------------------------------------------

/// No node of these expressions, other than a leaf, has this shape.
template <class... E>
consteval bool forms_none(tl::extents shape, E const&... each) {
  tl::rules::simplifier graph;
  (graph.output(each.lower(graph)), ...);
  tl::graph::selection const needed(graph);
  for (id v = 0; v < graph.size(); ++v)
    if (needed.node_number[v] != tl::graph::none && graph[v].code != op::leaf && same_matrix(graph[v].shape, shape))
      return false;
  return true;
}

constexpr auto logits = tl::define<"logits">(tl::parameter<"W10", 10, 4> * hidden);
constexpr auto ten = tl::label<"ten", 10>;
constexpr auto weights = tl::input<"weights", 10>;
constexpr auto loss = tl::batch_mean(tl::batch<8>(tl::cross_entropy_with_logits(logits, ten)));

constexpr auto of_softmax = jacobian(softmax(x), x);
constexpr auto of_softmax_in_reverse = jacrev(softmax(x), x);
static_assert(tl::to_text<of_softmax>().view() == "t1 = softmax(x)\ndiagonal_matrix(t1) - t1 * transpose(t1)");
static_assert(tl::to_text<of_softmax_in_reverse>().view() == tl::to_text<of_softmax>().view());

constexpr auto of_a_sum = jacobian(sum(exp(x)), x);
static_assert(tl::to_text<of_a_sum>().view() == "transpose(exp(x))");

constexpr auto each_jacobian = tl::batch<3>(jacobian(net, x));
constexpr auto each_hessian = tl::batch<3>(tl::hessian(logsumexp(net % u), x));

}  // namespace diff_jacobian_test

BOOST_AUTO_TEST_SUITE(diff_jacobian)

using namespace diff_jacobian_test;

BOOST_AUTO_TEST_CASE(forward_is_reverse_is_column_by_column_for_a_dense_net) {
  agree(net, x);
  agree(net, W);
  agree(net, b);
  agree(net, V);
  agree(log_softmax(V * tanh(W * x)), x);
  agree(tl::cross_entropy_with_logits(V * tanh(W * x + b), y), x);
  agree(tl::cross_entropy_with_logits(V * tanh(W * x + b), p), W);
}
BOOST_AUTO_TEST_CASE(for_functions_of_the_elements) {
  agree(exp(x) % u - x / p, x);
  agree(tl::pow(p, u), p);
  agree(tl::where(x, exp(x), x % u), x);
  agree(tl::maximum(x, u) % tl::clamp(x, -1, 1), x);
  agree(x * sum(x) + s, x);
  agree(tanh(A) % C + A, A);
}
BOOST_AUTO_TEST_CASE(for_reductions_and_normalizations) {
  agree(sum(square(x)), x);
  agree(logsumexp(x), x);
  agree(max(x) * x, x);
  agree(softmax(x), x);
  agree(log_softmax(x) % u, x);
  agree(norm(x) * x, x);
  agree(prod(x), x);
  agree(mean(A), A);
}
BOOST_AUTO_TEST_CASE(for_reductions_along_an_axis) {
  agree(tl::sum<0>(square(A)), A);
  agree(tl::sum<1>(square(A)), A);
  agree(tl::max<1>(A % A), A);
  agree(tl::logsumexp<0>(A), A);
  agree(tl::softmax<0>(A), A);
  agree(tl::softmax<1>(A), A);
  agree(tl::log_softmax<1>(A), A);
  agree(tl::variance<1>(A), A);
  agree(tl::prod<0>(A), A);
}
BOOST_AUTO_TEST_CASE(for_products_with_a_matrix_that_moves) {
  agree(A * x, A);
  agree(A * B, A);
  agree(A * B, B);
  agree(transpose(A) * C, A);
  agree(transpose(A) * C, C);
  agree(A * transpose(C), A);
  agree(A * transpose(C), C);
  agree(transpose(B) * transpose(A), A);
  agree(transpose(B) * transpose(A), B);
  agree(A * transpose(A), A);
  agree(S * S * S, S);
  agree(r * S * x, S);
  agree(outer(x, x), x);
  agree(dot(x, S * x), x);
}
BOOST_AUTO_TEST_CASE(for_movements) {
  agree(transpose(A), A);
  agree(tl::reshape<3, 2>(A) * tl::reshape<2, 3>(A), A);
  agree(tl::slice<1, 2>(exp(x)), x);
  agree(tl::slice<0, 1, 2, 2>(square(A)), A);
  agree(tl::concatenate(exp(x), u, sin(x)), x);
  agree(tl::concatenate<1>(A, 2 * C, A), A);
  agree(tl::stack(x, square(x)), x);
  agree(diagonal(S * S), S);
  agree(diagonal_matrix(x) * S, x);
  agree(tl::broadcast_to<2, 3>(square(r)) % A, r);
  agree(tl::broadcast_to<3, 2>(square(x)), x);
  agree(tl::broadcast_to<2, 2>(exp(s)), s);
  agree(tl::element<1>(x) * u, x);
}
BOOST_AUTO_TEST_CASE(by_a_scalar_or_of_a_scalar_it_is_one_column_or_one_row) {
  agree(exp(s * x), s);
  agree(A / s, s);
  agree(sin(s), s);
  static_assert(decltype(jacobian(exp(s * x), s))::shape == tl::extents{3, 1});
  static_assert(decltype(jacobian(sum(A * x), A))::shape == tl::extents{1, 6});
  static_assert(decltype(jacobian(A * B, B))::shape == tl::extents{8, 12});
  BOOST_TEST(same(jacobian(sum(exp(x)), x), transpose(grad(sum(exp(x)), x))));
}
BOOST_AUTO_TEST_CASE(of_a_linear_function_it_is_the_matrix) {
  BOOST_TEST(same(jacfwd(S * x, x), S));
  BOOST_TEST(same(jacrev(S * x, x), S));
  BOOST_TEST(same(jacobian(x, x), tl::identity<3>()));
  BOOST_TEST(same(jacobian(exp(x), x), diagonal_matrix(exp(x))));
  BOOST_TEST(same(jacrev(exp(x), x), diagonal_matrix(exp(x))));
}
BOOST_AUTO_TEST_CASE(the_jacobian_of_softmax_is_its_textbook_form) {
  constexpr auto t = softmax(x);
  BOOST_TEST(same(of_softmax, diagonal_matrix(t) - t * transpose(t)));
  BOOST_TEST(same(of_softmax_in_reverse, diagonal_matrix(t) - t * transpose(t)));
}
BOOST_AUTO_TEST_CASE(no_backward_pass_forms_the_jacobian_of_softmax) {
  BOOST_TEST((forms_none({10, 10}, loss, grad(loss, W), grad(loss, tl::parameter<"W10", 10, 4>))));
  BOOST_TEST((forms_none({10, 10}, grad(dot(weights, softmax(logits)), W))));
  BOOST_TEST((forms_none({10, 10}, grad(dot(weights, log_softmax(logits)), W))));
  BOOST_TEST(!forms_none({10, 10}, jacobian(softmax(weights), weights)));  // asked for, it is there
  BOOST_TEST((forms_none({10, 10}, tl::vjp(softmax(logits), W, weights), tl::hvp(loss, W, W))));
}
BOOST_AUTO_TEST_CASE(the_cheaper_way_is_chosen) {
  static_assert(std::same_as<decltype(jacobian(A * x, x)), decltype(jacrev(A * x, x))>);
  static_assert(std::same_as<decltype(jacobian(W * x, x)), decltype(jacfwd(W * x, x))>);
  BOOST_TEST((std::same_as<decltype(jacobian(exp(x), x)), decltype(jacfwd(exp(x), x))>));
}
BOOST_AUTO_TEST_CASE(a_named_subexpression_is_moved_like_a_leaf) {
  plain::matrix const value = computed::value(hidden);
  plain::matrix const expected = computed::value(jacobian(softmax(V * b + u), b), {{{b.identifier, value.values}}});
  plain::expect(computed::value(jacobian(net, hidden)), expected, 1e-13);
  plain::expect(computed::value(jacfwd(net, hidden)), expected, 1e-13);
  plain::expect(computed::value<tl::rules::simplifier>(jacrev(net, hidden)), expected, 1e-13);
  BOOST_TEST(largest(expected) > 1e-3);
}
BOOST_AUTO_TEST_CASE(what_f_does_not_depend_on_has_the_jacobian_zero) {
  BOOST_TEST(same(sum(jacobian(exp(u), x)), tl::number(0)));
  BOOST_TEST(same(sum(jacrev(exp(u), x)), tl::number(0)));
  plain::expect(computed::value(jacobian(tl::stop_gradient(x), x)), plain::matrix(3, 3), 0);
  plain::expect(computed::value(jacfwd(sign(x) % u, x)), plain::matrix(3, 3), 0);
  plain::expect(computed::value(jacrev(sign(x) % u, x)), plain::matrix(3, 3), 0);
}
BOOST_AUTO_TEST_CASE(each_sample_of_a_batch_has_the_jacobian_it_has_alone) {
  using program = tl::program<double, each_jacobian, each_hessian>;
  static program::workspace memory;
  static program::parameters parameters;
  plain::numbers draw;
  computed::point at;
  auto const keep = [&](auto const& leaf) {
    at.given.push_back({leaf.identifier, plain::fill(parameters[leaf], draw).values});
  };
  keep(W);
  keep(b);
  keep(V);
  double data[2][6];
  for (auto& numbers : data)
    for (double& each : numbers) each = draw();
  double const xs[]{data[0][0], data[0][1], data[0][2], data[1][0], data[1][1], data[1][2]};
  double const us[]{data[0][3], data[0][4], data[0][5], data[1][3], data[1][4], data[1][5]};
  auto const result = program::run(memory, tl::bind(x, xs), tl::bind(u, us), parameters);
  BOOST_TEST_REQUIRE(static_cast<bool>(result));
  for (std::uint32_t k = 0; k < 2; ++k) {
    at.given.resize(3);
    at.given.push_back({tl::name("x"), {data[k], data[k] + 3}});
    at.given.push_back({tl::name("u"), {data[k] + 3, data[k] + 6}});
    plain::expect(result[each_jacobian][k], computed::value(jacrev(net, x), at), 1e-13);
    plain::expect(result[each_hessian][k], computed::value(tl::hessian(logsumexp(net % u), x), at), 1e-13);
    BOOST_TEST(largest(plain::of(result[each_jacobian][k])) > 1e-3);
    BOOST_TEST(largest(plain::of(result[each_hessian][k])) > 1e-4);
  }
}
BOOST_AUTO_TEST_CASE(the_jacobian_of_a_batch_mean_is_the_mean_of_the_jacobians) {
  computed::point const three{.samples = 3};
  auto const check = [&](auto const& of_mean, auto const& of_each) {
    plain::matrix mean =
        computed::value(of_each, three, 0) + computed::value(of_each, three, 1) + computed::value(of_each, three, 2);
    mean = (1.0 / 3) * mean;
    plain::expect(computed::value(of_mean, three), mean, 1e-13);
    plain::expect(computed::value<tl::rules::simplifier>(of_mean, three), mean, 1e-13);
    BOOST_TEST(largest(mean) > 1e-3);
  };
  constexpr auto mean_net = tl::batch_mean(tl::batch<4>(net));
  check(jacfwd(mean_net, b), tl::batch<4>(jacobian(net, b)));
  check(jacrev(mean_net, b), tl::batch<4>(jacobian(net, b)));
  check(jacfwd(mean_net, W), tl::batch<4>(jacobian(net, W)));
  check(jacrev(mean_net, W), tl::batch<4>(jacobian(net, W)));
}
BOOST_AUTO_TEST_CASE(the_hessian_is_symmetric_and_its_columns_are_hessian_vector_products) {
  auto const check = [](auto const& f, auto const& by, auto const& along) {
    plain::matrix const found = computed::value<tl::rules::simplifier>(tl::hessian(f, by));
    plain::expect(found, plain::transposed(found), 1e-13);
    plain::matrix const direction = computed::value(along);
    plain::matrix const product = found * plain::matrix(direction.values.size(), 1, direction.values);
    plain::expect(plain::matrix(product.rows, 1, computed::value(tl::hvp(f, by, along)).values), product, 1e-12);
    plain::expect(computed::value(tl::hessian(f, by)), found, 1e-13);
    BOOST_TEST(largest(found) > 1e-3);
  };
  check(logsumexp(V * hidden), x, d);
  check(tl::cross_entropy_with_logits(V * hidden + u, y), W, tl::state<"dW", 4, 3>);
  check(norm(softmax(V * hidden)), b, tl::state<"db", 4>);
  check(prod(x) * sum(square(x)), x, d);
  check(sum(tl::softmax<1>(A * S) % C), S, tl::state<"dS", 3, 3>);
}
BOOST_AUTO_TEST_CASE(an_ill_formed_operand_passes) {
  static_assert(std::same_as<decltype(jacobian(tl::ill_formed{}, x)), tl::ill_formed>);
  BOOST_TEST((std::same_as<decltype(tl::hessian(tl::ill_formed{}, x)), tl::ill_formed>));
}

BOOST_AUTO_TEST_SUITE_END()
