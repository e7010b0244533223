// SPDX-License-Identifier: BSL-1.0
// test: alone, clang suffices
// Expressions do not swell: each level of the tower uses the one below three times, so that written out it has 3ⁿ
// copies of x, and its derivative more. As graphs both grow by the same few nodes with each level.
#include "../in_graph.hpp"
#include "tapeless/diff/grad.hpp"
#include "tapeless/diff/jvp.hpp"
#include "tapeless/expr/define.hpp"
#include "tapeless/expr/function.hpp"
#include "tapeless/run/interpreter.hpp"
#include "tapeless/run/program.hpp"

#include <boost/test/unit_test.hpp>
#include <cmath>

namespace laws_tower_test {

namespace tl = tapeless;
constexpr auto x = tl::input<"x">;

/// x ← x·sin(x)·x, n times. Behind lambdas, so that the types do not swell either.
template <std::uint32_t Levels>
constexpr auto tower = tl::define([] { return tower<Levels - 1> * sin(tower<Levels - 1>) * tower<Levels - 1>; });
template <>
constexpr auto tower<0> = x;

template <std::uint32_t Levels>
constexpr auto slope = grad(tower<Levels>, x);
template <std::uint32_t Levels>
constexpr auto tangent = jvp(tower<Levels>, x, 1);

template <std::uint32_t Levels>
constexpr std::uint32_t value_nodes = in_graph::nodes(tower<Levels>);
template <std::uint32_t Levels>
constexpr std::uint32_t gradient_nodes = in_graph::nodes(tower<Levels>, slope<Levels>);

// what 16 levels add, at 16, at 32 and at 48
static_assert(value_nodes<32> - value_nodes<16> == 16 * 3);
static_assert(value_nodes<64> - value_nodes<32> == 32 * 3);
constexpr std::uint32_t of_16_levels = gradient_nodes<32> - gradient_nodes<16>;
static_assert(of_16_levels % 16 == 0);
static_assert(gradient_nodes<64> - gradient_nodes<32> == 2 * of_16_levels);
static_assert(of_16_levels <= 16 * 12);

/// The tower and its derivative, from the bottom to the top by the chain rule.
struct dual {
  double value;
  double derivative;
};
dual climb(double at, std::uint32_t levels) {
  dual now{at, 1};
  for (std::uint32_t n = 0; n < levels; ++n) {
    double const v = now.value;
    now = {v * v * std::sin(v), now.derivative * (2 * v * std::sin(v) + v * v * std::cos(v))};
  }
  return now;
}
// near the root of x·sin x = 1 the tower neither vanishes nor overflows; an error in x grows by 2.55 with each level
constexpr double start[]{1.1141571408719302};

}  // namespace laws_tower_test

BOOST_AUTO_TEST_SUITE(laws_tower)

using namespace laws_tower_test;

BOOST_AUTO_TEST_CASE(the_gradient_of_a_tower_is_linear_in_its_height) {
  BOOST_TEST_MESSAGE("nodes of 16, 32, 64 levels: "
                     << value_nodes<16> << ", " << value_nodes<32> << ", " << value_nodes<64> << "; with the gradient "
                     << gradient_nodes<16> << ", " << gradient_nodes<32> << ", " << gradient_nodes<64>);
  BOOST_TEST(gradient_nodes<64> < 4 * value_nodes<64>);
}
BOOST_AUTO_TEST_CASE(the_gradient_of_a_tower_is_the_product_of_the_derivatives_of_its_levels) {
  tl::run::interpretation<double, tl::rules::listed<tower<16>, slope<16>, tangent<16>>> const found(tl::bind(x, start));
  dual const expected = climb(start[0], 16);
  BOOST_TEST(expected.derivative > 1e5);
  BOOST_TEST(double{found.template output<0>()} == expected.value, boost::test_tools::tolerance(1e-8));
  BOOST_TEST(double{found.template output<1>()} == expected.derivative, boost::test_tools::tolerance(1e-8));
  BOOST_TEST(double{found.template output<2>()} == expected.derivative, boost::test_tools::tolerance(1e-8));
}
BOOST_AUTO_TEST_CASE(a_program_of_64_levels_keeps_three_numbers_of_each_level) {
  using program = tl::program<double, tower<64>, slope<64>>;
  BOOST_TEST_MESSAGE("workspace of 64 levels: " << program::workspace_bytes << " bytes");
  BOOST_TEST(program::workspace_bytes <= 3 * 64 * sizeof(double));
  program::workspace memory;
  constexpr double below[]{0.99};  // below the root the tower falls to zero, which is flat
  auto const fallen = program::run(memory, tl::bind(x, below));
  BOOST_TEST(double{fallen[tower<64>]} == 0.0);
  BOOST_TEST(double{fallen[slope<64>]} == 0.0);
}

BOOST_AUTO_TEST_SUITE_END()
