// SPDX-License-Identifier: BSL-1.0
#include "tapeless/nn/value_kind.hpp"

#include "tapeless/diff/grad.hpp"
#include "tapeless/expr/norm.hpp"
#include "tapeless/nn/loss.hpp"
#include "tapeless/nn/residual.hpp"
#include "tapeless/nn/sequential.hpp"
#include "tapeless/run/interpreter.hpp"

#include <boost/test/unit_test.hpp>

namespace nn_value_kind_test {

namespace tl = tapeless;
using tl::value_kind;
constexpr auto x = tl::input<"x", 4>;
constexpr auto given = tl::input<"given", 3>;
constexpr auto y = tl::label<"y", 3>;
constexpr auto W = tl::parameter<"W", 3, 4>;
constexpr auto V = tl::parameter<"V", 3, 3>;
constexpr auto b = tl::parameter<"b", 3>;
constexpr auto v = tl::parameter<"v", 4>;
constexpr auto z = W * x + b;

template <tl::expression E>
constexpr bool is(E const&, value_kind wanted) {
  return tl::nn::kind_of<E>() == wanted;
}
constexpr auto function = [] { return W * x; };
constexpr auto certain = tl::cross_entropy(tl::probabilities(given), softmax(b));  // log 32 / 3

static_assert(is(W * x, value_kind::scores) && is(z, value_kind::scores) && is(-z, value_kind::scores));
static_assert(is(dot(v, x), value_kind::scores) && is(V * sigmoid(z) + b, value_kind::scores));
static_assert(is(z / 2, value_kind::scores) && is(3 * z, value_kind::scores) && is(z % given, value_kind::scores));
static_assert(is(given + 2 * z, value_kind::scores) && is(tl::define<"z">(z), value_kind::scores));
static_assert(is(tl::define(function), value_kind::scores) && is(tl::batch<8>(z), value_kind::scores));
static_assert(is(tl::leaky_relu(z), value_kind::scores) && is(stop_gradient(z), value_kind::scores));
static_assert(is(relu(z), value_kind::squashed) && is(tanh(x), value_kind::squashed));
static_assert(is(log_softmax(z), value_kind::squashed) && is(log(softmax(z)), value_kind::squashed));
static_assert(is(softmax(z), value_kind::distribution) && is(tl::softmax<0>(V), value_kind::distribution));
static_assert(is(sigmoid(z), value_kind::probabilities));
static_assert(is(softmax(softmax(z)), value_kind::twice) && is(sigmoid(tl::softmax(z)), value_kind::twice));

// What may be a distribution is nobody's business: data, mixtures, smoothed, clamped, written-out and normalized ones.
static_assert(is(x, value_kind::any) && is(b, value_kind::any) && is(tl::input<"A", 3, 4> * x, value_kind::any));
static_assert(is(V * softmax(z), value_kind::any) && is(tl::softmax<0>(V) * given, value_kind::any));
static_assert(is(0.9 * softmax(z) + 0.1 / 3, value_kind::any) && is(clamp(z, 0.01, 0.99), value_kind::any));
static_assert(is(exp(z) / sum(exp(z)), value_kind::any) && is(relu(z) / sum(relu(z)), value_kind::any));
static_assert(is(z / sum(z), value_kind::any) && is(z * (1 / sum(z)), value_kind::any));
static_assert(is((tanh(z) + 1) / 2, value_kind::any) && is(tl::hard_sigmoid(z), value_kind::any));
static_assert(is(1 / (1 + exp(-z)), value_kind::any) && is(exp(log_softmax(z)), value_kind::any));
constexpr auto recurrent = [](auto const& h, auto const& x_t) { return tanh(V * (h % x_t)); };
constexpr auto affine = [](auto const& h, auto const& x_t) { return W * x_t + h; };
constexpr auto columns = tl::input<"columns", 4, 5>;
static_assert(is(tl::scan(affine, b, columns), value_kind::scores));
static_assert(is(tl::scan_outputs(recurrent, b, tl::slice<0, 3>(columns)), value_kind::squashed));
static_assert(is(1 - sigmoid(z), value_kind::any) && is(tl::slice<0, 1>(softmax(z)), value_kind::any));

template <class... Layers>
struct net : tl::sequential<tl::in<"x", 4>, Layers...> {};
template <class... Layers>
constexpr value_kind kind_of_net = tl::nn::kind_of<tl::network<net<Layers...>>>();
static_assert(kind_of_net<tl::dense<3>> == value_kind::scores);
static_assert(kind_of_net<tl::dense<3>, tl::activation::linear> == value_kind::scores);
static_assert(kind_of_net<tl::dense<4, tl::activation::tanh>, tl::residual<tl::dense<4>>> == value_kind::scores);
static_assert(kind_of_net<tl::dense<3, tl::activation::tanh>> == value_kind::squashed);
static_assert(kind_of_net<tl::dense<3>, tl::activation::softmax> == value_kind::distribution);
static_assert(kind_of_net<tl::dense<3, tl::activation::sigmoid>> == value_kind::probabilities);
static_assert(kind_of_net<tl::activation::linear> == value_kind::any && kind_of_net<> == value_kind::any);

constexpr auto of_network = tl::cross_entropy(tl::output<net<tl::dense<3>, tl::activation::softmax>>, y);
constexpr auto written_out = tl::cross_entropy(exp(z) / sum(exp(z)), y);
constexpr auto smoothed = tl::cross_entropy(softmax(z), 0.9 * y + 0.1 / 3);
constexpr auto half_of_binary = tl::cross_entropy(sigmoid(dot(v, x)), tl::input<"t">);
static_assert(
    !tl::any_ill_formed<decltype(of_network), decltype(written_out), decltype(smoothed), decltype(half_of_binary)>);

// The user's word changes what is accepted, not what is computed.
constexpr auto stated = tl::cross_entropy(tl::probabilities(V * given), y);
constexpr auto unstated = -sum(tl::xlogy(y, V* given));
constexpr auto stated_slope = tl::grad(stated, V);
constexpr auto unstated_slope = tl::grad(unstated, V);
constexpr auto bounded = tl::cross_entropy_with_logits(tl::logits(sigmoid(z)), y);
constexpr auto bounded_by_hand = -sum(tl::xlogy(y, softmax(sigmoid(z))));
constexpr auto scores = z;
constexpr auto by_stated = tl::grad(tl::cross_entropy_with_logits(tl::logits(scores), y), tl::logits(scores));
constexpr auto by_scores = softmax(z) - y;

}  // namespace nn_value_kind_test

BOOST_AUTO_TEST_SUITE(nn_value_kind)

using namespace nn_value_kind_test;

template <tl::expression P, tl::expression Y>
constexpr bool is_swapped(P const&, Y const&) {
  return tl::nn::is_swapped<P, Y>;
}
BOOST_AUTO_TEST_CASE(what_is_learnt_is_no_truth_of_what_is_given) {
  constexpr auto p = softmax(z);
  static_assert(is_swapped(given, p) && is_swapped(given, 1 - stop_gradient(V) * given));
  static_assert(is_swapped(given, tl::define<"p">(p)) && is_swapped(given, tl::define<"q">(function)));
  static_assert(is_swapped(given, tl::scan(affine, given, columns)));
  static_assert(is_swapped(given, tl::logits(z)) && is_swapped(given, tl::batch<2>(z)));
  static_assert(is_swapped(given, tl::output<tl::sequential<tl::in<"x", 4>, tl::dense<3>>>));
  static_assert(!is_swapped(p, given) && !is_swapped(p, p) && !is_swapped(p, y) && !is_swapped(given, y));
  static_assert(!is_swapped(given, given) && !is_swapped(given, softmax(2 * given)));
  static_assert(!is_swapped(tl::probabilities(given), p) && !is_swapped(2 * given, p) && !is_swapped(b, p));
  BOOST_TEST((tl::evaluate<double, certain>(bind(given, {0.5, 0.25, 0.25}), bind(b, {0., 0., 0.})) > 1));
}
BOOST_AUTO_TEST_CASE(what_is_stated_is_the_node_it_was) {
  static constexpr auto const& g =
      tl::rules::lowered<tl::rules::listed<stated, unstated, stated_slope, unstated_slope, bounded, bounded_by_hand,
                                           by_stated, by_scores>>;
  for (std::uint32_t i = 0; i < g.size.outputs; i += 2) BOOST_TEST(g.outputs[i] == g.outputs[i + 1]);
}

BOOST_AUTO_TEST_CASE(a_stated_loss_has_its_slope) {
  constexpr std::array<double, 9> weights{0.5, 0.25, 0.25, 0.1, 0.8, 0.1, 0.2, 0.2, 0.6};
  constexpr auto slope = tl::evaluate<double, stated_slope>(bind(V, weights), bind(given, std::array{0.5, 0.25, 0.25}),
                                                            bind(y, std::array{1}));
  static_assert(slope(1, 0) < -1.8 && slope(1, 0) > -1.9 && slope(0, 0) == 0);  // −0.5/(0.05 + 0.2 + 0.025)
  BOOST_TEST(slope(1, 1) == slope(1, 0) / 2);
}

BOOST_AUTO_TEST_SUITE_END()
