// SPDX-License-Identifier: BSL-1.0
// test: clang suffices
// What a choice, a slice, a reduction to the largest or a unit direction does not ask for has derivative 0, whatever
// the local derivative is there: every element-wise operation, at ±0, ±∞, NaN, ends of domains and where it overflows.
#include "../computed.hpp"

#include "tapeless/diff/jacobian.hpp"
#include "tapeless/diff/jvp.hpp"
#include "tapeless/expr/batch.hpp"
#include "tapeless/expr/norm.hpp"

#include <boost/test/unit_test.hpp>
#include <limits>

namespace laws_structural_zeros_test {

namespace tl = tapeless;
using tl::op;
using tl::graph::id;
using tl::rules::simplifier;
using plain_builder = tl::graph::plain_builder;

constexpr double infinite = std::numeric_limits<double>::infinity();
/// Two at which every operation is finite, for one of its operands at least; finite ones; and others.
std::vector<double> const points{0.25, 2, -2, -1, -0.0, 0, 1, 800, -1e4, 1e4, infinite, -infinite, std::nan("")};
constexpr std::uint32_t all = 13;
constexpr std::uint32_t finite = 10;
std::vector<double> beside() {  // the same in another order, so that pairs meet; 0 meets 0 and 1 meets 0
  return {2, 0.25, 0, 0.5, -0.0, 0, 0, -3, 1e4, -1e4, 0, infinite, 1};
}

struct graph_of_one {
  op code = op::negate;
  std::uint32_t which = 0;  ///< the operand that moves
};
std::vector<graph_of_one> operations() {
  std::vector<graph_of_one> made;
  for (int code = 0; code <= static_cast<int>(op::binary_primitive); ++code) {
    op const each = static_cast<op>(code);
    if (tl::is_user_primitive(each) || each == op::broadcast) continue;
    if (tl::is_elementwise_unary(each)) made.push_back({each, 0});
    if (!tl::is_elementwise_binary(each)) continue;
    made.push_back({each, 0});
    made.push_back({each, 1});
  }
  return made;
}

/// f(x), or f(x, u), or f(u, x), of `size` elements.
template <class Builder>
struct setting {
  Builder b;
  id x;
  id other;
  id y;
  std::uint32_t size;

  setting(graph_of_one const& f, std::uint32_t length)
      : x(b.leaf(tl::leaf_kind::parameter, tl::name("x"), {length, 1})),
        other(b.leaf(tl::leaf_kind::parameter, tl::name("u"), {length, 1})),
        size(length) {
    id const first = f.which == 0 ? x : other;
    y = tl::is_elementwise_unary(f.code) ? b.apply(f.code, x) : b.apply(f.code, first, f.which == 0 ? other : x);
  }
  id leaf(char const* name, tl::extents shape) { return b.leaf(tl::leaf_kind::parameter, tl::name(name), shape); }
  computed::point at() const {
    std::vector<double> const u = beside();
    return {{{tl::name("x"), {points.begin(), points.begin() + size}},
             {tl::name("u"), {u.begin(), u.begin() + size}},
             {tl::name("c"), std::vector<double>(size, 1)},
             {tl::name("one"), {1}},
             {tl::name("d"), std::vector<double>(size, 1)}}};
  }
  void is(id found, std::uint32_t e, double expected) const {
    double const value = computed::nodes(b, at()).of(found, {size, 1})(e);
    BOOST_TEST(value == expected, "element " << e << ": found " << value << ", expected " << expected);
  }
  void all_are(id found, double expected) const {
    plain::matrix const values = computed::nodes(b, at()).of(found, {size, 1});
    for (std::uint32_t e = 0; e < size; ++e)
      BOOST_TEST(values(e) == expected, "element " << e << ": found " << values(e) << ", expected " << expected);
  }
};

/// The gradient of `root` is `slope`, forward and in reverse, and its second derivatives are 0, in all orders.
template <class Builder>
void has_slope(setting<Builder>& s, id root, double slope) {
  id const along = s.leaf("d", {s.size, 1});
  id const gradient = tl::diff::adjoint_of(s.b, s.b.apply(op::sum, root), s.x);
  id const tangent = tl::diff::tangent_of(s.b, root, s.x, along);
  s.all_are(gradient, slope);
  s.all_are(tangent, slope);
  s.all_are(tl::diff::tangent_of(s.b, gradient, s.x, along), 0);
  s.all_are(tl::diff::tangent_of(s.b, tangent, s.x, along), 0);
  s.all_are(tl::diff::adjoint_of(s.b, s.b.apply(op::sum, s.b.apply(op::multiply, gradient, along)), s.x), 0);
}
template <class Builder>
void is_not_chosen(graph_of_one const& f) {
  setting<Builder> s(f, all);
  id const line = s.b.apply(op::multiply, s.b.constant(3), s.x);
  id const each = s.leaf("c", {all, 1});
  id const one = s.leaf("one", {1, 1});
  id const minus = s.b.apply(op::negate, one);
  has_slope(s, s.b.apply(op::select, each, line, s.y), 3);
  has_slope(s, s.b.apply(op::select, minus, s.y, line), 3);
  // the steep value in several choices, within each other
  id const inner = s.b.apply(op::select, one, line, s.y);
  has_slope(s, s.b.apply(op::select, each, inner, s.y), 3);
  has_slope(s, s.b.apply(op::select, minus, s.b.apply(op::multiply, s.b.constant(2), s.y), inner), 3);
  // what is not chosen cancels: its adjoint is the constant 0 without any choice left
  has_slope(s, s.b.apply(op::select, each, line, s.b.apply(op::subtract, s.y, s.y)), 3);
  has_slope(s, s.b.apply(op::select, each, line, s.b.apply(op::multiply, s.b.constant(0), s.y)), 3);
}

/// Of all elements, f's at k only is asked for, by a root that is made of y.
template <class Builder, class Root>
void only_one_has_a_slope(graph_of_one const& f, std::uint32_t k, Root const& make) {
  setting<Builder> s(f, finite);
  id const gradient = tl::diff::adjoint_of(s.b, make(s, k), s.x);
  id const second = tl::diff::adjoint_of(s.b, s.b.slice(gradient, k, 0, {1, 1}), s.x);
  for (std::uint32_t e = 0; e < finite; ++e) {
    if (e == k) continue;
    s.is(gradient, e, 0);
    s.is(second, e, 0);
  }
}
template <class Builder>
void is_not_asked_for(graph_of_one const& f) {
  for (std::uint32_t const k : {0u, 1u}) {
    auto const element = [](auto& s, std::uint32_t at) { return s.b.slice(s.y, at, 0, {1, 1}); };
    only_one_has_a_slope<Builder>(f, k, element);
    only_one_has_a_slope<Builder>(f, k, [](auto& s, std::uint32_t at) {  // through further movements
      id const row = s.b.apply(op::transpose, s.b.reshape(s.y, {2, finite / 2}));
      id const twice = s.b.concatenate(row, s.b.apply(op::negate, row), 0);
      return s.b.slice(twice, at % (finite / 2) + finite / 2, at / (finite / 2), {1, 1});
    });
    setting<Builder> s(f, finite);
    id const y = s.b.slice(s.y, k, 0, {1, 1});
    id const forward = tl::diff::forward_jacobian(s.b, y, s.x);
    id const reverse = tl::diff::reverse_jacobian(s.b, s.b.apply(op::transpose, s.y), s.x);
    computed::nodes const values(s.b, s.at());
    for (std::uint32_t e = 0; e < finite; ++e) {
      if (e != k) BOOST_TEST(values.of(forward, {1, finite})(0, e) == 0);
      if (e != k) BOOST_TEST(values.of(reverse, {finite, finite})(k, e) == 0);
    }
  }
}

/// |y − y₀| at y₀ = y(x) has derivative 0, also where y is steep.
template <class Builder>
void has_slope_zero_at_its_kink(graph_of_one const& f) {
  setting<Builder> s(f, all);
  id const held = s.b.apply(op::stop_gradient, s.y);
  id const kink = s.b.apply(op::absolute, s.b.apply(op::subtract, s.y, held));
  id const gradient = tl::diff::adjoint_of(s.b, s.b.apply(op::sum, kink), s.x);
  computed::nodes const values(s.b, s.at());
  for (std::uint32_t e = 0; e < finite; ++e)
    if (std::isfinite(values.of(s.y, {all, 1})(e)) && std::abs(s.at().given[0].rows[e]) < 900)
      BOOST_TEST(values.of(gradient, {all, 1})(e) == 0, "element " << e);
}

template <class F>
void for_each_operation(F const& f) {
  for (graph_of_one const& each : operations())
    BOOST_TEST_CONTEXT("operation " << static_cast<int>(each.code) << ", operand " << each.which) { f(each); }
}

constexpr auto v = tl::input<"v", 2>;
constexpr auto M = tl::input<"M", 2, 2>;
computed::point const here{{{tl::name("v"), {0, 1}}, {tl::name("M"), {0, 1, 0, 4}}}};
template <class E>
void is(E const& e, plain::matrix const& expected) {
  plain::expect(computed::value<plain_builder>(e, here), expected, 1e-15);
  plain::expect(computed::value<simplifier>(e, here), expected, 1e-15);
}

}  // namespace laws_structural_zeros_test

BOOST_AUTO_TEST_SUITE(laws_structural_zeros)

using namespace laws_structural_zeros_test;

BOOST_AUTO_TEST_CASE(what_is_not_chosen_has_no_derivative) { for_each_operation(is_not_chosen<simplifier>); }
BOOST_AUTO_TEST_CASE(what_is_not_asked_for_has_no_derivative) {
  for_each_operation(is_not_asked_for<simplifier>);
  for_each_operation(is_not_asked_for<plain_builder>);
}
BOOST_AUTO_TEST_CASE(the_kink_of_abs_has_derivative_zero_where_its_argument_is_steep) {
  for_each_operation(has_slope_zero_at_its_kink<simplifier>);
}
BOOST_AUTO_TEST_CASE(one_element_of_a_root) {
  is(grad(tl::element<1>(sqrt(v)), v), {2, 1, {0, 0.5}});
  is(tl::hessian(tl::element<1>(sqrt(v)), v), {2, 2, {0, 0, 0, -0.25}});
  is(grad(tl::element<1>(square(1 / v)), v), {2, 1, {0, -2}});
}
BOOST_AUTO_TEST_CASE(the_largest_and_the_smallest_of_roots) {
  is(grad(max(sqrt(v)), v), {2, 1, {0, 0.5}});
  is(grad(min(-sqrt(v)), v), {2, 1, {0, -0.5}});
  is(tl::hessian(max(sqrt(v)), v), {2, 2, {0, 0, 0, -0.25}});
  is(grad(sum(tl::max<1>(sqrt(M))), M), {2, 2, {0, 0.5, 0, 0.25}});
}
BOOST_AUTO_TEST_CASE(a_diagonal_of_roots) {
  plain::matrix const found = computed::value<simplifier>(grad(trace(sqrt(M)), M), here);
  BOOST_TEST((std::isinf(found(0, 0)) && found(0, 1) == 0 && found(1, 0) == 0 && found(1, 1) == 0.25));
}
BOOST_AUTO_TEST_CASE(the_jacobian_of_what_was_moved) {
  constexpr auto swapped = tl::concatenate(tl::element<1>(v), tl::element<0>(v));
  for (plain::matrix const& found : {computed::value<simplifier>(tl::jacfwd(sqrt(swapped), v), here),
                                     computed::value<simplifier>(tl::jacrev(sqrt(swapped), v), here)})
    BOOST_TEST((found(0, 0) == 0 && found(0, 1) == 0.5 && std::isinf(found(1, 0)) && found(1, 1) == 0));
}
BOOST_AUTO_TEST_CASE(a_zero_that_is_computed_is_none) {
  // the adjoint of √v₀ is 2√v₀ = 0: the derivative of (√v₀)² at 0 is 1, which nobody has said
  BOOST_TEST(std::isnan(computed::value<simplifier>(grad(sum(square(sqrt(v))), v), here)(0)));
  BOOST_TEST(computed::value<simplifier>(grad(sum(sqrt(v) - sqrt(v)), v), here)(0) == 0);  // the constant 0 is one
}

BOOST_AUTO_TEST_SUITE_END()
