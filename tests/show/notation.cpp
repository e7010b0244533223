// SPDX-License-Identifier: BSL-1.0
#include "tapeless/show/notation.hpp"

#include <boost/test/unit_test.hpp>

#include <set>
#include <string>

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
