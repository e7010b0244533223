// SPDX-License-Identifier: BSL-1.0
#include "tapeless/kernel/batch_sum.hpp"

#include "guarded.hpp"

namespace kernel_batch_sum_test {

namespace kernel = tapeless::kernel;

/// With a chain of two operations, one result in the place of an input.
template <class T, std::uint32_t Size, bool Shared>
void expect_sums(std::uint32_t samples) {
  plain::numbers draw(0.1 * Size);
  guards::buffer<T> const from(Size * samples, draw);
  guards::chain_buffers<T> at(Size, 1, draw);
  kernel::target<T> const out[]{{at.first.data(), 0}, {at.each.data(), 0}};
  kernel::operand<T> const in[]{{at.each.data(), 0}, {at.number.data(), 0}, {}};
  kernel::batch_sum<T, Size, guards::scaled_and_added, Shared>(out, {from.data(), Size}, in, samples);
  at.expect_added([&](std::size_t e) {
    double sum = 0;
    for (std::size_t s = 0; s < samples; ++s) sum += from[s * Size + e];
    return sum;
  });
  BOOST_TEST(from.intact());
}
template <class T, bool Shared, std::uint32_t... Size>
void expect_sizes(std::integer_sequence<std::uint32_t, Size...>) {
  for ([[maybe_unused]] std::uint32_t const samples : {1u, 2u, 3u, 4u, 7u, 33u})
    (expect_sums<T, Size, Shared>(samples), ...);
}

}  // namespace kernel_batch_sum_test

BOOST_AUTO_TEST_SUITE(kernel_batch_sum)

using namespace kernel_batch_sum_test;

BOOST_AUTO_TEST_CASE(the_samples_of_each_element_are_added_up_whatever_the_size) {
  expect_sizes<float, false>(std::integer_sequence<std::uint32_t, 1, 3, 7, 13, 16, 17, 33>{});
  expect_sizes<double, false>(std::integer_sequence<std::uint32_t, 1, 3, 7, 8, 13, 17, 33>{});
  expect_sizes<float, false>(guards::one_of_each_class<kernel::most_packs * guards::width<float>>());
  expect_sizes<double, false>(guards::one_of_each_class<kernel::most_packs * guards::width<double>>());
}

BOOST_AUTO_TEST_CASE(panels_that_sizes_share_add_up_the_same) {
  expect_sizes<float, true>(std::integer_sequence<std::uint32_t, 1, 3, 17, 34>{});
  expect_sizes<double, true>(std::integer_sequence<std::uint32_t, 7, 8, 13>{});
}

BOOST_AUTO_TEST_CASE(a_sum_may_be_over_samples_chosen_by_a_list_or_over_one_number_for_all) {
  double const x[]{1, 2, 4, 8};
  std::uint32_t const list[]{3, 0, 3};
  double sum = 0;
  kernel::target<double> const out[]{{&sum, 0}};
  kernel::operand<double> const none[1]{};
  kernel::batch_sum<double, 1, guards::as_it_is>(out, {x, 1, list}, none, 3);
  BOOST_TEST(sum == 17);
  kernel::batch_sum<double, 1, guards::as_it_is>(out, {x + 1, 0}, none, 5);
  BOOST_TEST(sum == 10);
}

BOOST_AUTO_TEST_SUITE_END()
