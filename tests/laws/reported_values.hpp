// SPDX-License-Identifier: BSL-1.0
// Values that users of differentiation libraries reported as wrong, and what they are here. docs/numerics.md is written
// from these rows.
#pragma once

#include "../computed.hpp"

#include "tapeless/diff/reverse.hpp"
#include "tapeless/run/node_value.hpp"

#include <string>
#include <type_traits>
#include <vector>

namespace reported {

namespace tl = tapeless;
using tl::graph::id;

/// One line of the table: what was computed, and what is right within a relative tolerance.
struct row {
  std::string kind;   ///< the group of the table that it belongs to
  std::string input;  ///< as a reader would write it
  std::string type;   ///< float or double
  double found;
  double right;
  double tolerance;  ///< relative; 0 asks for equality

  bool passes() const;
};

/// All rows, in the order of the document.
std::vector<row> all_rows();

/// A value for each leaf by name, row after row.
struct binding {
  tl::name leaf;
  std::vector<double> values;
};
using bindings = std::vector<binding>;

/// Computes all nodes of a graph made at run time, in T.
template <class T>
std::vector<T> interpret(tl::graph::builder const& b, bindings const& at, std::vector<std::uint32_t>& offset);

/// Element `element` of an expression, or of its derivative by each leaf of `by` in turn (the sum of its elements is
/// differentiated), with the laws applied.
template <class T, class E, class... By>
T value(bindings const& at, std::size_t element, E const& e, By const&... by) {
  tl::rules::simplifier b;
  id root = e.lower(b);
  [[maybe_unused]] auto const derive = [&](auto const& leaf) {
    if (!b[root].shape.is_scalar()) root = b.apply(tl::op::sum, root);
    root = tl::diff::adjoint_of(b, root, leaf.lower(b));
  };
  (derive(by), ...);
  std::vector<std::uint32_t> offset;
  std::vector<T> const all = interpret<T>(b, at, offset);
  return all[offset[root] + (b[root].shape.is_scalar() ? 0 : element)];
}

/// Collects rows.
class table {
public:
  explicit table(std::vector<row>& to) : rows(to) {}

  /// The kind of the rows that follow.
  void kind(std::string name) { current = std::move(name); }
  template <class T, class E, class... By>
  void expect(std::string input, double right, double tolerance, bindings const& at, std::size_t element, E const& e,
              By const&... by) {
    T const found = value<T>(at, element, e, by...);
    rows.push_back({current, std::move(input), std::is_same_v<T, float> ? "float" : "double",
                    static_cast<double>(found), right, tolerance});
  }

private:
  std::vector<row>& rows;
  std::string current{};
};

}  // namespace reported
