// SPDX-License-Identifier: BSL-1.0
#include "tapeless/run/kernel_of.hpp"

#include "tapeless/diff/grad.hpp"
#include "tapeless/expr/batch.hpp"
#include "tapeless/expr/norm.hpp"
#include "tapeless/expr/reduction.hpp"
#include "tapeless/expr/structure.hpp"
#include "tapeless/nn/loss.hpp"
#include "tapeless/plan/plan.hpp"

#include <boost/test/unit_test.hpp>

#include <set>

namespace run_kernel_of_test {

namespace tl = tapeless;
using tl::plan::choice;
using tl::plan::layout;
using tl::plan::layout_choice;
using tl::plan::options;
using tl::run::kernel_choice;
using tl::run::kernel_name;
using tl::run::sharing;

constexpr bool has_vectors = tl::register_bytes != 0;
constexpr std::uint32_t width = has_vectors ? tl::register_width<double> : 2;
constexpr auto x = tl::input<"x", 3>;
constexpr auto y = tl::label<"y", 5>;
constexpr auto W = tl::parameter<"W", 5, 3>;
constexpr auto b = tl::parameter<"b", 5>;
constexpr auto v = tl::parameter<"v", 5>;
constexpr auto narrow = tl::parameter<"N", 1, 8 * width>;
constexpr auto wide = tl::parameter<"w", 8 * width>;
constexpr auto s = tl::scalar<"s">;

constexpr auto layer = tl::batch<2 * width>(tanh(W * x + b));
constexpr auto few = narrow * wide;
constexpr auto dots = transpose(W) * b;
constexpr auto column = W * tl::parameter<"u", 3>;
constexpr auto outer_product = tl::assign(W, W - s * tl::grad(tl::batch_mean(tl::batch<1>(dot(tanh(W * x), v))), W));
constexpr auto losses = tl::batch<2 * width>(tl::cross_entropy(tl::softmax(W * x), y));
constexpr auto with_soft_truth = tl::batch<2 * width>(tl::cross_entropy(tl::softmax(W * x), v));
constexpr auto with_prior = tl::batch<2 * width>(tl::cross_entropy(tl::softmax(b), y));
constexpr auto gradient = tl::grad(tl::batch_mean(tl::batch<2 * width>(sum(tanh(W * x + b)))), W);
constexpr auto rows = tl::sum<1>(W);
constexpr auto turned = transpose(W);

/// The kernel of the first step of a kind, and of an operation.
template <auto const& Output, options How = options{}>
constexpr kernel_choice kernel_of(tl::plan::step_kind kind, tl::op code = tl::op::leaf) {
  using plan = tl::plan::planned<tl::plan::with_options<tl::rules::listed<Output>, How>>;
  for (tl::plan::step const& each : plan::table.steps)
    if (each.kind == kind && (code == tl::op::leaf || each.code == code))
      return tl::run::kernel_of<double>(each, each.chain == tl::plan::none ? tl::plan::elementwise_code{}
                                                                           : plan::table.codes[each.chain]);
  return {};
}
constexpr kernel_name with_vectors(kernel_name wanted, kernel_name otherwise = kernel_name::in_order) {
  return has_vectors ? wanted : otherwise;
}

}  // namespace run_kernel_of_test

BOOST_AUTO_TEST_SUITE(run_kernel_of)

using namespace run_kernel_of_test;
using tl::plan::step_kind;

BOOST_AUTO_TEST_CASE(products_say_how_they_are_computed) {
  constexpr options along{.samples_lie = layout_choice::feature_minor};
  constexpr options plain{.samples_lie = layout_choice::feature_minor, .kernels = {.functions_behind_tiles = false}};
  constexpr kernel_choice functions = kernel_of<layer, along>(step_kind::product);
  static_assert(functions.kernel == with_vectors(kernel_name::tiles_and_functions));
  static_assert(functions.operands == sharing::left_shared && functions.with_chain && !functions.several_results);
  static_assert(kernel_of<layer, plain>(step_kind::product).kernel == with_vectors(kernel_name::tiles));
  static_assert(kernel_of<few>(step_kind::product).kernel == with_vectors(kernel_name::one_column));
  static_assert(kernel_of<dots>(step_kind::product).kernel == with_vectors(kernel_name::dots));
  static_assert(kernel_of<column>(step_kind::product).operands == sharing::no_batch);
  static_assert(kernel_of<outer_product>(step_kind::product, tl::op::batch_product_sum).scaled);
  static_assert(kernel_of<gradient, along>(step_kind::product, tl::op::batch_product_sum).kernel ==
                with_vectors(kernel_name::tiles));
}

BOOST_AUTO_TEST_CASE(a_softmax_says_where_its_samples_are_and_which_operand_they_share) {
  constexpr options along{.samples_lie = layout_choice::feature_minor};
  constexpr options one_by_one{.samples_lie = layout_choice::feature_minor, .kernels = {.samples_across_lanes = false}};
  constexpr kernel_choice own = kernel_of<losses, along>(step_kind::softmax_cross_entropy);
  static_assert(own.kernel == with_vectors(kernel_name::samples_transposed, kernel_name::in_loops));
  static_assert(own.operands == sharing::all_per_sample && own.samples_lie == layout::feature_minor);
  static_assert(kernel_of<losses, one_by_one>(step_kind::softmax_cross_entropy).kernel ==
                with_vectors(kernel_name::in_registers, kernel_name::in_loops));
  static_assert(kernel_of<with_soft_truth>(step_kind::softmax_cross_entropy).operands == sharing::right_shared);
  static_assert(kernel_of<with_prior>(step_kind::softmax_cross_entropy).operands == sharing::left_shared);
}

BOOST_AUTO_TEST_CASE(samples_across_the_lanes_have_kernels_of_their_own) {
  constexpr options across{.samples_lie = layout_choice::batch_minor};
  constexpr kernel_choice layer_here = kernel_of<layer, across>(step_kind::product);
  // a vector for each sample is handed out sample after sample
  static_assert(layer_here.samples_lie == layout::feature_minor);
  static_assert(kernel_of<gradient, across>(step_kind::product, tl::op::product).kernel ==
                with_vectors(kernel_name::across_samples));
  constexpr kernel_choice weights = kernel_of<gradient, across>(step_kind::product, tl::op::batch_product_sum);
  static_assert(weights.samples_lie == (has_vectors ? layout::batch_minor : layout::feature_minor));
  static_assert(weights.kernel == with_vectors(width <= 5 ? kernel_name::long_columns : kernel_name::narrow_columns) &&
                weights.operands == sharing::all_per_sample);
}

BOOST_AUTO_TEST_CASE(lines_and_movements_say_how_their_numbers_lie) {
  static_assert(kernel_of<rows>(step_kind::reduce).kernel == kernel_name::lines_apart);
  static_assert(kernel_of<turned>(step_kind::movement).kernel == kernel_name::moving);
}

BOOST_AUTO_TEST_CASE(no_two_kernels_have_one_name) {
  std::set<std::string_view> texts;
  for (std::size_t k = 0; k < tl::run::kernel_names; ++k) {
    std::string_view const text = tl::run::spelled(static_cast<kernel_name>(k));
    BOOST_TEST(!text.empty());
    texts.insert(text);
  }
  BOOST_TEST(texts.size() == tl::run::kernel_names);
}

BOOST_AUTO_TEST_SUITE_END()
