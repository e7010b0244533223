// SPDX-License-Identifier: BSL-1.0
// test: clang suffices
// Against libtorch 1.13 (focal losses, which are torchvision's, in its operations).
#include "tapeless/nn/classification_loss.hpp"

#include "loss_numbers.hpp"

#include "tapeless/run/program.hpp"

BOOST_AUTO_TEST_SUITE(nn_classification_loss)

using namespace loss_numbers;

BOOST_AUTO_TEST_CASE(divergences_are_those_of_libtorch) {
  numbers const distribution{0.2, 0.5, 0.3};
  expect(tl::kl_divergence_with_logits(z, y), at(predicted, distribution), 1.127968969037459,
         {-0.023179817892555715, -0.46927325967356359, 0.49245307756611928});
  expect(tl::kl_divergence(z, y), at({0.1, 0.6, 0.3}, distribution), 0.047468657715011742,
         {-2, -0.83333333333333337, -1});
}
BOOST_AUTO_TEST_CASE(a_divergence_is_nothing_of_equals_and_infinite_of_what_cannot_be) {
  auto const divergence = [](numbers const& p, numbers const& q) {
    return computed::value_in<double>(tl::kl_divergence(z, y), at(p, q))(0);
  };
  BOOST_TEST(std::abs(divergence({0.2, 0.5, 0.3}, {0.2, 0.5, 0.3})) < 1e-15);
  BOOST_TEST(divergence({0, 1, 0}, {0, 1, 0}) == 0);
  BOOST_TEST(divergence({0.5, 0.5, 0}, {0, 0.5, 0.5}) == std::numeric_limits<double>::infinity());
  BOOST_TEST(plain::close(divergence({0.5, 0.5, 0}, {0, 1, 0}), std::log(2.0), 1e-15));
}

constexpr auto smoothed = tl::cross_entropy_with_logits(z, tl::smooth_labels(label, 0.1));
BOOST_AUTO_TEST_CASE(smoothed_labels_are_those_of_libtorch) {
  expect(smoothed, at(predicted, truths), 3.3159553164353661,
         {0.14348684877411097, -0.90260659300689694, 0.75911974423278594});
  expect(smoothed, at({1e3, -1e3, 0}, truths), 1900,
         {0.96666666666666667, -0.93333333333333335, -0.033333333333333333});
  plain::expect(computed::value_in<double>(tl::smooth_labels(label, 0.3), at(predicted, truths)),
                {3, 1, {0.1, 0.8, 0.1}}, 1e-15);
}

BOOST_AUTO_TEST_CASE(focal_losses_are_those_of_torchvision) {
  computed::point const here = at(predicted, {1, 0, 1});
  expect(tl::focal_with_logits(z, label, 0), here, 3.4826219831020326,  // the cross-entropy
         {0.1768201821074443, -0.96927325967356359, 0.79245307756611927});
  expect(tl::focal_with_logits(z, label, 0.5), here, 3.4286997269429338,
         {0.18369195037122568, -1.00694215665903, 0.82325020628780421});
  expect(tl::focal_with_logits(z, label), here, 3.2718907972892368,
         {0.2028010400010844, -1.1116922444271369, 0.90889120442605253});
  expect(tl::focal_with_logits(z, label, 3), here, 3.1713562583844737,
         {0.21434616058426806, -1.1749790057437099, 0.96063284515944181});
  expect(tl::binary_focal_with_logits(z, y, 0.5), here, 0.15133483001890335,
         {-0.10754551095203091, 0.050433516252635618, -0.020151755603217934});
  expect(tl::binary_focal_with_logits(z, y), here, 0.027290521592994946,
         {-0.045978999116971467, 0.010156285244127474, -0.0016236467317975937});
  expect(tl::binary_focal_with_logits(z, y, 3), here, 0.0095030867307309471,
         {-0.02265228244996827, 0.0029827593801548704, -0.00025666427761940195});
}
BOOST_AUTO_TEST_CASE(a_truth_between_no_and_yes_costs_what_lies_between) {
  auto const of = [](numbers const& truth) {
    return computed::value_in<double>(tl::binary_focal_with_logits(z, y), at(predicted, truth))(0);
  };
  BOOST_TEST(plain::close(of({0.25, 0.25, 0.25}), 0.25 * of({1, 1, 1}) + 0.75 * of({0, 0, 0}), 1e-15));
}

BOOST_AUTO_TEST_CASE(losses_of_logits_are_finite_for_every_finite_logit) {
  for (numbers const& far : {numbers{1e3, -1e3, 0}, numbers{-1e3, 1e3, 0}, numbers{-1e3, 1e3, 1e3}})
    for (numbers const& truth : {numbers{0, 1, 0}, numbers{1, 0, 1}, numbers{0.5, 0.25, 0.25}}) {
      computed::point const here = at(far, truth);
      expect_finite(smoothed, here);
      expect_finite(tl::kl_divergence_with_logits(z, y), here);
      for (double const gamma : {0.5, 2.0}) {
        expect_finite(tl::focal_with_logits(z, label, gamma), here);
        expect_finite(tl::binary_focal_with_logits(z, y, gamma), here);
      }
    }
}
BOOST_AUTO_TEST_CASE(a_focal_loss_of_a_hopeless_answer_is_its_margin_and_that_of_a_sure_one_vanishes_slowly) {
  auto const focal = tl::focal_with_logits(z, label);
  auto const slope = tl::grad(focal, z);
  plain::expect(computed::value_in<double>(focal, at({1e3, -1e3, 0}, truths)), {1, 1, {2000}}, 0);
  plain::expect(computed::value_in<double>(slope, at({1e3, -1e3, 0}, truths)), {3, 1, {1, -1, 0}}, 1e-15);
  // p = 1 − q with q = 1e-20, that rounds to 1: q²·q
  double const margin = -std::log(1e-20);
  double const found = computed::value_in<double>(focal, at({0, margin, -1e3}, truths))(0);
  BOOST_TEST(found == 1e-60, boost::test_tools::tolerance(1e-12));
}
BOOST_AUTO_TEST_CASE(infinite_logits_cost_nothing_where_they_are_right) {
  double const infinite = std::numeric_limits<double>::infinity();
  computed::point const right = at({infinite, -infinite, 0}, {1, 0, 0});
  auto const binary = tl::binary_focal_with_logits(z, y);
  BOOST_TEST(plain::close(computed::value_in<double>(binary, right)(0), std::log(2.0) / 12, 1e-15));
  auto const slope = computed::value_in<double>(tl::grad(binary, z), right);
  BOOST_TEST((slope(0) == 0 && slope(1) == 0 && slope(2) > 0));
}

// ---- compiled -------------------------------------------------------------------------------------------------------

constexpr auto focal = tl::focal_with_logits(z, label);
constexpr auto binary_focal = tl::binary_focal_with_logits(z, y);
constexpr auto divergence = tl::kl_divergence_with_logits(z, y);
constexpr auto all = focal + binary_focal + divergence + smoothed;
constexpr auto slope = tl::grad(all, z);
template <class T>
void compiled_as_interpreted(numbers const& logits, double tolerance) {
  using program = tl::program<T, all, slope>;
  typename program::workspace memory{};
  typename program::parameters parameters{};
  for (std::uint32_t i = 0; i < 3; ++i) parameters[z](i) = static_cast<T>(logits[i]);
  std::array<T, 3> const truth{1, 0, 0.25};
  auto const result = program::run(memory, tl::bind(y, truth), tl::bind(label, std::array{1}), parameters);
  BOOST_TEST_REQUIRE(static_cast<bool>(result));
  computed::point const here = at(logits, {1, 0, 0.25});
  plain::expect(result[all], computed::value<tl::graph::plain_builder>(all, here), tolerance);
  plain::expect(result[slope], computed::value_in<double>(slope, here), tolerance);
}
BOOST_AUTO_TEST_CASE(programs_have_the_same_numbers) {
  for (numbers const& each : {predicted, numbers{20, -20, 1}}) {
    compiled_as_interpreted<double>(each, 1e-13);
    compiled_as_interpreted<float>(each, 1e-5);
  }
}

BOOST_AUTO_TEST_SUITE_END()
