// SPDX-License-Identifier: BSL-1.0
#include "tapeless/train/chain.hpp"

#include "ten_steps.hpp"

namespace {
struct with_a_name : tapeless::optimizer::chain<tapeless::optimizer::adam> {};
static_assert(tapeless::train::is_sequence<with_a_name> && !tapeless::train::is_sequence<tapeless::optimizer::adam>);

/// Steps whose gradient is too large are left out.
struct skip_large {
  static constexpr auto limit = tapeless::scalar<"limit">;
  static constexpr auto hyperparameters = boost::hana::make_tuple(tapeless::hyperparameter{limit, 1.0});
  static constexpr auto applies = limit - tapeless::update::global_norm;
};

namespace train_chain_test {

/// Whether the elements are in an order in which each does something.
template <class... Elements>
constexpr bool in_order = [] {
  using source = tapeless::train::update_of<ten_steps::loss, tapeless::optimizer::chain<Elements...>>;
  using enum tapeless::graph::problem_kind;
  constexpr auto found = tapeless::rules::lowered<source>.found.kind;
  static_assert(found == nothing || found == element_behind_its_optimizer);
  return found == nothing;
}();

using namespace tapeless::optimizer;
using of_w = tapeless::group::leaves<ten_steps::w>;
using rest = tapeless::group::except<of_w>;
using fixed = freeze<of_w>;
static_assert(in_order<fixed, momentum> && !in_order<momentum, fixed>);
static_assert(in_order<clip_by_norm, fixed, momentum, decoupled_weight_decay>);
static_assert(!in_order<momentum, fixed, decoupled_weight_decay> && !in_order<momentum, chain<fixed>>);
static_assert(in_order<only<rest, momentum>, fixed, average_weights> && !in_order<only<of_w, sgd>, fixed>);
static_assert(in_order<chain<clip_by_global_norm>, l2_penalty, adam, average_weights>);
static_assert(!in_order<adam, clip_by_global_norm> && !in_order<sgd, l2_penalty, average_weights>);
static_assert(in_order<accumulate<2>, adam> && in_order<adam, accumulate<2>, average_weights>);
static_assert(!in_order<adam, accumulate<2>> && !in_order<adam, only<rest, clip_by_value>>);
static_assert(in_order<skip_large, sgd> && in_order<l1_penalty, skip_large, sgd> && !in_order<sgd, skip_large>);

}  // namespace train_chain_test
}  // namespace

BOOST_AUTO_TEST_SUITE(train_chain)

using namespace ten_steps;

BOOST_AUTO_TEST_CASE(a_chain_of_one_optimizer_is_that_optimizer) {
  static constinit trainer_of<optimizer::adam> alone{};
  static constinit trainer_of<with_a_name> chained{};
  static_assert(trainer_of<optimizer::chain<optimizer::adam>>::storage_bytes() ==
                trainer_of<optimizer::adam>::storage_bytes());
  begin(alone);
  begin(chained);
  for (int t = 0; t < 5; ++t) {
    step(alone);
    step(chained);
    BOOST_TEST(values_of(alone) == values_of(chained), boost::test_tools::per_element());
  }
}

BOOST_AUTO_TEST_CASE(an_element_applies_by_the_norm_of_all_gradients) {
  static constinit trainer_of<optimizer::chain<skip_large, optimizer::adam>> skipping{};
  static constinit trainer_of<optimizer::adam> reference{};
  begin(skipping);
  begin(reference);
  step(skipping);
  BOOST_TEST(values_of(skipping) == start, boost::test_tools::per_element());
  BOOST_TEST(skipping.state().at<"optimizer.first_weight">()(0) == 0);
  set(skipping, skip_large::limit, 1.001 * norm_of(gradient_at(start)));
  step(skipping);
  step(reference);
  BOOST_TEST(values_of(skipping) == values_of(reference), boost::test_tools::per_element());
  BOOST_TEST(values_of(skipping)[1] != start[1]);
}

BOOST_AUTO_TEST_SUITE_END()
