// SPDX-License-Identifier: BSL-1.0
// test: g++ suffices
#include "tapeless/train/finite_step.hpp"

#include "tapeless/nn/batch_norm.hpp"
#include "tapeless/train/trainer.hpp"

#include <boost/test/unit_test.hpp>

#include <array>
#include <cstring>

namespace {
namespace train_finite_step_test {

namespace tl = tapeless;
struct net
    : tl::sequential<tl::in<"x", 3>, tl::dense<4>, tl::normalization::batch_norm, tl::activation::tanh, tl::dense<2>> {
};
template <tl::non_finite Policy, class Optimizer>
using training = tl::network_trainer<net, tl::objective::mean_squared_error, Optimizer, 2, float, Policy>;

template <class Left, class Right>
bool same_bits(Left const& left, Right const& right) {
  return left.stored_size() == right.stored_size() &&
         std::memcmp(left.data(), right.data(), left.stored_size() * sizeof(left.data()[0])) == 0;
}

constexpr std::array<float, 6> samples{1, 0, 2, -1, 0.5F, 0.25F};
constexpr std::array<float, 4> truths{0.5F, -0.5F, 1, 0};
constexpr std::array<float, 4> too_large{3e38F, -3e38F, 1, 0};  // each is finite, the squares are not

template <tl::run_error Expected, class Guarded, class Plain>
void leaves_all_as_it_was(Guarded& guarded, Plain& plain) {
  guarded.initialize(tl::initializer::glorot{}, 3);
  plain.initialize(tl::initializer::glorot{}, 3);
  for (int i = 0; i < 3; ++i) {
    BOOST_TEST(guarded.step(samples, truths).loss == plain.step(samples, truths).loss);
    auto const parameters = guarded.parameters();
    auto const state = guarded.state();
    auto const refused = guarded.step(samples, too_large);
    BOOST_TEST((refused.status().error == Expected));
    BOOST_TEST(refused.loss != refused.loss);
    BOOST_TEST(same_bits(guarded.parameters(), parameters));
    BOOST_TEST(same_bits(guarded.state(), state));  // of optimizer, step counter and batch norm
  }
  BOOST_TEST(same_bits(guarded.parameters(), plain.parameters()));
  BOOST_TEST(same_bits(guarded.state(), plain.state()));
  auto const before = plain.state();
  BOOST_TEST(static_cast<bool>(plain.step(samples, too_large)));  // who asks for nothing is told nothing
  BOOST_TEST(!same_bits(plain.state(), before));
}
template <tl::non_finite Policy, tl::run_error Expected, class Optimizer>
void leaves_all_as_it_was() {
  static training<Policy, Optimizer> one{};
  static training<tl::non_finite::refused, Optimizer> plain{};
  leaves_all_as_it_was<Expected>(one, plain);
  static typename training<Policy, Optimizer>::in_parts parts{};
  leaves_all_as_it_was<Expected>(parts, plain);
}

// sqrt|0| is finite, its derivative is not
constexpr auto W = tl::parameter<"W">;
constexpr auto x = tl::input<"x">;
constexpr auto loss = tl::batch_mean(tl::batch<1>(sqrt(W * x)));
template <tl::non_finite Policy>
using of_root = tl::trainer<loss, tl::optimizer::sgd, double, Policy>;

template <class A, class... B>
constexpr bool promises = noexcept(std::declval<A&>().step(std::declval<B const&>()...)) && noexcept(
    std::declval<A&>().evaluate(std::declval<B const&>()...));
using promised = training<tl::non_finite::refused, tl::optimizer::adam>;
static_assert(promises<promised, std::array<float, 6>, std::array<float, 4>>);
static_assert(promises<promised::in_parts, std::array<float, 6>, std::array<float, 4>>);
static_assert(noexcept(std::declval<promised&>().predict(std::array<float, 3>{})));
static_assert(noexcept(std::declval<promised&>().initialize(tl::initializer::glorot{}, 1)));
static_assert(noexcept(std::declval<promised&>().set(tl::optimizer::learning_rate, 1.F)));
static_assert(noexcept(std::declval<promised&>().set_defaults()));
static_assert(noexcept(std::declval<promised::in_parts&>().start(samples, truths)));
static_assert(noexcept(std::declval<promised::in_parts&>().advance()));
static_assert(noexcept(std::declval<promised::in_parts&>().result()));
static_assert(noexcept(std::declval<promised&>().parameters().copy_from(std::declval<promised&>().parameters())));
static_assert(noexcept(std::declval<promised&>().parameters().at<"net.0.weight">()(0, 0)));
static_assert(noexcept(tl::initialize(std::declval<promised&>().parameters(), tl::initializer::he{}, 1)));

}  // namespace train_finite_step_test
}  // namespace

BOOST_AUTO_TEST_SUITE(train_finite_step)

using namespace train_finite_step_test;

BOOST_AUTO_TEST_CASE(a_step_whose_loss_is_not_finite_changes_nothing) {
  using tl::non_finite;
  leaves_all_as_it_was<non_finite::loss_refused, tl::run_error::loss_not_finite, tl::optimizer::sgd>();
  leaves_all_as_it_was<non_finite::loss_refused, tl::run_error::loss_not_finite, tl::optimizer::adam>();
}

BOOST_AUTO_TEST_CASE(a_step_that_computes_what_is_not_finite_changes_nothing) {
  using tl::non_finite;
  leaves_all_as_it_was<non_finite::steps_refused, tl::run_error::update_not_finite, tl::optimizer::adam>();
}

BOOST_AUTO_TEST_CASE(a_gradient_that_is_not_finite_is_refused_with_steps_and_not_with_losses) {
  of_root<tl::non_finite::loss_refused> by_loss{};
  of_root<tl::non_finite::steps_refused> by_step{};
  by_loss.parameters()[W](0) = by_step.parameters()[W](0) = 0;
  BOOST_TEST(static_cast<bool>(by_loss.step(bind(x, {1.0}))));
  BOOST_TEST(!tl::run::is_finite(by_loss.parameters()[W](0)));
  BOOST_TEST((by_step.step(bind(x, {1.0})).status().error == tl::run_error::update_not_finite));
  BOOST_TEST(by_step.parameters()[W](0) == 0);
  by_step.parameters()[W](0) = 4;
  BOOST_TEST(by_step.step(bind(x, {1.0})).loss == 2);
  BOOST_TEST(by_step.parameters()[W](0) == 4 - 0.01 / 4);
}

BOOST_AUTO_TEST_CASE(data_is_refused_as_before) {
  static training<tl::non_finite::loss_refused, tl::optimizer::sgd> trainer{};
  trainer.initialize(tl::initializer::glorot{}, 3);
  auto wrong = samples;
  wrong[4] = std::numeric_limits<float>::infinity();
  BOOST_TEST((trainer.step(wrong, truths).status().error == tl::run_error::data_not_finite));
}

BOOST_AUTO_TEST_SUITE_END()
