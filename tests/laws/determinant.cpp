// SPDX-License-Identifier: BSL-1.0
// test: g++ suffices
// A determinant by minors: many small slices of one matrix, which the limits of the compilers have to bear as they are
// by default.
#include "tapeless/diff/jacobian.hpp"
#include "tapeless/expr/structure.hpp"
#include "tapeless/plan/plan.hpp"
#include "tapeless/run/interpreter.hpp"

#include <array>
#include <bit>
#include <boost/test/unit_test.hpp>
#include <cmath>

namespace laws_determinant_test {

namespace tl = tapeless;
template <std::uint32_t N>
constexpr auto A = tl::parameter<"A", N, N>;

/// Expansion along the first row that is left; `Columns` has a bit for each column that is left, `Column` is the one
/// that is looked at.
template <std::uint32_t N, std::uint32_t Columns = (1u << N) - 1, std::uint32_t Column = 0, bool Negative = false>
constexpr auto determinant() {
  constexpr std::uint32_t row = N - static_cast<std::uint32_t>(std::popcount(Columns));
  constexpr std::uint32_t others = Columns & ~(1u << Column);
  if constexpr ((Columns >> Column & 1) == 0) {
    return determinant<N, Columns, Column + 1, Negative>();
  } else if constexpr (others == 0) {
    return tl::element<row, Column>(A<N>);
  } else {
    auto const minor = tl::element<row, Column>(A<N>) * determinant<N, others>();
    auto const signed_minor = [&] {
      if constexpr (Negative) {
        return -minor;
      } else {
        return minor;
      }
    }();
    if constexpr (Columns >> (Column + 1) == 0) {
      return signed_minor;
    } else {
      return signed_minor + determinant<N, Columns, Column + 1, !Negative>();
    }
  }
}

constexpr auto det = determinant<5>();
constexpr auto slope = tl::grad(det, A<5>);
constexpr auto row_of_slopes = tl::jacfwd(det, A<5>);
constexpr auto curvature = tl::hessian(determinant<3>(), A<3>);

// one program of all three, with the limits that compilers have by default
using all_three = tl::rules::listed<det, slope, row_of_slopes>;
static_assert(tl::plan::planned<all_three>::step_count > 0);

constexpr std::array<double, 25> matrix{2, 1, 0, -1, 3, 0, 4, 1, 2, -2, 1, 0, 3, 1, 1, -1, 2, 0, 5, 0, 1, 1, -3, 0, 2};

/// By elimination.
double by_elimination(std::array<double, 25> m) {
  double product = 1;
  for (std::size_t k = 0; k < 5; ++k) {
    product *= m[6 * k];
    for (std::size_t i = k + 1; i < 5; ++i) {
      double const factor = m[5 * i + k] / m[6 * k];
      for (std::size_t j = k; j < 5; ++j) m[5 * i + j] -= factor * m[5 * k + j];
    }
  }
  return product;
}

}  // namespace laws_determinant_test

BOOST_AUTO_TEST_SUITE(laws_determinant)

using namespace laws_determinant_test;

BOOST_AUTO_TEST_CASE(the_gradient_of_a_determinant_is_its_cofactors_both_ways) {
  auto const close = boost::test_tools::tolerance(1e-12);
  tl::run::interpretation<double, all_three> const values(tl::bind(A<5>, matrix));
  double const found = values.output<0>();
  BOOST_TEST(found == by_elimination(matrix), close);
  auto const reverse = values.output<1>();
  auto const forward = values.output<2>();
  for (std::uint32_t e = 0; e < 25; ++e) {
    auto moved = matrix;
    moved[e] += 1;  // linear in each element: the difference is the cofactor
    double const cofactor = by_elimination(moved) - found;
    BOOST_TEST(std::abs(reverse(e / 5, e % 5) - cofactor) < 1e-10);
    BOOST_TEST(std::abs(forward(0, e) - cofactor) < 1e-10);
  }
  BOOST_TEST(std::abs(found) > 1);
}
BOOST_AUTO_TEST_CASE(second_derivatives_of_a_determinant_are_elements) {
  constexpr std::array<double, 9> at{1, 2, 3, 4, 5, 6, 7, 8, 10};
  auto const second = tl::evaluate<double, curvature>(tl::bind(A<3>, at));
  BOOST_TEST(second(0, 4) == at[8]);   // a00, a11: a22
  BOOST_TEST(second(1, 3) == -at[8]);  // a01, a10: -a22
  BOOST_TEST(second(2, 4) == -at[6]);  // a02, a11: -a20
  BOOST_TEST(second(5, 7) == -at[0]);  // a12, a21: -a00
  for (std::uint32_t i = 0; i < 9; ++i)
    for (std::uint32_t k = 0; k < 9; ++k) {
      BOOST_TEST(second(i, k) == second(k, i));
      BOOST_TEST((second(i, k) != 0) == (i / 3 != k / 3 && i % 3 != k % 3));
    }
}

BOOST_AUTO_TEST_SUITE_END()
