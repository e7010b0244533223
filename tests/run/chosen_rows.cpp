// SPDX-License-Identifier: BSL-1.0
#include "tapeless/run/chosen_rows.hpp"

#include <boost/test/unit_test.hpp>

namespace {
namespace run_chosen_rows_test {

namespace tl = tapeless;
using tl::run::are_options, tl::run::rows_of;
static_assert(are_options<1, tl::first_row> && are_options<1, tl::rows, tl::first_row, tl::stride>);
static_assert(!are_options<2, tl::first_row, tl::first_row>);
static_assert(std::is_same_v<decltype(rows_of(tl::stride{2})), tl::run::every_row>);
static_assert(rows_of(tl::first_row{7}).first_number == 7);
constexpr auto chosen = rows_of(tl::stride{2}, tl::first_row{7}, tl::rows{4, 5});
static_assert(chosen.first_number == 7 && chosen.size() == 2);

}  // namespace run_chosen_rows_test
}  // namespace

BOOST_AUTO_TEST_SUITE(run_chosen_rows)

BOOST_AUTO_TEST_CASE(a_row_list_that_is_kept_says_the_same_rows_where_samples_are_numbered) {
  auto const copy = run_chosen_rows_test::chosen;
  BOOST_TEST(copy.data()[0] == 4u);
  BOOST_TEST(copy.data()[1] == 5u);
}

BOOST_AUTO_TEST_SUITE_END()
