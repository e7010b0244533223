// SPDX-License-Identifier: BSL-1.0
// test: alone
// Programs whose answers are known from elsewhere.
#include "tapeless/run/execute.hpp"

#include "../plain_matrix.hpp"

#include "tapeless/diff/grad.hpp"
#include "tapeless/expr/batch.hpp"
#include "tapeless/expr/define.hpp"
#include "tapeless/nn/loss.hpp"
#include "tapeless/run/program.hpp"

#include <array>

namespace run_execute_test {

namespace tl = tapeless;

namespace line {
constexpr auto x = tl::input<"x">;
constexpr auto y = tl::input<"y">;
constexpr auto w = tl::parameter<"w">;
constexpr auto b = tl::parameter<"b">;
constexpr auto loss = square(x * w + b - y);
constexpr auto dw = tl::grad(loss, w);
constexpr auto db = tl::grad(loss, b);
}  // namespace line

namespace micrograd {
constexpr auto a = tl::parameter<"a">;
constexpr auto b = tl::parameter<"b">;
constexpr auto c1 = a + b;
constexpr auto d1 = a * b + pow(b, 3);
constexpr auto c2 = c1 + (c1 + 1);
constexpr auto c3 = c2 + (1 + c2 + (-a));
constexpr auto d2 = d1 + (d1 * 2 + relu(b + a));
constexpr auto d3 = d2 + (3 * d2 + relu(b - a));
constexpr auto e = c3 - d3;
constexpr auto f = square(e);
constexpr auto g = f / 2 + 10 / f;
constexpr auto da = tl::grad(g, a);
constexpr auto db = tl::grad(g, b);
}  // namespace micrograd

namespace quadratic {
constexpr auto v = tl::parameter<"v", 3>;
constexpr auto S = tl::input<"S", 3, 3>;
constexpr auto form = tl::dot(v, S* v);
constexpr auto by_v = tl::grad(form, v);
constexpr auto by_S = tl::grad(form, S);
}  // namespace quadratic

namespace classifier {
constexpr auto x = tl::input<"x", 2>;
constexpr auto y = tl::label<"y", 3>;
constexpr auto t = tl::input<"t", 3>;
constexpr auto W = tl::parameter<"W", 3, 2>;
constexpr auto z = tl::define<"z">(W * x);
constexpr auto p = tl::define<"p">(softmax(z));
constexpr auto loss = tl::cross_entropy(p, y);
constexpr auto by_p = tl::grad(loss, p);
constexpr auto by_z = tl::grad(loss, z);
constexpr auto by_W = tl::grad(loss, W);
constexpr auto soft_loss = tl::cross_entropy(p, t);
constexpr auto soft_by_z = tl::grad(soft_loss, z);
constexpr auto soft_by_W = tl::grad(soft_loss, W);
}  // namespace classifier

// The elements of a label sum to 1, so that nothing of the sample is left in what is averaged.
namespace constant_in_the_sample {
constexpr auto x = tl::input<"x">;
constexpr auto y = tl::label<"y", 3>;
constexpr auto A = tl::parameter<"A", 2, 2>;
constexpr auto v = tl::parameter<"v", 2>;
constexpr auto same_for_all = tl::batch<4>(sum(y) * (A * v));
constexpr auto mean = tl::batch_mean(same_for_all);
constexpr auto total = tl::batch_sum(same_for_all);
constexpr auto samples = tl::batch_sum(tl::batch<4>(x));
}  // namespace constant_in_the_sample

// Products whose result is one row, and a chain behind them: each column is one element, and the next one lies right
// behind it.
namespace row_products {
constexpr auto u = tl::input<"u", 3>;
constexpr auto c = tl::scalar<"c">;
template <std::uint32_t Columns>
constexpr auto M = tl::parameter<"M", 3, Columns>;
template <std::uint32_t Columns>
constexpr auto added = transpose(u) * M<Columns> + tl::sum<0>(M<Columns>) * c;
template <std::uint32_t Columns>
constexpr auto subtracted = transpose(u) * M<Columns> - tl::sum<0>(M<Columns>);
template <std::uint32_t Columns>
constexpr auto with_function = transpose(u) * M<Columns> + tanh(tl::sum<0>(M<Columns>));
constexpr auto p = tl::input<"p", 1, 3>;
constexpr auto q = tl::parameter<"q", 1, 5>;
constexpr auto outer = transpose(2 * p) * (3 * q);  // reads a row column by column
}  // namespace row_products

// What all samples share, as either operand of a cross-entropy, in as many samples as suggest any layout.
namespace shared_by_samples {
constexpr auto y = tl::label<"y", 5>;
constexpr auto t = tl::input<"t", 5>;
constexpr auto z = tl::input<"z", 5>;
constexpr auto b = tl::parameter<"b", 5>;
template <std::uint32_t Batch>
constexpr auto shared_logits = tl::batch_mean(tl::batch<Batch>(tl::cross_entropy(tl::softmax(b), y)));
template <std::uint32_t Batch>
constexpr auto by_logits = tl::grad(shared_logits<Batch>, b);
template <std::uint32_t Batch>
constexpr auto shared_logits_soft_truth = tl::batch_mean(tl::batch<Batch>(tl::cross_entropy(tl::softmax(b), t)));
template <std::uint32_t Batch>
constexpr auto shared_truth = tl::batch_mean(tl::batch<Batch>(tl::cross_entropy(tl::softmax(z), b)));
}  // namespace shared_by_samples

template <class Program>
struct instance {
  typename Program::workspace memory{};
  typename Program::parameters parameters{};

  template <class... Data>
  auto run(Data const&... data) {
    auto const result = Program::run(memory, parameters, data...);
    BOOST_TEST_REQUIRE(static_cast<bool>(result));
    return result;
  }
};

}  // namespace run_execute_test

BOOST_AUTO_TEST_SUITE(run_execute)

using namespace run_execute_test;
double number(double view) { return view; }  // a tolerance is for plain numbers only
auto within(double tolerance) { return boost::test_tools::tolerance(tolerance); }

BOOST_AUTO_TEST_CASE(squared_error_of_a_line) {
  using namespace line;
  instance<tl::program<double, line::loss, dw, line::db>> i;
  i.parameters[w](0) = -3;
  i.parameters[line::b](0) = 6.88;
  double const two[]{2};
  double const one[]{1};
  auto const result = i.run(tl::bind(line::x, two), tl::bind(line::y, one));
  // 2·(−3) + 6.88 − 1 = −0.12; L = 0.0144; ∂L/∂w = 2·(−0.12)·2 = −0.48; ∂L/∂b = 2·(−0.12) = −0.24
  BOOST_TEST(number(result[line::loss]) == 0.0144, within(1e-13));
  BOOST_TEST(number(result[dw]) == -0.48, within(1e-13));
  BOOST_TEST(number(result[line::db]) == -0.24, within(1e-13));
}

BOOST_AUTO_TEST_CASE(the_example_of_micrograd) {
  instance<tl::program<double, micrograd::g, micrograd::da, micrograd::db>> i;
  i.parameters[micrograd::a](0) = -4;
  i.parameters[micrograd::b](0) = 2;
  auto const result = i.run();
  // c₁ = −2, c₂ = −3, c₃ = −3 + 1 − 3 + 4 = −1; d₁ = −8 + 8 = 0, d₂ = relu(−2) = 0, d₃ = relu(6) = 6; e = −7; g = 49/2
  // + 10/49. ∂g/∂e = e − 20/e³ = −7 + 20/343. ∂c₃/∂a = 4 − 1, ∂d₃/∂a = 4·3·b − 1 = 23: ∂e/∂a = −20. ∂c₃/∂b = 4, ∂d₃/∂b
  // = 4·3·(a + 3b²) + 1 = 97: ∂e/∂b = −93.
  double const by_e = -7 + 20.0 / 343;
  BOOST_TEST(number(result[micrograd::g]) == 49.0 / 2 + 10.0 / 49, within(1e-14));
  BOOST_TEST(number(result[micrograd::da]) == -20 * by_e, within(1e-14));
  BOOST_TEST(number(result[micrograd::db]) == -93 * by_e, within(1e-14));
  // the figures published with micrograd
  BOOST_TEST(number(result[micrograd::g]) == 24.7041, within(5e-6));
  BOOST_TEST(number(result[micrograd::da]) == 138.8338, within(5e-7));
  BOOST_TEST(number(result[micrograd::db]) == 645.5773, within(1e-7));
}

BOOST_AUTO_TEST_CASE(the_gradient_of_a_quadratic_form_is_the_form_plus_its_transpose_times_the_vector) {
  using namespace quadratic;
  instance<tl::program<double, form, by_v, by_S>> i;
  plain::numbers draw;
  plain::matrix const vector = plain::fill(i.parameters[v], draw);
  plain::matrix const sigma(3, 3, {1, 2, -1, 0.5, 3, 0.25, -2, 0.75, 4});
  auto const result = i.run(tl::bind(S, std::span<double const>(sigma.values)));
  BOOST_TEST(number(result[form]) == (plain::transposed(vector) * sigma * vector)(0), within(1e-13));
  plain::expect(result[by_v], (sigma + plain::transposed(sigma)) * vector, 1e-14);
  plain::expect(result[by_S], vector * plain::transposed(vector), 1e-14);
}

BOOST_AUTO_TEST_CASE(derivatives_by_probability_logit_and_weight_stand_side_by_side_in_one_program) {
  using namespace classifier;
  instance<tl::program<double, loss, by_p, by_z, by_W, p>> i;
  plain::numbers draw;
  plain::matrix const weights = plain::fill(i.parameters[W], draw);
  double const data[]{0.5, -1.5};
  int const truth[]{2};
  auto const result = i.run(tl::bind(x, data), tl::bind(y, truth));
  plain::matrix const probability = plain::softmax(weights * plain::sample(data, 2, 0));
  plain::matrix const expected_by_z = probability - plain::one_hot(3, 2);
  BOOST_TEST(number(result[loss]) == -std::log(probability(2)), within(1e-13));
  plain::expect(result[p], probability, 1e-14);
  plain::expect(result[by_p], plain::matrix(3, 1, {0, 0, -1 / probability(2)}), 1e-13);
  plain::expect(result[by_z], expected_by_z, 1e-14);
  plain::expect(result[by_W], expected_by_z * plain::transposed(plain::sample(data, 2, 0)), 1e-14);
}

BOOST_AUTO_TEST_CASE(targets_that_do_not_sum_to_one_weigh_the_probabilities_by_their_sum) {
  using namespace classifier;
  instance<tl::program<double, soft_loss, soft_by_z, soft_by_W>> i;
  plain::numbers draw;
  plain::matrix const weights = plain::fill(i.parameters[W], draw);
  double const data[]{0.5, -1.5};
  double const target[]{0.75, 0, 0.5};  // one of them 0, sum 1.25
  auto const result = i.run(tl::bind(x, data), tl::bind(t, target));
  plain::matrix const probability = plain::softmax(weights * plain::sample(data, 2, 0));
  plain::matrix const expected_by_z = 1.25 * probability - plain::matrix(3, 1, {0.75, 0, 0.5});
  BOOST_TEST(number(result[soft_loss]) == -0.75 * std::log(probability(0)) - 0.5 * std::log(probability(2)),
             within(1e-13));
  plain::expect(result[soft_by_z], expected_by_z, 1e-14);
  plain::expect(result[soft_by_W], expected_by_z * plain::transposed(plain::sample(data, 2, 0)), 1e-14);
}

BOOST_AUTO_TEST_CASE(a_class_of_probability_zero_that_is_not_the_truth_costs_nothing) {
  using namespace classifier;
  instance<tl::program<double, soft_loss, soft_by_z>> i;
  plain::set(i.parameters[W],
             plain::matrix(3, 2, {2000, 0, 0, 0, -2000, 0}));  // logits 2000, 0, −2000: two probabilities underflow
  double const data[]{1, 0};
  double const target[]{1, 0, 0};
  auto const result = i.run(tl::bind(x, data), tl::bind(t, target));
  BOOST_TEST(number(result[soft_loss]) == 0);
  plain::expect(result[soft_by_z], plain::matrix(3, 1), 0);
  double const wrong[]{0, 0, 1};
  auto const far_off = i.run(tl::bind(x, data), tl::bind(t, wrong));
  BOOST_TEST(number(far_off[soft_loss]) == 4000);
  plain::expect(far_off[soft_by_z], plain::matrix(3, 1, {1, 0, -1}), 0);
}

BOOST_AUTO_TEST_CASE(what_is_equal_for_all_samples_has_itself_as_mean_and_counts_for_each_sample_in_a_sum) {
  using namespace constant_in_the_sample;
  instance<tl::program<double, mean, total, samples>> i;
  plain::numbers draw;
  plain::matrix const matrix = plain::fill(i.parameters[A], draw);
  plain::matrix const vector = plain::fill(i.parameters[v], draw);
  double const three[]{1, 1, 1};
  int const truths[]{0, 2, 1};
  auto const result = i.run(tl::bind(x, three), tl::bind(y, truths));
  BOOST_TEST(number(result[samples]) == 3);
  plain::expect(result[mean], matrix * vector, 1e-14);
  plain::expect(result[total], 3 * (matrix * vector), 1e-14);
}

template <class T, std::uint32_t Columns>
void expect_row_products() {
  using namespace row_products;
  using program = tl::program<T, added<Columns>, subtracted<Columns>, with_function<Columns>>;
  instance<program> i;
  plain::numbers draw;
  plain::matrix const matrix = plain::fill(i.parameters[M<Columns>], draw);
  std::array<T, 3> const vector{1, 2, 3};
  auto const result = i.run(tl::bind(u, vector), tl::bind(c, T(10)));
  double const tolerance = std::is_same_v<T, float> ? 1e-6 : 1e-14;
  plain::matrix const product = plain::matrix(1, 3, {1, 2, 3}) * matrix;
  plain::matrix const sums = plain::matrix(1, 3, {1, 1, 1}) * matrix;
  plain::expect(result[added<Columns>], product + 10 * sums, tolerance);
  plain::expect(result[subtracted<Columns>], product - sums, tolerance);
  plain::expect(result[with_function<Columns>], product + plain::map(sums, [](double v) { return std::tanh(v); }),
                tolerance);
}

BOOST_AUTO_TEST_CASE(a_chain_behind_a_product_of_one_row_changes_each_element_once) {
  expect_row_products<double, 2>();
  expect_row_products<float, 6>();
  expect_row_products<float, 17>();
  using namespace row_products;
  instance<tl::program<double, outer>> i;
  plain::numbers draw;
  plain::matrix const row = plain::fill(i.parameters[q], draw);
  std::array const other{1.0, -2.0, 3.0};
  plain::expect(i.run(tl::bind(p, other))[outer], 6 * (plain::matrix(3, 1, {1, -2, 3}) * row), 1e-14);
}

template <class T, std::uint32_t Batch>
void expect_shared_operands() {
  using namespace shared_by_samples;
  instance<tl::program<T, shared_logits<Batch>, by_logits<Batch>, shared_logits_soft_truth<Batch>, shared_truth<Batch>>>
      i;
  plain::numbers draw;
  plain::matrix const shared = plain::fill(i.parameters[b], draw);
  constexpr std::size_t samples = Batch - 1;
  std::array<std::uint8_t, samples> labels{};
  std::array<T, samples * 5> truths{}, logits{};
  for (std::size_t s = 0; s < samples; ++s) labels[s] = static_cast<std::uint8_t>(s * s % 5);
  for (T& each : truths) each = static_cast<T>(draw());
  for (T& each : logits) each = static_cast<T>(draw());
  auto const result = i.run(tl::bind(y, labels), tl::bind(t, truths), tl::bind(z, logits));
  auto const log_softmax = [](plain::matrix const& of, std::size_t e) { return std::log(plain::softmax(of)(e)); };
  double hard = 0, soft = 0, swapped = 0;
  plain::matrix gradient(5, 1);
  for (std::size_t s = 0; s < samples; ++s) {
    plain::matrix column(5, 1);
    for (std::size_t e = 0; e < 5; ++e) column(e) = double(logits[s * 5 + e]);
    hard -= log_softmax(shared, labels[s]);
    for (std::size_t e = 0; e < 5; ++e) {
      soft -= double(truths[s * 5 + e]) * log_softmax(shared, e);
      swapped -= shared(e) * log_softmax(column, e);
      gradient(e) += (plain::softmax(shared)(e) - (labels[s] == e ? 1 : 0)) / samples;
    }
  }
  double const tolerance = std::is_same_v<T, float> ? 2e-6 : 1e-13;
  plain::expect(result[shared_logits<Batch>], plain::matrix(1, 1, {hard / samples}), tolerance);
  plain::expect(result[by_logits<Batch>], gradient, tolerance);
  plain::expect(result[shared_logits_soft_truth<Batch>], plain::matrix(1, 1, {soft / samples}), tolerance);
  plain::expect(result[shared_truth<Batch>], plain::matrix(1, 1, {swapped / samples}), tolerance);
}

BOOST_AUTO_TEST_CASE(a_cross_entropy_reads_what_all_samples_share_once_for_each) {
  expect_shared_operands<float, 8>();
  expect_shared_operands<double, 40>();
}

BOOST_AUTO_TEST_SUITE_END()
