// SPDX-License-Identifier: BSL-1.0
#include "tapeless/plan/one_sample.hpp"

#include "../plain_matrix.hpp"
#include "simulation.hpp"

#include "tapeless/diff/grad.hpp"
#include "tapeless/expr/assign.hpp"
#include "tapeless/expr/batch.hpp"
#include "tapeless/expr/function.hpp"
#include "tapeless/expr/reduction.hpp"
#include "tapeless/run/interpreter.hpp"
#include "tapeless/run/program.hpp"

#include <cmath>
#include <vector>

namespace plan_one_sample_test {

namespace tl = tapeless;
using tl::graph::id;
using tl::graph::node;
using tl::plan::space;
using tl::plan::step_kind;

constexpr auto x = tl::input<"x", 5>;
constexpr auto V = tl::parameter<"V", 7, 5>;
constexpr auto c = tl::parameter<"c", 7>;
constexpr auto W = tl::parameter<"W", 3, 7>;
constexpr auto b = tl::parameter<"b", 3>;
constexpr auto rate = tl::scalar<"rate">;

template <std::uint32_t Samples>
constexpr auto loss = tl::batch_mean(tl::batch<Samples>(sum(square(W* tanh(V* x + c) + b))));
template <std::uint32_t Samples, auto const& P>
constexpr auto descent = tl::assign(P, P - rate * tl::grad(loss<Samples>, P));
template <std::uint32_t Samples>
using training = tl::rules::listed<loss<Samples>, descent<Samples, V>, descent<Samples, c>, descent<Samples, W>,
                                   descent<Samples, b>>;

constexpr auto c_of_five = tl::parameter<"five", 5>;
constexpr auto summed_input = tl::batch_sum(tl::batch<1>(x));
constexpr auto of_input = tl::assign(tl::parameter<"last", 5>, summed_input);

constexpr auto of_the_sum = 2 * tanh(summed_input);
constexpr auto the_sum_of = tl::batch_sum(tl::batch<1>(2 * tanh(x)));
constexpr auto product_of_both = sum(of_the_sum % the_sum_of % c_of_five);
using both = tl::rules::listed<of_the_sum, the_sum_of, product_of_both>;

template <class Source>
constexpr auto const& lowered = tl::rules::lowered<Source>;
template <class Source>
constexpr auto const& given = tl::plan::without_batch_of_one<lowered<Source>>;

template <class Graph>
constexpr std::uint32_t count(Graph const& g, tl::op code) {
  std::uint32_t found = 0;
  for (node const& n : g.nodes)
    if (n.code == code) ++found;
  return found;
}
/// Whether each node comes behind its operands.
template <class Graph>
constexpr bool is_in_order(Graph const& g) {
  for (id v = 0; v < g.size.nodes; ++v)
    for (std::uint32_t i = 0; i < tl::graph::operand_count(g.nodes[v]); ++i)
      if (tl::graph::operand(g.nodes[v], i) >= v) return false;
  return true;
}

/// The step that writes a leaf.
template <class Source>
tl::plan::step const& writer_of(tl::name const& identifier) {
  using plan = tl::plan::planned<Source>;
  for (auto const& each : plan::table.steps)
    for (std::uint32_t o = 0; o < each.output_count; ++o)
      if (each.out[o].where == space::leaf && plan::graph.leaves[each.out[o].index].identifier == identifier)
        return each;
  throw std::runtime_error("nobody writes it");
}

}  // namespace plan_one_sample_test

BOOST_AUTO_TEST_SUITE(plan_one_sample)

using namespace plan_one_sample_test;

BOOST_AUTO_TEST_CASE(a_graph_for_one_sample_has_no_batch_axis_and_no_sum_over_samples) {
  static_assert(count(lowered<training<1>>, tl::op::batch_sum) >= 2);
  static_assert(count(given<training<1>>, tl::op::batch_sum) == 0);
  for (node const& n : given<training<1>>.nodes) BOOST_TEST(!n.shape.is_batched());
  static_assert(count(given<training<1>>, tl::op::batch_product_sum) == 2);  // of which each is one product
  static_assert(is_in_order(given<training<1>>));
  BOOST_TEST(plan_simulation::first_error<training<1>>() == "");
}

BOOST_AUTO_TEST_CASE(a_graph_for_more_samples_or_without_batch_stays_as_it_is) {
  static_assert(&given<training<2>> == &lowered<training<2>>);
  using without = tl::rules::listed<c>;
  static_assert(&given<without> == &lowered<without>);
}

BOOST_AUTO_TEST_CASE(the_update_of_a_bias_is_computed_in_the_kernel_of_its_layers_delta) {
  BOOST_TEST((writer_of<training<1>>(c.identifier).kind == step_kind::product));
  BOOST_TEST(writer_of<training<1>>(c.identifier).left_transposed);
  BOOST_TEST((writer_of<training<2>>(c.identifier).kind == step_kind::batch_sum));
}

BOOST_AUTO_TEST_CASE(a_sum_of_one_input_is_that_input) {
  using program = tl::program<float, of_input, summed_input>;
  program::workspace memory{};
  program::parameters parameters{};
  std::vector<float> const data{1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
  std::vector<std::uint32_t> const second{1};
  auto const result = program::run(memory, tl::bind(x, data, tl::rows{second}), parameters);
  BOOST_TEST((result.status().error == tl::run_error::none));
  for (std::uint32_t row = 0; row < 5; ++row) {
    BOOST_TEST(result[summed_input](row) == data[5 + row]);
    BOOST_TEST(parameters[(tl::parameter<"last", 5>)](row) == data[5 + row]);
  }
}

BOOST_AUTO_TEST_CASE(what_differed_in_its_axis_only_is_computed_once) {
  static_assert(count(lowered<both>, tl::op::tanh) == 2 && count(given<both>, tl::op::tanh) == 1);
  static_assert(given<both>.outputs[0] == given<both>.outputs[1]);
  static_assert(is_in_order(given<both>));
  BOOST_TEST(plan_simulation::first_error<both>() == "");
  using program = tl::program<double, of_the_sum, the_sum_of, product_of_both>;
  program::workspace memory{};
  program::parameters parameters{};
  std::vector<double> const data{.5, -1, 2, .25, -.125};
  double total = 0;
  for (std::uint32_t row = 0; row < 5; ++row) {
    parameters[c_of_five](row) = row + 1;
    total += 4 * std::tanh(data[row]) * std::tanh(data[row]) * (row + 1);
  }
  auto const result = program::run(memory, tl::bind(x, data), parameters);
  for (std::uint32_t row = 0; row < 5; ++row) {
    BOOST_TEST(result[of_the_sum](row) == 2 * std::tanh(data[row]), boost::test_tools::tolerance(1e-14));
    BOOST_TEST(result[the_sum_of](row) == result[of_the_sum](row));
  }
  BOOST_TEST(static_cast<double>(result[product_of_both]) == total, boost::test_tools::tolerance(1e-14));
}

BOOST_AUTO_TEST_CASE(it_computes_what_a_batch_with_one_sample_computes) {
  using one = tl::program<double, loss<1>, descent<1, V>, descent<1, c>, descent<1, W>, descent<1, b>>;
  using more = tl::program<double, loss<2>, descent<2, V>, descent<2, c>, descent<2, W>, descent<2, b>>;
  std::vector<double> const data{.3, -.1, .7, .2, -.5};
  one::workspace memory{};
  one::parameters parameters{};
  more::workspace memory_of_more{};
  more::parameters same{};
  for (std::uint32_t i = 0; i < one::parameters::stored_size(); ++i)
    parameters.data()[i] = same.data()[i] = 0.1 * (i % 7) - 0.25;
  auto const before = parameters;
  auto const result = one::run(memory, tl::bind(x, data), parameters, tl::bind(rate, 0.1));
  auto const expected = more::run(memory_of_more, tl::bind(x, data), same, tl::bind(rate, 0.1));
  BOOST_TEST(result[loss<1>](0) == expected[loss<2>](0), boost::test_tools::tolerance(1e-14));
  auto const expect_equal = [&](auto const& leaf) {
    auto const found = plain::of(parameters[leaf]);
    plain::expect(found, plain::of(same[leaf]), 1e-13);
    plain::matrix const old = plain::of(before[leaf]);
    for (std::size_t i = 0; i < found.values.size(); ++i) BOOST_TEST(found.values[i] != old.values[i]);
  };
  expect_equal(V);
  expect_equal(c);
  expect_equal(W);
  expect_equal(b);
}

BOOST_AUTO_TEST_SUITE_END()
