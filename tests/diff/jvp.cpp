// SPDX-License-Identifier: BSL-1.0
#include "tapeless/diff/jvp.hpp"

#include "../generic_leaves.hpp"
#include "../in_graph.hpp"
#include "tapeless/diff/grad.hpp"
#include "tapeless/expr/batch.hpp"
#include "tapeless/expr/define.hpp"
#include "tapeless/nn/loss.hpp"

#include <boost/test/unit_test.hpp>

namespace diff_jvp_test {

namespace tl = tapeless;
using in_graph::root;
using in_graph::same;
using tl::jvp;
using tl::op;
constexpr auto x = tl::input<"x", 4>;
constexpr auto d = tl::input<"d", 4>;
constexpr auto y = tl::label<"y", 3>;
constexpr auto W1 = tl::parameter<"W1", 5, 4>;
constexpr auto b1 = tl::parameter<"b1", 5>;
constexpr auto W2 = tl::parameter<"W2", 3, 5>;
constexpr auto b2 = tl::parameter<"b2", 3>;
constexpr auto V1 = tl::state<"V1", 5, 4>;
constexpr auto v1 = tl::state<"v1", 5>;
constexpr auto A = tl::parameter<"A", 2, 3>;
constexpr auto dA = tl::parameter<"dA", 2, 3>;
constexpr auto s = tl::input<"s">;
constexpr auto hidden = tl::define<"hidden">(tanh(W1 * x + b1));
constexpr auto logits = W2 * hidden + b2;
constexpr auto loss = tl::cross_entropy_with_logits(logits, y);
constexpr auto mean_loss = tl::batch_mean(tl::batch<4>(loss));

// ---- against the gradient -------------------------------------------------------------------------------------------

constexpr auto along_V1 = jvp(mean_loss, W1, V1);
constexpr auto slope_of_V1 = sum(grad(mean_loss, W1) % V1);
constexpr auto along_v1 = jvp(mean_loss, b1, v1);
constexpr auto slope_of_v1 = sum(grad(mean_loss, b1) % v1);
constexpr auto by_hidden = jvp(loss, hidden, v1);
constexpr auto slope_by_hidden = dot(grad(loss, hidden), v1);
constexpr auto each = tl::batch<4>(jvp(loss, x, d));
constexpr auto each_slope = tl::batch<4>(dot(grad(loss, x), d));

template <auto const& F, auto const& Expected>
void equal_numbers(std::uint32_t samples) {
  double const found = generic::value<F>(samples);
  BOOST_TEST(found != 0);
  BOOST_TEST(found == static_cast<double>(generic::value<Expected>(samples)), boost::test_tools::tolerance(1e-12));
}

// ---- against difference quotients: f(x + ε·dx) is an expression too -------------------------------------------------

constexpr auto epsilon = tl::scalar<"epsilon">;
template <auto const& F>
auto moved(double step) {
  return tl::run::interpretation<double, tl::rules::listed<F>>(tl::bind(epsilon, step), generic::leaves{})
      .template output<0>();
}
/// The five-point rule; its error is h⁴f⁗′/30 and 3e-13 for rounding.
template <auto const& Moved, auto const& Derivative>
void agrees_with_the_difference_quotient() {
  constexpr double h = 1e-3;
  auto const derived = generic::value<Derivative>();
  auto const after = moved<Moved>(h);
  auto const before = moved<Moved>(-h);
  auto const far_after = moved<Moved>(2 * h);
  auto const far_before = moved<Moved>(-2 * h);
  for (std::uint32_t e = 0; e < derived.size(); ++e) {
    double const wide = far_after.values[e] - far_before.values[e];
    double const quotient = (8 * (after.values[e] - before.values[e]) - wide) / (12 * h);
    BOOST_TEST(derived.values[e] != 0);
    BOOST_TEST(derived.values[e] == quotient, boost::test_tools::tolerance(1e-9));
  }
}
constexpr auto vector_function = [](auto const& at) { return softmax(W2 * tanh(W1 * at + b1) + b2); };
constexpr auto of_vector = jvp(vector_function(x), x, d);
constexpr auto vector_moved = vector_function(x + epsilon * d);
constexpr auto matrix_function = [](auto const& at) { return exp(transpose(at) * at) / sum(square(at)); };
constexpr auto of_matrix = jvp(matrix_function(A), A, dA);
constexpr auto matrix_moved = matrix_function(A + epsilon * dA);
constexpr auto second = jvp(of_vector, x, d);
constexpr auto first_moved = jvp(vector_function(x + epsilon * d), x, d);

// ---- directions -----------------------------------------------------------------------------------------------------

constexpr auto quadratic = (A * transpose(A)) * sum(A);
constexpr auto euler = jvp(quadratic, A, A);
constexpr auto three_times = 3 * quadratic;
constexpr auto doubled = tanh(x) % tanh(x) % x;
constexpr auto by_part = jvp(doubled, tanh(x), tanh(x));
constexpr auto twice = 2 * doubled;

// ---- batches --------------------------------------------------------------------------------------------------------

constexpr auto each_logits = tl::batch<4>(jvp(logits, x, d));
constexpr auto alone = jvp(logits, x, d);
constexpr auto batched_hidden = tl::define<"batched_hidden">(tl::batch<4>(hidden));
constexpr auto of_all = tl::batch_mean(logsumexp(W2 * batched_hidden + b2));
constexpr auto by_all = jvp(of_all, batched_hidden, tl::batch<4>(W1* d));
constexpr auto slope_by_all = tl::batch_sum(sum(grad(of_all, batched_hidden) % tl::batch<4>(W1 * d)));
constexpr auto all_alike = jvp(of_all, batched_hidden, v1);
constexpr auto slope_of_all_alike = sum(tl::batch_sum(grad(of_all, batched_hidden)) % v1);
constexpr auto number_of_samples = jvp(tl::batch_sum(tl::batch<4>(W1 * x + b1)), b1, v1);

consteval bool a_sweep_leaves_out_what_the_root_does_not_need() {
  tl::rules::simplifier b;
  tl::graph::id const target = b.leaf(tl::leaf_kind::input, tl::name("x"), {2, 1});
  tl::graph::id const along = b.leaf(tl::leaf_kind::input, tl::name("d"), {2, 1});
  b.apply(op::exp, target);
  tl::graph::id const needed = b.apply(op::sum, target);
  tl::graph::id const nodes = b.size();
  tl::graph::id const found = tl::diff::tangent_of(b, needed, target, along);
  return b[found].code == op::sum && b[found].a == along && b.size() == nodes + 1;
}

}  // namespace diff_jvp_test

BOOST_AUTO_TEST_SUITE(diff_jvp)

using namespace diff_jvp_test;

BOOST_AUTO_TEST_CASE(along_a_parameter_it_is_the_gradient_times_the_direction) {
  equal_numbers<along_V1, slope_of_V1>(4);
  equal_numbers<along_V1, slope_of_V1>(3);
  equal_numbers<along_v1, slope_of_v1>(3);
}
BOOST_AUTO_TEST_CASE(a_named_subexpression_moves_like_a_leaf) {
  equal_numbers<by_hidden, slope_by_hidden>(1);
  BOOST_TEST(same(jvp(hidden, hidden, v1), v1));
}
BOOST_AUTO_TEST_CASE(of_vectors_and_matrices_it_is_the_limit_of_the_difference_quotient) {
  agrees_with_the_difference_quotient<vector_moved, of_vector>();
  agrees_with_the_difference_quotient<matrix_moved, of_matrix>();
}
BOOST_AUTO_TEST_CASE(it_can_be_derived_again) { agrees_with_the_difference_quotient<first_moved, second>(); }
BOOST_AUTO_TEST_CASE(a_direction_that_depends_on_x_is_a_constant_of_the_derivative) {
  // Euler: along x itself, a homogeneous function of degree n grows by n·f
  auto const found = generic::value<euler>();
  auto const expected = generic::value<three_times>();
  for (std::uint32_t e = 0; e < 4; ++e)
    BOOST_TEST(found.values[e] == expected.values[e], boost::test_tools::tolerance(1e-13));
  auto const by_tanh = generic::value<by_part>();
  auto const degree_two = generic::value<twice>();
  for (std::uint32_t e = 0; e < 4; ++e)
    BOOST_TEST(by_tanh.values[e] == degree_two.values[e], boost::test_tools::tolerance(1e-13));
}
BOOST_AUTO_TEST_CASE(the_direction_of_a_number_may_be_a_number) {
  BOOST_TEST(same(jvp(exp(s), s, 1), exp(s)));
  BOOST_TEST(same(jvp(square(s), s, 3), 3 * (2 * s)));
}
BOOST_AUTO_TEST_CASE(where_f_does_not_depend_on_x_it_is_zero_of_its_shape) {
  BOOST_TEST((root(jvp(logits, A, dA)) == op::broadcast));
  BOOST_TEST(same(sum(jvp(logits, A, dA)), tl::number(0)));
  BOOST_TEST((decltype(jvp(logits, A, dA))::shape == tl::extents{3, 1}));
}
BOOST_AUTO_TEST_CASE(only_nodes_between_x_and_f_are_derived) {
  BOOST_TEST(a_sweep_leaves_out_what_the_root_does_not_need());
}
BOOST_AUTO_TEST_CASE(each_sample_of_a_batch_moves_as_it_would_alone) {
  auto const found = generic::value<each>(3);
  auto const expected = generic::value<each_slope>(3);
  BOOST_TEST_REQUIRE(found.size() == 3u);
  for (std::uint32_t i = 0; i < 3; ++i) {
    BOOST_TEST(found[i](0) != 0);
    BOOST_TEST(found[i](0) == expected[i](0), boost::test_tools::tolerance(1e-12));
  }
  auto const first = generic::value<alone>();
  for (std::uint32_t i = 0; i < 3; ++i)
    BOOST_TEST(generic::value<each_logits>(3)[0](i) == first(i), boost::test_tools::tolerance(1e-14));
}
BOOST_AUTO_TEST_CASE(a_batched_subexpression_moves_by_a_direction_per_sample_or_one_for_all) {
  equal_numbers<by_all, slope_by_all>(3);
  equal_numbers<all_alike, slope_of_all_alike>(3);
}
BOOST_AUTO_TEST_CASE(a_sum_over_the_samples_moves_once_per_sample_that_is_bound) {
  auto const found = generic::value<number_of_samples>(3);
  auto const once = generic::value<v1>();
  for (std::uint32_t i = 0; i < 5; ++i) BOOST_TEST(found(i) == 3 * once(i), boost::test_tools::tolerance(1e-15));
}

BOOST_AUTO_TEST_SUITE_END()
