// SPDX-License-Identifier: BSL-1.0
#include "tapeless/show/notation/walker.hpp"

#include "tapeless/diff/grad.hpp"
#include "tapeless/expr/reduction.hpp"
#include "tapeless/rules/lowered.hpp"

#include <boost/test/unit_test.hpp>

#include <set>
#include <string>

namespace {
namespace show_notation_walker_test {

namespace tl = tapeless;
namespace show = tapeless::show;
using tl::graph::id;

/// A notation of its own: operators in front, brackets where the walker wants parentheses.
class prefix_writer final : public show::formula_walker {
public:
  using formula_walker::formula_walker;

  void line_name(id v) override { sink(outlined.of_node[v].number); }
  bool open(id) override {
    sink('[');
    return true;
  }
  void close(bool opened) override { sink(opened ? ']' : '?'); }
  show::binding binding_of(id v) const override {
    return formulas[v].code == tl::op::add ? show::binding::sum : show::binding::atom;
  }
  void formula(id v, show::binding) override {
    auto const& here = formulas[v];
    if (here.code == tl::op::leaf) return leaf_name(here.leaf);
    if (here.code == tl::op::constant) return show::put_number(here.value, sink);
    sink(here.code == tl::op::add ? '+' : here.code == tl::op::multiply ? '*' : '~');
    for (std::uint32_t i = 0; i < tl::graph::operand_count(here); ++i) write(operand(here, i, show::binding::factor));
  }
};

template <auto const& E>
std::string prefix_of() {
  static constexpr auto const& lowered = tl::rules::lowered<tl::rules::listed<E>>;
  constexpr tl::graph::view formulas = tl::graph::view_of(lowered);
  auto const names = show::outliner<lowered.size.nodes>(formulas, {}).found;
  std::string text;
  auto append = [&](char c) { text += c; };
  show::forward_to sink(append);
  prefix_writer(formulas, names.view(), sink).write_lines([] { return false; }, {"=", "<-", ";", "> "});
  return text;
}

constexpr auto a = tl::parameter<"a", 3>;
constexpr auto b = tl::parameter<"b", 3>;
constexpr auto nested = (a + b) % a;
constexpr auto shared = (a + b) % exp(a + b);
constexpr auto repeated = a % tl::grad(2 * sum(a), a);

}  // namespace show_notation_walker_test
}  // namespace

BOOST_AUTO_TEST_SUITE(show_notation_walker)

using namespace show_notation_walker_test;

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

namespace {

namespace tl = tapeless;
namespace show = tapeless::show;
constexpr std::uint8_t operations = static_cast<std::uint8_t>(tl::last_operation) + 1;

}  // namespace

BOOST_AUTO_TEST_SUITE(show_notation)

BOOST_AUTO_TEST_CASE(every_operation_has_a_notation_in_text_and_in_latex) {
  for (std::uint8_t code = 0; code < operations; ++code) {
    show::notation const signs = show::notation_of(static_cast<tl::op>(code));
    BOOST_TEST(!signs.text.empty(), "operation " << int{code});
    BOOST_TEST(!signs.latex.empty(), "operation " << int{code});
  }
}

BOOST_AUTO_TEST_CASE(two_operations_have_two_names) {
  std::set<std::string> seen;
  for (std::uint8_t code = 0; code < operations; ++code) {
    auto const operation = static_cast<tl::op>(code);
    if (operation == tl::op::batch_product_sum) continue;  // the batch_sum of a product
    if (operation == tl::op::repeat) continue;             // broadcast_to of a row or column
    if (operation == tl::op::negate) continue;             // the sign of a difference
    BOOST_TEST(seen.insert(std::string(show::function_name(operation))).second, show::function_name(operation));
  }
}

BOOST_AUTO_TEST_CASE(braces_are_balanced) {
  for (std::uint8_t code = 0; code < operations; ++code) {
    show::notation const signs = show::notation_of(static_cast<tl::op>(code));
    int depth = 0;
    for (std::string_view const text : {signs.latex, signs.close})
      for (char const c : text) depth += c == '{' ? 1 : c == '}' ? -1 : 0;
    BOOST_TEST(depth == 0, signs.text);
  }
}

BOOST_AUTO_TEST_SUITE_END()
