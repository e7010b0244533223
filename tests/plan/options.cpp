// SPDX-License-Identifier: BSL-1.0
#include "tapeless/plan/options.hpp"

#include "simulation.hpp"

#include "tapeless/diff/grad.hpp"
#include "tapeless/expr/batch.hpp"
#include "tapeless/expr/reduction.hpp"
#include "tapeless/nn/activation.hpp"
#include "tapeless/nn/loss.hpp"
#include "tapeless/run/program.hpp"

namespace plan_options_test {

namespace tl = tapeless;
using tl::plan::choice;
using tl::plan::layout;
using tl::plan::layout_choice;
using tl::plan::options;
using tl::plan::step_kind;

constexpr auto x = tl::input<"x", 3>;
constexpr auto X = tl::input<"X", 3, 2>;
constexpr auto y = tl::label<"y", 4>;
constexpr auto W = tl::parameter<"W", 4, 3>;
constexpr auto b = tl::parameter<"b", 4>;
constexpr auto c = tl::parameter<"c", 4>;
constexpr auto rate = tl::scalar<"rate">;
constexpr auto z = W * x + b;
constexpr auto loss = tl::batch_mean(tl::batch<16>(tl::cross_entropy(tl::softmax(z), y)));
constexpr auto new_W = tl::assign(W, W - rate * tl::grad(loss, W));
constexpr auto new_b = tl::assign(b, b - rate * tl::grad(loss, b));
using training = tl::rules::listed<loss, new_W, new_b>;

constexpr auto of_one = tl::batch_mean(tl::batch<1>(dot(tanh(z), c)));
constexpr auto update_of_one = tl::assign(W, W - rate * tl::grad(of_one, W));

constexpr auto difference = b - sum(b) / 4;
constexpr auto normalized = difference / sqrt(1 + sum(square(difference)));
constexpr auto back = tl::batch<16>(transpose(W) * (W * x));
constexpr auto matrices = tl::batch<16>(W * X);
constexpr auto chain = exp(b) % c + 1;
constexpr auto of_chain = exp(b);

template <class Source, options How = options{}>
using plan_of = tl::plan::planned<tl::plan::with_options<Source, How>>;
template <auto const&... Outputs>
using listed = tl::rules::listed<Outputs...>;

template <class Plan, class Holds>
constexpr std::uint32_t count(Holds const& holds) {
  std::uint32_t found = 0;
  for (tl::plan::step const& each : Plan::table.steps) found += holds(each) ? 1u : 0u;
  return found;
}
template <class Plan>
constexpr std::uint32_t results() {
  std::uint32_t most = 0;
  for (tl::plan::step const& each : Plan::table.steps) most = each.output_count > most ? each.output_count : most;
  return most;
}
constexpr bool is_scaled(tl::plan::step const& s) { return s.scaled; }
constexpr bool is_copied(tl::plan::step const& s) { return s.scratch.where != tl::plan::space::nowhere; }
constexpr bool is_inlined(tl::plan::step const& s) { return s.inlined; }
constexpr bool is_shared(tl::plan::step const& s) { return s.shares; }
constexpr bool makes_loss_too(tl::plan::step const& s) {
  return s.kind == step_kind::softmax_cross_entropy && s.chain != tl::plan::none;
}
constexpr bool has_vectors = tl::targets::current.register_bytes != 0;

}  // namespace plan_options_test

BOOST_AUTO_TEST_SUITE(plan_options)

using namespace plan_options_test;

BOOST_AUTO_TEST_CASE(a_source_without_options_has_the_default_and_so_has_one_with_the_default) {
  static_assert(tl::plan::options_of<training> == options{} && tl::plan::planned<training>::how == options{});
  static_assert(&tl::rules::lowered<tl::plan::with_options<training, options{}>> == &tl::rules::lowered<training>);
  using same = plan_of<training>;
  using given = tl::plan::planned<training>;
  BOOST_TEST_REQUIRE(same::step_count == given::step_count);
  for (std::uint32_t s = 0; s < same::step_count; ++s)
    BOOST_TEST((tl::plan::call_the_same(same::table.steps[s], given::table.steps[s]) &&
                same::table.steps[s].out == given::table.steps[s].out));
}

BOOST_AUTO_TEST_CASE(for_the_target_that_a_source_is_planned_for_anyway_it_is_the_source_itself) {
  using tuned = tl::plan::with_options<training, options{.recomputes = false}>;
  constexpr tl::targets::description other = has_vectors ? tl::targets::portable : tl::targets::avx512;
  using elsewhere = tl::plan::for_target<tuned, other>;
  static_assert(std::is_same_v<tl::plan::for_target<training, tl::targets::current>, training>);
  static_assert(std::is_same_v<tl::plan::for_target<tuned, tl::targets::current>, tuned>);
  static_assert(std::is_same_v<tl::plan::for_target<elsewhere, other>, elsewhere>);
  static_assert(tl::plan::options_of<elsewhere>.target == other && !tl::plan::options_of<elsewhere>.recomputes);
}

BOOST_AUTO_TEST_CASE(a_layout_is_taken_where_its_kernels_know_the_program) {
  using along = plan_of<training, options{.samples_lie = layout_choice::feature_minor}>;
  using across = plan_of<training, options{.samples_lie = layout_choice::batch_minor}>;
  static_assert(along::samples_lie == layout::feature_minor);
  static_assert(across::samples_lie == (has_vectors ? layout::batch_minor : layout::feature_minor));
  static_assert(plan_of<listed<matrices>, options{.samples_lie = layout_choice::batch_minor}>::samples_lie ==
                layout::feature_minor);
  BOOST_TEST((plan_simulation::first_error<
                 tl::plan::with_options<training, options{.samples_lie = layout_choice::feature_minor}>>()) == "");
}

BOOST_AUTO_TEST_CASE(without_fusing_each_operation_is_a_step) {
  constexpr options apart{.fuses_chains = false, .fuses_cores = false};
  static_assert(plan_of<listed<chain>>::step_count == 1 && plan_of<listed<chain>, apart>::step_count == 3);
  static_assert(plan_of<listed<z>>::step_count == 1);
  static_assert(plan_of<listed<z>, options{.fuses_cores = false}>::step_count == 2);
  static_assert(plan_of<listed<chain, of_chain>>::step_count == 1);
  static_assert(plan_of<listed<chain, of_chain>, options{.stores_on_the_way = false}>::step_count == 2);
  BOOST_TEST((plan_simulation::first_error<tl::plan::with_options<training, apart>>()) == "");
}

BOOST_AUTO_TEST_CASE(each_special_case_can_be_turned_off) {
  static_assert(count<plan_of<training>>(makes_loss_too) == 1);
  static_assert(count<plan_of<training, options{.joins_losses = false}>>(makes_loss_too) == 0);

  static_assert(count<plan_of<listed<update_of_one>>>(is_scaled) == 1);
  static_assert(count<plan_of<listed<update_of_one>, options{.scales_vectors = false}>>(is_scaled) == 0);
  static_assert(count<plan_of<listed<back>>>(is_copied) == (has_vectors ? 1 : 0));
  static_assert(count<plan_of<listed<back>, options{.copies_transposed = false}>>(is_copied) == 0);

  static_assert(plan_of<listed<of_one>>::graph.nodes[0].shape.batch == 0);
  static_assert(count<plan_of<listed<of_one>, options{.drops_batch_of_one = false}>>(
                    [](tl::plan::step const& s) { return s.kind == step_kind::batch_sum; }) == 1);
  constexpr options kept{.recomputes = false};
  static_assert(plan_of<listed<normalized>, kept>::nodes == tl::rules::lowered<listed<normalized>>.size.nodes);
  static_assert(plan_of<listed<normalized>>::nodes > plan_of<listed<normalized>, kept>::nodes);
}

BOOST_AUTO_TEST_CASE(kernels_are_inlined_and_made_of_shared_panels_as_wanted) {
  using all = plan_of<training, options{.inlines = choice::always, .shares_panels = choice::always}>;
  using none = plan_of<training, options{.inlines = choice::never, .shares_panels = choice::never}>;
  static_assert(count<all>(is_inlined) == all::step_count && count<none>(is_inlined) == 0);
  static_assert(count<all>(is_shared) == (has_vectors ? all::step_count : 0) && count<none>(is_shared) == 0);
}

BOOST_AUTO_TEST_SUITE_END()
