// SPDX-License-Identifier: BSL-1.0
#include "tapeless/show/formula_walker.hpp"

#include "tapeless/diff/grad.hpp"
#include "tapeless/expr/reduction.hpp"
#include "tapeless/rules/lowered.hpp"

#include <boost/test/unit_test.hpp>

#include <string>

namespace {
namespace show_formula_walker_test {

namespace tl = tapeless;
namespace show = tapeless::show;
using tl::graph::id;

/// A notation of its own: operators in front, brackets where the walker wants parentheses.
template <class Sink>
class prefix_writer : public show::formula_walker<prefix_writer<Sink>, Sink> {
  using base = show::formula_walker<prefix_writer<Sink>, Sink>;

public:
  using base::base;
  constexpr void line_name(id v) { this->sink(static_cast<char>('0' + this->outlined.of_node[v].number)); }
  constexpr void leaf_name(std::uint32_t leaf) { show::put(this->formulas.leaves[leaf].identifier.view(), this->sink); }
  constexpr void result(id v) { this->use(v); }
  constexpr bool open(id) {
    this->sink('[');
    return true;
  }
  constexpr void close(bool opened) { this->sink(opened ? ']' : '?'); }
  constexpr show::binding binding_of(id v) const {
    return this->formulas[v].code == tl::op::add ? show::binding::sum : show::binding::atom;
  }
  constexpr void formula(id v, show::binding) {
    auto const& here = this->formulas[v];
    if (here.code == tl::op::leaf) return leaf_name(here.leaf);
    if (here.code == tl::op::constant) return show::put_number(here.value, this->sink);
    this->sink(here.code == tl::op::add ? '+' : here.code == tl::op::multiply ? '*' : '~');
    for (std::uint32_t i = 0; i < tl::graph::operand_count(here); ++i) this->operand(here, i, show::binding::factor);
  }
};

template <auto const& E>
std::string prefix_of() {
  static constexpr auto const& lowered = tl::rules::lowered<tl::rules::listed<E>>;
  constexpr tl::graph::view formulas = tl::graph::view_of(lowered);
  auto const names = show::outliner<lowered.size.nodes>(formulas, {}).found;
  std::string text;
  auto sink = [&](char c) { text += c; };
  prefix_writer<decltype(sink)> writer(formulas, names.view(), sink);
  show::write_lines(
      writer, formulas, [] { return false; }, {"=", "<-", ";", "> "}, sink);
  return text;
}

constexpr auto a = tl::parameter<"a", 3>;
constexpr auto b = tl::parameter<"b", 3>;
constexpr auto nested = (a + b) % a;
constexpr auto shared = (a + b) % exp(a + b);
constexpr auto repeated = a % tl::grad(2 * sum(a), a);

}  // namespace show_formula_walker_test
}  // namespace

BOOST_AUTO_TEST_SUITE(show_formula_walker)

using namespace show_formula_walker_test;

BOOST_AUTO_TEST_CASE(what_binds_less_than_its_place_asks_is_enclosed) {
  BOOST_TEST(prefix_of<nested>() == "> *[+ab]a");
}

BOOST_AUTO_TEST_CASE(what_is_named_has_a_line_and_is_never_enclosed) {
  BOOST_TEST(prefix_of<shared>() == "1=+ab;> *1~1");
}

BOOST_AUTO_TEST_CASE(a_repetition_that_its_surroundings_imply_disappears) {
  BOOST_TEST(prefix_of<repeated>() == "> *2a");
}

BOOST_AUTO_TEST_SUITE_END()
