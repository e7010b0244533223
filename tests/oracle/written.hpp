// SPDX-License-Identifier: BSL-1.0
// A recipe and its derivatives, written into a builder of the library.
#pragma once

#include "primitives.hpp"
#include "recipe.hpp"

#include "tapeless/diff/jvp.hpp"
#include "tapeless/diff/reverse.hpp"

namespace oracle {

enum class order { first, second };

constexpr tl::name leaf_name(std::uint32_t l) { return tl::name(std::string_view(&leaves[l].name, 1)); }
/// The leaf that holds the direction of parameter l, a state.
constexpr tl::name direction_name(std::uint32_t l) {
  char const text[]{'d', leaves[l].name};
  return tl::name(std::string_view(text, 2));
}

template <class B>
class writer {
public:
  constexpr writer(B& builder, recipe const& of) : b(builder), r(of) {
    for (std::uint32_t l = 0; l < leaf_count; ++l)
      if (l != input_leaf && r.uses_leaf(l))
        parameter[l] = b.leaf(tl::leaf_kind::parameter, leaf_name(l), leaves[l].shape);
  }

  /// The value.
  constexpr id root() {
    id made[recipe::most_nodes]{};
    id const top = b.within_batch(r.samples, [&] {
      for (id v = 0; v < r.count; ++v) made[v] = write(r[v], made);
      return made[r.root()];
    });
    if (r.samples == 0) return top;
    return b.apply(op::batch_sum, b.broadcast(top, {1, 1, r.samples}));
  }

  /// Value and gradient; of second order also the slope along the direction, and the Hessian times the direction:
  /// forward over reverse, then reverse over reverse.
  constexpr void outputs(order highest) {
    id const f = root();
    b.output(f);
    each([&](std::uint32_t l) { b.output(tl::diff::adjoint_of(b, f, parameter[l])); });
    if (highest == order::first) return;
    b.output(along_direction(f));
    each([&](std::uint32_t l) { b.output(along_direction(tl::diff::adjoint_of(b, f, parameter[l]))); });
    id const slope = gradient_times_direction(f);
    each([&](std::uint32_t l) { b.output(tl::diff::adjoint_of(b, slope, parameter[l])); });
  }

private:
  template <class Visit>
  constexpr void each(Visit const& visit) {
    for (std::uint32_t l = 0; l < leaf_count; ++l)
      if (parameter[l] != none) visit(l);
  }
  constexpr id write(node n, id const* made) {
    if (n.code == op::constant) return b.constant(n.value);
    if (n.code == op::leaf && n.leaf != input_leaf) return parameter[n.leaf];
    if (n.code == op::leaf) return b.leaf(tl::leaf_kind::input, leaf_name(n.leaf), leaves[n.leaf].shape);
    if (n.code == op::unary_primitive) n.detail = b.primitive(tl::rules::record_of<serpentine, B>());
    if (n.code == op::binary_primitive) n.detail = b.primitive(tl::rules::record_of<damped_product, B>());
    auto const of = [&](id v) { return v == none ? none : made[v]; };
    return tl::diff::again(b, n, of(n.a), of(n.b), of(n.c));
  }
  constexpr id direction(std::uint32_t l) { return b.leaf(tl::leaf_kind::state, direction_name(l), leaves[l].shape); }

  /// Σ ∂f/∂x·dx over the parameters x, by forward sweeps.
  constexpr id along_direction(id f) {
    id total = none;
    each([&](std::uint32_t l) {
      id const term = tl::diff::tangent_of(b, f, parameter[l], direction(l));
      total = total == none ? term : b.apply(op::add, total, term);
    });
    return total;
  }
  /// The same by the reverse sweep, for a scalar.
  constexpr id gradient_times_direction(id f) {
    id total = none;
    each([&](std::uint32_t l) {
      id const products = b.apply(op::multiply, tl::diff::adjoint_of(b, f, parameter[l]), direction(l));
      id const term = b.apply(op::sum, products);
      total = total == none ? term : b.apply(op::add, total, term);
    });
    return total;
  }

  B& b;
  recipe const& r;
  id parameter[leaf_count]{none, none, none, none, none, none, none, none};
};

}  // namespace oracle
