// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/expr/operation.hpp"

#include <type_traits>

namespace tapeless {

/// A named subexpression written in place; printing and errors use the name.
template <fixed_string Name, class Body>
struct named {
  using is_expression = void;
  static constexpr extents shape = Body::shape;
  static constexpr bool per_sample = Body::per_sample;
  static constexpr bool has_batch = Body::has_batch;
  Body body;
  std::uint64_t fingerprint;

  constexpr explicit named(Body const& what)
      : body(what),
        fingerprint(fingerprint_of(fingerprint_tag::definition, meta::hash(Name.view()), what.fingerprint)) {}

  template <class Builder>
  constexpr auto lower(Builder& builder) const {
    auto const known = builder.recall(fingerprint);
    if (known != Builder::none) return known;
    return builder.remember(fingerprint, builder.give_name(name(Name.view()), fingerprint, body.lower(builder)));
  }
};

/// A subexpression behind a captureless function. Its type is the function's and does not grow with what stands inside, so a deep
/// network of definitions has short types; it is lowered once however often it is used.
template <fixed_string Name, class Function>
struct defined {
  using is_expression = void;
  using body_type = decltype(Function{}());
  static constexpr extents shape = body_type::shape;
  static constexpr bool per_sample = body_type::per_sample;
  static constexpr bool has_batch = body_type::has_batch;
  static constexpr std::uint64_t fingerprint =
      fingerprint_of(fingerprint_tag::definition, meta::hash(Name.view()), Function{}().fingerprint);

  template <class Builder>
  constexpr auto lower(Builder& builder) const {
    auto const known = builder.recall(fingerprint);
    if (known != Builder::none) return known;
    return builder.remember(fingerprint,
                            builder.give_name(name(Name.view()), fingerprint, Function{}().lower(builder)));
  }
};

/// `define<"h">(tanh(W * x + b))`: the expression, with a name. `define<"h">([] { return tanh(W * x + b); })`: the same with a type that
/// stays short; write it `inline constexpr` at namespace scope, where the lambda has one type in every translation unit.
template <fixed_string Name = "", class E>
constexpr auto define(E const& e) {
  if constexpr (std::is_same_v<E, ill_formed>) {
    return ill_formed{};
  } else if constexpr (expression<E>) {
    return named<Name, E>(e);
  } else {
    static_assert(std::is_empty_v<E>, "tapeless: define takes an expression or a lambda without captures");
    if constexpr (std::is_same_v<decltype(E{}()), ill_formed>) {
      return ill_formed{};
    } else {
      return defined<Name, E>{};
    }
  }
}

/// The same with a number in the name, for what is written in a loop of templates: `define<"h", I>(…)` is named `h12` where I is 12. An
/// unrolled recurrence is a variable template of lambdas, whose types do not hold the steps before:
///
///     template <std::uint32_t I>
///     constexpr auto h = define<"h", I>([] { return tanh(W * h<I - 1> + U * x<I>); });
template <fixed_string Name, std::uint32_t Number, class E>
constexpr auto define(E const& e) {
  return define<numbered<Name, Number>()>(e);
}

}  // namespace tapeless
