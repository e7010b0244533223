// SPDX-License-Identifier: BSL-1.0
#include "tapeless/run/misbinding.hpp"

#include <boost/test/unit_test.hpp>

#include <array>
#include <vector>

BOOST_AUTO_TEST_SUITE(run_misbinding)

namespace tl = tapeless;
using input = decltype(tl::input<"x", 4>);
using label = decltype(tl::label<"y", 3>);
using scalar = decltype(tl::scalar<"r">);
using parameter = decltype(tl::parameter<"w", 3>);
using many = std::vector<float>;
using two = std::array<float, 2>;

template <class Leaf, class Data>
constexpr bool bindable = tl::run::is_bindable<std::remove_const_t<Leaf>, Data>;

// what each is told is in tests/fail
BOOST_AUTO_TEST_CASE(an_input_takes_a_range_a_label_a_number_too_a_scalar_a_number) {
  static_assert(bindable<input, many const&> && bindable<input, two> && bindable<input, float(&)[4]>);
  static_assert(!bindable<input, float> && !bindable<input, float const*> && !bindable<input, scalar>);
  static_assert(bindable<label, std::vector<int>&> && bindable<label, int&> && !bindable<label, int*>);
  static_assert(bindable<scalar, double const&> && bindable<scalar, int> && !bindable<scalar, many&>);
}
BOOST_AUTO_TEST_CASE(a_parameter_takes_an_array_for_evaluate_alone) {
  static_assert(bindable<parameter, two&> && bindable<parameter, std::span<float const, 2>>);
  static_assert(!bindable<parameter, many&> && !bindable<parameter, float>);
}
BOOST_AUTO_TEST_CASE(an_expression_takes_nothing) {
  struct expression : tl::expr::traits<tl::extents{2, 1}> {};
  static_assert(!bindable<expression, two&> && !bindable<expression, double>);
}

BOOST_AUTO_TEST_SUITE_END()
