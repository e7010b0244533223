// SPDX-License-Identifier: BSL-1.0
#include "tapeless/ops/matrix.hpp"

#include "tapeless/ops/records.hpp"

#include <array>
#include <boost/test/unit_test.hpp>

namespace ops_matrix_test {

namespace ops = tapeless::ops;
using tapeless::extents, tapeless::op;

/// Some rows and columns with room for three between one column and the next; −7 is what nobody looks at.
template <class T>
struct stored {
  extents shape;
  std::uint32_t step;
  std::array<T, 12> data{-7, -7, -7, -7, -7, -7, -7, -7, -7, -7, -7, -7};

  constexpr stored(extents s, std::uint32_t gap) : shape(s), step(s.rows + gap) {}
  constexpr stored(extents s, std::uint32_t gap, auto... rows) : stored(s, gap) {
    std::array<T, sizeof...(rows)> const given{T(rows)...};
    for (std::uint32_t e = 0; e < s.size(); ++e) data[e % s.columns * step + e / s.columns] = given[e];
  }
  constexpr ops::matrix<T> matrix() { return {data.data(), shape, step}; }
  constexpr ops::matrix<T const> matrix() const { return {data.data(), shape, step}; }
  constexpr bool holds(auto... rows) const {
    stored const expected(shape, step - shape.rows, rows...);
    for (std::uint32_t j = 0; j < shape.columns; ++j)
      for (std::uint32_t i = 0; i < shape.rows; ++i)
        if (data[j * step + i] != expected.data[j * step + i]) return false;
    return true;
  }
};
/// Whether the value of an operation is what it should, close and with gaps.
template <op Code, class T>
constexpr bool gives(ops::attributes how, extents to, stored<T> const& a, stored<T> const& b, auto... rows) {
  for (std::uint32_t gap = 0; gap < 2; ++gap) {
    stored<T> y(to, gap);
    if (ops::sums_samples<Code>) y = stored<T>(to, gap, (rows * 0)...);
    ops::record<Code>::value(how, y.matrix(), a.matrix(), b.matrix());
    if (!y.holds(rows...)) return false;
  }
  return true;
}
template <class T>
constexpr bool all_have_their_value() {
  using tapeless::axis_detail, tapeless::offset_detail;
  for (std::uint32_t gap = 0; gap < 2; ++gap) {
    stored<T> const a({2, 3}, gap, 1, 2, 3, 4, 5, 6);
    stored<T> const b({3, 1}, gap, 1, 0, -1);
    stored<T> const row({1, 3}, gap, 7, 8, 9);
    ops::attributes const down{axis_detail(0)};
    ops::attributes const across{axis_detail(1)};
    bool const moved = gives<op::transpose>({}, {3, 2}, a, b, 1, 4, 2, 5, 3, 6) &&
                       gives<op::reshape>({}, {3, 2}, a, b, 1, 2, 3, 4, 5, 6) &&
                       gives<op::slice>({offset_detail(1, 1)}, {1, 2}, a, b, 5, 6) &&
                       gives<op::pad>({offset_detail(0, 1)}, {3, 3}, b, b, 0, 1, 0, 0, 0, 0, 0, -1, 0) &&
                       gives<op::diagonal>({}, {2, 1}, a, b, 1, 5) &&
                       gives<op::diagonal_matrix>({}, {3, 3}, b, b, 1, 0, 0, 0, 0, 0, 0, 0, -1) &&
                       gives<op::repeat>({}, {2, 3}, row, b, 7, 8, 9, 7, 8, 9) &&
                       gives<op::repeat>({}, {3, 2}, b, b, 1, 1, 0, 0, -1, -1) &&
                       gives<op::concatenate>(down, {3, 3}, a, row, 1, 2, 3, 4, 5, 6, 7, 8, 9) &&
                       gives<op::concatenate>(across, {3, 2}, b, b, 1, 1, 0, 0, -1, -1);
    bool const multiplied = gives<op::product>({}, {2, 1}, a, b, -2, -2) &&
                            gives<op::product>({0, true, true}, {3, 1}, a, stored<T>({1, 2}, gap, 1, -1), -3, -3, -3) &&
                            gives<op::batch_product_sum>({}, {2, 1}, a, b, -2, -2) &&
                            gives<op::batch_sum>({}, {2, 3}, a, b, 1, 2, 3, 4, 5, 6);
    bool const reduced = gives<op::sum>({}, {1, 1}, a, b, 21) && gives<op::sum>(down, {1, 3}, a, b, 5, 7, 9) &&
                         gives<op::max>(across, {2, 1}, a, b, 3, 6) && gives<op::max>({}, {1, 1}, a, b, 6) &&
                         gives<op::norm>(down, {1, 1}, stored<T>({2, 1}, gap, 3, -4), b, 5) &&
                         gives<op::logsumexp>(across, {3, 1}, b, b, 1, 0, -1);
    bool const normal = gives<op::softmax>(across, {3, 1}, b, b, 1, 1, 1) &&
                        gives<op::log_softmax>(across, {3, 1}, b, b, 0, 0, 0) &&
                        gives<op::softmax>({}, {2, 2}, stored<T>({2, 2}, gap, 3, 3, 3, 3), b, .25, .25, .25, .25);
    if (!moved || !multiplied || !reduced || !normal) return false;
  }
  return true;
}
static_assert(all_have_their_value<double>() && all_have_their_value<float>());

}  // namespace ops_matrix_test

BOOST_AUTO_TEST_SUITE(ops_matrix)

using namespace ops_matrix_test;

BOOST_AUTO_TEST_CASE(operations_have_their_value_whatever_lies_between_columns) {
  BOOST_TEST(all_have_their_value<double>());
  BOOST_TEST(all_have_their_value<float>());
}
BOOST_AUTO_TEST_CASE(a_sum_over_samples_adds_to_what_is_there) {
  stored<double> y({2, 1}, 1, 10, 20);
  stored<double> const a({2, 1}, 0, 1, 2);
  ops::record<op::batch_sum>::value({}, y.matrix(), a.matrix(), a.matrix());
  BOOST_TEST(y.holds(11, 22));
}

BOOST_AUTO_TEST_SUITE_END()
