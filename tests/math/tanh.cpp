// SPDX-License-Identifier: BSL-1.0
#include "tapeless/math/tanh.hpp"

#include <boost/test/unit_test.hpp>

#include <cmath>

#include "ulp.hpp"

namespace {

using namespace tapeless_test;
namespace math = tapeless::math;

auto const function = [](auto x) { return math::tanh(x); };
auto const exact = [](auto x) { return std::tanh(x); };

template <class E>
constexpr auto special_values() -> std::size_t {
  return first_violation<E>({{math::tanh(E(0)), E(0)},
                             {math::tanh(E(-0.0F)), E(-0.0F)},
                             {math::tanh(infinite<E>), E(1)},
                             {math::tanh(-infinite<E>), E(-1)},
                             {math::tanh(no_number<E>), no_number<E>},
                             {math::tanh(largest<E>), E(1)},
                             {math::tanh(-largest<E>), E(-1)},
                             {math::tanh(E(30)), E(1)},
                             {math::tanh(smallest<E>), smallest<E>},
                             {math::tanh(-smallest<E>), -smallest<E>}});
}

}  // namespace

BOOST_AUTO_TEST_SUITE(math_tanh)

BOOST_AUTO_TEST_CASE(float_is_within_2_0_ulp_on_every_scale) {
  auto const everywhere = worst_on_encodings<float>(function, exact, 400'000);
  BOOST_TEST(everywhere.error <= 2.0, "error " << everywhere.error << " at " << everywhere.at);
  auto const dense_1 = worst_on<float>(function, exact, -1.0F, 1.0F, 150000);
  BOOST_TEST(dense_1.error <= 2.0, "error " << dense_1.error << " at " << dense_1.at);
  auto const dense_2 = worst_on<float>(function, exact, 0.0F, 10.0F, 150000);
  BOOST_TEST(dense_2.error <= 2.0, "error " << dense_2.error << " at " << dense_2.at);
}

BOOST_AUTO_TEST_CASE(double_is_within_2_2_ulp_on_every_scale) {
  if constexpr (oracle_is_wider<double>) {
    auto const everywhere = worst_on_encodings<double>(function, exact, 200'000);
    BOOST_TEST(everywhere.error <= 2.2, "error " << everywhere.error << " at " << everywhere.at);
    auto const dense_1 = worst_on<double>(function, exact, -1.0, 1.0, 100000);
    BOOST_TEST(dense_1.error <= 2.2, "error " << dense_1.error << " at " << dense_1.at);
    auto const dense_2 = worst_on<double>(function, exact, 0.0, 20.0, 100000);
    BOOST_TEST(dense_2.error <= 2.2, "error " << dense_2.error << " at " << dense_2.at);
  }
}

BOOST_AUTO_TEST_CASE(special_values_are_exact_in_constant_expressions_and_at_run_time) {
  static_assert(special_values<float>() == 0);
  static_assert(special_values<double>() == 0);
  BOOST_TEST(special_values<float>() == 0U);
  BOOST_TEST(special_values<double>() == 0U);
}

BOOST_AUTO_TEST_SUITE_END()
