// SPDX-License-Identifier: BSL-1.0
#include "tapeless/train/rule.hpp"

#include "tapeless/train/gradient_transformation.hpp"
#include "tapeless/train/optimizers.hpp"

namespace {
namespace train_rule_test {

namespace tl = tapeless;
namespace optimizer = tapeless::optimizer;
using tl::train::has_hyperparameters, tl::train::has_rule, tl::train::has_states, tl::train::mentions_a_parameter;

static_assert(has_states<optimizer::adam> && has_hyperparameters<optimizer::adam> && has_rule<optimizer::adam>);
static_assert(has_states<optimizer::accumulate<2>> && !has_states<optimizer::clip_by_value>);
static_assert(!has_rule<optimizer::clip_by_value> && !has_rule<int>);

struct rule_that_is_a_function {
  static constexpr auto rule() { return boost::hana::make_tuple(assign(tl::update::parameter, tl::update::gradient)); }
};
static_assert(!has_rule<rule_that_is_a_function>);

static_assert(tl::train::update_the_parameter<decltype(&optimizer::sgd::rule)>);
static_assert(tl::train::update_the_parameter<decltype(&optimizer::decoupled_weight_decay::rule)>);
static_assert(!tl::train::update_the_parameter<decltype(&optimizer::average_weights::rule)>);

template <auto const& E>
using type_of = std::remove_cvref_t<decltype(E)>;
constexpr auto of_a_parameter = norm(tl::update::gradient) * optimizer::learning_rate;
constexpr auto of_none = tl::update::step * optimizer::learning_rate / tl::update::global_norm;
static_assert(mentions_a_parameter<type_of<of_a_parameter>>() && !mentions_a_parameter<type_of<of_none>>());

}  // namespace train_rule_test
}  // namespace
