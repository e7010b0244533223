// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "domain.hpp"
#include "evaluate.hpp"

#include <optional>

namespace oracle {

/// A recipe while it is written, with all its values at the point where derivatives will be compared.
class draft {
public:
  constexpr recipe const& written() const { return r; }

  /// Along the direction in which derivatives will be compared the function rises visibly, hence its gradient is not
  /// zero; and in that direction and another nothing in it is steep or strongly bent, so that rounding is not amplified
  /// much.
  constexpr bool acceptable() const {
    if (r.count < recipe::least_nodes) return false;
    std::optional<double> const slope = slope_along(direction_of(r.seed));
    return slope && size_of(*slope) > 1e-2 && slope_along(numbers_for(r.seed, purpose::other_direction));
  }

protected:
  constexpr draft(std::uint32_t seed, std::uint32_t samples) : parameters(point_of(seed)) {
    r.seed = seed;
    r.samples = samples;
  }

  constexpr extents shape(id v) const { return r[v].shape; }
  constexpr double value(id v, std::uint32_t sample, std::uint32_t element) const {
    return values[sample][v * recipe::most_elements + element];
  }
  template <class Holds>
  constexpr bool everywhere(id v, Holds const& holds) const {
    for (std::uint32_t s = 0; s < r.runs(); ++s)
      for (std::uint32_t e = 0; e < shape(v).size(); ++e)
        if (!holds(value(v, s, e))) return false;
    return true;
  }
  template <class Holds>
  constexpr bool everywhere(id v, id w, Holds const& holds) const {
    std::uint32_t const size = tl::shape::elementwise(shape(v), shape(w)).size();
    for (std::uint32_t s = 0; s < r.runs(); ++s)
      for (std::uint32_t e = 0; e < size; ++e)
        if (!holds(value(v, s, shape(v).is_scalar() ? 0 : e), value(w, s, shape(w).is_scalar() ? 0 : e))) return false;
    return true;
  }

  /// The node, which may be there already; `none` where its values are too large or the table is full.
  constexpr id add(node n) {
    auto const shape_of = [&](id v) { return v == none ? extents{} : shape(v); };
    if (n.a != none) n.shape = tl::graph::result_extents(n, shape(n.a), shape_of(n.b), shape_of(n.c));
    if (n.shape.size() > recipe::most_elements || n.shape.rows > 4 || n.shape.columns > 4) return none;
    for (id v = 0; v < r.count; ++v)
      if (r[v] == n) return v;
    if (r.count == recipe::most_nodes) return none;
    id const v = r.count++;
    r.nodes[v] = n;
    for (std::uint32_t s = 0; s < r.runs(); ++s)
      evaluate_node<plain_functions>(r, v, s, parameters.data(), values[s].data());
    if (!everywhere(v, [](double x) { return size_of(x) < 20; })) {
      --r.count;
      return none;
    }
    for (std::uint32_t i = 0; i < tl::graph::operand_count(n); ++i) used[tl::graph::operand(n, i)] = true;
    used[v] = false;
    return v;
  }
  constexpr id apply(op code, id a, id b = none, id c = none) {
    if (a == none) return none;
    return add({.code = code, .a = a, .b = b, .c = c});
  }
  constexpr id constant(double value) { return add({.code = op::constant, .value = value}); }
  constexpr id leaf(std::uint32_t l) {
    return add({.code = op::leaf, .shape = leaves[l].shape.with_batch(l == input_leaf ? r.samples : 0), .leaf = l});
  }

  constexpr bool is_used(id v) const { return used[v]; }
  /// How many nodes it takes to make one scalar of all that nothing reads yet.
  constexpr std::uint32_t closing_nodes() const {
    std::uint32_t cost = 0;
    for (id v = 0; v < r.count; ++v)
      if (!used[v]) cost += shape(v).is_scalar() ? 1u : 2u;
    return cost == 0 ? 0 : cost - 1;
  }

  recipe r{};

private:
  using sample_values = std::array<double, recipe::most_nodes * recipe::most_elements>;
  /// No element of a parameter moves further than 1.25 times that, far less than `margin`.
  static constexpr double step = 1e-4;

  /// The slope of the function by a difference quotient, if all in it is gentle.
  constexpr std::optional<double> slope_along(parameter_vector const& along) const {
    double rise = 0;
    for (std::uint32_t s = 0; s < r.runs(); ++s) {
      sample_values const before = moved(s, along, -step);
      sample_values const after = moved(s, along, step);
      if (!is_gentle(before, values[s], after)) return std::nullopt;
      rise += after[r.root() * recipe::most_elements] - before[r.root() * recipe::most_elements];
    }
    return rise / (2 * step);
  }
  /// All values of a sample at other parameters. What stop_gradient lets through stays: it has no part in the gradient.
  constexpr sample_values moved(std::uint32_t sample, parameter_vector const& along, double by) const {
    parameter_vector at = parameters;
    for (std::uint32_t e = 0; e < parameter_elements; ++e) at[e] += by * along[e];
    sample_values now = values[sample];
    for (id v = 0; v < r.count; ++v)
      if (r[v].code != op::stop_gradient) evaluate_node<plain_functions>(r, v, sample, at.data(), now.data());
    return now;
  }
  constexpr bool is_gentle(sample_values const& before, sample_values const& here, sample_values const& after) const {
    for (id v = 0; v < r.count; ++v)
      for (std::uint32_t e = v * recipe::most_elements; e < v * recipe::most_elements + shape(v).size(); ++e) {
        if (size_of(after[e] - before[e]) > 2 * step * 30) return false;
        if (size_of(after[e] - 2 * here[e] + before[e]) > step * step * 300) return false;
      }
    return true;
  }

  parameter_vector parameters{};
  sample_values values[batch_samples]{};
  bool used[recipe::most_nodes]{};
};

}  // namespace oracle
