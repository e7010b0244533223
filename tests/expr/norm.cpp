// SPDX-License-Identifier: BSL-1.0
#include "tapeless/expr/norm.hpp"

#include "../computed.hpp"
#include "../in_graph.hpp"
#include "tapeless/diff/jacobian.hpp"
#include "tapeless/expr/batch.hpp"

#include <boost/test/unit_test.hpp>

namespace expr_norm_test {

namespace tl = tapeless;
using computed::value;
using in_graph::count;
using tl::extents;
using tl::op;
constexpr auto v = tl::input<"v", 5>;
constexpr auto w = tl::input<"w", 5>;
constexpr auto A = tl::parameter<"A", 2, 3>;
constexpr auto S = tl::parameter<"S", 3, 3>;

computed::point const at{{{tl::name("v"), {1, -2, 3, -4, 0.5}}, {tl::name("A"), {3, -1, 2, 4, 0, -6}}}};

/// Π of the others, with one, two or no zeros among the elements.
plain::matrix products_of_the_others(plain::matrix const& of) {
  plain::matrix made(of.rows, of.columns);
  for (std::size_t e = 0; e < of.values.size(); ++e) {
    made.values[e] = 1;
    for (std::size_t k = 0; k < of.values.size(); ++k) made.values[e] *= k == e ? 1 : of.values[k];
  }
  return made;
}
/// The same without two elements, 0 for one and the same.
plain::matrix second_derivatives(plain::matrix const& of) {
  plain::matrix made(5, 5);
  for (std::size_t i = 0; i < 5; ++i)
    for (std::size_t j = 0; j < 5; ++j) {
      made(i, j) = i == j ? 0 : 1;
      for (std::size_t k = 0; k < 5; ++k) made(i, j) *= k == i || k == j ? 1 : of(k);
    }
  return made;
}

static_assert(decltype(norm(v))::shape == extents{} && decltype(tl::norm<0>(A))::shape == extents{1, 3});
static_assert(decltype(tl::norm1<1>(A))::shape == extents{2, 1} && decltype(tl::prod<0>(A))::shape == extents{1, 3});
static_assert(decltype(prod(tl::batch<4>(v)))::shape == extents{1, 1, 4} && decltype(trace(S))::shape == extents{});

}  // namespace expr_norm_test

BOOST_AUTO_TEST_SUITE(expr_norm)

using namespace expr_norm_test;

BOOST_AUTO_TEST_CASE(norms_are_their_definitions) {
  BOOST_TEST(value(norm1(v), at)(0) == 10.5);
  BOOST_TEST(value(squared_norm(v), at)(0) == 30.25);
  BOOST_TEST(value(norm(v), at)(0) == 5.5);
  plain::expect(value(tl::norm1<0>(A), at), {1, 3, {7, 1, 8}}, 0);
  plain::expect(value(tl::squared_norm<1>(A), at), {2, 1, {14, 52}}, 0);
  plain::expect(value(tl::norm<0>(A), at), {1, 3, {5, 1, std::sqrt(40)}}, 1e-15);
}
BOOST_AUTO_TEST_CASE(the_gradient_of_a_norm_is_the_direction_and_zero_at_zero) {
  plain::expect(value(grad(norm(v), v), at), (1 / 5.5) * value(v, at), 1e-15);
  computed::point const zero{{{tl::name("v"), {0, 0, 0, 0, 0}}}};
  plain::expect(value(grad(norm(v), v), zero), plain::matrix(5, 1), 0);
  plain::expect(value(grad(norm1(v), v), at), {5, 1, {1, -1, 1, -1, 1}}, 0);
  plain::expect(value(grad(norm1(v), v), zero), plain::matrix(5, 1), 0);
  computed::point const zero_column{{{tl::name("A"), {3, 0, 2, 4, 0, -6}}}};
  plain::expect(value(grad(sum(tl::norm<0>(A)), A), zero_column),
                {2, 3, {0.6, 0, 2 / std::sqrt(40), 0.8, 0, -6 / std::sqrt(40)}}, 1e-15);
}
/// Value, gradient and Hessian at three numbers and a power of ten times them, in T.
template <class T, class F>
void expect_scaled(F const& f, double power, double degree, double tolerance) {
  constexpr auto u = tl::input<"u", 3>;
  auto const at_size = [&](double size) { return computed::point{{{u.identifier, {1 * size, -3 * size, 2 * size}}}}; };
  auto const slope = tl::grad(f(u), u);
  auto const curvature = tl::hessian(f(u), u);
  auto const expect = [&](auto const& e, double order) {
    plain::matrix const unit = value(e, at_size(1));
    plain::matrix const found = computed::value_in<T>(e, at_size(power));
    double const scale = std::pow(power, degree - order);
    BOOST_TEST(plain::sum(plain::map(unit, [](double each) { return std::abs(each); })) > 0.1);
    for (std::size_t i = 0; i < unit.values.size(); ++i)
      BOOST_TEST(plain::close(found.values[i] / scale, unit.values[i], tolerance), power << ": " << found.values[i]);
  };
  expect(f(u), 0);
  expect(slope, 1);
  expect(curvature, 2);
}
template <class F>
void expect_scales(F const& f, double degree) {
  for (double const power : {1e-30, 1e-23, 1e17, 2e19, 1e25}) expect_scaled<float>(f, power, degree, 2e-6);
  for (double const power : {1e-150, 1e-23, 1e19, 1e150}) expect_scaled<double>(f, power, degree, 1e-14);
  expect_scaled<double>(f, 1e-200, degree, 1e-14);
}
BOOST_AUTO_TEST_CASE(a_norm_and_its_derivatives_scale_with_their_argument_to_the_ends_of_the_numbers) {
  expect_scales([](auto const& u) { return norm(u); }, 1);
  expect_scales([](auto const& u) { return tl::standard_deviation(u); }, 1);
  constexpr auto u = tl::input<"u", 3>;
  auto const similarity = cosine_similarity(u, tl::slice<0, 3>(v));
  for (double const power : {1e-30, 1e-23, 1e25}) {
    computed::point const here{{{u.identifier, {power, -3 * power, 2 * power}}, at.given[0]}};
    BOOST_TEST(plain::close(computed::value_in<float>(cosine_similarity(u, u), here)(0), 1, 1e-6));
    BOOST_TEST(plain::close(computed::value_in<float>(similarity, here)(0), 13.0 / 14, 1e-6));
    plain::matrix const slope = computed::value_in<float>(tl::grad(similarity, u), here);
    for (std::size_t i = 0; i < 3; ++i)  // (ŵ − cos·û)/‖u‖
      BOOST_TEST(plain::close(slope(i) * power,
                              (at.given[0].rows[i] - (i == 0   ? 13
                                                      : i == 1 ? -39
                                                               : 26) /
                                                         14.0) /
                                  14,
                              1e-6));
  }
}
BOOST_AUTO_TEST_CASE(a_standard_deviation_is_the_root_of_the_variance_with_derivative_zero_at_equal_elements) {
  BOOST_TEST(value(tl::standard_deviation(v), at)(0) == std::sqrt(value(variance(v), at)(0)),
             boost::test_tools::tolerance(1e-15));
  plain::expect(value(tl::standard_deviation<0>(A), at), {1, 3, {0.5, 0.5, 4}}, 1e-15);
  for (double const each : {0.0, 7.0, 0.1}) {
    computed::point const equal{{{tl::name("v"), std::vector<double>(5, each)}}};
    plain::expect(value(tl::standard_deviation(v), equal), plain::matrix(1, 1), 1e-16);
    if (each != 0.1) plain::expect(value(tl::grad(tl::standard_deviation(v), v), equal), plain::matrix(5, 1), 0);
    plain::expect(computed::value_in<float>(tl::hessian(tl::standard_deviation(v), v),
                                            {{{tl::name("v"), std::vector<double>(5, 0)}}}),
                  plain::matrix(5, 5), 0);
  }
}
BOOST_AUTO_TEST_CASE(a_nan_is_in_the_norm_and_in_its_derivative) {
  computed::point const bad{{{tl::name("v"), {1, std::nan(""), 0, 0, 0}}}};
  BOOST_TEST(std::isnan(value(norm(v), bad)(0)));
  BOOST_TEST(std::isnan(value(grad(norm(v), v), bad)(0)));
  BOOST_TEST(
      std::isinf(value(norm(v), {{{tl::name("v"), {1, -std::numeric_limits<double>::infinity(), 0, 0, 0}}}})(0)));
}
BOOST_AUTO_TEST_CASE(a_norm_of_one_number_is_its_magnitude) {
  BOOST_TEST(in_graph::same(norm(tl::input<"s">), abs(tl::input<"s">)));
  BOOST_TEST(in_graph::same(tl::norm<1>(v), abs(v)));
  BOOST_TEST(in_graph::same(tl::norm<0>(v), norm(v)));
}
BOOST_AUTO_TEST_CASE(a_product_of_elements_is_taken_over_all_or_along_an_axis) {
  BOOST_TEST(value(prod(v), at)(0) == 12.0);
  BOOST_TEST(value(prod(A), at)(0) == 0.0);
  plain::expect(value(tl::prod<0>(A), at), {1, 3, {12, 0, -12}}, 0);
  plain::expect(value(tl::prod<1>(A), at), {2, 1, {-6, 0}}, 0);
  BOOST_TEST(in_graph::same(prod(tl::input<"s">), tl::input<"s">));
}
BOOST_AUTO_TEST_CASE(a_product_of_elements_is_as_deep_as_the_logarithm_of_their_number) {
  BOOST_TEST(count(op::multiply, prod(tl::input<"x", 64>)) == 6u);
  BOOST_TEST(count(op::multiply, prod(tl::input<"x", 63>)) == 10u);  // and one for each odd length on the way
}
BOOST_AUTO_TEST_CASE(its_derivatives_are_right_where_elements_are_zero) {
  for (std::vector<double> const& numbers :
       {std::vector<double>{1, -2, 3, -4, 0.5}, {1, 0, 3, -4, 0.5}, {1, 0, 3, 0, 0.5}}) {
    computed::point const here{{{tl::name("v"), numbers}}};
    plain::matrix const x(5, 1, numbers);
    plain::expect(value(grad(prod(v), v), here), products_of_the_others(x), 1e-15);
    plain::expect(value(tl::hessian(prod(v), v), here), second_derivatives(x), 1e-15);
    BOOST_TEST(plain::sum(plain::map(second_derivatives(x), [](double e) { return std::abs(e); })) > 0);
  }
}
BOOST_AUTO_TEST_CASE(a_trace_is_the_sum_of_the_diagonal) {
  plain::matrix const m = value(S);
  BOOST_TEST(value(trace(S))(0) == m(0, 0) + m(1, 1) + m(2, 2), boost::test_tools::tolerance(1e-15));
  BOOST_TEST(in_graph::same(grad(trace(S * S), S), 2 * transpose(S)));
  plain::expect(value(grad(trace(S * S), S)), 2.0 * plain::transposed(m), 1e-15);
  plain::expect(computed::simplified_value(grad(trace(S * S), S)), 2.0 * plain::transposed(m), 1e-15);
}
BOOST_AUTO_TEST_CASE(cosine_similarity_is_one_along_and_minus_one_against) {
  BOOST_TEST(value(cosine_similarity(v, 3 * v), at)(0) == 1.0, boost::test_tools::tolerance(1e-15));
  BOOST_TEST(value(cosine_similarity(v, -v), at)(0) == -1.0, boost::test_tools::tolerance(1e-15));
  BOOST_TEST(std::isnan(value(cosine_similarity(v, 0 * v), at)(0)));
  plain::matrix const a = value(v);
  plain::matrix const b = value(w);
  double const expected = plain::sum(plain::hadamard(a, b)) /
                          std::sqrt(plain::sum(plain::hadamard(a, a)) * plain::sum(plain::hadamard(b, b)));
  BOOST_TEST(value(cosine_similarity(v, w))(0) == expected, boost::test_tools::tolerance(1e-14));
}
BOOST_AUTO_TEST_CASE(each_sample_of_a_batch_has_its_own) {
  computed::point const two{.samples = 2};
  for (std::uint32_t k = 0; k < 2; ++k) {
    plain::matrix const x = value(tl::batch<3>(v), two, k);
    double product = 1;
    for (double const each : x.values) product *= each;
    BOOST_TEST(value(tl::batch<3>(prod(v)), two, k)(0) == product, boost::test_tools::tolerance(1e-15));
    BOOST_TEST(value(tl::batch<3>(squared_norm(v)), two, k)(0) == plain::sum(plain::hadamard(x, x)),
               boost::test_tools::tolerance(1e-15));
  }
}
BOOST_AUTO_TEST_CASE(an_ill_formed_operand_passes) {
  static_assert(std::same_as<decltype(prod(tl::ill_formed{})), tl::ill_formed>);
  static_assert(std::same_as<decltype(trace(tl::ill_formed{})), tl::ill_formed>);
  BOOST_TEST((std::same_as<decltype(tl::norm<1>(tl::ill_formed{})), tl::ill_formed>));
}

BOOST_AUTO_TEST_SUITE_END()
