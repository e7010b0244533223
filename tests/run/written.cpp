// SPDX-License-Identifier: BSL-1.0
#include "tapeless/run/written.hpp"

#include "tapeless/expr/arithmetic.hpp"
#include "tapeless/expr/assign.hpp"
#include "tapeless/expr/reduction.hpp"
#include "tapeless/run/context.hpp"

#include <boost/test/unit_test.hpp>

namespace run_written_test {

namespace tl = tapeless;
using tl::run::meet;

/// Every pair of short ranges, by their bytes.
constexpr bool share_a_byte(std::uintptr_t a, std::size_t of_a, std::uintptr_t b, std::size_t of_b) {
  for (std::uintptr_t i = a; i < a + of_a; ++i)
    if (i >= b && i < b + of_b) return true;
  return false;
}
consteval bool ranges_meet_where_they_share_a_byte(std::uintptr_t base) {
  for (std::uintptr_t a = base; a < base + 8; ++a)
    for (std::size_t of_a = 1; of_a < 5; ++of_a)
      for (std::size_t of_b = 1; of_b < 5; ++of_b)
        if (meet({a, of_a}, {base + 4, of_b}) != share_a_byte(a, of_a, base + 4, of_b)) return false;
  return true;
}
static_assert(ranges_meet_where_they_share_a_byte(0) && ranges_meet_where_they_share_a_byte(1000));
static_assert(ranges_meet_where_they_share_a_byte(~std::uintptr_t{0} - 20));

constexpr auto a = tl::parameter<"a", 2>;
constexpr auto b = tl::parameter<"b", 3>;
constexpr auto c = tl::parameter<"c", 2>;
constexpr auto d = tl::parameter<"d", 2>;
constexpr auto s = tl::state<"s">;
constexpr auto r = tl::state<"r", 2>;
constexpr auto all = sum(r) + sum(a) + sum(b) + sum(c) + sum(d) + s;
constexpr auto next_a = tl::assign(a, 2 * a);
constexpr auto next_b = tl::assign(b, 2 * b);
constexpr auto next_d = tl::assign(d, 2 * d);
constexpr auto next_s = tl::assign(s, 2 * s);

template <auto const&... Outputs>
using source = tl::rules::listed<all, Outputs...>;
template <class Source, tl::leaf_kind Kind = tl::leaf_kind::parameter>
using written = tl::run::written_in<Source, tl::run::layout<Source, Kind>>;
template <class Source, tl::leaf_kind Kind = tl::leaf_kind::parameter>
constexpr std::uint32_t place(std::string_view leaf) {
  using layout = tl::run::layout<Source, Kind>;
  return layout::table.each[layout::find(tl::name(leaf))].offset;
}

static_assert(written<source<>>::count == 0 && written<source<next_s>>::count == 0);
static_assert(written<source<next_s>, tl::leaf_kind::state>::count == 1);
// Neighbours are one piece, from the first's begin to the last's end.
using first_two = source<next_b, next_a>;
static_assert(written<first_two>::count == 1 && written<first_two>::pieces[0].first == 0);
static_assert(written<first_two>::pieces[0].size == place<first_two>("b") + tl::plan::stored_size({3, 1}));
using ends = source<next_d, next_a>;
static_assert(written<ends>::count == 2 && written<ends>::pieces[0].first == place<ends>("a"));
static_assert(written<ends>::pieces[0].size == tl::plan::stored_size({2, 1}));
static_assert(written<ends>::pieces[1].first == place<ends>("d"));
static_assert(written<ends>::pieces[1].size == tl::plan::stored_size({2, 1}));

}  // namespace run_written_test

BOOST_AUTO_TEST_SUITE(run_written)
BOOST_AUTO_TEST_CASE(a_run_writes_its_workspace_and_what_it_assigns) {
  using namespace run_written_test;
  using both = source<next_d, next_s>;
  using layouts = tl::run::store_layouts<tl::run::layout<both, tl::leaf_kind::parameter>,
                                         tl::run::layout<both, tl::leaf_kind::state>>;
  using by = tl::run::written_by<both, layouts>;
  constexpr bool has_workspace = tl::plan::planned<both>::memory.workspace_elements != 0;
  static_assert(by::count == 2 + (has_workspace ? 1 : 0));
  double memory[3][64]{};
  tl::run::context<double, both> at{};
  at.workspace = memory[0];
  at.parameters = memory[1];
  at.state = memory[2];
  auto const pieces = by::pieces(at, std::make_index_sequence<by::count>{});
  BOOST_TEST(pieces[by::count - 2].first == reinterpret_cast<std::uintptr_t>(memory[1] + place<both>("d")));
  BOOST_TEST(pieces[by::count - 2].bytes == tl::plan::stored_size({2, 1}) * sizeof(double));
  BOOST_TEST(pieces[by::count - 1].first ==
             reinterpret_cast<std::uintptr_t>(memory[2] + place<both, tl::leaf_kind::state>("s")));
  BOOST_TEST(pieces[by::count - 1].bytes == tl::plan::stored_size({1, 1}) * sizeof(double));
  static_assert(place<both>("d") != 0 && place<both, tl::leaf_kind::state>("s") != 0);
  if (has_workspace) {
    BOOST_TEST(pieces[0].first == reinterpret_cast<std::uintptr_t>(memory[0]));
    BOOST_TEST(pieces[0].bytes == tl::plan::planned<both>::memory.workspace_elements * sizeof(double));
  }
}
BOOST_AUTO_TEST_SUITE_END()
