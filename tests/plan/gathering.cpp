// SPDX-License-Identifier: BSL-1.0
#include "tapeless/plan/gathering.hpp"

#include "simulation.hpp"

#include "tapeless/diff/grad.hpp"
#include "tapeless/expr/reduction.hpp"
#include "tapeless/nn/classification_loss.hpp"
#include "tapeless/nn/initialize.hpp"
#include "tapeless/run/program.hpp"

#include <string>

namespace {
namespace plan_gathering_test {

namespace tl = tapeless;
using tl::plan::options;

constexpr auto a = tl::state<"a">;
constexpr auto b = tl::state<"b">;
constexpr auto c = tl::state<"c">;
constexpr auto v = tl::state<"v", 5>;

constexpr auto count_a = assign(a, a + 1);
constexpr auto count_b = assign(b, 2 * b);
constexpr auto scaled = assign(v, v*(a + 1) + 2 * b);
// simultaneous: each reads what the others were
constexpr auto turn_a = assign(a, b + 1);
constexpr auto turn_b = assign(b, c - 1);
constexpr auto turn_c = assign(c, a* c);
// c is read by a sum, whose value is read by a
constexpr auto of_c = sum(v * (c + 1));
constexpr auto after_c = assign(a, a + of_c);
constexpr auto new_c = assign(c, c + 1);

constexpr auto swings = a * sin(a);
constexpr auto slope_of_swings = tl::grad(swings, a);

// the logits' mean is read by the kernel of the loss, and the sum of both reads that loss
constexpr auto logits = tl::input<"logits", 5>;
constexpr auto spread_loss = tl::cross_entropy_with_logits(logits, tl::label<"class", 5>) + tl::variance(logits);
constexpr auto slope_of_spread_loss = tl::grad(spread_loss, logits);

constexpr options apart{.gathers_numbers = false};
template <auto const&... E>
constexpr std::uint32_t steps = tl::plan::planned<tl::rules::listed<E...>>::step_count;
template <auto const&... E>
constexpr std::uint32_t steps_apart =
    tl::plan::planned<tl::plan::with_options<tl::rules::listed<E...>, apart>>::step_count;

template <auto const&... E>
std::string error() {
  return plan_simulation::first_error<tl::rules::listed<E...>>();
}

}  // namespace plan_gathering_test
}  // namespace

BOOST_AUTO_TEST_SUITE(plan_gathering)

using namespace plan_gathering_test;

BOOST_AUTO_TEST_CASE(numbers_that_have_nothing_to_do_with_each_other_are_one_kernel) {
  static_assert(steps<count_a, count_b> == 1 && steps_apart<count_a, count_b> == 2);
  static_assert(steps<count_a, count_b, scaled> == 2 && steps_apart<count_a, count_b, scaled> == 3);
  BOOST_TEST((error<count_a, count_b>()) == "");
  BOOST_TEST((error<count_a, count_b, scaled>()) == "");
}

BOOST_AUTO_TEST_CASE(what_is_read_within_its_group_alone_is_in_a_register) {
  using both = tl::plan::planned<tl::rules::listed<swings, slope_of_swings>>;
  static_assert(both::step_count == 1 && both::table.steps[0].output_count == 2);  // sin is not stored
  BOOST_TEST((error<swings, slope_of_swings>()) == "");
}

BOOST_AUTO_TEST_CASE(each_reads_what_the_others_were_before) {
  static_assert(steps<turn_a, turn_b, turn_c> == 1);
  BOOST_TEST((error<turn_a, turn_b, turn_c>()) == "");
  using program = tl::basic_program<double, tl::rules::listed<turn_a, turn_b, turn_c>>;
  typename program::state state{};
  tl::initialize(state);
  state[a](0) = 3;
  state[b](0) = 5;
  state[c](0) = 7;
  typename program::workspace workspace{};
  BOOST_TEST_REQUIRE(static_cast<bool>(program::run(workspace, state)));
  BOOST_TEST(state[a](0) == 6);
  BOOST_TEST(state[b](0) == 6);
  BOOST_TEST(state[c](0) == 21);
}

BOOST_AUTO_TEST_CASE(a_number_that_waits_for_another_kernel_is_apart_from_those_before_it) {
  static_assert(steps<of_c, after_c, new_c> == steps_apart<of_c, after_c, new_c>);
  BOOST_TEST((error<of_c, after_c, new_c>()) == "");
}

BOOST_AUTO_TEST_CASE(a_number_that_a_joined_loss_waits_for_is_apart_from_what_reads_the_loss) {
  BOOST_TEST((error<spread_loss, slope_of_spread_loss>()) == "");
  using program = tl::program<double, spread_loss, slope_of_spread_loss>;
  typename program::workspace workspace{};
  double const at[5]{0, 1, 2, 3, 4};
  auto const run = program::run(workspace, bind(logits, at), bind(tl::label<"class", 5>, 1));
  BOOST_TEST_REQUIRE(static_cast<bool>(run));
  BOOST_TEST(run[spread_loss] == 5.451914395937593, boost::test_tools::tolerance(1e-14));  // log sum exp - 1 + 2
  BOOST_TEST(run[slope_of_spread_loss][4] == 1.4364086465588308, boost::test_tools::tolerance(1e-14));
}

BOOST_AUTO_TEST_SUITE_END()
