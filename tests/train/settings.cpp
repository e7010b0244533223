// SPDX-License-Identifier: BSL-1.0
#include "tapeless/train/settings.hpp"

#include "tapeless/train/optimizer.hpp"

#include <boost/test/unit_test.hpp>

namespace train_settings_test {

namespace tl = tapeless;
using momentum = tl::train::settings<double, tl::optimizer::momentum>;
static_assert(momentum::count == 2);
static_assert(momentum::names[momentum::find(tl::name("learning_rate"))].view() == "learning_rate");
static_assert(momentum::find(tl::name("momentum")) != momentum::find(tl::name("learning_rate")));
static_assert(momentum::find(tl::name("decay")) == momentum::count);

consteval double default_of(std::string_view wanted) {
  momentum m{};
  m.set_defaults();
  return m.values[momentum::find(tl::name(wanted))];
}
static_assert(default_of("learning_rate") == 0.01);
static_assert(default_of("momentum") == 0.9);

}  // namespace train_settings_test

BOOST_AUTO_TEST_SUITE(train_settings)
BOOST_AUTO_TEST_CASE(until_they_are_set_all_values_are_zero_so_that_a_trainer_can_lie_in_bss) {
  train_settings_test::momentum const fresh{};
  for (double const value : fresh.values) BOOST_TEST(value == 0);
}
BOOST_AUTO_TEST_SUITE_END()
