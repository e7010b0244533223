// SPDX-License-Identifier: BSL-1.0
#include "tapeless/train/parameter_group.hpp"

#include "ten_steps.hpp"

#include <ratio>

BOOST_AUTO_TEST_SUITE(train_parameter_group)

using namespace ten_steps;

BOOST_AUTO_TEST_CASE(groups_have_their_own_rates_optimizers_and_none) {
  using optimizer::chain, optimizer::sgd, optimizer::only;
  using tenth = optimizer::constant<optimizer::learning_rate, std::ratio<1, 10>>;
  expect<chain<only<group::in_scope<"head">, tenth>, sgd>>(with_rate, [](numbers& at, numbers const& g, int) {
    for (std::size_t i = 0; i < at.size(); ++i) at[i] -= (is_of_matrix(i) ? 0.1 : 0.125) * g[i];
  });
  using two = chain<only<group::leaves<w>, sgd>, only<group::named<"M">, optimizer::momentum>>;
  numbers m{};
  expect<two>(with_rate, [m](numbers& at, numbers const& g, int) mutable {
    for (std::size_t i = 0; i < at.size(); ++i) {
      m[i] = 0.9 * m[i] + g[i];
      at[i] -= 0.125 * (is_of_matrix(i) ? m[i] : g[i]);
    }
  });
  static_assert(trainer_of<two>::state_bytes() == 4 * sizeof(double));
  using last_only = chain<optimizer::freeze<group::leaves<w>>, optimizer::clip_by_global_norm, optimizer::adam>;
  static_assert(trainer_of<last_only>::state_bytes() == (2 * 4 + 2) * sizeof(double));
  static constinit trainer_of<last_only> trainer{};
  begin(trainer);
  step(trainer);
  auto const found = values_of(trainer);
  for (std::size_t i = 0; i < 3; ++i) BOOST_TEST(found[i] == start[i]);
  for (std::size_t i = 3; i < 7; ++i) BOOST_TEST(std::abs(found[i] - start[i]) > 1e-4);
}

BOOST_AUTO_TEST_SUITE_END()
