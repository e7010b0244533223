// SPDX-License-Identifier: BSL-1.0
#include "tapeless/show/derivation/source.hpp"

#include "../classifier.hpp"
#include "tapeless/rules/lowered.hpp"

#include <boost/test/unit_test.hpp>

namespace {
namespace show_derivation_source_test {

using namespace classifier;
namespace show = tl::show;
constexpr auto const& lowered = tl::rules::lowered<show::derivation_source<loss, W2, b2>>;
constexpr tl::graph::view formulas = tl::graph::view_of(lowered);
constexpr show::derivation_parts<lowered.size.nodes> parts{formulas};
constexpr auto const& all = tl::rules::lowered<show::derivation_source<loss>>;
constexpr show::derivation_parts<all.size.nodes> parts_of_all{tl::graph::view_of(all)};

}  // namespace show_derivation_source_test
}  // namespace

BOOST_AUTO_TEST_SUITE(show_derivation_source)

using namespace show_derivation_source_test;

BOOST_AUTO_TEST_CASE(the_outputs_are_read_back_as_they_were_written) {
  BOOST_TEST((formulas[parts.loss].code == tl::op::softmax_cross_entropy));
  BOOST_REQUIRE(parts.gradient_count == 2u);
  BOOST_TEST((formulas[parts.gradients[0].of].shape == tl::extents{3, 16}));
  BOOST_TEST((formulas[parts.gradients[0].value].shape == tl::extents{3, 16}));
  BOOST_TEST((formulas[parts.gradients[1].of].shape == tl::extents{3, 1}));
}

BOOST_AUTO_TEST_CASE(every_value_between_the_leaves_and_the_loss_has_its_adjoint) {
  std::uint32_t count = 0;
  for (tl::graph::id v = 0; v < formulas.node_count; ++v) {
    tl::graph::id const adjoint = parts.adjoint_of[v];
    if (adjoint == tl::graph::none) continue;
    ++count;
    BOOST_TEST(parts.is_forward[v]);
    BOOST_TEST((formulas[adjoint].shape == formulas[v].shape));
  }
  BOOST_TEST(count == 5u);  // W1·x, + b1, tanh, W2·h, + b2
}

BOOST_AUTO_TEST_CASE(the_probabilities_count_as_computed_forward) {
  for (tl::graph::id v = 0; v < formulas.node_count; ++v) {
    bool const is_softmax = formulas[v].code == tl::op::softmax;
    BOOST_TEST(parts.is_probability[v] == is_softmax);
    if (is_softmax) BOOST_TEST(parts.is_forward[v]);
  }
}

BOOST_AUTO_TEST_CASE(what_no_gradient_depends_on_is_not_needed) {
  for (tl::graph::id v = 0; v < formulas.node_count; ++v)
    if (formulas[v].code == tl::op::tanh) BOOST_TEST(!parts.is_needed[parts.adjoint_of[v]]);
  BOOST_TEST(parts.is_needed[parts.gradients[0].value]);
  BOOST_TEST(!parts.is_needed[parts.loss]);
}

BOOST_AUTO_TEST_CASE(without_a_list_the_parameters_come_in_the_order_of_their_use) {
  BOOST_REQUIRE(parts_of_all.gradient_count == 4u);
  std::string_view const names[] = {"W1", "b1", "W2", "b2"};
  for (std::uint32_t g = 0; g < 4; ++g) {
    auto const& leaf = all.leaves[all.nodes[parts_of_all.gradients[g].of].leaf];
    BOOST_TEST(leaf.identifier.view() == names[g]);
  }
}

BOOST_AUTO_TEST_SUITE_END()
