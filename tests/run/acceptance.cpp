// SPDX-License-Identifier: BSL-1.0
#include "tapeless/run/acceptance.hpp"

#include "tapeless/expr/arithmetic.hpp"
#include "tapeless/expr/reduction.hpp"
#include "tapeless/run/store.hpp"

#include <boost/test/unit_test.hpp>

namespace run_acceptance_test {

namespace tl = tapeless;
constexpr auto x = tl::input<"x", 2>;
constexpr auto w = tl::parameter<"w", 2>;
constexpr auto rate = tl::scalar<"rate">;
constexpr auto value = rate * dot(w, x);
using source = tl::rules::listed<value>;
using weights = tl::store<double, source, tl::leaf_kind::parameter>;
using data = decltype(bind(x, std::declval<double const (&)[2]>()));
using number = decltype(bind(rate, 1.0));

// What a compiler prints when a call is not granted are the programs of tests/fail.
static_assert(tl::run::acceptance<double, source, data, number, weights>::granted());
static_assert(tl::run::acceptance<double, source, weights const, number const, data const>::granted());
static_assert(tl::run::store_argument<weights> && !tl::run::store_argument<data>);
static_assert(tl::run::data_argument<data> && !tl::run::data_argument<number>);
static_assert(tl::run::leaf_argument<number> && !tl::run::run_argument<int>);

constexpr auto const& leaves = tl::rules::lowered<source>.leaves;
consteval std::uint32_t served_by_data() {
  std::uint32_t found = 0;
  for (auto const& leaf : leaves) found += tl::run::serves<data>(leaf) ? 1u : 0u;
  return found;
}
static_assert(served_by_data() == 1);
static_assert(tl::run::first_leaf<source>([](auto const& info) { return info.identifier.view() == "nobody"; }) == 3);

}  // namespace run_acceptance_test

BOOST_AUTO_TEST_SUITE(run_acceptance)
BOOST_AUTO_TEST_CASE(a_call_that_serves_every_leaf_is_granted) {
  using namespace run_acceptance_test;
  BOOST_TEST((tl::run::acceptance<double, source, data, number, weights>::granted()));
}
BOOST_AUTO_TEST_SUITE_END()
