// SPDX-License-Identifier: BSL-1.0
#include "tapeless/rules/cost.hpp"

#include "tapeless/check/identity.hpp"
#include "tapeless/diff/grad.hpp"
#include "tapeless/expr/batch.hpp"
#include "tapeless/expr/reduction.hpp"

#include <boost/test/unit_test.hpp>
#include <vector>

namespace rules_cost_test {

namespace tl = tapeless;
using tl::flops;
using tl::op;
constexpr std::uint32_t flops_of(op code) { return tl::ops::entry_of(code).flops; }
constexpr auto x = tl::input<"x", 4>;
constexpr auto W = tl::parameter<"W", 3, 4>;
constexpr auto b = tl::parameter<"b", 3>;
constexpr auto A = tl::parameter<"A", 5, 4>;

constexpr std::uint32_t exponential = flops_of(op::exp);
constexpr auto loss = logsumexp(W * x + b);
constexpr auto mean_loss = tl::batch_mean(tl::batch<8>(loss));

}  // namespace rules_cost_test

BOOST_AUTO_TEST_SUITE(rules_cost)

using namespace rules_cost_test;

BOOST_AUTO_TEST_CASE(an_element_wise_operation_costs_once_per_element) {
  BOOST_TEST((flops<W + W % W>) == 24u);
  BOOST_TEST((flops<exp(W)>) == 12 * exponential);
  BOOST_TEST((flops<2 * x>) == 4u);
  BOOST_TEST((flops<tl::where(x, x, 1)>) == 4u);
}
BOOST_AUTO_TEST_CASE(a_harder_function_costs_more) {
  BOOST_TEST(flops_of(op::divide) > flops_of(op::multiply));
  BOOST_TEST(exponential > flops_of(op::divide));
  BOOST_TEST(flops_of(op::power) > exponential);
  for (std::uint32_t code = static_cast<std::uint32_t>(op::negate); code <= static_cast<std::uint32_t>(op::select);
       ++code) {
    bool const moves =
        code == static_cast<std::uint32_t>(op::stop_gradient) || code == static_cast<std::uint32_t>(op::broadcast);
    BOOST_TEST((flops_of(static_cast<op>(code)) == 0) == moves, code);
  }
}
BOOST_AUTO_TEST_CASE(an_operation_costs_what_its_formula_has_instructions) {
  struct entry {
    std::uint32_t flops;
    std::vector<op> of;
  };
  entry const entries[]{
      {0, {op::stop_gradient, op::broadcast}},
      {1,
       {op::negate, op::square, op::absolute, op::sign, op::relu, op::add, op::subtract, op::multiply, op::maximum,
        op::minimum, op::greater, op::greater_equal, op::equal, op::select}},
      {2, {op::floor, op::round}},
      {4, {op::divide, op::xdivy, op::sqrt}},
      {8, {op::rsqrt}},
      {12, {op::hypot}},
      {16, {op::over_hypot}},
      {18, {op::exp, op::expm1, op::log, op::log2, op::sigmoid, op::cbrt}},
      {22, {op::log1p, op::xlogy, op::sin, op::cos, op::tanh}},
      {24, {op::fmod}},
      {28, {op::tan, op::asin, op::acos, op::atan, op::sinh, op::cosh, op::asinh, op::acosh, op::atanh, op::erf}},
      {34, {op::atan2, op::erfc}},
      {44, {op::softplus, op::logistic_loss, op::power}}};
  for (entry const& each : entries)
    for (op const code : each.of) BOOST_TEST(flops_of(code) == each.flops, static_cast<int>(code));
  BOOST_TEST(flops_of(op::softmax) == 25u);
  BOOST_TEST(flops_of(op::log_softmax) == 21u);
  BOOST_TEST(flops_of(op::logsumexp) == 21u);
  BOOST_TEST(flops_of(op::softmax_cross_entropy) == 24u);
  BOOST_TEST(flops_of(op::sum) == 1u);
}
BOOST_AUTO_TEST_CASE(a_matrix_product_costs_two_per_element_of_the_result_and_inner_index) {
  BOOST_TEST((flops<W * x>) == 2u * 3 * 4);
  BOOST_TEST((flops<A * transpose(W)>) == 2u * 5 * 3 * 4);
  BOOST_TEST((flops<transpose(W) * b>) == 2u * 4 * 3);
  BOOST_TEST((flops<tl::batch<8>(W * x)>) == 8u * 2 * 3 * 4);
  BOOST_TEST((flops<tl::batch_sum(tl::batch<8>(outer(x, x)))>) == 8u * 2 * 4 * 4);
}
BOOST_AUTO_TEST_CASE(a_reduction_costs_once_per_element_that_goes_in) {
  BOOST_TEST((flops<sum(W)>) == 12u);
  BOOST_TEST((flops<tl::max<1>(W)>) == 12u);
  BOOST_TEST((flops<logsumexp(b)>) == 3 * flops_of(op::logsumexp));
  BOOST_TEST((flops<tl::softmax<0>(W)>) == 12 * flops_of(op::softmax));
  BOOST_TEST((flops<tl::batch_sum(tl::batch<8>(x))>) == 32u);
  BOOST_TEST(flops_of(op::softmax) > flops_of(op::logsumexp));
}
BOOST_AUTO_TEST_CASE(movements_leaves_and_constants_are_free) {
  BOOST_TEST((flops<transpose(W)>) == 0u);
  BOOST_TEST((flops<tl::concatenate(tl::slice<1, 2>(W), tl::reshape<1, 4>(x))>) == 0u);
  BOOST_TEST((flops<diagonal_matrix(tl::broadcast_to<3>(tl::number(2)))>) == 0u);
  BOOST_TEST((flops<W>) == 0u);
}
BOOST_AUTO_TEST_CASE(a_common_subexpression_costs_once) {
  BOOST_TEST((flops<exp(x), exp(x)>) == (flops<exp(x)>));
  BOOST_TEST((flops<exp(x) % exp(x), exp(x)>) == (flops<exp(x)>)+4);
  BOOST_TEST((flops<loss, grad(loss, W)>) < (flops<loss>)+(flops<grad(loss, W)>));
}
BOOST_AUTO_TEST_CASE(a_batch_costs_as_many_times_and_a_shared_part_once) {
  BOOST_TEST((flops<tl::batch<8>(loss)>) == 8 * (flops<loss>));
  BOOST_TEST((flops<tl::batch<8>(x + exp(tl::parameter<"c", 4>))>) == 8 * 4 + 4 * exponential);
}
BOOST_AUTO_TEST_CASE(value_and_gradient_cost_a_small_multiple_of_the_value) {
  BOOST_TEST((flops<mean_loss, grad(mean_loss, W), grad(mean_loss, b)>) <= 4 * (flops<mean_loss>));
}

BOOST_AUTO_TEST_SUITE_END()
