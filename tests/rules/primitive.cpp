// SPDX-License-Identifier: BSL-1.0
#include "tapeless/rules/primitive.hpp"

#include "../computed.hpp"
#include "../in_graph.hpp"
#include "../own_primitives.hpp"
#include "tapeless/check/identity.hpp"
#include "tapeless/diff/hvp.hpp"
#include "tapeless/diff/jacobian.hpp"
#include "tapeless/diff/vjp.hpp"
#include "tapeless/expr/batch.hpp"
#include "tapeless/expr/define.hpp"
#include "tapeless/expr/reduction.hpp"
#include "tapeless/run/interpreter.hpp"
#include "tapeless/run/program.hpp"
#include "tapeless/show/text.hpp"

#include <boost/test/unit_test.hpp>

namespace rules_primitive_test {

namespace tl = tapeless;
using in_graph::count;
using in_graph::same;
using own::bump;
using own::damped;
using tl::primitive;
constexpr auto s = tl::input<"s">;
constexpr auto x = tl::parameter<"x", 5>;
constexpr auto v = tl::parameter<"v", 5>;
constexpr auto u = tl::input<"u", 5>;

static_assert(tl::primitive_of_one<bump> && !tl::primitive_of_two<bump>);
static_assert(tl::primitive_of_two<damped> && !tl::primitive_of_one<damped>);

// ---- in the compiler ------------------------------------------------------------------------------------------------

constexpr auto of_one = primitive<bump>(2 * s);
constexpr auto of_two = primitive<damped>(s, s + 1);
constexpr auto slope_of_one = grad(of_one, s);
constexpr auto rounded = primitive<own::straight_through_round>(4 * s);
constexpr auto slope_of_rounded = grad(rounded, s);
constexpr double half[]{0.5};
constexpr float half_float[]{0.5F};
static_assert(tl::evaluate<double, of_one>(tl::bind(s, half)) == 0.5);
static_assert(tl::evaluate<float, of_one>(tl::bind(s, half_float)) == 0.5F);
static_assert(tl::evaluate<double, of_two>(tl::bind(s, half)) == 0.5 / 3.25);
static_assert(tl::evaluate<double, slope_of_one>(tl::bind(s, half)) == -1);  // 2·(−2·1·(1/2)²)
static_assert(tl::evaluate<double, rounded>(tl::bind(s, half)) == 2);
static_assert(tl::evaluate<double, slope_of_rounded>(tl::bind(s, half)) == 4);
static_assert(tl::to_text<of_one>().view() == "bump(2 * s)");
static_assert(tl::to_text<of_two>().view() == "damped(s, 1 + s)");

// ---- at run time, among other operations ----------------------------------------------------------------------------

constexpr auto chain = tanh(primitive<bump>(2 * x) + 1) % primitive<damped>(x, u);
constexpr auto chain_of_one = tanh(primitive<bump>(2 * x) + primitive<bump>(v)) % x;
constexpr auto chain_of_two = tanh(primitive<bump>(2 * x) + 1) % primitive<damped>(x, v);
constexpr auto total = tl::batch_sum(tl::batch<3>(sum(chain)));
constexpr auto each = tl::batch<3>(chain);
constexpr auto slope = grad(total, x);
constexpr auto curvature = tl::hvp(total, x, v);

double chain_of(double a, double b) { return std::tanh(1 / (1 + 4 * a * a) + 1) * a / (1 + b * b); }

template <class T>
void computes_the_chain(double tolerance) {
  using program = tl::program<T, each, slope, curvature>;
  typename program::workspace memory{};
  typename program::parameters parameters{};
  plain::numbers draw;
  plain::matrix const at = plain::fill(parameters[x], draw);
  plain::matrix const along = plain::fill(parameters[v], draw);
  T data[10];
  for (T& number : data) number = static_cast<T>(draw());
  auto const result = program::run(memory, tl::bind(u, data), parameters);  // two samples of at most three
  BOOST_TEST_REQUIRE(static_cast<bool>(result));
  double const h = 1e-4;
  for (std::uint32_t i = 0; i < 5; ++i) {
    double first = 0;
    double second = 0;
    for (std::uint32_t k = 0; k < 2; ++k) {
      auto const f = [&](double moved) { return chain_of(at(i) + moved, static_cast<double>(data[5 * k + i])); };
      BOOST_TEST(static_cast<double>(result[each][k](i)) == f(0), boost::test_tools::tolerance(tolerance));
      first += (8 * (f(h) - f(-h)) - (f(2 * h) - f(-2 * h))) / (12 * h);
      second += (16 * (f(h) + f(-h)) - (f(2 * h) + f(-2 * h)) - 30 * f(0)) / (12 * h * h);
    }
    BOOST_TEST(plain::close(static_cast<double>(result[slope](i)), first, 1e-10 + 10 * tolerance));
    BOOST_TEST(plain::close(static_cast<double>(result[curvature](i)), second * along(i), 1e-6 + 10 * tolerance));
    BOOST_TEST(first != 0);
  }
}
template <auto const& E>
constexpr std::size_t steps = tl::plan::planned<tl::rules::listed<E>>::table.steps.size();

// ---- of lambdas, which compilers spell alike ------------------------------------------------------------------------

/// F, with the derivative Slope.
template <auto F, auto Slope>
struct of_lambdas {
  static constexpr std::string_view name = "of_lambdas";
  template <class T>
  static constexpr T value(T a) {
    return static_cast<T>(F(static_cast<double>(a)));
  }
  template <class Term>
  static constexpr Term derivative(Term a, Term) {
    return Slope(a);
  }
};
// one line, one signature each
using doubled = of_lambdas<[](double a) { return 2 * a; }, [](auto a) { return 0 * a + 2; }>;
using squared = of_lambdas<[](double a) { return a * a; }, [](auto a) { return 2 * a; }>;
constexpr auto both_spelled_alike = sin(primitive<doubled>(s)) + 10 * sin(primitive<squared>(s));
constexpr auto slope_of_both = grad(both_spelled_alike, s);
constexpr auto curvature_of_both = grad(slope_of_both, s);

/// sin 2s + 10·sin s² and its derivatives at s = 1/2.
template <class T>
void computes_both(double tolerance) {
  using program = tl::program<T, both_spelled_alike, slope_of_both, curvature_of_both>;
  typename program::workspace memory{};
  constexpr T at[]{T(0.5)};
  auto const result = program::run(memory, tl::bind(s, at));
  BOOST_TEST_REQUIRE(static_cast<bool>(result));
  double const found[]{
      static_cast<double>(result[both_spelled_alike]),
      static_cast<double>(result[slope_of_both]),
      static_cast<double>(result[curvature_of_both]),
      static_cast<double>(tl::evaluate<T, both_spelled_alike>(tl::bind(s, at))),
      static_cast<double>(tl::evaluate<T, slope_of_both>(tl::bind(s, at))),
      static_cast<double>(tl::evaluate<T, curvature_of_both>(tl::bind(s, at))),
  };
  double const right[]{std::sin(1.0) + 10 * std::sin(0.25), 2 * std::cos(1.0) + 10 * std::cos(0.25),
                       -4 * std::sin(1.0) + 10 * (2 * std::cos(0.25) - std::sin(0.25))};
  for (std::size_t i = 0; i < 6; ++i) BOOST_TEST(found[i] == right[i % 3], boost::test_tools::tolerance(tolerance));
}

// ---- an adjoint of its own ------------------------------------------------------------------------------------------

constexpr auto clipped = primitive<own::gradient_clip>(x);
constexpr auto clipped_loss = sum(u % square(clipped));
constexpr auto raised_where_chosen = sum(tl::where(u, primitive<own::gradient_plus_one>(x), 0));

}  // namespace rules_primitive_test

BOOST_AUTO_TEST_SUITE(rules_primitive)

using namespace rules_primitive_test;

BOOST_AUTO_TEST_CASE(a_primitive_computes_its_value_in_double_and_in_float) {
  computes_the_chain<double>(1e-14);
  computes_the_chain<float>(2e-6);
}
BOOST_AUTO_TEST_CASE(it_is_fused_with_other_operations) {
  BOOST_TEST(count(tl::op::unary_primitive, chain) == 1u);
  BOOST_TEST(count(tl::op::binary_primitive, chain) == 1u);
  BOOST_TEST(steps<chain_of_one> == 1u);
  BOOST_TEST(steps<chain_of_two> == 2u);  // one chain calls one primitive
}
BOOST_AUTO_TEST_CASE(its_derivative_is_what_it_says) {
  BOOST_TEST(same(grad(sum(primitive<bump>(x)), x), -2 * x % square(primitive<bump>(x))));
  BOOST_TEST(same(grad(sum(primitive<damped>(x, v)), x), 1 / (1 + square(v))));
  BOOST_TEST(same(grad(sum(primitive<damped>(x, v)), v), -2 * v % primitive<damped>(x, v) / (1 + square(v))));
  BOOST_TEST(same(tl::jvp(primitive<bump>(x), x, v), v % (-2 * x % square(primitive<bump>(x)))));
  BOOST_TEST(same(grad(sum(primitive<own::straight_through_round>(x) % v), x), v));
}
BOOST_AUTO_TEST_CASE(second_derivatives_agree_forward_and_in_reverse) {
  auto const f = sum(exp(primitive<damped>(primitive<bump>(x), v)));
  computed::point const at{{{tl::name("x"), {0.5, -1, 0.25, 2, -0.75}}}};
  plain::matrix const forward = computed::value(tl::hvp(f, x, v), at);
  auto const in_reverse = tl::vjp(grad(f, x), x, v);  // the Hessian is symmetric
  plain::expect(computed::value(in_reverse, at), forward, 1e-13);
  plain::expect(computed::value(tl::hessian(f, x) * v, at), forward, 1e-13);
  plain::expect(computed::value(transpose(tl::jacrev(grad(f, x), x)) * v, at), forward, 1e-13);
  for (double const number : forward.values) BOOST_TEST(number != 0);
}
BOOST_AUTO_TEST_CASE(two_primitives_are_two_and_one_is_one) {
  BOOST_TEST(same(primitive<bump>(x), primitive<bump>(x)));
  BOOST_TEST(!same(primitive<bump>(x), primitive<own::straight_through_round>(x)));
  BOOST_TEST(primitive<bump>(x).fingerprint != primitive<own::straight_through_round>(x).fingerprint);
  BOOST_TEST(!same(primitive<damped>(x, v), primitive<damped>(v, x)));
}
BOOST_AUTO_TEST_CASE(primitives_of_different_lambdas_are_two_wherever_they_stand) {
  BOOST_TEST(primitive<doubled>(s).fingerprint != primitive<squared>(s).fingerprint);
  BOOST_TEST(!same(primitive<doubled>(s), primitive<squared>(s)));
  BOOST_TEST(same(primitive<squared>(s), primitive<squared>(s)));
  computes_both<double>(1e-14);
  computes_both<float>(1e-6);
}
BOOST_AUTO_TEST_CASE(a_scalar_combines_with_any_shape) {
  static_assert(decltype(primitive<damped>(s, x))::shape == tl::extents{5, 1});
  static_assert(decltype(primitive<damped>(x, 2))::shape == tl::extents{5, 1});
  plain::matrix const found = computed::value(primitive<damped>(2, v), {{{tl::name("v"), {0, 1, 2, 3, -1}}}});
  plain::expect(found, {5, 1, {2, 1, 0.4, 0.2, 1}}, 1e-15);
  BOOST_TEST(same(grad(sum(primitive<damped>(s, x)), s), sum(1 / (1 + square(x)))));
}
BOOST_AUTO_TEST_CASE(an_ill_formed_operand_passes) {
  static_assert(std::same_as<decltype(primitive<bump>(tl::ill_formed{})), tl::ill_formed>);
  static_assert(std::same_as<decltype(primitive<damped>(x, tl::ill_formed{})), tl::ill_formed>);
  BOOST_TEST((std::same_as<decltype(primitive<damped>(tl::ill_formed{}, 1)), tl::ill_formed>));
}
BOOST_AUTO_TEST_CASE(an_adjoint_of_its_own_is_what_reverse_mode_hands_on) {
  computed::point const at{{{tl::name("x"), {0.25, -3, 4, 0.5, -1}}, {tl::name("u"), {1, 1, 1, -2, 0}}}};
  plain::expect(computed::value(grad(clipped_loss, x), at), {5, 1, {0.5, -1, 1, -1, 0}}, 0);
  plain::expect(computed::value<tl::rules::simplifier>(grad(clipped_loss, x), at), {5, 1, {0.5, -1, 1, -1, 0}}, 0);
  plain::expect(computed::value(grad(raised_where_chosen, x), at), {5, 1, {2, 2, 2, 1, 1}}, 0);
}
BOOST_AUTO_TEST_CASE(an_adjoint_of_its_own_can_be_differentiated_again) {
  computed::point const at{{{tl::name("x"), {0.25, -3, 4, 0.5, -1}}, {tl::name("u"), {1, 1, 1, -1, 0.25}}}};
  // the adjoint of clip(x) is clamp(2·u·x, −1, 1): its derivative 2u within, which the next clip holds
  plain::expect(computed::value(grad(sum(grad(clipped_loss, x)), x), at), {5, 1, {1, 0, 0, -1, 0.5}}, 0);
}
BOOST_AUTO_TEST_CASE(an_adjoint_of_its_own_has_no_forward_mode) {
  BOOST_TEST((in_graph::problem(tl::jvp(clipped, x, v)) == tl::graph::problem_kind::no_forward_mode));
  BOOST_TEST((in_graph::problem(tl::jacfwd(clipped, x)) == tl::graph::problem_kind::no_forward_mode));
  BOOST_TEST((in_graph::problem(grad(clipped_loss, x)) == tl::graph::problem_kind::nothing));
  BOOST_TEST((in_graph::problem(tl::jvp(primitive<bump>(x), x, v)) == tl::graph::problem_kind::nothing));
}
BOOST_AUTO_TEST_CASE(it_costs_what_it_says_or_one) {
  BOOST_TEST((tl::flops<primitive<bump>(x)>) == 30u);
  BOOST_TEST((tl::flops<primitive<damped>(x, v)>) == 5u);
}

struct complete {
  static constexpr std::string_view name = "complete";
  template <class T>
  static constexpr T value(T a) {
    return a;
  }
  template <class Term>
  static constexpr Term derivative(Term a, Term) {
    return a;
  }
};
struct named_by_each_object : complete {
  std::string_view name = "own";
};
struct of_doubles : complete {
  static constexpr double value(double a) { return a; }
};
struct derived_without_its_value : complete {
  template <class Term>
  static constexpr Term derivative(Term a) {
    return a;
  }
};
struct derived_at_run_time : complete {
  template <class Term>
  static Term derivative(Term a, Term) {
    return a;
  }
};
struct pulled_back_without_its_value : complete {
  template <class Term>
  static constexpr Term adjoint(Term g, Term) {
    return g;
  }
  static constexpr double derivative() { return 1; }
};

BOOST_AUTO_TEST_CASE(a_primitive_has_a_name_a_value_and_derivatives_that_lowering_can_ask_for) {
  using tl::rules::has_derivative;
  using tl::rules::simplifier;
  static_assert(tl::primitive_of_one<complete> && !tl::primitive_of_two<complete>);
  static_assert(!tl::primitive_of_one<named_by_each_object> && !tl::primitive_of_one<of_doubles>);
  static_assert(has_derivative<complete, simplifier> && has_derivative<bump, simplifier>);
  static_assert(!has_derivative<derived_without_its_value, simplifier>);
  static_assert(!has_derivative<derived_at_run_time, simplifier>);
  static_assert(!has_derivative<pulled_back_without_its_value, simplifier>);
}

BOOST_AUTO_TEST_SUITE_END()
