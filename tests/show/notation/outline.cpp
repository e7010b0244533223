// SPDX-License-Identifier: BSL-1.0
#include "tapeless/show/notation/outline.hpp"

#include "tapeless/diff/grad.hpp"
#include "tapeless/expr/batch.hpp"
#include "tapeless/expr/define.hpp"
#include "tapeless/expr/reduction.hpp"
#include "tapeless/nn/loss.hpp"
#include "tapeless/rules/lowered.hpp"
#include "tapeless/show/text.hpp"

#include <boost/test/unit_test.hpp>

namespace {
namespace show_outline_test {

namespace tl = tapeless;
constexpr auto x = tl::input<"x", 3>;
constexpr auto W = tl::parameter<"W", 3, 3>;
constexpr auto V = tl::parameter<"V", 3, 3>;

constexpr auto u = tanh(W * x);
constexpr auto shared = u % (2 - u);
constexpr auto both_shared = u % exp(u + x) + sqrt(u + x);

constexpr auto h = tl::define<"h">(u);
constexpr auto named_once = V * h;
constexpr auto named_result = h;
constexpr auto one_inside_the_other = V * tl::define<"outer">(exp(h));

constexpr auto leaf_h = tl::parameter<"h", 3>;
constexpr auto name_of_a_leaf = leaf_h + tanh(tl::define<"h">(W * x));
constexpr auto t1 = tl::parameter<"t1", 3>;
constexpr auto generated_would_clash = t1 + u % (2 - u);
constexpr auto n = tl::parameter<"n", 3>;
constexpr auto samples_would_clash = tl::batch_sum(tl::batch<2>(x)) - tl::sample_count<2>{} + n;

constexpr auto shared_leaf_and_constant = (2 * x) % sqrt(x) + (2 * exp(x));
constexpr auto per_sample = tl::batch<4>(tl::grad(sum(square(h)), W));
constexpr auto by_subexpression = tl::grad(sum(square(h) + exp(h)), h);

template <int Times>
constexpr auto nested() {
  if constexpr (Times == 0)
    return x;
  else
    return tanh(nested<Times - 1>());
}
constexpr auto deep = nested<30>();

}  // namespace show_outline_test
}  // namespace

BOOST_AUTO_TEST_SUITE(show_outline)

using namespace show_outline_test;

BOOST_AUTO_TEST_CASE(what_is_used_twice_has_a_line) {
  BOOST_TEST(tl::to_text<shared>().view() == "t1 = tanh(W * x)\nt1 % (2 - t1)");
}

BOOST_AUTO_TEST_CASE(lines_come_before_their_uses) {
  BOOST_TEST(tl::to_text<both_shared>().view() == "t1 = tanh(W * x)\nt2 = t1 + x\nt1 % exp(t2) + sqrt(t2)");
}

BOOST_AUTO_TEST_CASE(leaves_and_constants_are_repeated) {
  BOOST_TEST(tl::to_text<shared_leaf_and_constant>().view() == "2 * x % sqrt(x) + 2 * exp(x)");
}

BOOST_AUTO_TEST_CASE(a_user_s_name_is_kept_also_for_a_single_use) {
  BOOST_TEST(tl::to_text<named_once>().view() == "h = tanh(W * x)\nV * h");
  BOOST_TEST(tl::to_text<one_inside_the_other>().view() == "h = tanh(W * x)\nouter = exp(h)\nV * outer");
}

BOOST_AUTO_TEST_CASE(the_result_itself_stands_without_its_name) {
  BOOST_TEST(tl::to_text<named_result>().view() == "tanh(W * x)");
}

BOOST_AUTO_TEST_CASE(names_clash_neither_with_leaves_nor_with_the_result) {
  BOOST_TEST(tl::to_text<name_of_a_leaf>().view() == "h + tanh(W * x)");
  BOOST_TEST(tl::to_text<generated_would_clash>().view() == "t2 = tanh(W * x)\nt1 + t2 % (2 - t2)");
  BOOST_TEST((tl::to_text<shared, "t1">().view()) == "t2 = tanh(W * x)\nt1 = t2 % (2 - t2)");
  BOOST_TEST(tl::to_text<samples_would_clash>().view() == "batch_sum(batch<2>(x)) - n1 + n");
}

BOOST_AUTO_TEST_CASE(names_survive_differentiation) {
  BOOST_TEST(tl::to_text<per_sample>().view() == "h = tanh(W * x)\nbatch<4>(2 * h % (1 - square(h)) * transpose(x))");
  BOOST_TEST(tl::to_text<by_subexpression>().view() == "h = tanh(W * x)\nexp(h) + 2 * h");
}

BOOST_AUTO_TEST_CASE(deep_nesting_is_broken_into_lines) {
  std::string_view const text = tl::to_text<deep>().view();
  BOOST_TEST(text.find('\n') != std::string_view::npos);
  std::size_t calls = 0;
  for (std::size_t at = text.find("tanh"); at != std::string_view::npos; at = text.find("tanh", at + 1)) ++calls;
  BOOST_TEST(calls == 30u);
}

BOOST_AUTO_TEST_SUITE_END()

namespace {
namespace show_patterns_test {

namespace tl = tapeless;
namespace show = tapeless::show;
constexpr auto z = tl::input<"z", 3>;
constexpr auto y = tl::input<"y", 3>;
constexpr auto of_mean = binary_cross_entropy_with_logits(z, y);
constexpr auto of_sum = 3 * of_mean;
constexpr auto a_third_too_much = of_mean / 2;
constexpr auto batch_mean = tl::batch_mean(tl::batch<4>(sum(z)));
constexpr auto batch_sum = tl::batch_sum(tl::batch<4>(sum(z)));
constexpr auto probabilities = softmax(z) + exp(z);

template <auto const& E>
constexpr tl::graph::view formulas = tl::graph::view_of(tl::rules::lowered<tl::rules::listed<E>>);
template <auto const& E>
constexpr tl::graph::id root = formulas<E>.outputs[0];

}  // namespace show_patterns_test
}  // namespace

BOOST_AUTO_TEST_SUITE(show_patterns)

using namespace show_patterns_test;

BOOST_AUTO_TEST_CASE(a_mean_of_logistic_losses_is_found_with_its_number_of_elements_only) {
  auto const loss = show::mean_logistic_loss(formulas<of_mean>, root<of_mean>);
  BOOST_REQUIRE(loss != tl::graph::none);
  BOOST_TEST((formulas<of_mean>[loss].code == tl::op::logistic_loss));
  BOOST_TEST(show::mean_logistic_loss(formulas<of_sum>, root<of_sum>) == tl::graph::none);
  BOOST_TEST(show::mean_logistic_loss(formulas<a_third_too_much>, root<a_third_too_much>) == tl::graph::none);
}

BOOST_AUTO_TEST_CASE(a_sum_over_samples_divided_by_their_number_is_a_mean) {
  BOOST_TEST(show::is_batch_mean(formulas<batch_mean>, root<batch_mean>));
  BOOST_TEST(!show::is_batch_mean(formulas<batch_sum>, root<batch_sum>));
}

BOOST_AUTO_TEST_CASE(an_operation_on_a_node_is_found_where_there_is_one) {
  auto const& g = formulas<probabilities>;
  auto const p = show::application_of(g, tl::op::softmax, 0);
  BOOST_REQUIRE(p != tl::graph::none);
  BOOST_TEST((g[p].code == tl::op::softmax));
  BOOST_TEST(show::application_of(g, tl::op::tanh, 0) == tl::graph::none);
}

BOOST_AUTO_TEST_SUITE_END()
