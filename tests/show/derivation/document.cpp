// SPDX-License-Identifier: BSL-1.0
#include "tapeless/show/derivation/document.hpp"

#include "../classifier.hpp"
#include "../latex_of.hpp"
#include "tapeless/show/derivation.hpp"

#include <boost/test/unit_test.hpp>

#include <string>

namespace {
namespace show_derivation_writer_test {

using namespace classifier;
constexpr auto v = tl::parameter<"v", 3>;
constexpr auto m = tl::scalar<"m">;
constexpr auto of_scalars = m * sum(v) * tl::parameter<"k">;

template <auto const& Loss>
std::string body() {
  std::string text;
  appender append{text};
  tl::show::forward_to sink(append);
  tl::show::derivation_writer<false, Loss>::write_body(sink);
  return text;
}

}  // namespace show_derivation_writer_test
}  // namespace

BOOST_AUTO_TEST_SUITE(show_derivation_writer)

using namespace show_derivation_writer_test;

BOOST_AUTO_TEST_CASE(the_document_is_the_body_in_a_frame) {
  std::string whole;
  appender append{whole};
  tl::show::forward_to sink(append);
  tl::show::derivation_writer<false, loss>::write(sink);
  std::size_t const at = whole.find(body<loss>());
  BOOST_REQUIRE(at != std::string::npos);
  BOOST_TEST(whole.substr(0, at).ends_with("\\begin{document}\n"));
  BOOST_TEST(whole.substr(at + body<loss>().size()) == "\\end{document}\n");
}

BOOST_AUTO_TEST_CASE(what_is_given_are_the_leaves_with_their_spaces) {
  BOOST_TEST(body<of_scalars>().starts_with(R"(\paragraph{Given}
$m \in \mathbb{R}$,
$v \in \mathbb{R}^{3}$,
$k \in \mathbb{R}$.
)"));
}

BOOST_AUTO_TEST_CASE(environments_are_closed_in_the_order_they_were_opened) {
  std::string const text = body<loss>();
  std::size_t at = 0;
  int pairs = 0;
  while ((at = text.find("\\begin{align*}", at)) != std::string::npos) {
    std::size_t const end = text.find("\\end{align*}", at);
    BOOST_REQUIRE(end != std::string::npos);
    BOOST_TEST(text.find("\\begin{align*}", at + 1) > end);
    at = end;
    ++pairs;
  }
  BOOST_TEST(pairs == 3);
}

BOOST_AUTO_TEST_CASE(marks_change_nothing_else_and_do_not_nest) {
  std::string text;
  tl::show::write_marked_derivation<loss>(appender{text});
  BOOST_TEST(take_marks_away(text) > 30);
  BOOST_TEST(text == body<loss>());
}

BOOST_AUTO_TEST_CASE(delta_is_marked_as_the_derivative_by_its_layers_z) {
  std::string text;
  tl::show::write_marked_derivation<loss>(appender{text});
  BOOST_TEST(text.find(R"(\htmlData{value=z1}{z^{(1)}} &= )") != std::string::npos);
  BOOST_TEST(
      text.find(
          R"(\htmlData{value=d.z1}{\delta^{(1)}} &= \htmlData{value=d.z1}{\frac{\partial L}{\partial z^{(1)}}} = )") !=
      std::string::npos);
  BOOST_TEST(text.find(R"(\htmlData{value=d.W1}{\frac{\partial L}{\partial W_{1}}} &= )") != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
