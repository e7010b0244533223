// SPDX-License-Identifier: BSL-1.0
// test: clang suffices
#include "tapeless/expr/linear_algebra.hpp"

#include "../computed.hpp"
#include "../in_graph.hpp"
#include "tapeless/diff/grad.hpp"
#include "tapeless/diff/jacobian.hpp"
#include "tapeless/expr/batch.hpp"
#include "tapeless/expr/norm.hpp"
#include "tapeless/expr/triangle.hpp"

#include <boost/test/unit_test.hpp>

namespace expr_linear_algebra_test {

namespace tl = tapeless;
using computed::value;
using tl::op;

/// Laws of an n×n matrix, of which the computed value has to be zero.
template <std::uint32_t N>
struct of_size {
  static constexpr auto A = tl::parameter<"A", N, N>;
  static constexpr auto B = tl::parameter<"B", N, 2>;
  static constexpr auto one = tl::identity<N>();
  static constexpr auto definite = A * transpose(A) + one;
  static constexpr auto factor = cholesky(definite);
  static void hold() {
    plain::matrix const zeros(N, 2);
    plain::expect(value(A * solve(A, B) - B), zeros, 1e-11);
    plain::expect(value(tl::tril(A) * solve_lower(A, B) - B), zeros, 1e-9);
    plain::expect(value(tl::triu(A) * solve_upper(A, B) - B), zeros, 1e-9);
    plain::expect(value(inverse(A) * A - one), plain::matrix(N, N), 1e-11);
    plain::expect(value(factor * transpose(factor) - definite), plain::matrix(N, N), 1e-13);
    plain::expect(value(determinant(definite) / square(determinant(factor)) - 1), plain::matrix(1, 1), 1e-12);
    plain::expect(value(logdet(A) - log(abs(determinant(A)))), plain::matrix(1, 1), 1e-12);
    plain::expect(value(determinant(A % 2) / determinant(A % -2) - (N % 2 == 0 ? 1 : -1)), plain::matrix(1, 1), 1e-11);
    // Jacobi: the derivative of log det (A·Aᵀ + 1) by A is 2·(A·Aᵀ + 1)⁻¹·A, also by way of Cholesky's factor
    constexpr auto by_determinant = tl::grad(logdet(definite), A);
    constexpr auto by_factor = tl::grad(2 * sum(log(diagonal(factor))), A);
    plain::expect(value(by_determinant - 2 * solve(definite, A)), plain::matrix(N, N), 1e-12);
    plain::expect(value(by_factor - by_determinant), plain::matrix(N, N), 1e-12);
    BOOST_TEST(std::abs(value(sum(by_factor))(0)) > 1e-3);
  }
};

constexpr auto S = tl::parameter<"S", 2, 2>;
constexpr auto v = tl::parameter<"v", 2>;
constexpr auto x = tl::input<"x", 2>;
computed::point const singular{{{tl::name("S"), {1, 2, 2, 4}}}};
computed::point const zeros{{{tl::name("S"), {0, 0, 0, 0}}}};
computed::point const indefinite{{{tl::name("S"), {1, 2, 2, 1}}}};
computed::point const negative{{{tl::name("S"), {-1, 0, 0, 1}}}};

}  // namespace expr_linear_algebra_test

BOOST_AUTO_TEST_SUITE(expr_linear_algebra)

using namespace expr_linear_algebra_test;

BOOST_AUTO_TEST_CASE(factors_and_solutions_are_what_they_are_called_in_every_size) {
  of_size<1>::hold();
  of_size<2>::hold();
  of_size<3>::hold();
  of_size<5>::hold();
  of_size<8>::hold();
}

BOOST_AUTO_TEST_CASE(a_singular_matrix_has_the_determinant_zero_and_no_finite_solution) {
  for (computed::point const& at : {singular, zeros}) {
    BOOST_TEST(value(determinant(S), at)(0) == 0);
    BOOST_TEST(value(logdet(S), at)(0) == -std::numeric_limits<double>::infinity());
    for (double const each : value(solve(S, v), at).values) BOOST_TEST(!std::isfinite(each));
  }
}
BOOST_AUTO_TEST_CASE(a_matrix_that_is_not_positive_definite_has_no_factor) {
  plain::matrix const first = value(cholesky(S), indefinite);
  BOOST_TEST((first(0, 0) == 1 && first(1, 0) == 2 && first(0, 1) == 0));
  BOOST_TEST(std::isnan(first(1, 1)));
  BOOST_TEST(std::isnan(value(cholesky(S), negative)(0, 0)));
}
BOOST_AUTO_TEST_CASE(cholesky_reads_the_lower_triangle_and_hands_its_derivative_there) {
  computed::point const lopsided{{{tl::name("S"), {4, 99, 2, 10}}}};
  plain::expect(value(cholesky(S), lopsided), plain::matrix(2, 2, {2, 0, 1, 3}), 0);
  plain::matrix const slope = value(tl::grad(sum(cholesky(S)), S), lopsided);
  BOOST_TEST(slope(0, 1) == 0);
  BOOST_TEST(slope(1, 0) != 0);
}

BOOST_AUTO_TEST_CASE(one_factorization_serves_solutions_gradients_and_determinants) {
  constexpr auto solution = solve(S, v);
  constexpr auto loss = tl::squared_norm(solution) + logdet(S) + determinant(S);
  BOOST_TEST(in_graph::count(op::lu, loss, tl::grad(loss, S), tl::grad(loss, v)) == 1u);
}
BOOST_AUTO_TEST_CASE(the_gradient_of_a_matrix_that_all_samples_share_is_one_sum_of_products) {
  constexpr auto loss = tl::batch_sum(tl::batch<8>(tl::squared_norm(solve(S, x))));
  constexpr auto slope = tl::grad(loss, S);
  BOOST_TEST(in_graph::count(op::lu, slope) == 1u);
  BOOST_TEST(in_graph::count(op::batch_product_sum, slope) == 1u);
  BOOST_TEST(in_graph::count(op::pad, slope) == 0u);
}

BOOST_AUTO_TEST_CASE(the_jacobian_of_a_solution_is_the_inverse) {
  plain::expect(value(tl::jacobian(solve(S, v), v) - inverse(S)), plain::matrix(2, 2), 1e-14);
}

BOOST_AUTO_TEST_SUITE_END()
