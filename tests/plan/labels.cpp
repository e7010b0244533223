// SPDX-License-Identifier: BSL-1.0
#include "tapeless/plan/labels.hpp"

#include "simulation.hpp"

#include "tapeless/diff/grad.hpp"
#include "tapeless/expr/assign.hpp"
#include "tapeless/expr/batch.hpp"
#include "tapeless/expr/reduction.hpp"
#include "tapeless/nn/activation.hpp"
#include "tapeless/nn/classification_loss.hpp"
#include "tapeless/nn/loss.hpp"
#include "tapeless/run/program.hpp"

#include <array>
#include <cstring>

namespace {
namespace plan_labels_test {

namespace tl = tapeless;
using tl::plan::layout_choice;
using tl::plan::options;
using tl::plan::step_kind;

constexpr std::uint32_t samples = 23;
constexpr std::uint32_t classes = 9;
constexpr auto x = tl::input<"x", 5>;
constexpr auto y = tl::label<"y", classes>;
constexpr auto W = tl::parameter<"W", classes, 5>;
constexpr auto b = tl::parameter<"b", classes>;
constexpr auto M = tl::parameter<"M", 2, classes>;
constexpr auto z = W * x + b;
template <std::uint32_t Batch>
constexpr auto loss = tl::batch_mean(tl::batch<Batch>(tl::cross_entropy_with_logits(z, y)));
template <std::uint32_t Batch>
constexpr auto new_W = tl::assign(W, W - 0.5 * tl::grad(loss<Batch>, W));
template <std::uint32_t Batch>
using training = tl::rules::listed<loss<Batch>, new_W<Batch>>;

constexpr auto smoothed = tl::batch_mean(tl::batch<samples>(tl::cross_entropy_with_logits(z, 0.9 * y + 0.01)));
constexpr auto W_by_smoothed = tl::assign(W, W - 0.5 * tl::grad(smoothed, W));
constexpr auto squares = tl::batch_mean(tl::batch<samples>(sum(square(tanh(z) - y))));
constexpr auto b_by_squares = tl::assign(b, b - 0.5 * tl::grad(squares, b));
constexpr auto by_hand = tl::batch_mean(tl::batch<samples>(sum(abs(y - sigmoid(z)) % exp(y))));
constexpr auto W_by_hand = tl::assign(W, W - 0.5 * tl::grad(by_hand, W));
constexpr auto same_logits = tl::batch_mean(tl::batch<samples>(tl::cross_entropy_with_logits(b, y)));
constexpr auto hits = tl::batch_mean(tl::batch<samples>(where(tl::argmax(z) == tl::argmax(y), 1, 0)));

constexpr auto in_a_product = tl::batch_mean(tl::batch<samples>(sum(M * y)));
constexpr auto as_it_is = tl::batch<samples>(1 * y);

constexpr options stored{.keeps_classes = false};
template <class Source, options How = options{}>
using plan_of = tl::plan::planned<tl::plan::with_options<Source, How>>;

template <class Plan>
constexpr std::uint32_t steps(step_kind kind) {
  std::uint32_t found = 0;
  for (tl::plan::step const& each : Plan::table.steps) found += each.kind == kind ? 1u : 0u;
  return found;
}
template <class Source, options How = options{}>
std::string error() {
  return plan_simulation::first_error<tl::plan::with_options<Source, How>>();
}

/// What a program computes, and what it leaves in its parameters.
template <class T, class Source, options How>
auto numbers_of() {
  using program = tl::basic_program<T, tl::plan::with_options<Source, How>>;
  typename program::parameters parameters;
  T next = T(-1.5);
  for (std::size_t i = 0; i < parameters.size(); ++i)
    parameters.data()[i] = next = next > T(1) ? next - T(2.4) : next + T(0.31);
  constexpr std::uint32_t batch = tl::rules::lowered<Source>.batch;
  std::array<T, 5 * batch> inputs{};
  for (std::size_t i = 0; i < inputs.size(); ++i) inputs[i] = T(0.25) * T(static_cast<int>(i % 11) - 5);
  std::array<std::int16_t, batch> labels{};
  for (std::size_t s = 0; s < batch; ++s) labels[s] = static_cast<std::int16_t>(s * 7 % classes);
  typename program::workspace workspace;
  auto const result = program::run(workspace, tl::bind(x, inputs), tl::bind(y, labels), parameters);
  BOOST_TEST_REQUIRE(static_cast<bool>(result));
  std::array<T, 2 * classes * 5 + 16> numbers{};
  std::size_t count = 0;
  numbers[count++] = result.template output<0>();
  for (std::size_t i = 0; i < parameters.size(); ++i) numbers[count++] = parameters.data()[i];
  BOOST_TEST(numbers[0] != 0);
  return numbers;
}

/// Whether a program computes the same bits with classes and with one-hot vectors.
template <class T, class Source, layout_choice Lie>
bool agree() {
  auto const with = numbers_of<T, Source, options{.samples_lie = Lie}>();
  auto const without = numbers_of<T, Source, options{.samples_lie = Lie, .keeps_classes = false}>();
  return std::memcmp(with.data(), without.data(), sizeof with) == 0;
}
template <class Source>
void expect_same_bits() {
  BOOST_TEST((agree<float, Source, layout_choice::feature_minor>()));
  BOOST_TEST((agree<float, Source, layout_choice::batch_minor>()));
  BOOST_TEST((agree<double, Source, layout_choice::feature_minor>()));
  BOOST_TEST((agree<double, Source, layout_choice::batch_minor>()));
}

}  // namespace plan_labels_test
}  // namespace

BOOST_AUTO_TEST_SUITE(plan_labels)

using namespace plan_labels_test;

// A step of one sample has an element less for each class but one, and of many samples as many for each of them.
BOOST_AUTO_TEST_CASE(of_a_label_that_is_read_element_by_element_only_the_class_is_kept) {
  static_assert(steps<plan_of<training<samples>>>(step_kind::one_hot) == 0);
  static_assert(steps<plan_of<training<samples>>>(step_kind::class_index) == 1);
  static_assert(steps<plan_of<training<samples>, stored>>(step_kind::one_hot) == 1);
  using program = tl::basic_program<float, training<samples>>;
  using with_vectors = tl::basic_program<float, tl::plan::with_options<training<samples>, stored>>;
  static_assert(program::workspace_bytes < with_vectors::workspace_bytes);
  static_assert(with_vectors::workspace_bytes - program::workspace_bytes >= 4 * samples * (classes - 1) - 128);
  BOOST_TEST(error<training<samples>>() == "");
  BOOST_TEST((error<training<samples>, stored>()) == "");
  BOOST_TEST(error<training<1>>() == "");
}

BOOST_AUTO_TEST_CASE(a_label_that_somebody_reads_as_a_vector_is_stored_as_one) {
  static_assert(steps<plan_of<tl::rules::listed<in_a_product>>>(step_kind::one_hot) == 1);
  static_assert(steps<plan_of<tl::rules::listed<as_it_is>>>(step_kind::one_hot) == 1);
  using both = tl::rules::listed<loss<samples>, in_a_product>;
  static_assert(steps<plan_of<both>>(step_kind::one_hot) == 1);
  BOOST_TEST(error<both>() == "");
}

BOOST_AUTO_TEST_CASE(a_class_makes_the_bits_that_its_vector_has) {
  expect_same_bits<training<samples>>();
  expect_same_bits<training<1>>();
  expect_same_bits<tl::rules::listed<smoothed, W_by_smoothed>>();
  expect_same_bits<tl::rules::listed<squares, b_by_squares>>();
  expect_same_bits<tl::rules::listed<by_hand, W_by_hand>>();
  expect_same_bits<tl::rules::listed<same_logits, hits>>();
}

BOOST_AUTO_TEST_SUITE_END()
