// SPDX-License-Identifier: BSL-1.0
#include "tapeless/show/patterns.hpp"

#include "tapeless/expr/batch.hpp"
#include "tapeless/nn/loss.hpp"
#include "tapeless/rules/lowered.hpp"

#include <boost/test/unit_test.hpp>

namespace {
namespace show_patterns_test {

namespace tl = tapeless;
namespace show = tapeless::show;
constexpr auto z = tl::input<"z", 3>;
constexpr auto y = tl::input<"y", 3>;
constexpr auto of_mean = binary_cross_entropy_with_logits(z, y);
constexpr auto of_sum = 3 * of_mean;
constexpr auto a_third_too_much = of_mean / 2;
constexpr auto batch_mean = tl::batch_mean(tl::batch<4>(sum(z)));
constexpr auto batch_sum = tl::batch_sum(tl::batch<4>(sum(z)));
constexpr auto probabilities = softmax(z) + exp(z);

template <auto const& E>
constexpr tl::graph::view formulas = tl::graph::view_of(tl::rules::lowered<tl::rules::listed<E>>);
template <auto const& E>
constexpr tl::graph::id root = formulas<E>.outputs[0];

}  // namespace show_patterns_test
}  // namespace

BOOST_AUTO_TEST_SUITE(show_patterns)

using namespace show_patterns_test;

BOOST_AUTO_TEST_CASE(a_mean_of_logistic_losses_is_found_with_its_number_of_elements_only) {
  auto const loss = show::mean_logistic_loss(formulas<of_mean>, root<of_mean>);
  BOOST_REQUIRE(loss != tl::graph::none);
  BOOST_TEST((formulas<of_mean>[loss].code == tl::op::logistic_loss));
  BOOST_TEST(show::mean_logistic_loss(formulas<of_sum>, root<of_sum>) == tl::graph::none);
  BOOST_TEST(show::mean_logistic_loss(formulas<a_third_too_much>, root<a_third_too_much>) == tl::graph::none);
}

BOOST_AUTO_TEST_CASE(a_sum_over_samples_divided_by_their_number_is_a_mean) {
  BOOST_TEST(show::is_batch_mean(formulas<batch_mean>, root<batch_mean>));
  BOOST_TEST(!show::is_batch_mean(formulas<batch_sum>, root<batch_sum>));
}

BOOST_AUTO_TEST_CASE(an_operation_on_a_node_is_found_where_there_is_one) {
  auto const& g = formulas<probabilities>;
  auto const p = show::application_of(g, tl::op::softmax, 0);
  BOOST_REQUIRE(p != tl::graph::none);
  BOOST_TEST((g[p].code == tl::op::softmax));
  BOOST_TEST(show::application_of(g, tl::op::tanh, 0) == tl::graph::none);
}

BOOST_AUTO_TEST_SUITE_END()
