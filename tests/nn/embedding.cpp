// SPDX-License-Identifier: BSL-1.0
// test: clang suffices
#include "tapeless/nn/embedding.hpp"

#include "../plain_matrix.hpp"

#include <tapeless/tapeless.hpp>

#include <boost/test/unit_test.hpp>

#include <array>
#include <cmath>
#include <cstdint>

namespace {
namespace nn_embedding_test {

namespace tl = tapeless;
struct net : tl::sequential<tl::scope<"words">, tl::in_index<"word", 5>, tl::embedding<5, 3>, tl::dense<2>> {};
constexpr auto word = tl::label<"word", 5>;
constexpr auto table = tl::parameter<"words.0.weight", 3, 5>;
constexpr auto loss = tl::batch_mean(tl::batch<4>(tl::sum(square(tl::output<net>))));
constexpr auto by_table = tl::grad(loss, table);
/// A one-hot product.
constexpr auto product = tl::parameter<"words.1.weight", 2, 3> * (table * word) + tl::parameter<"words.1.bias", 2>;
constexpr auto by_product = tl::grad(tl::batch_mean(tl::batch<4>(tl::sum(square(product)))), table);

struct next_word : tl::sequential<tl::in_index<"word", 5>, tl::embedding<5, 4>, tl::dense<5>> {};

template <class T>
void expect_the_gradient_of_a_product(double tolerance) {
  using program = tl::program<T, by_table, by_product>;
  typename program::workspace memory{};
  typename program::parameters parameters{};
  plain::numbers draw;
  parameters.for_each([&](tl::name const&, auto const& values) { plain::fill(values, draw); });
  std::array<std::uint8_t, 3> const words{2, 0, 2};
  auto const found = program::run(memory, parameters, bind(word, words));
  BOOST_TEST_REQUIRE(static_cast<bool>(found));
  plain::expect(plain::of(found[by_table]), plain::of(found[by_product]), tolerance);
  plain::expect(plain::of(tl::evaluate<T, by_table>(parameters, bind(word, words))), plain::of(found[by_table]),
                tolerance);
  for (std::uint32_t i = 0; i < 3; ++i) {
    BOOST_TEST(found[by_table](i, 1) == 0);  // no word of the batch
    BOOST_TEST(found[by_table](i, 2) != 0);
  }
}

/// A table of which a batch of three words touches less than a half, and its step.
struct large : tl::sequential<tl::scope<"large">, tl::in_index<"word", 9>, tl::embedding<9, 3>> {};
constexpr auto words_of_nine = tl::label<"word", 9>;
constexpr auto large_table = tl::parameter<"large.0.weight", 3, 9>;
constexpr auto large_loss = tl::batch_mean(tl::batch<4>(tl::sum(exp(tl::output<large>))));
constexpr auto large_gradient = tl::grad(large_loss, large_table);
constexpr auto rate = tl::scalar<"rate">;
constexpr auto new_table = large_table - rate * large_gradient;
constexpr auto in_place = assign(large_table, new_table);
// what is added to other tables than leaves is added as any matrix is
constexpr auto apart = sin(large_table) - rate * large_gradient;
constexpr auto slope = tl::grad(tl::sum(square(new_table)), rate);

template <auto const& E>
constexpr bool adds_to_a_leaf() {
  for (tl::graph::node const& each : tl::rules::lowered<tl::rules::listed<E>>.nodes)
    if (each.code == tl::op::batch_scatter_add && each.c != tl::graph::none) return true;
  return false;
}

template <class Source>
constexpr bool adds_in_place() {
  for (tl::plan::step const& each : tl::plan::planned<Source>::table.steps)
    if (each.code == tl::op::batch_scatter_add) return each.out[0].where == tl::plan::space::leaf;
  return false;
}

/// A vocabulary whose one-hot vectors would be 4 KB for each word of a batch.
struct thousand : tl::sequential<tl::in_index<"word", 1000>, tl::embedding<1000, 2>, tl::dense<2>> {};
using thousand_trainer = tl::network_trainer<thousand, tl::objective::softmax_cross_entropy, tl::optimizer::sgd, 4>;

template <class Program>
constexpr std::size_t steps_of(tl::plan::step_kind kind) {
  std::size_t count = 0;
  for (tl::plan::step const& each : tl::plan::planned<typename Program::source>::table.steps)
    count += each.kind == kind ? 1 : 0;
  return count;
}

template <class T>
void expect_a_step_of_the_words_of_a_batch(double tolerance) {
  using program = tl::program<T, large_gradient, new_table, apart, slope, in_place>;
  typename program::workspace memory{};
  typename program::parameters parameters{};
  plain::numbers draw;
  plain::fill(parameters[large_table], draw);
  plain::matrix const before = plain::of(parameters[large_table]);
  std::array<std::uint8_t, 3> const words{7, 0, 7};
  auto const data = bind(words_of_nine, words);
  auto const interpreted = tl::evaluate<T, new_table>(parameters, data, bind(rate, T(0.5)));
  auto const found = program::run(memory, parameters, data, bind(rate, T(0.5)));
  BOOST_TEST_REQUIRE(static_cast<bool>(found));
  plain::matrix const after = plain::of(parameters[large_table]);
  plain::expect(plain::of(found[new_table]), after, tolerance);
  plain::expect(plain::of(interpreted), after, tolerance);
  double by_rate = 0;
  for (std::uint32_t i = 0; i < 3; ++i)
    for (std::uint32_t j = 0; j < 9; ++j) {
      by_rate -= 2 * after(i, j) * static_cast<double>(found[large_gradient](i, j));
      double const moved = 0.5 * static_cast<double>(found[large_gradient](i, j));
      BOOST_TEST((moved != 0) == (j == 7 || j == 0));
      BOOST_TEST(std::abs(after(i, j) - (before(i, j) - moved)) <= tolerance);
      BOOST_TEST(std::abs(static_cast<double>(found[apart](i, j)) - (std::sin(before(i, j)) - moved)) <= tolerance);
    }
  BOOST_TEST(by_rate != 0);
  BOOST_TEST(std::abs(static_cast<double>(found[slope][0]) - by_rate) <= 100 * tolerance);
}

}  // namespace nn_embedding_test
}  // namespace

BOOST_AUTO_TEST_SUITE(nn_embedding)

using namespace nn_embedding_test;

BOOST_AUTO_TEST_CASE(an_embedding_is_the_product_with_a_one_hot_vector) {
  static_assert(tl::output<net>.shape == tl::extents{2, 1} && net::shape_before<1>() == tl::extents{3, 1});
  expect_the_gradient_of_a_product<double>(1e-14);
  expect_the_gradient_of_a_product<float>(1e-5);
}
BOOST_AUTO_TEST_CASE(a_step_touches_the_words_of_a_batch_only) {
  static_assert(adds_to_a_leaf<in_place>() && !adds_to_a_leaf<apart>());
  expect_a_step_of_the_words_of_a_batch<double>(1e-14);
  expect_a_step_of_the_words_of_a_batch<float>(1e-5);
  using step = tl::train::update_of<large_loss, tl::optimizer::sgd>;
  static_assert(adds_in_place<step>() && !adds_in_place<tl::train::update_of<large_loss, tl::optimizer::momentum>>());
}
BOOST_AUTO_TEST_CASE(a_word_takes_no_one_hot_vector) {
  using tl::plan::step_kind;
  static_assert(steps_of<thousand_trainer::step_program>(step_kind::class_index) == 2);  // of the word and the truth
  static_assert(steps_of<thousand_trainer::step_program>(step_kind::one_hot) == 0);
  static_assert(steps_of<thousand_trainer::predict_program>(step_kind::one_hot) == 0);
  static_assert(thousand_trainer::workspace_bytes() < 1000);
  static_assert(thousand_trainer::predict_program::workspace_bytes < 500);
}
BOOST_AUTO_TEST_CASE(a_trainer_takes_indices_as_samples) {
  static tl::network_trainer<next_word, tl::objective::softmax_cross_entropy, tl::optimizer::adam, 5> trainer{};
  trainer.initialize(tl::initializer::glorot{}, 1);
  BOOST_TEST_REQUIRE(static_cast<bool>(trainer.set(tl::optimizer::learning_rate, 0.05F)));
  std::array<int, 5> const words{0, 1, 2, 3, 4};
  std::array<std::uint8_t, 5> const next{1, 2, 3, 4, 0};
  for (int i = 0; i < 100; ++i) BOOST_TEST_REQUIRE(static_cast<bool>(trainer.step(words, next)));
  for (std::size_t i = 0; i < 5; ++i) {
    std::array<int, 1> const one{words[i]};
    auto const answer = trainer.predict(one);
    BOOST_TEST_REQUIRE(static_cast<bool>(answer));
    BOOST_TEST(answer(next[i]) > 0.9F);
  }
  BOOST_TEST((trainer.step(std::array{5}, std::array{0}).status().error == tl::run_error::label_out_of_range));
}

BOOST_AUTO_TEST_SUITE_END()
