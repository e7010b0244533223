// SPDX-License-Identifier: BSL-1.0
#include "tapeless/show/latex/names.hpp"

#include "../latex_of.hpp"
#include "tapeless/diff/grad.hpp"
#include "tapeless/expr/define.hpp"
#include "tapeless/expr/reduction.hpp"

namespace {
namespace show_latex_names_test {

namespace tl = tapeless;
constexpr auto a = tl::parameter<"a", 3>;
constexpr auto A = tl::parameter<"A", 3, 3>;
constexpr auto t = tl::parameter<"t", 3>;
constexpr auto layer = tl::parameter<"net.3.weight", 3, 3>;
constexpr auto shared = tanh(A * a);
constexpr auto hidden = tl::define<"hidden">(tanh(A * a));
constexpr auto h1 = tl::define<"h1">(tanh(A * a));

}  // namespace show_latex_names_test
}  // namespace

BOOST_AUTO_TEST_SUITE(show_latex_names)

using namespace show_latex_names_test;

BOOST_AUTO_TEST_CASE(generated_names_keep_away_from_leaves) {
  LATEX("\\begin{aligned}\nt_{1} &= \\tanh(A a) \\\\\n& t_{1} \\odot (2 - t_{1})\n\\end{aligned}",
        shared % (2 - shared));
  LATEX("\\begin{aligned}\nu_{1} &= \\tanh(A a) \\\\\n& t \\odot u_{1} \\odot (2 - u_{1})\n\\end{aligned}",
        t % shared % (2 - shared));
}

BOOST_AUTO_TEST_CASE(marks_stand_beside_the_numbers_of_a_name) {
  LATEX("\\begin{aligned}\nh_{1} &= \\tanh(A a) \\\\\n& h_{1}^{\\top} A\n\\end{aligned}", transpose(h1) * A);
  LATEX("\\begin{aligned}\nh_{1} &= \\tanh(A a) \\\\\n& \\sum_{i} h_{1,i}\n\\end{aligned}", sum(h1));
  LATEX("\\begin{aligned}\nt_{1} &= \\tanh(A a) \\\\\n& t_{1}^{\\top} (2 - t_{1})\n\\end{aligned}",
        dot(shared, 2 - shared));
  LATEX(R"(\sum_{ij} W_{ij}^{(3)})", sum(layer));
}

BOOST_AUTO_TEST_CASE(words_keep_a_thin_space_from_their_neighbours) {
  LATEX("\\begin{aligned}\n\\mathrm{hidden} &= \\tanh(A a) \\\\\n& A \\, \\mathrm{hidden}\n\\end{aligned}", A * hidden);
}

BOOST_AUTO_TEST_CASE(a_marked_symbol_says_whose_it_is) {
  static constexpr auto product = transpose(h1) * A;
  BOOST_TEST(marked_latex_of<product>() ==
             "\\begin{aligned}\n\\htmlData{value=h1}{h_{1}} &= \\tanh(\\htmlData{value=A}{A} \\htmlData{value=a}{a}) "
             "\\\\\n& \\htmlData{value=h1}{h_{1}^{\\top}} \\htmlData{value=A}{A}\n\\end{aligned}");
  static constexpr auto of_layer = sum(layer);
  BOOST_TEST(marked_latex_of<of_layer>() == R"(\sum_{ij} \htmlData{value=net.3.weight}{W_{ij}^{(3)}})");
  static constexpr auto gathered = shared % (2 - shared);
  BOOST_TEST(marked_latex_of<gathered>().starts_with("\\begin{aligned}\n\\htmlData{value=t1}{t_{1}} &= "));
}

BOOST_AUTO_TEST_CASE(no_name_of_a_leaf_ends_a_mark) {
  static constexpr auto odd = 2 * tl::parameter<"a}{b,c=d", 3>;
  BOOST_TEST(marked_latex_of<odd>().find("\\htmlData{value=a__b_c_d}{") != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
