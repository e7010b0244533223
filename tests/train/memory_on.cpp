// SPDX-License-Identifier: BSL-1.0
// test: clang suffices
#include "tapeless/train/memory_on.hpp"

#include "tapeless/tapeless.hpp"

#include <boost/test/unit_test.hpp>

namespace {
namespace train_memory_on_test {

namespace tl = tapeless;

/// As if what this is compiled for had a name.
constexpr tl::targets::core here{"here", tl::targets::current, 8};

struct net : tl::sequential<tl::in<"x", 13>, tl::dense<9, tl::activation::tanh>, tl::dense<3>> {};
using trainer = tl::network_trainer<net, tl::objective::softmax_cross_entropy, tl::optimizer::momentum, 4, double>;

constexpr auto x = tl::input<"x", 7>;
constexpr auto W = tl::parameter<"W", 3, 7>;
constexpr auto by_W = tl::grad(sum(tanh(W * x)), W);
using program = tl::program<float, by_W>;

constexpr auto distance = tl::batch_mean(tl::batch<4>(sum(square(tanh(W * x)))));
struct frozen_net : tl::sequential<tl::in<"x", 13>, tl::frozen<tl::dense<9, tl::activation::tanh>>, tl::dense<3>> {};
using tuning = tl::network_trainer<frozen_net, tl::objective::softmax_cross_entropy, tl::optimizer::momentum, 4>;
constexpr tuning::parameter_store pretrained{};
using tuned = tuning::with_frozen<pretrained>;

struct dropped_net
    : tl::sequential<tl::in<"x", 13>, tl::dense<9>, tl::regularization::dropout<std::ratio<1, 4>>, tl::dense<3>> {};
using dropping = tl::network_trainer<dropped_net, tl::objective::softmax_cross_entropy, tl::optimizer::sgd, 4>;

using trainer_of_a_loss = tl::trainer<distance, tl::optimizer::momentum>;

}  // namespace train_memory_on_test
}  // namespace

BOOST_AUTO_TEST_SUITE(train_memory_on)

using namespace train_memory_on_test;

BOOST_AUTO_TEST_CASE(what_is_told_of_this_target_is_the_size_of_the_objects) {
  static_assert(tl::memory_on<here, trainer>.total() == trainer::storage_bytes());
  static_assert(tl::memory_on<here, trainer>.parameters == sizeof(trainer::parameter_store));
  static_assert(tl::memory_on<here, trainer>.state == sizeof(trainer::state_store));
  static_assert(tl::memory_on<here, trainer>.workspace == sizeof(trainer::workspace));
  static_assert(tl::memory_on<here, program>.workspace == sizeof(program::workspace));
  static_assert(tl::memory_on<here, program>.parameters == sizeof(program::parameters));
}

BOOST_AUTO_TEST_CASE(a_loss_that_is_no_networks_predicts_nothing) {
  static_assert(tl::memory_on<here, trainer_of_a_loss>.total() == trainer_of_a_loss::storage_bytes());
  static_assert(tl::memory_on<here, trainer_of_a_loss>.workspace == sizeof(trainer_of_a_loss::workspace));
}

BOOST_AUTO_TEST_CASE(a_trainer_in_parts_keeps_what_a_step_under_way_needs) {
  static_assert(tl::memory_on<here, trainer::in_parts>.total() == trainer::in_parts::storage_bytes());
  static_assert(tl::memory_on<here, trainer::in_parts>.parts > 100);
  static_assert(tl::memory_on<here, tuning::in_parts>.total() == tuning::in_parts::storage_bytes());
  static_assert(tl::memory_on<here, tuned::in_parts>.total() == tuned::in_parts::storage_bytes());
  static_assert(tl::memory_on<here, dropping::in_parts>.total() == dropping::in_parts::storage_bytes());
  static_assert(tl::memory_on<here, trainer_of_a_loss::in_parts>.total() ==
                trainer_of_a_loss::in_parts::storage_bytes());
  static_assert(tl::memory_on<tl::targets::cortex_m4f, tuned::in_parts>.parts <
                tl::memory_on<here, tuned::in_parts>.parts);
}

BOOST_AUTO_TEST_CASE(frozen_parameters_are_told_apart_and_are_not_in_the_total) {
  constexpr tl::memory_bytes there = tl::memory_on<tl::targets::cortex_m4f, tuned>;
  static_assert(there.frozen == sizeof(float) * (9 * 13 + 9));
  static_assert(there.total() == there.parameters + there.state + there.workspace + there.hyperparameters);
  static_assert(tl::memory_on<tl::targets::cortex_m4f, tuning>.parameters == there.frozen + there.parameters);
  static_assert(tl::memory_on<here, tuned>.total() == tuned::storage_bytes());
  static_assert(tl::memory_on<here, tuning>.frozen == 0 && tl::memory_on<here, trainer>.frozen == 0);
  static_assert(tl::memory_on<here, program>.frozen == 0 && tl::memory_on<here, trainer_of_a_loss>.frozen == 0);
}

BOOST_AUTO_TEST_CASE(a_core_without_vectors_pads_nothing) {
  constexpr tl::memory_bytes there = tl::memory_on<tl::targets::cortex_m4f, trainer>;
  constexpr std::size_t numbers = sizeof(double) * (9 * 13 + 9 + 3 * 9 + 3);
  static_assert(there.state == numbers && there.parameters == numbers + sizeof(double));  // and whether they are filled
  static_assert(there.hyperparameters == 2 * sizeof(double));
  using source = tl::plan::for_target<trainer::step_program::source, tl::targets::portable>;
  static_assert(there.workspace == sizeof(double) * tl::plan::planned<source>::memory.workspace_elements);
  BOOST_TEST(there.total() == there.parameters + there.state + there.workspace + there.hyperparameters);
}

BOOST_AUTO_TEST_SUITE_END()
