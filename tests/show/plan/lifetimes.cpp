// SPDX-License-Identifier: BSL-1.0
// test: g++ suffices
#include "tapeless/show/plan/lifetimes.hpp"

#include "tapeless/show/plan.hpp"
#include "tapeless/tapeless.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <string>

namespace {
namespace show_plan_lifetimes_test {

namespace tl = tapeless;
namespace show = tapeless::show;
using tl::plan::space;

struct net : tl::sequential<tl::in<"x", 13>, tl::dense<44, tl::activation::tanh>, tl::dense<9>> {};
template <tl::targets::description Target, std::uint32_t Batch>
using source = tl::plan::for_target<
    tl::train::update_of<tl::network_loss<net, tl::objective::softmax_cross_entropy, Batch>, tl::optimizer::momentum>,
    Target>;

/// What is read lives, what lives has its bytes for itself, and all of it is the workspace.
template <class Source>
void expect_sound_lifetimes() {
  using planned = tl::plan::planned<Source>;
  auto const& values = show::lifetimes_of<Source>;
  std::uint64_t end = 0;
  for (show::living const& each : values) end = std::max<std::uint64_t>(end, each.offset + each.elements);
  BOOST_TEST(end == planned::memory.workspace_elements);
  for (std::uint32_t s = 0; s < planned::step_count; ++s) {
    tl::plan::step const& step = planned::table.steps[s];
    for (std::uint32_t i = 0; i < step.input_count; ++i) {
      if (step.in[i].where != space::workspace) continue;
      BOOST_TEST(std::ranges::count_if(values, [&](show::living const& each) {
                   return each.offset == step.in[i].index && each.first < s && s <= each.last;
                 }) == 1);
    }
    for (show::living const& a : values)
      for (show::living const& b : values) {
        bool const meet = a.offset < b.offset + b.elements && b.offset < a.offset + a.elements;
        bool const both_live = a.first < s && s <= a.last && b.first <= s && s <= b.last && &a != &b;
        bool const in_its_place = a.last == s && b.first == s && a.offset == b.offset && a.elements == b.elements;
        BOOST_TEST((!meet || !both_live || in_its_place));
      }
  }
}

}  // namespace show_plan_lifetimes_test
}  // namespace

BOOST_AUTO_TEST_SUITE(show_plan_lifetimes)

using namespace show_plan_lifetimes_test;

BOOST_AUTO_TEST_CASE(values_that_live_at_one_time_lie_apart_and_fill_the_workspace) {
  expect_sound_lifetimes<source<tl::targets::portable, 4>>();
  expect_sound_lifetimes<source<tl::targets::avx512, 32>>();
}

BOOST_AUTO_TEST_CASE(the_chart_has_a_line_for_each_value_and_a_column_for_each_step) {
  static constexpr show::living values[]{
      {0, 32, 0, 2, false}, {32, 10, 1, 4, false}, {42, 7, 1, 1, true}, {0, 32, 2, 11, false}};
  std::string text;
  auto const append = [&](char character) { text += character; };
  show::forward_to sink(append);
  show::write_lifetimes({values, 4, 12, sizeof(float)}, sink);
  BOOST_TEST(text == "workspace by lifetime\n"
                     "offset  bytes  123456789012\n"
                     "     0    128  ###.........\n"
                     "   128     40  .####.......\n"
                     "   168     28  .+..........\n"
                     "     0    128  ..##########\n"
                     "most at once 196 bytes, in step 2\n");
}

BOOST_AUTO_TEST_SUITE_END()
