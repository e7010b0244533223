// SPDX-License-Identifier: BSL-1.0
#include "tapeless/show/c/body.hpp"

#include "parts.hpp"
#include "tapeless/expr/assign.hpp"
#include "tapeless/expr/batch.hpp"
#include "tapeless/expr/function.hpp"
#include "tapeless/expr/reduction.hpp"
#include "tapeless/expr/structure.hpp"

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
    tl::show::c_body(plan, scope, out).write();
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

namespace show_c_comment_test {

namespace tl = tapeless;
using tl::op;

constexpr auto A = tl::parameter<"A", 2, 3>;
constexpr auto x = tl::input<"x", 3>;
constexpr auto y = tl::label<"y", 3>;
constexpr auto image = tl::define<"image">(A * x);
constexpr auto gram = tl::define<"gram">(transpose(A) * A);
constexpr auto exponential = tl::define<"e">(exp(x));
constexpr auto of_rows = tl::define<"s">(sum<1>(A));
constexpr auto of_all = tl::define<"s">(sum(A));
constexpr auto block = tl::define<"part">(slice<1, 2>(x));
constexpr auto of_samples = tl::define<"total">(tl::batch_sum(tl::batch<4>(x)));
constexpr auto chosen = tl::define<"chosen">(2 * y);

/// Behind the node's name.
template <auto const& Output>
std::string comment(op code) {
  std::string const text =
      c_parts::written<float, Output>([&](auto const& plan, auto const& scope, c_parts::lines& out) {
        tl::show::c_comment(plan, scope, out, c_parts::node_of(plan, code)).write();
      });
  return text.empty() ? text : text.substr(text.find(" = "));
}

}  // namespace show_c_comment_test

BOOST_AUTO_TEST_SUITE(show_c_comment)

using namespace show_c_comment_test;

BOOST_AUTO_TEST_CASE(a_product_is_written_with_its_transposed_factors) {
  BOOST_TEST(comment<image>(op::product) == " = A * x */");
  BOOST_TEST(comment<gram>(op::product) == " = transpose(A) * A */");
}

BOOST_AUTO_TEST_CASE(a_reduction_says_along_what) {
  BOOST_TEST(comment<of_rows>(op::sum) == " = sum(A) of each row */");
  BOOST_TEST(comment<of_all>(op::sum) == " = sum(A) */");
  BOOST_TEST(comment<of_samples>(op::batch_sum) == " = sum_over_samples(x) */");
}

BOOST_AUTO_TEST_CASE(a_movement_and_a_label_are_calls) {
  BOOST_TEST(comment<block>(op::slice) == " = block(x) */");
  BOOST_TEST(comment<chosen>(op::leaf) == " = one_hot(y) */");
}

BOOST_AUTO_TEST_CASE(what_reads_like_a_formula_has_none) { BOOST_TEST(comment<exponential>(op::exp) == ""); }

BOOST_AUTO_TEST_SUITE_END()
