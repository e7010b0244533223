// SPDX-License-Identifier: BSL-1.0
#include "tapeless/nn/initialize.hpp"

#include "../plain_matrix.hpp"

#include "tapeless/nn/sequential.hpp"

namespace nn_initialize_test {

namespace tl = tapeless;
struct small : tl::sequential<tl::in<"x", 6>, tl::dense<4>, tl::dense<3>> {};
struct large : tl::sequential<tl::in<"x", 6>, tl::dense<4>, tl::dense<3>, tl::dense<5>> {};
constexpr auto small_output = tl::output<small>;
constexpr auto large_output = tl::output<large>;
template <class T, auto const& Output>
using parameters = tl::store<T, tl::rules::listed<Output>, tl::leaf_kind::parameter>;

constexpr auto at_compile_time = [] {
  parameters<float, small_output> p{};
  tl::initialize(p, tl::initializer::he{}, 11);
  return p;
}();

namespace {

/// The library's initializer in other clothes, of which the compiler knows less.
struct he_with_a_state : tl::initializer::he {
  int unused = 0;
};

template <class T, class Initializer, class Other>
void draw_the_same(Initializer const& how, Other const& other) {
  parameters<T, large_output> p{};
  parameters<T, large_output> q{};
  for (std::uint32_t i = 0; i < p.stored_size(); ++i) p.data()[i] = 7;
  tl::initialize(p, how, 5'000'000'011);
  tl::initialize(q, other, 5'000'000'011);
  BOOST_TEST(p.template at<"net.2.weight">()(4, 2) != 0);
  q.for_each([&](tl::name const& leaf, auto const& values) {
    auto const other_values = parameters<T, large_output>::layout::find(leaf);
    BOOST_TEST(other_values < (parameters<T, large_output>::layout::count));
    for (std::uint32_t i = 0; i < values.rows(); ++i)
      for (std::uint32_t j = 0; j < values.columns(); ++j) {
        auto const offset = parameters<T, large_output>::layout::table.each[other_values].offset;
        BOOST_TEST(p.data()[offset + j * tl::plan::leading_dimension({values.rows(), values.columns()}) + i] ==
                   values(i, j));
      }
  });
}

}  // namespace
}  // namespace nn_initialize_test

BOOST_AUTO_TEST_SUITE(nn_initialize)

using namespace nn_initialize_test;

BOOST_AUTO_TEST_CASE(biases_are_zero_and_weights_are_not) {
  parameters<double, small_output> p{};
  for (std::uint32_t i = 0; i < p.stored_size(); ++i) p.data()[i] = 7;
  tl::initialize(p, tl::initializer::he{}, 11);
  plain::expect(p.at<"net.0.bias">(), plain::matrix(4, 1), 0);
  plain::expect(p.at<"net.1.bias">(), plain::matrix(3, 1), 0);
  for (double const each : plain::of(p.at<"net.0.weight">()).values) BOOST_TEST(each != 0);
}

BOOST_AUTO_TEST_CASE(fan_in_is_the_number_of_columns_and_fan_out_of_rows) {
  parameters<double, small_output> p{};
  tl::initialize(p, tl::initializer::he{}, 11);
  for (double const each : plain::of(p.at<"net.0.weight">()).values) BOOST_TEST(std::abs(each) <= std::sqrt(6.0 / 6));
  for (double const each : plain::of(p.at<"net.1.weight">()).values) BOOST_TEST(std::abs(each) <= std::sqrt(6.0 / 4));
  tl::initialize(p, tl::initializer::glorot{}, 11);
  for (double const each : plain::of(p.at<"net.0.weight">()).values) BOOST_TEST(std::abs(each) <= std::sqrt(6.0 / 10));
}

BOOST_AUTO_TEST_CASE(a_leafs_values_depend_on_seed_and_name_only) {
  parameters<double, small_output> p{};
  parameters<double, large_output> q{};
  tl::initialize(p, tl::initializer::he{}, 11);
  tl::initialize(q, tl::initializer::he{}, 11);
  plain::expect(q.at<"net.0.weight">(), plain::of(p.at<"net.0.weight">()), 0);
  plain::expect(q.at<"net.1.weight">(), plain::of(p.at<"net.1.weight">()), 0);
  double const before = p.at<"net.0.weight">()(0, 0);
  tl::initialize(p, tl::initializer::he{}, 12);
  BOOST_TEST(p.at<"net.0.weight">()(0, 0) != before);
  BOOST_TEST(p.at<"net.0.weight">()(0, 0) != p.at<"net.1.weight">()(0, 0));
}

BOOST_AUTO_TEST_CASE(the_compiler_and_the_program_draw_the_same_bits) {
  parameters<float, small_output> p{};
  tl::initialize(p, tl::initializer::he{}, 11);
  for (std::uint32_t i = 0; i < p.stored_size(); ++i) BOOST_TEST(p.data()[i] == at_compile_time.data()[i]);
}

BOOST_AUTO_TEST_CASE(a_row_is_drawn_before_the_next) {
  parameters<double, small_output> p{};
  tl::initialize(p, tl::initializer::he{}, 11);
  tl::random::pcg32 generator = tl::random::stream(11, "net.0.weight");
  auto const values = p.at<"net.0.weight">();
  tl::initializer::he const how{};
  for (std::uint32_t i = 0; i < 4; ++i)
    for (std::uint32_t j = 0; j < 6; ++j) BOOST_TEST(values(i, j) == how.sample<double>(generator, 6, 4));
}

BOOST_AUTO_TEST_CASE(what_the_compiler_has_prepared_are_the_draws_leaf_by_leaf) {
  draw_the_same<float>(tl::initializer::he{}, he_with_a_state{});
  draw_the_same<double>(tl::initializer::he{}, he_with_a_state{});
  static_assert(tl::initializer::known_to_the_compiler<tl::initializer::glorot_normal, float>);
  static_assert(tl::initializer::known_to_the_compiler<tl::initializer::zeros, double>);
  static_assert(!tl::initializer::known_to_the_compiler<he_with_a_state, float>);
}

BOOST_AUTO_TEST_SUITE_END()
