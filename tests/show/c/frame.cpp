// SPDX-License-Identifier: BSL-1.0
#include "tapeless/show/c/frame.hpp"

#include "parts.hpp"

#include "tapeless/expr/assign.hpp"
#include "tapeless/expr/batch.hpp"
#include "tapeless/expr/function.hpp"
#include "tapeless/expr/reduction.hpp"

namespace show_c_prologue_test {

namespace tl = tapeless;

constexpr auto x = tl::input<"x", 3>;
constexpr auto of_math_h = exp(x) + sin(x);
constexpr auto of_sigmoid = sigmoid(x) + sigmoid(2 * x);
constexpr auto of_softmax = softmax(x);

template <class T, auto const& Output>
std::string prologue() {
  return c_parts::written<T, Output>(
      [](auto const& plan, auto const& scope, c_parts::lines& out) { tl::show::c_prologue(plan, scope, out).write(); });
}
std::size_t count(std::string const& text, std::string_view part) {
  std::size_t found = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++found;
  return found;
}

}  // namespace show_c_prologue_test

BOOST_AUTO_TEST_SUITE(show_c_prologue)

using namespace show_c_prologue_test;

BOOST_AUTO_TEST_CASE(what_math_h_has_is_not_defined) { BOOST_TEST((prologue<double, of_math_h>()) == ""); }

BOOST_AUTO_TEST_CASE(what_it_has_not_is_defined_once_in_the_element_type) {
  std::string const text = prologue<double, of_sigmoid>();
  BOOST_TEST(count(text, "static double ") == 1U, text);
  BOOST_TEST(count(text, "float") == 0U, text);
  BOOST_TEST(count(prologue<float, of_sigmoid>(), "static float ") == 1U);
  BOOST_TEST(count(prologue<float, of_sigmoid>(), "expf(") >= 1U);
}

BOOST_AUTO_TEST_CASE(a_softmax_needs_the_largest_and_the_sum_of_exponentials) {
  std::string const text = prologue<double, of_softmax>();
  BOOST_TEST(count(text, "static double largest(") == 1U, text);
  BOOST_TEST(count(text, "static double sum_of_exp(") == 1U, text);
}

BOOST_AUTO_TEST_SUITE_END()

namespace show_c_signature_test {

namespace tl = tapeless;
using signature = tl::show::c_signature;

constexpr auto x = tl::input<"x", 3>;
constexpr auto y = tl::label<"y", 3>;
constexpr auto A = tl::parameter<"A", 2, 3>;
constexpr auto rate = tl::scalar<"rate">;
constexpr auto image = tl::define<"image">(A * x);
constexpr auto shrunk = tl::assign(A, rate* A);
constexpr auto counted = tl::define<"counted">(tl::batch_sum(tl::batch<8>(y)));

template <auto const&... Outputs, class Part>
std::string part(Part const& write) {
  return c_parts::written<float, Outputs...>([&](auto const& plan, auto const& scope, c_parts::lines& out) {
    signature here(plan, scope, out);
    write(here);
  });
}
template <auto const&... Outputs>
std::string head() {
  return part<Outputs...>([](signature& here) { here.write_head(); });
}
template <auto const&... Outputs>
std::string comment() {
  return part<Outputs...>([](signature& here) { here.write_comment(); });
}

}  // namespace show_c_signature_test

BOOST_AUTO_TEST_SUITE(show_c_signature)

using namespace show_c_signature_test;

BOOST_AUTO_TEST_CASE(what_is_read_is_constant_and_what_is_written_is_not) {
  BOOST_TEST(head<image>() == "\nvoid run(struct run_memory* memory, float const* x, float const* A, float* image)");
  BOOST_TEST(head<shrunk>() == "\nvoid run(float rate, float* A)");
}

BOOST_AUTO_TEST_CASE(samples_are_counted_and_classes_checked_before_anything_is_stored) {
  BOOST_TEST(head<counted>() == "\nint run(struct run_memory* memory, int samples, int const* y, float* counted)");
  std::string const checks = part<counted>([](signature& here) { here.write_checks(); });
  BOOST_TEST(checks.find("if (samples < 1 || samples > 8) return 1;") != std::string::npos, checks);
  BOOST_TEST(checks.find("if (y[s] < 0 || y[s] >= 3) return 1;") != std::string::npos, checks);
  BOOST_TEST(part<counted>([](signature& here) { here.write_end(); }) == "\n  return 0;\n}\n");
  BOOST_TEST(part<image>([](signature& here) { here.write_checks(); }) == "");
}

BOOST_AUTO_TEST_CASE(memory_is_a_struct_of_the_callers_where_there_is_any) {
  BOOST_TEST(part<image>([](signature& here) { here.write_memory(); }) ==
             "\nstruct run_memory {\n  float workspace[2];\n};\n");
  BOOST_TEST(part<shrunk>([](signature& here) { here.write_memory(); }) == "");
}

BOOST_AUTO_TEST_CASE(the_comment_describes_every_argument) {
  BOOST_TEST(comment<image>().find("\n     x       3 numbers\n     A       2 x 3\n     image   2 numbers, written") !=
                 std::string::npos,
             comment<image>());
  BOOST_TEST(comment<shrunk>().find("A     2 x 3, changed") != std::string::npos, comment<shrunk>());
  BOOST_TEST(comment<counted>().find("y        a class, 0 to 2 for each sample") != std::string::npos,
             comment<counted>());
}

BOOST_AUTO_TEST_SUITE_END()
