// SPDX-License-Identifier: BSL-1.0
#include "tapeless/show/dot/clusters.hpp"

#include "../classifier.hpp"
#include "tapeless/nn/sequential.hpp"
#include "tapeless/rules/lowered.hpp"

#include <boost/test/unit_test.hpp>

#include <string>

namespace {
namespace show_dot_clusters_test {

using namespace classifier;
namespace show = tl::show;
struct net : tl::sequential<tl::in<"x", 4>, tl::dense<16, tl::activation::tanh>, tl::dense<3>> {};
constexpr auto const& of_layers = tl::output<net>;
constexpr auto of_names = W2 * tl::define<"h">(tanh(W1 * x + b1)) + b2;
constexpr auto of_leaves = tl::parameter<"enc.W", 3, 4> * x;
constexpr auto nested = tl::define<"outer">(exp(tl::define<"inner">(tanh(W1 * x))));

/// leaf or operation → its cluster
template <auto const& E>
std::string cluster_of(std::string_view what) {
  static constexpr auto const& lowered = tl::rules::lowered<tl::rules::listed<E>>;
  constexpr auto all = [] {
    std::array<bool, lowered.size.nodes> marked{};
    for (bool& each : marked) each = true;
    return marked;
  }();
  static constexpr show::clusters<lowered.size.nodes> found{tl::graph::view_of(lowered), all};
  for (std::uint32_t v = 0; v < lowered.size.nodes; ++v) {
    auto const& node = lowered.nodes[v];
    bool const here = node.code == tl::op::leaf ? lowered.leaves[node.leaf].identifier.view() == what
                                                : what == (node.code == tl::op::tanh  ? "tanh"
                                                           : node.code == tl::op::exp ? "exp"
                                                                                      : "");
    if (here && found.of_node[v] == tl::graph::none) return "outside";
    if (here) return std::string(found.label[found.of_node[v]]);
  }
  return "no such node";
}

}  // namespace show_dot_clusters_test
}  // namespace

BOOST_AUTO_TEST_SUITE(show_dot_clusters)

using namespace show_dot_clusters_test;

BOOST_AUTO_TEST_CASE(a_layer_holds_its_leaves_and_operations) {
  BOOST_TEST(cluster_of<of_layers>("net.0.weight") == "net.0");
  BOOST_TEST(cluster_of<of_layers>("tanh") == "net.0");
  BOOST_TEST(cluster_of<of_layers>("net.1.bias") == "net.1");
  BOOST_TEST(cluster_of<of_layers>("x") == "outside");
}

BOOST_AUTO_TEST_CASE(a_defined_value_holds_what_it_is_made_of) {
  BOOST_TEST(cluster_of<of_names>("W1") == "h");
  BOOST_TEST(cluster_of<of_names>("tanh") == "h");
  BOOST_TEST(cluster_of<of_names>("W2") == "outside");
}

BOOST_AUTO_TEST_CASE(the_inner_of_two_names_keeps_its_own) {
  BOOST_TEST(cluster_of<nested>("tanh") == "inner");
  BOOST_TEST(cluster_of<nested>("exp") == "outer");
}

BOOST_AUTO_TEST_CASE(leaves_of_a_scope_without_a_named_value_are_a_group) {
  BOOST_TEST(cluster_of<of_leaves>("enc.W") == "enc");
  BOOST_TEST(cluster_of<of_leaves>("x") == "outside");
}

BOOST_AUTO_TEST_SUITE_END()
