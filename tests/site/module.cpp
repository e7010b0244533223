// SPDX-License-Identifier: BSL-1.0
// test: alone, unoptimized, clang suffices
#include "module.hpp"

#include "classifier.hpp"

#include <boost/test/unit_test.hpp>

#include <vector>

namespace {
namespace site_module_test {

namespace tl = tapeless;
struct net : tl::sequential<tl::in<"x", 2>, tl::dense<4, tl::activation::tanh>, tl::dense<1>> {};
using objective = tl::objective::binary_cross_entropy;

template <class Scope, class Optimizer>
struct without : tl::optimizer::chain<tl::optimizer::freeze<Scope>, Optimizer> {};
template <class Optimizer>
using preset = playground::classifier<
    net, objective, 32,
    playground::by_mask<tl::network_trainer<net, objective, Optimizer, 32>,
                        tl::network_trainer<net, objective, without<tl::group::in_scope<"net.0">, Optimizer>, 32>,
                        tl::network_trainer<net, objective, without<tl::group::in_scope<"net.1">, Optimizer>, 32>>>;
template <class Optimizer>
using module = playground::module<preset<Optimizer>>;
using stateless = module<tl::optimizer::sgd>;
using with_momentum = module<tl::optimizer::momentum>;

template <class Module>
void begin(Module& one) {
  one.make_data(2, 0.03F, 1);
  one.initialize(1, 0);
  one.set_rate(0.1F);
}
template <class Module>
std::vector<float> leaf(Module& one, std::uint32_t number) {
  float const* const numbers = one.weights_of(number);
  return {numbers, numbers + Module::leaves::table.each[number].shape.size()};
}
template <class Module>
std::vector<std::vector<float>> all(Module& one) {
  std::vector<std::vector<float>> found;
  for (std::uint32_t l = 0; l < Module::leaves::count; ++l) found.push_back(leaf(one, l));
  return found;
}

}  // namespace site_module_test
}  // namespace

BOOST_AUTO_TEST_SUITE(site_module)

using namespace site_module_test;

BOOST_AUTO_TEST_CASE(a_frozen_layer_keeps_its_weights_and_the_others_learn) {
  static with_momentum one;
  begin(one);
  for (std::uint32_t mask = 0; mask < 3; ++mask) {
    one.freeze(mask);
    auto const before = all(one);
    BOOST_TEST(one.run(20) > 0);
    for (std::uint32_t l = 0; l < 4; ++l) {
      bool const is_frozen = (mask >> with_momentum::layer_of_leaf[l] & 1) != 0;
      BOOST_TEST((leaf(one, l) == before[l]) == is_frozen);
    }
  }
  BOOST_TEST(one.steps_done() == 60u);
}

BOOST_AUTO_TEST_CASE(a_layer_that_is_frozen_for_no_step_has_lost_its_optimizers_state_and_nothing_else) {
  static stateless plain, plain_frozen;
  static with_momentum heavy, heavy_frozen;
  auto const run = [](auto& one, bool freezes) {
    begin(one);
    one.run(20);
    if (freezes) one.freeze(1);
    if (freezes) one.freeze(0);
    one.run(1);
    return all(one);
  };
  BOOST_TEST((run(plain, true) == run(plain_frozen, false)));
  auto const whole = run(heavy, false), begun_anew = run(heavy_frozen, true);
  BOOST_TEST((whole[0] != begun_anew[0]));  // net.0.weight
  BOOST_TEST((whole[2] == begun_anew[2]));  // net.1.weight
}

BOOST_AUTO_TEST_CASE(a_mask_that_has_no_trainer_changes_nothing) {
  static stateless one;
  begin(one);
  std::uint32_t const bytes = one.storage_bytes();
  one.freeze(3);
  BOOST_TEST(one.storage_bytes() == bytes);
}

BOOST_AUTO_TEST_CASE(derived_and_numeric_derivatives_stand_side_by_side) {
  static stateless one;
  begin(one);
  double const* const rows = one.gradient_check(16);
  double largest = 0;
  for (std::uint32_t i = 0; i < 16; ++i) {
    BOOST_TEST(rows[4 * i] < 4);
    BOOST_TEST(rows[4 * i + 2] == rows[4 * i + 3], boost::test_tools::tolerance(1e-6));
    largest = std::max(largest, std::abs(rows[4 * i + 2]));
  }
  BOOST_TEST(largest > 1e-3);
}

BOOST_AUTO_TEST_CASE(norms_are_those_of_the_steps_that_are_not_made) {
  static stateless one;
  begin(one);
  float const* const norms = one.gradient_norms();
  BOOST_TEST(norms[0] > 0);
  BOOST_TEST(norms[1] > 0);
  BOOST_TEST(one.steps_done() == 0u);
  one.initialize(1, 2);  // zeros: through weights of zero no gradient reaches the first layer
  BOOST_TEST(one.gradient_norms()[0] == 0);
}

BOOST_AUTO_TEST_CASE(an_xor_is_learnt) {
  static with_momentum one;
  begin(one);
  BOOST_TEST(one.metric() < 0.9F);
  float const before = one.evaluate();
  one.run(1000);
  BOOST_TEST(one.metric() > 0.95F);
  BOOST_TEST(one.evaluate() < before / 2);
  float const* const answers = one.surface(16);
  BOOST_TEST(answers[3 * 16 + 3] > 0.9F);  // upper left
  BOOST_TEST(answers[3 * 16 + 12] < 0.1F);
}

BOOST_AUTO_TEST_SUITE_END()
