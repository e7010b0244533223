// SPDX-License-Identifier: BSL-1.0
// test: clang suffices
#include "tapeless/train/gradient_transformation.hpp"

#include "ten_steps.hpp"

#include <algorithm>

BOOST_AUTO_TEST_SUITE(train_gradient_transformation)

using namespace ten_steps;

BOOST_AUTO_TEST_CASE(gradients_are_clipped_by_value_by_norm_and_by_global_norm) {
  using optimizer::chain, optimizer::sgd;
  expect<chain<optimizer::clip_by_value, sgd>>(
      [](auto& trainer) {
        with_rate(trainer);
        set(trainer, optimizer::max_value, 0.75);
      },
      descent([](numbers& g, numbers const&, int) {
        for (double& each : g) each = std::clamp(each, -0.75, 0.75);
        return 0.125;
      }));
  expect<chain<optimizer::clip_by_norm, sgd>>(with_rate, descent([](numbers& g, numbers const&, int) {
                                                double const first = std::min(1.0, 1 / norm_of(g, 0, 3));
                                                double const second = std::min(1.0, 1 / norm_of(g, 3, 7));
                                                for (std::size_t i = 0; i < g.size(); ++i)
                                                  g[i] *= is_of_matrix(i) ? second : first;
                                                return 0.125;
                                              }));
  expect<chain<optimizer::clip_by_global_norm, sgd>>(
      [](auto& trainer) {
        with_rate(trainer);
        set(trainer, optimizer::max_norm, 5);
      },
      descent([](numbers& g, numbers const&, int) {
        double const factor = std::min(1.0, 5 / norm_of(g));
        for (double& each : g) each *= factor;
        return 0.125;
      }));
}

BOOST_AUTO_TEST_CASE(penalties_are_gradients_and_decay_spares_what_is_no_matrix) {
  using optimizer::chain, optimizer::sgd, optimizer::only;
  auto const prepare = [](auto& trainer) { with_rate(trainer); };
  expect<chain<optimizer::l1_penalty, optimizer::l2_penalty, sgd>>(
      [](auto& trainer) {
        with_rate(trainer);
        set(trainer, optimizer::l1, 0.25);
        set(trainer, optimizer::l2, 0.5);
      },
      descent([](numbers& g, numbers const& at, int) {
        for (std::size_t i = 0; i < g.size(); ++i) g[i] += 0.25 * ((at[i] > 0) - (at[i] < 0));
        for (std::size_t i = 0; i < g.size(); ++i) g[i] += 0.5 * at[i];
        return 0.125;
      }));
  expect<chain<sgd, only<group::matrices, optimizer::decoupled_weight_decay>>>(
      [&](auto& trainer) {
        prepare(trainer);
        set(trainer, optimizer::weight_decay, 0.5);
      },
      [](numbers& at, numbers const& g, int) {
        for (std::size_t i = 0; i < at.size(); ++i) at[i] -= 0.125 * (g[i] + (is_of_matrix(i) ? 0.5 * at[i] : 0));
      });
}

BOOST_AUTO_TEST_CASE(adam_with_decay_of_everything_is_adamw) {
  static constinit trainer_of<optimizer::adamw> adamw{};
  static constinit trainer_of<optimizer::chain<optimizer::adam, optimizer::decoupled_weight_decay>> chained{};
  begin(adamw);
  begin(chained);
  for (int t = 0; t < 10; ++t) {
    step(adamw);
    step(chained);
  }
  auto const one = values_of(adamw), other = values_of(chained);
  for (std::size_t i = 0; i < one.size(); ++i) BOOST_TEST(one[i] == other[i], boost::test_tools::tolerance(1e-13));
  BOOST_TEST(one[1] != start[1]);
}

BOOST_AUTO_TEST_CASE(accumulated_gradients_are_one_step_of_their_mean) {
  using accumulating = optimizer::chain<optimizer::accumulate<3>, schedule::exponential, optimizer::adam>;
  using plain = optimizer::chain<schedule::exponential, optimizer::adam>;
  static constinit trainer_of<accumulating> trainer{};
  static constinit trainer_of<plain> reference{};
  begin(trainer);
  begin(reference);
  set(trainer, schedule::decay_steps, 2);
  set(reference, schedule::decay_steps, 2);
  for (int update = 0; update < 4; ++update) {
    for (int call = 0; call < 3; ++call) {
      BOOST_TEST(values_of(trainer) == values_of(reference), boost::test_tools::tolerance(1e-14)
                                                                 << boost::test_tools::per_element());
      step(trainer);
    }
    step(reference);
  }
  auto const one = values_of(trainer), other = values_of(reference);
  for (std::size_t i = 0; i < one.size(); ++i) BOOST_TEST(one[i] == other[i], boost::test_tools::tolerance(1e-13));
  BOOST_TEST(std::abs(one[0] - start[0]) > 1e-3);
  BOOST_TEST(tl::read_integer(trainer.state()[tl::update::step_counter]) == 12U);
}

BOOST_AUTO_TEST_SUITE_END()
