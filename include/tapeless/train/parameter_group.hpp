// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/expr/leaf.hpp"

#include <string_view>

/// Groups of parameters, for the elements of an optimizer that are meant for some: a type that says of a name and a
/// shape whether such a parameter belongs to it.
namespace tapeless::group {

/// All parameters.
struct all {
  static constexpr bool selects(name const&, extents) { return true; }
};

/// Weights: those with several rows and several columns. Biases, and the scales and shifts of normalizations, are not.
struct matrices {
  static constexpr bool selects(name const&, extents shape) { return shape.rows > 1 && shape.columns > 1; }
};

/// What stands in a scope: "net" and "net.0" select `net.0.weight`, "net.0.weight" that leaf alone.
template <fixed_string Scope>
struct in_scope {
  static constexpr bool selects(name const& parameter, extents) {
    std::string_view const full = parameter.view();
    return full.starts_with(Scope.view()) && (full.size() == Scope.view().size() || full[Scope.view().size()] == '.');
  }
};

/// What the last part of the name is: "bias" selects `net.0.bias`.
template <fixed_string Field>
struct named {
  static constexpr bool selects(name const& parameter, extents) {
    std::string_view const full = parameter.view();
    return full.substr(full.rfind('.') + 1) == Field.view();  // npos + 1 is 0
  }
};

/// The parameters W, …: `group::leaves<W1, W2>`.
template <auto const&... Leaves>
struct leaves {
  static constexpr bool selects(name const& parameter, extents) { return ((Leaves.identifier == parameter) || ...); }
};

/// What is in one of the groups.
template <class... Groups>
struct any_of {
  static constexpr bool selects(name const& parameter, extents shape) {
    return (Groups::selects(parameter, shape) || ...);
  }
};

/// What is in none of the groups.
template <class... Groups>
struct except {
  static constexpr bool selects(name const& parameter, extents shape) {
    return !(Groups::selects(parameter, shape) || ...);
  }
};

}  // namespace tapeless::group
