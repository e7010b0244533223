// SPDX-License-Identifier: BSL-1.0
#include "tapeless/expr/integer_state.hpp"

#include "tapeless/expr/assign.hpp"
#include "tapeless/run/program.hpp"

#include <boost/test/unit_test.hpp>

#include <array>
#include <cstdint>
#include <limits>

namespace {
namespace expr_integer_state_test {

namespace tl = tapeless;
constexpr auto runs = tl::integer_state<"runs">;
constexpr auto next = tl::assign(runs, tl::successor(runs));
constexpr auto as_number = tl::value_of(runs);

/// What three runs make of an integer.
template <class T>
void expect_counting_from(std::uint64_t start) {
  using program = tl::program<T, as_number, next>;
  static constinit typename program::workspace memory{};
  typename program::state state{};
  tl::write_integer(state[runs], start);
  BOOST_TEST(tl::read_integer(state[runs]) == start);
  for (std::uint64_t i = 0; i < 3; ++i) {
    auto const result = program::run(memory, state);
    BOOST_TEST_REQUIRE(static_cast<bool>(result));
    BOOST_TEST(result[as_number] == static_cast<T>(start + i), boost::test_tools::tolerance(T(1.2e-7)));
    BOOST_TEST(tl::read_integer(state[runs]) == start + i + 1);
  }
}

}  // namespace expr_integer_state_test
}  // namespace

BOOST_AUTO_TEST_SUITE(expr_integer_state)

using namespace expr_integer_state_test;

BOOST_AUTO_TEST_CASE(an_integer_is_counted_exactly_beyond_the_digits_of_float) {
  constexpr std::uint64_t one = 1;
  for (std::uint64_t const start : {std::uint64_t{0}, (one << 24) - 2, one << 24, (one << 48) - 2, (one << 48) + 5}) {
    expect_counting_from<float>(start);
    expect_counting_from<double>(start);
  }
}

BOOST_AUTO_TEST_CASE(the_last_integer_is_followed_by_zero) {
  using program = tl::program<float, next>;
  static constinit program::workspace memory{};
  program::state state{};
  tl::write_integer(state[runs], std::numeric_limits<std::uint64_t>::max());
  BOOST_TEST_REQUIRE(static_cast<bool>(program::run(memory, state)));
  BOOST_TEST(tl::read_integer(state[runs]) == 0U);
  state[runs](1) = -1;
  BOOST_TEST(tl::read_integer(state[runs]) == 0U);
}

BOOST_AUTO_TEST_SUITE_END()
