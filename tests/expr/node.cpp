// SPDX-License-Identifier: BSL-1.0
#include "tapeless/expr/node.hpp"

#include "tapeless/expr/batch.hpp"
#include "tapeless/expr/leaf.hpp"
#include "tapeless/rules/simplifier.hpp"

#include <boost/test/unit_test.hpp>

namespace expr_node_test {

namespace tl = tapeless;
constexpr auto x = tl::input<"x", 2>;
constexpr auto w = tl::parameter<"w", 3>;

/// Counts how often it is written.
template <class... Operands>
struct counted : tl::expr::node<counted<Operands...>, tl::extents{2, 1}, Operands...> {
  int* times;

  constexpr counted(std::uint64_t hash, int& counter) : counted::node(hash), times(&counter) {}

  template <class Builder>
  constexpr auto write(Builder& builder) const {
    ++*times;
    return x.lower(builder);
  }
};

consteval int times_written(std::uint64_t first, std::uint64_t second) {
  int times = 0;
  tl::rules::simplifier b;
  counted<decltype(x)>(first, times).lower(b);
  counted<decltype(x)>(second, times).lower(b);
  return times;
}
consteval int times_written_inside_and_outside_a_batch() {
  int times = 0;
  tl::rules::simplifier b;
  counted<decltype(x)> const node(7, times);
  node.lower(b);
  b.within_batch(4, [&] { return node.lower(b); });
  b.within_batch(4, [&] { return node.lower(b); });
  return times;
}

using of_both = counted<std::remove_const_t<decltype(w)>, std::remove_const_t<decltype(x)>>;
using of_shared = counted<std::remove_const_t<decltype(w)>>;

constexpr int taken_by(double) { return 1; }
constexpr int taken_by(tl::expression auto const&) { return 2; }

}  // namespace expr_node_test

BOOST_AUTO_TEST_SUITE(expr_node)

using namespace expr_node_test;

BOOST_AUTO_TEST_CASE(what_has_one_fingerprint_is_written_once) {
  BOOST_TEST(times_written(7, 7) == 1);
  BOOST_TEST(times_written(7, 8) == 2);
}
BOOST_AUTO_TEST_CASE(an_expression_is_no_number_and_no_function_takes_it_for_one) {
  static_assert(!std::is_convertible_v<decltype(x), double> && !std::is_constructible_v<double, decltype(x)>);
  static_assert(!std::is_convertible_v<decltype(x), float> && !std::is_arithmetic_v<decltype(x)>);
  static_assert(taken_by(x) == 2 && taken_by(0.5) == 1);
}
BOOST_AUTO_TEST_CASE(surroundings_count) { BOOST_TEST(times_written_inside_and_outside_a_batch() == 2); }
BOOST_AUTO_TEST_CASE(a_node_belongs_to_a_sample_if_an_operand_does) {
  static_assert(of_both::per_sample && !of_shared::per_sample && !of_both::has_batch);
  using batched = decltype(tl::batch<4>(x));
  static_assert(!batched::per_sample && batched::has_batch && counted<batched>::has_batch);
  BOOST_TEST((of_both::shape == tl::extents{2, 1}));
}

BOOST_AUTO_TEST_SUITE_END()
