// SPDX-License-Identifier: BSL-1.0
#include "tapeless/expr/assigning.hpp"

#include "../in_graph.hpp"
#include "tapeless/diff/grad.hpp"
#include "tapeless/expr/batch.hpp"
#include "tapeless/expr/reduction.hpp"
#include "tapeless/run/program.hpp"

#include <boost/test/unit_test.hpp>

#include <array>

namespace {
namespace expr_assigning_test {

namespace tl = tapeless;
constexpr auto W = tl::parameter<"W", 2, 2>;
constexpr auto x = tl::input<"x", 2>;
constexpr auto kept = tl::state<"kept", 2>;
constexpr auto average = tl::assigning(W * x + kept, assign(kept, 0.5 * kept + 0.5 * x));
constexpr auto doubled = 2 * average;
constexpr auto loss = tl::sum(square(average));
constexpr auto by_W = tl::grad(loss, W);
constexpr auto by_average = tl::grad(loss, average);
constexpr auto other = tl::assigning(x, assign(kept, x));
constexpr auto by_hand = tl::assigning(x, assign(kept, W* x));

template <class... Output>
consteval std::uint32_t assignments(Output const&... each) {
  tl::rules::simplifier builder;
  (tl::rules::lower_output(builder, each), ...);
  return builder.assigns.size();
}

}  // namespace expr_assigning_test
}  // namespace

BOOST_AUTO_TEST_SUITE(expr_assigning)

using namespace expr_assigning_test;

BOOST_AUTO_TEST_CASE(a_program_assigns_what_its_outputs_say) {
  using program = tl::program<double, doubled, loss, by_W>;
  program::workspace memory{};
  program::parameters parameters{};
  program::state state{};
  parameters[W].copy_from(std::array<double, 4>{1, 2, 3, 4});
  std::array<double, 2> const data{1, -2};
  for (int run = 0; run < 3; ++run) {
    double const before = 1 - (run == 0 ? 1 : run == 1 ? 0.5 : 0.25);  // of data, kept
    auto const result = program::run(memory, parameters, state, bind(x, data));
    BOOST_TEST_REQUIRE(static_cast<bool>(result));
    BOOST_TEST(result[doubled](0) == 2 * (1 * 1 - 2 * 2 + before));
    BOOST_TEST(result[by_W](1, 1) == 2 * (3 * 1 - 4 * 2 - 2 * before) * -2);
    BOOST_TEST(state[kept](1) == -2 * (0.5 + 0.5 * before));
  }
}
BOOST_AUTO_TEST_CASE(the_same_again_is_one_assignment) {
  BOOST_TEST(assignments(average) == 1u);
  BOOST_TEST(assignments(doubled, loss, by_W, average) == 1u);
  BOOST_TEST((in_graph::problem(doubled, loss, by_W) == tl::graph::problem_kind::nothing));
  BOOST_TEST((in_graph::problem(average, other) == tl::graph::problem_kind::assigned_twice));
  BOOST_TEST((in_graph::problem(average, tl::assign(kept, x)) == tl::graph::problem_kind::assigned_twice));
}
BOOST_AUTO_TEST_CASE(a_derivative_by_a_part_of_it_assigns_nothing) {
  BOOST_TEST(assignments(tl::grad(tl::sum(square(by_hand)), x)) == 1u);  // x is itself
  BOOST_TEST(assignments(tl::grad(tl::sum(square(by_hand + W * x)), W * x)) == 0u);
  BOOST_TEST(assignments(by_average) == 1u);  // at its value, which stands there too
  BOOST_TEST(assignments(by_hand, tl::grad(tl::sum(square(by_hand + W * x)), W * x)) == 1u);
}
BOOST_AUTO_TEST_CASE(what_each_sample_has_is_not_kept) {
  BOOST_TEST(
      (in_graph::problem(tl::batch_sum(tl::batch<3>(average))) == tl::graph::problem_kind::kept_value_of_a_batch));
}

BOOST_AUTO_TEST_SUITE_END()
