// SPDX-License-Identifier: BSL-1.0
// test: alone, clang suffices
// The laws of calculus, between expressions that are derived in different ways.
#include "../generic_leaves.hpp"
#include "tapeless/diff/grad.hpp"
#include "tapeless/diff/hvp.hpp"
#include "tapeless/diff/jacobian.hpp"
#include "tapeless/diff/vjp.hpp"
#include "tapeless/expr/batch.hpp"
#include "tapeless/expr/define.hpp"
#include "tapeless/graph/plain_builder.hpp"
#include "tapeless/nn/loss.hpp"
#include "tapeless/nn/residual.hpp"
#include "tapeless/nn/sequential.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <span>
#include <vector>

namespace laws_algebra_test {

namespace tl = tapeless;
using tl::define;
using tl::hessian;
using tl::hvp;
using tl::jacfwd;
using tl::jacobian;
using tl::jacrev;
using tl::jvp;
using tl::vjp;
using tl::graph::id;

// ---- how a law is tested --------------------------------------------------------------------------------------------

/// One side of a law and its value at the generic point. What the compiler does with an expression is done here at run
/// time, where sanitizers see it: a builder takes the expression down, the interpreter computes the nodes.
template <class Builder>
class side {
public:
  template <class Expression>
  explicit side(Expression const& written) : root(written.lower(builder)) {}
  void compute(std::uint32_t samples) {
    for (id n = 0; n < builder.size(); ++n) {
      offsets.push_back(static_cast<std::uint32_t>(numbers.size()));
      numbers.resize(numbers.size() + builder[n].shape.total());
      if (builder[n].code == tl::op::leaf) fill(n, samples);
    }
    tl::graph::view const graph{.nodes = builder.nodes.begin(),
                                .node_count = builder.size(),
                                .leaves = builder.leaves.begin(),
                                .leaf_count = builder.leaves.size(),
                                .outputs = nullptr,
                                .output_count = 0,
                                .assigns = nullptr,
                                .assign_count = 0,
                                .names = nullptr,
                                .name_count = 0,
                                .batch = builder.declared_batch()};
    tl::run::interpret(graph, offsets.data(), numbers.data(), samples);
  }
  /// The elements, one for all where a scalar stands for a matrix of equal elements.
  std::span<double const> elements() const { return {numbers.data() + offsets[root], builder[root].shape.size()}; }

private:
  void fill(id n, std::uint32_t samples) {
    tl::graph::leaf_info const& info = builder.leaves[builder[n].leaf];
    for (std::uint32_t each = 0; each < (builder[n].shape.is_batched() ? samples : 1); ++each)
      tl::run::leaf_source<generic::leaves>::write({samples}, info, each,
                                                   numbers.data() + offsets[n] + each * info.shape.size());
  }

  Builder builder;
  id root;
  std::vector<std::uint32_t> offsets;
  std::vector<double> numbers;
};

/// |a − b| is small against the largest element of b, which is not zero.
bool agree(std::span<double const> a, std::span<double const> b) {
  double largest = 0;
  for (double const each : b) largest = std::max(largest, std::abs(each));
  for (std::size_t e = 0; e < std::max(a.size(), b.size()); ++e)
    if (!(std::abs(a[a.size() == 1 ? 0 : e] - b[b.size() == 1 ? 0 : e]) <= 1e-13 * largest)) return false;
  return largest > 1e-6;
}

/// The left side is simplified and the right side is computed as it was written: with both simplified, a wrong law of
/// the simplifier could make them the same wrong node.
void compare(side<tl::rules::simplifier> left, side<tl::graph::plain_builder> right, std::uint32_t samples, int line) {
  left.compute(samples);
  right.compute(samples);
  BOOST_TEST_CONTEXT("the law in line " << line) BOOST_TEST(agree(left.elements(), right.elements()));
}
template <class Left, class Right>
void same(Left const& left, Right const& right, std::uint32_t samples = 1, int line = __builtin_LINE()) {
  static_assert(Left::shape == Right::shape);
  compare(side<tl::rules::simplifier>(left), side<tl::graph::plain_builder>(right), samples, line);
}

// ---- functions ------------------------------------------------------------------------------------------------------

constexpr auto s = tl::scalar<"s">;
constexpr auto t = tl::scalar<"t">;
constexpr auto x = tl::input<"x", 3>;
constexpr auto v = tl::input<"v", 3>;  // directions
constexpr auto u = tl::input<"u", 3>;
constexpr auto p = tl::input<"p", 3>;  // positive numbers
constexpr auto A = tl::parameter<"A", 3, 2>;
constexpr auto B = tl::parameter<"B", 2, 3>;
constexpr auto V = tl::parameter<"V", 3, 2>;
constexpr auto U = tl::parameter<"U", 3, 3>;
constexpr auto W = tl::parameter<"W", 3, 3>;

// of a vector
constexpr auto f = define<"f">([] { return sum(exp(x) % sin(x)); });
constexpr auto g = define<"g">([] { return log(2 + dot(x, x)); });
constexpr auto h = define<"h">([] { return tanh(W * x + u); });
constexpr auto k = define<"k">([] { return softmax(x) + cos(x); });
// of a matrix
constexpr auto F = define<"F">([] { return sum(tanh(A * B)); });
constexpr auto G = define<"G">([] { return square(sum(A % V)) + 1; });
constexpr auto H = define<"H">([] { return A * B * A; });
constexpr auto K = define<"K">([] { return sigmoid(A % V); });

// ---- chains ---------------------------------------------------------------------------------------------------------

constexpr auto on_top = define<"on_top">([] { return sin(U * h) + h % h; });  // of h
constexpr auto loss = define<"loss">([] { return logsumexp(on_top); });
constexpr auto of_g = define<"of_g">([] { return sin(g) * g; });  // a function of one number
constexpr auto angle = define<"angle">([] { return atan(s); });
constexpr auto area = define<"area">([] { return asinh(s); });

// ---- networks -------------------------------------------------------------------------------------------------------

struct net : tl::sequential<tl::in<"x", 3>, tl::dense<4, tl::activation::gelu>,
                            tl::residual<tl::dense<4, tl::activation::tanh>>, tl::dense<3>> {};
constexpr auto logits = tl::output<net>;
constexpr auto truth = tl::label<"truth", 3>;
constexpr auto net_loss = define<"net_loss">([] { return tl::cross_entropy_with_logits(logits, truth); });
constexpr auto W0 = tl::parameter<"net.0.weight", 4, 3>;
constexpr auto b1 = tl::parameter<"net.1.0.bias", 4>;
constexpr auto W2 = tl::parameter<"net.2.weight", 3, 4>;
constexpr auto V0 = tl::state<"V0", 4, 3>;
constexpr auto v1 = tl::state<"v1", 4>;
constexpr auto V2 = tl::state<"V2", 3, 4>;
constexpr auto mean_loss = define<"mean_loss">([] { return batch_mean(tl::batch<4>(net_loss)); });

// ---- second derivatives ---------------------------------------------------------------------------------------------

constexpr auto of_both = define<"of_both">([] { return sum(sin(x) % exp(v)) * dot(x, W * v); });
constexpr auto of_numbers = define<"of_numbers">([] { return exp(s * t) * sin(s - square(t)); });

// ---- homogeneous and invariant functions ----------------------------------------------------------------------------

constexpr auto norm = define<"norm">([] { return sqrt(dot(x, x)); });
constexpr auto cubic =
    define<"cubic">([] { return sum(x % x % x) + tl::element<0>(x) * tl::element<1>(x) * tl::element<2>(x); });
constexpr auto form = define<"form">([] { return dot(x, W * x); });
constexpr auto roots = define<"roots">([] { return sum(sqrt(p)); });
constexpr auto determinant = define<"determinant">(
    [] { return tl::element<0, 0>(A) * tl::element<1, 1>(A) - tl::element<0, 1>(A) * tl::element<1, 0>(A); });
// rectified and without bias, a network is homogeneous of degree 1 in its input and in each weight
constexpr auto rectified = define<"rectified">([] { return sum(U * tl::leaky_relu(W * tl::leaky_relu(U * x))); });

constexpr auto degree_zero = tl::stack(dot(x, grad(form / dot(x, x), x)), max(abs(grad(form / dot(x, x), x))));
constexpr auto shifted = tl::stack(sum(vjp(softmax(x), x, v)), max(abs(vjp(softmax(x), x, v))));

/// The first of two numbers vanishes against the second.
template <auto const& E>
void vanishes() {
  auto const found = generic::value<E>();
  BOOST_TEST(found[1] > 1e-3);
  BOOST_TEST(found[0] / found[1] == 0.0, boost::test_tools::tolerance(1e-14));
}

}  // namespace laws_algebra_test

BOOST_AUTO_TEST_SUITE(laws_algebra)

using namespace laws_algebra_test;

BOOST_AUTO_TEST_CASE(derivatives_are_linear_in_the_function) {
  same(grad(2.5 * f - g / 2, x), 2.5 * grad(f, x) - grad(g, x) / 2);
  same(grad(2.5 * F - G / 2, A), 2.5 * grad(F, A) - grad(G, A) / 2);
  same(jacobian(2.5 * h - k / 2, x), 2.5 * jacobian(h, x) - jacobian(k, x) / 2);
  same(jacobian(H - 3 * K, A), jacobian(H, A) - 3 * jacobian(K, A));
  same(hessian(f - 3 * g, x), hessian(f, x) - 3 * hessian(g, x));
}
BOOST_AUTO_TEST_CASE(derivatives_are_linear_in_the_direction) {
  same(jvp(h, x, 2 * v - p), 2 * jvp(h, x, v) - jvp(h, x, p));
  same(vjp(h, x, 2 * v - p), 2 * vjp(h, x, v) - vjp(h, x, p));
  same(jvp(H, A, 2 * V - A), 2 * jvp(H, A, V) - jvp(H, A, A));
  same(vjp(K, A, V + H), vjp(K, A, V) + vjp(K, A, H));
  same(hvp(F, A, V - 2 * A), hvp(F, A, V) - 2 * hvp(F, A, A));
  same(jvp(f, x, v), dot(v, grad(f, x)));
  same(jvp(F, A, V), sum(V % grad(F, A)));
}
BOOST_AUTO_TEST_CASE(the_product_rule) {
  same(grad(f * g, x), f * grad(g, x) + g * grad(f, x));
  same(grad(F * G, A), F * grad(G, A) + G * grad(F, A));
  same(jvp(h % k, x, v), jvp(h, x, v) % k + h % jvp(k, x, v));
  same(grad(dot(h, k), x), vjp(h, x, k) + vjp(k, x, h));
  same(jvp(outer(h, k), x, v), outer(jvp(h, x, v), k) + outer(h, jvp(k, x, v)));
  same(jvp(H * transpose(K), A, V), jvp(H, A, V) * transpose(K) + H * transpose(jvp(K, A, V)));
}
BOOST_AUTO_TEST_CASE(the_product_rule_of_second_order) {
  same(hessian(f * g, x),
       f * hessian(g, x) + g * hessian(f, x) + outer(grad(f, x), grad(g, x)) + outer(grad(g, x), grad(f, x)));
}
BOOST_AUTO_TEST_CASE(the_quotient_rule) {
  same(grad(f / g, x), (g * grad(f, x) - f * grad(g, x)) / square(g));
  same(grad(F / G, A), (G * grad(F, A) - F * grad(G, A)) / square(G));
  same(grad(1 / g, x), -grad(g, x) / square(g));
  same(jvp(h / exp(k), x, v), (jvp(h, x, v) % exp(k) - h % jvp(exp(k), x, v)) / exp(2 * k));
}
BOOST_AUTO_TEST_CASE(the_power_rule) {
  same(grad(tl::pow(g, 3), x), 3 * square(g) * grad(g, x));
  same(grad(tl::pow(g, -1.5), x), -1.5 * tl::pow(g, -2.5) * grad(g, x));
  same(grad(exp(g), x), exp(g) * grad(g, x));
  same(grad(tl::pow(g, s), s), tl::pow(g, s) * log(g));
}
BOOST_AUTO_TEST_CASE(the_chain_rule_through_named_subexpressions) {
  same(grad(loss, x), transpose(jacobian(h, x)) * grad(loss, h));
  same(grad(loss, x), vjp(h, x, grad(loss, h)));
  same(grad(loss, W), vjp(h, W, grad(loss, h)));
  same(grad(loss, x), vjp(h, x, vjp(on_top, h, grad(loss, on_top))));
  same(jvp(on_top, x, v), jvp(on_top, h, jvp(h, x, v)));
  same(jacobian(on_top, x), jacobian(on_top, h) * jacobian(h, x));
  same(jacobian(on_top, W), jacobian(on_top, h) * jacobian(h, W));
  same(jacobian(logsumexp(K % H), A),
       jacobian(logsumexp(K % H), K) * jacobian(K, A) + jacobian(logsumexp(K % H), H) * jacobian(H, A));
}
BOOST_AUTO_TEST_CASE(the_chain_rule_of_second_order) {
  same(grad(of_g, x), grad(of_g, g) * grad(g, x));
  same(hessian(of_g, x), grad(of_g, g) * hessian(g, x) + grad(grad(of_g, g), g) * outer(grad(g, x), grad(g, x)));
}
BOOST_AUTO_TEST_CASE(the_derivative_of_an_inverse_function_is_the_inverse_of_the_derivative) {
  same(grad(angle, s), 1 / grad(tan(angle), angle));
  same(grad(area, s), 1 / grad(sinh(area), area));
  same(jacobian(log(p), p) * jacobian(exp(log(p)), log(p)), tl::identity<3>());
}
BOOST_AUTO_TEST_CASE(what_is_held_constant_has_no_derivative) {
  same(grad(stop_gradient(f) * g, x), f * grad(g, x));
  same(jvp(h % stop_gradient(k), x, v), jvp(h, x, v) % k);
  same(hessian(stop_gradient(f) * g + f, x), f * hessian(g, x) + hessian(f, x));
}
BOOST_AUTO_TEST_CASE(second_derivatives_commute) {
  same(hessian(f * g, x), transpose(hessian(f * g, x)));
  same(hessian(F * G, A), transpose(hessian(F * G, A)));
  same(hessian(net_loss, W0), transpose(hessian(net_loss, W0)));
  same(hessian(net_loss, x), transpose(hessian(net_loss, x)));
  same(jacobian(grad(of_both, x), v), transpose(jacobian(grad(of_both, v), x)));
  same(jacobian(grad(net_loss, b1), x), transpose(jacobian(grad(net_loss, x), b1)));
  same(grad(grad(of_numbers, s), t), grad(grad(of_numbers, t), s));
  same(grad(grad(grad(of_numbers, s), t), s), grad(grad(grad(of_numbers, s), s), t));
}
BOOST_AUTO_TEST_CASE(the_hessian_is_the_matrix_of_the_hessian_vector_products) {
  same(hessian(f * g, x) * v, hvp(f * g, x, v));
  same(hessian(net_loss, b1) * v1, hvp(net_loss, b1, v1));
  same(hessian(net_loss, W0) * tl::reshape<12>(V0), tl::reshape<12>(hvp(net_loss, W0, V0)));
  same(hvp(net_loss, W2, V2), grad(sum(V2 % grad(net_loss, W2)), W2));
  same(hvp(net_loss, W2, V2), vjp(grad(net_loss, W2), W2, V2));
}
BOOST_AUTO_TEST_CASE(forward_and_reverse_jacobians_are_equal) {
  same(jacfwd(h, x), jacrev(h, x));
  same(jacfwd(H, A), jacrev(H, A));
  same(jacfwd(logits, W0), jacrev(logits, W0));
  same(jacfwd(logits, x), jacrev(logits, x));
  same(jacfwd(grad(f, x), x), jacrev(grad(f, x), x));
  same(jacfwd(g, x), jacrev(g, x));
}
BOOST_AUTO_TEST_CASE(a_jacobian_is_the_matrix_of_the_derivative) {
  same(jacobian(f, x), transpose(grad(f, x)));
  same(jacobian(tl::stack(f, g), x), tl::concatenate(transpose(grad(f, x)), transpose(grad(g, x))));
  same(jacobian(h, x) * v, jvp(h, x, v));
  same(transpose(jacobian(h, x)) * u, vjp(h, x, u));
  same(jacobian(W * x, x), W);
  same(jacobian(H, A) * tl::reshape<6>(V), tl::reshape<6>(jvp(H, A, V)));
}
BOOST_AUTO_TEST_CASE(jvp_and_vjp_are_dual) {
  same(dot(u, jvp(logits, W0, V0)), sum(vjp(logits, W0, u) % V0));
  same(dot(u, jvp(logits, b1, v1)), dot(vjp(logits, b1, u), v1));
  same(dot(u, jvp(logits, W2, V2)), sum(vjp(logits, W2, u) % V2));
  same(dot(u, jvp(logits, x, v)), dot(vjp(logits, x, u), v));
  same(sum(V % jvp(H, A, A)), sum(vjp(H, A, V) % A));
  same(dot(u, jacobian(logits, x) * v), dot(transpose(jacobian(logits, x)) * u, v));
}
BOOST_AUTO_TEST_CASE(jvp_and_vjp_of_a_mean_over_a_batch_are_dual) {
  for (std::uint32_t const samples : {3u, 4u}) {
    same(jvp(mean_loss, W0, V0), sum(grad(mean_loss, W0) % V0), samples);
    same(sum(V0 % hvp(mean_loss, W0, W0)), sum(W0 % hvp(mean_loss, W0, V0)), samples);
  }
}
BOOST_AUTO_TEST_CASE(the_mean_of_the_samples_derivatives_is_the_derivative_of_the_mean) {
  for (std::uint32_t const samples : {3u, 4u}) {
    same(grad(mean_loss, W0), batch_mean(tl::batch<4>(grad(net_loss, W0))), samples);
    same(grad(mean_loss, b1), batch_mean(tl::batch<4>(grad(net_loss, b1))), samples);
    same(jvp(mean_loss, W2, V2), batch_mean(tl::batch<4>(jvp(net_loss, W2, V2))), samples);
    same(hvp(mean_loss, W2, V2), batch_mean(tl::batch<4>(hvp(net_loss, W2, V2))), samples);
  }
}
BOOST_AUTO_TEST_CASE(eulers_theorem_on_homogeneous_functions) {
  same(dot(x, grad(norm, x)), norm);
  same(dot(x, grad(form, x)), 2 * form);
  same(dot(x, grad(cubic, x)), 3 * cubic);
  same(dot(x, grad(cubic / norm, x)), 2 * cubic / norm);
  same(dot(x, grad(max(x), x)), max(x));
  same(dot(p, grad(roots, p)), roots / 2);
  same(sum(A % grad(determinant, A)), 2 * determinant);
  same(dot(x, grad(rectified, x)), rectified);
  same(sum(W % grad(rectified, W)), rectified);
  same(sum(U % grad(rectified, U)), 2 * rectified);
}
BOOST_AUTO_TEST_CASE(the_gradient_of_a_homogeneous_function_is_homogeneous) {
  same(hvp(cubic, x, x), 2 * grad(cubic, x));
  same(dot(x, hvp(cubic, x, x)), 6 * cubic);
  same(hvp(form, x, x), grad(form, x));
  same(hvp(roots, p, p), -grad(roots, p) / 2);
  same(sum(A % hvp(determinant, A, A)), 2 * determinant);
}
BOOST_AUTO_TEST_CASE(along_itself_a_function_of_the_direction_alone_does_not_change) { vanishes<degree_zero>(); }
BOOST_AUTO_TEST_CASE(softmax_does_not_see_a_shift_and_logsumexp_adds_it) {
  vanishes<shifted>();
  same(sum(grad(logsumexp(x), x)), tl::number(1));
  same(jacobian(softmax(x), x), tl::diagonal_matrix(softmax(x)) - outer(softmax(x), softmax(x)));
}

BOOST_AUTO_TEST_SUITE_END()
