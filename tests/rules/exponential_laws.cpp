// SPDX-License-Identifier: BSL-1.0
// test: clang suffices
#include "tapeless/rules/exponential_laws.hpp"

#include "../computed.hpp"
#include "../in_graph.hpp"
#include "tapeless/diff/grad.hpp"
#include "tapeless/expr/function.hpp"
#include "tapeless/expr/reduction.hpp"

#include <boost/test/unit_test.hpp>
#include <cmath>
#include <limits>
#include <numbers>

namespace rules_exponential_laws_test {

namespace tl = tapeless;
using in_graph::same;
using tl::op;
constexpr auto t = tl::scalar<"t">;
constexpr auto s = tl::scalar<"s">;
constexpr auto v = tl::input<"v", 3>;
constexpr auto w = tl::input<"w", 3>;
constexpr auto r = tl::input<"r", 1, 3>;
constexpr auto A = tl::parameter<"A", 2, 3>;
constexpr double infinite = std::numeric_limits<double>::infinity();

using values = std::array<double, 3>;
/// Within a few roundings of each other, relative where they are small.
bool agree(double found, double expected, double tolerance) {
  return std::abs(found - expected) <= (expected == 0 ? 1e-40 : tolerance * std::abs(expected));
}
/// f, f′, f″ at a number, in double and in float; what float cannot hold is 0 or infinite there.
template <class E>
void expect_at(E const& e, double at, values const& expected) {
  auto const slope = tl::grad(e, t);
  auto const curvature = tl::grad(slope, t);
  computed::point const here{{{t.identifier, {at}}}};
  auto const check = [&](auto const& f, std::size_t order) {
    double const in_double = computed::value_in<double>(f, here)(0);
    double const in_float = computed::value_in<float>(f, here)(0);
    BOOST_TEST(agree(in_double, expected[order], 1e-13), "order " << order << " at " << at << ": " << in_double);
    double const rounded = static_cast<double>(static_cast<float>(expected[order]));
    bool const is_subnormal = std::abs(rounded) < 1.2e-38;
    BOOST_TEST((is_subnormal ? std::abs(in_float - rounded) < 1e-43 : agree(in_float, rounded, 4e-6)),
               "order " << order << " in float at " << at << ": " << in_float);
  };
  check(e, 0);
  check(slope, 1);
  check(curvature, 2);
}
double logistic(double x) { return 1 / (1 + std::exp(-x)); }

/// w + exp(v) + exp(2v) + …, so many of them.
template <int Terms>
constexpr auto beside_exponentials() {
  if constexpr (Terms == 0) {
    return w;
  } else {
    return beside_exponentials<Terms - 1>() + exp(Terms * v);
  }
}

}  // namespace rules_exponential_laws_test

BOOST_AUTO_TEST_SUITE(rules_exponential_laws)

using namespace rules_exponential_laws_test;

BOOST_AUTO_TEST_CASE(the_logarithm_of_sums_and_products_of_exponentials_overflows_nowhere) {
  BOOST_TEST(same(log(mean(exp(v))), logsumexp(v) - log(tl::number(3))));
  BOOST_TEST(same(log(sum(exp(v)) * 0.5), log(tl::number(0.5)) + logsumexp(v)));
  BOOST_TEST(same(log(tl::mean<1>(exp(A))), tl::logsumexp<1>(A) - log(tl::number(3))));
  BOOST_TEST(same(log(exp(t) * exp(s)), t + s));
  BOOST_TEST(same(log(exp(v) / exp(w)), v - w));
  BOOST_TEST(same(log(1 + sum(exp(v))), softplus(logsumexp(v))));
  BOOST_TEST(same(log1p(exp(v)), softplus(v)));
  BOOST_TEST(same(log1p(expm1(v)), v));
  BOOST_TEST(same(log2(sum(exp(v))), std::numbers::log2e * logsumexp(v)));
  BOOST_TEST(!same(log2(1 + t), std::numbers::log2e * log1p(t)));                // log2(1 + 1) is 1
  BOOST_TEST(in_graph::count(op::log, log(t * exp(v)), log(exp(v) - w)) == 2u);  // who knows their signs
  BOOST_TEST(in_graph::count(op::log, log(-2 + exp(v)), log(-2 * exp(v))) == 2u);
  expect_at(log(exp(t) + 3), 1000, {1000, 1, 0});
  expect_at(log(exp(t) + 3), 0.5,
            {std::log(std::exp(0.5) + 3), logistic(0.5 - std::log(3.0)),
             logistic(0.5 - std::log(3.0)) * logistic(std::log(3.0) - 0.5)});
}
BOOST_AUTO_TEST_CASE(the_logarithm_of_two_exponentials_is_smooth_where_they_are_equal) {
  auto const both = tl::logaddexp(t, 2 * t - 1);  // equal at 1
  for (double const at : {1.0, 0.25, 3.0}) {
    double const share = logistic(at - 1);
    expect_at(both, at, {std::log(std::exp(at) + std::exp(2 * at - 1)), 1 + share, share * (1 - share)});
  }
  expect_at(both, 1000, {1999, 2, 0});
  expect_at(both, -1000, {-1000, 1, 0});
  expect_at(tl::logaddexp(t, t), 1000, {1000 + std::log(2.0), 1, 0});
  expect_at(log(exp(t) + exp(-t) + exp(0.5 * t)), 1000, {1000, 1, 0});
  auto const at = [](double first, double second) {
    return computed::point{{{t.identifier, {first}}, {s.identifier, {second}}}};
  };
  for (double const end : {-infinite, infinite}) {
    BOOST_TEST(computed::value_in<double>(tl::logaddexp(t, s), at(end, end))(0) == end);
    BOOST_TEST(computed::value_in<float>(tl::logaddexp(t, s), at(1, end))(0) == (end > 0 ? end : 1));
    BOOST_TEST(computed::value_in<double>(tl::grad(tl::logaddexp(t, s), t), at(1, end))(0) == (end > 0 ? 0 : 1));
  }
  for (double const other : {1.0, infinite, -infinite}) {
    BOOST_TEST(std::isnan(computed::value_in<double>(tl::logaddexp(t, s), at(other, std::nan("")))(0)));
    BOOST_TEST(std::isnan(computed::value_in<float>(tl::logaddexp(t, s), at(std::nan(""), other))(0)));
  }
  BOOST_TEST(computed::value_in<double>(tl::logaddexp(t, s), at(1, -1e8))(0) == 1);
}
BOOST_AUTO_TEST_CASE(the_logarithm_of_one_minus_an_exponential_is_accurate_on_both_sides) {
  for (double const at : {-1e-10, -0.5, -0.6931471805599453, -0.7, -3.0, -50.0, -80.0}) {
    double const slope = -1 / std::expm1(-at);
    values const expected{at > -0.7 ? std::log(-std::expm1(at)) : std::log1p(-std::exp(at)), slope,
                          slope * (1 - slope)};
    expect_at(tl::log1mexp(t), at, expected);
    expect_at(log1p(-exp(t)), at, expected);
    expect_at(log(exp(t) - exp(2 * t)), at, {at + expected[0], 1 + expected[1], expected[2]});
  }
  BOOST_TEST(computed::value_in<double>(tl::log1mexp(t), {{{t.identifier, {0}}}})(0) == -infinite);
  BOOST_TEST(std::isnan(computed::value_in<double>(tl::log1mexp(t), {{{t.identifier, {1}}}})(0)));
  expect_at(log(exp(t) - 1), 1000, {1000, 1, 0});
  expect_at(log(expm1(t)), 100, {100, 1, 0});
  expect_at(log(exp(t) - 2), 1,
            {std::log(std::exp(1.0) - 2), std::exp(1.0) / (std::exp(1.0) - 2),
             -2 * std::exp(1.0) / std::pow(std::exp(1.0) - 2, 2)});
}
BOOST_AUTO_TEST_CASE(the_usual_spellings_of_sigmoid_are_sigmoid) {
  BOOST_TEST(same(1 / (1 + exp(-v)), sigmoid(v)));
  BOOST_TEST(same(exp(v) / (1 + exp(v)), sigmoid(v)));
  BOOST_TEST(same(exp(v) / (exp(v) + 1), sigmoid(v)));
  BOOST_TEST(same(exp(t) / (exp(t) + exp(s)), sigmoid(t - s)));
  BOOST_TEST(same(v / (1 + exp(-v)), v % sigmoid(v)));
  BOOST_TEST(same(3 / (exp(-v) + 1), 3 * sigmoid(v)));
  BOOST_TEST(same(log(1 / (1 + exp(-t))), -softplus(-t)));
  expect_at(2 / (4 + exp(t)), 1000, {0, 0, 0});
  expect_at(1 / (1 + exp(-t)), -100, {std::exp(-100.0), std::exp(-100.0), std::exp(-100.0)});
  BOOST_TEST(!same(1 / (1 + v), sigmoid(v)));
}
BOOST_AUTO_TEST_CASE(the_usual_spellings_of_tanh_are_tanh) {
  BOOST_TEST(same((exp(v) - exp(-v)) / (exp(v) + exp(-v)), tanh(v)));
  BOOST_TEST(same((exp(-v) - exp(v)) / (exp(v) + exp(-v)), -tanh(v)));
  BOOST_TEST(same((exp(2 * v) - 1) / (exp(2 * v) + 1), tanh(v)));
  BOOST_TEST(same((1 - exp(-2 * v)) / (1 + exp(-2 * v)), tanh(v)));
  BOOST_TEST(same(sinh(v) / cosh(v), tanh(v)));
  BOOST_TEST(!same((exp(v) - exp(w)) / (exp(v) + exp(-v)), tanh(v)));
  expect_at((exp(t) - exp(-t)) / (exp(t) + exp(-t)), 1000, {1, 0, 0});
}
BOOST_AUTO_TEST_CASE(the_usual_spellings_of_softmax_are_softmax) {
  BOOST_TEST(same(exp(v) / sum(exp(v)), softmax(v)));
  BOOST_TEST(same(exp(v) * (1 / sum(exp(v))), softmax(v)));
  BOOST_TEST(same(exp(A) / tl::broadcast_to<2, 3>(tl::sum<0>(exp(A))), tl::softmax<0>(A)));
  BOOST_TEST(same(exp(A) / tl::broadcast_to<2, 3>(tl::sum<1>(exp(A))), tl::softmax<1>(A)));
  BOOST_TEST(same(log(exp(v) / sum(exp(v))), log_softmax(v)));
  BOOST_TEST(!same(exp(v) / sum(exp(w)), softmax(v)));
  computed::point const large{{{A.identifier, {1000, 999, 998, 1000, 997, 1001}}}};
  plain::matrix const shares = computed::value_in<float>(exp(A) / sum(exp(A)), large);
  double const whole = 2 + std::exp(-1) + std::exp(-2) + std::exp(-3) + std::exp(1);
  plain::expect(
      shares,
      {2,
       3,
       {1 / whole, std::exp(-1) / whole, std::exp(-2) / whole, 1 / whole, std::exp(-3) / whole, std::exp(1) / whole}},
      1e-6);
  BOOST_TEST(same(exp(r) / sum(exp(r)), tl::reshape<1, 3>(softmax(tl::reshape<3, 1>(r)))));
}
BOOST_AUTO_TEST_CASE(what_is_no_exponential_deep_down_is_left_alone) {
  BOOST_TEST((in_graph::root(log(beside_exponentials<16>())) == op::log));
  BOOST_TEST(in_graph::count(op::softplus, log(beside_exponentials<16>())) == 0u);
  BOOST_TEST((in_graph::root(log(beside_exponentials<3>())) == op::log));
}
BOOST_AUTO_TEST_CASE(a_quotient_of_other_exponentials_is_no_tanh) {
  BOOST_TEST(in_graph::count(op::tanh, (exp(v) - exp(w)) / (exp(v) + exp(-v))) == 0u);
  BOOST_TEST(in_graph::count(op::tanh, (exp(w) - exp(-v)) / (exp(v) + exp(-v))) == 0u);
  BOOST_TEST(in_graph::count(op::tanh, (exp(-v) - exp(w)) / (exp(v) + exp(-v))) == 0u);
  BOOST_TEST(in_graph::count(op::tanh, (exp(w) - exp(v)) / (exp(v) + exp(-v))) == 0u);
  BOOST_TEST(in_graph::count(op::tanh, (exp(v) - 1) / (exp(w) + 1)) == 0u);
  BOOST_TEST(in_graph::count(op::tanh, (exp(v) - 1) / (exp(v) + 2)) == 0u);
}
BOOST_AUTO_TEST_CASE(the_logarithm_of_a_sum_of_equal_exponentials_is_logsumexp_of_equal_numbers) {
  BOOST_TEST(same(log(tl::sum<0>(tl::broadcast_to<2, 3>(exp(t)))), tl::logsumexp<0>(tl::broadcast_to<2, 3>(t))));
  BOOST_TEST(same(log(tl::sum<0>(tl::broadcast_to<2, 3>(exp(r)))), tl::logsumexp<0>(tl::broadcast_to<2, 3>(r))));
}
BOOST_AUTO_TEST_CASE(no_law_of_exponentials_changes_a_number) {
  computed::expect_laws_keep(log(mean(exp(v))) + log(3 * exp(v) / 4 + exp(w)) + log1p(exp(v)) + log(exp(v) % exp(w)));
  computed::expect_laws_keep(log(1 - exp(-square(v))) + log1p(-exp(-square(w))) + log(exp(square(v)) - 1));
  computed::expect_laws_keep(log(exp(square(v)) - exp(-square(v))) + log(exp(square(v)) * 2 - 1) + log2(exp(v) + 2));
  computed::expect_laws_keep(1 / (1 + exp(-v)) + exp(v) / (exp(v) + exp(w)) + w / (2 + exp(v)) + 3 / (exp(v) + 5));
  computed::expect_laws_keep((exp(v) - exp(w)) / (exp(v) + exp(w)) + (exp(v) - 1) / (1 + exp(v)) + sinh(v) / cosh(v));
  computed::expect_laws_keep((2 - exp(v)) / (exp(v) + 2) + (exp(v) - 2) / (exp(v) + 2) + exp(v) / sum(exp(v)));
  computed::expect_laws_keep(exp(A) / sum(exp(A)) + exp(A) / tl::broadcast_to<2, 3>(tl::sum<1>(exp(A))));
}

BOOST_AUTO_TEST_SUITE_END()
