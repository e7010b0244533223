// SPDX-License-Identifier: BSL-1.0
#include "tapeless/run/program.hpp"

#include "../plain_matrix.hpp"

#include "tapeless/expr/batch.hpp"
#include "tapeless/expr/reduction.hpp"

#include <array>

namespace run_program_test {

namespace tl = tapeless;
constexpr auto a = tl::parameter<"a", 2>;
constexpr auto b = tl::parameter<"b", 2>;
constexpr auto c = tl::state<"c", 2>;
constexpr auto d = tl::state<"d", 2>;
constexpr auto W = tl::parameter<"W", 3, 3>;
constexpr auto V = tl::parameter<"V", 3, 3>;
constexpr auto R = tl::parameter<"R", 2, 3>;
constexpr auto x = tl::input<"x", 3>;

constexpr auto a_from_b = tl::assign(a, b);
constexpr auto b_from_a = tl::assign(b, a);
constexpr auto b_from_c = tl::assign(b, c);
constexpr auto c_from_a = tl::assign(c, a);
constexpr auto c_from_d = tl::assign(c, d);
constexpr auto a_from_a = tl::assign(a, a);
constexpr auto a_from_b_plus_one = tl::assign(a, b + 1);
constexpr auto b_from_sum = tl::assign(b, a + b);
constexpr auto product = tanh(a) % b;
constexpr auto a_from_product = tl::assign(a, product);
constexpr auto c_from_product = tl::assign(c, product);
constexpr auto b_from_product = tl::assign(b, product);
constexpr auto W_squared = tl::assign(W, W* W);
constexpr auto W_transposed = tl::assign(W, transpose(W));
constexpr auto W_from_WV = tl::assign(W, W* V);
constexpr auto V_from_VW = tl::assign(V, V* W);
constexpr auto W_halved = tl::assign(W, 0.5 * W);
constexpr auto loaded = tl::assign(c, R* x);
constexpr auto Rx = tanh(R * x);

template <class Program>
struct instance {
  typename Program::workspace memory{};
  typename Program::parameters parameters{};
  typename Program::state state{};

  template <class... Data>
  auto run(Data const&... data) {
    auto const result = Program::run(memory, parameters, state, data...);
    BOOST_TEST_REQUIRE(static_cast<bool>(result));
    return result;
  }
  /// A run for what it assigns.
  template <class... Data>
  void update(Data const&... data) {
    static_cast<void>(run(data...));
  }
};

plain::matrix const one(2, 1, {1, 2});
plain::matrix const two(2, 1, {10, 20});
plain::matrix const three(2, 1, {100, 200});
plain::matrix const four(2, 1, {-1, -2});

constexpr tl::program<float, Rx>::parameters in_read_only_memory = [] {
  tl::program<float, Rx>::parameters p{};
  p[R].copy_from(std::array<float, 6>{1, 2, 3, 4, 5, 6});
  return p;
}();

}  // namespace run_program_test

BOOST_AUTO_TEST_SUITE(run_program)

using namespace run_program_test;

BOOST_AUTO_TEST_CASE(two_assigns_swap) {
  instance<tl::program<double, a_from_b, b_from_a>> p;
  plain::set(p.parameters[a], one);
  plain::set(p.parameters[b], two);
  p.update();
  plain::expect(p.parameters[a], two, 0);
  plain::expect(p.parameters[b], one, 0);
  p.update();
  plain::expect(p.parameters[a], one, 0);
  plain::expect(p.parameters[b], two, 0);
}

BOOST_AUTO_TEST_CASE(three_assigns_in_a_circle_rotate_across_parameters_and_state) {
  instance<tl::program<double, a_from_b, b_from_c, c_from_a>> p;
  plain::set(p.parameters[a], one);
  plain::set(p.parameters[b], two);
  plain::set(p.state[c], three);
  p.update();
  plain::expect(p.parameters[a], two, 0);
  plain::expect(p.parameters[b], three, 0);
  plain::expect(p.state[c], one, 0);
}

BOOST_AUTO_TEST_CASE(a_shift_register_needs_no_workspace_in_whatever_order_it_is_written) {
  using forward = tl::program<double, a_from_b, b_from_c, c_from_d>;
  using backward = tl::program<double, c_from_d, b_from_c, a_from_b>;
  static_assert(forward::workspace_bytes == 0 && backward::workspace_bytes == 0);
  auto const shift = [](auto p) {
    plain::set(p.parameters[a], one);
    plain::set(p.parameters[b], two);
    plain::set(p.state[c], three);
    plain::set(p.state[d], four);
    p.update();
    plain::expect(p.parameters[a], two, 0);
    plain::expect(p.parameters[b], three, 0);
    plain::expect(p.state[c], four, 0);
    plain::expect(p.state[d], four, 0);
  };
  shift(instance<forward>{});
  shift(instance<backward>{});
}

BOOST_AUTO_TEST_CASE(a_product_may_read_its_own_target) {
  instance<tl::program<double, W_squared>> p;
  plain::numbers draw;
  plain::matrix const old = plain::fill(p.parameters[W], draw);
  p.update();
  plain::expect(p.parameters[W], old * old, 1e-15);
}

BOOST_AUTO_TEST_CASE(a_matrix_may_become_its_transpose) {
  instance<tl::program<double, W_transposed>> p;
  plain::numbers draw;
  plain::matrix const old = plain::fill(p.parameters[W], draw);
  p.update();
  plain::expect(p.parameters[W], plain::transposed(old), 0);
}

BOOST_AUTO_TEST_CASE(an_element_wise_update_of_itself_is_done_in_place) {
  static_assert(tl::program<double, W_halved>::workspace_bytes == 0);
  instance<tl::program<double, W_halved>> p;
  plain::numbers draw;
  plain::matrix const old = plain::fill(p.parameters[W], draw);
  p.update();
  plain::expect(p.parameters[W], 0.5 * old, 0);
}

BOOST_AUTO_TEST_CASE(two_products_that_read_both_targets_see_both_old_values) {
  instance<tl::program<double, W_from_WV, V_from_VW>> p;
  plain::numbers draw;
  plain::matrix const old_W = plain::fill(p.parameters[W], draw);
  plain::matrix const old_V = plain::fill(p.parameters[V], draw);
  p.update();
  plain::expect(p.parameters[W], old_W * old_V, 1e-15);
  plain::expect(p.parameters[V], old_V * old_W, 1e-15);
}

BOOST_AUTO_TEST_CASE(an_output_that_is_an_assigned_leaf_shows_the_old_value) {
  instance<tl::program<double, a, a_from_b_plus_one>> p;
  plain::set(p.parameters[a], one);
  plain::set(p.parameters[b], two);
  auto const result = p.run();
  plain::expect(result[a], one, 0);
  plain::expect(p.parameters[a], plain::matrix(2, 1, {11, 21}), 0);
}

BOOST_AUTO_TEST_CASE(outputs_of_a_swap_show_both_old_values) {
  instance<tl::program<double, a_from_b, a, b_from_a, b>> p;
  plain::set(p.parameters[a], one);
  plain::set(p.parameters[b], two);
  auto const result = p.run();
  plain::expect(result[a], one, 0);
  plain::expect(result[b], two, 0);
  plain::expect(p.parameters[a], two, 0);
  plain::expect(p.parameters[b], one, 0);
}

BOOST_AUTO_TEST_CASE(a_right_hand_side_never_sees_another_assigns_new_value) {
  instance<tl::program<double, a_from_b, b_from_sum>> p;
  plain::set(p.parameters[a], one);
  plain::set(p.parameters[b], two);
  p.update();
  plain::expect(p.parameters[a], two, 0);
  plain::expect(p.parameters[b], one + two, 0);
}

BOOST_AUTO_TEST_CASE(one_value_may_be_an_output_and_go_to_two_leaves) {
  instance<tl::program<double, product, a_from_product, c_from_product>> p;
  plain::set(p.parameters[a], one);
  plain::set(p.parameters[b], two);
  auto const result = p.run();
  plain::matrix const value = plain::hadamard(plain::tanh(one), two);
  plain::expect(result[product], value, 1e-14);
  plain::expect(p.parameters[a], value, 1e-14);
  plain::expect(p.state[c], value, 1e-14);
}

BOOST_AUTO_TEST_CASE(one_value_may_go_to_both_leaves_it_is_computed_from) {
  instance<tl::program<double, a_from_product, b_from_product>> p;
  plain::set(p.parameters[a], one);
  plain::set(p.parameters[b], two);
  p.update();
  plain::matrix const value = plain::hadamard(plain::tanh(one), two);
  plain::expect(p.parameters[a], value, 1e-14);
  plain::expect(p.parameters[b], value, 1e-14);
}

BOOST_AUTO_TEST_CASE(a_leaf_assigned_to_itself_stays) {
  instance<tl::program<double, a_from_a>> p;
  plain::set(p.parameters[a], one);
  p.update();
  plain::expect(p.parameters[a], one, 0);
}

BOOST_AUTO_TEST_CASE(a_state_may_be_loaded_from_data) {
  instance<tl::program<double, loaded>> p;
  plain::numbers draw;
  plain::matrix const rows = plain::fill(p.parameters[R], draw);
  double const data[]{1, -2, 0.5};
  p.update(tl::bind(x, data));
  plain::expect(p.state[c], rows * plain::sample(data, 3, 0), 1e-15);
}

BOOST_AUTO_TEST_CASE(constant_weights_in_read_only_memory_run) {
  tl::program<float, Rx>::workspace memory{};
  float const data[]{0.1f, 0.2f, -0.1f};
  auto const result = tl::program<float, Rx>::run(memory, tl::bind(x, data), in_read_only_memory);
  BOOST_TEST_REQUIRE(static_cast<bool>(result));
  // 1·0.1 + 2·0.2 − 3·0.1 = 0.2; 4·0.1 + 5·0.2 − 6·0.1 = 0.8
  BOOST_TEST(result[Rx](0) == std::tanh(0.2f), boost::test_tools::tolerance(1e-6f));
  BOOST_TEST(result[Rx](1) == std::tanh(0.8f), boost::test_tools::tolerance(1e-6f));
}

BOOST_AUTO_TEST_CASE(float_and_double_programs_agree_to_float_precision) {
  instance<tl::program<float, Rx>> single;
  instance<tl::program<double, Rx>> twice;
  plain::numbers draw;
  plain::set(twice.parameters[R], plain::fill(single.parameters[R], draw));
  float const data[]{0.5f, -0.25f, 0.75f};
  double const same_data[]{0.5, -0.25, 0.75};
  plain::expect(single.run(tl::bind(x, data))[Rx], plain::of(twice.run(tl::bind(x, same_data))[Rx]), 5e-7);
}

BOOST_AUTO_TEST_CASE(a_program_takes_a_store_of_another_program_with_the_same_leaves) {
  instance<tl::program<double, a_from_b, b_from_a, W_halved>> owner;
  plain::set(owner.parameters[a], one);
  plain::set(owner.parameters[b], two);
  plain::set(owner.parameters[W], plain::matrix(3, 3, {1, 2, 3, 4, 5, 6, 7, 8, 9}));
  using guest = tl::program<double, W_transposed, a_from_b_plus_one>;
  guest::workspace memory{};
  BOOST_TEST_REQUIRE(static_cast<bool>(guest::run(memory, owner.parameters)));
  plain::expect(owner.parameters[W], plain::matrix(3, 3, {1, 4, 7, 2, 5, 8, 3, 6, 9}), 0);
  plain::expect(owner.parameters[a], plain::matrix(2, 1, {11, 21}), 0);
  plain::expect(owner.parameters[b], two, 0);
}

BOOST_AUTO_TEST_CASE(a_program_is_stateless_whatever_a_workspace_held_before) {
  using program = tl::program<double, Rx>;
  program::parameters parameters{};
  plain::numbers draw;
  plain::fill(parameters[R], draw);
  double const data[]{0.5, -0.25, 0.75};
  program::workspace clean{};
  program::workspace dirty{};
  for (std::size_t i = 0; i < program::workspace_bytes / sizeof(double); ++i) dirty.data()[i] = std::nan("");
  constexpr program run{};
  plain::expect(run(dirty, tl::bind(x, data), parameters)[Rx], plain::of(run(clean, parameters, tl::bind(x, data))[Rx]),
                0);
}

BOOST_AUTO_TEST_SUITE_END()
