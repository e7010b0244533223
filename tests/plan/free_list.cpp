// SPDX-License-Identifier: BSL-1.0
#include "tapeless/plan/free_list.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cstdint>
#include <random>
#include <vector>

namespace plan_free_list_test {

using tapeless::plan::block;
using tapeless::plan::free_list;

/// First fit as it is defined: the lowest aligned offset at which nothing live is met.
block first_fit(std::vector<block> const& live, std::uint64_t size, std::uint64_t alignment) {
  for (std::uint64_t offset = 0;; offset += alignment) {
    bool meets = false;
    for (block const& other : live)
      meets = meets || (offset < other.offset + other.size && other.offset < offset + size);
    if (!meets) return {offset, size};
  }
}

BOOST_AUTO_TEST_SUITE(plan_free_list)

BOOST_AUTO_TEST_CASE(each_block_lies_where_first_fit_puts_it) {
  std::mt19937 random(7);
  free_list unused;
  std::vector<block> live;
  std::uint32_t reused = 0;
  std::uint64_t end = 0;
  for (int step = 0; step < 4000; ++step) {
    if (!live.empty() && random() % 100 < (step / 200 % 2 == 0 ? 40 : 60)) {
      std::size_t const which = random() % live.size();
      unused.free(live[which]);
      live.erase(live.begin() + static_cast<std::ptrdiff_t>(which));
      continue;
    }
    std::uint64_t const alignment = random() % 2 == 0 ? 1 : 16;
    std::uint64_t const size = alignment * (1 + random() % 5);
    block const placed = unused.allocate(size, alignment);
    BOOST_TEST_REQUIRE((placed == first_fit(live, size, alignment)));
    reused += placed.offset + size <= end;
    end = std::max(end, placed.offset + size);
    live.push_back(placed);
  }
  BOOST_TEST(reused > 500u);
  for (block const& each : live) unused.free(each);
  BOOST_TEST((unused.allocate(end, 16) == block{0, end}));  // all gaps have joined
}

BOOST_AUTO_TEST_CASE(nothing_is_freed_twice_by_a_block_of_no_size) {
  free_list unused;
  block const first = unused.allocate(3, 1);
  unused.free({});
  BOOST_TEST((unused.allocate(2, 1) == block{3, 2}));
  unused.free(first);
  BOOST_TEST((unused.allocate(3, 1) == first));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace plan_free_list_test
