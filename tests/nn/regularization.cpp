// SPDX-License-Identifier: BSL-1.0
// test: g++ suffices
// Dropout and noise as layers: what a trainer makes of them.
#include "tapeless/nn/regularization.hpp"

#include "tapeless/tapeless.hpp"

#include <boost/test/unit_test.hpp>

#include <vector>

namespace {
namespace nn_regularization_test {

namespace tl = tapeless;
using as_is = tl::activate<tl::activation::linear>;

template <class Activation, class First, class Second>
struct deep : tl::sequential<tl::in<"x", 24>, tl::dense<24, Activation>, First, tl::dense<17, Activation>, Second,
                             tl::dense<5>> {};
template <class Activation>
using dropped = deep<Activation, tl::regularization::dropout<std::ratio<1, 4>>, tl::regularization::dropout<>>;
template <class Net, class Optimizer = tl::optimizer::momentum, std::uint32_t Batch = 16, class T = float>
using trainer_of = tl::network_trainer<Net, tl::objective::softmax_cross_entropy, Optimizer, Batch, T>;

/// A mask is computed again where the backward pass reads it. (Behind it may be less: δ takes the place of activations
/// that only their derivative reads, and the weights' gradient reads what is masked.)
template <class Activation>
constexpr bool takes_no_memory =
    trainer_of<dropped<Activation>>::workspace_bytes() <= trainer_of<deep<Activation, as_is, as_is>>::workspace_bytes();
static_assert(takes_no_memory<tl::activation::tanh>);
static_assert(takes_no_memory<tl::activation::gelu>);

constexpr auto rate = tl::scalar<"rate">;
struct noisy
    : tl::sequential<tl::in<"x", 24>, tl::regularization::gaussian_noise<std::ratio<1, 10>>,
                     tl::dense<12, tl::activation::tanh>, tl::regularization::dropout<decltype(rate)>, tl::dense<5>> {};

struct data {
  std::vector<float> inputs;
  std::vector<int> labels;
  data() {
    tl::random::pcg32 generator = tl::random::stream(3, "data");
    for (int i = 0; i < 64 * 24; ++i) inputs.push_back(tl::random::symmetric<float>(generator));
    for (int i = 0; i < 64; ++i) labels.push_back(i % 5);
  }
};
data const given;

template <class Trainer>
std::vector<float> losses(Trainer& trainer, std::uint32_t steps) {
  std::vector<float> made;
  for (std::uint32_t i = 0; i < steps; ++i) {
    std::uint32_t const list[]{i % 64, (i * 7 + 1) % 64, (i * 5 + 9) % 64, 63 - i % 64};
    made.push_back(trainer.step(given.inputs, given.labels, tl::rows{list}).loss);
  }
  return made;
}
template <class Trainer>
bool have_equal_parameters(Trainer& a, Trainer& b) {
  for (std::uint32_t i = 0; i < a.parameters().stored_size(); ++i)
    if (a.parameters().data()[i] != b.parameters().data()[i]) return false;
  return true;
}

}  // namespace nn_regularization_test
}  // namespace

BOOST_AUTO_TEST_SUITE(nn_regularization)

using namespace nn_regularization_test;
using net_trainer = trainer_of<dropped<tl::activation::tanh>>;

BOOST_AUTO_TEST_CASE(one_seed_is_one_training_to_the_bit_and_another_seed_another) {
  static net_trainer first{}, second{}, other{};
  first.initialize(tl::initializer::glorot{}, 5);
  second.initialize(tl::initializer::glorot{}, 5);
  other.initialize(tl::initializer::glorot{}, 5);
  tl::write_integer(other.state()[tl::random_seed], 6);  // the same parameters, other masks
  BOOST_TEST(tl::read_integer(first.state()[tl::random_seed]) == 5u);
  BOOST_TEST(losses(first, 20) == losses(second, 20));
  BOOST_TEST(have_equal_parameters(first, second));
  BOOST_TEST(tl::read_integer(first.state()[tl::random_step]) == 20u);
  losses(other, 20);
  BOOST_TEST(!have_equal_parameters(first, other));
}
BOOST_AUTO_TEST_CASE(training_goes_on_from_copied_parameters_and_state) {
  static net_trainer whole{}, interrupted{}, resumed{};
  whole.initialize(tl::initializer::glorot{}, 9);
  interrupted.initialize(tl::initializer::glorot{}, 9);
  losses(whole, 30);
  losses(interrupted, 10);
  resumed.parameters() = interrupted.parameters();
  resumed.state() = interrupted.state();
  for (std::uint32_t i = 10; i < 30; ++i) {
    std::uint32_t const list[]{i % 64, (i * 7 + 1) % 64, (i * 5 + 9) % 64, 63 - i % 64};
    BOOST_TEST(bool(resumed.step(given.inputs, given.labels, tl::rows{list})));
  }
  BOOST_TEST(have_equal_parameters(whole, resumed));
}
BOOST_AUTO_TEST_CASE(masks_change_from_step_to_step_and_only_in_training) {
  static net_trainer trainer{};
  trainer.initialize(tl::initializer::glorot{}, 1);
  BOOST_TEST(bool(trainer.set(tl::optimizer::learning_rate, 0)));
  std::span const inputs(given.inputs.data(), 16 * 24);
  std::span const labels(given.labels.data(), 16);
  float const one = trainer.step(inputs, labels).loss;
  float const two = trainer.step(inputs, labels).loss;
  float const without = trainer.evaluate(inputs, labels).loss;
  BOOST_TEST(one != two);
  BOOST_TEST(one != without);
  BOOST_TEST(trainer.evaluate(inputs, labels).loss == without);
}
/// Split in two, a batch has the gradient of the whole: samples keep their numbers.
BOOST_AUTO_TEST_CASE(parts_of_a_batch_have_the_masks_of_the_whole) {
  using single = trainer_of<dropped<tl::activation::tanh>, tl::optimizer::sgd, 16, double>;
  static single whole{}, first{}, second{};
  std::vector<double> const inputs(given.inputs.begin(), given.inputs.begin() + 16 * 24);
  std::span const labels(given.labels.data(), 16);
  for (single* each : {&whole, &first, &second}) each->initialize(tl::initializer::glorot{}, 2);
  static single::parameter_store const before = whole.parameters();
  BOOST_TEST(bool(whole.step(inputs, labels)));
  BOOST_TEST(bool(first.step(std::span(inputs).first(8 * 24), labels.first(8))));
  BOOST_TEST(bool(second.step(std::span(inputs).last(8 * 24), labels.last(8), tl::first_row{8})));
  double largest = 0, changed = 0;
  for (std::uint32_t i = 0; i < whole.parameters().stored_size(); ++i) {
    double const at = before.data()[i];
    double const mean = (first.parameters().data()[i] + second.parameters().data()[i]) / 2;
    largest = std::max(largest, std::abs(whole.parameters().data()[i] - mean));
    changed = std::max(changed, std::abs(whole.parameters().data()[i] - at));
  }
  BOOST_TEST(largest < 1e-15);
  BOOST_TEST(changed > 1e-4);
}
BOOST_AUTO_TEST_CASE(a_rate_may_be_given_at_run_time) {
  static constexpr auto prediction = tl::output<noisy>;
  static constexpr auto loss =
      tl::batch_mean(tl::batch<16>(tl::cross_entropy_with_logits(prediction, tl::label<"label", 5>)));
  static tl::trainer<loss, tl::optimizer::sgd> trainer{};
  trainer.initialize(tl::initializer::glorot{}, 4);
  std::span const inputs(given.inputs.data(), 16 * 24);
  std::span const labels(given.labels.data(), 16);
  auto const step_at = [&](float chosen) {
    return trainer.step(bind(noisy::input, inputs), bind(tl::label<"label", 5>, labels), bind(rate, chosen)).loss;
  };
  float const first = step_at(0.3F);
  for (int i = 0; i < 100; ++i) step_at(0.3F);
  BOOST_TEST(step_at(0) < first);
}

BOOST_AUTO_TEST_SUITE_END()
