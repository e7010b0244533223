// SPDX-License-Identifier: BSL-1.0
#include "tapeless/plan/memory.hpp"

#include "simulation.hpp"

#include "tapeless/expr/reduction.hpp"
#include "tapeless/nn/loss.hpp"
#include "tapeless/train/objective.hpp"
#include "tapeless/train/training_step.hpp"

#include <algorithm>

namespace plan_memory_test {

namespace tl = tapeless;
template <auto const&... Outputs>
using planned = tl::plan::planned<tl::rules::listed<Outputs...>>;

struct deep : tl::sequential<tl::in<"x", 6>, tl::dense<8, tl::activation::tanh>, tl::dense<8, tl::activation::tanh>,
                             tl::dense<8, tl::activation::relu>, tl::dense<3>> {};
using training =
    tl::train::update_of<tl::network_loss<deep, tl::objective::softmax_cross_entropy, 16>, tl::optimizer::momentum>;
using inference = tl::train::inference<tl::train::mean_loss<deep, tl::objective::softmax_cross_entropy, 1>>;

struct wide : tl::sequential<tl::in<"x", 32>, tl::dense<40, tl::activation::tanh>, tl::dense<40>> {};
using few_samples =
    tl::train::update_of<tl::network_loss<wide, tl::objective::mean_squared_error, 8>, tl::optimizer::momentum>;

constexpr auto x = tl::input<"x", 8>;
constexpr auto a = tl::parameter<"a", 8>;
constexpr auto long_row = transpose(tl::parameter<"long_row", 32768>);
template <int Number>
constexpr auto outer_with = (Number * tl::parameter<"long", 16384>)*long_row;
constexpr auto outer_1 = outer_with<2>;
constexpr auto outer_2 = outer_with<3>;
constexpr auto outer_3 = outer_with<4>;
constexpr auto outer_4 = outer_with<5>;
constexpr auto outer_5 = outer_with<6>;
constexpr auto outer_6 = outer_with<7>;
constexpr auto outer_7 = outer_with<8>;
constexpr auto outer_8 = outer_with<9>;
constexpr auto b = tl::parameter<"b", 8>;
constexpr auto c = tl::parameter<"c", 8>;
constexpr auto A = tl::parameter<"A", 8, 8>;
constexpr auto product = A * b;
constexpr auto centred = product - sum(product);
constexpr auto centred_times_a = centred % a;
constexpr auto twice = A * tanh(product);
constexpr auto residual = twice + tanh(product);
constexpr auto total_of_exp = sum(exp(softmax(x)));
constexpr auto y = tl::label<"y", 8>;
constexpr auto logits = A * x;
constexpr auto sample_loss = tl::batch<4>(tl::cross_entropy(softmax(logits), y));
constexpr auto logits_of_four = tl::batch<4>(logits);
constexpr auto probabilities_of_four = tl::batch<4>(softmax(logits));
constexpr auto weighted_by_sample = tl::batch<4>(softmax(logits) * sum(exp(transpose(c) * x)));
constexpr auto a_from_b = tl::assign(a, b);
constexpr auto b_from_c = tl::assign(b, c);
constexpr auto c_from_a = tl::assign(c, a);
constexpr auto five_products =
    transpose(a) * b + transpose(b) * c + transpose(a) * c + transpose(a) * x + transpose(b) * x;

constexpr auto B = tl::parameter<"B", 8, 8>;
constexpr auto hidden = tanh(B * x);
constexpr auto of_hidden = tl::batch<4>(A * hidden);
constexpr auto weighted_by_hidden = tl::batch<4>(softmax(logits) % hidden);
constexpr auto M = tl::state<"M", 8, 8>;
constexpr auto A_as_it_was = 1 * A;
constexpr auto velocity = 0.9 * M + outer(a, b);
constexpr auto new_A = tl::assign(A, A - 0.1 * velocity);
constexpr auto A_squared = tl::assign(A, A* A);
constexpr auto products = B * A + A * M;
constexpr auto five_samples = tl::batch<5>(sum(tanh(A * x)));

/// The elements a plan without any sharing would need.
template <class Source>
constexpr std::uint32_t elements_without_sharing() {
  using plan = tl::plan::planned<Source>;
  std::uint32_t sum = 0;
  for (auto const& each : plan::table.steps)
    for (std::uint32_t o = 0; o < each.output_count; ++o) {
      bool const is_loss = each.kind == tl::plan::step_kind::softmax_cross_entropy && each.chain != tl::plan::none &&
                           o + 1 == each.output_count;
      if (each.out[o].where == tl::plan::space::workspace) sum += is_loss ? each.shape.batch : each.shape.total();
    }
  return sum;
}

}  // namespace plan_memory_test

BOOST_AUTO_TEST_SUITE(plan_memory)

using namespace plan_memory_test;

BOOST_AUTO_TEST_CASE(every_read_finds_the_value_it_is_meant_to) {
  BOOST_TEST(plan_simulation::first_error<training>() == "");
  BOOST_TEST(plan_simulation::first_error<inference>() == "");
  BOOST_TEST((plan_simulation::first_error<tl::rules::listed<a_from_b, b_from_c, c_from_a>>()) == "");
  BOOST_TEST((plan_simulation::first_error<tl::rules::listed<total_of_exp, five_products>>()) == "");
}

BOOST_AUTO_TEST_CASE(the_simulation_notices_two_values_in_one_place) {
  // the same plan with every workspace value at offset 0
  plan_simulation::tables tampered = plan_simulation::tables_of<training>();
  std::vector<tl::plan::step> steps(tampered.steps, tampered.steps + tampered.count);
  auto const to_the_front = [](auto& places) {
    for (auto& each : places)
      if (each.where == tl::plan::space::workspace) each.index = 0;
  };
  for (auto& each : steps) {
    to_the_front(each.out);
    to_the_front(each.in);
  }
  tampered.steps = steps.data();
  BOOST_TEST(plan_simulation::simulation(tampered).first_error != "");
}

BOOST_AUTO_TEST_CASE(the_simulation_notices_a_step_that_comes_too_early) {
  plan_simulation::tables tampered = plan_simulation::tables_of<training>();
  std::size_t unnoticed = 0;
  for (std::uint32_t i = 1; i < tampered.count; ++i) {
    std::vector<tl::plan::step> steps(tampered.steps, tampered.steps + tampered.count);
    std::rotate(steps.begin(), steps.begin() + i, steps.begin() + i + 1);
    plan_simulation::tables early = tampered;
    early.steps = steps.data();
    if (plan_simulation::simulation(early).first_error.empty()) ++unnoticed;
  }
  BOOST_TEST(unnoticed <= 2U);  // the first layer's product and 1/n need nothing that a step makes
}

BOOST_AUTO_TEST_CASE(values_that_do_not_live_at_the_same_time_share_memory) {
  static_assert(tl::plan::planned<training>::memory.workspace_elements < elements_without_sharing<training>());
  // two layers of inference are alive at a time, however deep the network is
  static_assert(tl::plan::planned<inference>::memory.workspace_elements <= 16);
  BOOST_TEST(elements_without_sharing<inference>() > 16U);
}

BOOST_AUTO_TEST_CASE(a_chain_overwrites_an_operand_that_dies_with_it) {
  // A·b into 8 elements, its sum behind them, what is made of both in the place of the first
  static_assert(planned<centred>::memory.workspace_elements == 9);
  BOOST_TEST(elements_without_sharing<tl::rules::listed<centred>>() == 17U);
  // also where a leaf of that shape is read behind it
  static_assert(planned<centred_times_a>::memory.workspace_elements == 9);
}

BOOST_AUTO_TEST_CASE(a_softmax_overwrites_the_logits_that_die_with_it) {
  // of four samples, and the loss beside it reads the logits before
  static_assert(planned<probabilities_of_four>::memory.workspace_elements == 4 * 8);
  BOOST_TEST(plan_simulation::first_error<tl::rules::listed<probabilities_of_four>>() == "");
  static_assert(planned<probabilities_of_four, sample_loss>::memory.workspace_elements <= 2 * 4 * 8 + 8);
  BOOST_TEST((plan_simulation::first_error<tl::rules::listed<probabilities_of_four, sample_loss>>()) == "");
  static_assert(planned<probabilities_of_four, logits_of_four>::memory.workspace_elements == 2 * 4 * 8);
}

BOOST_AUTO_TEST_CASE(a_core_does_not_overwrite_its_operand) {
  // A·tanh(A·b): the second product reads all of the first's result for each of its own elements
  static_assert(planned<twice>::memory.workspace_elements == 16);
  BOOST_TEST(plan_simulation::first_error<tl::rules::listed<twice>>() == "");
  // also where a chain reads the same value element by element
  BOOST_TEST(plan_simulation::first_error<tl::rules::listed<residual>>() == "");
  static_assert(planned<residual>::memory.workspace_elements == 16);
}

BOOST_AUTO_TEST_CASE(a_loss_does_not_overwrite_what_the_chain_behind_it_still_reads) {
  BOOST_TEST((plan_simulation::first_error<tl::rules::listed<sample_loss, weighted_by_sample>>()) == "");
}

BOOST_AUTO_TEST_CASE(what_else_is_made_beside_a_loss_may_overwrite_an_operand) {
  // logits, A·hidden, and hidden, in whose place the product with it lies; the class of each sample and its loss
  static_assert(planned<sample_loss, of_hidden, weighted_by_hidden>::memory.workspace_elements ==
                3 * 32 + 2 * tl::plan::whole_vectors(4));
  BOOST_TEST((plan_simulation::first_error<tl::rules::listed<sample_loss, of_hidden, weighted_by_hidden>>()) == "");
}

BOOST_AUTO_TEST_CASE(a_copy_that_is_an_output_lives_to_the_end) {
  // A's old value is copied before the update of A writes it, and that stores the velocity too
  BOOST_TEST((plan_simulation::first_error<tl::rules::listed<A_as_it_was, velocity, new_A>>()) == "");
}

BOOST_AUTO_TEST_CASE(a_value_lives_until_it_is_copied) {
  // A·A may not be written into A, which it reads, nor be overwritten before it is copied there
  BOOST_TEST((plan_simulation::first_error<tl::rules::listed<A_squared, products>>()) == "");
}

BOOST_AUTO_TEST_CASE(across_samples_a_value_has_a_row_of_whole_vectors_for_each_number) {
  constexpr tl::plan::options across{.samples_lie = tl::plan::layout_choice::batch_minor};
  using plan = tl::plan::planned<tl::plan::with_options<tl::rules::listed<five_samples>, across>>;
  // the packed samples and what is made of them; their sums lie where the samples were
  static_assert(tl::targets::current.register_bytes == 0 ||
                plan::memory.workspace_elements == 2 * 8 * tl::plan::batch_stride(5));
  BOOST_TEST(planned<five_samples>::memory.workspace_elements == 5 * 8 + tl::plan::whole_vectors(5));
}

BOOST_AUTO_TEST_CASE(a_transposed_copy_has_memory_of_its_own_while_its_step_runs) {
  using plan = tl::plan::planned<training>;
  std::uint32_t copies = 0;
  for (auto const& each : plan::table.steps) {
    bool const transposed_matrix = each.code == tl::op::product && each.left_transposed && !each.left.is_batched();
    if (each.scratch.where == tl::plan::space::workspace) ++copies;
    BOOST_TEST((each.scratch.where == tl::plan::space::nowhere || transposed_matrix));
  }
  BOOST_TEST(plan_simulation::first_error<few_samples>() == "");  // whose weights are larger than δ
  BOOST_TEST(
      copies ==
      (tl::targets::current.register_bytes == 0 ? 0U : 3U));  // the δ of three layers through their weights, 16 samples
  // across samples a weight's column is read as it lies
  constexpr tl::plan::options across{.samples_lie = tl::plan::layout_choice::batch_minor};
  using plan_across = tl::plan::planned<tl::plan::with_options<training, across>>;
  BOOST_TEST((plan_across::samples_lie == tl::plan::layout::batch_minor) == (tl::targets::current.register_bytes != 0));
  for (auto const& each : plan_across::table.steps)
    BOOST_TEST((tl::targets::current.register_bytes == 0 || each.scratch.where == tl::plan::space::nowhere));
}

BOOST_AUTO_TEST_CASE(a_cycle_of_assignments_buffers_one_of_them_only) {
  static_assert(planned<a_from_b, b_from_c, c_from_a>::memory.workspace_elements == 8);
  BOOST_TEST((planned<a_from_b, b_from_c>::memory.workspace_elements) == 0U);
}

BOOST_AUTO_TEST_CASE(a_workspace_of_more_than_32_bits_is_counted_right) {
  constexpr std::uint64_t each = 16384 * 32768;
  static_assert(planned<outer_1>::memory.workspace_elements == each + 16384);  // and the scaled vector
  BOOST_TEST((planned<outer_1, outer_2, outer_3, outer_4, outer_5, outer_6, outer_7,
                      outer_8>::memory.workspace_elements) == 8 * each + 16384);  // more than 2³²
}

BOOST_AUTO_TEST_CASE(only_a_line_of_one_sample_has_room_behind_it) {
  using tapeless::extents;
  namespace plans = tapeless::plan;
  constexpr std::uint32_t width = plans::whole_vectors(1);
  BOOST_TEST(plans::has_room_behind(extents{width + 1, 1, 0}) == (width != 1));
  BOOST_TEST(plans::has_room_behind(extents{1, width + 1, 1}) == (width != 1));
  BOOST_TEST(!plans::has_room_behind(extents{2 * width, 1, 0}));  // fills its vectors
  BOOST_TEST(!plans::has_room_behind(extents{1, 1, 0}));          // a number is none
  BOOST_TEST(!plans::has_room_behind(extents{width + 1, 1, 2}));  // the next sample is there
  BOOST_TEST(!plans::has_room_behind(extents{width + 1, 3, 0}));  // columns follow each other
}

BOOST_AUTO_TEST_SUITE_END()
