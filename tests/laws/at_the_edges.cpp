// SPDX-License-Identifier: BSL-1.0
// Derivatives where a factor is 0, overflows or underflows, and at ties and kinks: in float and double, by the
// interpreter, in a constant expression and by a compiled program.
#include "../computed.hpp"

#include "tapeless/diff/grad.hpp"
#include "tapeless/expr/batch.hpp"
#include "tapeless/nn/activation.hpp"
#include "tapeless/nn/loss.hpp"
#include "tapeless/run/interpreter.hpp"
#include "tapeless/run/program.hpp"

#include <array>
#include <boost/test/unit_test.hpp>
#include <cmath>

namespace laws_at_the_edges_test {

namespace tl = tapeless;
using tl::grad;
constexpr auto nil = tl::scalar<"nil">;      // 0
constexpr auto none = tl::scalar<"none">;    // 0, too
constexpr auto one = tl::scalar<"one">;      // 1
constexpr auto unit = tl::scalar<"unit">;    // 1, too
constexpr auto large = tl::scalar<"large">;  // its square overflows
constexpr auto small = tl::scalar<"small">;  // its square underflows
constexpr auto tiny = tl::scalar<"tiny">;    // 1e-38

template <class T>
inline constexpr T large_value = static_cast<T>(sizeof(T) == 4 ? 1e22 : 1e200);
template <class T>
inline constexpr T small_value = static_cast<T>(sizeof(T) == 4 ? 1e-25 : 1e-200);

constexpr auto low = tl::scalar<"low">;  // −∞: a mask

constexpr auto masked = tl::concatenate(low, low);
constexpr auto partly = tl::concatenate(low, one, 2 * one);

struct number {
  double factor = 0;
  int large = 0;  ///< times large_value to this power
  int small = 0;
};
template <class T>
double of(number const& n) {
  return n.factor * std::pow(static_cast<double>(large_value<T>), n.large) *
         std::pow(static_cast<double>(small_value<T>), n.small);
}

constexpr auto pair = tl::concatenate(nil, one);

// powers
constexpr auto powers =
    tl::concatenate(grad(tl::pow(nil, 0), nil), grad(tl::pow(nil, none), nil), grad(grad(tl::pow(nil, one), nil), nil),
                    grad(grad(tl::pow(nil, none), nil), nil), grad(tl::pow(nil, none), none),
                    grad(tl::pow(nil, one), one), grad(tl::pow(nil, one), nil), grad(tl::pow(one, nil), nil),
                    grad(tl::pow(2, one), one), grad(grad(tl::pow(one, nil), nil), one));
std::vector<number> const of_powers{{0}, {0}, {0}, {0}, {0}, {0}, {1}, {0}, {2 * 0.69314718055994530942}, {1}};

// constants that a float cannot hold, and squares that overflow or underflow
constexpr auto ranges = tl::concatenate(
    grad(square(1e-25 * large * 1e-3), large), 1e30 * (1e30 * tiny), 3e38 * tiny + 3e38 * tiny,
    grad(asinh(large), large), grad(acosh(large), large), grad(asinh(-large), large),
    grad(tl::atan2(small, tl::stop_gradient(small)), small), grad(tl::atan2(small, one* small), one),
    grad(tl::atan2(large, one* large), one), grad(tl::atan2(nil, none), nil), grad(tl::atan2(nil, none), none),
    grad(tl::stop_gradient(large) * atan(large), large), grad(grad(asinh(1e12 * one), one), one));
std::vector<number> const of_ranges{{2e-56, 1}, {1e22}, {6}, {1, -1}, {1, -1}, {-1, -1}, {0.5, 0, -1},
                                    {-0.5},     {-0.5}, {0}, {0},     {1, -1}, {-1}};

// ties and kinks
constexpr auto kinks = tl::concatenate(
    grad(tl::maximum(one, unit), one), grad(tl::maximum(one, unit), unit), grad(tl::minimum(one, unit), one),
    grad(tl::minimum(one, unit), unit), grad(tl::maximum(nil, 0), nil),
    grad(tl::maximum(one, unit) + log1p(exp(-abs(one - unit))), unit), grad(tl::relu6(6 * one), one),
    grad(tl::relu6(nil), nil), grad(tl::hard_tanh(one), one), grad(tl::hard_tanh(-one), one),
    grad(tl::hard_sigmoid(3 * one), one), grad(tl::hard_sigmoid(-3 * one), one), grad(tl::hard_swish(3 * one), one),
    grad(tl::hard_swish(-3 * one), one), grad(tl::clamp(one, -1, 1), one), grad(tl::clamp(-one, -1, 1), one),
    grad(tl::clamp(one, unit, 2), unit), grad(tl::elu(nil), nil), grad(tl::celu(nil, 2), nil), grad(abs(nil), nil),
    grad(relu(nil), nil));
std::vector<number> const of_kinks{{0.5}, {0.5}, {0.5}, {0.5}, {0.5}, {0.5}, {0}, {0}, {0}, {0}, {0},
                                   {0},   {3},   {0},   {1},   {-1},  {0},   {1}, {1}, {0}, {0}};

// masks: softmax of nothing is 0; the entropy of σ(d) has the slope −d·σ′(d)
constexpr auto entropy = -sum(tl::xlogy(softmax(partly), softmax(partly)));
constexpr auto masks =
    tl::concatenate(softmax(masked), grad(logsumexp(masked), masked), grad(sum(square(softmax(masked))), masked),
                    grad(logsumexp(partly), partly), tl::concatenate(grad(entropy, low), grad(entropy, one)),
                    grad(tl::cross_entropy(softmax(partly), tl::concatenate(nil, one, nil)), partly));
constexpr double sigma = 0.73105857863000487925;  // of 1
std::vector<number> const of_masks{
    {0}, {0}, {0}, {0}, {0}, {0}, {0}, {1 - sigma}, {sigma}, {0}, {-sigma * (1 - sigma)}, {0}, {-sigma}, {sigma}};

// second derivatives of what nearly cancels, or is flat at infinity; a first one whose exponent less 1 is rounded
constexpr auto seconds = tl::concatenate(
    grad(grad(asin(small), small), small), grad(grad(acos(small), small), small),
    grad(grad(atanh(small), small), small), grad(grad(tl::hypot(1e4 * one, unit), one), one),
    grad(grad(tl::hypot(unit, 1e4 * one), one), one), grad(grad(atan(low), low), low), grad(grad(asinh(low), low), low),
    grad(grad(cbrt(low), low), low), grad(tl::hypot(large, one* large), one), grad(tl::over_hypot(nil, none), nil),
    grad(tl::pow(1e-30 * one, 1e-3 * unit), one));
std::vector<number> const of_seconds{{1, 0, 1},
                                     {-1, 0, 1},
                                     {2, 0, 1},
                                     {0.99999998500000019e-4},
                                     {0.99999998500000019e-4},
                                     {0},
                                     {0},
                                     {0},
                                     {0.70710678118654752, 1},
                                     {0},
                                     {0.93325430079699104e-3}};

// what is not asked for
constexpr auto zeros = tl::concatenate(grad(tl::where(one > 0, 0, 0 * log(nil)), nil),
                                       grad(tl::where(one > 0, 0, sqrt(nil) - sqrt(nil)), nil),
                                       grad(grad(tl::where(one > 0, 0, tl::atan2(nil, nil)), nil), nil),
                                       grad(tl::where(one > 0, tl::where(unit > 0, 0, log(nil)), 2 * log(nil)), nil),
                                       grad(tl::element<1>(sqrt(pair)) + max(sqrt(pair)), pair));
std::vector<number> const of_zeros{{0}, {0}, {0}, {0}, {0}, {1}};

template <class T>
void expect(plain::matrix const& found, std::vector<number> const& expected) {
  double const precision = sizeof(T) == 4 ? 1e-6 : 1e-14;
  BOOST_TEST_REQUIRE(found.rows == expected.size());
  for (std::uint32_t i = 0; i < found.rows; ++i) {
    double const wanted = of<T>(expected[i]);
    BOOST_TEST(std::abs(found(i) - wanted) <= precision * std::abs(wanted),
               "element " << i << ": found " << found(i) << ", expected " << wanted);
  }
}
template <class T, class Builder, class E>
plain::matrix interpreted(E const& e) {
  Builder b;
  auto const root = e.lower(b);
  auto const value = [](char const* leaf, double is) { return computed::point::value{tl::name(leaf), {is}}; };
  computed::point const at{{value("nil", 0), value("none", 0), value("one", 1), value("unit", 1),
                            value("large", static_cast<double>(large_value<T>)),
                            value("small", static_cast<double>(small_value<T>)), value("tiny", 1e-38),
                            value("low", -HUGE_VAL)}};
  return computed::nodes_in<T>(b, at).of(root, E::shape);
}
template <class E>
void is(E const& e, std::vector<number> const& expected) {
  expect<double>(interpreted<double, tl::rules::simplifier>(e), expected);
  expect<float>(interpreted<float, tl::rules::simplifier>(e), expected);
  expect<double>(interpreted<double, tl::graph::plain_builder>(e), expected);
  expect<float>(interpreted<float, tl::graph::plain_builder>(e), expected);
}

/// The same of a compiled program and in a constant expression.
constexpr auto some = tl::concatenate(grad(tl::pow(nil, none), nil), grad(square(1e-25 * large * 1e-3), large),
                                      grad(tl::atan2(small, one* small), one), grad(tl::maximum(one, unit), one),
                                      grad(tl::where(one > 0, 0, log(nil) - log(nil)), nil));
std::vector<number> const of_some{{0}, {2e-56, 1}, {-0.5}, {0.5}, {0}};
template <class T>
void expect_of_a_program() {
  using compiled = tl::program<T, some, masks, seconds>;
  typename compiled::workspace memory{};
  auto const result = compiled::run(memory, tl::bind(nil, T(0)), tl::bind(none, T(0)), tl::bind(one, T(1)),
                                    tl::bind(unit, T(1)), tl::bind(large, large_value<T>),
                                    tl::bind(small, small_value<T>), tl::bind(low, -static_cast<T>(HUGE_VAL)));
  BOOST_TEST_REQUIRE(static_cast<bool>(result));
  expect<T>(plain::of(result[some]), of_some);
  expect<T>(plain::of(result[masks]), of_masks);
  expect<T>(plain::of(result[seconds]), of_seconds);
}

/// Rows of a batch, every other one masked whole: slopes of the logarithm of a sum of exponentials and of a softmax.
constexpr std::uint32_t samples = 17;
constexpr auto row = tl::input<"row", 5>;
constexpr auto shares = tl::batch<samples>(grad(logsumexp(row), row));
constexpr auto slopes = tl::batch<samples>(grad(tl::element<0>(softmax(row)), row));
template <class T>
void expect_of_masked_rows() {
  using compiled = tl::program<T, shares, slopes>;
  typename compiled::workspace memory{};
  std::array<T, 5 * samples> rows;
  for (std::uint32_t s = 0; s < samples; ++s)
    for (std::uint32_t e = 0; e < 5; ++e) rows[5 * s + e] = s % 2 == 0 || e == 1 ? -static_cast<T>(HUGE_VAL) : T(1);
  auto const result = compiled::run(memory, tl::bind(row, rows));
  BOOST_TEST_REQUIRE(static_cast<bool>(result));
  std::vector<number> const masked_row{{0}, {0}, {0}, {0}, {0}};
  for (std::uint32_t s = 0; s < samples; ++s) {
    bool const is_masked = s % 2 == 0;
    expect<T>(plain::of(result[shares][s]),
              is_masked ? masked_row : std::vector<number>{{0.25}, {0}, {0.25}, {0.25}, {0.25}});
    expect<T>(plain::of(result[slopes][s]),
              is_masked ? masked_row : std::vector<number>{{0.1875}, {0}, {-0.0625}, {-0.0625}, {-0.0625}});
  }
}
constexpr auto half = grad(tl::maximum(one, unit), unit);
static_assert(tl::evaluate<float, half>(tl::bind(one, 1), tl::bind(unit, 1)) == 0.5F);
static_assert(tl::evaluate<double, half>(tl::bind(one, 1), tl::bind(unit, 1)) == 0.5);

/// The largest distance of f′ from `slope`, in ε, at x = −25 to 25.
constexpr auto x = tl::parameter<"x", 2001>;
template <class T, class E, class Slope>
double distance(E const& e, Slope const& slope) {
  tl::rules::simplifier b;
  computed::point at{{{tl::name("x"), {}}}};
  for (int i = -1000; i <= 1000; ++i) at.given[0].rows.push_back(static_cast<double>(static_cast<T>(i * 0.025)));
  auto const root = grad(sum(e), x).lower(b);
  plain::matrix const found = computed::nodes_in<T>(b, at).of(root, {2001, 1});
  double largest = 0;
  for (std::size_t i = 0; i < found.rows; ++i)
    largest = std::fmax(largest, std::abs(found(i) - slope(at.given[0].rows[i])));
  return largest / static_cast<double>(std::numeric_limits<T>::epsilon());
}

}  // namespace laws_at_the_edges_test

BOOST_AUTO_TEST_SUITE(laws_at_the_edges)

using namespace laws_at_the_edges_test;

BOOST_AUTO_TEST_CASE(a_power_whose_exponent_or_its_product_is_zero) { is(powers, of_powers); }
BOOST_AUTO_TEST_CASE(factors_and_squares_beyond_the_range_of_numbers) { is(ranges, of_ranges); }
BOOST_AUTO_TEST_CASE(ties_and_kinks) { is(kinks, of_kinks); }
BOOST_AUTO_TEST_CASE(masks_of_rows_and_of_all) {
  expect<double>(interpreted<double, tl::rules::simplifier>(masks), of_masks);
  expect<float>(interpreted<float, tl::rules::simplifier>(masks), of_masks);
}
BOOST_AUTO_TEST_CASE(masks_of_rows_in_a_batch) {
  expect_of_masked_rows<float>();
  expect_of_masked_rows<double>();
}
BOOST_AUTO_TEST_CASE(second_derivatives_that_nearly_cancel_or_are_flat) {
  expect<double>(interpreted<double, tl::rules::simplifier>(seconds), of_seconds);
  expect<float>(interpreted<float, tl::rules::simplifier>(seconds), of_seconds);
}
BOOST_AUTO_TEST_CASE(what_is_not_asked_for) {
  expect<double>(interpreted<double, tl::rules::simplifier>(zeros), of_zeros);
  expect<float>(interpreted<float, tl::rules::simplifier>(zeros), of_zeros);
}
BOOST_AUTO_TEST_CASE(derivatives_made_of_the_rounded_result_are_within_their_bound) {
  auto const slope_of_tanh = [](double v) { return 1 / (std::cosh(v) * std::cosh(v)); };
  auto const slope_of_sigmoid = [](double v) { return 1 / ((1 + std::exp(-v)) * (1 + std::exp(v))); };
  BOOST_TEST(distance<float>(tanh(x), slope_of_tanh) < 2);
  BOOST_TEST(distance<double>(tanh(x), slope_of_tanh) < 2.1);  // the comparison is rounded, too
  BOOST_TEST(distance<float>(sigmoid(x), slope_of_sigmoid) < 0.5);
  BOOST_TEST(distance<double>(sigmoid(x), slope_of_sigmoid) < 0.6);
  BOOST_TEST(distance<float>(tanh(x), slope_of_tanh) > 0.1);
}
BOOST_AUTO_TEST_CASE(programs_of_double) { expect_of_a_program<double>(); }
BOOST_AUTO_TEST_CASE(programs_of_float) { expect_of_a_program<float>(); }

BOOST_AUTO_TEST_SUITE_END()
