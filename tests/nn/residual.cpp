// SPDX-License-Identifier: BSL-1.0
#include "tapeless/nn/residual.hpp"

#include "../plain_matrix.hpp"

#include "tapeless/nn/sequential.hpp"
#include "tapeless/run/program.hpp"

#include <array>

namespace nn_residual_test {

namespace tl = tapeless;
struct net : tl::sequential<tl::in<"x", 3>, tl::residual<tl::dense<4, tl::activation::tanh>, tl::dense<3>>> {};
constexpr auto output = tl::output<net>;

}  // namespace nn_residual_test

BOOST_AUTO_TEST_SUITE(nn_residual)

using namespace nn_residual_test;

BOOST_AUTO_TEST_CASE(a_residual_adds_its_input_and_names_its_layers_by_an_inner_scope) {
  using program = tl::program<double, output>;
  program::workspace memory{};
  program::parameters p{};
  plain::numbers draw;
  p.for_each([&](tl::name const&, auto const& values) { plain::fill(values, draw); });
  std::array<double, 3> const data{0.5, -1, 2};
  plain::matrix const column(3, 1, {0.5, -1, 2});
  plain::matrix const hidden =
      plain::tanh(plain::of(p.at<"net.0.0.weight">()) * column + plain::of(p.at<"net.0.0.bias">()));
  plain::matrix const expected =
      column + (plain::of(p.at<"net.0.1.weight">()) * hidden + plain::of(p.at<"net.0.1.bias">()));
  plain::expect(program::run(memory, tl::bind(net::input, data), p)[output], expected, 1e-14);
}

BOOST_AUTO_TEST_SUITE_END()
