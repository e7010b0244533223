// SPDX-License-Identifier: BSL-1.0
// test: clang suffices
#include "tapeless/expr/scan.hpp"

#include "../computed.hpp"
#include "../in_graph.hpp"
#include "tapeless/diff/grad.hpp"
#include "tapeless/diff/jvp.hpp"
#include "tapeless/expr/batch.hpp"
#include "tapeless/expr/reduction.hpp"
#include "tapeless/run/interpreter.hpp"
#include "tapeless/run/program.hpp"

#include <boost/test/unit_test.hpp>

namespace {
namespace expr_scan_test {

namespace tl = tapeless;
constexpr auto W = tl::parameter<"W", 2, 3>;
constexpr auto U = tl::parameter<"U", 2, 2>;
constexpr auto x = tl::input<"x", 3, 4>;
constexpr auto start = tl::parameter<"start", 2>;
constexpr auto given = tl::input<"given", 2>;
constexpr auto step = [](auto const& h, auto const& x_t) { return tanh(W * x_t + U * h); };

constexpr auto last = tl::scan(step, start, x);
constexpr auto all = tl::scan_outputs(step, start, x);
constexpr auto h1 = step(start, tl::column<0>(x));
constexpr auto h2 = step(h1, tl::column<1>(x));
constexpr auto h3 = step(h2, tl::column<2>(x));
constexpr auto h4 = step(h3, tl::column<3>(x));
constexpr auto loss = tl::sum(square(last)) + tl::element<0>(last);
constexpr auto unrolled = tl::sum(square(h4)) + tl::element<0>(h4);

/// A scan within a scan over the same columns from the same start, which differ only in where they stand: their slots
/// must not be taken for each other.
constexpr auto nested = tl::scan(
    [](auto const& h, auto const& x_t) {
      return tl::scan([h, x_t](auto const& k, auto const& y_t) { return sin(h + k) + tl::slice<0, 2>(x_t % y_t); },
                      start, x);
    },
    start, x);
double nested_element(plain::matrix const& from, plain::matrix const& columns, std::size_t i) {
  double h = from(i);
  for (std::size_t t = 0; t < 4; ++t) {
    double k = from(i);
    for (std::size_t s = 0; s < 4; ++s) k = std::sin(h + k) + columns(i, t) * columns(i, s);
    h = k;
  }
  return h;
}

constexpr auto second_step = [](auto const& h, auto const& x_t) { return exp(h) % x_t; };
constexpr auto two_layers = tl::scan(second_step, start, all);
constexpr auto mean = tl::batch_mean(tl::batch<3>(loss));
constexpr auto from_given = tl::batch_sum(tl::batch<3>(tl::sum(tl::scan(step, given, x))));
constexpr auto of_batch = tl::batch_sum(tl::sum(tl::scan(step, start, tl::batch<3>(x))));
constexpr auto sum_of_last = tl::batch_sum(tl::batch<3>(tl::sum(last)));
constexpr auto by_x = tl::batch<3>(tl::grad(tl::sum(all % all), x));
constexpr auto dU = tl::grad(mean, U);
constexpr auto dW = tl::grad(mean, W);
constexpr auto dstart = tl::grad(mean, start);
constexpr auto curvature = tl::jvp(dU, U, U);

constexpr auto sum_of_both = [](auto const& h, auto const& x_t) { return h + x_t; };
constexpr auto of_parameters = tl::scan(sum_of_both, start, W);
constexpr auto long_one = tl::scan(step, start, tl::input<"x", 3, 400>);

template <class T>
void expect_interpreted(double tolerance) {
  using program = tl::program<T, mean, dU, dW, dstart, curvature, by_x>;
  typename program::workspace memory{};
  typename program::parameters parameters{};
  plain::numbers draw;
  parameters.for_each([&](tl::name const&, auto const& values) { plain::fill(values, draw); });
  std::array<T, 2 * 12> data{};
  for (T& each : data) each = static_cast<T>(draw());
  auto const results = program::run(memory, parameters, bind(x, data));  // two of three
  BOOST_TEST_REQUIRE(static_cast<bool>(results));
  auto const agrees = [&]<auto const & E>() {
    auto const expected = tl::evaluate<T, E>(parameters, bind(x, data));
    BOOST_TEST(plain::sum(plain::map(plain::of(results[E]), [](double v) { return v * v; })) > 1e-6);
    plain::expect(plain::of(results[E]), plain::of(expected), tolerance);
  };
  agrees.template operator()<dU>();
  agrees.template operator()<dW>();
  agrees.template operator()<dstart>();
  agrees.template operator()<curvature>();
}

}  // namespace expr_scan_test
}  // namespace

BOOST_AUTO_TEST_SUITE(expr_scan)

using namespace expr_scan_test;

BOOST_AUTO_TEST_CASE(a_scan_is_its_steps_one_after_the_other) {
  static_assert(decltype(last)::shape == tl::extents{2, 1} && decltype(all)::shape == tl::extents{2, 4});
  static_assert(decltype(last)::per_sample && !decltype(of_parameters)::per_sample);
  BOOST_TEST(in_graph::same(last, h4));
  BOOST_TEST(in_graph::same(all, tl::concatenate<1>(tl::concatenate<1>(h1, h2), tl::concatenate<1>(h3, h4))));
  BOOST_TEST(in_graph::same(tl::scan(step, start, tl::column<0>(x)), h1));
  BOOST_TEST(in_graph::same(tl::scan_outputs(step, start, tl::column<0>(x)), h1));
}
BOOST_AUTO_TEST_CASE(the_type_does_not_grow_with_the_steps) {
  BOOST_TEST(sizeof(long_one) == sizeof(last));
  BOOST_TEST(in_graph::count(tl::op::tanh, long_one) == 400u);
}
BOOST_AUTO_TEST_CASE(derivatives_go_through_all_steps) {
  BOOST_TEST(in_graph::same(tl::grad(loss, U), tl::grad(unrolled, U)));
  BOOST_TEST(in_graph::same(tl::grad(loss, start), tl::grad(unrolled, start)));
  BOOST_TEST(in_graph::same(tl::grad(loss, x), tl::grad(unrolled, x)));
  BOOST_TEST(in_graph::same(tl::jvp(last, W, W), tl::jvp(h4, W, W)));
  BOOST_TEST(in_graph::same(tl::grad(loss, last), 2 * last + tl::grad(tl::element<0>(last), last)));
}
BOOST_AUTO_TEST_CASE(samples_have_columns_and_starts_of_their_own) {
  BOOST_TEST(in_graph::same(mean, tl::batch_mean(tl::batch<3>(unrolled))));
  BOOST_TEST(in_graph::same(of_batch, sum_of_last));
  BOOST_TEST(in_graph::same(
      from_given,
      tl::batch_sum(tl::batch<3>(tl::sum(
          step(step(step(step(given, tl::column<0>(x)), tl::column<1>(x)), tl::column<2>(x)), tl::column<3>(x)))))));
}
BOOST_AUTO_TEST_CASE(outputs_that_are_the_next_scans_columns_are_not_copied) {
  BOOST_TEST(in_graph::count(tl::op::concatenate, two_layers) == 0u);
  BOOST_TEST(in_graph::count(tl::op::concatenate, all) == 3u);
}
BOOST_AUTO_TEST_CASE(scans_may_stand_in_a_scan) {
  plain::matrix const from = computed::value(start);
  plain::matrix const columns = computed::value(x);
  plain::matrix const found = computed::value(nested);
  for (std::size_t i = 0; i < 2; ++i)
    BOOST_TEST(found(i) == nested_element(from, columns, i), boost::test_tools::tolerance(1e-13));
  computed::expect_laws_keep(tl::grad(tl::sum(nested), start));
}
BOOST_AUTO_TEST_CASE(programs_and_interpreter_agree) {
  expect_interpreted<double>(1e-13);
  expect_interpreted<float>(2e-5);
}

BOOST_AUTO_TEST_SUITE_END()
