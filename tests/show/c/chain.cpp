// SPDX-License-Identifier: BSL-1.0
#include "tapeless/show/c/chain.hpp"

#include "tapeless/expr/define.hpp"
#include "tapeless/expr/function.hpp"
#include "tapeless/run/program.hpp"
#include "tapeless/show/c_program.hpp"

#include <boost/test/unit_test.hpp>

#include <string>

namespace {
namespace show_c_chain_test {

namespace tl = tapeless;
constexpr auto a = tl::parameter<"a", 3>;
constexpr auto b = tl::parameter<"b", 3>;
constexpr auto c = tl::parameter<"c">;

constexpr auto sums = a - (b - c) - a % b / (c * a);
constexpr auto signs = -(-(a + b) % -exp(a)) - -2.5 * -exp(-b);
constexpr auto chosen = where(a > b, tl::maximum(a, 0.5), abs(b));
constexpr auto shared = exp(a) + b % exp(a);
constexpr auto named = tl::define<"energy">(a % a) + b;
constexpr auto of_scalars = c * c + exp(c);
constexpr auto long_one = a + exp(a + exp(b + exp(a + exp(b + exp(a)))));

/// One type for all programs: the writer is instantiated once.
struct into_string {
  std::string& text;
  void operator()(char character) const { text += character; }
};

/// The loop that computes an expression.
template <auto const& E>
std::string loop_of() {
  std::string text;
  tl::show::write_c<tl::program<double, E>>(into_string{text}, "f");
  std::size_t const declared = text.find(" = workspace + 0;\n");
  std::size_t const begin = text.find('\n', declared) + 1;
  return text.substr(begin, text.find("\n\n", begin) - begin);
}

}  // namespace show_c_chain_test
}  // namespace

BOOST_AUTO_TEST_SUITE(show_c_chain)

using namespace show_c_chain_test;

BOOST_AUTO_TEST_CASE(parentheses_stand_where_the_tree_needs_them) {
  BOOST_TEST(loop_of<sums>() == "  for (int i = 0; i < 3; ++i)\n"
                                "    t8[i] = a[i] - (b[i] - c[0]) - a[i] * b[i] / (c[0] * a[i]);");
}

BOOST_AUTO_TEST_CASE(signs_never_meet) {
  std::string const text = loop_of<signs>();
  BOOST_TEST(text.find("--") == std::string::npos);
  BOOST_TEST(text.find("(a[i] + b[i])") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(functions_are_those_of_math_h_or_defined) {
  BOOST_TEST(loop_of<chosen>() == "  for (int i = 0; i < 3; ++i)\n"
                                  "    t6[i] = choose(greater(a[i], b[i]), maximum(a[i], 0.5), fabs(b[i]));");
}

BOOST_AUTO_TEST_CASE(what_is_used_twice_is_a_variable_of_the_loop) {
  BOOST_TEST(loop_of<shared>() == "  for (int i = 0; i < 3; ++i) {\n"
                                  "    double const t1 = exp(a[i]);\n"
                                  "    t4[i] = t1 + b[i] * t1;\n"
                                  "  }");
}

BOOST_AUTO_TEST_CASE(what_the_user_has_named_is_a_variable_of_that_name) {
  BOOST_TEST(loop_of<named>() == "  for (int i = 0; i < 3; ++i) {\n"
                                 "    double const energy = square(a[i]);\n"
                                 "    t3[i] = energy + b[i];\n"
                                 "  }");
}

BOOST_AUTO_TEST_CASE(one_number_needs_no_loop) {
  BOOST_TEST(loop_of<of_scalars>() == "  t3[0] = square(c[0]) + exp(c[0]);");
}

BOOST_AUTO_TEST_CASE(a_long_chain_is_broken_into_variables) {
  std::string const text = loop_of<long_one>();
  BOOST_TEST(text.find("    double const t") != std::string::npos);
  BOOST_TEST(text.find("exp(a[i] + exp(b[i] + exp(a[i])))") != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
