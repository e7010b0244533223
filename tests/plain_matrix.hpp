// SPDX-License-Identifier: BSL-1.0
// Matrices as plain loops over doubles: what the tests compare the library with. Nothing here comes from the library.
#pragma once

#include <boost/test/unit_test.hpp>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace plain {

struct matrix {
  std::size_t rows = 0;
  std::size_t columns = 0;
  std::vector<double> values;  // row after row

  matrix() = default;
  matrix(std::size_t height, std::size_t width) : rows(height), columns(width), values(height * width) {}
  matrix(std::size_t height, std::size_t width, std::vector<double> v)
      : rows(height), columns(width), values(std::move(v)) {
    BOOST_REQUIRE_EQUAL(values.size(), height * width);
  }
  double& operator()(std::size_t i, std::size_t j = 0) { return values[i * columns + j]; }
  double operator()(std::size_t i, std::size_t j = 0) const { return values[i * columns + j]; }
};

template <class F>
matrix map(matrix m, F const& f) {
  for (double& each : m.values) each = f(each);
  return m;
}
template <class F>
matrix zip(matrix l, matrix const& r, F const& f) {
  BOOST_REQUIRE(l.rows == r.rows && l.columns == r.columns);
  for (std::size_t i = 0; i < l.values.size(); ++i) l.values[i] = f(l.values[i], r.values[i]);
  return l;
}
inline matrix operator+(matrix const& l, matrix const& r) {
  return zip(l, r, [](double u, double v) { return u + v; });
}
inline matrix operator-(matrix const& l, matrix const& r) {
  return zip(l, r, [](double u, double v) { return u - v; });
}
inline matrix hadamard(matrix const& l, matrix const& r) {
  return zip(l, r, [](double u, double v) { return u * v; });
}
inline matrix operator*(double s, matrix const& m) {
  return map(m, [s](double v) { return s * v; });
}
inline matrix operator*(matrix const& l, matrix const& r) {
  BOOST_REQUIRE_EQUAL(l.columns, r.rows);
  matrix c(l.rows, r.columns);
  for (std::size_t i = 0; i < l.rows; ++i)
    for (std::size_t j = 0; j < r.columns; ++j)
      for (std::size_t k = 0; k < l.columns; ++k) c(i, j) += l(i, k) * r(k, j);
  return c;
}
inline matrix transposed(matrix const& m) {
  matrix c(m.columns, m.rows);
  for (std::size_t i = 0; i < m.rows; ++i)
    for (std::size_t j = 0; j < m.columns; ++j) c(j, i) = m(i, j);
  return c;
}
inline double sum(matrix const& m) {
  double total = 0;
  for (double const each : m.values) total += each;
  return total;
}
inline matrix tanh(matrix const& m) {
  return map(m, [](double v) { return std::tanh(v); });
}
inline matrix softmax(matrix const& z) {
  matrix const e = map(z, [](double v) { return std::exp(v); });
  return (1 / sum(e)) * e;
}
inline matrix one_hot(std::size_t classes, std::size_t which) {
  matrix m(classes, 1);
  m(which) = 1;
  return m;
}
/// Column j of a matrix whose columns are samples lying one after the other.
template <class T>
matrix sample(T const* data, std::size_t size, std::size_t index) {
  matrix m(size, 1);
  for (std::size_t i = 0; i < size; ++i) m(i) = static_cast<double>(data[index * size + i]);
  return m;
}

/// Numbers in (−1, 1) without pattern, the same in every run: fractional parts of multiples of 1/√φ, φ the golden
/// ratio.
class numbers {
public:
  explicit numbers(double start = 0.5) : at(start) {}
  double operator()() {
    at += 0.786151377757423;
    at -= std::floor(at);
    return 2 * at - 1;
  }

private:
  double at;
};

/// Any view of the library as a matrix of this kind.
template <class View>
matrix of(View const& v) {
  matrix m(v.rows(), v.columns());
  for (std::uint32_t i = 0; i < v.rows(); ++i)
    for (std::uint32_t j = 0; j < v.columns(); ++j) m(i, j) = static_cast<double>(v(i, j));
  return m;
}
template <class View>
void set(View const& v, matrix const& m) {
  BOOST_REQUIRE(v.rows() == m.rows && v.columns() == m.columns);
  for (std::uint32_t i = 0; i < v.rows(); ++i)
    for (std::uint32_t j = 0; j < v.columns(); ++j) v(i, j) = static_cast<typename View::element>(m(i, j));
}
template <class View>
matrix fill(View const& v, numbers& from) {
  for (std::uint32_t i = 0; i < v.rows(); ++i)
    for (std::uint32_t j = 0; j < v.columns(); ++j) v(i, j) = static_cast<typename View::element>(from());
  return of(v);
}

inline bool close(double found, double expected, double tolerance) {
  return std::abs(found - expected) <= tolerance * std::fmax(1, std::abs(expected));
}
/// Every element within `tolerance`, absolute below 1 and relative above.
inline void expect(matrix const& found, matrix const& expected, double tolerance = 1e-12) {
  BOOST_REQUIRE(found.rows == expected.rows && found.columns == expected.columns);
  for (std::size_t i = 0; i < found.rows; ++i)
    for (std::size_t j = 0; j < found.columns; ++j)
      BOOST_TEST(close(found(i, j), expected(i, j), tolerance),
                 "element (" << i << ", " << j << "): found " << found(i, j) << ", expected " << expected(i, j));
}
template <class View>
void expect(View const& found, matrix const& expected, double tolerance = 1e-12) {
  expect(of(found), expected, tolerance);
}

}  // namespace plain
