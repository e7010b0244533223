// SPDX-License-Identifier: BSL-1.0
#include "tapeless/run/layout.hpp"

#include "tapeless/expr/arithmetic.hpp"

#include <boost/test/unit_test.hpp>

namespace run_layout_test {

namespace tl = tapeless;
constexpr auto W = tl::parameter<"W", 2, 3>;
constexpr auto b = tl::parameter<"b", 2>;
constexpr auto unused = tl::parameter<"unused", 7>;
constexpr auto m = tl::state<"m", 5>;
constexpr auto x = tl::input<"x", 3>;
constexpr auto out = W * x + b;
constexpr auto twice_m = 2 * m;
using source = tl::rules::listed<out, twice_m>;
using parameters = tl::run::layout<source, tl::leaf_kind::parameter>;
using state = tl::run::layout<source, tl::leaf_kind::state>;

}  // namespace run_layout_test

BOOST_AUTO_TEST_SUITE(run_layout)

using namespace run_layout_test;

BOOST_AUTO_TEST_CASE(a_layout_holds_the_leaves_of_one_kind_one_after_the_other) {
  static_assert(parameters::count == 2 && state::count == 1);
  static_assert(parameters::table.elements == 8 && state::table.elements == 5);
  static_assert(parameters::table.each[1].offset == 6 && parameters::table.each[1].shape == tl::extents{2, 1});
  BOOST_TEST(parameters::table.each[0].identifier.view() == "W");
}

BOOST_AUTO_TEST_CASE(columns_of_whole_vectors_begin_at_a_vector) {
  constexpr std::uint32_t width = tl::plan::whole_vectors(1);
  static constexpr auto first = tl::parameter<"first", 3, 1>;
  static constexpr auto wide = tl::parameter<"wide", 4 * width - 1, 3>;
  static constexpr auto product = wide * first;
  using layout = tl::run::layout<tl::rules::listed<product>, tl::leaf_kind::parameter>;
  constexpr tl::run::slot slot = layout::table.each[layout::find(wide.identifier)];
  BOOST_TEST(slot.offset % width == 0U);
  BOOST_TEST(layout::table.elements == 3 + wide.shape.size());
  BOOST_TEST(layout::table.stored_elements >= 3 + tl::plan::stored_size(wide.shape));
}

BOOST_AUTO_TEST_CASE(more_than_32_bits_of_elements_are_counted_right) {
  static constexpr auto v = tl::input<"v", 32768>;
  static constexpr auto large = tl::parameter<"A", 32768, 32768> * v + tl::parameter<"B", 32768, 32768> * v +
                                tl::parameter<"C", 32768, 32768> * v + tl::parameter<"D", 32768, 32768> * v;
  using layout = tl::run::layout<tl::rules::listed<large>, tl::leaf_kind::parameter>;
  BOOST_TEST(layout::table.elements == std::uint64_t{1} << 32);
  BOOST_TEST(layout::table.stored_elements == std::uint64_t{1} << 32);
}

BOOST_AUTO_TEST_CASE(an_unknown_name_is_found_behind_the_last_slot) {
  BOOST_TEST(parameters::find(b.identifier) == 1U);
  BOOST_TEST(parameters::find(unused.identifier) == parameters::count);
  BOOST_TEST(parameters::find(m.identifier) == parameters::count);
  BOOST_TEST(state::find(m.identifier) == 0U);
}

BOOST_AUTO_TEST_SUITE_END()
