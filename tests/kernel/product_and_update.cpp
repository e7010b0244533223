// SPDX-License-Identifier: BSL-1.0
#include "tapeless/kernel/product_and_update.hpp"

#include "guarded.hpp"

namespace kernel_product_and_update_test {

namespace kernel = tapeless::kernel;

/// W has `Inner` rows and `Columns` columns; Wᵀd is of the W before the update, which is the last result in the place
/// of its input.
template <class T, std::uint32_t Inner, std::uint32_t Columns, bool Scaled, std::uint32_t Step = Inner>
void expect_product_and_update(bool in_place = false) {
  constexpr kernel::product_shape shape{.rows = Columns, .inner = Inner, .left_transposed = true, .left_leading = Step};
  constexpr guards::stored_matrix lies{Inner, Columns, Step};
  plain::numbers draw(0.1 * Inner + 0.01 * Columns);
  guards::buffer<T> d(Inner, draw);
  guards::buffer<T> factors(Columns, draw);
  guards::buffer<T> result(Columns);
  guards::chain_buffers<T> at(lies, 1, draw);
  guards::buffer<T> const factors_before(factors);
  guards::buffer<T>& made = in_place ? factors : result;
  kernel::target<T> const out[]{{made.data(), 0}};
  kernel::operand<T> const none[1]{};
  kernel::target<T> const updated[]{{at.first.data(), 0}, {at.each.data(), 0}};
  kernel::operand<T> const update_in[]{{at.each.data(), 0}, {at.number.data(), 0}, {}};
  constexpr T scale = Scaled ? T(0.75) : T(1);
  using operand_of_factors = std::conditional_t<Scaled, kernel::scaled_operand<T>, kernel::operand<T>>;
  operand_of_factors of_factors{};
  if constexpr (Scaled) {
    of_factors = {{factors.data(), 0}, &scale};
  } else {
    of_factors = {factors.data(), 0};
  }
  kernel::product_and_update<T, shape, guards::as_it_is, guards::scaled_and_added>(
      out, {at.each.data(), 0}, {d.data(), 0}, none, updated, of_factors, update_in);
  for (std::size_t j = 0; j < Columns; ++j) {
    double sum = 0;
    for (std::size_t k = 0; k < Inner; ++k) sum += at.before_each[j * Step + k] * d[k];
    guards::expect(made[j], sum, guards::tolerance<T>, "product", 0, j);
  }
  at.expect_added([&](std::size_t e) { return d[e % Step] * static_cast<double>(scale) * factors_before[e / Step]; });
  BOOST_TEST((d.intact() && factors.intact() && made.intact()));
}
template <class T, std::uint32_t Inner>
void expect_columns() {
  for (bool const in_place : {false, true}) {
    expect_product_and_update<T, Inner, 1, false>(in_place);
    expect_product_and_update<T, Inner, 6, true>(in_place);
  }
  expect_product_and_update<T, Inner, 19, Inner % 2 == 0>();
}

}  // namespace kernel_product_and_update_test

BOOST_AUTO_TEST_SUITE(kernel_product_and_update)

using namespace kernel_product_and_update_test;

BOOST_AUTO_TEST_CASE(the_product_is_of_the_matrix_before_its_update_where_columns_are_whole_vectors) {
  expect_columns<float, 16>();
  expect_columns<float, 48>();
  expect_columns<float, 160>();  // more than one panel of rows
  expect_columns<double, 8>();
  expect_columns<double, 40>();
}

BOOST_AUTO_TEST_CASE(whatever_rows_and_columns_leave_of_vectors_and_groups_of_them) {
  auto const of_width = []<std::uint32_t Width, class T>(T) {
    guards::for_each(guards::one_of_each_class<Width>(), []<std::uint32_t Inner>() {
      expect_product_and_update<T, Inner, Width + (Inner + 1) % Width, Inner % 2 == 0, (Inner + 15) / 16 * 16>();
      expect_product_and_update<T, (Width + Inner) * Width, Inner, Inner % 2 != 0>(true);
    });
  };
  of_width.template operator()<guards::width<float>>(float{});
  of_width.template operator()<guards::width<double>>(double{});
}

BOOST_AUTO_TEST_CASE(and_where_each_column_begins_a_vector) {
  expect_product_and_update<float, 13, 6, false, 16>();
  expect_product_and_update<float, 63, 19, true, 64>();
  expect_product_and_update<float, 150, 5, true, 160>();  // more than one panel of rows
  expect_product_and_update<double, 21, 9, false, 32>();
  expect_product_and_update<double, 65, 17, true, 80>();
  expect_product_and_update<float, 60, 136, true, 64>();  // more than the fastest cache holds
}

BOOST_AUTO_TEST_SUITE_END()
