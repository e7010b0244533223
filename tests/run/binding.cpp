// SPDX-License-Identifier: BSL-1.0
#include "tapeless/run/binding.hpp"

#include "../plain_matrix.hpp"

#include "tapeless/expr/batch.hpp"
#include "tapeless/expr/reduction.hpp"
#include "tapeless/run/program.hpp"

#include <array>
#include <cstdint>
#include <functional>
#include <vector>

namespace run_binding_test {

namespace tl = tapeless;
constexpr auto x = tl::input<"x", 3>;
constexpr auto M = tl::input<"M", 2, 3>;
constexpr auto y = tl::label<"y", 4>;
constexpr auto scale = tl::scalar<"scale">;
constexpr auto copies = tl::batch<4>(scale * x);
constexpr auto class_of = tl::batch<4>(scale * y);
constexpr auto matrices = tl::batch<4>(scale * M);
constexpr auto mean_row = tl::batch_mean(tl::batch<4>(x));
constexpr auto mean_row_of_3 = tl::batch_mean(tl::batch<3>(x));
constexpr auto mean_row_of_1 = tl::batch_mean(tl::batch<1>(x));
constexpr auto total = tl::batch_sum(tl::batch<4>(x));

constexpr std::array<double, 12> data{0, 1, 2, 10, 11, 12, 20, 21, 22, 30, 31, 32};
constexpr std::array<std::uint32_t, 3> list{3, 0, 3};

template <auto const& E, class... B>
std::vector<plain::matrix> values(B const&... bindings) {
  using program = tl::program<double, E>;
  static typename program::workspace memory{};
  auto const result = program::run(memory, bindings...);
  BOOST_TEST_REQUIRE(static_cast<bool>(result));
  std::vector<plain::matrix> all;
  if constexpr (E.shape.is_batched()) {
    for (std::uint32_t s = 0; s < result[E].size(); ++s) all.push_back(plain::of(result[E][s]));
  } else {
    all.push_back(plain::of(result[E]));
  }
  return all;
}

void expect_rows(std::vector<plain::matrix> const& found, std::vector<double> const& first_elements) {
  BOOST_TEST_REQUIRE(found.size() == first_elements.size());
  for (std::size_t s = 0; s < found.size(); ++s)
    plain::expect(found[s], plain::matrix(3, 1, {first_elements[s], first_elements[s] + 1, first_elements[s] + 2}), 0);
}

template <class Integer>
void labels_are_read() {
  std::array<Integer, 4> const labels{2, 0, 3, 1};
  auto const found = values<class_of>(tl::bind(y, labels), tl::bind(scale, 1));
  BOOST_TEST_REQUIRE(found.size() == 4U);
  std::size_t const expected[]{2, 0, 3, 1};
  for (std::size_t s = 0; s < 4; ++s) plain::expect(found[s], plain::one_hot(4, expected[s]), 0);
}

}  // namespace run_binding_test

BOOST_AUTO_TEST_SUITE(run_binding)

using namespace run_binding_test;

BOOST_AUTO_TEST_CASE(samples_lie_one_after_the_other) {
  expect_rows(values<copies>(tl::bind(x, data), tl::bind(scale, 1)), {0, 10, 20, 30});
  expect_rows(values<copies>(tl::bind(x, std::span(data).first(9)), tl::bind(scale, 1.0f)), {0, 10, 20});
}

BOOST_AUTO_TEST_CASE(a_row_list_chooses_orders_and_repeats_samples) {
  expect_rows(values<copies>(tl::bind(x, data, tl::rows{list}), tl::bind(scale, 1)), {30, 0, 30});
}

BOOST_AUTO_TEST_CASE(a_stride_skips_what_lies_between_samples) {
  double strided[23]{};
  for (std::size_t s = 0; s < 3; ++s)
    for (std::size_t i = 0; i < 3; ++i) strided[7 * s + i] = data[3 * s + i];
  // 23 = 3·7 + 2 elements: the fourth sample would end one element behind the data
  expect_rows(values<copies>(tl::bind(x, strided, tl::stride{7}), tl::bind(scale, 1)), {0, 10, 20});
}

BOOST_AUTO_TEST_CASE(stride_and_row_list_combine) {
  double columns[24]{};  // a table of 4 rows and 6 columns; the sample is in the last three
  for (std::size_t s = 0; s < 4; ++s)
    for (std::size_t i = 0; i < 3; ++i) columns[6 * s + 3 + i] = data[3 * s + i];
  expect_rows(
      values<copies>(tl::bind(x, std::span(columns).subspan(3), tl::stride{6}, tl::rows{list}), tl::bind(scale, 1)),
      {30, 0, 30});
}

BOOST_AUTO_TEST_CASE(samples_may_overlap) {
  double const series[]{0, 1, 2, 3, 4, 5};
  expect_rows(values<copies>(tl::bind(x, series, tl::stride{1}), tl::bind(scale, 1)), {0, 1, 2, 3});
}

BOOST_AUTO_TEST_CASE(data_need_only_the_alignment_of_their_element) {
  alignas(64) std::array<double, 13> shifted{};
  for (std::size_t i = 0; i < 12; ++i) shifted[i + 1] = data[i];
  expect_rows(values<copies>(tl::bind(x, std::span(shifted).subspan(1)), tl::bind(scale, 1)), {0, 10, 20, 30});
}

BOOST_AUTO_TEST_CASE(a_matrix_lies_row_after_row) {
  auto const found = values<matrices>(tl::bind(M, data), tl::bind(scale, 1));
  BOOST_TEST_REQUIRE(found.size() == 2U);
  plain::expect(found[0], plain::matrix(2, 3, {0, 1, 2, 10, 11, 12}), 0);
  plain::expect(found[1], plain::matrix(2, 3, {20, 21, 22, 30, 31, 32}), 0);
}

BOOST_AUTO_TEST_CASE(labels_are_integers_of_any_type) {
  labels_are_read<std::uint8_t>();
  labels_are_read<std::int8_t>();
  labels_are_read<std::uint16_t>();
  labels_are_read<short>();
  labels_are_read<std::int32_t>();
  labels_are_read<std::uint32_t>();
  labels_are_read<std::int64_t>();
  labels_are_read<std::uint64_t>();
  labels_are_read<long>();
  labels_are_read<long long>();
}

BOOST_AUTO_TEST_CASE(labels_take_strides_and_row_lists) {
  std::int32_t const table[]{2, -7, 0, -7, 3, -7, 1, -7};  // every other integer is no label
  auto const found = values<class_of>(tl::bind(y, table, tl::stride{2}, tl::rows{list}), tl::bind(scale, 1));
  BOOST_TEST_REQUIRE(found.size() == 3U);
  plain::expect(found[0], plain::one_hot(4, 1), 0);
  plain::expect(found[1], plain::one_hot(4, 2), 0);
  plain::expect(found[2], plain::one_hot(4, 1), 0);
}

BOOST_AUTO_TEST_CASE(a_mean_over_fewer_samples_divides_by_their_number) {
  auto const first = [](std::size_t count) { return tl::bind(x, std::span(data).first(3 * count)); };
  plain::expect(values<mean_row>(first(4))[0], plain::matrix(3, 1, {15, 16, 17}), 0);
  plain::expect(values<mean_row>(first(3))[0], plain::matrix(3, 1, {10, 11, 12}), 0);
  plain::expect(values<mean_row>(first(3))[0], values<mean_row_of_3>(first(3))[0], 0);
  plain::expect(values<mean_row>(first(1))[0], plain::matrix(3, 1, {0, 1, 2}), 0);
  plain::expect(values<mean_row>(first(1))[0], values<mean_row_of_1>(first(1))[0], 0);
  plain::expect(values<total>(first(2))[0], plain::matrix(3, 1, {10, 12, 14}), 0);
}

BOOST_AUTO_TEST_CASE(a_binding_counts_whole_samples_only) {
  static_assert(tl::bind(x, std::span(data).first(11)).count() == 3);
  static_assert(tl::bind(x, std::span(data).first(2)).count() == 0);
  static_assert(tl::bind(x, data, tl::stride{4}).count() == 3);
  static_assert(tl::bind(x, data, tl::stride{1}).count() == 10);
  static_assert(tl::bind(x, data, tl::rows{list}).count() == 3);
  static_assert(tl::bind(x, data, tl::rows{list}).available() == 4);
  static_assert(tl::bind(x, data, tl::rows{}).count() == 0);
  BOOST_TEST(tl::bind(x, data).count() == 4U);
}

template <class B>
constexpr bool keeps_its_data = tl::run::is_kept<B>;
static_assert(keeps_its_data<std::array<double, 3>> && keeps_its_data<std::array<double, 3> const> &&
              keeps_its_data<double[3]>);
static_assert(!keeps_its_data<std::array<double, 3>&> && !keeps_its_data<double const (&)[3]> &&
              !keeps_its_data<std::span<double const, 3>>);
static_assert(tl::run::is_lost<std::vector<double>> && tl::run::is_lost<std::vector<double> const>);
static_assert(!tl::run::is_lost<std::vector<double>&> && !tl::run::is_lost<std::span<double>> &&
              !tl::run::is_lost<std::array<double, 3>>);

/// Memory of another call, where temporaries of the last one were.
[[gnu::noinline]] void overwrite_the_stack() {
  double volatile numbers[64];
  for (double volatile& each : numbers) each = -7;
}
template <class Data>
[[gnu::noinline]] auto bound_to_a_temporary(double first) {
  return tl::bind(x, Data{first, first + 1, first + 2});
}
template <class Integer>
[[gnu::noinline]] auto a_label(Integer of) {
  return tl::bind(y, of);
}

BOOST_AUTO_TEST_CASE(a_temporary_array_is_kept_in_the_binding) {
  auto const of_array = bound_to_a_temporary<std::array<double, 3>>(5);
  overwrite_the_stack();
  expect_rows(values<copies>(of_array, tl::bind(scale, 1)), {5});
  expect_rows(values<copies>(tl::bind(x, std::array<double, 6>{1, 2, 3, 4, 5, 6}), tl::bind(scale, 1)), {1, 4});
}

BOOST_AUTO_TEST_CASE(rows_are_a_list_that_lives_or_numbers_in_braces) {
  expect_rows(values<copies>(tl::bind(x, data, tl::rows{2, 0, 3}), tl::bind(scale, 1)), {20, 0, 30});
  expect_rows(values<copies>(tl::bind(x, data, tl::rows{1}), tl::bind(scale, 1)), {10});
  expect_rows(values<copies>(tl::bind(x, data, tl::rows{std::array<std::uint32_t, 2>{1, 2}}), tl::bind(scale, 1)),
              {10, 20});
}

constexpr int class_numbers[]{0, 1, 2, 3};
constexpr auto bound_to_eight = tl::bind(y, class_numbers, tl::rows{0, 1, 2, 3, 0, 1, 2, 3});
constexpr auto bound_to_numbers =
    tl::bind(x, data, tl::rows{2, 0, 3});  // no constant if a binding pointed to what is gone
constexpr auto bound_to_an_array = tl::bind(x, data, tl::rows{std::array<std::uint32_t, 2>{1, 2}}, tl::stride{3});

BOOST_AUTO_TEST_CASE(a_temporary_row_list_is_kept_in_the_binding) {
  overwrite_the_stack();
  expect_rows(values<copies>(bound_to_numbers, tl::bind(scale, 1)), {20, 0, 30});
  expect_rows(values<copies>(bound_to_an_array, tl::bind(scale, 1)), {10, 20});
  static_assert(bound_to_eight.count() == 8 && bound_to_eight.index()[7] == 3);
  tl::rows const chosen{3, 1};
  expect_rows(values<copies>(tl::bind(x, data, chosen), tl::bind(scale, 1)), {30, 10});
}

BOOST_AUTO_TEST_CASE(one_label_is_bound_by_value) {
  auto const of_unsigned = a_label(2u);
  auto const of_char = a_label(std::int8_t{3});
  std::uint32_t variable = 1;
  auto const of_variable = tl::bind(y, variable);
  variable = 0;
  overwrite_the_stack();
  plain::expect(values<class_of>(of_unsigned, tl::bind(scale, 1))[0], plain::one_hot(4, 2), 0);
  plain::expect(values<class_of>(of_char, tl::bind(scale, 1))[0], plain::one_hot(4, 3), 0);
  plain::expect(values<class_of>(of_variable, tl::bind(scale, 1))[0], plain::one_hot(4, 1), 0);
}

BOOST_AUTO_TEST_CASE(what_outlives_the_call_is_read_where_it_lies) {
  std::vector<double> numbers{1, 2, 3};
  auto const of_vector = tl::bind(x, numbers);
  auto const of_span = tl::bind(x, std::span(numbers));  // a temporary that owns nothing
  numbers = {7, 8, 9};
  BOOST_TEST((of_vector.data() == numbers.data() && of_span.data() == numbers.data()));
  std::vector<std::uint32_t> chosen{1};
  auto const of_rows = tl::bind(x, data, tl::rows{chosen});
  chosen[0] = 3;
  expect_rows(values<copies>(of_rows, tl::bind(scale, 1)), {30});
}

BOOST_AUTO_TEST_CASE(a_stride_belongs_to_one_set_of_data) {
  using tl::run::are_options;
  static_assert(are_options<1> && are_options<1, tl::stride> && are_options<1, tl::rows, tl::stride>);
  static_assert(!are_options<1, tl::stride, tl::stride> && are_options<2, tl::stride, tl::stride>);
  static_assert(!are_options<2, tl::stride, tl::stride, tl::stride> && !are_options<2, tl::rows, tl::rows>);
  static_assert(!are_options<1, int> && !are_options<2, tl::stride, int>);
  tl::rows const list_of_two{std::span(list).first(2)};
  static_assert(std::is_same_v<decltype(tl::run::stride_of<0>()), tl::run::adjacent>);
  static_assert(std::is_same_v<decltype(tl::run::stride_of<1>(list_of_two, tl::stride{3})), tl::run::adjacent>);
  BOOST_TEST(tl::run::stride_of<0>(list_of_two, tl::stride{3}, tl::stride{4}).elements == 3);
  BOOST_TEST(tl::run::stride_of<1>(tl::stride{3}, list_of_two, tl::stride{4}).elements == 4);
  BOOST_TEST(tl::run::row_list(tl::stride{3}, list_of_two).data()[1] == 0U);
}

BOOST_AUTO_TEST_CASE(a_stride_below_one_reaches_no_sample) {
  static_assert(tl::bind(x, data, tl::stride{0}).available() == 0);
  static_assert(tl::bind(x, data, tl::stride{-3}).available() == 0);
  static_assert(tl::bind(x, data, tl::stride{PTRDIFF_MAX}).available() == 1);
  static_assert(tl::bind(x, data, tl::stride{9}).available() == 2 &&
                tl::bind(x, data, tl::stride{10}).available() == 1);
}

BOOST_AUTO_TEST_CASE(numbers_in_braces_are_kept_as_a_temporary_array_is) {
  constexpr auto in_braces = tl::bind(x, {1., 2., 3., 4., 5., 6.});
  static_assert(in_braces.count() == 2 && in_braces.data()[5] == 6);
  static_assert(tl::bind(x, {1.F, 2.F, 3.F, 4.F}, tl::stride{1}).count() == 2);
  static_assert(tl::bind(y, {3, 1}).count() == 2 && tl::bind(y, {3, 1}).data()[1] == 1);
  using plain = double[3];
  static_assert(std::is_same_v<decltype(tl::bind(x, plain{})), decltype(tl::bind(x, {1., 2., 3.}))>);
  BOOST_TEST(in_braces.data()[0] == 1);
}

BOOST_AUTO_TEST_CASE(std_bind_is_never_the_better_match) {
  std::array<double, 3> array{1, 2, 3};
  std::vector<double> vector{1, 2, 3};
  double plain_array[3]{1, 2, 3};
  std::span<double> span = vector;
  // found by argument-dependent lookup, beside std::bind for what comes from std
  BOOST_TEST((bind(x, array).count()) == 1u);
  BOOST_TEST((bind(x, vector).count()) == 1u);
  BOOST_TEST((bind(x, plain_array).count()) == 1u);
  BOOST_TEST((bind(x, span).count()) == 1u);
  BOOST_TEST((bind(x, span, tl::stride{1}).count()) == 1u);
}

BOOST_AUTO_TEST_SUITE_END()
