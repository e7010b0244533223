// SPDX-License-Identifier: BSL-1.0
// test: clang suffices
#include "tapeless/train/schedule.hpp"

#include "ten_steps.hpp"

#include <algorithm>
#include <numbers>

BOOST_AUTO_TEST_SUITE(train_schedule)

using namespace ten_steps;

BOOST_AUTO_TEST_CASE(schedules_change_the_rate_of_what_follows) {
  using optimizer::chain, optimizer::sgd;
  auto const rate = [](auto const& factor) {
    return descent([factor](numbers&, numbers const&, int t) { return 0.125 * factor(t); });
  };
  expect<chain<schedule::exponential, sgd>>(
      [](auto& trainer) {
        with_rate(trainer);
        set(trainer, schedule::decay_steps, 2);
      },
      rate([](int t) { return std::pow(0.9, t / 2.0); }));
  expect<chain<schedule::step, sgd>>(
      [](auto& trainer) {
        with_rate(trainer);
        set(trainer, schedule::decay_steps, 4);
      },
      rate([](int t) { return std::pow(0.1, t / 4); }));
  expect<chain<schedule::warmup, sgd>>(
      [](auto& trainer) {
        with_rate(trainer);
        set(trainer, schedule::warmup_steps, 4);
      },
      rate([](int t) { return std::min(1.0, (t + 1) / 4.0); }));
  expect<chain<schedule::cosine, sgd>>(
      [](auto& trainer) {
        with_rate(trainer);
        set(trainer, schedule::warmup_steps, 3);
        set(trainer, schedule::total_steps, 8);
        set(trainer, schedule::final_fraction, 0.125);
      },
      rate([](int t) {
        double const part = std::min(1.0, (t - 3) / 5.0);
        return t < 3 ? (t + 1) / 3.0 : 0.125 + 0.875 * 0.5 * (1 + std::cos(std::numbers::pi * part));
      }));
  expect<chain<schedule::one_cycle, sgd>>(
      [](auto& trainer) {
        with_rate(trainer);
        set(trainer, schedule::total_steps, 10);
      },
      rate([](int t) {  // from 1/25 at t = 0 to 1 at t = 2, to 4e-6 at t = 9, by cosines
        auto const between = [](double from, double to, double part) {
          return to + (from - to) / 2 * (1 + std::cos(std::numbers::pi * part));
        };
        return t <= 2 ? between(0.04, 1, t / 2.0) : between(1, 4e-6, (t - 2) / 7.0);
      }));
}

BOOST_AUTO_TEST_CASE(until_a_rate_is_set_it_is_that_of_the_optimizer_alone) {
  using optimizer::chain, optimizer::only, optimizer::sgd;
  auto const nothing = [](auto&) {};
  auto const hundredth = descent([](numbers&, numbers const&, int t) { return 0.01 * std::min(1.0, (t + 1) / 100.0); });
  expect<chain<schedule::warmup, sgd>>(nothing, hundredth);
  expect<chain<only<group::all, schedule::warmup>, sgd>>(nothing, hundredth);
}

BOOST_AUTO_TEST_CASE(a_schedule_whose_steps_nobody_set_refuses_steps) {
  static constinit trainer_of<optimizer::chain<schedule::cosine, optimizer::sgd>> trainer{};
  begin(trainer);
  auto const refused = trainer.step(bind(a, curvature), bind(b, minimum), bind(C, center));
  BOOST_TEST(!refused);
  BOOST_TEST(refused.status().leaf == "total_steps");
  BOOST_TEST(values_of(trainer) == start, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_SUITE_END()
