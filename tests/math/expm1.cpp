// SPDX-License-Identifier: BSL-1.0
#include "tapeless/math/expm1.hpp"

#include <boost/test/unit_test.hpp>

#include <cmath>

#include "ulp.hpp"

namespace {

using namespace tapeless_test;
namespace math = tapeless::math;

auto const function = [](auto x) { return math::expm1(x); };
auto const exact = [](auto x) { return std::expm1(x); };

template <class E>
constexpr auto special_values() -> std::size_t {
  return first_violation<E>({{math::expm1(E(0)), E(0)},
                             {math::expm1(E(-0.0F)), E(-0.0F)},
                             {math::expm1(infinite<E>), infinite<E>},
                             {math::expm1(-infinite<E>), E(-1)},
                             {math::expm1(no_number<E>), no_number<E>},
                             {math::expm1(E(1000)), infinite<E>},
                             {math::expm1(-largest<E>), E(-1)},
                             {math::expm1(smallest<E>), smallest<E>},
                             {math::expm1(-smallest<E>), -smallest<E>}});
}

}  // namespace

BOOST_AUTO_TEST_SUITE(math_expm1)

BOOST_AUTO_TEST_CASE(float_is_within_1_3_ulp_on_every_scale) {
  auto const everywhere = worst_on_encodings<float>(function, exact, 400'000);
  BOOST_TEST(everywhere.error <= 1.3, "error " << everywhere.error << " at " << everywhere.at);
  auto const dense_1 = worst_on<float>(function, exact, -1.2F, 1.2F, 150000);
  BOOST_TEST(dense_1.error <= 1.3, "error " << dense_1.error << " at " << dense_1.at);
  auto const dense_2 = worst_on<float>(function, exact, -21.0F, 0.0F, 150000);
  BOOST_TEST(dense_2.error <= 1.3, "error " << dense_2.error << " at " << dense_2.at);
  auto const dense_3 = worst_on<float>(function, exact, 80.0F, 88.8F, 150000);
  BOOST_TEST(dense_3.error <= 1.3, "error " << dense_3.error << " at " << dense_3.at);
}

BOOST_AUTO_TEST_CASE(double_is_within_1_5_ulp_on_every_scale) {
  if constexpr (oracle_is_wider<double>) {
    auto const everywhere = worst_on_encodings<double>(function, exact, 200'000);
    BOOST_TEST(everywhere.error <= 1.5, "error " << everywhere.error << " at " << everywhere.at);
    auto const dense_1 = worst_on<double>(function, exact, -1.2, 1.2, 100000);
    BOOST_TEST(dense_1.error <= 1.5, "error " << dense_1.error << " at " << dense_1.at);
    auto const dense_2 = worst_on<double>(function, exact, -41.0, 0.0, 100000);
    BOOST_TEST(dense_2.error <= 1.5, "error " << dense_2.error << " at " << dense_2.at);
    auto const dense_3 = worst_on<double>(function, exact, 700.0, 709.9, 100000);
    BOOST_TEST(dense_3.error <= 1.5, "error " << dense_3.error << " at " << dense_3.at);
  }
}

BOOST_AUTO_TEST_CASE(special_values_are_exact_in_constant_expressions_and_at_run_time) {
  static_assert(special_values<float>() == 0);
  static_assert(special_values<double>() == 0);
  BOOST_TEST(special_values<float>() == 0U);
  BOOST_TEST(special_values<double>() == 0U);
}

BOOST_AUTO_TEST_SUITE_END()
