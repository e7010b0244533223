// SPDX-License-Identifier: BSL-1.0
// test: clang suffices
#include "tapeless/show/budget.hpp"

#include <boost/test/unit_test.hpp>

#include <string>

namespace {
namespace show_budget_test {

std::string line_of(std::size_t budget) {
  std::string line;
  auto const sink = [&](char each) { line += each; };
  tapeless::show::forward_to out(sink);
  tapeless::show::write_budget_line(2, {816, 1632, 256, 16, 10461}, budget, out);
  return line;
}

}  // namespace show_budget_test
}  // namespace

BOOST_AUTO_TEST_SUITE(show_budget)

using namespace show_budget_test;

BOOST_AUTO_TEST_CASE(a_line_has_its_numbers_below_the_headings) {
  std::string const numbers = "2           816         1632      256        16        2720      10461     ";
  BOOST_TEST(line_of(2720) == numbers + "yes\n");
  BOOST_TEST(line_of(2719) == numbers + "no\n");
}

BOOST_AUTO_TEST_SUITE_END()
