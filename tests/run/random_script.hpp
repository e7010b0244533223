// SPDX-License-Identifier: BSL-1.0
// A program as a list of what is written one after the other, without the graph: the same list can be written into a
// builder with laws, into one without, and be read by a tape library.
#pragma once

#include "../oracle/primitives.hpp"

#include "tapeless/diff/reverse.hpp"
#include "tapeless/graph/builder.hpp"

namespace random_program {

namespace tl = tapeless;
using tl::extents;
using tl::op;
using tl::graph::id;
using tl::graph::none;

enum class act : std::uint8_t {
  leaf,
  constant,
  apply,   ///< an operation; a, b, c are numbers of entries
  random,  ///< uniform numbers of the stream that is the detail; value 1: for each sample
  repeat,  ///< broadcast_to
  batch_size,
  batch_sum,
  batch_mean,
  adjoint,  ///< of entry a, a scalar without batch axis, by entry b, a leaf
  output,   ///< entry a
  assign,   ///< entry b to the leaf that is entry a
};

struct entry {
  act what = act::apply;
  tl::graph::node n{};  ///< its shape is that of the language, before any law
};

struct planted {
  tl::leaf_kind kind = tl::leaf_kind::input;
  tl::name identifier{};
  extents shape{};
};

struct script {
  std::uint32_t batch = 0;
  tl::meta::list<planted> leaves;
  tl::meta::list<entry> entries;

  constexpr extents shape(std::uint32_t e) const { return entries[e].n.shape; }
};

/// Writes a script into a builder. `made[e]` becomes the node of entry e.
template <class B>
constexpr void write(script const& s, B& b, tl::meta::list<id>& made) {
  auto const of = [&](std::uint32_t e) { return e == none ? none : made[e]; };
  for (std::uint32_t e = 0; e < s.entries.size(); ++e) {
    tl::graph::node n = s.entries[e].n;
    id const a = of(n.a);
    switch (s.entries[e].what) {
    case act::leaf: {
      planted const& l = s.leaves[n.leaf];
      made.push_back(b.leaf(l.kind, l.identifier, l.shape));
      break;
    }
    case act::constant: made.push_back(b.constant(n.value)); break;
    case act::apply: {
      id const second = of(n.b);
      id const third = of(n.c);
      n.a = a;
      n.b = second;
      n.c = third;
      if (n.code == op::unary_primitive) n.detail = b.primitive(tl::rules::record_of<oracle::serpentine, B>());
      if (n.code == op::binary_primitive) n.detail = b.primitive(tl::rules::record_of<oracle::damped_product, B>());
      made.push_back(b.build(n));
      break;
    }
    case act::random: made.push_back(b.random(n.detail, n.shape.with_batch(0), n.value != 0)); break;
    case act::batch_size: made.push_back(b.batch_size(s.batch)); break;
    case act::repeat: {
      extents const full = n.shape.with_batch(b[a].shape.batch);
      made.push_back(b.broadcast(b.repeat(a, full), full));
      break;
    }
    case act::batch_sum: made.push_back(b.apply(op::batch_sum, a)); break;
    case act::batch_mean: {
      id const total = b.apply(op::batch_sum, a);
      made.push_back(b.apply(op::divide, total, b.batch_size(s.batch)));
      break;
    }
    case act::adjoint: made.push_back(tl::diff::adjoint_of(b, a, of(n.b))); break;
    case act::output:
      b.output(a);
      made.push_back(a);
      break;
    case act::assign:
      b.assign(a, of(n.b));
      made.push_back(a);
      break;
    }
  }
}

/// Leaves that differ from sample to sample have a batch axis, as inside batch<B>.
template <class B>
constexpr void write(script const& s, B& b) {
  tl::meta::list<id> made;
  b.within_batch(s.batch, [&] { return write(s, b, made), id{0}; });
}

}  // namespace random_program
