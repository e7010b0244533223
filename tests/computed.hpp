// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "plain_matrix.hpp"

#include "tapeless/graph/plain_builder.hpp"
#include "tapeless/rules/simplifier.hpp"

/// Values of expressions that are lowered and computed while the test runs. What computes is compiled once for all
/// tests (computed.cpp), so that an expression more costs its lowering only.
namespace computed {

namespace tl = tapeless;
using tl::graph::id;

/// Numbers for leaves by name, row after row, the same for all samples; and how many samples there are. Leaves without
/// are generic: nothing is equal, zero or symmetric by accident.
struct point {
  struct value {
    tl::name identifier;
    std::vector<double> rows;
  };
  std::vector<value> given{};
  std::uint32_t samples = 1;
};

/// All nodes of a builder at a point, computed in T: double, or float, from the same numbers.
template <class T>
class nodes_in {
public:
  nodes_in(tl::graph::builder const& builder, point const& at);
  /// The value of node v for sample s, in the given shape: a scalar stands for a matrix of equal elements.
  plain::matrix of(id v, tl::extents shape, std::uint32_t s = 0) const;

private:
  void fill(id v, std::uint32_t s, point const& at);

  tl::graph::builder const& b;
  std::vector<std::uint32_t> offset;
  std::vector<T> values;
};
using nodes = nodes_in<double>;

/// `root`, as it was written without laws, written once more with them.
id simplified(tl::rules::simplifier& to, tl::graph::builder const& from, id root);

/// The value of an expression as it was written, for sample s of those at the point.
template <class Builder = tl::graph::plain_builder, class T = double, class E>
plain::matrix value(E const& e, point const& at = {}, std::uint32_t s = 0) {
  Builder b;
  id const root = e.lower(b);
  return nodes_in<T>(b, at).of(root, E::shape, s);
}
/// The same as a program has it: the laws are there while it is lowered and differentiated.
template <class T, class E>
plain::matrix value_in(E const& e, point const& at = {}, std::uint32_t s = 0) {
  return value<tl::rules::simplifier, T>(e, at, s);
}
/// The value of what the laws make of it.
template <class E>
plain::matrix simplified_value(E const& e, point const& at = {}, std::uint32_t s = 0) {
  tl::graph::plain_builder b;
  tl::rules::simplifier with_laws;
  id const root = simplified(with_laws, b, e.lower(b));
  return nodes(with_laws, at).of(root, E::shape, s);
}
/// An expression and what the laws make of it are equal, for every sample: |difference| ≤ tolerance·max(1, |value|).
template <class E>
void expect_laws_keep(E const& e, point const& at = {}, double tolerance = 1e-13) {
  tl::graph::plain_builder b;
  tl::rules::simplifier with_laws;
  id const written = e.lower(b);
  id const simple = simplified(with_laws, b, written);
  nodes const expected(b, at);
  nodes const found(with_laws, at);
  for (std::uint32_t s = 0; s < (E::shape.is_batched() ? at.samples : 1); ++s)
    plain::expect(found.of(simple, E::shape, s), expected.of(written, E::shape, s), tolerance);
}

}  // namespace computed
