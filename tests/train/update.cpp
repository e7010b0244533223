// SPDX-License-Identifier: BSL-1.0
#include "tapeless/train/update.hpp"

#include "ten_steps.hpp"

namespace {
namespace train_update_test {

namespace tl = tapeless;
namespace update = tapeless::update;

/// A user's own: descent whose rate falls as 1/(t + 1), and that goes no further than the norm of all gradients.
struct falling {
  static constexpr auto states = boost::hana::make_tuple();
  static constexpr auto hyperparameters =
      boost::hana::make_tuple(tl::hyperparameter{tl::optimizer::learning_rate, 0.125});
  static constexpr auto rate = tl::optimizer::learning_rate / ((update::step + 1) * update::global_norm);
  static constexpr auto rule =
      boost::hana::make_tuple(assign(update::parameter, update::parameter - rate * update::gradient));
};

}  // namespace train_update_test
}  // namespace

BOOST_AUTO_TEST_SUITE(train_update)

using namespace ten_steps;
using namespace train_update_test;

BOOST_AUTO_TEST_CASE(rules_read_the_step_and_the_norm_of_all_gradients) {
  expect<falling>(with_rate, descent([](numbers& g, numbers const&, int t) { return 0.125 / ((t + 1) * norm_of(g)); }));
}

BOOST_AUTO_TEST_CASE(steps_are_counted_where_somebody_reads_the_counter) {
  static_assert(trainer_of<optimizer::sgd>::state_bytes() == 0);
  static_assert(trainer_of<falling>::state_bytes() == 3 * sizeof(double));
  static constinit trainer_of<falling> trainer{};
  begin(trainer);
  std::uint64_t const many = (std::uint64_t{1} << 24) - 1;
  tl::write_integer(trainer.state()[update::step_counter], many);
  for (int i = 0; i < 3; ++i) step(trainer);
  BOOST_TEST(tl::read_integer(trainer.state()[update::step_counter]) == many + 3);
}

BOOST_AUTO_TEST_SUITE_END()
