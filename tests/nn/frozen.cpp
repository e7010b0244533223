// SPDX-License-Identifier: BSL-1.0
#include "tapeless/nn/frozen.hpp"

#include "tapeless/check/identity.hpp"
#include "tapeless/train/trainer.hpp"

#include <boost/test/unit_test.hpp>

#include <array>

namespace {
namespace nn_frozen_test {

namespace tl = tapeless;
using tl::activation::tanh;
struct net : tl::sequential<tl::scope<"net">, tl::in<"x", 4>, tl::dense<5, tanh>, tl::dense<6, tanh>, tl::dense<3>> {};
struct fine_tuned : tl::sequential<tl::scope<"net">, tl::in<"x", 4>, tl::frozen<tl::dense<5, tanh>>,
                                   tl::frozen<tl::dense<6, tanh>>, tl::dense<3>> {};
using objective = tl::objective::softmax_cross_entropy;
using whole = tl::network_trainer<net, objective, tl::optimizer::adam, 2, double>;
using last = tl::network_trainer<fine_tuned, objective, tl::optimizer::adam, 2, double>;

static_assert(last::parameter_bytes() == whole::parameter_bytes());
static_assert(last::state_bytes() == (2 * (6 * 3 + 3) + 2) * sizeof(double));
static_assert(last::workspace_bytes() < whole::workspace_bytes());

// the middle layer alone: the one before it has no part in the backward pass
struct middle : tl::sequential<tl::scope<"net">, tl::in<"x", 4>, tl::frozen<tl::dense<5, tanh>>, tl::dense<6, tanh>,
                               tl::frozen<tl::dense<3>>> {};
template <class Net>
constexpr auto loss_of = tl::network_loss<Net, objective, 2>;
template <class Net>
constexpr std::uint64_t flops_of_step = tl::rules::flops_of(
    tl::graph::view_of(tl::rules::lowered<tl::train::update_of<loss_of<Net>, tl::optimizer::momentum>>));
static_assert(flops_of_step<fine_tuned> < flops_of_step<middle> && flops_of_step<middle> < flops_of_step<net>);

constexpr std::array<double, 8> samples{0.5, -1, 2, 0.25, -0.75, 1, 0.125, -2};
constexpr std::array<int, 2> classes{2, 0};

}  // namespace nn_frozen_test
}  // namespace

BOOST_AUTO_TEST_SUITE(nn_frozen)

using namespace nn_frozen_test;

BOOST_AUTO_TEST_CASE(a_frozen_layer_is_the_layer_and_is_not_trained) {
  static constinit whole first{};
  static constinit last second{};
  first.initialize(tl::initializer::glorot{}, 1);
  second.parameters().copy_from(first.parameters());
  for (int step = 0; step < 3; ++step) {
    auto const one = first.step(samples, classes);
    auto const other = second.step(samples, classes);
    BOOST_TEST_REQUIRE(static_cast<bool>(other));
    if (step == 0) BOOST_TEST(one.loss == other.loss, boost::test_tools::tolerance(1e-14));
    if (step == 0)
      BOOST_TEST(first.parameters().at<"net.2.weight">()(0, 0) == second.parameters().at<"net.2.weight">()(0, 0));
  }
  static whole untouched{};
  untouched.initialize(tl::initializer::glorot{}, 1);
  std::size_t frozen = 0;
  second.parameters().for_each([&]<class View>(tl::name const& name, View const& view) {
    bool const is_last = name.view().starts_with("net.2");
    untouched.parameters().for_each([&]<class Other>(tl::name const& other_name, Other const& other) {
      if constexpr (Other::rows() == View::rows() && Other::columns() == View::columns()) {
        if (!(other_name == name)) return;
        for (std::uint32_t i = 0; i < View::rows(); ++i) BOOST_TEST((view(i, 0) == other(i, 0)) == !is_last);
        frozen += is_last ? 0 : 1;
      }
    });
  });
  BOOST_TEST(frozen == 4U);
}

BOOST_AUTO_TEST_SUITE_END()
