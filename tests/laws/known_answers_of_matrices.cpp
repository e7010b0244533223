// SPDX-License-Identifier: BSL-1.0
// test: clang suffices
// Numbers that are known exactly, of functions of vectors and matrices.
#include "tapeless/diff/grad.hpp"
#include "tapeless/diff/hvp.hpp"
#include "tapeless/diff/jacobian.hpp"
#include "tapeless/expr/define.hpp"
#include "tapeless/expr/reduction.hpp"
#include "tapeless/run/interpreter.hpp"

#include <boost/test/unit_test.hpp>

namespace laws_known_answers_of_matrices_test {

namespace tl = tapeless;

// ---- determinants ---------------------------------------------------------------------------------------------------

/// Of rows I, J and columns K, L.
template <std::uint32_t I, std::uint32_t J, std::uint32_t K, std::uint32_t L, class M>
constexpr auto minor_of(M const& matrix) {
  return tl::element<I, K>(matrix) * tl::element<J, L>(matrix) - tl::element<I, L>(matrix) * tl::element<J, K>(matrix);
}

// Stan Math, test/unit/math/rev/mat/fun/determinant_test.cpp: the determinant of (2 3; 5 7) is −1 with the gradient 7,
// −5, −3, 2.
constexpr auto A = tl::parameter<"A", 2, 2>;
constexpr auto det_A = minor_of<0, 1, 0, 1>(A);
constexpr auto by_A = grad(det_A, A);
constexpr double stan[]{2, 3, 5, 7};
static_assert(tl::evaluate<double, det_A>(tl::bind(A, stan)) == -1);
constexpr auto stan_gradient = tl::evaluate<double, by_A>(tl::bind(A, stan));
static_assert(stan_gradient(0, 0) == 7 && stan_gradient(0, 1) == -5 && stan_gradient(1, 0) == -3);
static_assert(stan_gradient(1, 1) == 2);

// The inverse of the 4×4 Hilbert matrix (M.-D. Choi, Tricks or Treats with the Hilbert Matrix, Amer. Math. Monthly 90,
// 1983) has integer elements and the determinant 6048000; by Jacobi's formula the gradient of a determinant is det·A⁻ᵀ,
// here 6048000/(i + j + 1).
constexpr auto B = tl::parameter<"B", 4, 4>;
constexpr auto V = tl::parameter<"V", 4, 4>;
constexpr auto det_B = tl::define<"det_B">([] {  // Laplace's expansion by the first two rows
  return minor_of<0, 1, 0, 1>(B) * minor_of<2, 3, 2, 3>(B) - minor_of<0, 1, 0, 2>(B) * minor_of<2, 3, 1, 3>(B) +
         minor_of<0, 1, 0, 3>(B) * minor_of<2, 3, 1, 2>(B) + minor_of<0, 1, 1, 2>(B) * minor_of<2, 3, 0, 3>(B) -
         minor_of<0, 1, 1, 3>(B) * minor_of<2, 3, 0, 2>(B) + minor_of<0, 1, 2, 3>(B) * minor_of<2, 3, 0, 1>(B);
});
constexpr auto by_B = grad(det_B, B);
constexpr auto inverse_transposed = grad(log(det_B), B);
constexpr auto change_of_inverse = jvp(inverse_transposed, B, V);
constexpr auto twice_the_change = tl::hvp(log(det_B), B, V) + change_of_inverse;
constexpr double inverse_hilbert[]{16,  -120,  240,  -140,  -120, 1200, -2700, 1680,
                                   240, -2700, 6480, -4200, -140, 1680, -4200, 2800};
constexpr double direction[]{3, -1, 4, 1, -5, 9, 2, -6, 5, 3, 5, -8, 9, -7, 9, 3};

constexpr double hilbert(std::uint32_t i, std::uint32_t j) { return 1.0 / (i + j + 1); }
template <auto const& E>
auto at_inverse_hilbert() {
  return tl::evaluate<double, E>(tl::bind(B, inverse_hilbert), tl::bind(V, direction));
}

// ---- least squares --------------------------------------------------------------------------------------------------

// A line through (1, 6), (2, 5), (3, 7), (4, 10), the example of Wikipedia's article Linear least squares: the
// derivatives of the sum of squares are 8β₁ + 20β₂ − 56 and 20β₁ + 60β₂ − 154, its minimum 4.2 at β = (3.5, 1.4).
constexpr auto X = tl::parameter<"X", 4, 2>;
constexpr auto y = tl::parameter<"y", 4>;
constexpr auto beta = tl::parameter<"beta", 2>;
constexpr auto residual = tl::define<"residual">(X * beta - y);
constexpr auto squares = dot(residual, residual);
constexpr auto by_beta = grad(squares, beta);
constexpr auto curvature = tl::hessian(squares, beta);
constexpr auto by_X = grad(squares, X);
constexpr double X_rows[]{1, 1, 1, 2, 1, 3, 1, 4};
constexpr double y_rows[]{6, 5, 7, 10};
template <auto const& E>
constexpr auto of_the_line(std::array<double, 2> const& at) {
  return tl::evaluate<double, E>(tl::bind(X, X_rows), tl::bind(y, y_rows), tl::bind(beta, at));
}
constexpr std::array<double, 2> origin{0, 0};
constexpr std::array<double, 2> elsewhere{2, -3};
constexpr std::array<double, 2> solution{3.5, 1.4};
static_assert(of_the_line<by_beta>(origin)(0) == -56 && of_the_line<by_beta>(origin)(1) == -154);
static_assert(of_the_line<by_beta>(elsewhere)(0) == 16 - 60 - 56 &&
              of_the_line<by_beta>(elsewhere)(1) == 40 - 180 - 154);
constexpr auto line_curvature = of_the_line<curvature>(elsewhere);
static_assert(line_curvature(0, 0) == 8 && line_curvature(0, 1) == 20 && line_curvature(1, 0) == 20);
static_assert(line_curvature(1, 1) == 60);

// ---- Rosenbrock's function ------------------------------------------------------------------------------------------

// scipy.optimize: rosen, rosen_der, rosen_hess and rosen_hess_prod with the examples of their documentation.
template <class E>
constexpr auto rosenbrock(E const& x) {
  constexpr std::uint32_t last = E::shape.rows - 1;
  auto const head = tl::slice<0, last>(x);
  return sum(100 * square(tl::slice<1, last>(x) - square(head)) + square(1 - head));
}
constexpr auto x4 = tl::parameter<"x4", 4>;
constexpr auto x9 = tl::parameter<"x9", 9>;
constexpr auto x10 = tl::parameter<"x10", 10>;
constexpr auto p9 = tl::parameter<"p9", 9>;
constexpr auto of_ten = rosenbrock(x10);
constexpr auto slope = grad(rosenbrock(x9), x9);
constexpr auto bend = tl::hessian(rosenbrock(x4), x4);
constexpr auto bend_times = tl::hvp(rosenbrock(x9), x9, p9);
template <std::size_t Count>
constexpr std::array<double, Count> arange(double step) {
  std::array<double, Count> numbers{};
  for (std::size_t i = 0; i < Count; ++i) numbers[i] = step * static_cast<double>(i);
  return numbers;
}

}  // namespace laws_known_answers_of_matrices_test

BOOST_AUTO_TEST_SUITE(laws_known_answers_of_matrices)

using namespace laws_known_answers_of_matrices_test;

BOOST_AUTO_TEST_CASE(the_gradient_of_a_determinant_is_the_determinant_times_the_inverse_transposed) {
  BOOST_TEST(double{at_inverse_hilbert<det_B>()} == 6048000);
  auto const found = at_inverse_hilbert<by_B>();
  for (std::uint32_t i = 0; i < 4; ++i)
    for (std::uint32_t j = 0; j < 4; ++j) BOOST_TEST(found(i, j) == 6048000 * hilbert(i, j));
}
BOOST_AUTO_TEST_CASE(the_gradient_of_the_logarithm_of_a_determinant_is_the_inverse_transposed) {
  auto const found = at_inverse_hilbert<inverse_transposed>();
  for (std::uint32_t i = 0; i < 4; ++i)
    for (std::uint32_t j = 0; j < 4; ++j)
      BOOST_TEST(found(i, j) == hilbert(i, j), boost::test_tools::tolerance(1e-13));  // 1.4e-14: the minors cancel
}
BOOST_AUTO_TEST_CASE(the_inverse_changes_by_minus_the_inverse_times_the_change_times_the_inverse) {
  auto const found = at_inverse_hilbert<twice_the_change>();
  for (std::uint32_t i = 0; i < 4; ++i)
    for (std::uint32_t j = 0; j < 4; ++j) {
      double change = 0;  // −(A⁻¹ V A⁻¹)ᵀ
      for (std::uint32_t k = 0; k < 4; ++k)
        for (std::uint32_t l = 0; l < 4; ++l) change -= hilbert(j, k) * direction[4 * k + l] * hilbert(l, i);
      BOOST_TEST(change != 0);
      BOOST_TEST(found(i, j) == 2 * change, boost::test_tools::tolerance(1e-11));
    }
}
BOOST_AUTO_TEST_CASE(least_squares_have_gradient_zero_at_their_solution_and_not_by_the_data) {
  BOOST_TEST(double{of_the_line<squares>(solution)} == 4.2, boost::test_tools::tolerance(1e-14));
  auto const found = of_the_line<by_beta>(solution);
  for (std::uint32_t i = 0; i < 2; ++i) BOOST_TEST(found[i] / 154 == 0.0, boost::test_tools::tolerance(1e-15));
  auto const by_data = of_the_line<by_X>(solution);  // 2 r βᵀ with the residuals r = (−1.1, 1.3, 0.7, −0.9)
  constexpr double r[]{-1.1, 1.3, 0.7, -0.9};
  for (std::uint32_t i = 0; i < 4; ++i)
    for (std::uint32_t j = 0; j < 2; ++j)
      BOOST_TEST(by_data(i, j) == 2 * r[i] * solution[j], boost::test_tools::tolerance(1e-14));
}
BOOST_AUTO_TEST_CASE(rosenbrock_s_function_has_the_derivatives_of_scipy) {
  double const value = tl::evaluate<double, of_ten>(tl::bind(x10, arange<10>(0.1)));
  BOOST_TEST(value == 76.56, boost::test_tools::tolerance(1e-14));
  auto const first = tl::evaluate<double, slope>(tl::bind(x9, arange<9>(0.1)));
  constexpr double of_scipy[]{-2, 10.6, 15.6, 13.4, 6.4, -3, -12.4, -19.4, 62};
  for (std::uint32_t i = 0; i < 9; ++i) BOOST_TEST(first[i] == of_scipy[i], boost::test_tools::tolerance(1e-13));
  auto const second = tl::evaluate<double, bend>(tl::bind(x4, arange<4>(0.1)));
  constexpr double hessian_of_scipy[]{-38, 0, 0, 0, 0, 134, -40, 0, 0, -40, 130, -80, 0, 0, -80, 200};
  for (std::uint32_t i = 0; i < 16; ++i)
    BOOST_TEST(second(i / 4, i % 4) == hessian_of_scipy[i], boost::test_tools::tolerance(1e-14));
  auto const product = tl::evaluate<double, bend_times>(tl::bind(x9, arange<9>(0.1)), tl::bind(p9, arange<9>(0.5)));
  constexpr double product_of_scipy[]{0, 27, -10, -95, -192, -265, -278, -195, -180};
  for (std::uint32_t i = 0; i < 9; ++i)
    BOOST_TEST(product[i] == product_of_scipy[i], boost::test_tools::tolerance(1e-13));
}

BOOST_AUTO_TEST_SUITE_END()
