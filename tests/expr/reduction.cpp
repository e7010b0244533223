// SPDX-License-Identifier: BSL-1.0
#include "tapeless/expr/reduction.hpp"

#include "../computed.hpp"
#include "../in_graph.hpp"
#include "tapeless/expr/batch.hpp"
#include "tapeless/run/interpreter.hpp"

#include <boost/test/unit_test.hpp>
#include <cmath>

namespace expr_reduction_test {

namespace tl = tapeless;
using tl::extents;
constexpr auto v = tl::input<"v", 3>;
constexpr auto A = tl::parameter<"A", 2, 3>;
constexpr auto total = sum(A);
constexpr auto average = mean(A);
constexpr auto top = max(A);
constexpr auto log_total = logsumexp(v);
constexpr auto soft = softmax(v);
constexpr auto log_soft = log_softmax(v);
constexpr auto batched = sum(tl::batch<4>(v));

static_assert(decltype(total)::shape == extents{} && decltype(top)::shape == extents{} &&
              decltype(soft)::shape == extents{3, 1});
static_assert(decltype(batched)::shape == extents{1, 1, 4});

static_assert(decltype(tl::sum<0>(A))::shape == extents{1, 3} && decltype(tl::sum<1>(A))::shape == extents{2, 1});
static_assert(decltype(tl::max<0>(A))::shape == extents{1, 3} && decltype(tl::mean<1>(A))::shape == extents{2, 1});
static_assert(decltype(tl::logsumexp<1>(A))::shape == extents{2, 1} && decltype(tl::min<0>(A))::shape == extents{1, 3});
static_assert(decltype(tl::variance<0>(A))::shape == extents{1, 3} && decltype(tl::variance(A))::shape == extents{});
static_assert(decltype(tl::softmax<0>(A))::shape == extents{2, 3} &&
              decltype(tl::log_softmax<1>(A))::shape == extents{2, 3});
static_assert(decltype(tl::sum<0>(tl::batch<4>(v)))::shape == extents{1, 1, 4});

constexpr double As[]{1, 2, 3, 4, 5, 9};
constexpr double vs[]{0.5, -1, 2};
constexpr double samples[]{1, 2, 3, 4, 5, 6};
static_assert(tl::evaluate<double, total>(tl::bind(A, As)) == 24 &&
              tl::evaluate<double, average>(tl::bind(A, As)) == 4);
static_assert(tl::evaluate<double, top>(tl::bind(A, As)) == 9);
static_assert(tl::evaluate<double, batched>(tl::bind(v, samples))[1] == 15);

}  // namespace expr_reduction_test

BOOST_AUTO_TEST_SUITE(expr_reduction)

using namespace expr_reduction_test;

BOOST_AUTO_TEST_CASE(softmax_and_logsumexp_are_their_definitions) {
  auto const close = boost::test_tools::tolerance(1e-14);
  double const z = std::exp(0.5) + std::exp(-1.0) + std::exp(2.0);
  BOOST_TEST(static_cast<double>(tl::evaluate<double, log_total>(tl::bind(v, vs))) == std::log(z), close);
  for (std::uint32_t i = 0; i < 3; ++i) {
    BOOST_TEST((tl::evaluate<double, soft>(tl::bind(v, vs))[i]) == std::exp(vs[i]) / z, close);
    BOOST_TEST((tl::evaluate<double, log_soft>(tl::bind(v, vs))[i]) == vs[i] - std::log(z), close);
  }
}

BOOST_AUTO_TEST_CASE(axis_0_runs_down_the_columns_and_axis_1_along_the_rows) {
  computed::point const at{{{tl::name("A"), {1, 2, 3, 4, 5, 9}}}};
  plain::expect(computed::value(tl::sum<0>(A), at), {1, 3, {5, 7, 12}}, 0);
  plain::expect(computed::value(tl::sum<1>(A), at), {2, 1, {6, 18}}, 0);
  plain::expect(computed::value(tl::mean<0>(A), at), {1, 3, {2.5, 3.5, 6}}, 0);
  plain::expect(computed::value(tl::mean<1>(A), at), {2, 1, {2, 6}}, 0);
  plain::expect(computed::value(tl::max<0>(A), at), {1, 3, {4, 5, 9}}, 0);
  plain::expect(computed::value(tl::max<1>(A), at), {2, 1, {3, 9}}, 0);
  plain::expect(computed::value(tl::min<0>(A), at), {1, 3, {1, 2, 3}}, 0);
  plain::expect(computed::value(tl::min<1>(A), at), {2, 1, {1, 4}}, 0);
  plain::expect(computed::value(tl::variance<0>(A), at), {1, 3, {2.25, 2.25, 9}}, 0);
  plain::expect(computed::value(tl::variance<1>(A), at), {2, 1, {2.0 / 3, 14.0 / 3}}, 1e-15);
  plain::expect(computed::value(tl::variance(A), at), {1, 1, {40.0 / 6}}, 1e-15);
}
BOOST_AUTO_TEST_CASE(along_an_axis_every_row_or_column_is_normalized_by_itself) {
  plain::matrix const a = computed::value(A);
  for (std::size_t i = 0; i < 2; ++i) {
    plain::matrix const line(3, 1, {a(i, 0), a(i, 1), a(i, 2)});
    plain::matrix const p = plain::softmax(line);
    for (std::size_t j = 0; j < 3; ++j) {
      BOOST_TEST(plain::close(computed::value(tl::softmax<1>(A))(i, j), p(j), 1e-15));
      BOOST_TEST(plain::close(computed::value(tl::log_softmax<1>(A))(i, j), std::log(p(j)), 1e-14));
    }
    BOOST_TEST(plain::close(computed::value(tl::logsumexp<1>(A))(i), line(0) - std::log(p(0)), 1e-14));
  }
  for (std::size_t j = 0; j < 3; ++j) {
    plain::matrix const p = plain::softmax({2, 1, {a(0, j), a(1, j)}});
    for (std::size_t i = 0; i < 2; ++i) BOOST_TEST(plain::close(computed::value(tl::softmax<0>(A))(i, j), p(i), 1e-15));
  }
}
BOOST_AUTO_TEST_CASE(an_ill_formed_operand_passes) {
  static_assert(std::same_as<decltype(tl::sum<0>(tl::ill_formed{})), tl::ill_formed>);
  static_assert(std::same_as<decltype(tl::variance<1>(tl::ill_formed{})), tl::ill_formed>);
  BOOST_TEST((std::same_as<decltype(tl::softmax<1>(tl::ill_formed{})), tl::ill_formed>));
}

BOOST_AUTO_TEST_SUITE_END()
