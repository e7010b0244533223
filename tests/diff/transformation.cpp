// SPDX-License-Identifier: BSL-1.0
#include "tapeless/diff/transformation.hpp"

#include "tapeless/diff/hvp.hpp"
#include "tapeless/diff/jacobian.hpp"
#include "tapeless/diff/vjp.hpp"
#include "tapeless/expr/arithmetic.hpp"
#include "tapeless/expr/batch.hpp"
#include "tapeless/expr/reduction.hpp"
#include "tapeless/nn/sequential.hpp"
#include "tapeless/rules/lowered.hpp"

#include <boost/test/unit_test.hpp>

namespace diff_transformation_test {

namespace tl = tapeless;
using tl::graph::id;
constexpr auto x = tl::input<"x", 2>;
constexpr auto w = tl::parameter<"w", 2>;
constexpr auto product = w % x;
constexpr auto twice = 2 * product;

consteval bool is_vectorized_under_batch() {
  tl::rules::simplifier b;
  id const made = b.within_batch(4, [&] { return tl::diff::transformed(b, [&] { return x.lower(b); }); });
  return b[made].shape == tl::extents{2, 1, 4};
}
static_assert(is_vectorized_under_batch());

consteval bool a_subexpression_is_a_leaf_meanwhile_and_put_back_afterwards() {
  tl::rules::simplifier b;
  id const of_twice = twice.lower(b);
  bool leaf_inside = false;
  id const made = tl::diff::as_function_of(b, twice, product, [&](id function_node, id variable_node) {
    leaf_inside = b[variable_node].code == tl::op::leaf && b[function_node].b == variable_node;
    return function_node;
  });
  return leaf_inside && made == of_twice;
}
static_assert(a_subexpression_is_a_leaf_meanwhile_and_put_back_afterwards());

constexpr auto problem_of(auto const& expression) {
  tl::rules::simplifier b;
  b.output(expression.lower(b));
  return b.first_problem;
}
constexpr bool is_absent(auto const& derivative, std::string_view leaf) {
  auto const found = problem_of(derivative);
  return found.kind == tl::graph::problem_kind::derivative_by_what_is_absent && found.first.view() == leaf;
}
constexpr bool is_fine(auto const& derivative) {
  return problem_of(derivative).kind == tl::graph::problem_kind::nothing;
}
struct net : tl::sequential<tl::in<"x", 2>, tl::dense<2>> {};
constexpr auto u = tl::parameter<"u", 2>;
constexpr auto f = sum(square(product));

static_assert(is_absent(grad(f, u), "u") && is_absent(vjp(twice, u, x), "u") && is_absent(jvp(twice, u, x), "u"));
static_assert(is_absent(jacfwd(twice, u), "u") && is_absent(jacrev(twice, u), "u"));
static_assert(is_absent(hessian(f, u), "u") && is_absent(hvp(f, u, x), "u") && is_absent(2 * grad(f, u), "u"));
static_assert(is_absent(batch_mean(tl::batch<4>(grad(f, u))), "u") && is_absent(grad(sum(w), x), "x"));
static_assert(is_absent(grad(f, tanh(x)), "") && is_absent(jvp(f, tanh(x), x), "") &&
              is_absent(vjp(f, x % u, 1.0), ""));
// What stands in f as it was written is not absent, whatever derivatives and laws make of it.
static_assert(is_fine(grad(sum(x), x)) && is_fine(hessian(sum(x), x)) && is_fine(grad(f, product)));
static_assert(is_fine(grad(sum(tl::stop_gradient(x)), x)) && is_fine(grad(sum(sign(x)), x)));
static_assert(is_fine(grad(sum(x - x) + sum(w), x)) && is_fine(jacobian(x - x, x)));
static_assert(is_fine(grad(sum(tl::output<net>), x)) && is_fine(grad(sum(grad(sum(tl::output<net>), x)), x)));
// An explicit zero.
static_assert(is_fine(grad(tl::function_of(f, u), u)) && is_fine(jacobian(tl::function_of(twice, u), u)) &&
              is_fine(jvp(tl::function_of(f, tanh(x)), tanh(x), x)));
consteval bool a_function_of_what_is_absent_is_the_function_itself() {
  tl::rules::simplifier b;
  return tl::function_of(f, u).lower(b) == f.lower(b) && tl::function_of(f, u).fingerprint != f.fingerprint;
}
static_assert(a_function_of_what_is_absent_is_the_function_itself());

}  // namespace diff_transformation_test

BOOST_AUTO_TEST_SUITE(diff_transformation)
BOOST_AUTO_TEST_CASE(a_transformation_is_vectorized_under_a_batch) {
  BOOST_TEST(diff_transformation_test::is_vectorized_under_batch());
}
BOOST_AUTO_TEST_SUITE_END()
