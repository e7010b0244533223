// SPDX-License-Identifier: BSL-1.0
#include "tapeless/train/scalar_values.hpp"

#include "ten_steps.hpp"

namespace {
namespace train_scalar_values_test {

namespace tl = tapeless;
using tapeless::optimizer::learning_rate;

/// The rate of each parameter over the norm of its gradient.
struct over_own_norm {
  static constexpr auto scheduled =
      boost::hana::make_tuple(tl::scheduled_as{learning_rate, learning_rate / norm(tl::update::gradient)});
};
struct halved {
  static constexpr auto scheduled = boost::hana::make_tuple(tl::scheduled_as{learning_rate, 0.5 * learning_rate});
};

}  // namespace train_scalar_values_test
}  // namespace

BOOST_AUTO_TEST_SUITE(train_scalar_values)

using namespace ten_steps;
using namespace train_scalar_values_test;

BOOST_AUTO_TEST_CASE(what_is_set_by_a_gradient_stands_for_the_scalar_of_that_parameter_alone) {
  using optimizer::chain, optimizer::sgd;
  auto const own_norms = [](double rate) {
    return [rate](numbers& at, numbers const& g, int) {
      for (std::size_t i = 0; i < at.size(); ++i)
        at[i] -= rate * g[i] / (is_of_matrix(i) ? norm_of(g, 3, 7) : norm_of(g, 0, 3));
    };
  };
  expect<chain<over_own_norm, sgd>>(with_rate, own_norms(0.125));
  // a schedule reads what those before it have set
  expect<chain<over_own_norm, halved, sgd>>(with_rate, own_norms(0.0625));
  expect<chain<halved, over_own_norm, halved, sgd>>(with_rate, own_norms(0.03125));
}

BOOST_AUTO_TEST_CASE(what_is_set_for_a_group_stands_for_the_scalar_of_its_parameters_alone) {
  using optimizer::chain, optimizer::only, optimizer::sgd;
  expect<chain<only<group::leaves<w>, halved>, sgd>>(with_rate, [](numbers& at, numbers const& g, int) {
    for (std::size_t i = 0; i < at.size(); ++i) at[i] -= (is_of_matrix(i) ? 0.125 : 0.0625) * g[i];
  });
}

BOOST_AUTO_TEST_SUITE_END()
