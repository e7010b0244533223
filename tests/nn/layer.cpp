// SPDX-License-Identifier: BSL-1.0
#include "tapeless/nn/layer.hpp"

#include "../computed.hpp"
#include "../in_graph.hpp"

#include "tapeless/nn/sequential.hpp"
#include "tapeless/run/program.hpp"

#include <array>

namespace nn_layer_test {

namespace tl = tapeless;
struct one_dense : tl::sequential<tl::in<"x", 3>, tl::dense<2, tl::activation::tanh>> {};
struct activated : tl::sequential<tl::in<"x", 3>, tl::dense<2>, tl::activate<tl::activation::tanh>> {};

/// A user's own layer: scales each input by a parameter of its own.
struct scale {
  template <tl::expression X>
  static constexpr auto apply(X const& in, tl::layer_scope const& scope) {
    return in % scope.template parameter<X::shape>("factor");
  }
};
struct scaled : tl::sequential<tl::scope<"mine">, tl::in<"x", 3>, scale> {};

constexpr std::array<double, 3> data{0.5, -1, 2};
plain::matrix const column(3, 1, {0.5, -1, 2});

constexpr auto swish = [](auto const& z) { return z % sigmoid(z); };
constexpr auto dense_output = tl::output<one_dense>;
constexpr auto activated_output = tl::output<activated>;
constexpr auto scaled_output = tl::output<scaled>;

template <auto const& Output>
struct instance {
  using program = tl::program<double, Output>;
  typename program::workspace memory{};
  typename program::parameters parameters{};
  instance() {
    plain::numbers draw;
    parameters.for_each([&](tl::name const&, auto const& values) { plain::fill(values, draw); });
  }
  plain::matrix run() { return plain::of(program::run(memory, tl::bind(tl::input<"x", 3>, data), parameters)[Output]); }
};

}  // namespace nn_layer_test

BOOST_AUTO_TEST_SUITE(nn_layer)

using namespace nn_layer_test;

BOOST_AUTO_TEST_CASE(a_dense_layer_is_an_activation_of_weight_times_input_plus_bias) {
  instance<dense_output> i;
  plain::matrix const W = plain::of(i.parameters.at<"net.0.weight">());
  plain::matrix const b = plain::of(i.parameters.at<"net.0.bias">());
  plain::expect(i.run(), plain::tanh(W * column + b), 1e-14);
}

BOOST_AUTO_TEST_CASE(an_activation_may_be_a_layer_of_its_own) {
  instance<dense_output> built_in;
  instance<activated_output> separate;
  plain::expect(separate.run(), built_in.run(), 0);
}

BOOST_AUTO_TEST_CASE(a_layer_may_be_a_users_own) {
  instance<scaled_output> i;
  plain::expect(i.run(), plain::hadamard(column, plain::of(i.parameters.at<"mine.0.factor">())), 1e-15);
}

struct to_the_scope_first {
  template <tl::expression X>
  static constexpr auto apply(tl::layer_scope const&, X const& in) {
    return in;
  }
};
struct of_each_object {
  template <tl::expression X>
  constexpr auto apply(X const& in, tl::layer_scope const&) const {
    return in;
  }
};
struct to_nothing {
  template <tl::expression X>
  static constexpr void apply(X const&, tl::layer_scope const&) {}
};
struct of_floats {
  static constexpr float apply(float in, tl::layer_scope const&) { return in; }
};
class not_public {
  template <tl::expression X>
  static constexpr auto apply(X const& in, tl::layer_scope const&) {
    return in;
  }
};

BOOST_AUTO_TEST_CASE(a_layer_makes_an_expression_of_an_expression_and_a_scope_an_activation_of_an_expression) {
  using x = tl::slot<tl::extents{3, 1}>;
  using tl::nn::activation;
  using tl::nn::layer;
  static_assert(layer<scale, x> && layer<tl::dense<2>, x> && !activation<scale, x>);
  static_assert(activation<tl::activation::tanh, x> && layer<tl::activation::tanh, x>);
  static_assert(!layer<to_the_scope_first, x> && !layer<of_each_object, x> && !layer<to_nothing, x>);
  static_assert(!layer<of_floats, x> && !layer<not_public, x> && !layer<int, x>);
}

BOOST_AUTO_TEST_CASE(any_function_of_an_expression_is_an_activation) {
  using expected = tl::sequential<tl::in<"x", 3>, tl::dense<2>, tl::activate<tl::activation::silu>>;
  using in_place = tl::sequential<tl::in<"x", 3>, tl::dense<2, tl::activate_with<swish>>>;
  using as_layer = tl::sequential<tl::in<"x", 3>, tl::dense<2>, tl::activate_with<swish>>;
  plain::matrix const silu = computed::value(tl::output<expected>);
  plain::expect(computed::value(tl::output<in_place>), silu, 1e-14);
  plain::expect(computed::value(tl::output<as_layer>), silu, 1e-14);
}
BOOST_AUTO_TEST_CASE(a_dense_layer_may_have_no_bias) {
  using without = tl::sequential<tl::in<"x", 3>, tl::dense_without_bias<2, tl::activation::tanh>>;
  BOOST_TEST(in_graph::same(tl::output<without>, tanh(tl::parameter<"net.0.weight", 2, 3> * tl::input<"x", 3>)));
}
BOOST_AUTO_TEST_CASE(a_dense_layer_treats_columns_alike) {
  using of_columns = tl::sequential<tl::in<"m", 3, 4>, tl::dense<2, tl::activation::tanh>>;
  using of_one = tl::sequential<tl::in<"m1", 3>, tl::dense<2, tl::activation::tanh>>;
  static_assert(tl::output<of_columns>.shape == tl::extents{2, 4});
  plain::matrix const all = computed::value(tl::output<of_columns>);
  plain::matrix const m = computed::value(tl::input<"m", 3, 4>);
  computed::point const third{{{tl::name("m1"), {m(0, 2), m(1, 2), m(2, 2)}}}};
  plain::matrix const one = computed::value(tl::output<of_one>, third);
  for (std::size_t i = 0; i < 2; ++i) BOOST_TEST(all(i, 2) == one(i), boost::test_tools::tolerance(1e-14));
}

BOOST_AUTO_TEST_SUITE_END()
