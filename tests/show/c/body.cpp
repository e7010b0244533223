// SPDX-License-Identifier: BSL-1.0
#include "tapeless/show/c/body.hpp"

#include "parts.hpp"

#include "tapeless/expr/assign.hpp"
#include "tapeless/expr/function.hpp"

namespace show_c_body_test {

namespace tl = tapeless;

constexpr auto a = tl::parameter<"a", 2>;
constexpr auto b = tl::parameter<"b", 2>;
constexpr auto doubled = tl::define<"doubled">(2 * a);
constexpr auto a_to_b = tl::assign(b, a);
constexpr auto b_to_a = tl::assign(a, b);

template <auto const&... Outputs>
std::string body() {
  return c_parts::written<double, Outputs...>([](auto const& plan, auto const& scope, c_parts::lines& out) {
    out.depth = 1;
    tl::show::c_body<c_parts::into_string>(plan, scope, out).write();
  });
}

}  // namespace show_c_body_test

BOOST_AUTO_TEST_SUITE(show_c_body)

using namespace show_c_body_test;

BOOST_AUTO_TEST_CASE(a_value_has_a_place_in_the_workspace_and_is_handed_out_at_the_end) {
  BOOST_TEST(body<doubled>() == "\n\n  double* const doubled_2 = workspace + 0;"
                                "\n  for (int i = 0; i < 2; ++i)"
                                "\n    doubled_2[i] = 2.0 * a[i];"
                                "\n\n  for (int i = 0; i < 2; ++i)"
                                "\n    doubled[i] = doubled_2[i];");
}

BOOST_AUTO_TEST_CASE(values_that_change_places_go_by_way_of_the_workspace) {
  BOOST_TEST((body<a_to_b, b_to_a>()) == "\n\n  double* const copy2 = workspace + 0;"
                                         "\n  for (int i = 0; i < 2; ++i)"
                                         "\n    copy2[i] = a[i];"
                                         "\n\n  for (int i = 0; i < 2; ++i)"
                                         "\n    a[i] = b[i];"
                                         "\n\n  for (int i = 0; i < 2; ++i)"
                                         "\n    b[i] = copy2[i];");
}

BOOST_AUTO_TEST_SUITE_END()
