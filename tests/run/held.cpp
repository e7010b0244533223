// SPDX-License-Identifier: BSL-1.0
#include "tapeless/run/held.hpp"

#include <boost/test/unit_test.hpp>

#include <array>
#include <vector>

BOOST_AUTO_TEST_SUITE(run_held)

namespace run = tapeless::run;
using four = std::array<float, 4>;
using many = std::vector<float>;
using view = std::span<float const>;

BOOST_AUTO_TEST_CASE(what_outlives_the_call_is_seen_where_it_lies) {
  static_assert(run::outlives_the_call<four&> && run::outlives_the_call<many const&> && run::outlives_the_call<view>);
  static_assert(!run::is_kept<four&> && !run::is_lost<many&> && !run::is_lost<view>);
  four numbers{1, 2, 3, 4};
  auto const seen = run::hold<four&>(numbers);
  BOOST_TEST(seen.data() == numbers.data());
}

BOOST_AUTO_TEST_CASE(a_temporary_array_is_kept_and_a_temporary_vector_is_lost) {
  static_assert(run::is_kept<four> && !run::is_lost<four>);
  static_assert(run::is_lost<many> && !run::is_kept<many>);
  four numbers{1, 2, 3, 4};
  auto const kept = run::hold<four>(numbers);
  numbers = {};
  BOOST_TEST((kept == four{1, 2, 3, 4}));
}

BOOST_AUTO_TEST_CASE(a_size_in_the_type_stays_in_the_type) {
  static_assert(run::static_size_of<run::held<four>> == 4 && run::static_size_of<run::held<four&>> == 4);
  static_assert(run::static_size_of<run::held<many&>> == run::unknown_size);
}

BOOST_AUTO_TEST_SUITE_END()
