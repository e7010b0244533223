// SPDX-License-Identifier: BSL-1.0
#include "tapeless/run/verdict.hpp"

#include "tapeless/expr/arithmetic.hpp"
#include "tapeless/expr/define.hpp"
#include "tapeless/expr/reduction.hpp"

#include <boost/test/unit_test.hpp>

namespace run_verdict_test {

namespace tl = tapeless;
using tl::graph::problem_kind;
constexpr auto w2 = tl::parameter<"w", 2>;
constexpr auto w3 = tl::parameter<"w", 3>;
constexpr auto v = tl::parameter<"v", 2>;
constexpr auto fine = sum(w2 % v);
constexpr auto two_shapes = sum(w2) + sum(w3);
constexpr auto two_bodies = tl::define<"h">(sum(w2)) + tl::define<"h">(sum(v));
constexpr auto one_body_twice = tl::define<"h">(sum(w2)) * tl::define<"h">(sum(w2));
template <auto const& E>
using of = tl::run::verdict<tl::rules::listed<E>>;

// The errors themselves, as a compiler prints them, are the programs of tests/fail.
static_assert(of<fine>::well_formed());
static_assert(of<one_body_twice>::well_formed());
static_assert(of<two_shapes>::found.kind == problem_kind::one_name_two_leaves);
static_assert(of<two_shapes>::first.view() == "w");
static_assert(of<two_shapes>::left.rows == 2 && of<two_shapes>::right.rows == 3);
static_assert(of<two_bodies>::found.kind == problem_kind::one_name_two_definitions);
static_assert(of<two_bodies>::first.view() == "h");

}  // namespace run_verdict_test

BOOST_AUTO_TEST_SUITE(run_verdict)
BOOST_AUTO_TEST_CASE(the_first_problem_decides_and_carries_names_and_shapes) {
  BOOST_TEST(run_verdict_test::of<run_verdict_test::fine>::well_formed());
}
BOOST_AUTO_TEST_SUITE_END()
