// SPDX-License-Identifier: BSL-1.0
// Programs written at random, each a type of its own given by a seed.
#pragma once

#include "tapeless/diff/reverse.hpp"
#include "tapeless/graph/builder.hpp"
#include "tapeless/plan/storage.hpp"

namespace random_program {

namespace tl = tapeless;
using tl::extents;
using tl::op;
using tl::graph::id;
using tl::graph::none;

inline constexpr std::uint32_t samples = 4;

/// Marsaglia's xorshift32, as good as needed here.
class dice {
public:
  constexpr explicit dice(std::uint32_t seed) : bits(seed * 2654435761u + 12345u) {
    for (int i = 0; i < 8; ++i) next();
  }
  /// One of 0 … n − 1.
  constexpr std::uint32_t operator()(std::uint32_t n) { return next() % n; }

private:
  constexpr std::uint32_t next() {
    bits ^= bits << 13;
    bits ^= bits >> 17;
    bits ^= bits << 5;
    return bits >> 4;
  }
  std::uint32_t bits;
};

constexpr tl::name called(char const* text) { return tl::name(std::string_view(text)); }

/// Grows a graph node by node through the builder's own functions.
template <class B>
class author {
public:
  constexpr author(B& builder, std::uint32_t seed) : b(builder), roll(seed), batched(roll(4) != 0) {
    b.within_batch(batched ? samples : 0, [&] { return plant(), id{0}; });
    std::uint32_t const operations = 8 + roll(12);
    for (std::uint32_t i = 0; i < operations; ++i) grow();
    if (roll(2) == 0) derive();
    assign_some();
    std::uint32_t const outputs = 1 + roll(3);
    for (std::uint32_t i = 0; i < outputs; ++i) b.output(any());
  }

private:
  constexpr void plant() {
    using tl::leaf_kind;
    for (char const* each : {"A", "C"}) stored(leaf_kind::parameter, each, {3, 3});
    stored(leaf_kind::state, "S", {3, 3});
    stored(leaf_kind::parameter, "R", {2, 3});
    stored(leaf_kind::parameter, "P", {with_gaps, 3});
    stored(leaf_kind::state, "Z", {with_gaps, 3});
    for (char const* each : {"u", "v"}) stored(leaf_kind::parameter, each, {3, 1});
    stored(leaf_kind::state, "q", {3, 1});
    stored(leaf_kind::parameter, "s", {});
    pool.push_back(b.leaf(leaf_kind::scalar, called("rate"), {}));
    pool.push_back(b.leaf(leaf_kind::input, called("x"), {3, 1}));
    pool.push_back(b.leaf(leaf_kind::input, called("X"), {2, 3}));
    pool.push_back(b.leaf(leaf_kind::label, called("y"), {3, 1}));
  }
  /// Rows of matrices whose columns lie apart on targets with vectors.
  static constexpr std::uint32_t with_gaps = 2 * tl::plan::whole_vectors(4) - 1;

  constexpr void stored(tl::leaf_kind kind, char const* text, extents shape) {
    targets.push_back(b.leaf(kind, called(text), shape));
    pool.push_back(targets[targets.size() - 1]);
  }

  constexpr extents shape(id v) const { return b[v].shape; }
  constexpr id any() { return roll(2) == 0 ? pool[roll(pool.size())] : pool[pool.size() - 1 - roll(pool.size() / 2)]; }
  template <class Fits>
  constexpr id some(Fits const& fits) {
    for (int attempt = 0; attempt < 24; ++attempt)
      if (id const v = any(); fits(v)) return v;
    return none;
  }
  constexpr void keep(id v) {
    // products and sums would grow without bound
    if (roll(2) == 0) v = b.apply(op::tanh, v);
    pool.push_back(v);
  }

  constexpr void grow() {
    id const v = any();
    switch (roll(12)) {
    case 0:
    case 1: return unary(v);
    case 2:
    case 3:
    case 4: return binary(v);
    case 5:
    case 6: return product(v);
    case 7: return reduction(v);
    case 8: return over_samples();
    case 9: return selection(v);
    case 10: return keep(b.apply(op::transpose, v));
    default: return normalization();
    }
  }
  constexpr void unary(id v) {
    constexpr op codes[]{op::negate,   op::exp, op::square, op::absolute, op::sigmoid, op::relu,
                         op::softplus, op::erf, op::sign,   op::tanh,     op::expm1};
    if (roll(3) == 0) v = b.apply(op::tanh, v);
    keep(b.apply(codes[roll(11)], v));
  }
  constexpr void binary(id v) {
    constexpr op codes[]{op::add, op::subtract, op::multiply, op::maximum, op::minimum, op::greater, op::logistic_loss};
    id const w = roll(6) == 0 ? b.constant(0.25 * roll(9) - 1)
                              : some([&](id c) { return tl::shape::elementwise_agree(shape(v), shape(c)); });
    if (w == none) return;
    if (roll(6) == 0) return keep(b.apply(op::divide, v, b.apply(op::add, b.apply(op::square, w), b.constant(0.5))));
    keep(roll(2) == 0 ? b.apply(codes[roll(7)], v, w) : b.apply(codes[roll(7)], w, v));
  }
  constexpr void product(id v) {
    bool const tv = roll(2) == 0;
    bool const tw = roll(2) == 0;
    std::uint32_t const inner = tv ? shape(v).rows : shape(v).columns;
    id const w = some([&](id c) { return (tw ? shape(c).columns : shape(c).rows) == inner; });
    if (w != none) keep(b.product(v, tv, w, tw));
  }
  constexpr void reduction(id v) {
    constexpr op codes[]{op::sum, op::max, op::logsumexp};
    keep(b.apply(codes[roll(3)], v));
  }
  constexpr void over_samples() {
    id const v = some([&](id c) { return shape(c).is_batched(); });
    if (v == none) return;
    id const total = b.apply(op::batch_sum, v);
    keep(roll(2) == 0 ? b.apply(op::divide, total, b.batch_size(samples)) : total);
  }
  constexpr void selection(id v) {
    id const w = some([&](id c) { return tl::same_matrix(shape(v), shape(c)); });
    id const condition = some([&](id c) { return tl::same_matrix(shape(v), shape(c)) || shape(c).is_scalar(); });
    if (w != none && condition != none) keep(b.apply(op::select, condition, v, w));
  }
  constexpr void normalization() {
    auto const is_vector = [&](id c) { return shape(c).is_vector(); };
    id const v = some(is_vector);
    if (v == none) return;
    id const w = some([&](id c) { return tl::same_matrix(shape(v), shape(c)); });
    std::uint32_t const which = roll(3);
    if (which == 2 && w != none) return keep(b.apply(op::softmax_cross_entropy, v, w));
    keep(b.apply(which == 0 ? op::softmax : op::log_softmax, v));
  }

  /// The adjoints of everything kept, of one scalar without batch axis: a backward pass for the forward pass above.
  constexpr void derive() {
    id root = b.apply(op::tanh, b.apply(op::sum, pool[pool.size() - 1]));
    if (shape(root).is_batched()) root = b.apply(op::batch_sum, root);
    std::uint32_t const count = 1 + roll(targets.size());
    for (std::uint32_t i = 0; i < count; ++i)
      pool.push_back(tl::diff::adjoint_of(b, root, targets[roll(targets.size())]));
  }

  /// Swaps, updates and plain values, to distinct targets.
  constexpr void assign_some() {
    if (roll(3) == 0) {
      std::uint32_t const first = roll(2) == 0 ? 0 : 4;  // A and C, or u and v
      give(first, targets[first + 1]);
      give(first + 1, roll(2) == 0 ? targets[first] : b.apply(op::add, targets[first], targets[first + 1]));
    }
    std::uint32_t const count = 1 + roll(3);
    for (std::uint32_t i = 0; i < count; ++i) {
      std::uint32_t const to = roll(targets.size());
      id const value = some([&](id c) { return shape(c) == shape(targets[to]); });
      if (value != none) give(to, roll(3) == 0 ? b.apply(op::subtract, targets[to], value) : value);
      // the same value once more, where another leaf has its shape
      if (std::uint32_t const also = roll(targets.size());
          value != none && roll(4) == 0 && shape(targets[also]) == shape(value))
        give(also, value);
    }
    if (taken.size() == 0) give(0, b.apply(op::tanh, targets[0]));
  }
  constexpr void give(std::uint32_t to, id value) {
    for (std::uint32_t const other : taken)
      if (other == to) return;
    taken.push_back(to);
    b.assign(targets[to], value);
  }

  B& b;
  dice roll;
  bool batched;
  tl::meta::list<id> pool;
  tl::meta::list<id> targets;
  tl::meta::list<std::uint32_t> taken;
};

template <std::uint32_t Seed>
struct source {
  template <class B>
  static constexpr void lower(B& b) {
    author<B>(b, Seed);
  }
};

}  // namespace random_program
