// SPDX-License-Identifier: BSL-1.0
// test: alone
#include "tapeless/kernel/product.hpp"

#include "chosen.hpp"
#include "guarded.hpp"

#include <algorithm>

namespace kernel_product_test {

namespace kernel = tapeless::kernel;
using guards::buffer;
using guards::for_each;
using guards::width;
using kernel::product_shape;

template <product_shape S>
inline constexpr guards::stored_matrix left_shape =
    S.left_transposed ? guards::stored_matrix{S.inner, S.rows, S.left_step()}
                      : guards::stored_matrix{S.rows, S.inner, S.left_step()};
template <product_shape S>
inline constexpr guards::stored_matrix right_shape =
    S.right_transposed ? guards::stored_matrix{S.columns, S.inner, S.right_step()}
                       : guards::stored_matrix{S.inner, S.columns, S.right_step()};
template <product_shape S>
inline constexpr guards::stored_matrix result_shape{S.rows, S.columns, S.result_step()};

/// The operands of `S.samples` products, or one left one for all.
template <class T, product_shape S>
struct operands {
  plain::numbers draw{0.1 * S.rows + 0.01 * S.inner + 0.001 * S.columns};
  bool shared;
  buffer<T> a, b;

  operands(bool shared_left, std::size_t samples)
      : shared(shared_left),
        a(left_shape<S>.times(shared_left ? 1 : samples), draw),
        b(right_shape<S>.times(samples), draw) {}

  kernel::operand<T> left() const { return {a.data(), shared ? 0 : static_cast<std::ptrdiff_t>(left_shape<S>.size())}; }
  kernel::operand<T> right() const { return {b.data(), static_cast<std::ptrdiff_t>(right_shape<S>.size())}; }

  /// Element e of the product of sample s, column after column.
  double operator()(std::size_t s, std::size_t e) const {
    std::size_t const i = e % S.result_step();
    std::size_t const j = e / S.result_step();
    std::size_t const first = shared ? 0 : s * left_shape<S>.size();
    std::size_t const second = s * right_shape<S>.size();
    double sum = 0;
    for (std::size_t k = 0; k < S.inner; ++k)
      sum += a[first + (S.left_transposed ? i * S.left_step() + k : k * S.left_step() + i)] *
             b[second + (S.right_transposed ? k * S.right_step() + j : j * S.right_step() + k)];
    return sum;
  }
  double sum_over_samples(std::size_t e, std::size_t samples) const {
    double sum = 0;
    for (std::size_t s = 0; s < samples; ++s) sum += (*this)(s, e);
    return sum;
  }
  void expect_intact() const { BOOST_TEST((a.intact() && b.intact())); }
};

/// One product for each sample, with a chain of four operations, one result in the place of an input.
template <class T, product_shape S, bool Shared = false, std::uint32_t CopyStep = S.rows>
void expect_products(bool one_left = S.one_left, std::uint32_t samples = S.samples) {
  operands<T, S> const from(one_left, samples);
  plain::numbers draw(0.3);
  guards::chain_buffers<T> at(result_shape<S>, samples, draw);
  constexpr auto size = static_cast<std::ptrdiff_t>(result_shape<S>.size());
  kernel::target<T> const out[]{{at.first.data(), size}, {at.all.data(), size}};
  kernel::operand<T> const in[]{
      {at.each.data(), 0}, {at.number.data(), 0}, {at.each_sample.data(), 1}, {at.all.data(), size}, {}};
  if constexpr (S.left_transposed && S.columns == 1 && S.samples > 1 &&
                tapeless::targets::current.register_bytes != 0) {
    constexpr guards::stored_matrix lies{S.rows, S.inner, CopyStep};
    buffer<T> copy(lies);
    kernel::product_by_copy<T, guards::product_by_copy<T>(S, CopyStep), guards::of_samples, Shared, CopyStep>(
        copy.data(), out, from.left(), from.right(), in, samples);
    BOOST_TEST(copy.intact());
  } else {
    kernel::product<T, guards::product<T>(S, guards::of_samples), guards::of_samples, Shared>(
        out, from.left(), from.right(), in, samples);
  }
  at.expect_of_samples(from);
  from.expect_intact();
}
/// The sum of the samples' products, with a chain of two operations, one result in the place of an input.
template <class T, product_shape S, bool Shared = false>
void expect_sum_of_products() {
  for (std::uint32_t samples : {1u, S.samples}) {
    operands<T, S> const from(false, samples);
    plain::numbers draw(0.3);
    guards::chain_buffers<T> at(result_shape<S>, 1, draw);
    kernel::target<T> const out[]{{at.first.data(), 0}, {at.each.data(), 0}};
    kernel::operand<T> const in[]{{at.each.data(), 0}, {at.number.data(), 0}, {}};
    kernel::batch_product_sum<T, guards::sum_of_products<T>(S), guards::scaled_and_added, Shared>(
        out, from.left(), from.right(), in, samples);
    at.expect_added([&](std::size_t e) { return from.sum_over_samples(e, samples); });
    from.expect_intact();
  }
}

/// Matrix · vector: one shape for each residue of the widths of registers, once with vectors for one matrix and once by
/// dot products.
template <class T, std::uint32_t Rows, std::uint32_t Inner, bool Shared = false>
void expect_matrix_vector() {
  expect_products<T, product_shape{.rows = Rows, .inner = Inner, .samples = 11, .one_left = true}, Shared>();
  expect_products<
      T,
      product_shape{
          .rows = Rows, .inner = Inner, .left_transposed = true, .samples = 11, .one_left = true, .by_list = !Shared},
      Shared>();
  expect_products<T, product_shape{.rows = Rows, .inner = Inner, .left_transposed = true, .one_left = true}, Shared>();
}
template <class T, std::uint32_t Rows, std::uint32_t Columns, std::uint32_t Inner, bool Shared = false>
void expect_all_transpositions() {
  expect_products<T, product_shape{.rows = Rows, .columns = Columns, .inner = Inner, .samples = 2}, Shared>();
  expect_products<
      T,
      product_shape{
          .rows = Rows, .columns = Columns, .inner = Inner, .left_transposed = true, .samples = 2, .by_list = !Shared},
      Shared>();
  expect_products<
      T, product_shape{.rows = Rows, .columns = Columns, .inner = Inner, .right_transposed = true, .samples = 2},
      Shared>(true);
  expect_products<T,
                  product_shape{.rows = Rows,
                                .columns = Columns,
                                .inner = Inner,
                                .left_transposed = true,
                                .right_transposed = true,
                                .samples = 2},
                  Shared>(true);
}

template <class T, std::uint32_t Rows, std::uint32_t Columns, bool Shared = false>
void expect_outer_products() {
  expect_sum_of_products<
      T, product_shape{.rows = Rows, .columns = Columns, .right_transposed = true, .samples = 5, .by_list = !Shared},
      Shared>();
}

/// A layer of `Rows` outputs and `Columns` inputs whose weights lie in columns of whole vectors: forward, backward by
/// dot products and by way of a copy, weight gradient; and a product of three such matrices.
template <class T, std::uint32_t Rows, std::uint32_t Columns, bool Shared = false>
void expect_products_with_gaps() {
  constexpr std::uint32_t width = guards::width<float> < 4 ? 4 : guards::width<float>;
  constexpr std::uint32_t step = (Rows + width - 1) / width * width;
  constexpr std::uint32_t other = (Columns + width - 1) / width * width;
  constexpr auto with = [](product_shape shape, std::uint32_t left, std::uint32_t right, std::uint32_t result) {
    shape.left_leading = left;
    shape.right_leading = right;
    shape.leading = result;
    return shape;
  };
  expect_products<T, with({Rows, 1, Columns, false, false, 1}, step, 0, 0), Shared>();
  expect_products<T, with({Rows, 1, Columns, false, false, 11, true}, step, 0, 0), Shared>();
  expect_products<T, with({Columns, 1, Rows, true, false, 1, true}, step, 0, 0), Shared>();
  expect_products<T, with({Columns, 1, Rows, true, false, 11, true}, step, 0, 0), Shared, other>();
  expect_sum_of_products<T, with({Rows, Columns, 1, false, true, 1}, 0, 0, step), Shared>();
  expect_sum_of_products<T, with({Rows, Columns, 1, false, true, 5}, 0, 0, step), Shared>();
  expect_products<T, with({Rows, 3, Columns, false, false, 2}, step, other, step), Shared>();
  expect_products<T, with({Rows, Columns, 5, true, true, 2}, 5 + width, other, step), Shared>();
}

/// Under the sanitizers each of these takes a second to compile, and the residue classes below say more.
template <bool UnderSanitizers>
void expect_more_vectors() {
  if constexpr (!UnderSanitizers) {
    expect_matrix_vector<float, 8, 13>();
    expect_matrix_vector<float, 33, 1>();
    expect_matrix_vector<double, 1, 33>();
    expect_matrix_vector<double, 13, 8>();
  }
}
template <bool UnderSanitizers>
void expect_more_shapes() {
  if constexpr (!UnderSanitizers) {
    expect_all_transpositions<double, 1, 6, 3>();  // row · matrix
    expect_all_transpositions<float, 13, 17, 8>();
  }
}
template <bool UnderSanitizers>
void expect_more_from_shared_panels() {
  if constexpr (!UnderSanitizers) {
    expect_matrix_vector<float, 3, 17, true>();
    expect_matrix_vector<float, 33, 17, true>();
    expect_all_transpositions<float, 13, 17, 8, true>();
    expect_outer_products<float, 35, 19, true>();
  }
}
inline constexpr bool under_sanitizers = guards::around == 0;

// ---- every residue class --------------------------------------------------------------------------------------------

/// Rows of a tile, and of one that has one column.
template <class T>
inline constexpr std::uint32_t tile_rows = kernel::most_packs* width<T>;
template <class T>
inline constexpr std::uint32_t column_rows = kernel::most_packs_of_one_column* width<T>;
/// Columns of tiles: groups of these, pairs, and single ones.
inline constexpr std::uint32_t columns = kernel::tile_columns(kernel::most_packs);
/// More samples than two groups of any tile.
inline constexpr std::uint32_t most_samples = 2 * kernel::tile_columns(1) + 1;

/// Products that are added to what their place holds. `copy` of the left operand, where it is transposed and there are
/// samples.
template <class T, product_shape S>
void expect_added(std::uint32_t samples) {
  operands<T, S> const from(S.one_left, samples);
  plain::numbers draw(0.3);
  constexpr std::ptrdiff_t size = std::ptrdiff_t{S.rows} * S.columns;
  buffer<T> all(size * samples, draw);
  buffer<T> const before(all);
  kernel::target<T> const out[]{{all.data(), size}};
  kernel::operand<T> const in[]{{all.data(), size}, {}};
  if constexpr (S.left_transposed && S.samples > 1) {
    buffer<T> copy(std::size_t{S.rows} * S.inner);
    kernel::product_by_copy<T, guards::product_by_copy<T>(S, S.rows), guards::added>(copy.data(), out, from.left(),
                                                                                     from.right(), in, samples);
    BOOST_TEST(copy.intact());
  } else {
    kernel::product<T, guards::product<T>(S, guards::added), guards::added>(out, from.left(), from.right(), in,
                                                                            samples);
  }
  for (std::size_t e = 0; e < all.size(); ++e)
    guards::expect(all[e], before[e] + from(e / size, e % size), guards::tolerance<T>, "sum", e / size, e % size);
  BOOST_TEST(all.intact());
  from.expect_intact();
}

/// One matrix and 1 … `most_samples` vectors: the vectors are columns of tiles.
template <class T, std::uint32_t... Rows>
void expect_rows_and_samples(std::integer_sequence<std::uint32_t, Rows...> rows) {
  for_each(rows, []<std::uint32_t R>() {
    for (std::uint32_t samples = 1; samples <= most_samples; ++samples)
      expect_added<T, product_shape{.rows = R, .inner = 3, .samples = most_samples, .one_left = true}>(samples);
  });
}
/// One vector.
template <class T, std::uint32_t... Rows>
void expect_rows_of_one_column(std::integer_sequence<std::uint32_t, Rows...> rows) {
  for_each(rows, []<std::uint32_t R>() { expect_added<T, product_shape{.rows = R, .inner = 9}>(1); });
}
/// A transposed matrix: by dot products for one sample, by way of a copy for several. Inner extents leave one more than
/// rows.
template <class T, std::uint32_t... N>
void expect_rows_and_inner(std::integer_sequence<std::uint32_t, N...> sizes) {
  for_each(sizes, []<std::uint32_t R>() {
    constexpr std::uint32_t inner = width<T> + (R + 1) % width<T>;
    expect_added<T, product_shape{.rows = R, .inner = inner, .left_transposed = true}>(1);
    expect_added<T, product_shape{.rows = R, .inner = inner, .left_transposed = true, .samples = 2, .one_left = true}>(
        2);
  });
}
/// Sums over samples of outer products, rows and columns each of their own class.
template <class T, std::uint32_t... N>
void expect_rows_and_columns(std::integer_sequence<std::uint32_t, N...> sizes) {
  for_each(sizes, []<std::uint32_t I>() {
    expect_outer_products<T, tile_rows<T> + I % tile_rows<T>, columns + I % columns>();
  });
}

}  // namespace kernel_product_test

BOOST_AUTO_TEST_SUITE(kernel_product)

using namespace kernel_product_test;

BOOST_AUTO_TEST_CASE(one_matrix_is_multiplied_with_the_vectors_of_all_samples) {
  expect_more_vectors<under_sanitizers>();
  expect_matrix_vector<float, 3, 17>();
}

BOOST_AUTO_TEST_CASE(whatever_rows_and_samples_leave_of_a_tile_is_computed_and_nothing_behind_it_is_touched) {
  expect_rows_and_samples<float>(guards::one_of_each_class<tile_rows<float>, 17>());
  expect_rows_and_samples<double>(guards::one_of_each_class<tile_rows<double>, 7>());
}
BOOST_AUTO_TEST_CASE(nor_where_one_column_is_a_tile) {
  expect_rows_of_one_column<float>(guards::one_of_each_class<column_rows<float>, 17>());
  expect_rows_of_one_column<double>(guards::one_of_each_class<column_rows<double>, 16>());
}
BOOST_AUTO_TEST_CASE(nor_behind_rows_and_inner_extents_of_transposed_matrices) {
  expect_rows_and_inner<float>(guards::one_of_each_class<width<float>, 17>());
  expect_rows_and_inner<double>(guards::one_of_each_class<width<double>, 7>());
}
BOOST_AUTO_TEST_CASE(nor_behind_rows_and_columns_of_sums_of_outer_products) {
  constexpr std::uint32_t classes_of_floats = std::max(tile_rows<float>, columns);
  constexpr std::uint32_t classes_of_doubles = std::max(tile_rows<double>, columns);
  expect_rows_and_columns<float>(guards::one_of_each_class<classes_of_floats, 1, 9>());
  expect_rows_and_columns<double>(guards::one_of_each_class<classes_of_doubles, 5>());
}

BOOST_AUTO_TEST_CASE(products_of_any_shape_and_transposition_are_sums_over_the_inner_index) {
  expect_all_transpositions<double, 7, 5, 3>();
  expect_more_shapes<under_sanitizers>();
}

BOOST_AUTO_TEST_CASE(a_sum_of_outer_products_goes_into_an_update_in_place) {
  expect_outer_products<float, 1, 33>();
  expect_outer_products<float, 17, 3>();
  expect_outer_products<double, 3, 17>();
  expect_outer_products<double, 16, 7>();
  expect_sum_of_products<float, product_shape{.rows = 7, .columns = 5, .right_transposed = true}>();
}

BOOST_AUTO_TEST_CASE(a_sum_of_matrix_products_is_over_samples_and_inner_index) {
  expect_sum_of_products<double, product_shape{.rows = 7, .columns = 5, .inner = 3, .samples = 3}>();
  expect_sum_of_products<double,
                         product_shape{.rows = 7, .columns = 5, .inner = 3, .left_transposed = true, .samples = 3}>();
  expect_sum_of_products<float,
                         product_shape{.rows = 17, .columns = 9, .inner = 4, .right_transposed = true, .samples = 3}>();
  expect_sum_of_products<
      float,
      product_shape{
          .rows = 17, .columns = 9, .inner = 4, .left_transposed = true, .right_transposed = true, .samples = 3}>();
}

BOOST_AUTO_TEST_CASE(panels_that_shapes_share_compute_what_those_of_one_shape_do) {
  expect_matrix_vector<double, 18, 19, true>();
  expect_all_transpositions<double, 7, 5, 3, true>();
  expect_outer_products<float, 7, 16, true>();
  expect_sum_of_products<
      float,
      product_shape{
          .rows = 17, .columns = 9, .inner = 4, .left_transposed = true, .right_transposed = true, .samples = 3},
      true>();
  expect_more_from_shared_panels<under_sanitizers>();
}

BOOST_AUTO_TEST_CASE(columns_may_lie_apart_and_what_is_between_them_does_not_count) {
  if (!tapeless::targets::current.has_vectors()) return;  // they never do
  expect_products_with_gaps<float, 13, 9>();
  expect_products_with_gaps<double, 21, 6>();
  expect_products_with_gaps<float, 37, 22, true>();
}

BOOST_AUTO_TEST_CASE(samples_of_both_operands_may_be_chosen_by_a_list) {
  constexpr product_shape shape{.rows = 2, .inner = 2, .samples = 2};
  double const weights[]{1, 3, 2, 4};
  double const samples[]{1, 0, 0, 1};
  std::uint32_t const list[]{1, 0};
  double out[4]{};
  kernel::target<double> const to[]{{out, 2}};
  kernel::operand<double> const none[1]{};
  kernel::product<double, guards::product<double>(shape, guards::as_it_is), guards::as_it_is>(
      to, {weights, 0}, {samples, 2, list}, none, 2);
  plain::expect(plain::sample(out, 4, 0), plain::matrix(4, 1, {2, 4, 1, 3}), 0);
  kernel::target<double> const sum[]{{out, 0}};
  std::uint32_t const twice[]{1, 1};
  constexpr product_shape outer{.rows = 2, .columns = 2, .right_transposed = true, .samples = 2};
  kernel::batch_product_sum<double, outer, guards::as_it_is>(sum, {weights, 2, twice}, {samples, 2, list}, none, 2);
  plain::expect(plain::sample(out, 4, 0), plain::matrix(4, 1, {2, 4, 2, 4}), 0);
  constexpr product_shape one_matrix{.rows = 2, .inner = 2, .samples = 2, .one_left = true};
  kernel::product<double, guards::product<double>(one_matrix, guards::as_it_is), guards::as_it_is, true>(
      to, {weights, 0}, {samples, 2, list}, none, 2);
  plain::expect(plain::sample(out, 4, 0), plain::matrix(4, 1, {2, 4, 1, 3}), 0);
  kernel::batch_product_sum<double, outer, guards::as_it_is, true>(sum, {weights, 2, twice}, {samples, 2, list}, none,
                                                                   2);
  plain::expect(plain::sample(out, 4, 0), plain::matrix(4, 1, {2, 4, 2, 4}), 0);
}

BOOST_AUTO_TEST_CASE(a_nan_in_an_operand_reaches_the_result_even_against_a_zero) {
  constexpr product_shape shape{.inner = 2};
  double const left[]{std::numeric_limits<double>::quiet_NaN(), 1};
  double const right[]{0, 1};
  double out = 0;
  kernel::target<double> const to[]{{&out, 1}};
  kernel::operand<double> const none[1]{};
  kernel::product<double, guards::product<double>(shape, guards::as_it_is), guards::as_it_is>(to, {left, 0}, {right, 0},
                                                                                              none, 1);
  BOOST_TEST(std::isnan(out));
}

BOOST_AUTO_TEST_SUITE_END()
