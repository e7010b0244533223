// SPDX-License-Identifier: BSL-1.0
#include "tapeless/train/chain.hpp"

#include "ten_steps.hpp"

namespace {
struct with_a_name : tapeless::optimizer::chain<tapeless::optimizer::adam> {};
static_assert(tapeless::train::is_sequence<with_a_name> && !tapeless::train::is_sequence<tapeless::optimizer::adam>);

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

BOOST_AUTO_TEST_SUITE_END()
