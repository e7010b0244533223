// SPDX-License-Identifier: BSL-1.0
#include "tapeless/expr/batch_statistic.hpp"

#include "../computed.hpp"
#include "../in_graph.hpp"
#include "tapeless/diff/grad.hpp"
#include "tapeless/expr/reduction.hpp"

#include <boost/test/unit_test.hpp>

namespace {
namespace expr_batch_statistic_test {

namespace tl = tapeless;
using tl::graph::problem_kind;
constexpr auto x = tl::input<"x", 2>;
constexpr auto w = tl::parameter<"w", 2>;
constexpr auto centred = w % x - tl::mean_over_samples(w % x);
constexpr auto spread = tl::batch_mean(tl::batch<4>(tl::sum(square(centred))));
/// The same, with the samples' mean as a value of its own.
constexpr auto mean = tl::batch_mean(tl::batch<4>(w % x));
constexpr auto squares = tl::batch_mean(tl::batch<4>(tl::sum(square(w % x)))) - tl::sum(square(mean));

}  // namespace expr_batch_statistic_test
}  // namespace

BOOST_AUTO_TEST_SUITE(expr_batch_statistic)

using namespace expr_batch_statistic_test;

BOOST_AUTO_TEST_CASE(each_sample_has_the_mean_of_all) {
  for (std::uint32_t const samples : {4U, 3U}) {
    computed::point const at{.samples = samples};
    BOOST_TEST(computed::value(spread, at)(0) == computed::value(squares, at)(0), boost::test_tools::tolerance(1e-12));
    plain::matrix const each = computed::value(tl::batch<4>(tl::mean_over_samples(w % x)), at, 2);
    plain::expect(each, computed::value(mean, at), 1e-15);
  }
}
BOOST_AUTO_TEST_CASE(its_derivative_reaches_every_sample) {
  computed::point const at{.samples = 3};
  plain::matrix const slope = computed::value(tl::grad(spread, w), at);
  plain::expect(slope, computed::value(tl::grad(squares, w), at), 1e-12);
  BOOST_TEST(std::abs(slope(0)) > 1e-3);
  computed::expect_laws_keep(tl::grad(spread, w), at);
}
BOOST_AUTO_TEST_CASE(what_all_samples_share_is_its_own_mean) {
  BOOST_TEST(in_graph::same(tl::batch<4>(x + tl::mean_over_samples(w)), tl::batch<4>(x + w)));
}
BOOST_AUTO_TEST_CASE(a_statistic_belongs_to_a_batch) {
  constexpr auto of_samples = tl::sum(square(x - tl::mean_over_samples(x)));
  BOOST_TEST((in_graph::problem(of_samples) == problem_kind::statistic_outside_of_a_batch));
  BOOST_TEST((in_graph::problem(tl::batch_mean(tl::batch<4>(of_samples))) == problem_kind::nothing));
  BOOST_TEST((in_graph::problem(tl::batch<4>(tl::grad(of_samples, x))) == problem_kind::statistic_outside_of_a_batch));
}

BOOST_AUTO_TEST_SUITE_END()
