// SPDX-License-Identifier: BSL-1.0
#include "tapeless/check/identity.hpp"

#include "../generic_leaves.hpp"
#include "tapeless/diff/hvp.hpp"
#include "tapeless/diff/jacobian.hpp"
#include "tapeless/diff/vjp.hpp"
#include "tapeless/expr/define.hpp"
#include "tapeless/nn/residual.hpp"
#include "tapeless/train/objective.hpp"
#include "tapeless/train/optimizer.hpp"
#include "tapeless/train/training_step.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cmath>

namespace check_identity_test {

namespace tl = tapeless;
using tl::equal;
using tl::flops;
using tl::node_count;
constexpr auto x = tl::scalar<"x">;
constexpr auto y = tl::scalar<"y">;
constexpr auto v = tl::input<"v", 4>;
constexpr auto u = tl::input<"u", 4>;
constexpr auto b = tl::input<"b", 3>;
constexpr auto A = tl::parameter<"A", 3, 4>;
constexpr auto t = tl::label<"t", 4>;

// ---- derivatives ----------------------------------------------------------------------------------------------------

static_assert(equal<grad(x* x, x), 2 * x>);
static_assert(equal<grad(tl::pow(x, 3), x), 3 * square(x)>);
static_assert(equal<grad(exp(x), x), exp(x)>);
static_assert(equal<grad(log(x), x), 1 / x>);
static_assert(equal<grad(sin(x), x), cos(x)>);
static_assert(equal<grad(cos(x), x), -sin(x)>);
static_assert(equal<grad(grad(sin(x), x), x), -sin(x)>);
static_assert(equal<grad(tanh(x), x), 1 - square(tanh(x))>);
static_assert(equal<grad(softplus(x), x), sigmoid(x)>);
static_assert(equal<grad(x* y, x), y>);
static_assert(equal<grad(grad(x* x* y, x), y), 2 * x>);
static_assert(equal<grad(exp(x) + sin(y), y), cos(y)>);
static_assert(equal<grad(y, x), 0>);

static_assert(equal<grad(sum(v), v), grad(sum(v + u), u)>);
static_assert(equal<grad(dot(u, v), v), u>);
static_assert(equal<grad(dot(v, v), v), 2 * v>);
static_assert(equal<grad(sum(square(A* v - b)), v), transpose(A) * (2 * (A * v - b))>);
static_assert(equal<grad(logsumexp(v), v), softmax(v)>);
static_assert(equal<grad(-sum(tl::xlogy(t, softmax(v))), v), softmax(v) - t>);
static_assert(equal<tl::jacobian(A* v, v), A>);
static_assert(equal<jvp(A* v, v, u), A * u>);
static_assert(equal<vjp(A* v, v, b), transpose(A) * b>);
static_assert(equal<tl::hvp(dot(v, v), v, u), 2 * u>);

// the order of derivatives, and what is linear
static_assert(equal<grad(grad(exp(x) * sin(y), x), y), grad(grad(exp(x) * sin(y), y), x)>);
static_assert(equal<grad(3 * exp(x) + 2 * x, x), 3 * exp(x) + 2>);
static_assert(equal<jvp(exp(x) * x, x, 1), grad(exp(x) * x, x)>);

// false where two functions differ, and where the laws do not see that they are the same
static_assert(!equal<grad(x* x, x), 3 * x>);
static_assert(!equal<sin(x), cos(x)>);
static_assert(!equal<square(sin(x)) + square(cos(x)), 1>);

// ---- costs ----------------------------------------------------------------------------------------------------------

static_assert(flops<x> == 0);
static_assert(flops<x + y> == 1);
static_assert(flops<x + y, y + x, 2 * (x + y)> == 2);  // the sum is computed once
static_assert(flops<A * v> == 2 * 3 * 4);
static_assert(flops<A * v + b> == 2 * 3 * 4 + 3);
static_assert(flops<transpose(A)> == 0);
static_assert(flops<tl::batch<8>(A* v)> == 8 * flops<A * v>);
static_assert(node_count<x> == 1);
static_assert(node_count<x + y> == 3);
static_assert(node_count<x + y, y + x> == 3);
static_assert(node_count<sin(x) * exp(sin(x))> == 4);

// ---- the cheap gradient ---------------------------------------------------------------------------------------------

// A. Griewank, On Automatic Differentiation (1989): value and gradient by all parameters cost at most four times the
// value. This is what the compiler makes of the networks of README.md, examples/, bench/ and scripts/bench-compile.

template <auto const& Loss>
struct loss_alone {
  template <class B>
  static constexpr void lower(B& builder) {
    builder.output(Loss.lower(builder));
  }
};
template <auto const& Loss>
struct with_all_gradients {
  template <class B>
  static constexpr void lower(B& builder) {
    tl::graph::id const root = Loss.lower(builder);
    builder.output(root);
    std::uint32_t const leaves = builder.leaves.size();
    for (std::uint32_t l = 0; l < leaves; ++l)
      if (builder.leaves[l].kind == tl::leaf_kind::parameter)
        builder.output(tl::diff::adjoint_of(builder, root, builder.leaf_node(l, 0)));
  }
};
template <class Source>
constexpr std::uint64_t cost = tl::rules::flops_of(tl::graph::view_of(tl::rules::lowered<Source>));
template <auto const& Loss>
constexpr double cost_of_gradient = static_cast<double>(cost<with_all_gradients<Loss>>) / cost<loss_alone<Loss>>;
template <auto const& Loss>
constexpr std::uint32_t gradients = tl::rules::lowered<with_all_gradients<Loss>>.size.outputs - 1;

template <class Net, class Objective, std::uint32_t Batch>
constexpr auto& mean_loss = tl::network_loss<Net, Objective, Batch>;
using classification = tl::objective::softmax_cross_entropy;
using regression = tl::objective::mean_squared_error;

/// Layers, repeated.
template <class Input, class Last, class... Layers>
struct repeated {
  template <unsigned Times>
  static constexpr auto network() {
    if constexpr (Times == 1) {
      return tl::sequential<Input, Layers..., Last>{};
    } else {
      return repeated<Input, Last, Layers..., Layers...>::template network<Times / 2>();
    }
  }
};
using wide_layer = tl::dense<16, tl::activation::tanh>;

struct digits : tl::sequential<tl::in<"x", 64>, tl::dense<32, tl::activation::tanh>, tl::dense<10>> {};
struct iris : tl::sequential<tl::in<"x", 4>, tl::dense<16, tl::activation::tanh>, tl::dense<3>> {};
struct chain : decltype(repeated<tl::in<"x", 16>, tl::dense<4>, wide_layer>::network<16>()) {};
struct residuals : decltype(repeated<tl::in<"x", 16>, tl::dense<4>, tl::residual<wide_layer>>::network<16>()) {};
struct mixture : tl::sequential<tl::in<"x", 6>, tl::dense<9, tl::activation::tanh>,
                                tl::residual<tl::dense<9, tl::activation::gelu>>, tl::dense<5, tl::activation::relu>,
                                tl::dense<3>> {};

// examples/own_loop.cpp and README.md, written by hand
constexpr auto two = tl::input<"two", 2>;
constexpr auto truth = tl::input<"truth">;
constexpr auto W1 = tl::parameter<"W1", 4, 2>;
constexpr auto b1 = tl::parameter<"b1", 4>;
constexpr auto W2 = tl::parameter<"W2", 1, 4>;
constexpr auto b2 = tl::parameter<"b2">;
constexpr auto exclusive_or = tl::define([] {
  return batch_mean(tl::batch<4>(tl::binary_cross_entropy_with_logits(W2 * tanh(W1 * two + b1) + b2, truth)));
});
constexpr auto h = tl::define<"h">([] { return tanh(tl::parameter<"W1", 16, 4> * v + tl::parameter<"b1", 16>); });
constexpr auto of_readme = tl::define([] {
  return batch_mean(tl::batch<8>(
      tl::cross_entropy(softmax(tl::parameter<"W2", 3, 16> * h + tl::parameter<"b2", 3>), tl::label<"class", 3>)));
});

// ---- the digits network with all its parameters in one vector -------------------------------------------------------

constexpr std::uint32_t first = 32 * 64;
constexpr std::uint32_t second = 10 * 32;
constexpr auto theta = tl::parameter<"theta", first + 32 + second + 10>;
constexpr auto direction = tl::state<"direction", first + 32 + second + 10>;
constexpr auto pixels = tl::input<"pixels", 64>;
constexpr auto digit = tl::label<"digit", 10>;
/// The mean loss of 32 digits at the parameters p.
template <class P>
constexpr auto digits_loss(P const& p) {
  auto const hidden = tanh(tl::reshape<32, 64>(tl::slice<0, first>(p)) * pixels + tl::slice<first, 32>(p));
  auto const scores =
      tl::reshape<10, 32>(tl::slice<first + 32, second>(p)) * hidden + tl::slice<first + 32 + second, 10>(p);
  return batch_mean(tl::batch<32>(tl::cross_entropy_with_logits(scores, digit)));
}
constexpr auto loss = tl::define<"loss">([] { return digits_loss(theta); });
constexpr auto slope = grad(loss, theta);
constexpr auto curvature_times = tl::hvp(loss, theta, direction);

constexpr auto epsilon = tl::scalar<"epsilon">;
constexpr auto moved = tl::define<"moved">(theta + epsilon * direction);
constexpr auto moved_slope = grad(digits_loss(moved), moved);
auto slope_at(double step) {
  return tl::run::interpretation<double, tl::rules::listed<moved_slope>>(tl::bind(epsilon, step), generic::leaves{4})
      .output<0>();
}

}  // namespace check_identity_test

BOOST_AUTO_TEST_SUITE(check_identity)

using namespace check_identity_test;

BOOST_AUTO_TEST_CASE(value_and_gradient_cost_at_most_four_times_the_value) {
  auto const bounded = [](char const* network, std::uint32_t count, std::uint32_t parameters, double ratio) {
    BOOST_TEST_MESSAGE(network << ": value and " << count << " gradients cost " << ratio << " times the value");
    BOOST_TEST_CONTEXT(network) {
      BOOST_TEST(count == parameters);
      BOOST_TEST(ratio <= 4);
      BOOST_TEST(ratio > 1.25);  // or they were not computed
    }
  };
  bounded("digits", gradients<mean_loss<digits, classification, 32>>, 4,
          cost_of_gradient<mean_loss<digits, classification, 32>>);
  bounded("iris", gradients<mean_loss<iris, classification, 32>>, 4,
          cost_of_gradient<mean_loss<iris, classification, 32>>);
  bounded("readme", gradients<of_readme>, 4, cost_of_gradient<of_readme>);
  bounded("exclusive or", gradients<exclusive_or>, 4, cost_of_gradient<exclusive_or>);
  bounded("chain", gradients<mean_loss<chain, regression, 32>>, 34, cost_of_gradient<mean_loss<chain, regression, 32>>);
  bounded("residuals", gradients<mean_loss<residuals, regression, 32>>, 34,
          cost_of_gradient<mean_loss<residuals, regression, 32>>);
  bounded("mixture", gradients<mean_loss<mixture, classification, 4>>, 8,
          cost_of_gradient<mean_loss<mixture, classification, 4>>);
}
BOOST_AUTO_TEST_CASE(the_hessian_of_the_digits_network_times_a_vector_costs_at_most_three_gradients) {
  constexpr std::uint64_t of_gradient = cost<tl::rules::listed<slope>>;
  constexpr std::uint64_t of_product = cost<tl::rules::listed<curvature_times>>;
  BOOST_TEST_MESSAGE("gradient " << of_gradient << " flops, Hessian times a vector " << of_product << " flops");
  BOOST_TEST(of_product <= 3 * of_gradient);
  BOOST_TEST(of_product > of_gradient);
}
BOOST_AUTO_TEST_CASE(the_hessian_of_the_digits_network_times_a_vector_is_the_difference_of_gradients) {
  auto const product = generic::value<curvature_times>(4);
  constexpr double step = 1e-3;  // of the five-point rule
  auto const after = slope_at(step);
  auto const before = slope_at(-step);
  auto const far_after = slope_at(2 * step);
  auto const far_before = slope_at(-2 * step);
  double largest = 0;
  bool near = true;
  for (std::uint32_t e = 0; e < product.size(); ++e) {
    double const wide = far_after[e] - far_before[e];
    double const quotient = (8 * (after[e] - before[e]) - wide) / (12 * step);
    largest = std::max(largest, std::abs(product[e]));
    near = near && std::abs(product[e] - quotient) <= 1e-6;
  }
  BOOST_TEST(near);
  BOOST_TEST(largest > 1);  // 1.8
}

BOOST_AUTO_TEST_SUITE_END()
