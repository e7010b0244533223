// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "primitives.hpp"
#include "structure.hpp"

#include "tapeless/meta/list.hpp"
#include "tapeless/ops/records.hpp"

namespace oracle {

/// Plain numbers: what the generator looks at.
struct plain_functions {
  static constexpr double number(double x) { return x; }
  static constexpr double unary(op code, double x) {
    if (code == op::unary_primitive) return serpentine::value(x);
    return tl::ops::visit_unary(code, [&]<op Code>() { return tl::ops::value<Code>(x); });
  }
  static constexpr double binary(op code, double a, double b) {
    if (code == op::binary_primitive) return damped_product::value(a, b);
    return tl::ops::visit_binary(code, [&]<op Code>() { return tl::ops::value<Code>(a, b); });
  }
};

/// The elements of a node that is a leaf, for one sample.
template <class Number>
constexpr void write_leaf(recipe const& r, id v, std::uint32_t sample, Number const* parameters, Number* to) {
  std::uint32_t const l = r[v].leaf;
  for (std::uint32_t e = 0; e < leaves[l].shape.size(); ++e)
    to[e] = l == input_leaf ? Number(input_element(r.seed, sample, e)) : parameters[first_element(l) + e];
}

/// Node v for one sample. `values` holds most_elements numbers for each node before it, and takes those of v.
template <class Functions, class Number>
constexpr void evaluate_node(recipe const& r, id v, std::uint32_t sample, Number const* parameters, Number* values) {
  auto const of = [&](id at) { return at == none ? nullptr : values + at * recipe::most_elements; };
  Number* const to = values + v * recipe::most_elements;
  node const& n = r[v];
  if (n.code == op::leaf) return write_leaf(r, v, sample, parameters, to);
  node_of<Functions, Number>(r, v, of(n.a), of(n.b), of(n.c), to).compute();
}

/// The function of a recipe: its root, summed over the samples.
template <class Functions, class Number>
constexpr Number evaluate(recipe const& r, Number const* parameters) {
  Number total = Number(0.0);
  for (std::uint32_t s = 0; s < r.runs(); ++s) {
    tl::meta::list<Number> values(r.count * recipe::most_elements, Number(0.0));
    for (id v = 0; v < r.count; ++v) evaluate_node<Functions>(r, v, s, parameters, values.begin());
    total = total + values[r.root() * recipe::most_elements];
  }
  return total;
}

}  // namespace oracle
