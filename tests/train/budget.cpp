// SPDX-License-Identifier: BSL-1.0
// test: clang suffices
#include "tapeless/train/budget.hpp"

#include "tapeless/nn/residual.hpp"
#include "tapeless/show/budget.hpp"

#include <boost/test/unit_test.hpp>

#include <array>
#include <string>

namespace {
namespace train_budget_test {

namespace tl = tapeless;
struct net : tl::sequential<tl::scope<"n">, tl::in<"x", 12>, tl::dense<16, tl::activation::tanh>, tl::activation::relu,
                            tl::residual<tl::dense<16>>, tl::dense<3>> {};
template <std::size_t Bytes, class Optimizer = tl::optimizer::momentum>
using within = tl::training_within<Bytes, net, tl::objective::softmax_cross_entropy, Optimizer, 1>;

// what the last layer, the last two and all of them take
constexpr std::size_t one = within<100'000>::choices::cost<1>.bytes();
constexpr std::size_t two = within<100'000>::choices::cost<2>.bytes();
constexpr std::size_t all = within<100'000>::choices::cost<3>.bytes();
static_assert(within<one>::layers == 3);  // an activation has nothing to train
static_assert(one < two && two < all);
static_assert(within<one>::trained_layers == 1 && within<two - 1>::trained_layers == 1);
static_assert(within<two>::trained_layers == 2 && within<all - 1>::trained_layers == 2);
static_assert(within<all>::trained_layers == 3);
static_assert(within<two>::cost.bytes() == two);
static_assert(within<one>::cost.flops < within<two>::cost.flops && within<two>::cost.flops < within<all>::cost.flops);
static_assert(within<all>::trainer::parameter_bytes() == 4 * (16 * 12 + 16 + 16 * 16 + 16 + 3 * 16 + 3));

constexpr auto pretrained = [] {
  within<all>::trainer::parameter_store numbers{};
  tl::initialize(numbers, tl::initializer::glorot{}, 3);
  return numbers;
}();
using two_layers = within<two>::trainer::with_frozen<pretrained>;
static_assert(two_layers::parameter_bytes() == 4 * (16 * 16 + 16 + 3 * 16 + 3));
static_assert(two_layers::state_bytes() == two_layers::parameter_bytes());
static_assert(sizeof(two_layers) <= two + 2 * alignof(two_layers));

static_assert(tl::group::layers_before<net, 2>::number_of(tl::name("n.12.0.weight")) == 12);
static_assert(tl::group::layers_before<net, 2>::number_of(tl::name("nn.1.weight")) == ~0u);
static_assert(tl::group::layers_before<net, 2>::selects(tl::name("n.1.weight"), {}));
static_assert(!tl::group::layers_before<net, 2>::selects(tl::name("n.2.weight"), {}));

}  // namespace train_budget_test
}  // namespace

BOOST_AUTO_TEST_SUITE(train_budget)

using namespace train_budget_test;

BOOST_AUTO_TEST_CASE(the_last_layers_that_fit_train_and_the_others_stay) {
  static constinit two_layers trainer{};
  static constinit within<two>::trainer in_ram{};
  trainer.parameters().copy_from(pretrained);
  in_ram.parameters().copy_from(pretrained);
  std::array<float, 12> sample{};
  for (std::size_t i = 0; i < sample.size(); ++i) sample[i] = 0.25F * static_cast<float>(i % 5) - 0.5F;
  float last = 100;
  for (int i = 0; i < 5; ++i) {
    float const loss = trainer.step(sample, std::array{1}).loss;
    BOOST_TEST(loss == in_ram.step(sample, std::array{1}).loss);
    BOOST_TEST(loss < last);
    last = loss;
  }
  BOOST_TEST(trainer.parameters().at<"n.2.0.weight">()(3, 4) != pretrained.at<"n.2.0.weight">()(3, 4));
  BOOST_TEST(in_ram.parameters().at<"n.0.weight">()(3, 4) == pretrained.at<"n.0.weight">()(3, 4));
}

BOOST_AUTO_TEST_CASE(where_all_layers_fit_the_trainer_with_frozen_is_the_trainer) {
  using everything = within<all>::trainer;
  static_assert(std::is_same_v<everything::with_frozen<pretrained>, everything>);
  static constinit everything::with_frozen<pretrained>::in_parts trainer{};
  trainer.parameters().copy_from(pretrained);
  std::array<float, 12> sample{};
  sample[3] = 1;
  float const first = trainer.step(sample, 1).loss;
  BOOST_TEST(trainer.step(sample, 1).loss < first);
  int changed = 0;
  for (std::uint32_t row = 0; row < 16; ++row)
    changed += trainer.parameters().at<"n.0.weight">()(row, 3) != pretrained.at<"n.0.weight">()(row, 3);
  BOOST_TEST(changed > 3);  // ReLU lets through the gradient of some
}

BOOST_AUTO_TEST_CASE(the_report_says_what_each_number_of_layers_takes_and_what_fits) {
  std::string report;
  tl::show::budget_report<within<two>>([&](char each) { report += each; });
  auto const has = [&](std::string const& text) { return report.find(text) != std::string::npos; };
  BOOST_TEST(has("from layer  parameters  state     workspace  settings  bytes     flops     fits\n3 "));
  BOOST_TEST(has("\n2 "));
  BOOST_TEST(has(" " + std::to_string(all) + " "));
  BOOST_TEST(has("yes\n2 "));
  BOOST_TEST(has("yes\n0 "));
  BOOST_TEST(has("no\nbudget " + std::to_string(two) + " bytes: the last 2 of 3 layers are trained\n"));
}

BOOST_AUTO_TEST_SUITE_END()
