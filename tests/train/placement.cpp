// SPDX-License-Identifier: BSL-1.0
// test: clang suffices
#include "tapeless/train/placement.hpp"

#include "tapeless/nn/batch_norm.hpp"
#include "tapeless/save/save.hpp"
#include "tapeless/train/trainer.hpp"

#include <boost/test/unit_test.hpp>

#include <array>
#include <cstring>

namespace {
namespace train_placement_test {

namespace tl = tapeless;
struct net : tl::sequential<tl::in<"x", 3>, tl::dense<4>, tl::normalization::batch_norm, tl::dense<2>> {};
template <class T, std::uint32_t Batch>
using training = tl::network_trainer<net, tl::objective::softmax_cross_entropy, tl::optimizer::momentum, Batch, T>;

// three objects, which a user would put into sections of their own; all zeros, as the trainer in one object
constinit training<float, 1>::parameter_store parameters{};
constinit training<float, 1>::state_store state{};
constinit training<float, 1>::workspace workspace{};
constinit training<float, 1>::placed in_three_places{parameters, state, workspace};
static_assert(sizeof(in_three_places) < 3 * sizeof(void*) + 2 * sizeof(float) + sizeof(void*));
static_assert(training<float, 1>::placed::workspace_bytes() == training<float, 1>::workspace_bytes());
static_assert(training<float, 1>::placed::parameter_bytes() == training<float, 1>::parameter_bytes());
static_assert(training<float, 1>::placed::storage_bytes() >
              training<float, 1>::parameter_bytes() + training<float, 1>::state_bytes());

constexpr std::array<double, 12> numbers{1, 0, 2, -1, 0.5, 0.25, 0, 1, -2, 0.75, -0.5, 0.1};
constexpr std::array<std::uint8_t, 4> labels{0, 1, 1, 0};

template <class Left, class Right>
bool same_bits(Left const& left, Right const& right) {
  return left.stored_size() == right.stored_size() &&
         std::memcmp(left.data(), right.data(), left.stored_size() * sizeof(left.data()[0])) == 0;
}

template <class T, std::uint32_t Batch>
void trains_as_one_object_does() {
  using whole = training<T, Batch>;
  static constinit whole one{};
  static constinit typename whole::parameter_store weights{};
  static constinit typename whole::state_store momenta{};
  static constinit typename whole::workspace memory{};
  static constinit typename whole::placed apart{weights, momenta, memory};
  std::array<T, 12> samples{};
  for (std::size_t i = 0; i < samples.size(); ++i) samples[i] = static_cast<T>(numbers[i]);

  BOOST_TEST(!apart.step(std::span(samples).first(3 * Batch), std::span(labels).first(Batch)));  // nobody filled it
  one.initialize(tl::initializer::glorot{}, 3);
  apart.initialize(tl::initializer::glorot{}, 3);
  BOOST_TEST(static_cast<bool>(one.set(tl::optimizer::learning_rate, T(0.1))));
  BOOST_TEST(static_cast<bool>(apart.set(tl::optimizer::learning_rate, T(0.1))));
  typename whole::parameter_store before{};
  before.copy_from(weights);
  for (int i = 0; i < 5; ++i) {
    auto const expected = one.step(samples, labels, tl::rows{static_cast<std::uint32_t>(i % 4)});
    auto const found = apart.step(samples, labels, tl::rows{static_cast<std::uint32_t>(i % 4)});
    BOOST_TEST_REQUIRE((expected && found));
    BOOST_TEST(found.loss == expected.loss);
    BOOST_TEST(apart.step(bind(whole::input, samples, tl::rows{0}), bind(whole::truth, labels, tl::rows{0})).loss ==
               one.step(samples, labels, tl::rows{0}).loss);
  }
  BOOST_TEST(same_bits(one.parameters(), weights));
  BOOST_TEST(same_bits(one.state(), momenta));
  BOOST_TEST(!same_bits(before, weights));
  BOOST_TEST(&apart.parameters() == &weights);
  BOOST_TEST(apart.evaluate(samples, labels, tl::rows{2}).loss == one.evaluate(samples, labels, tl::rows{2}).loss);
  auto const sample = std::span<T const, 3>(samples.data(), 3);
  BOOST_TEST(apart.predict(sample)[1] == one.predict(sample)[1]);
  typename tl::program<T, tl::output<net>>::workspace own{};
  T const of_one = one.template predict<tl::output<net>>(own, bind(net::input, sample))[tl::output<net>][1];
  BOOST_TEST(apart.template predict<tl::output<net>>(own, bind(net::input, sample))[tl::output<net>][1] == of_one);
  BOOST_TEST(apart.settings_in_use().template value<0>() == T(0.1));
}

/// The first two layers are frozen; what they are is in `pretrained`, which has the last one, too.
struct last_layer : tl::optimizer::chain<tl::optimizer::freeze<tl::group::except<tl::group::in_scope<"net.2">>>,
                                         tl::optimizer::momentum> {};
struct three_layers : tl::sequential<tl::in<"x", 3>, tl::dense<4, tl::activation::tanh>, tl::dense<4>, tl::dense<2>> {};
template <class T>
using fine_tuning = tl::network_trainer<three_layers, tl::objective::softmax_cross_entropy, last_layer, 2, T>;
template <class T>
constexpr auto pretrained = [] {
  typename fine_tuning<T>::parameter_store p{};
  tl::initialize(p, tl::initializer::glorot{}, 4);
  return p;
}();

template <class T>
void trains_as_with_all_in_ram() {
  using whole = fine_tuning<T>;
  using part = typename whole::template with_frozen<pretrained<T>>;
  static_assert(part::parameter_bytes() == (2 * 4 + 2) * sizeof(T));
  static_assert(part::state_bytes() == part::parameter_bytes());
  static constinit whole all_in_ram{};
  static constinit part one{};
  static constinit typename part::parameter_store weights{};
  static constinit typename part::state_store momenta{};
  static constinit typename part::workspace memory{};
  static constinit typename part::placed apart{weights, momenta, memory};
  std::array<T, 12> samples{};
  for (std::size_t i = 0; i < samples.size(); ++i) samples[i] = static_cast<T>(numbers[i]);
  all_in_ram.parameters().copy_from(pretrained<T>);
  one.parameters().copy_from(pretrained<T>);
  weights.copy_from(pretrained<T>);
  auto const seen = tl::rows{0, 3};
  for (int i = 0; i < 4; ++i) {
    T const expected = all_in_ram.step(samples, labels, seen).loss;
    BOOST_TEST(one.step(samples, labels, seen).loss == expected);
    BOOST_TEST(apart.step(bind(whole::input, samples, seen), bind(whole::truth, labels, seen)).loss == expected);
  }
  typename whole::parameter_store::element before = pretrained<T>.template at<"net.2.weight">()(1, 2);
  BOOST_TEST(one.parameters().template at<"net.2.weight">()(1, 2) != before);
  BOOST_TEST(one.evaluate(samples, labels, seen).loss == all_in_ram.evaluate(samples, labels, seen).loss);
  auto const sample = std::span<T const, 3>(samples.data(), 3);
  BOOST_TEST(one.predict(sample)[0] == all_in_ram.predict(sample)[0]);
  typename tl::program<T, tl::output<three_layers>>::workspace own{};
  T const of_all = all_in_ram.template predict<tl::output<three_layers>>(
      own, bind(three_layers::input, sample))[tl::output<three_layers>][0];
  BOOST_TEST(one.template predict<tl::output<three_layers>>(
                 own, bind(three_layers::input, sample))[tl::output<three_layers>][0] == of_all);
}

}  // namespace train_placement_test
}  // namespace

BOOST_AUTO_TEST_SUITE(train_placement)

using namespace train_placement_test;

BOOST_AUTO_TEST_CASE(a_trainer_in_three_places_trains_the_bits_of_one_object) {
  trains_as_one_object_does<float, 1>();
  trains_as_one_object_does<double, 4>();
}

BOOST_AUTO_TEST_CASE(what_a_trainer_in_one_object_has_saved_one_in_three_places_loads) {
  training<float, 1> from{};
  from.initialize(tl::initializer::he{}, 2);
  std::array<float, 3> const sample{1, 2, 3};
  BOOST_TEST(static_cast<bool>(from.step(sample, std::array{1})));
  std::array<std::byte, tl::saved_bytes<training<float, 1>>()> file{};
  BOOST_TEST(static_cast<bool>(tl::save(file, from)));
  BOOST_TEST(static_cast<bool>(tl::load(file, in_three_places)));
  BOOST_TEST(same_bits(from.parameters(), parameters));
  BOOST_TEST(same_bits(from.state(), state));
  BOOST_TEST(in_three_places.predict(sample)[0] == from.predict(sample)[0]);
}

BOOST_AUTO_TEST_CASE(frozen_parameters_stay_in_a_constant_store_and_the_rest_trains_the_same_bits) {
  trains_as_with_all_in_ram<float>();
}

BOOST_AUTO_TEST_SUITE_END()
