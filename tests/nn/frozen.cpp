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

// The same in two parts, for a device: the first layers' weights are a constant, which lies in read-only memory, and
// the trainer is that of a network behind them.
struct features : tl::sequential<tl::scope<"net">, tl::in<"x", 4>, tl::dense<5, tanh>, tl::dense<6, tanh>> {};
struct head : tl::sequential<tl::scope<"head">, tl::in<"feature", 6>, tl::dense<3>> {};
constexpr auto features_of_samples = tl::batch<2>(tl::output<features>);
using extractor = tl::program<double, features_of_samples>;
constexpr extractor::parameters pretrained = [] {
  extractor::parameters made{};
  tl::initialize(made, tl::initializer::glorot{}, 1);
  return made;
}();

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

BOOST_AUTO_TEST_CASE(weights_in_read_only_memory_make_the_features_that_a_head_is_trained_on) {
  static constinit last whole_trainer{};
  static constinit tl::network_trainer<head, objective, tl::optimizer::adam, 2, double> head_trainer{};
  static constinit extractor::workspace memory{};
  whole_trainer.initialize(tl::initializer::glorot{}, 1);
  auto const copy = [](auto const& from, auto const& to) {
    for (std::uint32_t i = 0; i < from.rows(); ++i)
      for (std::uint32_t j = 0; j < from.columns(); ++j) to(i, j) = from(i, j);
  };
  copy(pretrained.at<"net.0.weight">(), whole_trainer.parameters().at<"net.0.weight">());
  copy(pretrained.at<"net.1.weight">(), whole_trainer.parameters().at<"net.1.weight">());
  head_trainer.initialize(tl::initializer::zeros{}, 1);
  copy(whole_trainer.parameters().at<"net.2.weight">(), head_trainer.parameters().at<"head.0.weight">());
  for (int step = 0; step < 3; ++step) {
    auto const found = extractor::run(memory, bind(features::input, samples), pretrained);
    BOOST_TEST_REQUIRE(static_cast<bool>(found));
    std::array<double, 12> numbers{};
    for (std::uint32_t s = 0; s < 2; ++s)
      for (std::uint32_t i = 0; i < 6; ++i) numbers[6 * s + i] = found[features_of_samples][s](i);
    auto const one = whole_trainer.step(samples, classes);
    auto const other = head_trainer.step(numbers, classes);
    BOOST_TEST_REQUIRE((one && other));
    BOOST_TEST(one.loss == other.loss, boost::test_tools::tolerance(1e-13));
  }
  BOOST_TEST(head_trainer.parameters().at<"head.0.weight">()(1, 2) != pretrained.at<"net.1.weight">()(1, 2));
}

BOOST_AUTO_TEST_SUITE_END()
