// SPDX-License-Identifier: BSL-1.0
#include "tapeless/train/chain_element.hpp"

#include "tapeless/train/gradient_transformation.hpp"
#include "tapeless/train/schedule.hpp"

namespace {
namespace train_chain_element_test {

namespace tl = tapeless;
namespace optimizer = tapeless::optimizer;
namespace train = tapeless::train;

static_assert(train::chain_element<optimizer::adam> && train::chain_element<optimizer::accumulate<2>>);
static_assert(train::chain_element<tl::schedule::cosine> && train::chain_element<optimizer::clip_by_value>);
static_assert(!train::chain_element<int> && !train::chain_element<tl::group::matrices>);

// a rule, but states that are no tuple of states
struct with_wrong_states : optimizer::clip_by_value {
  static constexpr int states = 1;
};
static_assert(!train::chain_element<with_wrong_states>);
// a schedule of what is no scalar
struct with_wrong_schedule {
  static constexpr auto scheduled =
      boost::hana::make_tuple(tl::scheduled_as{tl::update::gradient, tl::update::gradient});
};
static_assert(!train::chain_element<with_wrong_schedule>);

static_assert(train::mentioned_by<optimizer::clip_by_global_norm, tl::global_norm_symbol>());
static_assert(!train::mentioned_by<optimizer::clip_by_norm, tl::global_norm_symbol>());

static_assert(train::is_optimizer_rule<optimizer::sgd>() && !train::is_optimizer_rule<optimizer::average_weights>());

}  // namespace train_chain_element_test
}  // namespace
