// SPDX-License-Identifier: BSL-1.0
#include "computed.hpp"

#include "tapeless/diff/rebuild.hpp"
#include "tapeless/run/node_value.hpp"

namespace computed {

namespace {

/// From ±(0.25, 1.25), positive where the leaf's name begins with `p`; a label is the class s + 1, counted round.
double generic_element(tl::graph::leaf_info const& leaf, std::uint32_t s, std::size_t e) {
  if (leaf.kind == tl::leaf_kind::label) return (s + 1) % leaf.shape.rows == e ? 1 : 0;
  std::uint64_t const bits = tl::meta::mix(tl::meta::mix(leaf.identifier.hash, s), e);
  double const size = 0.25 + static_cast<double>(bits >> 40) / static_cast<double>(1u << 24);
  return leaf.identifier.view()[0] != 'p' && (bits & 1) != 0 ? -size : size;
}
/// Element e, counted row after row, of sample s.
double element(point const& at, tl::graph::leaf_info const& leaf, std::uint32_t s, std::size_t e) {
  for (point::value const& each : at.given)
    if (each.identifier == leaf.identifier) return each.rows.at(e);
  return generic_element(leaf, s, e);
}
tl::graph::view view_of(tl::graph::builder const& b) {
  tl::graph::view whole{};
  whole.nodes = b.nodes.begin();
  whole.node_count = b.size();
  whole.leaves = b.leaves.begin();
  whole.leaf_count = b.leaves.size();
  whole.batch = b.declared_batch();
  whole.primitives = b.primitives.begin();
  return whole;
}

}  // namespace

template <class T>
nodes_in<T>::nodes_in(tl::graph::builder const& builder, point const& at) : b(builder), offset(b.size() + 1) {
  for (id v = 0; v < b.size(); ++v) offset[v + 1] = offset[v] + b[v].shape.total();
  values.resize(offset.back());
  for (id v = 0; v < b.size(); ++v)
    if (b[v].code == tl::op::leaf)
      for (std::uint32_t s = 0; s < (b[v].shape.is_batched() ? at.samples : 1); ++s) fill(v, s, at);
  tl::run::interpret(view_of(b), offset.data(), values.data(), at.samples);
}
template <class T>
plain::matrix nodes_in<T>::of(id v, tl::extents shape, std::uint32_t s) const {
  tl::extents const own = b[v].shape;
  plain::matrix made(shape.rows, shape.columns);
  T const* const from = values.data() + offset[v] + (own.is_batched() ? s * own.size() : 0);
  for (std::uint32_t i = 0; i < shape.rows; ++i)
    for (std::uint32_t j = 0; j < shape.columns; ++j)
      made(i, j) = static_cast<double>(own.is_scalar() ? *from : from[j * shape.rows + i]);
  return made;
}
template <class T>
void nodes_in<T>::fill(id v, std::uint32_t s, point const& at) {
  tl::graph::leaf_info const& leaf = b.leaves[b[v].leaf];
  T* const to = values.data() + offset[v] + s * leaf.shape.size();
  for (std::uint32_t i = 0; i < leaf.shape.rows; ++i)
    for (std::uint32_t j = 0; j < leaf.shape.columns; ++j)
      to[j * leaf.shape.rows + i] = static_cast<T>(element(at, leaf, s, std::size_t{i} * leaf.shape.columns + j));
}
template class nodes_in<double>;
template class nodes_in<float>;

id simplified(tl::rules::simplifier& to, tl::graph::builder const& from, id root) {
  std::vector<id> made(from.size());
  tl::meta::list<bool> const needed = tl::diff::nodes_below(from, root);
  auto const at = [&](id v) { return v == tl::graph::none ? v : made[v]; };
  for (tl::graph::primitive_record const& each : from.primitives) to.primitives.push_back(each);
  for (id v = 0; v <= root; ++v) {
    if (!needed[v]) continue;
    tl::graph::node n = from[v];
    n.a = at(n.a);
    n.b = at(n.b);
    n.c = at(n.c);
    if (n.code == tl::op::leaf) {
      tl::graph::leaf_info const& leaf = from.leaves[n.leaf];
      made[v] = to.within_batch(n.shape.batch, [&] { return to.leaf(leaf.kind, leaf.identifier, leaf.shape); });
    } else if (n.code == tl::op::constant) {
      made[v] = to.constant(n.value);
    } else if (n.code == tl::op::batch_size) {
      made[v] = to.batch_size(static_cast<std::uint32_t>(n.value));
    } else if (n.code == tl::op::broadcast) {
      made[v] = to.broadcast(n.a, n.shape);
    } else {
      made[v] = to.build(n);
    }
  }
  return made[root];
}

}  // namespace computed
