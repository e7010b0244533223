// SPDX-License-Identifier: BSL-1.0
// Thousands of small graphs as they are written and as the laws leave them: every operation on every pair of a few
// operands that match, almost match (another shape, node, constant, axis, with a batch axis or without) or do not, at
// ordinary numbers and at ±0, ±∞ and NaN.
#include "../computed.hpp"

#include "tapeless/rules/simplifier.hpp"

#include <boost/test/unit_test.hpp>
#include <limits>

namespace laws_simplification_test {

namespace tl = tapeless;
using tl::op;
using tl::graph::id;
using tl::graph::node;
using tl::graph::none;

constexpr double infinite = std::numeric_limits<double>::infinity();
constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();

/// A graph of everything, without laws, and what the laws make of each of its nodes.
struct world {
  tl::graph::plain_builder b;
  tl::rules::simplifier with_laws;
  std::vector<id> made;

  id parameter(char const* name, tl::extents shape) { return b.leaf(tl::leaf_kind::parameter, tl::name(name), shape); }
  id input(char const* name, tl::extents shape, tl::leaf_kind kind = tl::leaf_kind::input) {
    return b.within_batch(3, [&] { return b.leaf(kind, tl::name(name), shape); });
  }

  void simplify() {
    for (id v = static_cast<id>(made.size()); v < b.size(); ++v) made.push_back(simplified(b[v]));
  }
  id simplified(node n) {
    auto const at = [&](id v) { return v == none ? none : made[v]; };
    if (n.code == op::leaf) {
      tl::graph::leaf_info const leaf = b.leaves[n.leaf];
      return with_laws.within_batch(n.shape.batch,
                                    [&] { return with_laws.leaf(leaf.kind, leaf.identifier, leaf.shape); });
    }
    if (n.code == op::constant) return with_laws.constant(n.value);
    if (n.code == op::broadcast) return with_laws.broadcast(at(n.a), n.shape);
    n.a = at(n.a);
    n.b = at(n.b);
    n.c = at(n.c);
    return with_laws.build(n);
  }
};

template <class T>
inline constexpr double tolerance = std::is_same_v<T, float> ? 1e-4 : 1e-9;

/// Equal up to rounding, or both NaN. The sign of 0 is not kept, nor that of its reciprocal. A stable form may be
/// finite where what is written overflows.
template <class T>
bool agree(double written, double simple, bool stable) {
  if (std::isnan(written)) return std::isnan(simple) || stable;
  if (std::isinf(written)) return std::isinf(simple) || (stable && !std::isnan(simple));
  bool const at_pole = std::is_same_v<T, float> && std::abs(written) > 1e7 && std::abs(simple) > 1e7;  // tan(acos(0))
  return at_pole || std::abs(written - simple) <= tolerance<T> * std::fmax(1, std::abs(written));
}

template <class T>
void expect_agreement_in(world& w, computed::point const& at, bool stable) {
  computed::nodes_in<T> const written(w.b, at);
  computed::nodes_in<T> const simple(w.with_laws, at);
  std::uint32_t failures = 0;
  for (id v = 0; v < w.b.size(); ++v) {
    tl::extents const shape = w.b[v].shape;
    bool const same_shape = w.with_laws[w.made[v]].shape.batch == 0 || shape.is_batched();
    bool is_equal = same_shape;
    for (std::uint32_t s = 0; s < (shape.is_batched() ? at.samples : 1) && is_equal; ++s) {
      plain::matrix const expected = written.of(v, shape, s);
      plain::matrix const found = simple.of(w.made[v], shape, s);
      for (std::size_t e = 0; e < found.values.size() && is_equal; ++e)
        is_equal = agree<T>(expected.values[e], found.values[e], stable);
      if (!is_equal && failures < 12)
        BOOST_TEST(is_equal, "node " << v << ", operation " << static_cast<int>(w.b[v].code) << " of "
                                     << static_cast<int>(w.b[w.b[v].a].code) << ": written " << expected.values[0]
                                     << ", simplified " << found.values[0]);
    }
    failures += is_equal ? 0u : 1u;
  }
  BOOST_TEST(failures == 0u);
}
void expect_agreement(world& w, computed::point const& at, bool stable = false) {
  w.simplify();
  expect_agreement_in<double>(w, at, stable);
  expect_agreement_in<float>(w, at, stable);
}

bool fits(world const& w, id x, id y) {
  tl::extents const a = w.b[x].shape;
  tl::extents const c = w.b[y].shape;
  return tl::shape::elementwise_agree(a, c) && tl::shape::batches_agree(a, c);
}
template <class F>
void each_operation(bool (*belongs)(op), F const& f) {
  for (int code = 0; code <= static_cast<int>(tl::last_operation); ++code)
    if (belongs(static_cast<op>(code)) && !tl::is_user_primitive(static_cast<op>(code)) &&
        code != static_cast<int>(op::broadcast))
      f(static_cast<op>(code));
}
void add_unary(world& w, std::vector<id> const& of, std::vector<id>& to) {
  for (id const x : of) each_operation(tl::is_elementwise_unary, [&](op code) { to.push_back(w.b.apply(code, x)); });
}
void add_binary(world& w, std::vector<id> const& left, std::vector<id> const& right, std::vector<id>& to) {
  for (id const x : left)
    for (id const y : right)
      if (fits(w, x, y))
        each_operation(tl::is_elementwise_binary, [&](op code) { to.push_back(w.b.apply(code, x, y)); });
}
void add_movements(world& w, std::vector<id> const& of, std::vector<id>& to) {
  for (id const x : of) {
    tl::extents const s = w.b[x].shape;
    to.push_back(w.b.apply(op::transpose, x));
    to.push_back(w.b.apply(op::diagonal, x));
    if (s.columns == 1) to.push_back(w.b.apply(op::diagonal_matrix, x));
    for (tl::extents const to_shape :
         {tl::extents{s.size(), 1}, tl::extents{1, s.size()}, tl::extents{s.columns, s.rows}})
      to.push_back(w.b.reshape(x, to_shape));
    to.push_back(w.b.pad(x, 1, 0, {s.rows + 1, s.columns}));
    to.push_back(w.b.pad(x, 0, 0, {s.rows + 1, s.columns + 1}));
    to.push_back(w.b.slice(x, 0, 0, {1, s.columns}));
    to.push_back(w.b.slice(x, s.rows - 1, s.columns - 1, {1, 1}));
    if (s.rows > 1) to.push_back(w.b.slice(x, 1, 0, {s.rows - 1, s.columns}));
    if (s.columns > 1) to.push_back(w.b.slice(x, 0, 1, {s.rows, s.columns - 1}));
    if (s.rows == 1) to.push_back(w.b.repeat(x, {2, s.columns}));
    if (s.rows == 1) to.push_back(w.b.repeat(x, {3, s.columns}));
    if (s.columns == 1) to.push_back(w.b.repeat(x, {s.rows, 3}));
    if (s.is_scalar()) to.push_back(w.b.broadcast(x, {3, 1, s.batch}));
    if (s.is_scalar()) to.push_back(w.b.broadcast(x, {2, 3, s.batch}));
  }
}
void add_reductions(world& w, std::vector<id> const& of, std::vector<id>& to) {
  for (id const x : of) {
    for (std::uint32_t const axis : {0u, 1u, tl::all_axes})
      for (op const code : {op::sum, op::max, op::logsumexp}) to.push_back(w.b.along(code, axis, x));
    for (std::uint32_t const axis : {0u, 1u})
      for (op const code : {op::softmax, op::log_softmax}) to.push_back(w.b.along(code, axis, x));
    if (w.b[x].shape.columns == 1) to.push_back(w.b.apply(op::softmax, x));
    if (w.b[x].shape.columns == 1) to.push_back(w.b.apply(op::log_softmax, x));
    if (w.b[x].shape.is_batched()) to.push_back(w.b.apply(op::batch_sum, x));
  }
}
void add_products(world& w, std::vector<id> const& left, std::vector<id> const& right, std::vector<id>& to) {
  for (id const x : left)
    for (id const y : right)
      for (std::uint32_t flags = 0; flags < 4; ++flags) {
        bool const first = (flags & 1) != 0;
        bool const second = (flags & 2) != 0;
        tl::extents const a = first ? w.b[x].shape.transposed() : w.b[x].shape;
        tl::extents const c = second ? w.b[y].shape.transposed() : w.b[y].shape;
        if (!tl::shape::product_agree(a, c) || !tl::shape::batches_agree(a, c)) continue;
        to.push_back(w.b.product(x, first, y, second));
        if (a.is_batched() && c.is_batched()) to.push_back(w.b.batch_product_sum(x, first, y, second));
      }
}

/// Operands: a vector in several guises, another one, scalars, constants; with a batch axis, too.
struct operands {
  std::vector<id> plain, all;

  explicit operands(world& w) {
    id const x = w.parameter("x", {3, 1});
    id const y = w.parameter("y", {3, 1});
    id const s = w.parameter("s", {});
    id const z = w.input("z", {3, 1});
    id const k = w.input("k", {});
    plain = {x, y, s, z, k};
    for (double const value : {0.0, 1.0, -1.0, 2.0, -3.0, 0.5}) plain.push_back(w.b.constant(value));
    all = plain;
    for (id const each : {x, s, z}) {
      all.push_back(w.b.apply(op::negate, each));
      all.push_back(w.b.apply(op::multiply, w.b.constant(2), each));
      all.push_back(w.b.apply(op::multiply, w.b.constant(-3), each));
      all.push_back(w.b.apply(op::multiply, w.b.constant(0), each));
      all.push_back(w.b.apply(op::exp, each));
    }
    for (id const each : {s, w.b.constant(0), w.b.constant(1), w.b.constant(-1), k})
      all.push_back(w.b.broadcast(each, {3, 1, w.b[each].shape.batch}));
    all.push_back(w.b.apply(op::subtract, x, y));
    all.push_back(w.b.apply(op::subtract, w.b.constant(1), x));
    all.push_back(w.b.apply(op::multiply, y, x));
  }
};

computed::point const ordinary{.samples = 2};
computed::point const extreme{{{tl::name("x"), {-0.0, infinite, not_a_number}},
                               {tl::name("y"), {-infinite, 0, 2}},
                               {tl::name("s"), {infinite}},
                               {tl::name("z"), {0, -infinite, -2}},
                               {tl::name("k"), {0}}},
                              2};
computed::point const others{{{tl::name("x"), {1, -infinite, 0}},
                              {tl::name("y"), {0, infinite, -0.0}},
                              {tl::name("s"), {0}},
                              {tl::name("z"), {not_a_number, 3, infinite}},
                              {tl::name("k"), {-infinite}}},
                             2};

}  // namespace laws_simplification_test

BOOST_AUTO_TEST_SUITE(laws_simplification)

using namespace laws_simplification_test;

/// The laws keep what the graph computes, everywhere.
void laws_keep(world& w, bool stable = false) {
  for (computed::point const& at : {ordinary, extreme, others}) expect_agreement(w, at, stable);
}

BOOST_AUTO_TEST_CASE(element_by_element) {
  world w;
  operands const given(w);
  std::vector<id> once, some, twice;
  add_unary(w, given.all, once);
  add_binary(w, given.all, given.all, once);
  for (std::size_t i = 0; i < once.size(); i += 3) some.push_back(once[i]);
  // not log(eᵘ − eᵛ): the stable form is NaN where both exponentials are 0
  std::erase_if(some, [&](id v) { return w.b[v].code == op::subtract; });
  add_unary(w, some, twice);
  laws_keep(w);
}
BOOST_AUTO_TEST_CASE(choices) {
  world w;
  operands const given(w);
  id const x = given.plain[0], y = given.plain[1], s = given.plain[2], z = given.plain[3];
  auto const constant = [&](double value) { return w.b.constant(value); };
  std::vector<id> conditions{x, s, z, constant(1), constant(0), constant(-1)};
  for (id const each : {x, s})
    for (id const bound : {constant(0), constant(1), w.b.broadcast(constant(0), {3, 1})})
      for (op const code : {op::greater, op::greater_equal}) conditions.push_back(w.b.apply(code, each, bound));
  std::vector<id> const branches{x, y, s, constant(0), constant(2), w.b.broadcast(s, {3, 1})};
  std::vector<id> chosen;
  for (id const c : conditions)
    for (id const a : branches)
      for (id const e : branches) chosen.push_back(w.b.apply(op::select, c, a, e));
  std::size_t const single = chosen.size();
  for (std::size_t i = 0; i < single; i += 2)
    for (std::size_t k : {i, i + 1, (i * 7 + 36) % single, (i + 37) % single, (i + 72) % single}) {
      w.b.apply(op::add, chosen[i], chosen[k]);
      for (id const c : {conditions[0], conditions[1], conditions[6]}) {
        w.b.apply(op::select, c, chosen[i], y);
        w.b.apply(op::select, c, y, chosen[k]);
        w.b.apply(op::select, c, chosen[i], chosen[k]);
      }
    }
  laws_keep(w);
}

/// Matrices, rows, columns and scalars, with a batch axis and without.
std::vector<id> matrices(world& w) {
  id const z = w.input("z", {3, 1});
  return {w.parameter("x", {3, 1}), w.parameter("y", {3, 1}), w.parameter("r", {1, 3}), w.parameter("A", {2, 3}),
          w.parameter("B", {3, 2}), w.parameter("S", {3, 3}), w.parameter("s", {}),     z,
          w.input("C", {2, 3}),     w.input("k", {}),         w.b.constant(2),          w.parameter("one", {1, 3})};
}
BOOST_AUTO_TEST_CASE(movements) {
  world w;
  std::vector<id> const leaves = matrices(w);
  std::vector<id> once, changed, twice;
  add_movements(w, leaves, once);
  add_movements(w, once, twice);
  for (id const each : once)
    for (op const code : {op::negate, op::exp, op::square}) changed.push_back(w.b.apply(code, each));
  add_movements(w, changed, twice);
  for (std::size_t i = 0; i < once.size(); ++i) {
    for (std::size_t k = i % 3; k < once.size(); k += 3)
      for (op const code : {op::subtract, op::multiply, op::power})
        if (fits(w, once[i], once[k])) {
          id const made = w.b.apply(code, once[i], once[k]);
          w.b.apply(op::transpose, made);
        }
    for (id const each : leaves)
      for (op const code : {op::subtract, op::divide})
        if (fits(w, once[i], each)) w.b.apply(op::transpose, w.b.apply(code, once[i], each));
  }
  laws_keep(w);
}
BOOST_AUTO_TEST_CASE(reductions) {
  world w;
  std::vector<id> const leaves = matrices(w);
  std::vector<id> terms = leaves;
  for (id const each : leaves) {
    terms.push_back(w.b.apply(op::negate, each));
    terms.push_back(w.b.apply(op::exp, each));
    terms.push_back(w.b.apply(op::log_softmax, each));
  }
  add_movements(w, leaves, terms);
  add_reductions(w, leaves, terms);
  terms.push_back(w.input("l", {3, 1}, tl::leaf_kind::label));
  for (id const x : {leaves[0], leaves[3], leaves[7]})
    for (id const y : leaves)
      if (fits(w, x, y)) terms.push_back(w.b.apply(op::multiply, x, y));
  std::vector<id> reduced;
  add_reductions(w, terms, reduced);
  for (id const each : reduced)
    for (op const code : {op::log, op::negate}) w.b.apply(code, each);
  laws_keep(w, true);  // log Σ exp
}
BOOST_AUTO_TEST_CASE(products) {
  world w;
  std::vector<id> const leaves = matrices(w);
  std::vector<id> factors = leaves, once, twice;
  for (id const each : leaves) {
    factors.push_back(w.b.apply(op::transpose, each));
    factors.push_back(w.b.apply(op::negate, each));
    if (w.b[each].shape.columns == 1) factors.push_back(w.b.apply(op::diagonal_matrix, each));
  }
  add_products(w, factors, factors, once);
  std::vector<id> some;
  for (std::size_t i = 0; i < once.size(); i += 5) some.push_back(once[i]);
  add_products(w, some, leaves, twice);
  add_products(w, leaves, some, twice);
  for (id const each : once) {
    w.b.apply(op::transpose, each);
    w.b.apply(op::diagonal, each);
    if (w.b[each].shape.is_batched()) w.b.apply(op::batch_sum, each);
  }
  expect_agreement(w, ordinary);
}
/// Patterns of the stability laws, and the same with one part replaced by another, or a scalar, or in another order.
BOOST_AUTO_TEST_CASE(stable_forms_and_what_only_looks_like_them) {
  world w;
  id const x = w.parameter("x", {3, 1}), y = w.parameter("y", {3, 1}), s = w.parameter("s", {}),
           t = w.parameter("p", {});
  id const z = w.input("z", {3, 1}), A = w.parameter("A", {3, 3}), R = w.parameter("r", {1, 3});
  id const label = w.input("l", {3, 1}, tl::leaf_kind::label);
  auto const constant = [&](double value) { return w.b.constant(value); };
  auto const minus = [&](id of) { return w.b.apply(op::negate, of); };
  auto const without = [&](id from, id of) { return w.b.apply(op::subtract, from, of); };
  std::vector<id> arguments{x, s, z, minus(x), minus(s), minus(z)};
  for (id const each : arguments)
    for (op const inner : {op::sigmoid, op::exp, op::softplus})
      for (double const one : {1.0, 2.0, -1.0, 0.0}) {
        id const made = w.b.apply(inner, each);
        for (id const form :
             {made, without(constant(one), made), without(made, constant(one)), w.b.apply(op::add, constant(one), made),
              w.b.apply(op::add, made, constant(one)), w.b.apply(op::add, constant(one), w.b.apply(op::square, each)),
              w.b.apply(op::add, w.b.broadcast(constant(one), {3, 1}), made)}) {
          w.b.apply(op::log, form);
          for (id const weight : {x, s, z, constant(2), minus(y)})
            if (fits(w, weight, form)) w.b.apply(op::xlogy, weight, form);
        }
      }
  // y·softplus(−z) + (1 − y)·softplus(z)
  for (id const u : {s, z})
    for (id const v : {s, t, z})
      for (id const weight : {t, x})
        for (id const other : {t, s, x})
          for (double const one : {1.0, 2.0})
            for (op const times : {op::multiply, op::xmuly}) {
              id const first = w.b.apply(times, weight, w.b.apply(op::softplus, minus(u)));
              for (id const rest : {without(constant(one), other), w.b.apply(op::add, constant(one), other), other,
                                    without(other, constant(one))})
                for (id const argument : {v, minus(v)}) {
                  id const second = w.b.apply(times, rest, w.b.apply(op::softplus, argument));
                  if (!fits(w, first, second)) continue;
                  w.b.apply(op::add, first, second);
                  w.b.apply(op::add, second, first);
                  w.b.apply(op::add, minus(first), minus(second));
                }
            }
  // Σ y·log_softmax(z), along which axis, of which shape
  for (id const of : {x, z, A, R, s})
    for (std::uint32_t const axis : {0u, 1u, tl::all_axes})
      for (id const weight : {x, z, A, R, s, label, constant(3)})
        for (op const times : {op::multiply, op::xmuly}) {
          if (!fits(w, weight, of) || (axis == tl::all_axes && w.b[of].shape.columns != 1)) continue;
          id const logarithm = w.b.along(op::log_softmax, axis, of);
          for (id const term : {w.b.apply(times, weight, logarithm), w.b.apply(times, logarithm, weight)})
            for (std::uint32_t const summed : {0u, 1u, tl::all_axes}) w.b.along(op::sum, summed, term);
          w.b.apply(op::xlogy, weight, w.b.along(op::softmax, axis, of));
          w.b.along(op::sum, tl::all_axes, w.b.apply(op::xlogy, weight, w.b.along(op::softmax, axis, of)));
          w.b.apply(op::log, w.b.along(op::softmax, axis, of));
          w.b.apply(op::log, w.b.along(op::sum, axis, w.b.apply(op::exp, of)));
        }
  expect_agreement(w, ordinary);
  expect_agreement(w, extreme, true);
  expect_agreement(w, others, true);
}

BOOST_AUTO_TEST_SUITE_END()
