// SPDX-License-Identifier: BSL-1.0
// How rows are written down.
#pragma once

#include "program_outputs.hpp"

namespace operations {

// ---- operations of matrices -----------------------------------------------------------------------------------------

template <auto const&... Leaf, class F>
auto structured(F, claim const& claimed) {
  using code = expression_of<F, Leaf...>;
  auto made = written<code, code>(claimed);
  made.operands = {{Leaf.identifier, Leaf.shape}...};
  made.shown_operands = made.operands;
  if (made.at.empty()) made.at = {generic_numbers({Leaf.kind, Leaf.shape, Leaf.identifier})...};
  if (made.is_linear) made.tangent = [f = made.formula](point const&, point const& moves) { return f(moves); };
  return made;
}

// ---- operations element by element ----------------------------------------------------------------------------------

/// Five elements: a pack of four and one more.
inline constexpr std::size_t length = 5;
using numbers = std::array<double, length>;
inline constexpr numbers anywhere{0.8, -1.3, 0.45, 1.7, -0.35};
inline constexpr numbers elsewhere{-0.6, 0.9, 1.4, 0.55, -1.2};
inline constexpr numbers positive{0.8, 1.3, 0.45, 2.1, 0.6};
inline constexpr numbers also_positive{1.2, 0.7, 1.9, 0.4, 1.45};
inline constexpr numbers within_one{0.6, -0.35, 0.15, -0.7, 0.45};

inline constexpr auto x = tl::parameter<"x", length>;
inline constexpr auto y = tl::parameter<"y", length>;
inline constexpr auto z = tl::parameter<"z", length>;
inline double logistic(double a) { return 1 / (1 + std::exp(-a)); }

namespace single {
inline constexpr auto x = tl::parameter<"x">;
inline constexpr auto y = tl::parameter<"y">;
inline constexpr auto z = tl::parameter<"z">;
}  // namespace single

/// What is claimed of a function of numbers.
template <class... N>
struct function_claim {
  static constexpr std::size_t arity = sizeof...(N);
  using function = double (*)(N...);
  struct number_kink {
    std::array<double, arity> at;
    std::array<double, arity> derivative;
  };
  char const* name = "";
  char const* value = "";
  std::array<numbers, arity> at{};
  function formula = nullptr;
  std::array<function, arity> slope{};
  std::vector<number_kink> kinks{};
  bool is_rough_at_kinks = false;
  char const* note = "";
  std::vector<std::uint32_t> constant_in{};
  bool is_declared = false;
  char const* shape = "";
};
using of_one = function_claim<double>;
using of_two = function_claim<double, double>;
using of_three = function_claim<double, double, double>;

template <std::size_t N>
point repeated(std::array<double, N> const& each) {
  point made;
  for (double const number : each) made.push_back(matrix(length, 1, std::vector<double>(length, number)));
  return made;
}
template <class... N>
double at_element(double (*f)(N...), point const& at, std::size_t e) {
  if constexpr (sizeof...(N) == 1) return f(at[0](e));
  if constexpr (sizeof...(N) == 2) return f(at[0](e), at[1](e));
  if constexpr (sizeof...(N) == 3) return f(at[0](e), at[1](e), at[2](e));
}

/// A claim of numbers as one of matrices.
template <class... N>
claim by_element(function_claim<N...> const& of) {
  claim made{.name = of.name, .shape = of.shape, .value = of.value, .note = of.note};
  made.is_rough_at_kinks = of.is_rough_at_kinks;
  made.constant_in = of.constant_in;
  made.is_declared = of.is_declared;
  for (numbers const& each : of.at) made.at.push_back(matrix(length, 1, {each.begin(), each.end()}));
  for (auto const& each : of.kinks) made.kinks.push_back({repeated(each.at), repeated(each.derivative)});
  made.formula = [f = of.formula](point const& at) {
    matrix result(length, 1);
    for (std::size_t e = 0; e < length; ++e) result(e) = at_element(f, at, e);
    return result;
  };
  made.tangent = [slopes = of.slope](point const& at, point const& moves) {
    matrix result(length, 1);
    for (std::size_t k = 0; k < sizeof...(N); ++k)
      for (std::size_t e = 0; e < length; ++e) result(e) += at_element(slopes[k], at, e) * moves[k](e);
    return result;
  };
  return made;
}

template <class Tested, class Shown, class... N>
auto function_row(function_claim<N...> const& of) {
  auto made = written<Tested, Shown>(by_element(of));
  operand const all[]{{x.identifier, x.shape}, {y.identifier, y.shape}, {z.identifier, z.shape}};
  made.operands.assign(all, all + sizeof...(N));
  for (operand const& each : made.operands) made.shown_operands.push_back({each.identifier, {1, 1}});
  made.shown_by_element = true;
  if (*made.shape == '\0') made.shape = sizeof...(N) == 1 ? "any, kept" : "equal, or scalars";
  return made;
}
template <class F>
auto function(F, of_one const& of) {
  return function_row<expression_of<F, x>, expression_of<F, single::x>>(of);
}
template <class F>
auto function(F, of_two const& of) {
  return function_row<expression_of<F, x, y>, expression_of<F, single::x, single::y>>(of);
}
template <class F>
auto function(F, of_three const& of) {
  return function_row<expression_of<F, x, y, z>, expression_of<F, single::x, single::y, single::z>>(of);
}

}  // namespace operations
