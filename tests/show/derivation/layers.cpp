// SPDX-License-Identifier: BSL-1.0
#include "tapeless/show/derivation/layers.hpp"

#include "../classifier.hpp"
#include "tapeless/nn/sequential.hpp"
#include "tapeless/rules/lowered.hpp"
#include "tapeless/show/derivation/source.hpp"

#include <boost/test/unit_test.hpp>

namespace {
namespace show_derivation_layers_test {

using namespace classifier;
namespace show = tl::show;

template <auto const& Loss>
struct layers_of {
  static constexpr auto const& lowered = tl::rules::lowered<show::derivation_source<Loss>>;
  static constexpr tl::graph::view formulas = tl::graph::view_of(lowered);
  static constexpr show::derivation_parts<lowered.size.nodes> parts{formulas};
  static constexpr show::layer_finder<lowered.size.nodes> found{formulas, parts.is_forward};
  static constexpr std::string_view weight(std::uint32_t k) {
    return formulas.leaves[found.found[k].weight].identifier.view();
  }
  static constexpr tl::graph::node const& z(std::uint32_t k) { return formulas[found.found[k].pre_activation]; }
};

constexpr auto U = tl::parameter<"U", 16, 16>;
constexpr auto h = tanh(W1 * x);
constexpr auto recurrent = sum(square(tanh(U * h + b1 + W1 * x)));
constexpr auto residual = sum(square(h + tanh(U * h)));
constexpr auto no_weights = sum(square(x));
constexpr auto scaled_weight = sum(square((2 * W1) * x));
constexpr auto linear_loss = tl::parameter<"w", 1, 4> * x;

}  // namespace show_derivation_layers_test
}  // namespace

BOOST_AUTO_TEST_SUITE(show_derivation_layers)

using namespace show_derivation_layers_test;

BOOST_AUTO_TEST_CASE(a_layer_is_a_weighted_product_and_its_bias) {
  using layers = layers_of<loss>;
  BOOST_REQUIRE(layers::found.count == 2u);
  BOOST_TEST(layers::weight(0) == "W1");
  BOOST_TEST(layers::weight(1) == "W2");
  BOOST_TEST((layers::z(0).code == tl::op::add && layers::z(1).code == tl::op::add));
  BOOST_TEST(layers::found.numbered_by_leaves);
}

BOOST_AUTO_TEST_CASE(two_products_added_are_one_layer) {
  using layers = layers_of<recurrent>;
  BOOST_REQUIRE(layers::found.count == 2u);  // W1·x alone, and the sum
  BOOST_TEST((layers::z(0).code == tl::op::product));
  BOOST_TEST((layers::z(1).code == tl::op::add));
  BOOST_TEST(!layers::found.numbered_by_leaves);
}

BOOST_AUTO_TEST_CASE(what_a_residual_adds_is_no_bias) {
  using layers = layers_of<residual>;
  BOOST_REQUIRE(layers::found.count == 2u);
  BOOST_TEST((layers::z(0).code == tl::op::product && layers::z(1).code == tl::op::product));
}

BOOST_AUTO_TEST_CASE(what_is_made_of_parameters_is_a_weight) {
  BOOST_TEST(layers_of<scaled_weight>::found.count == 1u);
  BOOST_TEST(layers_of<scaled_weight>::found.found[0].weight == tl::graph::none);
}

BOOST_AUTO_TEST_CASE(neither_inputs_nor_the_loss_are_layers) {
  BOOST_TEST(layers_of<no_weights>::found.count == 0u);
  BOOST_TEST(layers_of<linear_loss>::found.count == 0u);
}

BOOST_AUTO_TEST_SUITE_END()
