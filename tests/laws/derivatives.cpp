// SPDX-License-Identifier: BSL-1.0
// Derivatives of compositions against difference quotients, by the interpreter: what is tested here is the derivation,
// not a plan. (Each operation alone is tested in tests/operations.)
#include "tapeless/diff/grad.hpp"
#include "tapeless/expr/define.hpp"
#include "tapeless/expr/function.hpp"
#include "tapeless/expr/reduction.hpp"
#include "tapeless/run/interpreter.hpp"

#include <boost/test/unit_test.hpp>
#include <cmath>

namespace laws_derivatives_test {

namespace tl = tapeless;
constexpr auto x = tl::input<"x", 3>;
constexpr auto w = tl::input<"w", 3>;  // weights of either sign
constexpr auto p = tl::input<"p", 3>;  // positive numbers
constexpr auto u = tl::input<"u", 2>;
constexpr auto A = tl::input<"A", 2, 3>;
constexpr auto B = tl::input<"B", 3, 2>;

constexpr double ws[]{0.9, -0.6, 1.7};
constexpr double ps[]{0.4, 1.1, 2.3};
constexpr double us[]{-0.7, 1.6};
constexpr double As[]{0.3, -0.8, 1.2, 0.5, 0.9, -0.4};
constexpr double Bs[]{1.1, 0.2, -0.7, 0.6, 0.35, -1.4};
using point = std::array<double, 3>;
constexpr point mixed{0.8, -1.3, 0.45};

/// All leaves in one binding, one of them at the point in question: a single type of binding keeps this file quick to
/// compile.
struct every_leaf {
  tl::name moved;
  double const* at;

  constexpr double const* of(tl::name const& leaf) const {
    if (leaf == moved) return at;
    switch (leaf.view()[0]) {
    case 'w': return ws;
    case 'p': return ps;
    case 'u': return us;
    case 'A': return As;
    case 'B': return Bs;
    default: return mixed.data();
    }
  }
};

}  // namespace laws_derivatives_test

template <>
struct tapeless::run::leaf_source<laws_derivatives_test::every_leaf> : tapeless::run::shared_leaf_source {
  using every_leaf = laws_derivatives_test::every_leaf;
  static constexpr bool may_serve(graph::leaf_info const&) { return true; }
  static constexpr bool serves(every_leaf const&, graph::leaf_info const&) { return true; }
  static constexpr run_error write(every_leaf const& values, graph::leaf_info const& info, std::uint32_t, double* to) {
    write_rows(values.of(info.identifier), info.shape, to);
    return run_error::none;
  }
};

namespace laws_derivatives_test {

/// A scalar whose derivative weighs each element differently.
template <class E>
constexpr auto weighed(E const& e) {
  return sum(w % e);
}

template <auto const& F, auto const& X>
constexpr auto gradient = tl::grad(F, X);
template <auto const& F, auto const& X>
constexpr auto gradient_of_gradient = tl::grad(sum(w % tl::grad(F, X)), X);
template <auto const& F, auto const& X>
constexpr auto weighed_gradient = sum(w % tl::grad(F, X));

/// The five-point rule: its error is h⁴f⁗′/30, 3e-14·f⁗′ for h = 1e-3, and 3e-13 for rounding.
double difference_quotient(double (*function)(double const* at), double* at, std::size_t i) {
  constexpr double h = 1e-3;
  double const middle = at[i];
  auto const f = [&](double step) {
    at[i] = middle + step;
    return function(at);
  };
  double const slope = (8 * (f(h) - f(-h)) - (f(2 * h) - f(-2 * h))) / (12 * h);
  at[i] = middle;
  return slope;
}
void compare(double derived, double quotient) {
  BOOST_TEST(derived != 0);
  BOOST_TEST(derived == quotient, boost::test_tools::tolerance(1e-9));
}

/// Element (i, j) of the gradient belongs to number i·columns + j of the bound data, which lies row after row.
template <auto const& F, auto const& D, auto const& X, std::size_t N>
void agree(std::array<double, N> at) {
  auto const value = +[](double const* from) {
    return static_cast<double>(
        tl::run::interpretation<double, tl::rules::listed<F, D>>(every_leaf{X.identifier, from}).template output<0>());
  };
  auto const derived = tl::run::interpretation<double, tl::rules::listed<F, D>>(every_leaf{X.identifier, at.data()})
                           .template output<1>();
  for (std::uint32_t i = 0; i < derived.rows(); ++i)
    for (std::uint32_t j = 0; j < derived.columns(); ++j)
      compare(derived(i, j), difference_quotient(value, at.data(), i * derived.columns() + j));
}

template <auto const&... F>
void both_derivatives_agree() {
  (agree<F, gradient<F, x>, x>(mixed), ...);
  (agree<weighed_gradient<F, x>, gradient_of_gradient<F, x>, x>(mixed), ...);
}

// ---- one operand used in several places -----------------------------------------------------------------------------

constexpr auto of_scalar_and_vector = weighed(exp(sum(x) * p) / sum(square(x)));
constexpr auto of_dot = square(dot(x, w)) + dot(p, x);
constexpr auto of_outer = sum(A % outer(u, x)) + sum(square(outer(x, x)));
constexpr auto of_transposed_product = sum(square(transpose(B) * x)) + sum(exp(transpose(x) * B));
constexpr auto of_choices = weighed(tl::maximum(x, x % x)) + exp(max(x)) + sum(exp(x));

constexpr auto by_left_factor = sum(tanh(A * B)) + sum(square(transpose(A) * u));
constexpr auto by_transposed_factor = sum(exp(transpose(A) * transpose(B)));
constexpr auto by_both_factors = sum(tanh(A * transpose(A)) % (A * B));

constexpr auto hidden = tl::define<"hidden">([] { return tanh(A * x + u); });
constexpr auto of_network = logsumexp(B * hidden + w) + mean(square(hidden));
constexpr std::array<double, 6> matrix{0.6, -0.3, 0.8, -1.1, 0.25, 0.7};

}  // namespace laws_derivatives_test

BOOST_AUTO_TEST_SUITE(laws_derivatives)

using namespace laws_derivatives_test;

BOOST_AUTO_TEST_CASE(derivatives_of_what_uses_its_operand_twice_are_difference_quotients) {
  both_derivatives_agree<of_scalar_and_vector, of_dot, of_outer, of_transposed_product, of_choices>();
}
BOOST_AUTO_TEST_CASE(derivatives_by_a_factor_of_several_products_are_difference_quotients) {
  agree<by_left_factor, gradient<by_left_factor, A>, A>(matrix);
  agree<by_transposed_factor, gradient<by_transposed_factor, A>, A>(matrix);
  agree<by_transposed_factor, gradient<by_transposed_factor, B>, B>(matrix);
  agree<by_both_factors, gradient<by_both_factors, A>, A>(matrix);
}
BOOST_AUTO_TEST_CASE(derivatives_of_a_network_are_difference_quotients) {
  both_derivatives_agree<of_network>();
  agree<of_network, gradient<of_network, A>, A>(matrix);
}

BOOST_AUTO_TEST_SUITE_END()
