// SPDX-License-Identifier: BSL-1.0
#include "tapeless/run/finite.hpp"

#include <boost/test/unit_test.hpp>

#include <array>
#include <limits>

namespace run_finite_test {

namespace tl = tapeless;

template <class T>
constexpr std::array<T, 10> finite_numbers{0,
                                           T(-0.0),
                                           1,
                                           T(-1.5),
                                           std::numeric_limits<T>::max(),
                                           std::numeric_limits<T>::lowest(),
                                           std::numeric_limits<T>::min(),
                                           std::numeric_limits<T>::denorm_min(),
                                           -std::numeric_limits<T>::denorm_min(),
                                           std::numeric_limits<T>::epsilon()};
template <class T>
constexpr std::array<T, 5> other_numbers{std::numeric_limits<T>::infinity(), -std::numeric_limits<T>::infinity(),
                                         std::numeric_limits<T>::quiet_NaN(), -std::numeric_limits<T>::quiet_NaN(),
                                         std::numeric_limits<T>::signaling_NaN()};

/// Lines of every length up to some vectors, with one number that is not finite at every place; what lies around them
/// does not count.
template <class T, std::uint32_t Lanes>
bool each_place_is_seen() {
  bool right = true;
  for (std::size_t count = 0; count <= 5 * Lanes + 3; ++count) {
    std::array<T, 5 * Lanes + 6> line;
    line.fill(other_numbers<T>[0]);
    T* const first = line.data() + 1;
    for (std::size_t i = 0; i < count; ++i) first[i] = finite_numbers<T>[i % 10];
    right = right && tl::run::all_finite<Lanes>(first, count);
    for (std::size_t i = 0; i < count; ++i) {
      first[i] = other_numbers<T>[i % 5];
      right = right && !tl::run::all_finite<Lanes>(first, count);
      first[i] = finite_numbers<T>[i % 10];
    }
  }
  return right;
}

}  // namespace run_finite_test

BOOST_AUTO_TEST_SUITE(run_finite)

using namespace run_finite_test;

BOOST_AUTO_TEST_CASE(one_number_that_is_not_finite_is_seen_at_every_place_of_a_line) {
  BOOST_TEST((each_place_is_seen<float, tl::register_width<float>>()));
  BOOST_TEST((each_place_is_seen<double, tl::register_width<double>>()));
  BOOST_TEST((each_place_is_seen<float, 1>()));
}

BOOST_AUTO_TEST_CASE(every_finite_number_is_finite_and_no_other) {
  static_assert(tl::run::is_finite(1.0) && !tl::run::is_finite(std::numeric_limits<float>::infinity()));
  for (std::size_t i = 0; i < 10; ++i)
    BOOST_TEST((tl::run::is_finite(finite_numbers<float>[i]) && tl::run::is_finite(finite_numbers<double>[i])));
  for (std::size_t i = 0; i < 5; ++i)
    BOOST_TEST(!(tl::run::is_finite(other_numbers<float>[i]) || tl::run::is_finite(other_numbers<double>[i])));
}

BOOST_AUTO_TEST_SUITE_END()
