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

BOOST_AUTO_TEST_SUITE_END()
