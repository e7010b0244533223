// SPDX-License-Identifier: BSL-1.0
#include "tapeless/show/latex/context.hpp"

#include "tapeless/expr/arithmetic.hpp"
#include "tapeless/expr/define.hpp"
#include "tapeless/rules/lowered.hpp"

#include <boost/test/unit_test.hpp>

namespace {
namespace show_latex_context_test {

namespace tl = tapeless;
namespace show = tapeless::show;
constexpr auto plain = tl::parameter<"W1", 3> + tl::parameter<"b", 3>;
constexpr auto alike = tl::parameter<"W1", 3> + tl::parameter<"W_1", 3> + tl::parameter<"b", 3>;
constexpr auto alike_by_name = tl::parameter<"W1", 3> + tl::define<"W_1">(2 * tl::parameter<"b", 3>);
constexpr auto one_scope = tl::parameter<"net.0.weight", 3> + tl::parameter<"net.1.weight", 3>;
constexpr auto two_scopes = tl::parameter<"p.0.weight", 3> + tl::parameter<"q.0.weight", 3>;
constexpr auto letters_taken = tl::parameter<"z1", 3> + tl::parameter<"net.0.a", 3> + tl::parameter<"t_x", 3>;

template <auto const& E>
constexpr auto const& lowered = tl::rules::lowered<tl::rules::listed<E>>;
template <auto const& E>
constexpr show::latex_context<lowered<E>.size.leaves, lowered<E>.size.names> context{tl::graph::view_of(lowered<E>)};

}  // namespace show_latex_context_test
}  // namespace

BOOST_AUTO_TEST_SUITE(show_latex_context)

using namespace show_latex_context_test;

BOOST_AUTO_TEST_CASE(names_that_look_alike_are_marked_and_others_are_not) {
  for (std::uint32_t l = 0; l < 2; ++l) BOOST_TEST(!context<plain>.view().leaf_symbols[l].is_literal);
  for (std::uint32_t l = 0; l < 3; ++l) {
    bool const is_b = lowered<alike>.leaves[l].identifier.view() == "b";
    BOOST_TEST(context<alike>.view().leaf_symbols[l].is_literal == !is_b);
  }
  BOOST_TEST(context<alike_by_name>.view().name_symbols[0].is_literal);
}

BOOST_AUTO_TEST_CASE(scopes_are_shown_where_there_are_two) {
  BOOST_TEST(!context<one_scope>.view().with_scope);
  BOOST_TEST(context<two_scopes>.view().with_scope);
  BOOST_TEST(!context<two_scopes>.view().leaf_symbols[0].is_literal);
}

BOOST_AUTO_TEST_CASE(letters_of_leaves_are_not_used_for_anything_else) {
  show::latex_letters const free = context<plain>.view().letters;
  BOOST_TEST(free.pre_activation == 'z');
  BOOST_TEST(free.activation == 'a');
  BOOST_TEST(free.generated == 't');
  show::latex_letters const others = context<letters_taken>.view().letters;
  BOOST_TEST(others.pre_activation == 's');
  BOOST_TEST(others.activation == 'h');
  BOOST_TEST(others.generated == 'u');
}

BOOST_AUTO_TEST_SUITE_END()
