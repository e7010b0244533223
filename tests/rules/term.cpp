// SPDX-License-Identifier: BSL-1.0
#include "tapeless/rules/term.hpp"

#include "../in_graph.hpp"
#include "tapeless/expr/function.hpp"

#include <boost/test/unit_test.hpp>

namespace rules_term_test {

namespace tl = tapeless;
using tl::term;
using tl::rules::simplifier;
constexpr auto x = tl::input<"x", 3>;
constexpr auto u = tl::input<"u", 3>;
constexpr auto c = tl::input<"c", 3>;

/// A formula of terms is the node of the expression that is written likewise.
template <class Formula, class E>
constexpr bool writes(Formula const& formula, E const& e) {
  simplifier b;
  term<simplifier> const first{&b, x.lower(b)};
  term<simplifier> const second{&b, u.lower(b)};
  term<simplifier> const third{&b, c.lower(b)};
  return formula(first, second, third).at == e.lower(b);
}

}  // namespace rules_term_test

BOOST_AUTO_TEST_SUITE(rules_term)

using namespace rules_term_test;

BOOST_AUTO_TEST_CASE(arithmetic_of_terms_is_that_of_expressions) {
  BOOST_TEST(writes([](auto a, auto b, auto d) { return a + b - a * d / -b; }, x + u - x % c / -u));
  BOOST_TEST(writes([](auto a, auto, auto) { return 2 + a * 3 - 1; }, 2 + x * 3 - 1));
  BOOST_TEST(writes([](auto a, auto b, auto) { return (2 - a) * (4 * b) / 5 + 6 / a + 7; },
                    (2 - x) % (4 * u) / 5 + 6 / x + 7));
  BOOST_TEST(writes([](auto a, auto b, auto d) { return (a > b) + (a < d); }, (x > u) + (x < c)));
  BOOST_TEST(writes([](auto a, auto b, auto d) { return (a > 1) + (2 > b) + (d < 3); }, (x > 1) + (2 > u) + (c < 3)));
}
BOOST_AUTO_TEST_CASE(functions_of_terms_are_those_of_expressions) {
  BOOST_TEST(writes([](auto a, auto, auto) { return exp(a) + expm1(a) + log(a) + log1p(a) + sqrt(a); },
                    exp(x) + expm1(x) + log(x) + log1p(x) + sqrt(x)));
  BOOST_TEST(writes([](auto a, auto, auto) { return rsqrt(a) + cbrt(a) + square(a) + abs(a) + sign(a); },
                    rsqrt(x) + cbrt(x) + square(x) + abs(x) + sign(x)));
  BOOST_TEST(writes([](auto a, auto, auto) { return sin(a) + cos(a) + sinh(a) + cosh(a) + tanh(a) + sigmoid(a); },
                    sin(x) + cos(x) + sinh(x) + cosh(x) + tanh(x) + sigmoid(x)));
  BOOST_TEST(writes([](auto a, auto b, auto) { return pow(a, b) + pow(a, 3) + maximum(a, b) + maximum(a, 0); },
                    tl::pow(x, u) + tl::pow(x, 3) + tl::maximum(x, u) + tl::maximum(x, 0)));
  BOOST_TEST(writes([](auto a, auto b, auto) { return minimum(a, b) + minimum(a, 0) + clamp(b, -1, 1); },
                    tl::minimum(x, u) + tl::minimum(x, 0) + tl::clamp(u, -1, 1)));
  BOOST_TEST(writes([](auto a, auto b, auto) { return xlogy(a, b) + xdivy(b, a); }, tl::xlogy(x, u) + tl::xdivy(u, x)));
}
BOOST_AUTO_TEST_CASE(a_choice_takes_terms_and_numbers) {
  BOOST_TEST(writes([](auto a, auto b, auto d) { return where(a, b, d); }, tl::where(x, u, c)));
  BOOST_TEST(writes([](auto a, auto b, auto) { return where(a, 1, b); }, tl::where(x, 1, u)));
  BOOST_TEST(writes([](auto a, auto b, auto) { return where(a, b, 2); }, tl::where(x, u, 2)));
  BOOST_TEST(writes([](auto a, auto, auto) { return where(a, 3, 4); }, tl::where(x, 3, 4)));
}

BOOST_AUTO_TEST_SUITE_END()
