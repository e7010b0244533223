// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "functions.hpp"
#include "tapeless/rules/simplifier.hpp"

#include <functional>
#include <string>
#include <vector>

namespace derivatives {

/// Numbers that are computed at once.
inline constexpr std::uint32_t block = 64;
inline constexpr auto x = tl::parameter<"x", block>;
inline constexpr auto y = tl::parameter<"y", block>;

/// A function in a graph: itself and its derivatives, each by the node that computes it, with the number of the
/// reference it has to be.
struct drawn {
  struct quantity {
    tl::graph::id node;
    std::size_t reference;
    std::size_t order;
  };
  std::string name;
  tl::rules::simplifier graph{};
  std::vector<quantity> quantities{};
  std::size_t operands = 1;
  /// The function and its derivatives at a point: `value`, `first`, `second`, or those of `jet_of_two`.
  std::function<std::vector<real>(real const&, real const&)> exact{};
};

/// A place where a function is not as it should be.
struct place {
  double x = 0;
  double y = 0;
};
/// The errors of a quantity in one precision. Where they are larger than `tolerated` ulp somewhere, what counts is how
/// large they are there as such.
struct finding {
  static constexpr double tolerated = 8;
  double ulp = 0;
  place of_ulp{};
  double absolute = 0;  ///< the largest of those beyond `tolerated`
  place of_absolute{};
  std::size_t not_finite = 0;  ///< how often it is not finite where it should be, or the other way round
  place of_not_finite{};
};
using findings = std::array<finding, 3>;  // by the order of the derivative

/// Compares a function and its derivatives at the points that `points(count)` has.
template <class T>
findings examined(drawn const& f, std::size_t count);

extern template findings examined<float>(drawn const&, std::size_t);
extern template findings examined<double>(drawn const&, std::size_t);

/// Draws f, both first derivatives (reverse and forward), and the derivative of the reverse one.
template <class E>
drawn draw_one(char const* name, E const& e) {
  drawn made{name};
  auto& b = made.graph;
  auto const variable = x.lower(b);
  auto const root = e.lower(b);
  auto const slope = tl::diff::adjoint_of(b, sum(e).lower(b), variable);
  auto const along = tl::diff::tangent_of(b, root, variable, b.broadcast(b.constant(1), b[variable].shape));
  auto const bend = tl::diff::adjoint_of(b, b.apply(tl::op::sum, slope), variable);
  made.quantities = {{root, 0, 0}, {slope, 1, 1}, {along, 1, 1}, {bend, 2, 2}};
  return made;
}
template <class E>
drawn draw_two(char const* name, E const& e) {
  drawn made{name};
  auto& b = made.graph;
  made.operands = 2;
  tl::graph::id const variables[]{x.lower(b), y.lower(b)};
  auto const root = e.lower(b);
  auto const total = sum(e).lower(b);
  auto const one = b.broadcast(b.constant(1), b[root].shape);
  made.quantities.push_back({root, 0, 0});
  for (std::size_t i = 0; i < 2; ++i) {
    auto const slope = tl::diff::adjoint_of(b, total, variables[i]);
    made.quantities.push_back({slope, 1 + i, 1});
    made.quantities.push_back({tl::diff::tangent_of(b, root, variables[i], one), 1 + i, 1});
    auto const sum_of_slopes = b.apply(tl::op::sum, slope);
    for (std::size_t k = 0; k < 2; ++k)
      made.quantities.push_back({tl::diff::adjoint_of(b, sum_of_slopes, variables[k]), 3 + i + k, 2});
  }
  return made;
}

/// Every function, one after the other.
template <class Visit>
void each_function(Visit const& visit) {
  functions_of_one_number([&](char const* name, auto const& expression, auto const& reference) {
    drawn made = draw_one(name, expression(x));
    made.exact = [reference](real const& at, real const&) {
      jet const j = reference(jet{at, 1, 0});
      return std::vector<real>{j.value, j.first, j.second};
    };
    visit(made);
  });
  functions_of_two_numbers([&](char const* name, auto const& expression, auto const& reference) {
    drawn made = draw_two(name, expression(x, y));
    made.exact = [reference](real const& at_x, real const& at_y) {
      jet_of_two const all = reference(at_x, at_y);
      return std::vector<real>(all.begin(), all.end());
    };
    visit(made);
  });
}

}  // namespace derivatives
