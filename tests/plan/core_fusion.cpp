// SPDX-License-Identifier: BSL-1.0
// What is fused behind a product, a sum over the samples or a softmax, written as in programs of users.
#include "tapeless/plan/fusion.hpp"

#include "simulation.hpp"

#include "tapeless/diff/grad.hpp"
#include "tapeless/expr/batch.hpp"
#include "tapeless/expr/define.hpp"
#include "tapeless/expr/reduction.hpp"
#include "tapeless/nn/loss.hpp"

namespace plan_core_fusion_test {

namespace tl = tapeless;
using tl::plan::space;
using tl::plan::step_kind;

constexpr auto x = tl::input<"x", 5>;
constexpr auto y = tl::label<"y", 3>;
constexpr auto W1 = tl::parameter<"W1", 4, 5>;
constexpr auto b1 = tl::parameter<"b1", 4>;
constexpr auto W2 = tl::parameter<"W2", 3, 4>;
constexpr auto b2 = tl::parameter<"b2", 3>;
constexpr auto rate = tl::scalar<"rate">;
constexpr auto hidden = tanh(W1 * x + b1);
constexpr auto logits = W2 * hidden + b2;
constexpr auto p = softmax(logits);
constexpr auto loss = tl::batch_mean(tl::batch<8>(tl::cross_entropy(p, y)));

// stochastic gradient descent, with momentum, and Adam's three values for one parameter
constexpr auto gradient = tl::grad(loss, W1);
constexpr auto descent = tl::assign(W1, W1 - rate * gradient);
constexpr auto m = tl::state<"m", 4, 5>;
constexpr auto v = tl::state<"v", 4, 5>;
constexpr auto velocity = 0.9 * m + gradient;
constexpr auto new_m = tl::assign(m, velocity);
constexpr auto with_momentum = tl::assign(W1, W1 - rate * velocity);
constexpr auto mean = 0.9 * m + 0.1 * gradient;
constexpr auto squares = 0.999 * v + 0.001 * square(gradient);
constexpr auto new_mean = tl::assign(m, mean);
constexpr auto new_squares = tl::assign(v, squares);
constexpr auto adam = tl::assign(W1, W1 - rate * mean / (sqrt(squares) + 1e-8));
constexpr auto descent_2 = tl::assign(W2, W2 - rate * tl::grad(loss, W2));
constexpr auto gradient_of_one = tl::grad(tl::batch_mean(tl::batch<1>(tl::cross_entropy(p, y))), W1);
constexpr auto descent_of_one = tl::assign(W1, W1 - rate * gradient_of_one);
constexpr auto constant_descent_of_one = tl::assign(W1, W1 - 0.5 * gradient_of_one);
constexpr auto scaled_gradient = rate * gradient_of_one;
constexpr auto descent_with_square = tl::assign(W1, W1 + square(gradient_of_one) - rate * gradient_of_one);
constexpr auto masked_descent_of_one = tl::assign(W1, W1 - m % gradient_of_one);
constexpr auto descent_b = tl::assign(b1, b1 - rate * tl::grad(loss, b1));

// values of a layer that are wanted elsewhere too
constexpr auto layer = tl::batch<8>(hidden);
constexpr auto sum_before = tl::batch<8>(W1 * x);
constexpr auto rectified = tl::batch<8>(relu(W1 * x + b1));
constexpr auto hidden_of_one = tl::batch<1>(hidden);
constexpr auto sum_before_of_one = tl::batch<1>(W1 * x);
constexpr auto reread = tl::batch<8>(hidden + sum(hidden));

// as many operations as a chain has room for, behind a product that is wanted too
template <int Times, class E>
constexpr auto repeatedly(E const& e) {
  if constexpr (Times == 0) {
    return e;
  } else {
    return repeatedly<Times - 1>(tanh(e));
  }
}
constexpr auto product_of_one = W1 * x;
constexpr auto full_chain = repeatedly<tl::plan::max_fused_operations>(product_of_one);

// products that read what their own kernel could write
constexpr auto S = tl::parameter<"S", 4, 4>;
constexpr auto S_from_square = tl::assign(S, S - rate * (S * S));
constexpr auto S_from_outer = tl::assign(S, S - rate * (S % outer(b1, b1)));
constexpr auto b1_from_S = tl::assign(b1, b1 - S * b1);

template <auto const&... Outputs>
struct plan_of {
  using source = tl::rules::listed<Outputs...>;
  using planned = tl::plan::planned<source>;
  using separate = tl::plan::planned<tl::plan::with_options<source, tl::plan::options{.fuses_cores = false}>>;

  /// Steps of a kind.
  static constexpr std::uint32_t count(step_kind kind) {
    std::uint32_t found = 0;
    for (auto const& each : planned::table.steps) found += each.kind == kind ? 1u : 0u;
    return found;
  }
  /// The step that writes into a leaf.
  static constexpr tl::plan::step const& writer_of(tl::name const& leaf) {
    for (auto const& each : planned::table.steps)
      for (std::uint32_t o = 0; o < each.output_count; ++o)
        if (each.out[o].where == space::leaf && planned::graph.leaves[each.out[o].index].identifier == leaf)
          return each;
    __builtin_trap();
  }
  static constexpr bool contains(tl::plan::step const& step, tl::op code) {
    if (step.chain == tl::plan::none) return false;
    auto const& chain = planned::table.codes[step.chain];
    for (std::uint32_t i = 0; i < chain.instruction_count; ++i)
      if (static_cast<tl::op>(chain.instructions[i] >> 24) == code) return true;
    return false;
  }
  static std::string error() { return plan_simulation::first_error<source>(); }
};

}  // namespace plan_core_fusion_test

BOOST_AUTO_TEST_SUITE(plan_core_fusion)

using namespace plan_core_fusion_test;

BOOST_AUTO_TEST_CASE(a_core_that_is_stored_takes_an_instruction_of_its_chain) {
  using alone = plan_of<full_chain>::planned;
  using wanted_too = plan_of<product_of_one, full_chain>::planned;
  static_assert(alone::step_count == 1);
  static_assert(wanted_too::step_count == 2);
  BOOST_TEST(plan_simulation::first_error<plan_of<full_chain>::source>() == "");
  BOOST_TEST((plan_simulation::first_error<plan_of<product_of_one, full_chain>::source>() == ""));
}

BOOST_AUTO_TEST_CASE(bias_and_activation_are_fused_into_the_product) {
  using one = plan_of<layer>;
  static_assert(one::planned::step_count == 1 && one::planned::table.steps[0].kind == step_kind::product);
  BOOST_TEST(one::contains(one::planned::table.steps[0], tl::op::tanh));
  BOOST_TEST(one::planned::memory.workspace_elements == 4U * 8U);
  BOOST_TEST(one::error() == "");
}

BOOST_AUTO_TEST_CASE(without_epilogues_product_and_chain_are_steps_of_their_own) {
  using separate = plan_of<layer>::separate;
  static_assert(separate::step_count == 2);
  BOOST_TEST((separate::table.steps[0].kind == step_kind::product));
  BOOST_TEST((separate::table.steps[1].kind == step_kind::elementwise));
  BOOST_TEST(separate::table.codes[separate::table.steps[1].chain].instruction_count == 2);
}

BOOST_AUTO_TEST_CASE(the_derivative_of_an_activation_is_fused_into_the_gradient_of_the_next_layers_input) {
  using training = plan_of<loss, descent>;
  std::uint32_t found = 0;
  for (auto const& each : training::planned::table.steps)
    if (each.kind == step_kind::product && each.left_transposed) {
      ++found;
      BOOST_TEST(training::contains(each, tl::op::multiply));  // 1 − tanh², or what the laws make of it
    }
  BOOST_TEST(found == 1U);
  BOOST_TEST(training::count(step_kind::elementwise) <= 1U);  // 1/n and nothing else
  BOOST_TEST(training::error() == "");
}

BOOST_AUTO_TEST_CASE(an_update_is_fused_into_the_gradient_and_written_in_place) {
  using training = plan_of<loss, descent, descent_2, descent_b>;
  for (tl::name const& each : {W1.identifier, W2.identifier}) {
    tl::plan::step const& update = training::writer_of(each);
    BOOST_TEST((update.code == tl::op::batch_product_sum && update.output_count == 1));
  }
  BOOST_TEST((training::writer_of(b1.identifier).code == tl::op::batch_sum));
  BOOST_TEST(training::error() == "");
}

BOOST_AUTO_TEST_CASE(no_gradient_array_exists_unless_it_is_asked_for) {
  static constexpr auto outputs_of_gradient_shape = []<class Planned>(Planned) {
    std::uint32_t found = 0;
    for (auto const& each : Planned::table.steps)
      for (std::uint32_t o = 0; o < each.output_count; ++o)
        found += each.out[o].where == space::workspace && each.shape == W1.shape ? 1u : 0u;
    return found;
  };
  BOOST_TEST(outputs_of_gradient_shape(plan_of<loss, descent>::planned{}) == 0U);
  BOOST_TEST(outputs_of_gradient_shape(plan_of<loss, descent>::separate{}) == 1U);
  BOOST_TEST(outputs_of_gradient_shape(plan_of<loss, descent, gradient>::planned{}) == 1U);
  BOOST_TEST((plan_of<loss, descent, gradient>::error()) == "");
}

BOOST_AUTO_TEST_CASE(one_kernel_writes_a_parameter_and_its_momentum) {
  using training = plan_of<loss, new_m, with_momentum>;
  tl::plan::step const& update = training::writer_of(W1.identifier);
  BOOST_TEST((update.code == tl::op::batch_product_sum && update.output_count == 2));
  BOOST_TEST((&update == &training::writer_of(m.identifier)));
  BOOST_TEST(training::error() == "");
}

BOOST_AUTO_TEST_CASE(one_kernel_writes_a_parameter_and_both_moments_of_its_gradient) {
  using training = plan_of<loss, new_mean, new_squares, adam>;
  tl::plan::step const& update = training::writer_of(W1.identifier);
  BOOST_TEST((update.code == tl::op::batch_product_sum && update.output_count == 3));
  BOOST_TEST((&update == &training::writer_of(m.identifier) && &update == &training::writer_of(v.identifier)));
  BOOST_TEST(training::error() == "");
}

BOOST_AUTO_TEST_CASE(a_number_that_multiplies_the_gradient_of_one_sample_multiplies_one_of_its_two_vectors) {
  using training = plan_of<descent_of_one>;
  tl::plan::step const& update = training::writer_of(W1.identifier);
  BOOST_TEST_REQUIRE(update.core_inputs == 3U);
  BOOST_TEST((update.scaled && update.in[2].where == space::leaf));
  BOOST_TEST((training::planned::graph.leaves[update.in[2].index].identifier == rate.identifier));
  BOOST_TEST(!training::contains(update, tl::op::multiply));
  BOOST_TEST(training::contains(update, tl::op::subtract));
  BOOST_TEST(training::error() == "");
}

BOOST_AUTO_TEST_CASE(but_not_that_of_many_samples_nor_a_constant_nor_a_gradient_that_is_wanted_too) {
  BOOST_TEST(!(plan_of<descent>::writer_of(W1.identifier).scaled));
  BOOST_TEST(!(plan_of<constant_descent_of_one>::writer_of(W1.identifier).scaled));
  BOOST_TEST(!(plan_of<descent_of_one, gradient_of_one>::writer_of(W1.identifier).scaled));
  using masked = plan_of<masked_descent_of_one>;  // nor one that a matrix multiplies
  BOOST_TEST(!masked::writer_of(W1.identifier).scaled);
  BOOST_TEST(masked::error() == "");
}

BOOST_AUTO_TEST_CASE(nor_a_gradient_that_is_read_twice_nor_where_the_scaled_one_is_wanted_too) {
  using twice = plan_of<descent_with_square>;
  BOOST_TEST(!twice::writer_of(W1.identifier).scaled);
  BOOST_TEST(twice::error() == "");
  using wanted = plan_of<descent_of_one, scaled_gradient>;
  BOOST_TEST(!wanted::writer_of(W1.identifier).scaled);
  BOOST_TEST(wanted::writer_of(W1.identifier).output_count == 2U);
  BOOST_TEST(wanted::error() == "");
}

BOOST_AUTO_TEST_CASE(a_product_that_is_wanted_for_itself_is_stored_on_the_way) {
  using both = plan_of<rectified, sum_before>;
  static_assert(both::planned::step_count == 1 && both::planned::table.steps[0].output_count == 2);
  BOOST_TEST(both::error() == "");
  using of_one = plan_of<hidden_of_one, sum_before_of_one>;
  static_assert(of_one::planned::step_count == 1 && of_one::planned::table.steps[0].output_count == 2);
  BOOST_TEST(of_one::error() == "");
}

BOOST_AUTO_TEST_CASE(a_tile_of_many_samples_that_is_stored_ends_where_elementary_functions_follow) {
  using both = plan_of<layer, sum_before>;
  static_assert(both::planned::step_count == 2 && both::count(step_kind::product) == 1);
  BOOST_TEST(both::error() == "");
}

BOOST_AUTO_TEST_CASE(a_gradient_that_is_wanted_is_stored_by_the_kernel_of_its_update) {
  using training = plan_of<descent, gradient>;
  tl::plan::step const& update = training::writer_of(W1.identifier);
  BOOST_TEST((update.code == tl::op::batch_product_sum && update.output_count == 2));
  BOOST_TEST(training::error() == "");
}

BOOST_AUTO_TEST_CASE(a_value_that_is_read_at_other_positions_ends_its_group) {
  using both = plan_of<reread>;
  static_assert(both::planned::step_count == 3);  // the layer, its sum, the sum of both
  BOOST_TEST(both::error() == "");
}

BOOST_AUTO_TEST_CASE(a_product_of_its_target_does_not_write_in_place) {
  using squared = plan_of<S_from_square>;
  BOOST_TEST(squared::error() == "");
  BOOST_TEST(squared::planned::memory.workspace_elements == 16U);
  using vector = plan_of<b1_from_S>;
  BOOST_TEST(vector::error() == "");
  BOOST_TEST(vector::planned::memory.workspace_elements == 4U);
}

BOOST_AUTO_TEST_CASE(a_target_that_is_read_element_by_element_is_written_in_place) {
  using scaled = plan_of<S_from_outer>;
  BOOST_TEST(scaled::error() == "");
  static_assert(scaled::planned::step_count == 1 && scaled::planned::memory.workspace_elements == 0);
}

BOOST_AUTO_TEST_SUITE_END()
