// SPDX-License-Identifier: BSL-1.0
#include "tapeless/kernel/masked_access.hpp"

#include "guarded.hpp"

BOOST_AUTO_TEST_SUITE(kernel_masked_access)

namespace kernel = tapeless::kernel;

/// A run of each length, at the very end and at the very beginning of what may be touched.
template <class T, std::uint32_t N>
void expect_runs_of_any_length() {
  using access = kernel::masked_access<T, N>;
  plain::numbers draw;
  for (std::uint32_t count = 1; count <= N; ++count) {
    guards::buffer<T> const from(count, draw);
    auto const read = access::load(from.data(), count);
    for (std::uint32_t i = 0; i < N; ++i) BOOST_TEST(read[i] == (i < count ? from.data()[i] : T{}));
    guards::buffer<T> to(count);
    access::store(read, to.data(), count);
    for (std::uint32_t i = 0; i < count; ++i) BOOST_TEST(to.data()[i] == from.data()[i]);
    BOOST_TEST((to.intact() && from.intact()));
  }
}

BOOST_AUTO_TEST_CASE(only_the_first_lanes_are_read_and_written) {
  expect_runs_of_any_length<float, 2>();
  expect_runs_of_any_length<float, 4>();
  expect_runs_of_any_length<double, 2>();
  if constexpr (tapeless::targets::current.register_bytes >= 32) {
    expect_runs_of_any_length<float, 8>();
    expect_runs_of_any_length<double, 4>();
  }
  if constexpr (tapeless::targets::current.register_bytes >= 64) {
    expect_runs_of_any_length<float, 16>();
    expect_runs_of_any_length<double, 8>();
  }
}

BOOST_AUTO_TEST_SUITE_END()
