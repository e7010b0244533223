// SPDX-License-Identifier: BSL-1.0
#include "tapeless/show/latex/symbol.hpp"

#include <boost/test/unit_test.hpp>

#include <string>

namespace {

namespace show = tapeless::show;

std::string shown(std::string_view name, std::string_view above = {}, std::string_view index = {},
                  bool with_scope = false) {
  std::string text;
  auto append = [&](char c) { text += c; };
  show::forward_to sink(append);
  show::put_symbol(show::symbol(name), with_scope, {above, index}, sink);
  return text;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(show_latex_symbol)

BOOST_AUTO_TEST_CASE(letters_stay_and_digits_go_below) {
  BOOST_TEST(shown("x") == "x");
  BOOST_TEST(shown("W1") == "W_{1}");
  BOOST_TEST(shown("W12") == "W_{12}");
  BOOST_TEST(shown("W_1") == "W_{1}");
  BOOST_TEST(shown("x_train") == R"(x_{\mathrm{train}})");
  BOOST_TEST(shown("x_i") == "x_{i}");
}

BOOST_AUTO_TEST_CASE(greek_letters_have_their_sign) {
  BOOST_TEST(shown("alpha") == R"(\alpha)");
  BOOST_TEST(shown("theta2") == R"(\theta_{2})");
  BOOST_TEST(shown("Gamma") == R"(\Gamma)");
  BOOST_TEST(shown("sigma_x") == R"(\sigma_{x})");
  BOOST_TEST(shown("x_mu") == R"(x_{\mu})");
  BOOST_TEST(shown("\u03b1") == R"(\alpha)");
  BOOST_TEST(shown("\u03be") == R"(\xi)");
  BOOST_TEST(shown("\u03c0") == R"(\pi)");
  BOOST_TEST(shown("\u03c31") == R"(\sigma_{1})");
  BOOST_TEST(shown("\u03c9") == R"(\omega)");
}

BOOST_AUTO_TEST_CASE(words_stay_words) {
  BOOST_TEST(shown("lr") == R"(\mathrm{lr})");
  BOOST_TEST(shown("learning_rate") == R"(\mathrm{learning\_rate})");
  BOOST_TEST(shown("hidden2") == R"(\mathrm{hidden}_{2})");
  BOOST_TEST(shown("alphabet") == R"(\mathrm{alphabet})");
}

BOOST_AUTO_TEST_CASE(the_leaves_of_a_layer_have_its_number_above) {
  BOOST_TEST(shown("net.0.weight") == "W^{(0)}");
  BOOST_TEST(shown("net.12.bias") == "b^{(12)}");
  BOOST_TEST(shown("net.1.0.weight") == "W^{(1,0)}");
  BOOST_TEST(shown("net.0.weight.momentum") == R"(W_{\mathrm{momentum}}^{(0)})");
  BOOST_TEST(shown("net.2") == R"(\mathrm{net}^{(2)})");
  BOOST_TEST(shown("enc.0.weight", {}, {}, true) == R"(W_{\mathrm{enc}}^{(0)})");
  BOOST_TEST(shown("enc.U") == "U");
  BOOST_TEST(shown("weight") == R"(\mathrm{weight})");
}

BOOST_AUTO_TEST_CASE(marks_share_the_super_and_the_subscript) {
  BOOST_TEST(shown("W1", R"(\top)") == R"(W_{1}^{\top})");
  BOOST_TEST(shown("net.0.weight", R"(\top)") == R"(W^{(0)\top})");
  BOOST_TEST(shown("x", {}, "i") == "x_{i}");
  BOOST_TEST(shown("x1", {}, "i") == "x_{1,i}");
}

BOOST_AUTO_TEST_CASE(what_latex_uses_itself_is_escaped) {
  BOOST_TEST(shown("a%b") == R"(\mathrm{a\%b})");
  BOOST_TEST(shown("a b") == R"(\mathrm{a\ b})");
  BOOST_TEST(shown("a#&$") == R"(\mathrm{a\#\&\$})");
  BOOST_TEST(shown("a\\{") == R"(\mathrm{a\langle 5C\rangle \langle 7B\rangle })");
  BOOST_TEST(shown("_") == R"(\mathrm{\_})");
  BOOST_TEST(shown("x_") == R"(\mathrm{x\_})");
}

BOOST_AUTO_TEST_CASE(the_literal_form_tells_every_character) {
  std::string text;
  auto append = [&](char c) { text += c; };
  show::forward_to sink(append);
  show::symbol alike("net.0.W_1");
  alike.is_literal = true;
  show::put_symbol(alike, false, {R"(\top)", "i"}, sink);
  BOOST_TEST(text == R"(\mathtt{net.0.W\_1}_{i}^{\top})");
}

BOOST_AUTO_TEST_SUITE_END()
