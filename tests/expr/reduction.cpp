// SPDX-License-Identifier: BSL-1.0
#include "tapeless/expr/reduction.hpp"

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

BOOST_AUTO_TEST_SUITE_END()
