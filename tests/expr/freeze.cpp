// SPDX-License-Identifier: BSL-1.0
#include "tapeless/expr/freeze.hpp"

#include "tapeless/check/identity.hpp"
#include "tapeless/diff/grad.hpp"
#include "tapeless/diff/jvp.hpp"
#include "tapeless/expr/reduction.hpp"
#include "tapeless/run/interpreter.hpp"
#include "tapeless/run/program.hpp"

#include <boost/test/unit_test.hpp>

#include <array>

namespace {
namespace expr_freeze_test {

namespace tl = tapeless;
constexpr auto x = tl::parameter<"x", 3>;
constexpr auto W = tl::parameter<"W", 2, 3>;
constexpr auto f = sum(square(W * x));
constexpr auto frozen_W = sum(square(tl::freeze(W) * x));
// W·x with W as a constant, plus W as a variable
constexpr auto both = sum(square(tl::freeze(W) * x)) + 3 * sum(W);

constexpr std::array<double, 3> at_x{1, -2, 0.5};
constexpr std::array<double, 6> at_W{2, 1, -1, 0.25, 3, 4};

// what is frozen is the same value, and a constant
static_assert(tl::node_count<frozen_W> == tl::node_count<f> && tl::flops<frozen_W> == tl::flops<f>);
static_assert(tl::node_count<tl::grad(frozen_W, x)> == tl::node_count<tl::grad(f, x)>);
static_assert(tl::equal<tl::grad(both, W), tl::grad(3 * sum(W), W)>);
static_assert(tl::equal<tl::freeze(tl::freeze(f)), tl::freeze(f)>);

template <auto const&... E>
auto run_of() {
  using program = tl::program<double, E...>;
  static constinit typename program::workspace memory{};
  static typename program::parameters parameters{};
  parameters[x].copy_from(at_x);
  parameters[W].copy_from(at_W);
  return program::run(memory, parameters);
}
constexpr auto d_W = tl::grad(frozen_W, W);
constexpr auto d_x = tl::grad(frozen_W, x);
constexpr auto d_x_free = tl::grad(f, x);

// A derivative by an expression that stands frozen, free, or both: h² and h³ of h = a·c, of which the frozen one does
// not depend on a. With h = 15: ∂(h̄³)/∂h = 3h̄², ∂(h̄²h)/∂h = 2h̄h + h̄², by a of the latter only 2h̄c.
constexpr auto a = tl::parameter<"a">;
constexpr auto c = tl::parameter<"c">;
constexpr auto h = a * c;
constexpr auto of_frozen = tl::grad(tl::freeze(square(h) * h), h);
constexpr auto of_both = tl::grad(tl::freeze(square(h)) * h, h);
constexpr auto reverse_over_reverse = tl::grad(of_both, a);
constexpr auto forward_over_reverse = tl::jvp(of_both, a, 1);
constexpr auto reverse_over_forward = tl::grad(tl::jvp(tl::freeze(square(h)) * h, h, 1), a);
constexpr auto of_free = tl::grad(tl::grad(square(h) * h, h), a);
constexpr auto zero = tl::grad(tl::function_of(c, a), a);
static_assert(tl::equal<tl::grad(of_frozen, a), zero> && !tl::equal<of_both, tl::grad(square(h) * h, h)>);
// in `freeze` all is frozen, where a derivative stands in it too
static_assert(tl::equal<tl::grad(tl::freeze(tl::grad(square(h) * h, h)), a), zero>);

}  // namespace expr_freeze_test
}  // namespace

BOOST_AUTO_TEST_SUITE(expr_freeze)

using namespace expr_freeze_test;

BOOST_AUTO_TEST_CASE(derivatives_go_through_what_is_frozen_and_not_to_its_parameters) {
  auto const result = run_of<frozen_W, d_W, d_x, d_x_free, f>();
  BOOST_TEST_REQUIRE(static_cast<bool>(result));
  BOOST_TEST(result[frozen_W] == result[f]);
  BOOST_TEST(result[f] != 0);
  for (std::size_t i = 0; i < 3; ++i) {
    BOOST_TEST(result[d_x](i) == result[d_x_free](i));
    BOOST_TEST(result[d_x](i) != 0);
    BOOST_TEST(result[d_W](0, i) == 0);
  }
}
BOOST_AUTO_TEST_CASE(a_derivative_by_what_stands_frozen_is_one_at_a_constant_point) {
  using source =
      tl::rules::listed<of_frozen, of_both, reverse_over_reverse, forward_over_reverse, reverse_over_forward, of_free>;
  using program = tl::basic_program<double, source>;
  static typename program::workspace memory{};
  static typename program::parameters parameters{};
  parameters[a](0) = 3;
  parameters[c](0) = 5;
  auto const result = program::run(memory, parameters);
  BOOST_TEST_REQUIRE(static_cast<bool>(result));
  static tl::run::interpretation<double, source> const interpreted(parameters);
  double const expected[]{675, 675, 150, 150, 150, 450};
  auto const check = [&]<std::uint32_t O>(std::integral_constant<std::uint32_t, O>) {
    BOOST_TEST(result.template output<O>() == expected[O], "output " << O);
    BOOST_TEST(interpreted.template output<O>() == expected[O], "interpreted output " << O);
  };
  [&]<std::uint32_t... O>(std::integer_sequence<std::uint32_t, O...>) {
    (check(std::integral_constant<std::uint32_t, O>{}), ...);
  }
  (std::make_integer_sequence<std::uint32_t, 6>{});
}

BOOST_AUTO_TEST_SUITE_END()
