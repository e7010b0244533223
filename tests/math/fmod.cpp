// SPDX-License-Identifier: BSL-1.0
#include "tapeless/math/fmod.hpp"

#include "tapeless/kernel/pack.hpp"

#include <boost/test/unit_test.hpp>

#include <cmath>

#include "ulp.hpp"

namespace math_fmod_test {

using namespace tapeless_test;
namespace math = tapeless::math;

template <class E>
constexpr auto special_values() -> std::size_t {
  return first_violation<E>({
      {math::fmod(E(7), E(3)), E(1)},
      {math::fmod(E(-7), E(3)), E(-1)},
      {math::fmod(E(7), E(-3)), E(1)},
      {math::fmod(E(6), E(3)), E(0)},
      {math::fmod(E(-6), E(3)), E(-0.0F)},
      {math::fmod(E(-0.0F), E(3)), E(-0.0F)},
      {math::fmod(E(2), E(3)), E(2)},
      {math::fmod(E(5.5F), E(0.25F)), E(0)},
      {math::fmod(E(1), infinite<E>), E(1)},
      {math::fmod(3 * smallest<E>, 2 * smallest<E>), smallest<E>},
      {math::fmod(largest<E>, smallest<E>), E(0)},
      {math::fmod(largest<E>, E(3)), sizeof(E) == 8 ? E(2) : E(0)},
      {math::fmod(E(1), E(0)), no_number<E>},
      {math::fmod(infinite<E>, E(1)), no_number<E>},
      {math::fmod(no_number<E>, E(1)), no_number<E>},
      {math::fmod(E(1), no_number<E>), no_number<E>},
  });
}

/// Numbers of every size, from a generator of a line.
template <class E>
E next(std::uint64_t& state) {
  using bits = typename math::ieee_format<E>::bits_type;
  state = state * 6364136223846793005u + 1442695040888963407u;
  return math::from_bits(static_cast<bits>(state >> (64 - 8 * sizeof(E))));
}
template <class E>
void agrees_with_the_standard_library() {
  std::uint64_t state = 1;
  std::uint32_t unequal = 0;
  for (int i = 0; i < 20000; ++i) {
    E const x = next<E>(state);
    E const y = next<E>(state);
    tapeless::kernel::pack<E, 4> const all =
        math::fmod(tapeless::kernel::pack<E, 4>(x), tapeless::kernel::pack<E, 4>(y));
    auto const same = [](E found, E expected) { return found == expected || (found != found && expected != expected); };
    unequal += same(math::fmod(x, y), std::fmod(x, y)) && same(lane(all, 3), std::fmod(x, y)) &&
                       same(math::fmod(x, x / E(3)), std::fmod(x, x / E(3)))
                   ? 0u
                   : 1u;
  }
  BOOST_TEST(unequal == 0u);
}

}  // namespace math_fmod_test

BOOST_AUTO_TEST_SUITE(math_fmod)

using namespace math_fmod_test;

BOOST_AUTO_TEST_CASE(special_values_are_those_of_c) {
  static_assert(special_values<float>() == 0);
  static_assert(special_values<double>() == 0);
}
BOOST_AUTO_TEST_CASE(the_remainder_is_exact_whatever_the_quotient) {
  agrees_with_the_standard_library<float>();
  agrees_with_the_standard_library<double>();
}

BOOST_AUTO_TEST_SUITE_END()
