// SPDX-License-Identifier: BSL-1.0
#include "tapeless/math/atanh.hpp"

#include <boost/test/unit_test.hpp>

#include <cmath>

#include "ulp.hpp"

namespace {

using namespace tapeless_test;
namespace math = tapeless::math;

auto const function = [](auto x) { return math::atanh(x); };
auto const exact = [](auto x) { return std::atanh(x); };

template <class E>
constexpr auto special_values() -> std::size_t {
  return first_violation<E>({
      {math::atanh(E(0)), E(0)},
      {math::atanh(E(-0.0F)), E(-0.0F)},
      {math::atanh(smallest<E>), smallest<E>},
      {math::atanh(E(1)), infinite<E>},
      {math::atanh(E(-1)), -infinite<E>},
      {math::atanh(E(1.1F)), no_number<E>},
      {math::atanh(E(-1.1F)), no_number<E>},
      {math::atanh(infinite<E>), no_number<E>},
      {math::atanh(-infinite<E>), no_number<E>},
      {math::atanh(no_number<E>), no_number<E>},
  });
}

}  // namespace

BOOST_AUTO_TEST_SUITE(math_atanh)

BOOST_AUTO_TEST_CASE(float_is_within_1_5_ulp_on_every_scale) {
  auto const everywhere = worst_on_encodings<float>(function, exact, 300'000);
  BOOST_TEST(everywhere.error <= 1.5, "error " << everywhere.error << " at " << everywhere.at);
  auto const dense_1 = worst_on<float>(function, exact, -1.0F, 1.0F, 150'000);
  BOOST_TEST(dense_1.error <= 1.5, "error " << dense_1.error << " at " << dense_1.at);
  auto const dense_2 = worst_on<float>(function, exact, 0.2F, 0.5F, 150'000);
  BOOST_TEST(dense_2.error <= 1.5, "error " << dense_2.error << " at " << dense_2.at);
}

BOOST_AUTO_TEST_CASE(double_is_within_1_5_ulp_on_every_scale) {
  if constexpr (oracle_is_wider<double>) {
    auto const everywhere = worst_on_encodings<double>(function, exact, 150'000);
    BOOST_TEST(everywhere.error <= 1.5, "error " << everywhere.error << " at " << everywhere.at);
    auto const dense_1 = worst_on<double>(function, exact, -1.0, 1.0, 80'000);
    BOOST_TEST(dense_1.error <= 1.5, "error " << dense_1.error << " at " << dense_1.at);
    auto const dense_2 = worst_on<double>(function, exact, 0.2, 0.5, 80'000);
    BOOST_TEST(dense_2.error <= 1.5, "error " << dense_2.error << " at " << dense_2.at);
  }
}

BOOST_AUTO_TEST_CASE(special_values_are_exact_in_constant_expressions_and_at_run_time) {
  static_assert(special_values<float>() == 0);
  static_assert(special_values<double>() == 0);
  BOOST_TEST(special_values<float>() == 0U);
  BOOST_TEST(special_values<double>() == 0U);
}

BOOST_AUTO_TEST_SUITE_END()
