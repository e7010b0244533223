// SPDX-License-Identifier: BSL-1.0
#include "tapeless/nn/branches.hpp"

#include "../computed.hpp"
#include "../in_graph.hpp"
#include "tapeless/diff/grad.hpp"
#include "tapeless/expr/batch.hpp"
#include "tapeless/nn/sequential.hpp"
#include "tapeless/nn/value_kind.hpp"

#include <boost/test/unit_test.hpp>

namespace {
namespace nn_branches_test {

namespace tl = tapeless;
struct net : tl::sequential<tl::in<"x", 3>,
                            tl::branches<tl::dense<2>, tl::branch<tl::dense<4, tl::activation::tanh>, tl::dense<1>>,
                                         tl::activation::sigmoid>> {};
struct one : tl::sequential<tl::in<"x", 3>, tl::branches<tl::dense<2>>> {};
constexpr auto x = tl::input<"x", 3>;
constexpr auto first = tl::parameter<"net.0.0.weight", 2, 3> * x + tl::parameter<"net.0.0.bias", 2>;
constexpr auto hidden = tanh(tl::parameter<"net.0.1.0.weight", 4, 3> * x + tl::parameter<"net.0.1.0.bias", 4>);
constexpr auto second = tl::parameter<"net.0.1.1.weight", 1, 4> * hidden + tl::parameter<"net.0.1.1.bias", 1>;
constexpr auto by_hand = tl::concatenate<0>(first, tl::concatenate<0>(second, sigmoid(x)));
constexpr auto loss = tl::batch_mean(tl::batch<3>(tl::sum(square(tl::output<net>))));
constexpr auto loss_by_hand = tl::batch_mean(tl::batch<3>(tl::sum(square(by_hand))));
constexpr auto W = tl::parameter<"net.0.1.0.weight", 4, 3>;

}  // namespace nn_branches_test
}  // namespace

BOOST_AUTO_TEST_SUITE(nn_branches)

using namespace nn_branches_test;

BOOST_AUTO_TEST_CASE(outputs_of_branches_stand_one_above_the_other) {
  static_assert(tl::output<net>.shape == tl::extents{6, 1} && tl::output<one>.shape == tl::extents{2, 1});
  BOOST_TEST(in_graph::same(tl::output<net>, by_hand));
  BOOST_TEST(in_graph::same(tl::output<one>, first));
  BOOST_TEST(in_graph::same(tl::grad(loss, W), tl::grad(loss_by_hand, W)));
  computed::expect_laws_keep(tl::grad(loss, W), {.samples = 3});
  BOOST_TEST(plain::sum(plain::map(computed::value(tl::grad(loss, W), {.samples = 3}),
                                   [](double v) { return v * v; })) > 1e-6);
}
BOOST_AUTO_TEST_CASE(branches_of_scores_are_scores) {
  using scores = tl::sequential<tl::in<"x", 3>, tl::branches<tl::dense<2>, tl::dense<1>>>;
  static_assert(tl::nn::kind_of<tl::network<scores>>() == tl::value_kind::scores);
  static_assert(tl::nn::kind_of<tl::network<net>>() == tl::value_kind::any);
}

BOOST_AUTO_TEST_SUITE_END()
