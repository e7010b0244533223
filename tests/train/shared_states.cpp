// SPDX-License-Identifier: BSL-1.0
#include "tapeless/train/shared_states.hpp"

#include "ten_steps.hpp"

#include "tapeless/save/save.hpp"

#include <ratio>
#include <string>
#include <vector>

namespace {
namespace train_shared_states_test {

using namespace ten_steps;
namespace update = tapeless::update;
using optimizer::chain, optimizer::only;
using matrix = group::named<"M">;
using others = group::except<matrix>;
using half = optimizer::constant<optimizer::beta1, std::ratio<1, 2>>;

/// A β₁ of its own that can be set: the scalar `beta1_of_matrix`.
struct beta_of_matrix {
  static constexpr auto beta = tl::scalar<"beta1_of_matrix">;
  static constexpr auto hyperparameters = boost::hana::make_tuple(tl::hyperparameter{beta, 0.75});
  static constexpr auto scheduled = boost::hana::make_tuple(tl::scheduled_as{optimizer::beta1, beta});
};

/// Adam and its kin, of one parameter: w ← w − rate·direction − decay·w.
enum class kin { adam, adamw, nadam, amsgrad };
struct moments {
  kin kind;
  double beta1 = 0.9;
  numbers m{}, v{}, largest{};

  void take(double& at, std::size_t i, double g, int t, double rate = 0.125) {
    m[i] = beta1 * m[i] + (1 - beta1) * g;
    v[i] = 0.999 * v[i] + (1 - 0.999) * g * g;
    largest[i] = std::max(largest[i], v[i]);
    double const c1 = 1 - std::pow(beta1, t), c2 = 1 - std::pow(0.999, t);
    double const ahead = beta1 * m[i] / (1 - std::pow(beta1, t + 1)) + (1 - beta1) * g / c1;
    double const first = kind == kin::nadam ? ahead : m[i] / c1;
    double const second = kind == kin::amsgrad ? largest[i] : v[i];
    double const decay = kind == kin::adamw ? rate * 0.01 * at : 0;
    at -= rate * first / (std::sqrt(second / c2) + 1e-8) + decay;
  }
};
/// The first for the matrix, the second for what is none.
auto groups(moments of_matrix, moments of_others) {
  return [of_matrix, of_others](numbers& at, numbers const& g, int t) mutable {
    for (std::size_t i = 0; i < at.size(); ++i) (is_of_matrix(i) ? of_matrix : of_others).take(at[i], i, g[i], t + 1);
  };
}
/// In either order; kept are two moments of seven numbers, and each optimizer's two numbers.
template <class Rule>
void expect_two_betas(kin kind, std::size_t further) {
  using first = chain<only<matrix, half, Rule>, only<others, Rule>>;
  using last = chain<only<others, Rule>, only<matrix, half, Rule>>;
  static_assert(trainer_of<first>::state_bytes() == trainer_of<last>::state_bytes());
  BOOST_TEST(trainer_of<first>::state_bytes() == (2 * 7 + 2 * 2 + further) * sizeof(double));
  expect<first>(with_rate, groups({kind, 0.5}, {kind}));
  expect<last>(with_rate, groups({kind, 0.5}, {kind}));
}
template <class Optimizer>
std::vector<std::string> names_of_state() {
  static constinit trainer_of<Optimizer> trainer{};
  std::vector<std::string> found;
  trainer.state().for_each([&](tl::name const& each, auto const&) { found.emplace_back(each.view()); });
  return found;
}
using names = std::vector<std::string>;

/// A user's own: descent with a rate that falls as 1/n, n counted by `Up`.
template <int Up>
struct counted {
  static constexpr auto n = update::shared<"count">;
  static constexpr auto states = boost::hana::make_tuple();
  static constexpr auto hyperparameters = boost::hana::make_tuple(tl::hyperparameter{optimizer::learning_rate, 0.125});
  static constexpr auto rule = boost::hana::make_tuple(
      assign(n, n + Up),
      assign(update::parameter, update::parameter - optimizer::learning_rate / (n + Up) * update::gradient));
};
/// The same of gradients.
template <int Up>
struct counted_gradient {
  static constexpr auto n = update::shared<"count">;
  static constexpr auto gradient = update::gradient / (n + Up);
  static constexpr auto rule = boost::hana::make_tuple(assign(n, n + Up));
};
/// Reads what another element keeps: w ← w·(1 − c/10).
struct decay_by_count {
  static constexpr auto rule =
      boost::hana::make_tuple(assign(update::parameter, (1 - update::shared<"count"> / 100) * update::new_parameter));
};

}  // namespace train_shared_states_test
}  // namespace

BOOST_AUTO_TEST_SUITE(train_shared_states)

using namespace train_shared_states_test;

BOOST_AUTO_TEST_CASE(what_adam_keeps_once_is_kept_once_for_each_group_that_differs) {
  using own_beta = chain<only<matrix, half>, optimizer::adam>;
  static_assert(trainer_of<own_beta>::state_bytes() == (2 * 7 + 4) * sizeof(double));
  expect<own_beta>(with_rate, [rest = moments{kin::adam}, own = moments{kin::adam, 0.5}](numbers& at, numbers const& g,
                                                                                         int t) mutable {
    for (std::size_t i = 0; i < at.size(); ++i) (is_of_matrix(i) ? own : rest).take(at[i], i, g[i], t + 1);
  });
  // the same β for all and other rates: one number
  using rates = chain<only<matrix, optimizer::constant<optimizer::learning_rate, std::ratio<1, 2>>>, optimizer::adam>;
  static_assert(trainer_of<rates>::state_bytes() == (2 * 7 + 2) * sizeof(double));
  // the second group: its own β, named after its first parameter
  static constinit trainer_of<own_beta> trainer{};
  bool is_named = false;
  trainer.state().for_each([&](tl::name const& each, auto const&) {
    is_named = is_named || each.view() == std::string_view("head.M.first_weight");
  });
  BOOST_TEST(is_named);
}

BOOST_AUTO_TEST_CASE(a_group_that_accumulates_has_steps_of_its_own) {
  using every_other = chain<only<group::named<"M">, optimizer::accumulate<2>>, optimizer::adam>;
  expect<every_other>(with_rate, [rest = moments{kin::adam}, own = moments{kin::adam},
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

BOOST_AUTO_TEST_CASE(two_optimizers_of_one_kind_and_other_settings_step_as_each_by_itself) {
  expect_two_betas<optimizer::adam>(kin::adam, 0);
  expect_two_betas<optimizer::adamw>(kin::adamw, 0);
  expect_two_betas<optimizer::nadam>(kin::nadam, 0);
  expect_two_betas<optimizer::amsgrad>(kin::amsgrad, 7);
  using own = chain<only<matrix, beta_of_matrix, optimizer::adam>, only<others, optimizer::nadam>>;
  expect<own>(with_rate, groups({kin::adam, 0.75}, {kin::nadam}));
  expect<own>(
      [](auto& trainer) {
        with_rate(trainer);
        set(trainer, beta_of_matrix::beta, 0.25);
      },
      groups({kin::adam, 0.25}, {kin::nadam}));
}

BOOST_AUTO_TEST_CASE(what_comes_to_the_same_is_kept_once_and_called_as_without_groups) {
  constexpr std::size_t once = (2 * 7 + 2) * sizeof(double);
  using same = chain<only<matrix, optimizer::adam>, only<others, optimizer::nadam>>;
  static_assert(trainer_of<same>::state_bytes() == once);
  expect<same>(with_rate, groups({kin::adam}, {kin::nadam}));
  static_assert(
      trainer_of<chain<only<matrix, half, optimizer::adam>, only<others, half, optimizer::adam>>>::state_bytes() ==
      once);
  // rates and schedules are no part of it
  using rates = chain<only<matrix, optimizer::constant<optimizer::learning_rate, std::ratio<1, 4>>, optimizer::adam>,
                      only<others, schedule::warmup, optimizer::adam>>;
  static_assert(trainer_of<rates>::state_bytes() == once + 3 * sizeof(double));  // and the number of the step
  expect<rates>(
      [](auto& trainer) {
        with_rate(trainer);
        set(trainer, schedule::warmup_steps, 4);
      },
      [rule = moments{kin::adam}](numbers& at, numbers const& g, int t) mutable {
        for (std::size_t i = 0; i < at.size(); ++i)
          rule.take(at[i], i, g[i], t + 1, is_of_matrix(i) ? 0.25 : 0.125 * std::min(1.0, (t + 1) / 4.0));
      });
  names const as_ever{"w.first_moment",          "w.second_moment",     "optimizer.first_weight",
                      "optimizer.second_weight", "head.M.first_moment", "head.M.second_moment"};
  BOOST_TEST(names_of_state<optimizer::adam>() == as_ever, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(the_second_of_a_name_is_called_after_its_first_parameter) {
  using two = chain<only<others, optimizer::adam>, only<matrix, half, optimizer::adam>>;
  names const expected{"w.first_moment",          "w.second_moment",     "optimizer.first_weight",
                       "optimizer.second_weight", "head.M.first_weight", "head.M.second_weight",
                       "head.M.first_moment",     "head.M.second_moment"};
  BOOST_TEST(names_of_state<two>() == expected, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(groups_that_accumulate_otherwise_have_steps_of_their_own) {
  using two = chain<only<matrix, optimizer::accumulate<2>, optimizer::adam>,
                    only<others, optimizer::accumulate<3>, optimizer::adam>>;
  static_assert(trainer_of<two>::state_bytes() == (3 * 7 + 2 * 3 + 3) * sizeof(double));  // and the number of the step
  expect<two>(with_rate, [of_matrix = moments{kin::adam}, rest = moments{kin::adam},
                          sum = numbers{}](numbers& at, numbers const& g, int t) mutable {
    for (std::size_t i = 0; i < at.size(); ++i) {
      int const calls = is_of_matrix(i) ? 2 : 3;
      sum[i] += g[i];
      if ((t + 1) % calls != 0) continue;
      (is_of_matrix(i) ? of_matrix : rest).take(at[i], i, sum[i] / calls, (t + 1) / calls);
      sum[i] = 0;
    }
  });
}

BOOST_AUTO_TEST_CASE(rules_of_a_user_keep_a_number_for_each_value) {
  using two = chain<only<matrix, counted<1>>, only<others, counted<2>>>;
  static_assert(trainer_of<two>::state_bytes() == 2 * sizeof(double));
  auto const rate = [](std::size_t i, int t) { return 0.125 / ((is_of_matrix(i) ? 1 : 2) * (t + 1)); };
  expect<two>(with_rate, [&](numbers& at, numbers const& g, int t) {
    for (std::size_t i = 0; i < at.size(); ++i) at[i] -= rate(i, t) * g[i];
  });
  // what another element keeps is that of the parameter's group
  expect<chain<two, decay_by_count>>(with_rate, [&](numbers& at, numbers const& g, int t) {
    for (std::size_t i = 0; i < at.size(); ++i)
      at[i] = (1 - (is_of_matrix(i) ? 1 : 2) * t / 100.0) * (at[i] - rate(i, t) * g[i]);
  });
  // two for the same parameters
  using twice = chain<counted_gradient<1>, counted_gradient<3>, optimizer::sgd>;
  static_assert(trainer_of<twice>::state_bytes() == 2 * sizeof(double));
  expect<twice>(with_rate, descent([](numbers&, numbers const&, int t) { return 0.125 / (3 * (t + 1) * (t + 1)); }));
  static_assert(trainer_of<chain<counted_gradient<1>, counted_gradient<1>, optimizer::sgd>>::state_bytes() ==
                sizeof(double));
}

BOOST_AUTO_TEST_CASE(training_continues_bit_for_bit_with_the_states_of_both_groups) {
  using trainer_type = trainer_of<chain<only<matrix, half, optimizer::adam>, only<others, optimizer::adam>>>;
  static constinit trainer_type trainer{}, loaded{};
  begin(trainer);
  for (int i = 0; i < 3; ++i) step(trainer);
  static std::array<std::byte, tl::saved_bytes<trainer_type>()> file{};
  BOOST_TEST_REQUIRE(static_cast<bool>(tl::save(file, trainer)));
  BOOST_TEST_REQUIRE(static_cast<bool>(tl::load(file, loaded)));
  BOOST_TEST(loaded.state().at<"optimizer.first_weight">()(0) == 1 - 0.125);
  BOOST_TEST(loaded.state().at<"w.first_weight">()(0) == 1 - std::pow(0.9, 3), boost::test_tools::tolerance(1e-15));
  for (int i = 0; i < 3; ++i) {
    step(trainer);
    step(loaded);
    numbers const expected = values_of(trainer), found = values_of(loaded);
    BOOST_TEST(found == expected, boost::test_tools::per_element());
  }
  BOOST_TEST(values_of(loaded)[4] != start[4]);
}

BOOST_AUTO_TEST_SUITE_END()
