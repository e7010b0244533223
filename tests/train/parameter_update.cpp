// SPDX-License-Identifier: BSL-1.0
#include "tapeless/train/parameter_update.hpp"

#include "ten_steps.hpp"

namespace {
namespace train_parameter_update_test {

namespace train = tapeless::train;
namespace graph = tapeless::graph;

struct in_a_builder {
  tapeless::rules::simplifier b;
  train::parameter_update w{.parameter = ten_steps::w.lower(b)};
  train::parameter_update M{.parameter = ten_steps::M.lower(b)};
};

template <class Group>
consteval std::array<bool, 3> selected() {
  in_a_builder t;
  bool const one = train::is_selected_by<Group>(t.b, t.w);
  bool const other = train::is_selected_by<Group>(t.b, t.M);
  t.M.is_frozen = true;
  return {one, other, train::is_selected_by<Group>(t.b, t.M)};
}
static_assert(selected<tapeless::group::all>() == std::array{true, true, false});
static_assert(selected<tapeless::group::matrices>() == std::array{false, true, false});

consteval bool both_is_the_smaller() {
  in_a_builder t;
  graph::id const one = tapeless::scalar<"one">.lower(t.b), other = tapeless::scalar<"other">.lower(t.b);
  return train::where_both_apply(t.b, graph::none, one) == one &&
         train::where_both_apply(t.b, one, other) == t.b.apply(tapeless::op::minimum, one, other);
}
static_assert(both_is_the_smaller());

}  // namespace train_parameter_update_test
}  // namespace

BOOST_AUTO_TEST_SUITE(train_parameter_update)

using namespace ten_steps;

BOOST_AUTO_TEST_CASE(an_element_applies_by_the_norm_of_all_gradients) {
  static constinit trainer_of<optimizer::chain<skip_large, optimizer::adam>> skipping{};
  static constinit trainer_of<optimizer::adam> reference{};
  begin(skipping);
  begin(reference);
  step(skipping);
  BOOST_TEST(values_of(skipping) == start, boost::test_tools::per_element());
  BOOST_TEST(skipping.state().at<"optimizer.first_weight">()(0) == 0);
  set(skipping, skip_large::limit, 1.001 * norm_of(gradient_at(start)));
  step(skipping);
  step(reference);
  BOOST_TEST(values_of(skipping) == values_of(reference), boost::test_tools::per_element());
  BOOST_TEST(values_of(skipping)[1] != start[1]);
}

BOOST_AUTO_TEST_CASE(the_norm_of_all_gradients_is_that_of_the_parameters_that_take_part) {
  using optimizer::chain, optimizer::clip_by_global_norm, optimizer::freeze, optimizer::sgd;
  expect<chain<freeze<group::named<"M">>, clip_by_global_norm, sgd>>(
      [](auto& trainer) {
        with_rate(trainer);
        set(trainer, optimizer::max_norm, 0.5);
      },
      [](numbers& at, numbers const& g, int) {
        double const norm = norm_of(g, 0, 3);
        for (std::size_t i = 0; i < 3; ++i) at[i] -= 0.125 * g[i] * std::min(1.0, 0.5 / norm);
      });
}

BOOST_AUTO_TEST_SUITE_END()
