// SPDX-License-Identifier: BSL-1.0
#include "tapeless/expr/batch.hpp"

#include "../in_graph.hpp"
#include "tapeless/expr/reduction.hpp"
#include "tapeless/run/interpreter.hpp"

#include <boost/test/unit_test.hpp>

namespace expr_batch_test {

namespace tl = tapeless;
using tl::extents;
constexpr auto x = tl::input<"x", 2>;
constexpr auto W = tl::parameter<"W", 2, 2>;
constexpr auto per_sample = tl::batch<4>(dot(x, x));
constexpr auto shared = tl::batch<4>(sum(W));
constexpr auto mean_square = tl::batch_mean(per_sample);
constexpr auto total = tl::batch_sum(tl::batch<4>(x));
constexpr auto mixed = tl::batch<4>(W * x);
constexpr auto deviation = per_sample - mean_square;

static_assert(decltype(per_sample)::shape == extents{1, 1, 4} && decltype(mean_square)::shape == extents{} &&
              decltype(total)::shape == extents{2, 1});
static_assert(decltype(mixed)::shape == extents{2, 1, 4} && decltype(deviation)::shape == extents{1, 1, 4});
static_assert(
    std::is_same_v<decltype(shared), decltype(sum(W)) const>);  // what depends on no sample gets no batch axis
static_assert(decltype(per_sample)::has_batch && !decltype(per_sample)::per_sample && !decltype(shared)::has_batch);

constexpr double xs[]{1, 2, 3, 4, -1, 0};
static_assert(tl::evaluate<double, mean_square>(tl::bind(x, xs)) ==
              (5.0 + 25 + 1) / 3);  // of the 3 samples bound, not of 4
static_assert(tl::evaluate<double, total>(tl::bind(x, xs))[0] == 3);
static_assert(tl::evaluate<double, per_sample>(tl::bind(x, xs)).size() == 3 &&
              tl::evaluate<double, per_sample>(tl::bind(x, xs))[1] == 25);

}  // namespace expr_batch_test

BOOST_AUTO_TEST_SUITE(expr_batch)

using namespace expr_batch_test;

BOOST_AUTO_TEST_CASE(a_batch_distributes_over_operations) {
  BOOST_TEST(in_graph::same(tl::batch<4>(exp(W * x)), exp(W * tl::batch<4>(x))));
}
BOOST_AUTO_TEST_CASE(batches_of_different_size_are_different) {
  BOOST_TEST(tl::batch<4>(x).fingerprint != tl::batch<8>(x).fingerprint);
  BOOST_TEST(tl::sample_count<4>::fingerprint != tl::sample_count<8>::fingerprint);
}

BOOST_AUTO_TEST_SUITE_END()
