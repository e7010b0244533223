// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/expr/function.hpp"
#include "tapeless/train/optimizers.hpp"

#include <limits>
#include <numbers>

/// Schedules, elements of a chain before the optimizer whose scalar they change: `chain<schedule::cosine, adam>`. t is
/// the number of updates before this one. The learning rate that is set is the largest of the schedule; until one is
/// set, it is that of the optimizer alone.
namespace tapeless::schedule {

/// Hyperparameters of the schedules, scalars that `trainer.set` gives a value.
inline constexpr auto decay_rate = scalar<"decay_rate">;
inline constexpr auto decay_steps = scalar<"decay_steps">;
inline constexpr auto warmup_steps = scalar<"warmup_steps">;
inline constexpr auto total_steps = scalar<"total_steps">;
inline constexpr auto final_fraction = scalar<"final_fraction">;

namespace rules {

using optimizer::learning_rate;
inline constexpr double has_to_be_set = std::numeric_limits<double>::quiet_NaN();  // steps are refused until then

template <class Lazy>
struct symbols : optimizer::rules::symbols<Lazy> {
  static constexpr auto steps_to_rise = warmup_steps;
  static constexpr auto steps_in_all = total_steps;
  static constexpr auto last_fraction = final_fraction;

  /// The element that multiplies the learning rate by a factor.
  template <class Factor>
  static constexpr auto multiplied(Factor const& factor) {
    return boost::hana::make_tuple(scheduled_as{learning_rate, learning_rate * factor});
  }
};
/// From 1 to 0 as half a period of the cosine, while `part` goes from 0 to 1; 0 after that.
template <class Part>
constexpr auto cosine_from(Part const& part) {
  return 0.5 * (1 + cos(std::numbers::pi * clamp(part, 0, 1)));
}
template <class Step, class Steps>
constexpr auto risen(Step const& t, Steps const& steps) {
  return minimum(1, (t + 1) / steps);
}

template <class Lazy>
struct exponential {
  using S = symbols<Lazy>;
  static constexpr auto hyperparameters =
      S::make_tuple(hyperparameter{decay_rate, 0.9}, hyperparameter{decay_steps, 1000.0});
  static constexpr auto scheduled = S::multiplied(pow(decay_rate, S::t / decay_steps));
};

template <class Lazy>
struct step {
  using S = symbols<Lazy>;
  static constexpr auto hyperparameters =
      S::make_tuple(hyperparameter{decay_rate, 0.1}, hyperparameter{decay_steps, 1000.0});
  static constexpr auto scheduled = S::multiplied(pow(decay_rate, floor(S::t / decay_steps)));
};

template <class Lazy>
struct warmup {
  using S = symbols<Lazy>;
  static constexpr auto hyperparameters = S::make_tuple(hyperparameter{warmup_steps, 100.0});
  static constexpr auto scheduled = S::multiplied(risen(S::t, warmup_steps));
};

template <class Lazy>
struct cosine {
  using S = symbols<Lazy>;
  static constexpr auto hyperparameters =
      S::make_tuple(hyperparameter{warmup_steps, 0.0}, hyperparameter{total_steps, has_to_be_set},
                    hyperparameter{final_fraction, 0.0});
  static constexpr auto fallen = cosine_from((S::t - warmup_steps) / (S::steps_in_all - S::steps_to_rise));
  static constexpr auto scheduled = S::multiplied(
      where(S::t < warmup_steps, risen(S::t, warmup_steps), S::last_fraction + (1 - S::last_fraction) * fallen));
};

inline constexpr double one_cycle_start = 1.0 / 25;
inline constexpr double one_cycle_end = one_cycle_start / 1e4;
inline constexpr double one_cycle_rise = 0.3;

template <class Lazy>
struct one_cycle {
  using S = symbols<Lazy>;
  static constexpr auto last_risen = one_cycle_rise * S::steps_in_all - 1;
  static constexpr auto up = 1 - cosine_from(S::t / last_risen);
  static constexpr auto down = cosine_from((S::t - last_risen) / (S::steps_in_all - 1 - last_risen));
  static constexpr auto hyperparameters = S::make_tuple(hyperparameter{total_steps, has_to_be_set});
  static constexpr auto scheduled = S::multiplied(where(
      S::t <= last_risen, one_cycle_start + (1 - one_cycle_start) * up, one_cycle_end + (1 - one_cycle_end) * down));
};

}  // namespace rules

/// η·γ^(t/n), γ the decay rate and n the decay steps.
using exponential = rules::exponential<void>;

/// η·γ^⌊t/n⌋.
using step = rules::step<void>;

/// η·min(1, (t + 1)/n), n the warm-up steps.
using warmup = rules::warmup<void>;

/// η·(t + 1)/n during the n warm-up steps (none by default), then η·(f + (1 − f)·½(1 + cos π·(t − n)/(N − n))), N the
/// total steps, which have to be set, f the final fraction (Loshchilov and Hutter 2017, without restarts).
using cosine = rules::cosine<void>;

/// η/25 to η in the first 30 % of the total steps, which have to be set, then to η/250,000, both along a cosine (Smith
/// and Topin 2018, with the numbers of PyTorch's OneCycleLR).
using one_cycle = rules::one_cycle<void>;

}  // namespace tapeless::schedule
