// SPDX-License-Identifier: BSL-1.0
#include "tapeless/kernel/reduction.hpp"

#include "../plain_matrix.hpp"

#include <array>
#include <limits>

namespace kernel_reduction_test {

namespace kernel = tapeless::kernel;
namespace ops = tapeless::ops;
using kernel::line;
using tapeless::op;
constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();

template <std::size_t N>
plain::matrix normalized(op code, std::array<double, N> const& x) {
  std::array<double, N> y{};
  if (code == op::softmax)
    ops::record<op::softmax>::of_line(line<double>{y.data(), N}, line<double const>{x.data(), N});
  else
    ops::record<op::log_softmax>::of_line(line<double>{y.data(), N}, line<double const>{x.data(), N});
  return plain::sample(y.data(), N, 0);
}

}  // namespace kernel_reduction_test

BOOST_AUTO_TEST_SUITE(kernel_reduction)

using namespace kernel_reduction_test;
auto within(double tolerance) { return boost::test_tools::tolerance(tolerance); }

BOOST_AUTO_TEST_CASE(sum_and_maximum_of_a_vector) {
  constexpr double x[]{1, -4, 2.5};
  static_assert(ops::record<op::sum>::of_line(line<double const>{x, 3}) == -0.5);
  static_assert(ops::record<op::max>::of_line(line<double const>{x, 3}) == 2.5);
  BOOST_TEST(ops::largest(line<double const>{x, 2}) == 1);
}

BOOST_AUTO_TEST_CASE(a_nan_anywhere_is_the_maximum) {
  for (std::size_t i = 0; i < 3; ++i) {
    std::array<double, 3> x{1, 2, 3};
    x[i] = not_a_number;
    BOOST_TEST(std::isnan(ops::largest(line<double const>{x.data(), 3})));
  }
}

BOOST_AUTO_TEST_CASE(logsumexp_does_not_overflow) {
  std::array<double, 2> const x{1000, 1000};
  BOOST_TEST(ops::record<op::logsumexp>::of_line(line<double const>{x.data(), 2}) == 1000 + std::log(2.0),
             within(1e-15));
  std::array<double, 2> const low{-1000, -1000};
  BOOST_TEST(ops::record<op::logsumexp>::of_line(line<double const>{low.data(), 2}) == -1000 + std::log(2.0),
             within(1e-15));
  std::array<double, 2> const nothing{-infinity, -infinity};
  BOOST_TEST(ops::record<op::logsumexp>::of_line(line<double const>{nothing.data(), 2}) == -infinity);
}

BOOST_AUTO_TEST_CASE(softmax_is_a_distribution_whatever_is_added_to_all_logits) {
  plain::matrix const p = normalized(op::softmax, std::array{0.5, -1.25, 2.0});
  plain::expect(p, plain::softmax(plain::matrix(3, 1, {0.5, -1.25, 2})), 1e-15);
  BOOST_TEST(plain::sum(p) == 1, within(1e-15));
  plain::expect(normalized(op::softmax, std::array{1000.5, 998.75, 1002.0}), p, 1e-14);
  plain::expect(normalized(op::softmax, std::array{1000.0, -1000.0}), plain::matrix(2, 1, {1, 0}), 0);
}

BOOST_AUTO_TEST_CASE(softmax_of_a_line_that_is_masked_throughout_is_zero) {
  plain::expect(normalized(op::softmax, std::array{-infinity, -infinity}), plain::matrix(2, 1, {0, 0}), 0);
  BOOST_TEST(normalized(op::log_softmax, std::array{-infinity, -infinity})(1) == -infinity);
  BOOST_TEST(std::isnan(normalized(op::softmax, std::array{infinity, 0.0})(0)));
  BOOST_TEST(std::isnan(normalized(op::softmax, std::array{-infinity, not_a_number})(0)));
  std::array<double, 2> const nothing{-infinity, -infinity};
  std::array<double, 2> const y{0, 1};
  BOOST_TEST(ops::cross_entropy_of_logits(line<double const>{nothing.data(), 2}, line<double const>{y.data(), 2}) ==
             infinity);
}
BOOST_AUTO_TEST_CASE(log_softmax_is_finite_where_softmax_underflows) {
  plain::expect(normalized(op::log_softmax, std::array{1000.0, -1000.0}), plain::matrix(2, 1, {0, -2000}), 0);
}

BOOST_AUTO_TEST_CASE(a_vector_may_be_normalized_in_place) {
  std::array<double, 3> x{0.5, -1.25, 2};
  plain::matrix const expected = normalized(op::softmax, x);
  ops::record<op::softmax>::of_line(line<double>{x.data(), 3}, line<double const>{x.data(), 3});
  plain::expect(plain::sample(x.data(), 3, 0), expected, 0);
}

BOOST_AUTO_TEST_CASE(cross_entropy_of_logits_counts_only_classes_with_weight) {
  std::array<double, 3> const z{0.5, -1.25, 2};
  std::array<double, 3> const y{0.75, 0, 0.5};  // sums to 1.25
  plain::matrix const p = plain::softmax(plain::sample(z.data(), 3, 0));
  BOOST_TEST(ops::cross_entropy_of_logits(line<double const>{z.data(), 3}, line<double const>{y.data(), 3}) ==
                 -0.75 * std::log(p(0)) - 0.5 * std::log(p(2)),
             within(1e-14));
  std::array<double, 3> const impossible{0.5, -infinity, 2};
  BOOST_TEST(std::isfinite(
      ops::cross_entropy_of_logits(line<double const>{impossible.data(), 3}, line<double const>{y.data(), 3})));
}

static_assert(ops::record<op::norm>::of_line(line<double const>{std::array{0x3p660, -0x4p660}.data(), 2}) == 0x5p660);
/// What a program computes: in vectors, apart, and in columns with a gap; what constant expressions do is the same as
/// the last way out.
template <class T>
void expect_norm(std::array<T, 6> const& x, T expected) {
  auto const along = [](std::uint32_t axis, std::uint32_t leading) {
    return kernel::lines_along(axis, {6, 1}, leading);
  };
  T found[3]{};
  kernel::reduce<T, op::norm, kernel::spacing::close>({&found[0], 1}, {x.data(), 6}, along(2, 6), 1);
  kernel::reduce<T, op::norm, kernel::spacing::apart>({&found[1], 1}, {x.data(), 6}, {1, 6, 0, 1}, 1);
  kernel::reduce<T, op::norm, kernel::spacing::in_columns>({&found[2], 1}, {x.data(), 6}, along(2, 7), 1);
  for (T const each : found) {
    bool const same = each == expected || (std::isnan(each) && std::isnan(expected));
    BOOST_TEST((same || std::abs(each - expected) <= 4 * std::numeric_limits<T>::epsilon() * expected),
               each << " instead of " << expected);
  }
}
template <class T>
void expect_norms() {
  T const infinite = std::numeric_limits<T>::infinity();
  T const smallest = std::numeric_limits<T>::denorm_min();
  for (int power = std::numeric_limits<T>::min_exponent - 1; power < std::numeric_limits<T>::max_exponent - 4;
       power += 3) {
    T const unit = std::ldexp(T(1), power);
    expect_norm<T>({2 * unit, -4 * unit, 0, 4 * unit, 8 * unit, 0}, 10 * unit);
    expect_norm<T>({0, 0, 0, 0, -unit, 0}, unit);
    expect_norm<T>({unit, smallest, smallest, smallest, 0, 0}, unit);  // but for the last digit of the smallest unit
  }
  expect_norm<T>({0, smallest, 0, 0, 0, 0}, smallest);
  expect_norm<T>({}, 0);
  expect_norm<T>({1, 2, 0, -infinite, 3, 0}, infinite);
  expect_norm<T>({1, 2, std::numeric_limits<T>::quiet_NaN(), infinite, 3, 0}, std::numeric_limits<T>::quiet_NaN());
  T const most = std::numeric_limits<T>::max();
  expect_norm<T>({most, most, 0, 0, 0, 0}, infinite);
}
BOOST_AUTO_TEST_CASE(no_square_of_a_norm_overflows_or_vanishes) {
  expect_norms<float>();
  expect_norms<double>();
}

BOOST_AUTO_TEST_CASE(a_batch_is_reduced_sample_by_sample) {
  double const x[]{1, 2, 3, 4, 5, 6};
  double out[3]{};
  kernel::reduce<double, op::sum, kernel::spacing::close>({out, 1}, {x, 2}, kernel::lines{1, 2, 0, 1}, 3);
  plain::expect(plain::sample(out, 3, 0), plain::matrix(3, 1, {3, 7, 11}), 0);
  double normal[6]{};
  kernel::normalize<double, op::softmax, kernel::spacing::close>({normal, 3}, {x, 3}, kernel::lines{1, 3, 0, 1}, 2);
  plain::expect(plain::sample(normal, 3, 1), plain::softmax(plain::matrix(3, 1, {4, 5, 6})), 1e-15);
}
BOOST_AUTO_TEST_CASE(a_matrix_is_reduced_down_its_columns_or_along_its_rows) {
  double const x[]{1, 4, 2, 5, 3, 9};  // 1 2 3 / 4 5 9, column after column
  double down[3]{};
  kernel::reduced_lines<op::sum>(down, x, kernel::lines_along(0, {2, 3}));
  plain::expect(plain::sample(down, 3, 0), plain::matrix(3, 1, {5, 7, 12}), 0);
  double across[2]{};
  kernel::reduced_lines<op::max>(across, x, kernel::lines_along(1, {2, 3}));
  plain::expect(plain::sample(across, 2, 0), plain::matrix(2, 1, {3, 9}), 0);
  double normal[6]{};
  kernel::normalized_lines<op::softmax>(normal, x, kernel::lines_along(1, {2, 3}));
  plain::matrix const first = plain::softmax(plain::matrix(3, 1, {1, 2, 3}));
  plain::expect(plain::matrix(3, 1, {normal[0], normal[2], normal[4]}), first, 1e-15);
}
BOOST_AUTO_TEST_CASE(what_lies_between_the_columns_of_a_matrix_is_in_no_line) {
  double const gap = std::numeric_limits<double>::quiet_NaN();
  double const x[]{1, 4, gap, 2, 5, gap, 3, 9, gap};  // 1 2 3 / 4 5 9
  auto const along = [](std::uint32_t axis) { return kernel::lines_along(axis, {2, 3}, 3); };
  double down[3]{};
  kernel::reduce<double, op::sum, along(0).spaced>({down, 3}, {x, 9}, along(0), 1);
  plain::expect(plain::sample(down, 3, 0), plain::matrix(3, 1, {5, 7, 12}), 0);
  double across[2]{};
  kernel::reduce<double, op::max, along(1).spaced>({across, 2}, {x, 9}, along(1), 1);
  plain::expect(plain::sample(across, 2, 0), plain::matrix(2, 1, {3, 9}), 0);
  double all = 0;
  kernel::reduce<double, op::sum, along(2).spaced>({&all, 1}, {x, 9}, along(2), 1);
  BOOST_TEST(all == 24);
  kernel::reduce<double, op::max, along(2).spaced>({&all, 1}, {x, 9}, along(2), 1);
  BOOST_TEST(all == 9);
  double normal[9]{};
  kernel::normalize<double, op::softmax, along(2).spaced>({normal, 9}, {x, 9}, along(2), 1);
  plain::matrix const p = plain::softmax(plain::matrix(6, 1, {1, 4, 2, 5, 3, 9}));
  plain::expect(plain::matrix(6, 1, {normal[0], normal[1], normal[3], normal[4], normal[6], normal[7]}), p, 1e-15);
  double const truth[]{0, 0.5, gap, 0, 0, gap, 0, 0.5, gap};
  kernel::cross_entropy_of_matrix<double>({&all, 1}, {x, 9}, {truth, 9}, along(2), 1);
  BOOST_TEST(all == -0.5 * (std::log(p(1)) + std::log(p(5))), within(1e-14));
}

BOOST_AUTO_TEST_SUITE_END()
