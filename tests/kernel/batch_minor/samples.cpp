// SPDX-License-Identifier: BSL-1.0
#include "tapeless/kernel/batch_minor/samples.hpp"

#include "lines_of_samples.hpp"

namespace kernel_batch_minor_samples_test {

namespace kernel = tapeless::kernel;
namespace kernels = tapeless::kernel::batch_minor;
using guards::lines_of_samples;

template <class T, std::uint32_t Size, std::uint32_t Batch>
void expect_chains_and_sums(std::uint32_t samples) {
  constexpr std::uint32_t stride = lines_of_samples<T, Size, Batch>::stride;
  plain::numbers draw(0.1 * Size);
  // of_samples without a core: its place is 0, so the first result is 0 · in1
  guards::chain_lines<T, Size, Batch> at{draw, samples};
  kernels::elementwise<T, guards::of_samples, Size, stride>(at.out, at.in, samples);
  at.expect_of([](std::size_t, std::size_t) { return 0.0; });
  lines_of_samples<T, Size, Batch> from(samples, draw);
  lines_of_samples<T, 1, Batch> total(samples);
  kernels::sum<T, Size, stride>(total.data(), from.data(), samples);
  for (std::size_t s = 0; s < samples; ++s) {
    double expected = 0;
    for (std::size_t e = 0; e < Size; ++e) expected += from(s, e);
    guards::expect(total(s, 0), expected, guards::tolerance<T>, "sum", s, 0);
  }
  BOOST_TEST((from.intact() && total.intact()));
}

/// Sample after sample is covered once.
template <class T, std::uint32_t Batch, std::uint32_t MostPacks>
void expect_groups(std::uint32_t samples) {
  std::vector<int> covered(samples);
  kernels::for_sample_groups<T, Batch, MostPacks>(
      samples, [&]<class V, std::uint32_t Packs, class Lanes>(std::size_t first, Lanes lanes) {
        std::size_t last = kernel::lane_count<V>;
        if constexpr (requires { lanes.count; }) last = lanes.count;
        BOOST_TEST(last <= kernel::lane_count<V>);
        for (std::size_t i = 0; i < (Packs - 1) * kernel::lane_count<V> + last; ++i) ++covered.at(first + i);
      });
  for (int const times : covered) BOOST_TEST(times == 1);
}

}  // namespace kernel_batch_minor_samples_test

BOOST_AUTO_TEST_SUITE(kernel_batch_minor_samples)

using namespace kernel_batch_minor_samples_test;

BOOST_AUTO_TEST_CASE(chains_and_sums_stay_within_the_samples) {
  expect_chains_and_sums<float, 3, 8>(8);
  expect_chains_and_sums<float, 5, 37>(30);
  expect_chains_and_sums<double, 2, 21>(21);
}

BOOST_AUTO_TEST_CASE(groups_cover_every_sample_once) {
  for (std::uint32_t samples = 1; samples <= 40; ++samples) {
    expect_groups<float, 40, 1>(samples);
    expect_groups<float, 40, 2>(samples);
    expect_groups<double, 40, 2>(samples);
  }
}

BOOST_AUTO_TEST_CASE(a_label_is_a_one_in_its_line) {
  std::uint8_t const classes[]{2, 0, 1, 2, 2};
  lines_of_samples<float, 3, 8> to(5);
  kernels::one_hot<float, 3, lines_of_samples<float, 3, 8>::stride>(to.data(), {classes, 1, false, 1, nullptr}, 5);
  for (std::size_t s = 0; s < 5; ++s)
    for (std::size_t e = 0; e < 3; ++e) BOOST_TEST(to(s, e) == (classes[s] == e ? 1.0 : 0.0));
  BOOST_TEST(to.intact());
}

BOOST_AUTO_TEST_SUITE_END()
