// SPDX-License-Identifier: BSL-1.0
#include "tapeless/show/step_formula.hpp"

#include "tapeless/expr/function.hpp"
#include "tapeless/expr/reduction.hpp"
#include "tapeless/plan/plan.hpp"

#include <boost/test/unit_test.hpp>

#include <string>

namespace show_step_formula_test {

namespace tl = tapeless;
constexpr auto x = tl::input<"x", 4>;
constexpr auto W = tl::parameter<"W", 3, 4>;
constexpr auto b = tl::parameter<"b", 3>;
constexpr auto layer = softmax(2 * tanh(W * x + b));
using planned = tl::plan::planned<tl::rules::listed<layer>>;

std::string formula_of(std::size_t step) {
  std::string text;
  auto sink = [&](char c) { text += c; };
  tl::show::step_formula(planned::table.steps[step], planned::table.codes.data()).write(sink);
  return text;
}

}  // namespace show_step_formula_test

BOOST_AUTO_TEST_SUITE(show_step_formula)
BOOST_AUTO_TEST_CASE(a_step_is_a_formula_of_its_inputs) {
  using namespace show_step_formula_test;
  BOOST_TEST_REQUIRE(planned::step_count == 3u);
  BOOST_TEST(formula_of(0) == "in0 * in1");
  BOOST_TEST(formula_of(1) == "2 * tanh(in0 + in1)");
  BOOST_TEST(formula_of(2) == "softmax(in0)");
}
BOOST_AUTO_TEST_SUITE_END()
