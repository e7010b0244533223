// SPDX-License-Identifier: BSL-1.0
// What random programs are written with: dice, a pool of values that are there, and operations on them by their shapes.
#pragma once

#include "random_script.hpp"

namespace random_program {

/// Marsaglia's xorshift32, as good as needed here.
class dice {
public:
  constexpr explicit dice(std::uint32_t seed) : bits(seed * 2654435761u + 12345u) {
    for (int i = 0; i < 8; ++i) next();
  }
  /// One of 0 … n − 1.
  constexpr std::uint32_t operator()(std::uint32_t n) { return next() % n; }
  template <class T, std::size_t N>
  constexpr T one_of(T const (&choices)[N]) {
    return choices[(*this)(N)];
  }

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

class draft {
public:
  script written;

protected:
  constexpr explicit draft(std::uint32_t seed) : roll(seed) {}

  constexpr std::uint32_t leaf(tl::leaf_kind kind, char const* text, extents shape) {
    written.leaves.push_back({kind, called(text), shape});
    extents const here = shape.with_batch(tl::is_per_sample(kind) ? written.batch : 0);
    return keep(add({act::leaf, {.code = op::leaf, .shape = here, .leaf = written.leaves.size() - 1}}));
  }
  constexpr std::uint32_t stored(tl::leaf_kind kind, char const* text, extents shape) {
    targets.push_back(leaf(kind, text, shape));
    return targets[targets.size() - 1];
  }

  constexpr extents shape(std::uint32_t e) const { return written.shape(e); }
  constexpr std::uint32_t add(entry const& e) {
    written.entries.push_back(e);
    return written.entries.size() - 1;
  }
  constexpr std::uint32_t constant(double value) {
    return add({act::constant, {.code = op::constant, .value = value}});
  }
  constexpr std::uint32_t build(tl::graph::node n) {
    auto const of = [&](std::uint32_t e) { return e == none ? extents{} : shape(e); };
    n.shape = tl::graph::result_extents(n, of(n.a), of(n.b), of(n.c));
    return add({act::apply, n});
  }
  constexpr std::uint32_t apply(op code, std::uint32_t a, std::uint32_t b = none, std::uint32_t third = none) {
    return build({.code = code, .a = a, .b = b, .c = third});
  }
  constexpr std::uint32_t product(std::uint32_t a, bool ta, std::uint32_t b, bool tb) {
    return build({.code = op::product, .left_transposed = ta, .right_transposed = tb, .a = a, .b = b});
  }
  constexpr std::uint32_t along(op code, std::uint32_t axis, std::uint32_t a) {
    return build({.code = code, .a = a, .detail = tl::axis_detail(axis)});
  }
  constexpr std::uint32_t mean(std::uint32_t a) {
    if (!shape(a).is_batched()) return a;
    return add({act::batch_mean, {.shape = shape(a).with_batch(0), .a = a}});
  }
  constexpr std::uint32_t adjoint(std::uint32_t root, std::uint32_t by) {
    return add({act::adjoint, {.shape = shape(by), .a = root, .b = by}});
  }

  /// Along the columns, the rows, or all.
  constexpr std::uint32_t some_axis() {
    std::uint32_t const axis = roll(3);
    return axis == 2 ? tl::all_axes : axis;
  }
  constexpr std::uint32_t any() {
    return roll(2) == 0 ? pool[roll(pool.size())] : pool[pool.size() - 1 - roll(pool.size() / 2)];
  }
  /// One of the last, which are made of others.
  constexpr std::uint32_t late() { return pool[pool.size() - 1 - roll(pool.size() < 8 ? pool.size() : 8)]; }
  template <class Fits>
  constexpr std::uint32_t some(Fits const& fits) {
    for (int attempt = 0; attempt < 24; ++attempt)
      if (std::uint32_t const v = any(); fits(v)) return v;
    return none;
  }
  constexpr std::uint32_t like(std::uint32_t v) {
    return some([&](std::uint32_t e) { return tl::same_matrix(shape(v), shape(e)); });
  }
  constexpr std::uint32_t keep(std::uint32_t e) {
    pool.push_back(e);
    return e;
  }
  /// Products and sums would grow without bound.
  constexpr void grown(std::uint32_t e) { keep(roll(2) == 0 ? apply(op::tanh, e) : e); }
  /// Whether samples across lanes can have it: what the kernels do not know would keep a whole program from that
  /// layout.
  constexpr bool fits(extents made) const {
    return made.size() <= 1600 && !(only_vectors && made.is_batched() && made.columns != 1);
  }
  constexpr bool may_take_apart(std::uint32_t v) const { return !(only_vectors && shape(v).is_batched()); }

  /// Samples across lanes are handed out as one number each only.
  constexpr void give_out(std::uint32_t e) {
    if (!may_take_apart(e) && shape(e).size() != 1) e = targets[roll(targets.size())];
    add({act::output, {.shape = shape(e), .a = e}});
  }

  dice roll;
  bool only_vectors = false;
  std::uint32_t rows = 1, columns = 1, classes = 2;
  tl::meta::list<std::uint32_t> pool;
  tl::meta::list<std::uint32_t> targets;
};

}  // namespace random_program
