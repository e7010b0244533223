// SPDX-License-Identifier: BSL-1.0
#include "tapeless/run/result.hpp"

#include "../last_words.hpp"
#include "../plain_matrix.hpp"

#include "tapeless/expr/batch.hpp"
#include "tapeless/expr/reduction.hpp"
#include "tapeless/run/interpreter.hpp"
#include "tapeless/run/program.hpp"

#include <boost/hana/tuple.hpp>

#include <array>
#include <string>

namespace run_result_test {

namespace tl = tapeless;
constexpr auto x = tl::input<"x", 2>;
constexpr auto M = tl::input<"M", 2, 2>;
constexpr auto w = tl::parameter<"w", 2>;
constexpr auto doubled = 2 * x;
constexpr auto tripled = 3 * x;  // of the same type as `doubled`: the object holds the number
static_assert(std::is_same_v<decltype(doubled), decltype(tripled)>);
constexpr auto weighted = tl::dot(w, x);
constexpr auto both = boost::hana::make_tuple(tripled, boost::hana::make_tuple(weighted), doubled);
constexpr auto per_sample = tl::batch<3>(2 * x);
constexpr auto mean = tl::batch_mean(per_sample);
constexpr auto transposed = transpose(M);

}  // namespace run_result_test

BOOST_AUTO_TEST_SUITE(run_result)

using namespace run_result_test;
constexpr std::array<double, 2> data{1, -2};

template <class Program, class... Data>
auto run(Data const&... bound) {
  static typename Program::workspace memory{};
  static typename Program::parameters parameters{};
  if constexpr (Program::parameters::bytes() != 0) parameters.data()[0] = 3;
  auto const result = Program::run(memory, parameters, bound...);
  BOOST_TEST_REQUIRE(static_cast<bool>(result));
  return result;
}

BOOST_AUTO_TEST_CASE(outputs_that_differ_in_a_number_only_are_told_apart) {
  auto const result = run<tl::program<double, doubled, tripled>>(tl::bind(x, data));
  plain::expect(result[doubled], plain::matrix(2, 1, {2, -4}), 0);
  plain::expect(result[tripled], plain::matrix(2, 1, {3, -6}), 0);
  plain::expect(result[3 * x], plain::matrix(2, 1, {3, -6}), 0);  // an equal expression is the same output
}

BOOST_AUTO_TEST_CASE(outputs_have_numbers_in_the_order_written_tuples_taken_apart) {
  auto const result = run<tl::program<double, both>>(tl::bind(x, data));
  plain::expect(result.output<0>(), plain::matrix(2, 1, {3, -6}), 0);
  BOOST_TEST(static_cast<double>(result.output<1>()) == 3);
  plain::expect(result.output<2>(), plain::matrix(2, 1, {2, -4}), 0);
  BOOST_TEST(static_cast<double>(result[weighted]) == 3);
}

BOOST_AUTO_TEST_CASE(the_same_output_twice_is_allowed) {
  auto const result = run<tl::program<double, doubled, doubled>>(tl::bind(x, data));
  plain::expect(result.output<0>(), plain::matrix(2, 1, {2, -4}), 0);
  plain::expect(result.output<1>(), plain::matrix(2, 1, {2, -4}), 0);
}

BOOST_AUTO_TEST_CASE(a_batched_output_has_as_many_views_as_samples_were_bound) {
  std::array<double, 4> const two{1, 2, 3, 4};
  auto const result = run<tl::program<double, per_sample, mean>>(tl::bind(x, two));
  BOOST_TEST(result[per_sample].size() == 2U);
  plain::expect(result[per_sample][1], plain::matrix(2, 1, {6, 8}), 0);
  plain::expect(result[mean], plain::matrix(2, 1, {4, 6}), 0);
}

BOOST_AUTO_TEST_CASE(leaves_are_outputs_like_any_other) {
  static constexpr auto y = tl::label<"y", 3>;
  std::array<double, 4> const matrix{1, 2, 3, 4};
  int const truth[]{2};
  auto const result =
      run<tl::program<double, x, M, transposed, y, w>>(tl::bind(x, data), tl::bind(M, matrix), tl::bind(y, truth));
  plain::expect(result[x], plain::matrix(2, 1, {1, -2}), 0);
  plain::expect(result[M], plain::matrix(2, 2, {1, 2, 3, 4}), 0);
  plain::expect(result[transposed], plain::matrix(2, 2, {1, 3, 2, 4}), 0);
  plain::expect(result[y], plain::one_hot(3, 2), 0);
  plain::expect(result[w], plain::matrix(2, 1, {3, 0}), 0);
}

BOOST_AUTO_TEST_CASE(an_input_matrix_or_a_label_may_be_all_a_program_hands_back) {
  static constexpr auto y = tl::label<"y", 3>;
  static constexpr auto truths = tl::batch<2>(y);
  static constexpr auto kept = tl::assign(tl::state<"kept", 2, 2>, M);
  int const truth[]{2, 0};
  auto const labels = run<tl::program<double, truths>>(tl::bind(y, truth));
  plain::expect(labels[truths][0], plain::one_hot(3, 2), 0);
  plain::expect(labels[truths][1], plain::one_hot(3, 0), 0);
  using keeper = tl::program<double, kept>;
  keeper::workspace memory{};
  keeper::state state{};
  std::array<double, 4> const matrix{1, 2, 3, 4};
  BOOST_TEST(static_cast<bool>(keeper::run(memory, state, tl::bind(M, matrix))));
  plain::expect(state[tl::state<"kept", 2, 2>], plain::matrix(2, 2, {1, 2, 3, 4}), 0);
}

BOOST_AUTO_TEST_CASE(a_result_is_true_exactly_if_its_status_is) {
  using program = tl::program<double, per_sample>;
  program::workspace memory{};
  std::array<double, 8> const four{};
  auto const result = program::run(memory, tl::bind(x, std::span<double const>(four)));
  BOOST_TEST(!result);
  BOOST_TEST(!result.status());
  BOOST_TEST(static_cast<int>(result.status().error) == static_cast<int>(tl::run_error::too_many_samples));
}

#if defined(__unix__)
BOOST_AUTO_TEST_CASE(a_value_of_a_refused_run_ends_the_program_with_the_words_that_describe_says) {
  double const three[3]{};
  using program = tl::program<double, doubled>;
  program::workspace memory{};
  auto const refused = program::run(memory, tl::bind(x, std::span<double const>(three)));
  BOOST_TEST(!refused);
  std::string const sentence{describe(refused.status())};
  BOOST_TEST(sentence.find("x, sample 1: ") == 0U);
  BOOST_TEST(last_words::of([&] { static_cast<void>(refused[doubled]); }).find(sentence) != std::string::npos);
  BOOST_TEST(last_words::of([&] { static_cast<void>(refused.output<0>()); }).find(sentence) != std::string::npos);
  auto const evaluated = [&] {
    static_cast<void>(tl::evaluate<double, doubled>(tl::bind(x, std::span<double const>(three))));
  };
  BOOST_TEST(last_words::of(evaluated).find(describe(tl::run_error::incomplete_sample)) != std::string::npos);
}
#endif

BOOST_AUTO_TEST_SUITE_END()
