// SPDX-License-Identifier: BSL-1.0
// test: clang suffices
#include "tapeless/show/dot.hpp"

#include "classifier.hpp"
#include "tapeless/diff/grad.hpp"
#include "tapeless/nn/sequential.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <regex>
#include <set>
#include <sstream>
#include <string>

namespace {
namespace show_dot_test {

using namespace classifier;
constexpr auto gradients = tl::grad(loss, W1, b1, W2, b2);
struct net : tl::sequential<tl::in<"x", 4>, tl::dense<16, tl::activation::tanh>, tl::dense<3>> {};
constexpr auto mean_loss = tl::batch_mean(tl::batch<8>(cross_entropy_with_logits(tl::output<net>, y)));
constexpr auto weight = tl::parameter<"net.0.weight", 16, 4>;
constexpr auto rate = tl::scalar<"rate">;
constexpr auto update = tl::assign(weight, weight - rate * tl::grad(mean_loss, weight));
constexpr auto samples = tl::batch<8>(tl::grad(loss, W1));
constexpr auto odd_name = exp(tl::scalar<"a\"b\\c">);

/// A graph in the dot language, read back line by line; everything else is a mistake.
struct parsed {
  std::set<std::string> declared;
  std::set<std::string> used;
  std::string mistake;
  int clusters = 0;
  int edges = 0;
  int orange = 0;
  int blue = 0;

  explicit parsed(std::string_view text) {
    static std::regex const node(R"re( *(\w+) \[label="(?:[^"\\]|\\.)*"(?:, \w+=(?:"[^"]*"|[\w.]+))*\];)re");
    static std::regex const edge(R"re(  (\w+) -> (\w+) \[\w+=(?:"[^"]*"|[\w.]+)(?:, \w+=(?:"[^"]*"|[\w.]+))*\];)re");
    static std::regex const group(R"re(  subgraph cluster_\d+ \{)re");
    static std::regex const attribute(R"re( +(?:\w+=[^;]+|node \[.*\]|edge \[.*\]); ?.*)re");
    std::istringstream lines{std::string(text)};
    std::smatch found;
    int depth = 0;
    for (std::string line; std::getline(lines, line);) {
      if (line == "digraph tapeless {" || std::regex_match(line, group)) {
        clusters += depth++ != 0 ? 1 : 0;
      } else if (line == "}" || line == "  }") {
        --depth;
      } else if (std::regex_match(line, found, edge)) {
        ++edges;
        used.insert({found[1], found[2]});
      } else if (std::regex_match(line, found, node) && found[1] != "node") {
        if (!declared.insert(found[1]).second) mistake = "declared twice: " + line;
        orange += line.find("#fce5cd") != std::string::npos ? 1 : 0;
        blue += line.find("#cfe2f3") != std::string::npos ? 1 : 0;
      } else if (!std::regex_match(line, attribute)) {
        mistake = "not understood: " + line;
      }
    }
    if (depth != 0) mistake = "braces are not balanced";
    if (!std::includes(declared.begin(), declared.end(), used.begin(), used.end()))
      mistake = "an edge without its node";
  }
};

}  // namespace show_dot_test
}  // namespace

BOOST_AUTO_TEST_SUITE(show_dot)

using namespace show_dot_test;

BOOST_AUTO_TEST_CASE(nodes_and_edges_are_those_of_the_graph) {
  parsed const graph(tl::to_dot<loss>().view());
  BOOST_TEST(graph.mistake == "");
  BOOST_TEST(graph.declared.size() == 12u);  // 6 leaves, 2 products, 2 sums, tanh, the loss
  BOOST_TEST(graph.edges == 11);
  BOOST_TEST(graph.orange == 0);
  BOOST_TEST(graph.blue == 6);
}

BOOST_AUTO_TEST_CASE(what_derivatives_add_is_orange) {
  parsed const graph(tl::to_dot<loss, gradients>().view());
  BOOST_TEST(graph.mistake == "");
  BOOST_TEST(graph.blue == 6);
  BOOST_TEST(graph.orange == 8);  // softmax, p − y, ·hᵀ, W2ᵀ·, h², 1 − h², ⊙, ·xᵀ
}

BOOST_AUTO_TEST_CASE(a_gradient_alone_still_shows_the_function_in_blue) {
  parsed const graph(tl::to_dot<samples>().view());
  BOOST_TEST(graph.mistake == "");
  BOOST_TEST(graph.blue == 5);
  BOOST_TEST(graph.orange == 7);
}

BOOST_AUTO_TEST_CASE(layers_are_clusters_and_an_assignment_is_a_node) {
  std::string_view const text = tl::to_dot<update>().view();
  parsed const graph(text);
  BOOST_TEST(graph.mistake == "");
  BOOST_TEST(graph.clusters == 2);
  BOOST_TEST(text.find("label=\"net.0\"") != std::string_view::npos);
  BOOST_TEST(text.find("[label=\"net.0.weight <-\"") != std::string_view::npos);
  BOOST_TEST(text.find("8 of 16x1") != std::string_view::npos);
}

BOOST_AUTO_TEST_CASE(quotes_and_backslashes_are_escaped) {
  std::string_view const text = tl::to_dot<odd_name>().view();
  BOOST_TEST(parsed(text).mistake == "");
  BOOST_TEST(text.find(R"(label="a\"b\\c\n1x1")") != std::string_view::npos, text);
}

BOOST_AUTO_TEST_CASE(the_reader_of_this_test_finds_mistakes) {
  BOOST_TEST(parsed("digraph tapeless {\n").mistake != "");
  BOOST_TEST(parsed("digraph tapeless {\n  n0 -> n1 [color=\"x\"];\n}\n").mistake == "an edge without its node");
  BOOST_TEST(parsed("digraph tapeless {\n  n0 [label=\"a\"b\"];\n}\n").mistake != "");
  BOOST_TEST(parsed("digraph tapeless {\n  n0 [label=\"a\"];\n  n0 [label=\"a\"];\n}\n").mistake != "");
}

BOOST_AUTO_TEST_SUITE_END()
