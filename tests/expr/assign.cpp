// SPDX-License-Identifier: BSL-1.0
#include "tapeless/expr/assign.hpp"

#include "tapeless/expr/arithmetic.hpp"
#include "tapeless/run/interpreter.hpp"

#include <boost/test/unit_test.hpp>

namespace expr_assign_test {

namespace tl = tapeless;
constexpr auto a = tl::parameter<"a", 2>;
constexpr auto m = tl::state<"m", 2>;
constexpr auto a_to_m = tl::assign(m, a + m);
constexpr auto m_to_a = tl::assign(a, 2 * m);
constexpr auto both = a + m;
static_assert(tl::assignment_statement<decltype(a_to_m)> && !tl::assignment_statement<decltype(both)>);

constexpr double as[]{1, 2};
constexpr double ms[]{10, 20};
constexpr tl::run::interpretation<double, tl::rules::listed<a_to_m, m_to_a, both>> run(tl::bind(a, as),
                                                                                       tl::bind(m, ms));

}  // namespace expr_assign_test

BOOST_AUTO_TEST_SUITE(expr_assign)

using namespace expr_assign_test;

BOOST_AUTO_TEST_CASE(assignments_are_simultaneous) {
  BOOST_TEST(run.assigned(m)[0] == 11.0);
  BOOST_TEST(run.assigned(m)[1] == 22.0);
  BOOST_TEST(run.assigned(a)[0] == 20.0);  // 2·m from before
  BOOST_TEST(run.assigned(a)[1] == 40.0);
  BOOST_TEST(run[both][1] == 22.0);
}

BOOST_AUTO_TEST_SUITE_END()
