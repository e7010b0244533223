// SPDX-License-Identifier: BSL-1.0
// test: clang suffices
#include "tapeless/train/objectives.hpp"

#include "../plain_matrix.hpp"

#include "tapeless/diff/grad.hpp"
#include "tapeless/run/program.hpp"
#include "tapeless/train/trainer.hpp"

#include <array>

namespace {
namespace train_objectives_test {

namespace tl = tapeless;
namespace objective = tapeless::objective;
constexpr auto z = tl::parameter<"z", 4>;
using output = std::remove_const_t<decltype(z)>;

template <class Objective>
constexpr auto loss = Objective::loss(z, Objective::template truth<z.shape>);
template <class Objective>
constexpr auto prediction = Objective::prediction(z);
constexpr auto y = tl::input<"target", 4>;
constexpr auto two = tl::input<"target", 2>;
constexpr auto label = tl::label<"label", 4>;
constexpr auto delta = tl::scalar<"delta">;

/// The objective's loss is the function's.
template <class Objective, class E>
constexpr bool is_loss(E const& expected) {
  static_assert(tl::train::objective<Objective, output>);
  return loss<Objective>.fingerprint == expected.fingerprint;
}
static_assert(is_loss<objective::smoothed_cross_entropy>(tl::cross_entropy_with_logits(z, smooth_labels(label, 0.1))));
static_assert(is_loss<objective::focal>(tl::focal_with_logits(z, label)));
static_assert(is_loss<objective::focal_with<std::ratio<1, 2>>>(tl::focal_with_logits(z, label, 0.5)));
static_assert(is_loss<objective::binary_focal>(tl::binary_focal_with_logits(z, y)));
static_assert(is_loss<objective::kl_divergence>(tl::kl_divergence_with_logits(z, y)));
static_assert(is_loss<objective::hinge>(tl::hinge(z, y)));
static_assert(is_loss<objective::mean_absolute_error>(tl::mean_absolute_error(z, y)));
static_assert(is_loss<objective::huber>(tl::huber(z, y)));
static_assert(is_loss<objective::huber_with<std::remove_const_t<decltype(delta)>>>(tl::huber(z, y, delta)));
static_assert(is_loss<objective::pinball<std::ratio<9, 10>>>(tl::pinball(z, y, 0.9)));
static_assert(is_loss<objective::cosine_distance>(tl::cosine_distance(z, y)));
static_assert(is_loss<objective::gaussian_nll>(tl::gaussian_nll(tl::slice<0, 0, 2, 1>(z),
                                                                softplus(tl::slice<2, 0, 2, 1>(z)), two)));

template <class Objective, class E>
constexpr bool predicts(E const& expected) {
  return prediction<Objective>.fingerprint == expected.fingerprint;
}
static_assert(predicts<objective::smoothed_cross_entropy>(tl::softmax(z)) && predicts<objective::focal>(softmax(z)));
static_assert(predicts<objective::binary_focal>(sigmoid(z)) && predicts<objective::kl_divergence>(softmax(z)));
static_assert(predicts<objective::huber>(z) && predicts<objective::hinge>(z));
static_assert(predicts<objective::gaussian_nll>(tl::concatenate(tl::slice<0, 0, 2, 1>(z),
                                                                softplus(tl::slice<2, 0, 2, 1>(z)))));

// ---- weights --------------------------------------------------------------------------------------------------------

struct net : tl::sequential<tl::in<"x", 2>, tl::dense<2>> {};
constexpr auto weight = tl::input<"weight">;
constexpr auto both = weight * tl::class_weight(tl::label<"label", 2>, 1, 4);
constexpr std::array<double, 6> x{1, -2, 0.5, 3, -1, 1};
constexpr std::array classes{0, 1, 1};
struct own : objective::of_classes {  // a user's
  template <tl::expression Z, tl::expression Y>
  static constexpr auto loss(Z const& logits, Y const& truth) {
    return tl::mean_squared_error(tl::softmax(logits), truth);
  }
};

using losses = std::array<double, 2>;
/// The loss before and after a step.
template <class Trainer, class... Weights>
losses around_a_step(Weights const&... weights) {
  static constinit Trainer trainer{};
  trainer.initialize(tl::initializer::glorot{}, 1);
  auto const samples = tl::bind(net::input, x);
  auto const truth = tl::bind(Trainer::truth, classes);
  auto const before = trainer.evaluate(samples, truth, weights...);
  auto const taken = trainer.step(samples, truth, weights...);
  auto const after = trainer.evaluate(samples, truth, weights...);
  BOOST_TEST_REQUIRE((before && taken && after));
  BOOST_TEST(before.loss == taken.loss);
  return {before.loss, after.loss};
}
void expect_equal(losses const& found, losses const& expected) {
  BOOST_TEST(plain::close(found[0], expected[0], 1e-14));
  BOOST_TEST(plain::close(found[1], expected[1], 1e-14));
  BOOST_TEST(found[1] < found[0]);
}
template <class Objective>
using trainer_of = tl::network_trainer<net, Objective, tl::optimizer::sgd, 4, double>;

template <class Objective>
void weights_weigh() {
  std::array<double, 3> const each{4, 2, 1}, ones{1, 1, 1}, with_classes{8, 1, 0.5};  // times 1, 4, 4: twice `each`
  auto const by_sample = around_a_step<trainer_of<objective::weighted<Objective, weight>>>(tl::bind(weight, each));
  expect_equal(around_a_step<trainer_of<objective::weighted<Objective, both>>>(tl::bind(weight, with_classes)),
               by_sample);
  auto const unweighted = around_a_step<trainer_of<Objective>>();
  expect_equal(around_a_step<trainer_of<objective::weighted<Objective, weight>>>(tl::bind(weight, ones)), unweighted);
  BOOST_TEST(std::abs(unweighted[0] - by_sample[0]) > 1e-3);
}

}  // namespace train_objectives_test
}  // namespace

BOOST_AUTO_TEST_SUITE(train_objectives)

using namespace train_objectives_test;

BOOST_AUTO_TEST_CASE(weights_of_samples_and_classes_weigh_any_objective) {
  weights_weigh<objective::softmax_cross_entropy>();
  weights_weigh<own>();
}

BOOST_AUTO_TEST_CASE(an_objectives_weight_is_one_number_for_each_sample) {
  static constexpr auto shared = tl::scalar<"third">;
  static constexpr auto several = tl::input<"weights", 2>;
  using tl::train::objective;
  using of_two = std::remove_const_t<decltype(tl::output<net>)>;
  static_assert(objective<tl::objective::weighted<own, weight>, of_two>);
  static_assert(!objective<tl::objective::weighted<own, shared>, of_two>);
  static_assert(!objective<tl::objective::weighted<own, several>, of_two>);
}

BOOST_AUTO_TEST_SUITE_END()
