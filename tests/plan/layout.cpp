// SPDX-License-Identifier: BSL-1.0
#include "tapeless/plan/layout.hpp"

#include <boost/test/unit_test.hpp>

namespace plan_layout_test {

namespace tl = tapeless;
namespace plan = tapeless::plan;
using plan::layout;
using tl::extents;
using tl::op;
using tl::graph::id;
using tl::graph::node;

/// An operation on nodes 0 and 1, leaves of the shapes `a` and `b`, and a function of what it makes.
struct graph_of_one {
  node nodes[4]{};
  id output = 2;

  constexpr graph_of_one(op code, extents made, extents a, extents b = {1, 1}) {
    nodes[0] = {.code = op::leaf, .shape = a, .leaf = 0};
    nodes[1] = {.code = op::leaf, .shape = b, .leaf = 1};
    nodes[2] = {.code = code, .shape = made, .a = 0};
    if (is_elementwise_binary(code) || family_of(code) == tl::family::product ||
        family_of(code) == tl::family::cross_entropy)
      nodes[2].b = 1;
    nodes[3] = {.code = op::tanh, .shape = made, .a = 2};
  }
  constexpr graph_of_one along(std::uint32_t axis) const {
    graph_of_one made = *this;
    made.nodes[2].detail = tl::axis_detail(axis);
    return made;
  }
  constexpr graph_of_one transposed(bool left, bool right) const {
    graph_of_one made = *this;
    made.nodes[2].left_transposed = left;
    made.nodes[2].right_transposed = right;
    return made;
  }
  constexpr tl::graph::view view(std::uint32_t outputs = 0) const {
    tl::graph::view g{};
    g.nodes = nodes;
    g.node_count = 4;
    g.outputs = &output;
    g.output_count = outputs;
    return g;
  }
};

constexpr bool runs_across(graph_of_one const& g) { return plan::runs_across_samples(g.view(), g.nodes[2]); }
constexpr bool can(graph_of_one const& g) { return plan::can_be_batch_minor(g.view()); }
/// What an operation costs by itself: without its operands, and what is computed of it.
constexpr std::uint64_t cost(graph_of_one g, layout how, std::uint64_t width) {
  for (node& each : g.nodes)
    if (each.code == op::leaf) each = {.code = op::batch_size, .shape = each.shape};
  auto const lines = [&](extents s) {
    if (!s.is_batched()) return std::uint64_t{0};
    return how == layout::batch_minor ? s.size() * plan::vectors_for(s.batch, width)
                                      : s.batch * plan::vectors_for(s.size(), width);
  };
  return plan::batch_cost(g.view(), how, width) - lines(g.nodes[0].shape) - lines(g.nodes[1].shape) -
         4 * lines(g.nodes[3].shape);
}
constexpr layout across = layout::batch_minor;
constexpr layout along = layout::feature_minor;

constexpr extents x{6, 1, 20}, h{5, 1, 20}, W{5, 6};
constexpr graph_of_one forward(op::product, h, W, x);
constexpr graph_of_one backward = graph_of_one(op::product, x, W, h).transposed(true, false);
constexpr graph_of_one weights = graph_of_one(op::batch_product_sum, W, h, x).transposed(false, true);
constexpr graph_of_one bias(op::batch_sum, {5, 1}, h);

}  // namespace plan_layout_test

BOOST_AUTO_TEST_SUITE(plan_layout)

using namespace plan_layout_test;

BOOST_AUTO_TEST_CASE(the_samples_of_a_number_are_whole_vectors_and_no_multiple_of_1_kB) {
  for (tl::targets::description const& on : {tl::targets::sse2, tl::targets::avx2, tl::targets::avx512}) {
    std::uint32_t const width = on.lanes(4);
    for (std::uint32_t batch = 1; batch <= 2 * 256 + 1; ++batch) {
      std::uint32_t const stride = plan::batch_stride(batch, on);
      std::uint32_t const whole = (batch + width - 1) / width * width;
      if (batch < width)
        BOOST_TEST(stride == batch);
      else
        BOOST_TEST(stride == (whole % 256 == 0 ? whole + width : whole));
    }
  }
  BOOST_TEST(plan::batch_stride(7, tl::targets::portable) == 7U);
}

BOOST_AUTO_TEST_CASE(products_with_shared_matrices_and_sums_of_their_gradients_run_across_samples) {
  static_assert(runs_across(forward) && runs_across(backward) && runs_across(weights) && runs_across(bias));
  static_assert(!runs_across(graph_of_one(op::product, h, {5, 6, 20}, x)));           // a matrix for each sample
  static_assert(!runs_across(graph_of_one(op::product, {5, 3, 20}, W, {6, 3, 20})));  // no vectors
  static_assert(!runs_across(graph_of_one(op::product, h, {5, 1}, {1, 1, 20}).transposed(false, true)));
  static_assert(!runs_across(graph_of_one(op::batch_product_sum, W, h, {6, 1}).transposed(false, true)));
  static_assert(!runs_across(graph_of_one(op::batch_product_sum, W, {5, 1}, x).transposed(false, true)));
  static_assert(!runs_across(weights.transposed(true, true)) && !runs_across(weights.transposed(false, false)));
  static_assert(!runs_across(graph_of_one(op::batch_sum, {1, 5}, {1, 5, 20})));
}

BOOST_AUTO_TEST_CASE(lines_run_across_samples_where_they_are_the_numbers_of_one) {
  for (std::uint32_t axis : {0U, 1U, tl::all_axes}) {
    BOOST_TEST(runs_across(graph_of_one(op::sum, {1, 1, 20}, x).along(axis)) == (axis != 1));
    BOOST_TEST(runs_across(graph_of_one(op::softmax, x, x).along(axis)) == (axis != 1));
    BOOST_TEST(runs_across(graph_of_one(op::softmax_cross_entropy, {1, 1, 20}, x, x).along(axis)) == (axis != 1));
    BOOST_TEST(runs_across(graph_of_one(op::sum, {1, 1, 20}, {1, 1, 20}).along(axis)));  // of one number
    BOOST_TEST(!runs_across(graph_of_one(op::max, {1, 1, 20}, x).along(axis)));
    BOOST_TEST(!runs_across(graph_of_one(op::log_softmax, x, x).along(axis)));
  }
  static_assert(runs_across(graph_of_one(op::exp, x, x)) && runs_across(graph_of_one(op::add, x, x, x)));
  static_assert(!runs_across(graph_of_one(op::slice, h, x)));
}

BOOST_AUTO_TEST_CASE(a_program_can_be_batch_minor_if_all_that_it_does_with_four_samples_or_more_can) {
  static_assert(can(forward) && can(weights) && can(bias));
  static_assert(!can(weights.transposed(false, false)));  // nor what it does with all of them
  static_assert(!can(graph_of_one(op::batch_sum, {1, 5}, {1, 5, 20})));
  static_assert(can(graph_of_one(op::transpose, {6, 5}, W)));          // what has no samples may be anything
  static_assert(!can(graph_of_one(op::exp, {2, 3, 20}, {2, 3, 20})));  // a matrix for each sample
  static_assert(can(graph_of_one(op::exp, {6, 1, 4}, {6, 1, 4})) && !can(graph_of_one(op::exp, {6, 1, 3}, {6, 1, 3})));
}

BOOST_AUTO_TEST_CASE(outputs_of_several_numbers_for_each_sample_are_handed_out_sample_after_sample) {
  static_assert(!plan::can_be_batch_minor(forward.view(1)) && plan::can_be_batch_minor(weights.view(1)));
  static_assert(plan::can_be_batch_minor(graph_of_one(op::sum, {1, 1, 20}, x).along(tl::all_axes).view(1)));
}

BOOST_AUTO_TEST_CASE(an_operation_costs_the_vectors_that_it_fills) {
  constexpr std::uint64_t width = 8;
  // 20 samples fill 3 vectors for each number, and 6 numbers one for each sample
  BOOST_TEST(cost(graph_of_one(op::add, x, x, x), across, width) == 6U * 3);
  BOOST_TEST(cost(graph_of_one(op::add, x, x, x), along, width) == 20U);
  BOOST_TEST(cost(graph_of_one(op::add, {17, 1, 20}, {17, 1, 20}), along, width) == 20U * 3);
  // a function is some instructions, a softmax has exponentials of all
  BOOST_TEST(cost(graph_of_one(op::tanh, x, x), along, width) == 4 * 20U);
  BOOST_TEST(cost(graph_of_one(op::softmax, x, x), across, width) == 60 * 6U * 3);
  BOOST_TEST(cost(graph_of_one(op::softmax_cross_entropy, {1, 1, 20}, x, x), along, width) == 60 * 20U);
  BOOST_TEST(cost(graph_of_one(op::sum, {1, 1, 20}, x), across, width) == 3U);
  // without samples nothing
  BOOST_TEST(cost(graph_of_one(op::tanh, W, W), across, width) == 0U);
}

BOOST_AUTO_TEST_CASE(samples_that_are_bound_one_after_the_other_are_transposed_in_blocks) {
  graph_of_one given(op::add, x, x, x);
  given.nodes[1] = {.code = op::batch_size, .shape = {1, 1}};
  auto const of = [&](layout how) {
    graph_of_one without = given;
    without.nodes[0].shape.batch = 0;
    return plan::batch_cost(given.view(), how, 8) - plan::batch_cost(without.view(), how, 8);
  };
  BOOST_TEST(of(across) == 1 * 3 * 6 * 8U);
  BOOST_TEST(of(along) == 0U);
}

BOOST_AUTO_TEST_CASE(a_product_costs_a_multiply_add_for_each_number_of_its_inner_extent) {
  constexpr std::uint64_t width = 4;
  BOOST_TEST(cost(forward, across, width) == 5 * 5 * 6U);         // 5 rows, 5 vectors of samples, 6 inner
  BOOST_TEST(cost(forward, along, width) == 20 * (2 * 6 + 10U));  // a line for each sample, which begins and ends
  // along the samples Wᵀ is copied, by blocks
  BOOST_TEST(cost(backward, along, width) == 20 * (2 * 5 + 10U) + 2 * 2 * 6 * width);
  BOOST_TEST(cost(backward, across, width) == 6 * 5 * 5U);
}

BOOST_AUTO_TEST_CASE(sums_over_samples_cost_an_addition_for_each_or_lanes_that_are_added_up) {
  constexpr std::uint64_t width = 4;
  BOOST_TEST(cost(weights, along, width) == 20 * 2 * 6U);
  BOOST_TEST(cost(weights, across, width) == 30 * 5 * 11U / 8 + 8 * 60);
  BOOST_TEST(cost(bias, along, width) == 20 * 2U);
  BOOST_TEST(cost(bias, across, width) == 5 * 5 + 2 * 60U);
}

BOOST_AUTO_TEST_CASE(samples_lie_across_the_lanes_where_that_is_expected_to_save_a_tenth) {
  std::uint32_t taken = 0;
  for (std::uint32_t size = 1; size <= 16; ++size)
    for (std::uint32_t batch = 4; batch <= 40; ++batch) {
      extents const shape{size, 1, batch};
      graph_of_one const g(op::tanh, shape, shape);
      std::uint64_t const one = plan::batch_cost(g.view(), along, 8);
      std::uint64_t const other = plan::batch_cost(g.view(), across, 8);
      bool const is_across = plan::choose_layout(g.view(), tl::targets::avx2) == across;
      BOOST_TEST(is_across == (other * 10 < one * 9));
      taken += is_across ? 1u : 0u;
      BOOST_TEST((plan::choose_layout(g.view(), tl::targets::portable) == along));
    }
  BOOST_TEST((taken != 0 && taken != 16 * 37));
  BOOST_TEST((plan::choose_layout(graph_of_one(op::max, {1, 1, 20}, x).view(), tl::targets::avx2) == along));
}

BOOST_AUTO_TEST_SUITE_END()
