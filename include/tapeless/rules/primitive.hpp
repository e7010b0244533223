// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/expr/arithmetic.hpp"
#include "tapeless/meta/type_identity.hpp"
#include "tapeless/rules/simplifier.hpp"
#include "tapeless/rules/term.hpp"

#include <concepts>
#include <string_view>

/// Primitives of a user's own: a struct says what an element-wise function is, and everything else follows.
///
///     struct sinc {
///       static constexpr std::string_view name = "sinc";
///       static constexpr std::string_view latex = "\\operatorname{sinc}";       // optional; \operatorname{name} without it
///       static constexpr std::uint32_t flops = 20;                              // optional; 1 without it
///       template <class T>
///       static constexpr T value(T x) { /* … */ }                               // T is float or double
///       template <class Term>
///       static constexpr Term derivative(Term x, Term y) { return (cos(x) - y) / x; }   // y is sinc(x)
///     };
///     inline constexpr auto f = tapeless::primitive<sinc>(x);
///
/// A function of two numbers has `value(a, b)`, `derivative_by_first(a, b, y)` and `derivative_by_second(a, b, y)`. A
/// derivative is a formula over terms (rules/term.hpp); it may be a number. What one writes there is what is used, so
/// this is also how a derivative is overridden: straight-through rounding has `value` round(x) and `derivative` 1.
/// Where the adjoint is to be no multiple of the one that comes in (clipped gradients), a function of one number has
/// `adjoint(g, x, y)` instead; it has no forward mode then. `value` is called for every lane of a vector, so on targets
/// with vectors also for lanes that stand for nothing: it has to accept any number, and may have no effects.
namespace tapeless {

namespace error {
template <class Type>
inline constexpr bool primitive_without_a_name = false;
template <class Type>
inline constexpr bool primitive_without_a_value = false;
template <class Type>
inline constexpr bool primitive_without_a_derivative = false;
}  // namespace error

template <class P>
concept named_primitive = requires {
  { *&P::name } -> std::convertible_to<std::string_view>;  // of a member that is not static, & is no pointer
};
template <class P, class... T>
concept has_value = requires(T... x) {
  { P::value(x...) } -> std::same_as<std::common_type_t<T...>>;
};
/// Functions of one number and of two, with a name and a value in float and in double.
template <class P>
concept primitive_of_one = named_primitive<P> && has_value<P, double> && has_value<P, float>;
template <class P>
concept primitive_of_two = named_primitive<P> && has_value<P, double, double> && has_value<P, float, float>;

inline namespace TAPELESS_TARGET {
namespace rules {

template <class P, class T>
constexpr T primitive_value(T first, T second) {
  if constexpr (primitive_of_one<P>) {
    return (void)second, P::value(first);
  } else {
    return P::value(first, second);
  }
}
template <class P>
inline constexpr graph::primitive_values values_of{&primitive_value<P, float>, &primitive_value<P, double>};

template <class P, class Builder>
inline constexpr bool has_own_adjoint = requires(term<Builder> operand) {
  P::adjoint(operand, operand, operand);
};

template <class P, class Builder>
constexpr id vjp_primitive(graph::builder& base, node const& n, id y, std::uint32_t which, id adjoint) {
  Builder& b = static_cast<Builder&>(base);
  term<Builder> const first{&b, n.a};
  term<Builder> const value{&b, y};
  term<Builder> const incoming{&b, adjoint};
  if constexpr (has_own_adjoint<P, Builder>) {
    return (void)which, P::adjoint(incoming, first, value).at;
  } else if constexpr (primitive_of_one<P>) {
    return (void)which, (incoming * P::derivative(first, value)).at;
  } else {
    term<Builder> const second{&b, n.b};
    return which == 0 ? (incoming * P::derivative_by_first(first, second, value)).at
                      : (incoming * P::derivative_by_second(first, second, value)).at;
  }
}

/// The derivatives of P, tried: in a constant expression they have to be, as all of lowering.
template <class P, std::uint32_t Arity, class Builder>
constexpr bool has_constant_vjp() {
  Builder b;
  node n = Builder::blank(op::unary_primitive, extents{}, 0);
  n.a = n.b = b.placeholder(extents{});
  for (std::uint32_t which = 0; which < Arity; ++which) vjp_primitive<P, Builder>(b, n, n.a, which, n.a);
  return true;
}
template <class P, std::uint32_t Arity, class Builder>
concept has_vjp = requires {
  typename std::bool_constant<has_constant_vjp<P, Arity, Builder>()>;
};
template <class P, class Builder>
concept has_derivative =
    (has_own_adjoint<P, Builder> || requires(term<Builder> x) { x* P::derivative(x, x); }) && has_vjp<P, 1, Builder>;
template <class P, class Builder>
concept has_two_derivatives = requires(term<Builder> x) {
  x* P::derivative_by_first(x, x, x);
  x* P::derivative_by_second(x, x, x);
}
&&has_vjp<P, 2, Builder>;

/// Whether P is a primitive of `Arity` numbers, and one error that says which member it lacks. A derivative that is
/// there is called by `simplifier`, which lowers programs: the compiler instantiates it once.
template <class P, std::uint32_t Arity>
constexpr bool primitive_checked() {
  if constexpr (!named_primitive<P>) {
    static_assert(error::primitive_without_a_name<P>,
                  "tapeless: a primitive has a name: static constexpr std::string_view name = \"sinc\", public");
    return false;
  } else if constexpr (Arity == 1) {
    if constexpr (!primitive_of_one<P>)
      static_assert(
          error::primitive_without_a_value<P>,
          "tapeless: a primitive of one number has a value in float and in double: template <class T> static constexpr T value(T x), public");
    else
      static_assert(
          has_derivative<P, simplifier> || error::primitive_without_a_derivative<P>,
          "tapeless: a primitive of one number has a derivative: template <class Term> static constexpr Term derivative(Term x, Term y), y being its value; or adjoint(Term g, Term x, Term y)");
    return primitive_of_one<P> && has_derivative<P, simplifier>;
  } else {
    if constexpr (!primitive_of_two<P>)
      static_assert(
          error::primitive_without_a_value<P>,
          "tapeless: a primitive of two numbers has a value in float and in double: template <class T> static constexpr T value(T a, T b), public");
    else
      static_assert(
          has_two_derivatives<P, simplifier> || error::primitive_without_a_derivative<P>,
          "tapeless: a primitive of two numbers has derivatives: template <class Term> static constexpr Term derivative_by_first(Term a, Term b, Term y), y being its value, and derivative_by_second");
    return primitive_of_two<P> && has_two_derivatives<P, simplifier>;
  }
}

template <class P, class Builder>
constexpr graph::primitive_record record_of() {
  graph::primitive_record record{};
  record.identifier = name(P::name);
  if constexpr (requires { P::latex; }) record.latex = name(P::latex);
  record.identity = meta::type_identity<P>;
  record.flops = 1;
  if constexpr (requires { P::flops; }) record.flops = P::flops;
  record.values = &values_of<P>;
  record.vjp = &vjp_primitive<P, Builder>;
  record.has_forward_mode = !has_own_adjoint<P, Builder>;
  return record;
}

}  // namespace rules
}  // namespace TAPELESS_TARGET

/// A user's primitive applied to expressions: `Call` is the operation that stands for any primitive.
template <class P, class Call>
struct primitive_operation : expr::node<primitive_operation<P, Call>, Call::shape, Call> {
  Call call;

  constexpr explicit primitive_operation(Call const& on_operands)
      : primitive_operation::node(
            fingerprint_of(fingerprint_tag::primitive, on_operands.fingerprint, meta::type_identity<P>)),
        call(on_operands) {}

  template <class Builder>
  constexpr auto write(Builder& builder) const {
    return call.write(builder, builder.primitive(rules::record_of<P, Builder>()));
  }
};

namespace expr {
template <class P, class Call>
constexpr auto primitive_of(Call const& call) {
  if constexpr (any_ill_formed<Call>) {
    return ill_formed{};
  } else {
    return primitive_operation<P, Call>(call);
  }
}
}  // namespace expr

/// A primitive of your own, P, of each element of x.
template <class P, expression X>
constexpr auto primitive(X const& x) {
  if constexpr (any_ill_formed<X> || !rules::primitive_checked<P, 1>()) {
    return ill_formed{};
  } else {
    return expr::primitive_of<P>(elementwise(ops::applied<op::unary_primitive>{}, x));
  }
}
/// P of each pair of elements; shapes are equal, or one is a scalar.
template <class P, class A, class B>
  requires operands<A, B>
constexpr auto primitive(A const& a, B const& b) {
  if constexpr (any_ill_formed<expr::lifted<A>, expr::lifted<B>> || !rules::primitive_checked<P, 2>()) {
    return ill_formed{};
  } else {
    return expr::primitive_of<P>(elementwise(ops::applied<op::binary_primitive>{}, a, b));
  }
}

}  // namespace tapeless
