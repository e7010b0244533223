// SPDX-License-Identifier: BSL-1.0
#include "tapeless/train/shared_states.hpp"

#include "ten_steps.hpp"

#include <ratio>

BOOST_AUTO_TEST_SUITE(train_shared_states)

using namespace ten_steps;

/// Adam of one parameter, whose number of the step is t.
struct adam_by_hand {
  double beta1 = 0.9;
  numbers m{}, v{};

  void take(double& at, std::size_t i, double g, int t) {
    m[i] = beta1 * m[i] + (1 - beta1) * g;
    v[i] = 0.999 * v[i] + 0.001 * g * g;
    at -= 0.125 * m[i] / (1 - std::pow(beta1, t)) / (std::sqrt(v[i] / (1 - std::pow(0.999, t))) + 1e-8);
  }
};

BOOST_AUTO_TEST_CASE(what_adam_keeps_once_is_kept_once_for_each_group_that_differs) {
  using optimizer::chain, optimizer::only;
  using matrix = group::named<"M">;
  using half = chain<only<matrix, optimizer::constant<optimizer::beta1, std::ratio<1, 2>>>, optimizer::adam>;
  static_assert(trainer_of<half>::state_bytes() == (2 * 7 + 4) * sizeof(double));
  expect<half>(with_rate,
               [rest = adam_by_hand{}, own = adam_by_hand{0.5}](numbers& at, numbers const& g, int t) mutable {
                 for (std::size_t i = 0; i < at.size(); ++i) (is_of_matrix(i) ? own : rest).take(at[i], i, g[i], t + 1);
               });
  // the same β for all and other rates: one number
  using rates = chain<only<matrix, optimizer::constant<optimizer::learning_rate, std::ratio<1, 2>>>, optimizer::adam>;
  static_assert(trainer_of<rates>::state_bytes() == (2 * 7 + 2) * sizeof(double));
  // the second group: its own β, named after its first parameter
  static constinit trainer_of<half> trainer{};
  bool is_named = false;
  trainer.state().for_each([&](tl::name const& each, auto const&) {
    is_named = is_named || each.view() == std::string_view("head.M.first_weight");
  });
  BOOST_TEST(is_named);
}

BOOST_AUTO_TEST_CASE(a_group_that_accumulates_has_steps_of_its_own) {
  using optimizer::chain, optimizer::only;
  using every_other = chain<only<group::named<"M">, optimizer::accumulate<2>>, optimizer::adam>;
  expect<every_other>(with_rate, [rest = adam_by_hand{}, own = adam_by_hand{},
                                  sum = numbers{}](numbers& at, numbers const& g, int t) mutable {
    for (std::size_t i = 0; i < at.size(); ++i) {
      if (!is_of_matrix(i)) {
        rest.take(at[i], i, g[i], t + 1);
      } else if (sum[i] += g[i]; t % 2 == 1) {
        own.take(at[i], i, sum[i] / 2, t / 2 + 1);
        sum[i] = 0;
      }
    }
  });
}

BOOST_AUTO_TEST_SUITE_END()
