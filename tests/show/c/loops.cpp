// SPDX-License-Identifier: BSL-1.0
#include "tapeless/show/c/loops.hpp"

#include "parts.hpp"

#include "tapeless/expr/batch.hpp"
#include "tapeless/expr/function.hpp"

namespace show_c_loops_test {

namespace tl = tapeless;

constexpr auto x = tl::input<"x", 3>;
constexpr auto alone = tl::define<"raised">(exp(x));
constexpr auto of_samples = tl::batch<4>(exp(x));

/// The beginning of a loop nest, and a statement in it.
struct loops : tl::show::c_loops<c_parts::into_string> {
  using c_loops::c_loops;
  void write() {
    std::uint32_t const outside = begin();
    text.loop('i', shape_of(made).size());
    declare("raised_once");
    values.pattern("exp@(");
    text.write("x[i]);");
    result({{'i', 1, 3}}, " += ");
    text.write("raised_once;");
    text.end_loops(outside);
  }
};
template <class T, auto const& Output>
std::string written() {
  return c_parts::written<T, Output>([](auto const& plan, auto const& scope, c_parts::lines& out) {
    loops(plan, scope, out, c_parts::node_of(plan, tl::op::exp)).write();
  });
}

}  // namespace show_c_loops_test

BOOST_AUTO_TEST_SUITE(show_c_loops)

using namespace show_c_loops_test;

BOOST_AUTO_TEST_CASE(pieces_of_statements_have_the_element_type) {
  std::string const text = written<float, alone>();
  BOOST_TEST(text.find("for (int s") == std::string::npos, text);
  BOOST_TEST(text.find("\n  float raised_once = expf(x[i]);") != std::string::npos, text);
  BOOST_TEST((written<double, alone>().find("\n  double raised_once = exp(x[i]);") != std::string::npos));
  BOOST_TEST(text.find("[i] += raised_once;") != std::string::npos, text);
}

BOOST_AUTO_TEST_CASE(a_batched_value_has_a_loop_over_samples_around_it) {
  std::string const text = written<float, of_samples>();
  BOOST_TEST(text.find("\nfor (int s = 0; s < samples; ++s)\n  for (int i = 0; i < 3; ++i)") == 0U, text);
  BOOST_TEST(text.find("[s * 3 + i] += raised_once;") != std::string::npos, text);
}

BOOST_AUTO_TEST_SUITE_END()
