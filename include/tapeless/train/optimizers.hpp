// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/expr/function.hpp"
#include "tapeless/train/optimizer.hpp"

#include <boost/hana/tuple.hpp>

/// The optimizers of the literature. g is the gradient, w a parameter, η the learning rate; products of vectors are
/// element by element.
namespace tapeless::optimizer {

/// Hyperparameters, scalars that `trainer.set` gives another value than the rule's default: η, μ, β₁, β₂, ε and λ of
/// the formulas.
inline constexpr auto learning_rate = scalar<"learning_rate">;
inline constexpr auto momentum_coefficient = scalar<"momentum">;
inline constexpr auto beta1 = scalar<"beta1">;
inline constexpr auto beta2 = scalar<"beta2">;
inline constexpr auto epsilon = scalar<"epsilon">;
inline constexpr auto weight_decay = scalar<"weight_decay">;

/// Rules are members of templates with a parameter that nothing depends on but the symbols in them, of which one stands
/// in each operation, and `S::make_tuple`: a program pays only for the optimizer that it names.
namespace rules {

template <class>
struct symbols {
  static constexpr auto make_tuple = boost::hana::make_tuple;
  static constexpr auto w = update::parameter;
  static constexpr auto new_w = update::new_parameter;
  static constexpr auto g = update::gradient;
  static constexpr auto norm_of_all = update::global_norm;
  static constexpr auto t = update::step;
  static constexpr auto rate = learning_rate;
  template <auto const& Scalar>
  static constexpr auto own = Scalar;
};
/// What an exponential average becomes when it is told `value`: β·old + (1 − β)·value.
template <class Old, class Value, class Beta>
constexpr auto averaged(Old const& old, Value const& value, Beta const& beta) {
  return beta * old + (1 - beta) * value;
}
/// What it becomes when it is told the number 1.
template <class Old, class Beta>
constexpr auto averaged_one(Old const& old, Beta const& beta) {
  return beta * old + (1 - beta);
}

template <class Lazy>
struct sgd {
  using S = symbols<Lazy>;
  static constexpr auto states = S::make_tuple();
  static constexpr auto hyperparameters = S::make_tuple(hyperparameter{learning_rate, 0.01});
  static constexpr auto rule = S::make_tuple(assign(S::w, S::w - learning_rate * S::g));
};

template <class Lazy>
struct momentum {
  using S = symbols<Lazy>;
  static constexpr auto m = update::state<"momentum">;
  static constexpr auto new_m = S::template own<momentum_coefficient> * m + S::g;
  static constexpr auto states = S::make_tuple(m);
  static constexpr auto hyperparameters =
      S::make_tuple(hyperparameter{learning_rate, 0.01}, hyperparameter{momentum_coefficient, 0.9});
  static constexpr auto rule = S::make_tuple(assign(m, new_m), assign(S::w, S::w - learning_rate * new_m));
};

template <class Lazy>
struct nesterov : momentum<Lazy> {
  using S = symbols<Lazy>;
  using M = momentum<Lazy>;
  static constexpr auto rule = S::make_tuple(
      assign(M::m, M::new_m), assign(S::w, S::w - learning_rate * (S::g + momentum_coefficient * M::new_m)));
};

template <class Lazy>
struct adagrad {
  using S = symbols<Lazy>;
  static constexpr auto s = update::state<"squares">;
  static constexpr auto new_s = s + square(S::g);
  static constexpr auto states = S::make_tuple(s);
  static constexpr auto hyperparameters =
      S::make_tuple(hyperparameter{learning_rate, 0.01}, hyperparameter{epsilon, 1e-10});
  static constexpr auto rule =
      S::make_tuple(assign(s, new_s), assign(S::w, S::w - learning_rate * S::g / (sqrt(new_s) + epsilon)));
};

template <class Lazy>
struct rmsprop {
  using S = symbols<Lazy>;
  static constexpr auto s = update::state<"mean_square">;
  static constexpr auto new_s = averaged(s, square(S::g), beta2);
  static constexpr auto states = S::make_tuple(s);
  static constexpr auto hyperparameters =
      S::make_tuple(hyperparameter{learning_rate, 0.01}, hyperparameter{beta2, 0.99}, hyperparameter{epsilon, 1e-8});
  static constexpr auto rule =
      S::make_tuple(assign(s, new_s), assign(S::w, S::w - learning_rate * S::g / (sqrt(new_s) + epsilon)));
};

/// What Adam and its kin share: averages m of the gradient and v of its square that begin at 0, and what such averages
/// have seen of a constant 1: c ← β·c + (1 − β), which is 1 − βᵗ at step t and begins at 0 as all memory does. m/c₁ and
/// v/c₂ have no bias.
template <class Lazy>
struct moments {
  using S = symbols<Lazy>;
  static constexpr auto m = update::state<"first_moment">;
  static constexpr auto v = update::state<"second_moment">;
  static constexpr auto c1 = update::shared<"first_weight">;
  static constexpr auto c2 = update::shared<"second_weight">;
  static constexpr auto new_m = averaged(m, S::g, beta1);
  static constexpr auto new_v = averaged(v, square(S::g), beta2);
  static constexpr auto new_c1 = averaged_one(c1, S::template own<beta1>);
  static constexpr auto new_c2 = averaged_one(c2, S::template own<beta2>);
  static constexpr auto states = S::make_tuple(m, v);
  static constexpr auto hyperparameters =
      S::make_tuple(hyperparameter{learning_rate, 0.001}, hyperparameter{beta1, 0.9}, hyperparameter{beta2, 0.999},
                    hyperparameter{epsilon, 1e-8});

  /// rate·first/(√(second/c₂) + ε) as (rate·√c₂)·first/(√second + ε·√c₂): the factors are numbers, computed once.
  template <class Rate, class First, class Second>
  static constexpr auto direction(Rate const& rate, First const& first, Second const& second) {
    auto const root = sqrt(new_c2);
    return (rate * root) * first / (sqrt(second) + epsilon * root);
  }
  static constexpr auto adams = direction(learning_rate / new_c1, new_m, new_v);
  /// The assignments of an optimizer that takes `step` from the parameter.
  template <class Step, class... Others>
  static constexpr auto rule_of(Step const& step, Others const&... others) {
    return S::make_tuple(assign(m, new_m), assign(v, new_v), assign(c1, new_c1), assign(c2, new_c2),
                         assign(S::w, S::w - step), others...);
  }
};

template <class Lazy>
struct adam : moments<Lazy> {
  static constexpr auto rule = moments<Lazy>::rule_of(moments<Lazy>::adams);
};

template <class Lazy>
struct adamw : moments<Lazy> {
  using S = symbols<Lazy>;
  using M = moments<Lazy>;
  static constexpr auto hyperparameters =
      S::make_tuple(hyperparameter{learning_rate, 0.001}, hyperparameter{beta1, 0.9}, hyperparameter{beta2, 0.999},
                    hyperparameter{epsilon, 1e-8}, hyperparameter{weight_decay, 0.01});
  static constexpr auto rule = M::rule_of(learning_rate * weight_decay * S::w + M::adams);
};

template <class Lazy>
struct nadam : moments<Lazy> {
  using S = symbols<Lazy>;
  using M = moments<Lazy>;
  static constexpr auto c1_after = averaged_one(M::new_c1, beta1);
  static constexpr auto looking_ahead = (beta1 / c1_after) * M::new_m + ((1 - beta1) / M::new_c1) * S::g;
  static constexpr auto rule = M::rule_of(M::direction(learning_rate, looking_ahead, M::new_v));
};

template <class Lazy>
struct amsgrad : moments<Lazy> {
  using S = symbols<Lazy>;
  using M = moments<Lazy>;
  static constexpr auto largest = update::state<"largest_second_moment">;
  static constexpr auto new_largest = maximum(largest, M::new_v);
  static constexpr auto states = S::make_tuple(M::m, M::v, largest);
  static constexpr auto rule =
      M::rule_of(M::direction(learning_rate / M::new_c1, M::new_m, new_largest), assign(largest, new_largest));
};

template <class Lazy>
struct lion {
  using S = symbols<Lazy>;
  static constexpr auto m = update::state<"momentum">;
  static constexpr auto states = S::make_tuple(m);
  static constexpr auto hyperparameters = S::make_tuple(hyperparameter{learning_rate, 1e-4}, hyperparameter{beta1, 0.9},
                                                        hyperparameter{beta2, 0.99}, hyperparameter{weight_decay, 0.0});
  static constexpr auto rule =
      S::make_tuple(assign(m, averaged(m, S::g, beta2)),
                    assign(S::w, S::w - learning_rate * (sign(averaged(m, S::g, beta1)) + weight_decay * S::w)));
};

}  // namespace rules

/// Stochastic gradient descent: w ← w − η·g.
using sgd = rules::sgd<void>;

/// SGD with heavy-ball momentum (Polyak 1964): m ← μ·m + g, w ← w − η·m.
using momentum = rules::momentum<void>;

/// Nesterov's momentum, in the form of Sutskever et al. (2013): m ← μ·m + g, w ← w − η·(g + μ·m).
using nesterov = rules::nesterov<void>;

/// Adagrad (Duchi, Hazan and Singer 2011): s ← s + g², w ← w − η·g/(√s + ε).
using adagrad = rules::adagrad<void>;

/// RMSProp (Tieleman and Hinton 2012): s ← β₂·s + (1 − β₂)·g², w ← w − η·g/(√s + ε).
using rmsprop = rules::rmsprop<void>;

/// Adam (Kingma and Ba 2015): m ← β₁·m + (1 − β₁)·g, v ← β₂·v + (1 − β₂)·g², w ← w − η·(m/c₁)/(√(v/c₂) + ε) with cᵢ = 1
/// − βᵢᵗ at step t.
using adam = rules::adam<void>;

/// AdamW, Adam with decoupled weight decay (Loshchilov and Hutter 2019): Adam's step, and w ← w − η·λ·w.
using adamw = rules::adamw<void>;

/// NAdam, Adam with Nesterov's momentum (Dozat 2016): (β₁·m)/c₁ of the step after + (1 − β₁)·g/c₁ in the place of m/c₁.
using nadam = rules::nadam<void>;

/// AMSGrad (Reddi, Kale and Kumar 2018): Adam with the largest v so far, before its bias is taken out.
using amsgrad = rules::amsgrad<void>;

/// Lion (Chen et al. 2023): w ← w − η·(sign(β₁·m + (1 − β₁)·g) + λ·w), then m ← β₂·m + (1 − β₂)·g.
using lion = rules::lion<void>;

}  // namespace tapeless::optimizer
