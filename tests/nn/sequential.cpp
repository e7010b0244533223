// SPDX-License-Identifier: BSL-1.0
#include "tapeless/nn/sequential.hpp"

#include "../plain_matrix.hpp"

#include "tapeless/check/identity.hpp"
#include "tapeless/diff/grad.hpp"
#include "tapeless/expr/batch.hpp"
#include "tapeless/nn/loss.hpp"
#include "tapeless/run/program.hpp"

#include <array>
#include <string>
#include <vector>

namespace nn_sequential_test {

namespace tl = tapeless;
struct classic : tl::sequential<tl::in<"x", 4>, tl::dense<6, tl::activation::relu>, tl::dense<3, tl::activation::relu>,
                                tl::dense<1, tl::activation::sigmoid>> {};
struct other : tl::sequential<tl::scope<"other">, tl::in<"x", 4>, tl::dense<2>> {};
struct image : tl::sequential<tl::in<"pixels", 2, 3>, tl::activate<tl::activation::tanh>> {};

constexpr auto truth = tl::input<"y">;
constexpr auto loss = tl::batch_mean(tl::batch<8>(tl::binary_cross_entropy(tl::output<classic>, truth)));
constexpr auto by_net = tl::output<classic>;
constexpr auto by_other = tl::output<other>;
constexpr auto image_output = tl::output<image>;

/// The same network written by hand, on the same leaves.
constexpr auto hidden1 = relu(tl::parameter<"net.0.weight", 6, 4> * tl::input<"x", 4> + tl::parameter<"net.0.bias", 6>);
constexpr auto hidden2 = relu(tl::parameter<"net.1.weight", 3, 6> * hidden1 + tl::parameter<"net.1.bias", 3>);
constexpr auto by_hand = sigmoid(tl::parameter<"net.2.weight", 1, 3> * hidden2 + tl::parameter<"net.2.bias", 1>);

constexpr auto dW0 = tl::grad(loss, tl::parameter<"net.0.weight", 6, 4>);
constexpr auto db0 = tl::grad(loss, tl::parameter<"net.0.bias", 6>);
constexpr auto dW1 = tl::grad(loss, tl::parameter<"net.1.weight", 3, 6>);
constexpr auto db1 = tl::grad(loss, tl::parameter<"net.1.bias", 3>);
constexpr auto dW2 = tl::grad(loss, tl::parameter<"net.2.weight", 1, 3>);
constexpr auto db2 = tl::grad(loss, tl::parameter<"net.2.bias", 1>);
using program = tl::program<double, loss, dW0, db0, dW1, db1, dW2, db2>;

struct batch {
  std::array<double, 32> inputs{};
  std::array<double, 8> truths{};
  batch() {
    plain::numbers draw(0.123);
    for (double& each : inputs) each = 2 * draw();
    for (std::size_t i = 0; i < 8; ++i) truths[i] = i % 3 == 0 ? 1 : i % 3 == 1 ? 0 : 0.25;
  }
};

/// Largest difference between a gradient and central differences of the loss over all elements of one parameter.
template <class View, class Gradient, class Loss>
double disagreement(View const& values, Gradient const& gradient, Loss const& loss_now) {
  double worst = 0;
  double const h = 1e-5;
  for (std::uint32_t i = 0; i < values.rows(); ++i)
    for (std::uint32_t j = 0; j < values.columns(); ++j) {
      double const kept = values(i, j);
      values(i, j) = kept + h;
      double const above = loss_now();
      values(i, j) = kept - h;
      double const below = loss_now();
      values(i, j) = kept;
      worst = std::fmax(worst, std::abs((above - below) / (2 * h) - gradient(i, j)));
    }
  return worst;
}

}  // namespace nn_sequential_test

BOOST_AUTO_TEST_SUITE(nn_sequential)

using namespace nn_sequential_test;

BOOST_AUTO_TEST_CASE(shapes_follow_the_layers) {
  static_assert(classic::depth == 3 && classic::shape_before<2>() == tl::extents{3, 1} &&
                classic::output_shape() == tl::extents{1, 1});
  static_assert(tl::output<other>.shape == tl::extents{2, 1});
  BOOST_TEST(image_output.shape.columns == 3U);
}

BOOST_AUTO_TEST_CASE(gradients_of_a_4_6_3_1_network_agree_with_central_differences) {
  static program::workspace memory{};
  program::parameters p{};
  plain::numbers draw;
  p.for_each([&](tl::name const&, auto const& values) { plain::fill(values, draw); });
  batch const data;
  auto const run = [&] {
    return program::run(memory, tl::bind(classic::input, data.inputs), tl::bind(truth, data.truths), p);
  };
  auto const loss_now = [&] { return static_cast<double>(run()[loss]); };
  auto const result = run();
  BOOST_TEST_REQUIRE(static_cast<bool>(result));
  auto const gradient = [&](auto const& of) {
    return plain::of(result[of]);
  };  // copied: the differences run the program again
  plain::matrix const all[]{gradient(dW0), gradient(db0), gradient(dW1), gradient(db1), gradient(dW2), gradient(db2)};
  BOOST_TEST(disagreement(p.at<"net.0.weight">(), all[0], loss_now) <= 1e-8);
  BOOST_TEST(disagreement(p.at<"net.0.bias">(), all[1], loss_now) <= 1e-8);
  BOOST_TEST(disagreement(p.at<"net.1.weight">(), all[2], loss_now) <= 1e-8);
  BOOST_TEST(disagreement(p.at<"net.1.bias">(), all[3], loss_now) <= 1e-8);
  BOOST_TEST(disagreement(p.at<"net.2.weight">(), all[4], loss_now) <= 1e-8);
  BOOST_TEST(disagreement(p.at<"net.2.bias">(), all[5], loss_now) <= 1e-8);
  for (plain::matrix const& each : all) {
    double largest = 0;
    for (double const element : each.values) largest = std::fmax(largest, std::abs(element));
    BOOST_TEST(largest > 1e-4);  // no gradient is trivially zero
  }
}

BOOST_AUTO_TEST_CASE(a_network_is_the_expression_one_would_write_by_hand) {
  // equal expressions are one node
  constexpr auto const& both = tl::rules::lowered<tl::rules::listed<by_net, by_hand>>;
  static_assert(both.outputs[0] == both.outputs[1]);
  BOOST_TEST(both.size.leaves == 7U);
}

BOOST_AUTO_TEST_CASE(networks_of_distinct_scopes_live_in_one_program) {
  using both = tl::program<double, by_net, by_other>;
  both::parameters p{};
  std::vector<std::string> names;
  p.for_each([&](tl::name const& leaf, auto const&) { names.emplace_back(leaf.view()); });
  BOOST_TEST(names.size() == 8U);
  BOOST_TEST(p.at<"other.0.weight">().size() == 8U);
  BOOST_TEST((tl::rules::lowered<tl::rules::listed<by_net, by_other>>.found.kind == tl::graph::problem_kind::nothing));
}

BOOST_AUTO_TEST_CASE(two_networks_of_one_scope_in_one_program_are_a_problem_that_names_both) {
  struct twin : tl::sequential<tl::in<"x", 4>, tl::dense<2>> {};
  static constexpr auto by_twin = tl::output<twin>;
  constexpr auto const& found = tl::rules::lowered<tl::rules::listed<by_net, by_twin>>.found;
  BOOST_TEST((found.kind == tl::graph::problem_kind::one_scope_two_networks ||
              found.kind == tl::graph::problem_kind::one_name_two_leaves));
}

BOOST_AUTO_TEST_CASE(networks_that_compilers_spell_alike_are_two) {  // clang writes `local` for both
  constexpr auto one = [] {
    struct local : tl::sequential<tl::in<"x", 4>, tl::dense<2>> {};
    return tl::output<local>;
  };
  constexpr auto other = [] {
    struct local : tl::sequential<tl::in<"x", 4>, tl::dense<2>> {};
    return tl::output<local>;
  };
  static constexpr auto by_one = one();
  static constexpr auto by_namesake = other();
  BOOST_TEST(by_one.fingerprint != by_namesake.fingerprint);
  BOOST_TEST((tl::rules::lowered<tl::rules::listed<by_one, by_namesake>>.found.kind ==
              tl::graph::problem_kind::one_scope_two_networks));
  BOOST_TEST((tl::rules::lowered<tl::rules::listed<by_one, by_one>>.found.kind == tl::graph::problem_kind::nothing));
}

BOOST_AUTO_TEST_CASE(an_input_may_be_a_matrix) {
  using image_program = tl::program<double, image_output>;
  image_program::workspace memory{};
  std::array<double, 6> const pixels{1, 2, 3, 4, 5, 6};
  auto const result = image_program::run(memory, tl::bind(image::input, pixels));
  plain::expect(result[image_output], plain::tanh(plain::matrix(2, 3, {1, 2, 3, 4, 5, 6})), 1e-14);
}

BOOST_AUTO_TEST_CASE(an_activation_is_a_layer) {
  struct by_name : tl::sequential<tl::in<"x", 4>, tl::dense<8>, tl::activation::tanh, tl::dense<3>> {};
  struct in_words : tl::sequential<tl::in<"x", 4>, tl::dense<8>, tl::activate<tl::activation::tanh>, tl::dense<3>> {};
  static_assert(tl::output<by_name>.shape.rows == 3);
  static_assert(tl::equal<tl::output<by_name>, tl::output<in_words>>);
}

BOOST_AUTO_TEST_SUITE_END()
