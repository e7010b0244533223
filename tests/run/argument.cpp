// SPDX-License-Identifier: BSL-1.0
#include "tapeless/run/argument.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(run_argument)

namespace tl = tapeless;
namespace run = tl::run;
constexpr auto x = tl::input<"x", 2>;
constexpr auto rate = tl::scalar<"rate">;
using data = decltype(bind(x, std::declval<double const (&)[2]>()));
using number = decltype(bind(rate, 1.0));
using if_needed = decltype(tl::if_needed(std::declval<data>()));
struct a_store {
  struct layout {
    static constexpr int count = 0;
  };
  static constexpr tl::leaf_kind kind = tl::leaf_kind::state;
};

BOOST_AUTO_TEST_CASE(data_and_numbers_are_of_a_leaf_stores_are_not) {
  static_assert(run::data_argument<data const> && run::leaf_argument<data> && !run::store_argument<data>);
  static_assert(!run::data_argument<number> && run::leaf_argument<number const>);
  static_assert(run::store_argument<a_store const> && !run::leaf_argument<a_store> && !run::run_argument<int>);
}
BOOST_AUTO_TEST_CASE(data_serves_the_leaf_of_its_name_and_kind_a_store_all_of_its_kind) {
  tl::graph::leaf_info const leaf{tl::leaf_kind::input, tl::extents{2, 1}, tl::name("x")};
  tl::graph::leaf_info const other{tl::leaf_kind::input, tl::extents{2, 1}, tl::name("y")};
  tl::graph::leaf_info const kept{tl::leaf_kind::state, tl::extents{2, 1}, tl::name("x")};
  BOOST_TEST((run::serves<data>(leaf) && !run::serves<data>(other) && !run::serves<data>(kept)));
  BOOST_TEST((run::serves<a_store>(kept) && !run::serves<a_store>(leaf) && !run::serves<int>(leaf)));
}
BOOST_AUTO_TEST_CASE(a_program_may_do_without_an_empty_store_and_what_is_bound_if_needed) {
  static_assert(run::is_optional<a_store>() && run::is_optional<if_needed const>() && !run::is_optional<data>());
}

BOOST_AUTO_TEST_SUITE_END()
