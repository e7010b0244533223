// SPDX-License-Identifier: BSL-1.0
#include "tapeless/show/latex.hpp"

#include "tapeless/diff/grad.hpp"
#include "tapeless/expr/assign.hpp"
#include "tapeless/expr/define.hpp"
#include "tapeless/nn/loss.hpp"

#include <boost/test/unit_test.hpp>

#include <cstring>
#include <string>

namespace {
namespace show_latex_test {

namespace tl = tapeless;
constexpr auto x = tl::input<"x", 4>;
constexpr auto y = tl::label<"y", 3>;
constexpr auto W1 = tl::parameter<"W1", 16, 4>;
constexpr auto b1 = tl::parameter<"b1", 16>;
constexpr auto W2 = tl::parameter<"W2", 3, 16>;
constexpr auto lr = tl::scalar<"lr">;
constexpr auto h = tl::define<"h">(tanh(W1 * x + b1));
constexpr auto loss = tl::cross_entropy(softmax(W2 * h), y);
constexpr auto d_first = tl::grad(loss, W1);
constexpr auto both = tl::grad(loss, b1, W2);
constexpr auto step = tl::assign(b1, b1 - lr * tl::grad(loss, b1));
constexpr auto simple = W1 * x;

constexpr auto first_w = tl::parameter<"W_1", 16, 4>;
constexpr auto look_alike = W1 + first_w;
constexpr auto encoder = tl::parameter<"enc.0.weight", 3, 3>;
constexpr auto decoder = tl::parameter<"dec.0.weight", 3, 3>;
constexpr auto two_networks = encoder + decoder;

static_assert(tl::to_latex<simple>().view() == "W_{1} x");
static_assert(tl::to_latex<simple>().size() == 7);

}  // namespace show_latex_test
}  // namespace

BOOST_AUTO_TEST_SUITE(show_latex)

using namespace show_latex_test;

BOOST_AUTO_TEST_CASE(one_formula_stands_alone) {
  BOOST_TEST(tl::to_latex<simple>().view() == "W_{1} x");
  BOOST_TEST((tl::to_latex<simple, "z">().view()) == "z = W_{1} x");
  BOOST_TEST(std::strlen(tl::to_latex<simple>().data()) == tl::to_latex<simple>().size());
}

BOOST_AUTO_TEST_CASE(a_gradient_has_a_line_for_each_name) {
  BOOST_TEST(
      (tl::to_latex<d_first, "dW1">().view()) ==
      "\\begin{aligned}\n"
      "h &= \\tanh(W_{1} x + b_{1}) \\\\\n"
      "\\mathrm{d}W_{1} &= (W_{2}^{\\top} (\\operatorname{softmax}(W_{2} h) - y) \\odot (1 - h \\odot h)) x^{\\top}\n"
      "\\end{aligned}");
}

BOOST_AUTO_TEST_CASE(several_outputs_share_what_they_have_in_common) {
  BOOST_TEST(tl::to_latex<both>().view() == "\\begin{aligned}\n"
                                            "h &= \\tanh(W_{1} x + b_{1}) \\\\\n"
                                            "t_{1} &= \\operatorname{softmax}(W_{2} h) - y \\\\\n"
                                            "& W_{2}^{\\top} t_{1} \\odot (1 - h \\odot h) \\\\\n"
                                            "& t_{1} h^{\\top}\n"
                                            "\\end{aligned}");
}

BOOST_AUTO_TEST_CASE(an_assignment_is_an_arrow) {
  std::string_view const text = tl::to_latex<step>().view();
  BOOST_TEST(text.find("b_{1} &\\leftarrow b_{1} - \\mathrm{lr} \\, W_{2}^{\\top}") != std::string_view::npos, text);
}

BOOST_AUTO_TEST_CASE(names_that_would_look_alike_are_literal) {
  BOOST_TEST(tl::to_latex<look_alike>().view() == R"(\mathtt{W1} + \mathtt{W\_1})");
}

BOOST_AUTO_TEST_CASE(the_leaves_of_two_networks_show_their_scopes) {
  BOOST_TEST(tl::to_latex<two_networks>().view() == R"(W_{\mathrm{enc}}^{(0)} + W_{\mathrm{dec}}^{(0)})");
}

BOOST_AUTO_TEST_CASE(the_function_that_writes_at_run_time_writes_the_same) {
  std::string text;
  tl::show::write_latex<tl::rules::listed<d_first>, "dW1">([&](char c) { text += c; });
  BOOST_TEST(text == (tl::to_latex<d_first, "dW1">().view()));
}

BOOST_AUTO_TEST_SUITE_END()
