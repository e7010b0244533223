// SPDX-License-Identifier: BSL-1.0
#include "tapeless/kernel/batch_minor/pack_samples.hpp"

#include "lines_of_samples.hpp"

namespace kernel_batch_minor_pack_samples_test {

namespace kernel = tapeless::kernel;
namespace kernels = tapeless::kernel::batch_minor;
using guards::lines_of_samples;

/// Samples one after the other, with a gap between them, and chosen by a list.
template <class T, std::uint32_t Size, std::uint32_t Batch>
void expect_packed(std::uint32_t samples) {
  plain::numbers draw(0.1 * Size);
  std::vector<std::uint32_t> rows(samples);
  for (std::uint32_t s = 0; s < samples; ++s) rows[s] = (s * 7) % samples;
  for (std::size_t const gap : {std::size_t{0}, std::size_t{3}})
    for (bool const chosen : {false, true}) {
      std::size_t const step = Size + gap;
      guards::buffer<T> const from(samples * step - gap, draw);
      lines_of_samples<T, Size, Batch> to(samples);
      kernels::pack_samples<T, Size, lines_of_samples<T, Size, Batch>::stride>(
          to.data(), {from.data(), static_cast<std::ptrdiff_t>(step), chosen ? rows.data() : nullptr}, samples);
      for (std::size_t s = 0; s < samples; ++s)
        for (std::size_t e = 0; e < Size; ++e) BOOST_TEST(to(s, e) == from[(chosen ? rows[s] : s) * step + e]);
      BOOST_TEST((to.intact() && from.intact()));
    }
}

}  // namespace kernel_batch_minor_pack_samples_test

BOOST_AUTO_TEST_SUITE(kernel_batch_minor_pack_samples)

using namespace kernel_batch_minor_pack_samples_test;

BOOST_AUTO_TEST_CASE(every_number_comes_to_its_line) {
  expect_packed<float, 1, 8>(8);
  expect_packed<float, 2, 37>(37);
  expect_packed<float, 4, 8>(5);
  expect_packed<float, 13, 37>(36);
  expect_packed<float, 33, 32>(32);
  expect_packed<double, 3, 21>(21);
  expect_packed<double, 8, 21>(17);
}

BOOST_AUTO_TEST_SUITE_END()
