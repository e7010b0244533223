// SPDX-License-Identifier: BSL-1.0
#include "tapeless/run/context.hpp"

#include "tapeless/expr/arithmetic.hpp"
#include "tapeless/expr/batch.hpp"
#include "tapeless/expr/reduction.hpp"

#include <boost/test/unit_test.hpp>

namespace run_context_test {

namespace tl = tapeless;
constexpr auto x = tl::input<"x", 3>;
constexpr auto u = tl::input<"u", 2>;
constexpr auto V = tl::parameter<"V", 2, 3>;
constexpr auto w = tl::parameter<"w", 2>;
constexpr auto s = tl::state<"s">;
constexpr auto a = tl::scalar<"a">;
constexpr auto c = tl::scalar<"c">;
constexpr auto wide = tl::batch_sum(tl::batch<2>(sum(a * (V * x) + w % u) * (s + c)));
constexpr auto narrow = sum(w % u);
using wide_source = tl::rules::listed<wide>;
using narrow_source = tl::rules::listed<narrow>;
using at = tl::run::context<float, wide_source>;
static_assert(at::inputs == 2 && at::labels == 0 && at::scalars == 2);

template <class Source>
consteval std::uint32_t number_of(std::string_view wanted) {
  std::uint32_t l = 0;
  while (tl::rules::lowered<Source>.leaves[l].identifier.view() != wanted) ++l;
  return l;
}
static_assert(at::position(number_of<wide_source>("x")) + at::position(number_of<wide_source>("u")) == 1);
static_assert(at::position(number_of<wide_source>("a")) + at::position(number_of<wide_source>("c")) == 1);
static_assert(at::position(number_of<wide_source>("s")) == 0);

// A program finds its leaves in the layout of the store that is bound, not in its own.
template <class Source>
using parameters = tl::run::layout<Source, tl::leaf_kind::parameter>;
template <class Source>
using state = tl::run::layout<Source, tl::leaf_kind::state>;
using own = tl::run::store_layouts<parameters<narrow_source>, state<narrow_source>>;
using shared = tl::run::store_layouts<parameters<wide_source>, state<wide_source>>;
constexpr std::uint32_t w_in_narrow = number_of<narrow_source>("w");
static_assert(tl::run::stored_offsets<narrow_source, own>[w_in_narrow] == 0);
static_assert(tl::run::stored_offsets<narrow_source, shared>[w_in_narrow] ==
              parameters<wide_source>::table.each[parameters<wide_source>::find(tl::name("w"))].offset);
static_assert(tl::run::stored_offsets<narrow_source, shared>[w_in_narrow] == 6 ||
              parameters<wide_source>::find(tl::name("w")) == 0);

}  // namespace run_context_test

BOOST_AUTO_TEST_SUITE(run_context)

BOOST_AUTO_TEST_CASE(a_place_is_an_address_in_the_memory_that_is_bound) {
  using namespace run_context_test;
  float workspace[8]{};
  float weights[8]{};
  tl::run::context<float, wide_source> where{};
  where.workspace = workspace;
  where.parameters = weights;
  constexpr tl::plan::place third{tl::plan::space::workspace, 3};
  constexpr tl::plan::place of_V{tl::plan::space::leaf, number_of<wide_source>("V")};
  constexpr tl::plan::place count{tl::plan::space::sample_count, 0};
  BOOST_TEST((tl::run::address<third, shared>(where)) == workspace + 3);
  BOOST_TEST((tl::run::address<of_V, shared>(where)) ==
             weights + parameters<wide_source>::table.each[parameters<wide_source>::find(tl::name("V"))].offset);
  where.sample_count = 2;
  BOOST_TEST(*(tl::run::operand_at<count, tl::extents{}, shared>(where)).sample(0) == 2);
  BOOST_TEST((tl::run::operand_at<third, tl::extents{2, 1, 4}, shared>(where)).sample(1) == workspace + 5);
  BOOST_TEST((tl::run::operand_at<third, tl::extents{2, 1}, shared>(where)).sample(1) == workspace + 3);
}

BOOST_AUTO_TEST_SUITE_END()
