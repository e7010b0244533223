// SPDX-License-Identifier: BSL-1.0
#include "tapeless/kernel/panel.hpp"

#include "guarded.hpp"

namespace kernel_panel_test {

namespace kernel = tapeless::kernel;
using kernel::product_shape;

/// Rows 4 to 7 of a matrix of `Rows` rows times two of three vectors, by the one function for both steps' types.
template <product_shape S>
void expect_rows_of_products() {
  plain::numbers draw(0.1 * S.rows);
  guards::buffer<double> const matrix(S.rows * S.inner, draw), vectors(3 * S.inner, draw);
  std::vector<double> results(3 * S.rows, 0.0);
  kernel::target<double> const out[]{{results.data(), S.rows}};
  kernel::operand<double> const none[1]{};
  kernel::attached_chain<double, guards::as_it_is> const chain(out, none);
  kernel::shared_multiply_panel<double, 4, 2, false>(matrix.data(), kernel::steps_of<S, true>(), 4, 2,
                                                     kernel::columns_of_samples<double>{{vectors.data(), S.inner}},
                                                     chain, kernel::all_lanes{});
  for (std::size_t s = 0; s < 3; ++s)
    for (std::size_t i = 0; i < S.rows; ++i) {
      double expected = 0;
      if (s < 2 && i >= 4 && i < 8)
        for (std::size_t k = 0; k < S.inner; ++k) expected += matrix[k * S.rows + i] * vectors[s * S.inner + k];
      guards::expect(results[s * S.rows + i], expected, guards::tolerance<double>, "product", s, i);
    }
}

}  // namespace kernel_panel_test

BOOST_AUTO_TEST_SUITE(kernel_panel)

using namespace kernel_panel_test;

BOOST_AUTO_TEST_CASE(a_panel_writes_its_rows_and_columns_and_no_others) {
  expect_rows_of_products<product_shape{.rows = 9, .inner = 11, .samples = 3, .one_left = true, .by_list = false}>();
  expect_rows_of_products<product_shape{.rows = 12, .inner = 30, .samples = 3, .one_left = true}>();
}

BOOST_AUTO_TEST_CASE(columns_are_samples_or_those_of_a_matrix) {
  double const numbers[]{0, 1, 2, 3, 4, 5};
  std::uint32_t const list[]{2, 0};
  kernel::columns_of_samples<double> samples{{numbers, 2, list}};
  BOOST_TEST(*samples(0).factors == 4);
  BOOST_TEST(samples(1).sample == 1U);
  BOOST_TEST(samples(1).element == 0U);
  samples.forget_list();
  BOOST_TEST(*samples(1).factors == 2);
  constexpr product_shape shape{.rows = 5, .columns = 2, .inner = 3};
  kernel::columns_of_matrix const columns{numbers + 0, std::size_t{7}, kernel::steps_of<shape, true>()};
  BOOST_TEST(*columns(1).factors == 3);
  BOOST_TEST(columns(1).sample == 7U);
  BOOST_TEST(columns(1).element == 5U);
}

BOOST_AUTO_TEST_CASE(lanes_at_run_time_are_as_many_as_the_constant_says) {
  auto const lanes = kernel::lanes_of_shared(kernel::constant_lanes<3>{});
  BOOST_TEST(lanes.count == 3U);
  static_assert(std::is_same_v<decltype(kernel::lanes_of_shared(kernel::all_lanes{})), kernel::all_lanes>);
}

BOOST_AUTO_TEST_SUITE_END()
