// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/run/interpreter.hpp"

/// Numbers for every leaf of a graph without naming one, at a point where nothing is equal, zero or symmetric by
/// accident.
namespace generic {

/// Element e of sample s of a leaf: drawn from (0.25, 1.25), of either sign unless the leaf's name begins with `p`.
/// A label is the class s, counted round.
struct leaves {
  std::uint32_t samples = 1;
};

constexpr double element(tapeless::graph::leaf_info const& info, std::uint32_t s, std::uint32_t e) {
  std::uint64_t const bits = tapeless::meta::mix(tapeless::meta::mix(info.identifier.hash, s), e);
  double const size = 0.25 + static_cast<double>(bits >> 40) / static_cast<double>(1u << 24);
  return info.identifier.view()[0] != 'p' && (bits & 1) != 0 ? -size : size;
}

/// Output number I of the expressions.
template <std::uint32_t I, class Builder, auto const&... E>
auto output_of(std::uint32_t samples) {
  return tapeless::run::interpretation<double, tapeless::rules::listed<E...>, Builder>(leaves{samples})
      .template output<I>();
}
/// The value of an expression.
template <auto const& E, class Builder = tapeless::rules::simplifier>
auto value(std::uint32_t samples = 1) {
  return output_of<0, Builder, E>(samples);
}

}  // namespace generic

template <>
struct tapeless::run::leaf_source<generic::leaves> {
  static constexpr bool may_serve(graph::leaf_info const&) { return true; }
  static constexpr bool serves(generic::leaves const&, graph::leaf_info const&) { return true; }
  static constexpr std::size_t sample_count(generic::leaves const& all) { return all.samples; }
  static constexpr bool is_whole(generic::leaves const&) { return true; }
  static constexpr run_error write(generic::leaves const&, graph::leaf_info const& info, std::uint32_t s, double* to) {
    for (std::uint32_t e = 0; e < info.shape.size(); ++e)
      to[e] = info.kind == leaf_kind::label ? (s % info.shape.rows == e ? 1.0 : 0.0) : generic::element(info, s, e);
    return run_error::none;
  }
};
