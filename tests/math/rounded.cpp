// SPDX-License-Identifier: BSL-1.0
#include "tapeless/math/rounded.hpp"

#include <boost/test/unit_test.hpp>

#include "tapeless/kernel/pack.hpp"

// What it keeps a compiler from doing is seen by tests/linkage/fast_math.cpp.

namespace math_rounded_test {

namespace math = tapeless::math;

template <class T, std::uint32_t N>
bool keeps_every_lane() {
  T numbers[N];
  for (std::uint32_t i = 0; i < N; ++i) numbers[i] = static_cast<T>(i) - T(1.5F);
  auto const kept = rounded(tapeless::kernel::pack<T, N>::load(numbers));
  for (std::uint32_t i = 0; i < N; ++i)
    if (lane(kept, i) != numbers[i]) return false;
  return true;
}

}  // namespace math_rounded_test

BOOST_AUTO_TEST_SUITE(math_rounded)

using namespace math_rounded_test;

BOOST_AUTO_TEST_CASE(a_number_is_itself) {
  static_assert(math::rounded(1.5F) == 1.5F);
  static_assert(math::rounded(-0.1) == -0.1);
  float volatile x = 1e-40F;
  double volatile y = -1e300;
  BOOST_TEST(math::rounded(+x) == 1e-40F);
  BOOST_TEST(math::rounded(+y) == -1e300);
}

BOOST_AUTO_TEST_CASE(a_pack_is_itself_whether_it_fills_a_register_or_not) {
  BOOST_TEST((keeps_every_lane<float, 1>() && keeps_every_lane<float, 2>() && keeps_every_lane<float, 4>()));
  BOOST_TEST((keeps_every_lane<double, 1>() && keeps_every_lane<double, 2>()));
}

BOOST_AUTO_TEST_SUITE_END()
