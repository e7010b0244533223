// SPDX-License-Identifier: BSL-1.0
// test: clang suffices
#include "tapeless/rules/stability_laws.hpp"

#include "../computed.hpp"
#include "../in_graph.hpp"
#include "tapeless/diff/grad.hpp"
#include "tapeless/expr/batch.hpp"
#include "tapeless/expr/norm.hpp"
#include "tapeless/run/interpreter.hpp"

#include <boost/test/unit_test.hpp>
#include <cmath>
#include <limits>

namespace rules_stability_laws_test {

namespace tl = tapeless;
using in_graph::count;
using in_graph::root;
using in_graph::same;
using tl::op;
using tl::xlogy;
constexpr auto z = tl::input<"z", 3>;
constexpr auto s = tl::input<"s">;
constexpr auto t = tl::input<"t">;           // a target in [0, 1]
constexpr auto soft = tl::input<"soft", 3>;  // any weights in the place of a label
constexpr auto y = tl::label<"y", 3>;

constexpr auto label_loss = -sum(xlogy(y, softmax(z)));
constexpr auto soft_loss = -sum(xlogy(soft, softmax(z)));
constexpr auto binary_loss = -(xlogy(t, sigmoid(s)) + xlogy(1 - t, 1 - sigmoid(s)));
constexpr auto d_label_loss = tl::grad(label_loss, z);
constexpr auto d_soft_loss = tl::grad(soft_loss, z);
constexpr auto d_binary_loss = tl::grad(binary_loss, s);
constexpr auto d_sigmoid = tl::grad(sigmoid(s), s);
constexpr auto d_softplus = tl::grad(softplus(s), s);
constexpr auto d_logsumexp = tl::grad(logsumexp(z), z);
constexpr auto d_xlogy_x = tl::grad(xlogy(s, t), s);
constexpr auto d_xlogy_y = tl::grad(xlogy(s, t), t);
constexpr auto written_as_logarithms = log(sum(exp(z)));
constexpr auto log_of_exp = log(exp(z));
constexpr auto A = tl::input<"A", 2, 3>;
constexpr auto r = tl::input<"r", 1, 3>;
constexpr auto p = tl::input<"p", 2, 3>;  // positive numbers

// logits of ±1000, in the compiler: no overflow, no NaN, which would be no constant
constexpr double extreme[]{1000, -1000, 0};
static_assert(tl::evaluate<double, label_loss>(tl::bind(z, extreme), tl::bind(y, 0)) == 0);
static_assert(tl::evaluate<double, label_loss>(tl::bind(z, extreme), tl::bind(y, 1)) == 2000);
static_assert(tl::evaluate<double, d_label_loss>(tl::bind(z, extreme), tl::bind(y, 1))[0] == 1);
static_assert(tl::evaluate<double, d_label_loss>(tl::bind(z, extreme), tl::bind(y, 1))[1] == -1);
static_assert(tl::evaluate<double, d_label_loss>(tl::bind(z, extreme), tl::bind(y, 1))[2] == 0);
static_assert(tl::evaluate<double, written_as_logarithms>(tl::bind(z, extreme)) == 1000);
static_assert(tl::evaluate<double, log_of_exp>(tl::bind(z, extreme))[0] == 1000);
static_assert(tl::evaluate<double, log_of_exp>(tl::bind(z, extreme))[1] == -1000);

template <class E>
void laws_keep(E const& e) {
  computed::expect_laws_keep(e);
  computed::expect_laws_keep(tl::batch<3>(e), {.samples = 2});
}

template <auto const& E>
constexpr double of(double logit, double target) {
  double const logits[]{logit};
  double const targets[]{target};
  return tl::evaluate<double, E>(tl::bind(s, logits), tl::bind(t, targets));
}
static_assert(of<d_sigmoid>(800, 0) == 0 && of<d_sigmoid>(-800, 0) >= 0 && of<d_sigmoid>(-800, 0) < 1e-300);
static_assert(of<d_softplus>(800, 0) == 1 && of<d_softplus>(-800, 0) < 1e-300);
static_assert(of<binary_loss>(1000, 1) == 0 && of<binary_loss>(1000, 0) == 1000 && of<binary_loss>(-1000, 1) == 1000);
static_assert(of<d_binary_loss>(1000, 0) == 1 && of<d_binary_loss>(-1000, 1) == -1 && of<d_binary_loss>(1000, 1) == 0);
static_assert(of<d_xlogy_y>(0, 0) == 0);  // p = y = 0

constexpr auto q = tl::input<"q">;
template <class E>
consteval bool is_one(E const& e) {
  return count(op::logistic_loss, e) != 0;
}

}  // namespace rules_stability_laws_test

BOOST_AUTO_TEST_SUITE(rules_stability_laws)

using namespace rules_stability_laws_test;

BOOST_AUTO_TEST_CASE(the_logarithm_of_a_softmax_is_log_softmax) { BOOST_TEST(same(log(softmax(z)), log_softmax(z))); }
BOOST_AUTO_TEST_CASE(the_logarithm_of_a_sigmoid_is_a_softplus) {
  BOOST_TEST(same(log(sigmoid(s)), -softplus(-s)));
  BOOST_TEST(same(log(1 - sigmoid(s)), -softplus(s)));
}
BOOST_AUTO_TEST_CASE(the_logarithm_of_one_plus_an_exponential_is_softplus) {
  BOOST_TEST(same(log(1 + exp(z)), softplus(z)));
  BOOST_TEST(same(log(exp(z) + 1), softplus(z)));
  BOOST_TEST(same(log(1 + z), log1p(z)));
}
BOOST_AUTO_TEST_CASE(the_logarithm_of_a_sum_of_exponentials_is_logsumexp) {
  BOOST_TEST(same(written_as_logarithms, logsumexp(z)));
}
BOOST_AUTO_TEST_CASE(the_logarithm_of_an_exponential_is_its_exponent) {
  BOOST_TEST(same(log_of_exp, z));
  BOOST_TEST(!same(exp(log(z)), z));  // NaN where z is negative
}
BOOST_AUTO_TEST_CASE(along_an_axis_the_same_holds_for_every_row_or_column) {
  BOOST_TEST(same(log(tl::softmax<0>(A)), tl::log_softmax<0>(A)));
  BOOST_TEST(same(log(tl::softmax<1>(A)), tl::log_softmax<1>(A)));
  BOOST_TEST(same(log(tl::sum<0>(exp(A))), tl::logsumexp<0>(A)));
  BOOST_TEST(same(log(tl::sum<1>(exp(A))), tl::logsumexp<1>(A)));
  BOOST_TEST(same(xlogy(p, tl::softmax<1>(A)), tl::xmuly(p, tl::log_softmax<1>(A))));
  BOOST_TEST(!same(log(tl::softmax<0>(A)), tl::log_softmax<1>(A)));
}
BOOST_AUTO_TEST_CASE(the_cross_entropy_of_many_rows_is_no_single_one) {
  BOOST_TEST(count(op::softmax_cross_entropy, -sum(xlogy(p, tl::softmax<1>(A)))) == 0u);
  BOOST_TEST(count(op::softmax_cross_entropy, -sum(xlogy(tl::row<0>(p), tl::softmax<1>(r)))) == 1u);  // one row
}
BOOST_AUTO_TEST_CASE(no_law_changes_a_number) {
  laws_keep(log(softmax(z)) + log(exp(z)));
  laws_keep(log(sigmoid(s)) + log(1 - sigmoid(s)));
  laws_keep(log(1 + exp(z)) + (exp(z) - 1) + log(1 + square(z)));
  laws_keep(log(sum(exp(z))) * log(tl::sum<0>(exp(A))));
  laws_keep(log(tl::softmax<0>(A)) + log(tl::softmax<1>(A)) + tl::broadcast_to<2, 3>(log(tl::sum<1>(exp(A)))));
  laws_keep(label_loss);
  laws_keep(soft_loss);
  laws_keep(xlogy(p, tl::softmax<1>(A)));
  laws_keep(-sum(xlogy(tl::row<0>(p), tl::softmax<1>(r))));
  laws_keep(-(xlogy(t / 2, sigmoid(s)) + xlogy(1 - t / 2, 1 - sigmoid(s))));
}
BOOST_AUTO_TEST_CASE(one_plus_or_minus_tanh_or_erf_keeps_its_digits_where_it_is_small) {
  BOOST_TEST(same(1 + tanh(z), 2 * sigmoid(2 * z)));
  BOOST_TEST(same(1 - tanh(z), 2 * sigmoid(-(2 * z))));
  BOOST_TEST(same(0.5 * (tanh(z) + 1), sigmoid(2 * z)));
  BOOST_TEST(same(1 + erf(z), erfc(-z)));
  BOOST_TEST(same(1 - erf(z), erfc(z)));
  BOOST_TEST(!same(2 - erf(z), 1 + erfc(z)));
  laws_keep((1 + tanh(z)) % (1 - tanh(z)) + (1 + erf(z)) / (1.5 - erf(z)) + (1 - erf(z)));
}
BOOST_AUTO_TEST_CASE(a_logarithm_of_one_minus_a_small_number_is_log1p) {
  BOOST_TEST(same(log(1 - z), log1p(-z)));
  laws_keep(log(1 - square(z) / 4));
}
BOOST_AUTO_TEST_CASE(a_weighed_logarithm_of_one_minus_a_small_number_is_log1p) {
  BOOST_TEST(count(op::log1p, xlogy(t, 1 - s)) == 1u);
  laws_keep(xlogy(t, 1 - square(s) / 4));
  auto const loss = -xlogy(t, 1 - s);
  // weight and probability; the loss, its slopes by both
  double const infinite = std::numeric_limits<double>::infinity();
  double const expected[][5]{{1, 1e-20, 1e-20, 1, 1e-20},
                             {0.5, 0, 0, 0.5, 0},
                             {0, 1, 0, 0, 0},
                             {0, 1.5, 0, 0, 0},
                             {1, 1, infinite, infinite, infinite},
                             {0, 0.5, 0, 0, std::log(2.0)},
                             {0.25, 0.5, std::log(2.0) / 4, 0.5, std::log(2.0)}};
  for (auto const& [weight, probability, value, slope, by_weight] : expected) {
    computed::point const at{{{t.identifier, {weight}}, {s.identifier, {probability}}}};
    auto const check = [](double found, double right) {
      BOOST_TEST((found == right || std::abs(found - right) <= 1e-6 * right), found << " instead of " << right);
    };
    check(computed::value_in<double>(loss, at)(0), value);
    check(computed::value_in<float>(loss, at)(0), value);
    check(computed::value_in<double>(tl::grad(loss, s), at)(0), slope);
    check(computed::value_in<float>(tl::grad(loss, s), at)(0), slope);
    check(computed::value_in<double>(tl::grad(loss, t), at)(0), by_weight);
  }
}
BOOST_AUTO_TEST_CASE(the_root_of_a_sum_of_squares_is_a_norm) {
  BOOST_TEST(same(sqrt(sum(square(z - soft))), norm(z - soft)));
  BOOST_TEST(same(sqrt(dot(z, z)), norm(z)));
  BOOST_TEST(same(sqrt(tl::sum<1>(square(A))), tl::norm<1>(A)));
  BOOST_TEST(same(sqrt(variance(z)), standard_deviation(z)));
  BOOST_TEST(same(sqrt(tl::variance<0>(A)), tl::standard_deviation<0>(A)));
  BOOST_TEST(same(sqrt(4 * squared_norm(z)), norm(z) * 2));
  BOOST_TEST(count(op::norm, sqrt(sum(square(z)) + 1), sqrt(sum(z)), sqrt(dot(z, soft)), sqrt(-2 * sum(square(z)))) ==
             0u);
  laws_keep(sqrt(sum(square(z))) + sqrt(mean(square(soft))) + sqrt(dot(z, z) * 3) + sum(sqrt(tl::variance<0>(A))));
  auto const deviation = sqrt(variance(z));
  for (double const size : {1e-30, 1e-23, 2e19, 1e25}) {
    computed::point const at{{{z.identifier, {size, 4 * size, size}}}};
    BOOST_TEST(computed::value_in<float>(sqrt(mean(square(z))), at)(0) / size == std::sqrt(6.0),
               boost::test_tools::tolerance(1e-6));
    BOOST_TEST(computed::value_in<float>(deviation, at)(0) / size == std::sqrt(2.0),
               boost::test_tools::tolerance(1e-6));
    plain::matrix const slope = computed::value_in<float>(tl::grad(deviation, z), at);
    BOOST_TEST(slope(1) == std::sqrt(2.0) / 3, boost::test_tools::tolerance(1e-6));
  }
  plain::expect(computed::value_in<double>(tl::grad(deviation, z), {{{z.identifier, {7, 7, 7}}}}), plain::matrix(3, 1),
                0);
}
BOOST_AUTO_TEST_CASE(a_label_picks_its_class_also_where_the_rest_is_infinite) {
  auto const at = [](std::vector<double> const& logits, std::vector<double> const& one_hot) {
    return computed::point{{{z.identifier, logits}, {y.identifier, one_hot}}};
  };
  for (auto const& far : {at({1e308, -1e308, 0}, {1, 0, 0}), at({-1e308, 0, 1e308}, {0, 0, 1})}) {
    auto const check = [&](auto const& loss) {
      BOOST_TEST(computed::value_in<double>(loss, far)(0) == 0);
      plain::expect(computed::value_in<double>(tl::grad(loss, z), far), plain::matrix(3, 1), 0);
    };
    check(-dot(y, log_softmax(z)));
    check(-dot(log_softmax(z), y));
    check(-sum(y % log_softmax(z)));
    check(-sum(log(exp(z) / sum(exp(z))) % y));
  }
  BOOST_TEST((root(-dot(y, log_softmax(z))) == op::softmax_cross_entropy));
  computed::point const certain = at({1, 0, 0.5}, {1, 0, 0});
  for (auto const& picked :
       {computed::value_in<float>(dot(y, log(z)), certain), computed::value_in<double>(sum(log(z) % y), certain)})
    BOOST_TEST(picked(0) == 0);
  plain::expect(computed::value_in<double>(tl::grad(dot(y, log(z)), z), certain), {3, 1, {1, 0, 0}}, 0);
  plain::expect(computed::value_in<double>(tl::grad(sum(2 * y % square(z)), z), certain), {3, 1, {4, 0, 0}}, 0);
  BOOST_TEST(same(dot(soft, z), transpose(soft) * z));
  laws_keep(dot(y, z) + sum(y % sin(z)) + sum(outer(y, z)));
}
BOOST_AUTO_TEST_CASE(an_exponential_minus_one_is_expm1) {
  BOOST_TEST(same(exp(z) - 1, expm1(z)));
  BOOST_TEST(!same(1 - exp(z), expm1(z)));
}
BOOST_AUTO_TEST_CASE(xlogy_of_a_probability_uses_its_stable_logarithm) {
  BOOST_TEST(same(xlogy(soft, softmax(z)), tl::xmuly(soft, log_softmax(z))));
  BOOST_TEST(same(xlogy(t, sigmoid(s)), tl::xmuly(t, -softplus(-s))));
  BOOST_TEST(same(xlogy(t, 1 - sigmoid(s)), tl::xmuly(t, -softplus(s))));
  BOOST_TEST(same(xlogy(-t, sigmoid(s)), tl::xmuly(t, softplus(-s))));
  BOOST_TEST(same(xlogy(tl::number(3), sigmoid(s)), -(3 * softplus(-s))));
  BOOST_TEST((root(xlogy(t, 2 - s)) == op::xlogy));
}
template <class E>
void is_and_stays(E const& e, computed::point const& at, plain::matrix const& expected) {
  plain::expect(computed::value(e, at), expected);
  plain::expect(computed::simplified_value(e, at), expected);
}
BOOST_AUTO_TEST_CASE(a_weight_of_zero_counts_nothing_where_the_logit_is_infinite) {
  double const infinite = std::numeric_limits<double>::infinity();
  computed::point const at{{{tl::name("z"), {-infinite, 0, 1}}, {tl::name("soft"), {0, 0.5, 0.25}}}};
  double const total = std::log(1 + std::exp(1));
  is_and_stays(xlogy(soft, softmax(z)), at, {3, 1, {0, -0.5 * total, 0.25 * (1 - total)}});
  is_and_stays(soft_loss, at, {1, 1, {0.75 * total - 0.25}});
  plain::expect(computed::value<tl::rules::simplifier>(d_soft_loss, at),
                {3, 1, {0, 0.75 / (1 + std::exp(1)) - 0.5, 0.75 / (1 + std::exp(-1)) - 0.25}});
  // by the weight it is log p all the same
  BOOST_TEST(computed::value<tl::rules::simplifier>(tl::grad(sum(xlogy(soft, softmax(z))), soft), at)(0) == -infinite);
  for (double const sign : {-1.0, 1.0}) {
    computed::point const binary{{{tl::name("s"), {sign * infinite}}, {tl::name("t"), {sign > 0 ? 1.0 : 0.0}}}};
    is_and_stays(xlogy(t, sigmoid(s)), binary, plain::matrix(1, 1));
    is_and_stays(xlogy(1 - t, 1 - sigmoid(s)), binary, plain::matrix(1, 1));
  }
}
BOOST_AUTO_TEST_CASE(cross_entropy_of_a_softmax_is_one_operation) {
  BOOST_TEST((root(label_loss) == op::softmax_cross_entropy));
  BOOST_TEST((root(soft_loss) == op::softmax_cross_entropy));
  BOOST_TEST(in_graph::nodes(label_loss) == 3u);
}
BOOST_AUTO_TEST_CASE(binary_cross_entropy_of_a_sigmoid_is_one_operation) {
  BOOST_TEST((root(binary_loss) == op::logistic_loss));
  BOOST_TEST(in_graph::nodes(binary_loss) == 3u);
}
BOOST_AUTO_TEST_CASE(the_gradient_of_a_label_loss_is_prediction_minus_truth) {
  BOOST_TEST(same(d_label_loss, softmax(z) - y));
}
BOOST_AUTO_TEST_CASE(the_gradient_of_a_soft_label_loss_is_the_prediction_times_the_sum_minus_the_weights) {
  BOOST_TEST(same(d_soft_loss, softmax(z) * sum(soft) - soft));
  double const logits[]{0.5, -1, 2};
  double const weights[]{0.5, 0, 0.75};  // do not sum to one, one of them is 0
  double const total = std::exp(0.5) + std::exp(-1) + std::exp(2);
  auto const g = tl::evaluate<double, d_soft_loss>(tl::bind(z, logits), tl::bind(soft, weights));
  for (std::uint32_t i = 0; i < 3; ++i)
    BOOST_TEST(g[i] == 1.25 * std::exp(logits[i]) / total - weights[i], boost::test_tools::tolerance(1e-14));
}
BOOST_AUTO_TEST_CASE(the_gradient_of_the_binary_loss_is_prediction_minus_truth) {
  BOOST_TEST(same(d_binary_loss, sigmoid(s) - t));
}
BOOST_AUTO_TEST_CASE(a_probability_that_underflows_has_a_finite_loss) {
  double const logits[]{0, -800, -1200};
  BOOST_TEST(static_cast<double>(tl::evaluate<double, label_loss>(tl::bind(z, logits), tl::bind(y, 1))) == 800.0);
  BOOST_TEST(static_cast<double>(tl::evaluate<double, label_loss>(tl::bind(z, logits), tl::bind(y, 2))) == 1200.0);
}
BOOST_AUTO_TEST_CASE(a_tiny_loss_is_not_cancelled_to_zero) {
  BOOST_TEST(of<binary_loss>(50, 1) == std::exp(-50.0), boost::test_tools::tolerance(1e-14));
  BOOST_TEST(of<d_sigmoid>(-300, 0) == std::exp(-300.0), boost::test_tools::tolerance(1e-13));
}
BOOST_AUTO_TEST_CASE(logsumexp_has_the_softmax_as_gradient) { BOOST_TEST(same(d_logsumexp, softmax(z))); }
BOOST_AUTO_TEST_CASE(zero_times_the_logarithm_of_zero_is_zero) {
  BOOST_TEST(of<d_xlogy_y>(0, 0) == 0.0);
  BOOST_TEST(of<d_xlogy_x>(0, 0.5) == std::log(0.5), boost::test_tools::tolerance(1e-15));
}

BOOST_AUTO_TEST_CASE(what_only_looks_like_a_cross_entropy_is_none) {
  // one weight for all, and a weight that is no number beside logits that are one
  BOOST_TEST(count(op::softmax_cross_entropy, sum(s * log_softmax(z))) == 0u);
  BOOST_TEST(count(op::softmax_cross_entropy, sum(z % log_softmax(s))) == 0u);
  BOOST_TEST(count(op::softmax_cross_entropy, sum(soft % softmax(z))) == 0u);
  BOOST_TEST(count(op::softmax_cross_entropy, sum(log_softmax(z) % soft)) == 1u);
  BOOST_TEST(count(op::softmax_cross_entropy, sum(log_softmax(z) % log_softmax(soft))) == 1u);
  laws_keep(sum(s * log_softmax(z)) + sum(log_softmax(z) % log_softmax(soft)));
}
BOOST_AUTO_TEST_CASE(what_only_looks_like_a_binary_cross_entropy_is_none) {
  BOOST_TEST(is_one(t * softplus(-s) + (1 - t) * softplus(s)));
  BOOST_TEST(is_one(softplus(s) * (1 - t) + softplus(-s) * t));
  BOOST_TEST(!is_one(t * softplus(-s) + (1 - q) * softplus(s)));  // the weights have nothing to do with each other
  BOOST_TEST(!is_one(t * softplus(-s) + (2 - t) * softplus(s)));
  BOOST_TEST(!is_one(t * softplus(-s) + (t - 1) * softplus(s)));
  BOOST_TEST(!is_one(t * softplus(-s) + q * softplus(s)));
  BOOST_TEST(!is_one(t * softplus(-s) + (1 - t) * softplus(q)));
  BOOST_TEST(!is_one(t * softplus(q) + (1 - t) * softplus(s)));
  BOOST_TEST(!is_one(t * softplus(s) + (1 - t) * softplus(s)));
  BOOST_TEST(!is_one(t * softplus(-s) + (1 - t) * s));
  laws_keep(t * softplus(-s) + (1 - q) * softplus(s) + (t * softplus(q) + (1 - t) * softplus(s)));
  laws_keep(t * softplus(-s) + (2 - t) * softplus(s) + ((1 - t) * softplus(-s) + t * softplus(s)));
}

BOOST_AUTO_TEST_SUITE_END()
