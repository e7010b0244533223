// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/expr/assign.hpp"
#include "tapeless/expr/function.hpp"

#include <boost/hana/tuple.hpp>

/// Optimizers are assignments, written once for any parameter: `update::parameter` stands for it, `update::gradient` for the gradient
/// of the loss, `update::state<"name">` for memory of the parameter's shape that belongs to it. Symbols take
/// the shape of what stands in for them: a rule is element-wise functions, reductions (`sum(g % g)`, `mean(g)`, `norm(g)`) and matrix products
/// that fit for every shape (`g * transpose(g) * g`); what needs to know the shape (dot, softmax(g), element<0>(g)) is one error.
namespace tapeless {

/// What stands for a parameter, its gradient or a state in an optimizer's rule. In this namespace, so that the operators are found
/// wherever a rule is written.
template <leaf_kind Kind, fixed_string Name>
struct update_symbol : expr::traits<any_matrix> {
  static constexpr leaf_kind kind = Kind;
  static constexpr std::string_view field = Name.view();
  static constexpr std::uint64_t fingerprint = fingerprint_of(fingerprint_tag::update_symbol, Kind, meta::hash(field));

  template <class Builder>
  constexpr auto lower(Builder& builder) const {
    auto const known = builder.recall(fingerprint);
    if (known != Builder::none) return known;
    return builder.placeholder(any_matrix);  // not reached: a symbol always has something in its place
  }
};

namespace update {

inline constexpr update_symbol<leaf_kind::parameter, "parameter"> parameter{};
inline constexpr update_symbol<leaf_kind::placeholder, "gradient"> gradient{};
template <fixed_string Name>
inline constexpr update_symbol<leaf_kind::state, Name> state{};

}  // namespace update

/// A scalar of an optimizer and its value until the user sets another.
template <class Leaf>
struct hyperparameter {
  Leaf leaf;
  double initial;
};

namespace optimizer {

inline constexpr auto learning_rate = scalar<"learning_rate">;
inline constexpr auto momentum_coefficient = scalar<"momentum">;

/// Stochastic gradient descent: w ← w − η·∇L.
struct sgd {
  static constexpr auto states = boost::hana::make_tuple();
  static constexpr auto hyperparameters =
      boost::hana::make_tuple(hyperparameter<decltype(learning_rate)>{learning_rate, 0.01});
  static constexpr auto rule =
      boost::hana::make_tuple(assign(update::parameter, update::parameter - learning_rate * update::gradient));
};

/// SGD with heavy-ball momentum (Polyak 1964): m ← μ·m + ∇L, w ← w − η·m.
struct momentum {
  static constexpr auto states = boost::hana::make_tuple(update::state<"momentum">);
  static constexpr auto velocity = momentum_coefficient * update::state<"momentum"> + update::gradient;
  static constexpr auto hyperparameters =
      boost::hana::make_tuple(hyperparameter<decltype(learning_rate)>{learning_rate, 0.01},
                              hyperparameter<decltype(momentum_coefficient)>{momentum_coefficient, 0.9});
  static constexpr auto rule =
      boost::hana::make_tuple(assign(update::state<"momentum">, velocity),
                              assign(update::parameter, update::parameter - learning_rate * velocity));
};

}  // namespace optimizer
}  // namespace tapeless
