// SPDX-License-Identifier: BSL-1.0
#include "tapeless/plan/select.hpp"

#include "tapeless/diff/grad.hpp"
#include "tapeless/expr/batch.hpp"
#include "tapeless/expr/norm.hpp"
#include "tapeless/expr/reduction.hpp"
#include "tapeless/expr/structure.hpp"
#include "tapeless/nn/loss.hpp"
#include "tapeless/plan/plan.hpp"

#include <boost/test/unit_test.hpp>

namespace plan_select_test {

namespace tl = tapeless;
using tl::plan::choice_of_kernel;
using tl::plan::kernel_id;
using tl::plan::layout_choice;
using tl::plan::options;
using tl::plan::reason;
using tl::plan::step_kind;

constexpr bool has_vectors = tl::targets::current.register_bytes != 0;
constexpr std::uint32_t width = has_vectors ? tl::register_width<double> : 2;
constexpr auto x = tl::input<"x", 3>;
constexpr auto y = tl::label<"y", 5>;
constexpr auto W = tl::parameter<"W", 5, 3>;
constexpr auto b = tl::parameter<"b", 5>;
constexpr auto narrow = tl::parameter<"N", 1, 8 * width>;
constexpr auto wide = tl::parameter<"w", 8 * width>;

constexpr auto layer = tl::batch<2 * width>(tanh(W * x + b));
constexpr auto few = narrow * wide;
constexpr auto dots = transpose(W) * b;
constexpr auto losses = tl::batch<2 * width>(tl::cross_entropy(tl::softmax(W * x), y));
constexpr auto gradient = tl::grad(tl::batch_mean(tl::batch<2 * width>(sum(tanh(W * x + b)))), W);
constexpr auto rows = tl::sum<1>(W);
constexpr auto turned = transpose(W);

/// The kernel of the first step of a kind, and of an operation, and why it is.
template <auto const& Output, options How = options{}>
constexpr choice_of_kernel kernel_of(step_kind kind, tl::op code = tl::op::leaf) {
  using source = tl::plan::with_options<tl::rules::listed<Output>, How>;
  using plan = tl::plan::planned<source>;
  for (std::size_t i = 0; i < plan::step_count; ++i)
    if (plan::table.steps[i].kind == kind && (code == tl::op::leaf || plan::table.steps[i].code == code))
      return tl::plan::selected<source, double>[i];
  return {};
}
constexpr options unwanted(kernel_id kernel) {
  return {.samples_lie = layout_choice::feature_minor, .kernels = {.unwanted = tl::plan::kernel_set{}.with(kernel)}};
}
constexpr options wanted(kernel_id kernel) {
  return {.samples_lie = layout_choice::feature_minor, .kernels = {.wanted = tl::plan::kernel_set{}.with(kernel)}};
}
constexpr kernel_id with_vectors(kernel_id wanted, kernel_id otherwise = kernel_id::in_order) {
  return has_vectors ? wanted : otherwise;
}

}  // namespace plan_select_test

BOOST_AUTO_TEST_SUITE(plan_select)

using namespace plan_select_test;

BOOST_AUTO_TEST_CASE(products_say_how_they_are_computed_and_why) {
  constexpr options along{.samples_lie = layout_choice::feature_minor};
  static_assert(kernel_of<layer, along>(step_kind::product) ==
                (has_vectors ? choice_of_kernel{kernel_id::tiles_and_functions, reason::costly_functions}
                             : choice_of_kernel{kernel_id::in_order, reason::no_vectors}));
  static_assert(kernel_of<few>(step_kind::product).kernel == with_vectors(kernel_id::tiles));
  static_assert(kernel_of<dots>(step_kind::product).kernel == with_vectors(kernel_id::dots));
  static_assert(kernel_of<gradient, along>(step_kind::product, tl::op::batch_product_sum).kernel ==
                with_vectors(kernel_id::tiles));
  static_assert(kernel_of<turned>(step_kind::reference) == choice_of_kernel{kernel_id::reference, reason::only_one});
}

BOOST_AUTO_TEST_CASE(an_unwanted_kernel_leaves_the_step_to_the_next) {
  static_assert(kernel_of<layer, unwanted(kernel_id::tiles_and_functions)>(step_kind::product).kernel ==
                with_vectors(kernel_id::tiles));
  static_assert(kernel_of<dots, unwanted(kernel_id::dots)>(step_kind::product).kernel ==
                with_vectors(kernel_id::tiles));
  static_assert(kernel_of<losses, unwanted(kernel_id::samples_transposed)>(step_kind::softmax_cross_entropy).kernel ==
                with_vectors(kernel_id::in_registers, kernel_id::in_loops));
  // one candidate always computes the step
  static_assert(kernel_of<gradient, unwanted(kernel_id::tiles)>(step_kind::product, tl::op::batch_product_sum).kernel ==
                with_vectors(kernel_id::tiles));
}

BOOST_AUTO_TEST_CASE(a_wanted_kernel_is_taken_where_it_can_compute_the_step) {
  static_assert(kernel_of<losses, wanted(kernel_id::in_loops)>(step_kind::softmax_cross_entropy) ==
                choice_of_kernel{kernel_id::in_loops, reason::wanted});
  static_assert(kernel_of<layer, wanted(kernel_id::dots)>(step_kind::product).kernel ==
                with_vectors(kernel_id::tiles_and_functions));
}

BOOST_AUTO_TEST_CASE(no_option_takes_a_kernel_that_cannot_compute_the_step) {
  constexpr tl::plan::step none{};
  constexpr tl::plan::elementwise_code copy{};
  constexpr tl::plan::registers on{tl::targets::avx2, 4};
  auto const kernel_of_outer = [&](std::uint32_t rows, std::uint32_t leading, tl::plan::kernel_options const& how) {
    return tl::plan::first_of(tl::plan::outer_products,
                              {none, copy, on, {.rows = rows, .columns = 3, .leading = leading}}, how);
  };
  constexpr tl::plan::kernel_set whole = tl::plan::kernel_set{}.with(kernel_id::whole_columns);
  constexpr tl::plan::kernel_set across = tl::plan::kernel_set{}.with(kernel_id::across_columns);
  // padding between columns: only whole vectors of each
  BOOST_TEST(
      (kernel_of_outer(5, 8, {.unwanted = whole}) == choice_of_kernel{kernel_id::whole_columns, reason::general}));
  BOOST_TEST((kernel_of_outer(5, 8, {.wanted = across}).kernel == kernel_id::whole_columns));
  // a vector would have elements of three columns
  BOOST_TEST((kernel_of_outer(3, 0, {.wanted = across}).kernel == kernel_id::repeating_columns));
  BOOST_TEST((kernel_of_outer(12, 0, {}) == choice_of_kernel{kernel_id::repeating_columns, reason::rows_repeat}));
  // rows repeat after 11 vectors: too late to pay, but better than what is unwanted
  BOOST_TEST((kernel_of_outer(11, 0, {}).kernel == kernel_id::across_columns));
  BOOST_TEST((kernel_of_outer(11, 0, {.unwanted = across}).kernel == kernel_id::repeating_columns));
  constexpr tl::plan::step product = [] {
    tl::plan::step made{};
    made.kind = step_kind::product;
    made.code = tl::op::product;
    made.left = {4, 3};
    made.right = {3, 1, 8};
    made.shape = {4, 1, 8};
    return made;
  }();
  tl::plan::kernel_options const functions{.wanted = tl::plan::kernel_set{}.with(kernel_id::tiles_and_functions)};
  BOOST_TEST((tl::plan::select(product, copy, {tl::targets::portable, 4}, functions).kernel == kernel_id::in_order));
}

BOOST_AUTO_TEST_CASE(the_extents_at_which_a_kernel_begins_to_pay) {
  constexpr tl::plan::step none{};
  constexpr tl::plan::elementwise_code copy{};
  constexpr tl::plan::registers on{tl::targets::avx2, 4};
  auto const of_sum = [&](std::uint32_t rows, std::uint32_t samples) {
    return tl::plan::first_of(tl::plan::sums_across_samples,
                              {none, copy, on, {.rows = rows, .columns = 3, .samples = samples}}, {})
        .kernel;
  };
  BOOST_TEST((of_sum(7, 32) == kernel_id::narrow_columns));  // not a vector of 8
  BOOST_TEST((of_sum(8, 32) == kernel_id::long_columns));
  BOOST_TEST((of_sum(3, 4) == kernel_id::narrow_columns));  // nor of the 4 that hold all samples
  BOOST_TEST((of_sum(4, 4) == kernel_id::long_columns));
  auto const of_softmax = [&](std::uint32_t size, std::uint32_t batch, tl::targets::description const& target) {
    return tl::plan::first_of(tl::plan::softmaxes, {none, copy, {target, 4}, {}, {size, batch}}, {}).kernel;
  };
  BOOST_TEST((of_softmax(10, 8, tl::targets::avx2) == kernel_id::samples_transposed));  // a sample for each lane
  BOOST_TEST((of_softmax(10, 7, tl::targets::avx2) == kernel_id::in_registers));
  BOOST_TEST((of_softmax(1, 8, tl::targets::avx2) == kernel_id::in_registers));
  BOOST_TEST((of_softmax(32, 1, tl::targets::avx2) == kernel_id::in_registers));  // four of them
  BOOST_TEST((of_softmax(33, 1, tl::targets::avx2) == kernel_id::in_loops));
  BOOST_TEST((of_softmax(33, 8, tl::targets::avx2) == kernel_id::in_loops));
  BOOST_TEST((of_softmax(10, 8, tl::targets::portable) == kernel_id::in_loops));
}

BOOST_AUTO_TEST_CASE(samples_across_the_lanes_have_kernels_of_their_own) {
  constexpr options across{.samples_lie = layout_choice::batch_minor};
  static_assert(kernel_of<gradient, across>(step_kind::product, tl::op::product).kernel ==
                with_vectors(kernel_id::across_samples));
  constexpr choice_of_kernel weights = kernel_of<gradient, across>(step_kind::product, tl::op::batch_product_sum);
  static_assert(weights.kernel == with_vectors(width <= 5 ? kernel_id::long_columns : kernel_id::narrow_columns));
}

BOOST_AUTO_TEST_CASE(lines_say_how_their_elements_lie) {
  static_assert(kernel_of<rows>(step_kind::reduce).kernel == kernel_id::lines_apart);
}

BOOST_AUTO_TEST_SUITE_END()
