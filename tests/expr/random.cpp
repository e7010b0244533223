// SPDX-License-Identifier: BSL-1.0
// test: clang suffices
#include "tapeless/expr/random.hpp"

#include "../in_graph.hpp"
#include "tapeless/check/gradient.hpp"
#include "tapeless/tapeless.hpp"

#include <boost/test/unit_test.hpp>

#include <cmath>

namespace {
namespace expr_random_test {

namespace tl = tapeless;
using tl::graph::problem_kind;
constexpr auto x = tl::input<"x", 6>;
constexpr auto W = tl::parameter<"W", 5, 6>;
constexpr auto V = tl::parameter<"V", 3, 5>;
constexpr auto rate = tl::scalar<"rate">;
constexpr auto numbers = tl::uniform<"u", 2, 3>;
constexpr auto same_for_all = tl::shared_uniform<"u", 2, 3>;
constexpr auto of_samples = tl::batch<4>(tl::uniform<"v", 2> + 0 * sum(x));

constexpr double seed[]{7, 0, 0}, later[]{1, 0, 0}, none[]{0, 0, 0};
template <class T>
constexpr auto at(double const (&step)[3]) {
  return tl::evaluate<T, numbers>(tl::bind(tl::random_seed, seed), tl::bind(tl::random_step, step));
}
constexpr auto now = at<double>(none);
static_assert(now(1, 2) == static_cast<double>(at<float>(none)(1, 2)) && now(1, 2) != at<double>(later)(1, 2));
static_assert(now(1, 0) ==
              tl::ops::random_bits(tl::ops::key_of(7, tl::name("u").hash, 0), 0, 3) * 0x1p-24);  // row after row
static_assert(now(0, 1) != now(1, 0) && now(0, 0) >= 0 && now(0, 0) < 1);

constexpr double xs[24]{};
template <class... Options>
constexpr auto drawn(Options const&... options) {
  return tl::evaluate<double, of_samples>(tl::bind(x, xs, options...), tl::bind(tl::random_seed, seed),
                                          tl::bind(tl::random_step, none));
}
static_assert(drawn()[1](0, 0) != drawn()[0](0, 0));
static_assert(drawn(tl::rows{2, 0})[0](1, 0) == drawn()[2](1, 0) && drawn(tl::rows{2, 0})[1](1, 0) == drawn()[0](1, 0));
static_assert(drawn(tl::first_row{1})[2](1, 0) == drawn()[3](1, 0));
static_assert(drawn(tl::rows{3, 1}, tl::first_row{1})[1](0, 0) == drawn()[2](0, 0));

constexpr auto h = tl::dropout(tanh(W * x), 0.4, "h");
constexpr auto loss = tl::batch_mean(tl::batch<8>(sum(square(V * h))));
constexpr auto trained = tl::training(loss);
constexpr auto by_rate =
    tl::training(tl::batch_mean(tl::batch<8>(sum(square(V * tl::dropout(tanh(W * x), rate, "h"))))));
constexpr auto of_the_weights = tl::training(tl::batch_mean(tl::batch<8>(sum(square(tl::dropout(W, 0.5, "w") * x)))));
constexpr auto noisy =
    tl::training(tl::batch_mean(tl::batch<8>(sum(square(V * tl::gaussian_noise(tanh(W * x), 0.3, "n"))))));

template <auto const& Loss, class... Bindings>
bool gradient_is_right(Bindings const&... bindings) {
  static tl::gradient_check<Loss> check{};
  using state = typename tl::program<double, Loss>::state;
  static state random{};
  tl::write_integer(random[tl::random_seed], 3);
  tl::write_integer(random[tl::random_step], 1);
  tl::initialize(check.parameters, tl::initializer::glorot{}, 5);
  std::array<double, 48> data{};
  for (std::size_t i = 0; i < data.size(); ++i) data[i] = 0.1 * static_cast<double>(i % 13) - 0.55;
  auto const report = check({}, bind(x, data), random, bindings...);
  bool is_zero = false;
  for (auto const& each : report) is_zero = is_zero || each.derived == 0;
  return all_pass(report) && !is_zero;
}

}  // namespace expr_random_test
}  // namespace

BOOST_AUTO_TEST_SUITE(expr_random)

using namespace expr_random_test;

BOOST_AUTO_TEST_CASE(one_name_is_one_stream_of_one_shape) {
  BOOST_TEST(in_graph::same(numbers, tl::uniform<"u", 2, 3>));
  BOOST_TEST(!in_graph::same(numbers, tl::uniform<"v", 2, 3>));
  static_assert(in_graph::problem(numbers, tl::uniform<"u", 3, 2>) == problem_kind::one_name_two_definitions);
  static_assert(in_graph::problem(numbers, same_for_all) == problem_kind::one_name_two_definitions);
}
BOOST_AUTO_TEST_CASE(random_numbers_are_data_without_derivative) {
  static_assert(in_graph::same(tl::grad(tl::function_of(sum(numbers), tl::random_seed), tl::random_seed),
                               tl::broadcast_to<3, 1>(tl::number(0))));
  static_assert(in_graph::same(
      tl::jvp(tl::function_of(sum(numbers), tl::random_step), tl::random_step, tl::broadcast_to<3, 1>(tl::number(1))),
      tl::number(0)));
  static_assert(
      in_graph::same(tl::batch<4>(tl::grad(sum(x % tl::uniform<"m", 6>), x)), tl::batch<4>(tl::uniform<"m", 6>)));
}
BOOST_AUTO_TEST_CASE(dropout_is_its_operand_in_inference_mode) {
  BOOST_TEST(in_graph::same(h, tanh(W * x)));
  BOOST_TEST(in_graph::same(tl::gaussian_noise(x, 1, "n"), x));
  BOOST_TEST(in_graph::count(tl::op::random, loss) == 0u);
  BOOST_TEST(in_graph::count(tl::op::random, trained, tl::grad(trained, W), tl::grad(trained, V)) == 1u);
}
BOOST_AUTO_TEST_CASE(the_mask_of_the_derivative_is_that_of_the_value) {
  BOOST_TEST(gradient_is_right<trained>());
  BOOST_TEST(gradient_is_right<by_rate>(bind(rate, 0.3)));
  BOOST_TEST(gradient_is_right<of_the_weights>());
  BOOST_TEST(gradient_is_right<noisy>());
}
BOOST_AUTO_TEST_CASE(what_is_shared_by_the_samples_has_one_mask) {
  BOOST_TEST(in_graph::same(tl::training(tl::batch<4>(tl::dropout(W, 0.5, "w") * x)),
                            tl::training(tl::dropout(W, 0.5, "w") * tl::batch<4>(x))));
  static_assert(!decltype(tl::dropout(W, 0.5, "w"))::per_sample && decltype(h)::per_sample);
  static_assert(decltype(tl::dropout(tl::batch<4>(x), 0.5, "w"))::shape == tl::extents{6, 1, 4});
}
BOOST_AUTO_TEST_CASE(noise_has_its_mean_and_deviation) {
  static constexpr auto many = tl::training(tl::gaussian_noise(tl::broadcast_to<50, 40>(tl::number(1)), 2, "noise"));
  std::array<double, 3> const at_seed{5, 0, 0};
  auto const made = tl::evaluate<double, many>(tl::bind(tl::random_seed, at_seed), tl::bind(tl::random_step, none));
  double sum = 0, square = 0;
  for (double const each : made.values) {
    sum += each;
    square += (each - 1) * (each - 1);
  }
  BOOST_TEST(std::abs(sum / 2000 - 1) < 4 * 2 / std::sqrt(2000.0));
  BOOST_TEST(std::abs(square / 2000 - 4) < 4 * 4 * std::sqrt(2.0 / 2000));
}

BOOST_AUTO_TEST_SUITE_END()
