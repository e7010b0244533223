// SPDX-License-Identifier: BSL-1.0
// test: wide
#include "tapeless/train/trainer.hpp"

#include "../plain_matrix.hpp"

#include <array>
#include <cstring>
#include <limits>
#include <utility>
#include <vector>

namespace train_trainer_test {

namespace tl = tapeless;
struct net : tl::sequential<tl::in<"x", 3>, tl::dense<4, tl::activation::tanh>, tl::dense<2>> {};
template <std::uint32_t Batch, class T = double>
using trainer = tl::network_trainer<net, tl::objective::softmax_cross_entropy, tl::optimizer::momentum, Batch, T>;

constinit trainer<4> in_bss{};
static_assert(trainer<4>::parameter_bytes() == (3 * 4 + 4 + 4 * 2 + 2) * sizeof(double));
static_assert(trainer<4>::state_bytes() == trainer<4>::parameter_bytes());
static_assert(trainer<4, float>::parameter_bytes() == trainer<4>::parameter_bytes() / 2);
static_assert(trainer<4>::storage_bytes() == sizeof(trainer<4>));

constexpr std::array<double, 18> inputs{1, 0, 2, -1, 0.5, 0.25, 0, 1, -2, 0.75, -0.5, 0.1, 2, 2, -1, 0.3, 0.6, 0.9};
constexpr std::array<std::uint8_t, 6> labels{0, 1, 1, 0, 1, 0};

template <class Left, class Right>
bool same_bits(Left const& left, Right const& right) {
  return left.size() == right.size() &&
         std::memcmp(left.data(), right.data(), left.size() * sizeof(left.data()[0])) == 0;
}

template <std::uint32_t Batch, class... Options>
trainer<Batch> trained(std::size_t count, Options const&... options) {
  trainer<Batch> t{};
  t.initialize(tl::initializer::glorot{}, 5);
  for (int step = 0; step < 3; ++step)
    BOOST_TEST_REQUIRE(
        static_cast<bool>(t.step(std::span(inputs).first(3 * count), std::span(labels).first(count), options...)));
  return t;
}

}  // namespace train_trainer_test

BOOST_AUTO_TEST_SUITE(train_trainer)

using namespace train_trainer_test;

BOOST_AUTO_TEST_CASE(a_static_trainer_is_all_zeros_until_initialized) {
  auto const* bytes = reinterpret_cast<unsigned char const*>(&in_bss);
  bool all_zero = true;
  for (std::size_t i = 0; i < sizeof(in_bss); ++i) all_zero = all_zero && bytes[i] == 0;
  BOOST_TEST(all_zero);
}

BOOST_AUTO_TEST_CASE(training_lowers_the_loss_and_tells_the_one_before_the_update) {
  trainer<4> t{};
  t.initialize(tl::initializer::glorot{}, 5);
  auto const four_inputs = std::span(inputs).first(12);
  auto const four_labels = std::span(labels).first(4);
  double expected = 0;  // the loss of the untrained network, from its predictions
  for (std::size_t s = 0; s < 4; ++s)
    expected -= std::log(t.predict(std::span<double const, 3>(inputs.data() + 3 * s, 3))[labels[s]]) / 4;
  auto const first = t.step(four_inputs, four_labels);
  BOOST_TEST(first.loss == expected, boost::test_tools::tolerance(1e-13));
  double last = first.loss;
  for (int step = 0; step < 200; ++step) last = t.step(four_inputs, four_labels).loss;
  BOOST_TEST(last < 0.5 * first.loss);
}

BOOST_AUTO_TEST_CASE(three_of_four_samples_train_like_a_batch_of_three) {
  BOOST_TEST(same_bits(trained<4>(3).parameters(), trained<3>(3).parameters()));
  BOOST_TEST(same_bits(trained<4>(1).parameters(), trained<1>(1).parameters()));
  BOOST_TEST(!same_bits(trained<4>(3).parameters(), trained<4>(4).parameters()));
}

BOOST_AUTO_TEST_CASE(all_rows_in_order_train_like_no_list) {
  std::array<std::uint32_t, 4> const all{0, 1, 2, 3};
  BOOST_TEST(same_bits(trained<4>(4, tl::rows{all}).parameters(), trained<4>(4).parameters()));
}

/// A table of rows with the inputs in front and something else behind them: steps that read it with a stride are those
/// that read the inputs alone.
template <class T, class... Options>
bool trains_like_data_without_gaps(std::size_t samples, Options const&... options) {
  std::array<T, 6 * 5> table{};
  std::array<std::int16_t, 6 * 2> spread{};
  std::array<T, 18> close{};
  table.fill(T(-7));
  spread.fill(-7);
  for (std::size_t s = 0; s < 6; ++s) {
    for (std::size_t i = 0; i < 3; ++i) close[3 * s + i] = table[5 * s + i] = static_cast<T>(inputs[3 * s + i]);
    spread[2 * s] = labels[s];
  }
  trainer<4, T> plain{};
  plain.initialize(tl::initializer::glorot{}, 5);
  trainer<4, T> strided = plain, both_strided = plain, bound = plain;
  auto const rows_of_table = std::span(table).first(5 * samples);
  auto const truth = std::span(labels).first(samples);
  std::span<std::int16_t const> const spread_truth = std::span(spread).first(2 * samples);
  auto const expected = plain.step(std::span(close).first(3 * samples), truth, options...);
  auto const first = strided.step(rows_of_table, truth, tl::stride{5}, options...);
  auto const second = both_strided.step(rows_of_table, spread_truth, options..., tl::stride{5}, tl::stride{2});
  auto const third = bound.step(bind(trainer<4, T>::input, rows_of_table, options..., tl::stride{5}),
                                bind(trainer<4, T>::truth, spread_truth, tl::stride{2}, options...));
  return expected && first && second && third && expected.loss > 0 && first.loss == expected.loss &&
         second.loss == expected.loss && third.loss == expected.loss &&
         same_bits(strided.parameters(), plain.parameters()) &&
         same_bits(both_strided.parameters(), plain.parameters()) && same_bits(bound.parameters(), plain.parameters());
}

BOOST_AUTO_TEST_CASE(a_stride_is_the_inputs_a_second_one_the_truths_and_rows_are_common) {
  BOOST_TEST(trains_like_data_without_gaps<double>(4));
  BOOST_TEST(trains_like_data_without_gaps<float>(4));
  BOOST_TEST(trains_like_data_without_gaps<double>(6, tl::rows{0, 1}));  // labels 0 and 1, not 0 and 5
  BOOST_TEST(trains_like_data_without_gaps<double>(6, tl::rows{5, 2, 5}));
}

BOOST_AUTO_TEST_CASE(the_label_of_one_sample_is_a_number) {
  auto const first = std::span(inputs).first(3);
  trainer<4> with_range = trained<4>(4), with_number = with_range;
  auto const expected = with_range.step(first, std::array{labels[0]});
  BOOST_TEST(with_number.evaluate(first, labels[0]).loss == expected.loss);
  auto const result = with_number.step(first, labels[0]);
  BOOST_TEST(bool(result));
  BOOST_TEST(result.loss == expected.loss);
  BOOST_TEST(expected.loss > 0);
  BOOST_TEST(same_bits(with_number.parameters(), with_range.parameters()));
  BOOST_TEST(!same_bits(with_number.parameters(), trained<4>(4).parameters()));
  BOOST_TEST(std::string(describe(with_number.step(first, -1))) ==
             "label, sample 0: a label is no class; expected less than 2, found -1");
  BOOST_TEST((with_number.step(std::span(inputs).first(12), 0).status().error == tl::run_error::sample_counts_differ));
}

BOOST_AUTO_TEST_CASE(one_number_is_a_range_where_a_sample_is_one) {
  struct line : tl::sequential<tl::in<"x", 1>, tl::dense<1>> {};
  tl::network_trainer<line, tl::objective::mean_squared_error, tl::optimizer::sgd, 1> by_number{};
  by_number.initialize(tl::initializer::glorot{}, 1);
  auto by_range = by_number;
  BOOST_TEST(by_number.step(0.5F, 2.0F).loss == by_range.step(std::array{0.5F}, std::array{2.0F}).loss);
  BOOST_TEST(by_number.parameters().at<"net.0.weight">()(0, 0) == by_range.parameters().at<"net.0.weight">()(0, 0));
  BOOST_TEST(by_number.evaluate(0.5F, 2.0F).loss < by_range.evaluate(0.5F, 3.0F).loss);
}

BOOST_AUTO_TEST_CASE(wrong_data_train_nothing) {
  trainer<4> t = trained<4>(4);
  trainer<4> const before = t;
  std::array<std::uint32_t, 2> const beyond{0, 6};
  auto const result = t.step(inputs, labels, tl::rows{beyond});
  BOOST_TEST(!result);
  BOOST_TEST(static_cast<int>(result.status().error) == static_cast<int>(tl::run_error::row_out_of_range));
  BOOST_TEST(result.status().leaf == "x");
  BOOST_TEST(same_bits(t.parameters(), before.parameters()));
  BOOST_TEST(same_bits(t.state(), trainer<4>(before).state()));
}

BOOST_AUTO_TEST_CASE(the_same_seed_trains_the_same_bits) {
  BOOST_TEST(same_bits(trained<4>(4).parameters(), trained<4>(4).parameters()));
}

BOOST_AUTO_TEST_CASE(initializing_again_forgets_momentum_and_keeps_settings) {
  auto const four_steps = [](auto& t) {
    for (int step = 0; step < 3; ++step)
      BOOST_TEST_REQUIRE(static_cast<bool>(t.step(std::span(inputs).first(12), std::span(labels).first(4))));
  };
  trainer<4> again = trained<4>(4);
  again.initialize(tl::initializer::glorot{}, 5);
  for (std::uint32_t i = 0; i < again.state().stored_size(); ++i) BOOST_TEST(again.state().data()[i] == 0);
  four_steps(again);
  BOOST_TEST(same_bits(again.parameters(), trained<4>(4).parameters()));

  trainer<4> set_before{};
  trainer<4> set_behind{};
  BOOST_TEST(static_cast<bool>(set_before.set(tl::optimizer::learning_rate, 0.25)));
  set_before.initialize(tl::initializer::glorot{}, 5);
  set_behind.initialize(tl::initializer::glorot{}, 5);
  BOOST_TEST(static_cast<bool>(set_behind.set(tl::optimizer::learning_rate, 0.25)));
  four_steps(set_before);
  four_steps(set_behind);
  BOOST_TEST(same_bits(set_before.parameters(), set_behind.parameters()));
  BOOST_TEST(!same_bits(set_before.parameters(), again.parameters()));
  set_before.set_defaults();
  set_before.initialize(tl::initializer::glorot{}, 5);
  four_steps(set_before);
  BOOST_TEST(same_bits(set_before.parameters(), again.parameters()));
}

BOOST_AUTO_TEST_CASE(a_trainer_whose_parameters_nobody_filled_says_so) {
  trainer<4> t{};
  auto const step = t.step(std::span(inputs).first(12), std::span(labels).first(4));
  BOOST_TEST(describe(step.status().error) == describe(tl::run_error::not_initialized));
  auto const answer = t.predict(std::span(inputs).first(3));
  BOOST_TEST(describe(answer.status().error) == describe(tl::run_error::not_initialized));
  BOOST_TEST(same_bits(std::as_const(t).parameters(), trainer<4>{}.parameters()));
}

BOOST_AUTO_TEST_CASE(parameters_filled_by_hand_train_with_the_default_settings) {
  trainer<4> by_hand{};
  trainer<4> initialized{};
  initialized.initialize(tl::initializer::glorot{}, 5);
  by_hand.parameters().copy_from(std::as_const(initialized).parameters());
  for (trainer<4>* t : {&by_hand, &initialized})
    BOOST_TEST_REQUIRE(static_cast<bool>(t->step(std::span(inputs).first(12), std::span(labels).first(4))));
  BOOST_TEST(same_bits(by_hand.parameters(), initialized.parameters()));
  BOOST_TEST(!same_bits(by_hand.parameters(), trained<4>(4).parameters()));
}

template <class T>
void settings_that_are_not_finite_train_nothing() {
  for (T const bad :
       {std::numeric_limits<T>::infinity(), -std::numeric_limits<T>::infinity(), std::numeric_limits<T>::quiet_NaN()}) {
    std::array<T, 12> four{};
    for (std::size_t i = 0; i < 12; ++i) four[i] = static_cast<T>(inputs[i]);
    trainer<4, T> t{};
    t.initialize(tl::initializer::glorot{}, 5);
    trainer<4, T> const before = t;
    tl::run_status const set = t.set(tl::optimizer::momentum_coefficient, bad);
    BOOST_TEST(describe(set).view() == "momentum: a scalar is not finite");
    auto const step = t.step(four, std::span(labels).first(4));
    BOOST_TEST(describe(step.status()).view() == "momentum: a scalar is not finite");
    BOOST_TEST(same_bits(t.parameters(), before.parameters()));
    BOOST_TEST(static_cast<bool>(t.set(tl::optimizer::momentum_coefficient, T(0.5))));
    BOOST_TEST(static_cast<bool>(t.step(four, std::span(labels).first(4))));
    BOOST_TEST(!same_bits(t.parameters(), before.parameters()));
    four[4] = bad;
    BOOST_TEST(describe(t.step(four, std::span(labels).first(4)).status()).view() ==
               "x, sample 1: a bound number is not finite, at position 1 of the sample");
  }
}

BOOST_AUTO_TEST_CASE(what_is_not_finite_trains_nothing) {
  settings_that_are_not_finite_train_nothing<double>();
  settings_that_are_not_finite_train_nothing<float>();
}

BOOST_AUTO_TEST_CASE(a_refused_prediction_is_no_number_and_says_why) {
  trainer<4> t = trained<4>(4);
  std::array<double, 3> sample{1, 2, std::numeric_limits<double>::infinity()};
  auto const answer = t.predict(sample);
  BOOST_TEST(!answer);
  BOOST_TEST(describe(answer.status()).view() ==
             "x, sample 0: a bound number is not finite, at position 2 of the sample");
  BOOST_TEST(answer[0] != answer[0]);
  BOOST_TEST(answer[1] != answer[1]);
  auto const short_sample = t.predict(std::span<double const>(sample).first(std::size_t{2}));
  BOOST_TEST(describe(short_sample.status()).view() ==
             "x: the bound data holds no whole sample; expected at least 1, found 0");
  sample[2] = 3;
  BOOST_TEST(static_cast<bool>(t.predict(sample)));
}

BOOST_AUTO_TEST_CASE(a_sample_is_an_array_a_vector_or_a_row_of_a_table) {
  trainer<4> t = trained<4>(4);
  std::vector<double> const sample(inputs.begin() + 3, inputs.begin() + 6);
  std::array<std::array<double, 3>, 2> const table{{{9, 9, 9}, {inputs[3], inputs[4], inputs[5]}}};
  double const rows[2][3]{{9, 9, 9}, {inputs[3], inputs[4], inputs[5]}};
  auto const expected = plain::of(t.predict(std::span<double const, 3>(inputs.data() + 3, 3)));
  plain::expect(t.predict(sample), expected, 0);
  plain::expect(t.predict(table[1]), expected, 0);
  plain::expect(t.predict(rows[1]), expected, 0);
  plain::expect(t.predict(std::span(inputs).subspan(3, 3)), expected, 0);
}

BOOST_AUTO_TEST_CASE(data_within_the_trainer_trains_nothing_and_predicts_nothing) {
  trainer<4> t = trained<4>(4);
  trainer<4> const before = t;
  std::span<double const> const weights(t.parameters().data(), 12);
  auto const step = t.step(weights, std::span(labels).first(4));
  BOOST_TEST(describe(step.status()).view() == "x: the bound data lies where the run writes");
  BOOST_TEST(same_bits(t.parameters(), before.parameters()));
  BOOST_TEST(static_cast<bool>(t.predict(weights.first(3))));  // weights are read by a prediction, as its data is
}

static_assert(noexcept(in_bss.step(std::span(inputs).first(12), std::span(labels).first(4))) && noexcept(
    in_bss.predict(inputs)) && noexcept(in_bss.set(tl::optimizer::learning_rate,
                                                   1.0)) && noexcept(in_bss.initialize(tl::initializer::glorot{}, 5)));

BOOST_AUTO_TEST_CASE(a_prediction_does_not_depend_on_the_batch_size_and_sums_to_one) {
  trainer<4> t = trained<4>(4);
  std::span<double const, 3> const sample(inputs.data() + 3, 3);
  auto const first = plain::of(t.predict(sample));
  // the workspaces of step and prediction share memory
  BOOST_TEST(static_cast<bool>(t.step(std::span(inputs).first(3), std::span(labels).first(1))));
  trainer<4> again = trained<4>(4);
  plain::expect(again.predict(sample), first, 0);
  BOOST_TEST(plain::sum(first) == 1, boost::test_tools::tolerance(1e-14));
}

BOOST_AUTO_TEST_SUITE_END()
