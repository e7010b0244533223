// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/expr/function.hpp"
#include "tapeless/expr/norm.hpp"
#include "tapeless/nn/setting.hpp"
#include "tapeless/train/optimizers.hpp"

/// Elements of a chain that are no optimizers: clipping, penalties, weight decay, averages, accumulation, settings that
/// are constants. g is the gradient, w a parameter, η the learning rate.
namespace tapeless::optimizer {

/// Hyperparameters, scalars that `trainer.set` gives another value than the default: of the clippings, λ of the
/// penalties, β of the average.
inline constexpr auto max_value = scalar<"max_value">;
inline constexpr auto max_norm = scalar<"max_norm">;
inline constexpr auto l1 = scalar<"l1">;
inline constexpr auto l2 = scalar<"l2">;
inline constexpr auto average_decay = scalar<"average_decay">;

namespace rules {

template <class Lazy>
struct clip_by_value {
  using S = symbols<Lazy>;
  static constexpr auto hyperparameters = S::make_tuple(hyperparameter{max_value, 1.0});
  static constexpr auto gradient = clamp(S::g, -S::template own<max_value>, max_value);
};

template <class Lazy>
struct clip_by_norm {
  using S = symbols<Lazy>;
  static constexpr auto hyperparameters = S::make_tuple(hyperparameter{max_norm, 1.0});
  static constexpr auto gradient = minimum(1, max_norm / norm(S::g)) * S::g;
};

template <class Lazy>
struct clip_by_global_norm {
  using S = symbols<Lazy>;
  static constexpr auto hyperparameters = S::make_tuple(hyperparameter{max_norm, 1.0});
  static constexpr auto gradient = minimum(1, max_norm / S::norm_of_all) * S::g;
};

template <class Lazy>
struct l1_penalty {
  using S = symbols<Lazy>;
  static constexpr auto hyperparameters = S::make_tuple(hyperparameter{l1, 1e-5});
  static constexpr auto gradient = S::g + l1 * sign(S::w);
};

template <class Lazy>
struct l2_penalty {
  using S = symbols<Lazy>;
  static constexpr auto hyperparameters = S::make_tuple(hyperparameter{l2, 1e-4});
  static constexpr auto gradient = S::g + l2 * S::w;
};

template <class Lazy>
struct decoupled_weight_decay {
  using S = symbols<Lazy>;
  static constexpr auto hyperparameters =
      S::make_tuple(hyperparameter{learning_rate, 0.001}, hyperparameter{weight_decay, 0.01});
  static constexpr auto rule = S::make_tuple(assign(S::w, S::new_w - (S::rate * weight_decay) * S::w));
};

template <class Lazy>
struct average_weights {
  using S = symbols<Lazy>;
  static constexpr auto average = update::state<"average">;
  static constexpr auto weight = update::shared<"average_weight">;
  static constexpr auto decay = S::template own<average_decay>;
  static constexpr auto new_weight = averaged(weight, 1, decay);
  static constexpr auto states = S::make_tuple(average);
  static constexpr auto hyperparameters = S::make_tuple(hyperparameter{average_decay, 0.999});
  static constexpr auto rule = S::make_tuple(
      assign(average, average + ((1 - decay) / new_weight) * (S::new_w - average)), assign(weight, new_weight));
};

template <std::uint32_t Calls>
struct accumulate {
  static_assert(Calls > 0, "tapeless: accumulate<calls>: gradients of at least one call");
  using S = symbols<std::integral_constant<std::uint32_t, Calls>>;
  static constexpr auto sum_so_far = update::state<"gradient_sum">;
  static constexpr auto call = update::shared<"call">;
  static constexpr auto total = S::g + sum_so_far;
  static constexpr auto calls = S::template own<update::shared<"call">> + 1;
  static constexpr auto applies = calls >= Calls;
  static constexpr auto gradient = total / Calls;
  static constexpr auto states = S::make_tuple(sum_so_far);
  static constexpr auto scheduled = S::make_tuple(scheduled_as{update::step, floor(S::t / Calls)});
  static constexpr auto rule =
      S::make_tuple(assign(sum_so_far, where(applies, 0, total)), assign(call, where(applies, 0, calls)));
};

}  // namespace rules

/// g ← g within [−max_value, max_value], element by element.
using clip_by_value = rules::clip_by_value<void>;

/// g ← g·min(1, max_norm/‖g‖), for each parameter by itself.
using clip_by_norm = rules::clip_by_norm<void>;

/// g ← g·min(1, max_norm/‖all gradients‖) (Pascanu, Mikolov and Bengio 2013). The norm needs all gradients before the
/// first update, so each has an array of its own.
using clip_by_global_norm = rules::clip_by_global_norm<void>;

/// g ← g + λ·sign(w): the gradient of λ·Σ|wᵢ|.
using l1_penalty = rules::l1_penalty<void>;

/// g ← g + λ·w: the gradient of ½·λ·Σwᵢ². Before an optimizer that rescales gradients that is no weight decay.
using l2_penalty = rules::l2_penalty<void>;

/// w ← w − η·λ·w beside the optimizer's step, after it in the chain (Loshchilov and Hutter 2019).
using decoupled_weight_decay = rules::decoupled_weight_decay<void>;

/// Keeps an exponential average of what each parameter becomes, in the state `NAME.average`: a ← a + (1 − β)/c·(w − a),
/// c = 1 − βᵗ, free of the bias of its beginning. `averaged_parameters(trainer)` are the parameters that
/// predict with it.
using average_weights = rules::average_weights<void>;

/// The elements after it act on the mean gradient of so many calls of `step`, in the last of them; the other calls add
/// up gradients, and nothing else changes. Schedules count these updates.
template <std::uint32_t Calls>
using accumulate = rules::accumulate<Calls>;

/// A scalar of the elements after it that is a constant of the program: `constant<learning_rate, std::ratio<1, 100>>`.
template <auto const& Scalar, class Ratio>
struct constant {
  static_assert(nn::is_ratio<Ratio>, "tapeless: constant<scalar, std::ratio<1, 100>>: the constant is a std::ratio");
  static constexpr auto scheduled = boost::hana::make_tuple(scheduled_as{Scalar, number(nn::setting<Ratio>())});
};

}  // namespace tapeless::optimizer
