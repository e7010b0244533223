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
