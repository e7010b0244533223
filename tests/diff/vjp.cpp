// SPDX-License-Identifier: BSL-1.0
#include "tapeless/diff/vjp.hpp"

#include "../generic_leaves.hpp"
#include "../in_graph.hpp"
#include "tapeless/diff/grad.hpp"
#include "tapeless/diff/jvp.hpp"
#include "tapeless/expr/batch.hpp"
#include "tapeless/expr/define.hpp"
#include "tapeless/expr/reduction.hpp"

#include <boost/test/unit_test.hpp>

namespace diff_vjp_test {

namespace tl = tapeless;
using in_graph::same;
using tl::vjp;
constexpr auto x = tl::input<"x", 4>;
constexpr auto d = tl::input<"d", 4>;
constexpr auto u = tl::input<"u", 3>;
constexpr auto s = tl::input<"s">;
constexpr auto W = tl::parameter<"W", 3, 4>;
constexpr auto V = tl::state<"V", 3, 4>;
constexpr auto b = tl::parameter<"b", 3>;
constexpr auto A = tl::parameter<"A", 2, 3>;
constexpr auto U = tl::parameter<"U", 2, 4>;
constexpr auto h = tl::define<"h">(tanh(W * x + b));
constexpr auto f = softmax(h % exp(h));

// ---- <u, J v> = <Jᵀ u, v> -------------------------------------------------------------------------------------------

constexpr auto pulled = vjp(f, x, u);
constexpr auto forward = sum(u % tl::jvp(f, x, d));
constexpr auto reverse = dot(pulled, d);
constexpr auto f_of_matrix = tanh(A * W);
constexpr auto matrix_forward = sum(U % tl::jvp(f_of_matrix, W, V));
constexpr auto matrix_reverse = sum(vjp(f_of_matrix, W, U) % V);
constexpr auto named_forward = sum(u % tl::jvp(f, h, b));
constexpr auto named_reverse = sum(vjp(f, h, u) % b);

template <auto const& Forward, auto const& Reverse>
void equal_numbers(std::uint32_t samples = 1) {
  double const found = generic::value<Reverse>(samples);
  BOOST_TEST(found != 0);
  BOOST_TEST(found == static_cast<double>(generic::value<Forward>(samples)), boost::test_tools::tolerance(1e-12));
}

// ---- u depends on x -------------------------------------------------------------------------------------------------

constexpr auto held = vjp(f, x, exp(f));
constexpr auto w = tl::state<"w", 3>;
constexpr auto held_apart = vjp(f, x, w);

// ---- batches --------------------------------------------------------------------------------------------------------

constexpr auto each = tl::batch<4>(vjp(f, x, u));
constexpr auto shared = vjp(tl::batch<4>(f), W, tl::batch<4>(u));
constexpr auto each_shared = tl::batch<4>(vjp(f, W, u));
constexpr auto one_for_all = vjp(tl::batch<4>(f), W, w);
constexpr auto one_for_all_reverse = sum(one_for_all % V);
constexpr auto one_for_all_forward = sum(w % tl::jvp(tl::batch_sum(tl::batch<4>(f)), W, V));

consteval std::uint32_t nodes_added_by_a_second_leaf() {
  tl::rules::simplifier builder;
  vjp(f, W, u).lower(builder);
  std::uint32_t const before = builder.size();
  vjp(f, b, u).lower(builder);
  return builder.size() - before;
}

}  // namespace diff_vjp_test

BOOST_AUTO_TEST_SUITE(diff_vjp)

using namespace diff_vjp_test;

BOOST_AUTO_TEST_CASE(of_a_scalar_times_one_it_is_the_gradient) {
  BOOST_TEST(same(vjp(exp(s), s, 1), grad(exp(s), s)));
  BOOST_TEST(same(vjp(logsumexp(W * x), W, 1), grad(logsumexp(W * x), W)));
}
BOOST_AUTO_TEST_CASE(of_a_linear_map_it_is_the_transposed_matrix) {
  BOOST_TEST(same(vjp(W * x, x, u), transpose(W) * u));
  BOOST_TEST(same(vjp(W * x, W, u), outer(u, x)));
  BOOST_TEST(same(vjp(h, h, u), u));
}
BOOST_AUTO_TEST_CASE(it_is_dual_to_the_forward_derivative) {
  equal_numbers<forward, reverse>();
  equal_numbers<matrix_forward, matrix_reverse>();
  equal_numbers<named_forward, named_reverse>();
}
BOOST_AUTO_TEST_CASE(a_cotangent_that_depends_on_x_is_a_constant_of_the_derivative) {
  BOOST_TEST(same(vjp(square(x), x, x), x % (2 * x)));
  BOOST_TEST(same(vjp(square(h), h, h), h % (2 * h)));
  auto const cotangent = [] {
    static constexpr auto at = exp(f);
    return generic::value<at>();
  }();
  auto const found = generic::value<held>();
  auto const fixed =
      tl::run::interpretation<double, tl::rules::listed<held_apart>>(tl::bind(w, cotangent.values), generic::leaves{})
          .output<0>();
  for (std::uint32_t i = 0; i < 4; ++i) {
    BOOST_TEST(found(i) != 0);
    BOOST_TEST(found(i) == fixed(i), boost::test_tools::tolerance(1e-13));
  }
}
BOOST_AUTO_TEST_CASE(where_f_does_not_depend_on_x_it_is_zero_of_its_shape) {
  BOOST_TEST(same(sum(vjp(f, A, u)), tl::number(0)));
  BOOST_TEST((decltype(vjp(f, A, u))::shape == tl::extents{2, 3}));
}
BOOST_AUTO_TEST_CASE(products_of_one_value_by_several_leaves_share_one_sweep) {
  BOOST_TEST(nodes_added_by_a_second_leaf() <= 1u);
}
BOOST_AUTO_TEST_CASE(each_sample_of_a_batch_is_pulled_back_as_it_would_be_alone) {
  auto const first = generic::value<pulled>();
  auto const found = generic::value<each>(3);
  BOOST_TEST_REQUIRE(found.size() == 3u);
  for (std::uint32_t i = 0; i < 4; ++i) {
    BOOST_TEST(found[0](i) == first(i), boost::test_tools::tolerance(1e-14));
    BOOST_TEST(found[1](i) != found[0](i));
  }
}
BOOST_AUTO_TEST_CASE(of_a_batch_it_is_the_sum_over_the_samples_that_are_bound) {
  auto const total = generic::value<shared>(3);
  auto const parts = generic::value<each_shared>(3);
  for (std::uint32_t i = 0; i < 3; ++i)
    for (std::uint32_t j = 0; j < 4; ++j) {
      BOOST_TEST(total(i, j) != 0);
      BOOST_TEST(total(i, j) == parts[0](i, j) + parts[1](i, j) + parts[2](i, j), boost::test_tools::tolerance(1e-12));
    }
  equal_numbers<one_for_all_forward, one_for_all_reverse>(3);
}

BOOST_AUTO_TEST_SUITE_END()
