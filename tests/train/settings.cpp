// SPDX-License-Identifier: BSL-1.0
#include "tapeless/train/settings.hpp"

#include "tapeless/train/optimizers.hpp"

#include <boost/test/unit_test.hpp>

namespace train_settings_test {

namespace tl = tapeless;
using momentum = tl::train::settings<double, tl::optimizer::momentum>;
static_assert(momentum::count == 2);
static_assert(momentum::names[momentum::find(tl::name("learning_rate"))].view() == "learning_rate");
static_assert(momentum::find(tl::name("momentum")) != momentum::find(tl::name("learning_rate")));
static_assert(momentum::find(tl::name("decay")) == momentum::count);

constexpr std::size_t rate = momentum::find(tl::name("learning_rate"));
constexpr std::size_t coefficient = momentum::find(tl::name("momentum"));
static_assert(momentum{}.value<rate>() == 0.01 && momentum{}.value<coefficient>() == 0.9);
static_assert(tl::train::settings<float, tl::optimizer::sgd>{}.value<0>() == 0.01F);

constexpr momentum with_rate(double to) {
  momentum m{};
  m.set<rate>(to);
  return m;
}
static_assert(with_rate(0.25).value<rate>() == 0.25 && with_rate(0.25).value<coefficient>() == 0.9);
static_assert(with_rate(0).value<rate>() == 0 && with_rate(0.01).changes[rate] == 0);
constexpr momentum set_and_forgotten() {
  momentum m = with_rate(7);
  m.set<coefficient>(-1);
  m.set_defaults();
  return m;
}
static_assert(set_and_forgotten().value<rate>() == 0.01 && set_and_forgotten().value<coefficient>() == 0.9);

}  // namespace train_settings_test

BOOST_AUTO_TEST_SUITE(train_settings)
BOOST_AUTO_TEST_CASE(defaults_are_zeros_so_that_a_trainer_can_lie_in_bss) {
  train_settings_test::momentum const fresh{};
  for (auto const change : fresh.changes) BOOST_TEST(change == 0U);
}
BOOST_AUTO_TEST_SUITE_END()
