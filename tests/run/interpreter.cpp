// SPDX-License-Identifier: BSL-1.0
#include "tapeless/run/interpreter.hpp"

#include "../last_words.hpp"

#include "tapeless/diff/grad.hpp"
#include "tapeless/expr/batch.hpp"
#include "tapeless/expr/define.hpp"
#include "tapeless/expr/reduction.hpp"
#include "tapeless/graph/plain_builder.hpp"
#include "tapeless/run/program.hpp"

#include <boost/test/unit_test.hpp>
#include <cmath>

namespace run_interpreter_test {

namespace tl = tapeless;
constexpr auto x = tl::input<"x", 2>;
constexpr auto y = tl::label<"y", 3>;
constexpr auto W = tl::parameter<"W", 3, 2>;
constexpr auto b = tl::parameter<"b", 3>;
constexpr auto m = tl::state<"m", 3>;
constexpr auto lr = tl::scalar<"lr">;

constexpr auto z = W * x + b;
constexpr auto affine_sum = sum(z);
constexpr auto matrix = outer(z, x);
constexpr auto loss = -sum(tl::xlogy(y, softmax(z)));
constexpr auto batch_loss = tl::batch<4>(loss);
constexpr auto batch_logits = tl::batch<4>(z);
constexpr auto mean_loss = tl::batch_mean(batch_loss);
constexpr auto dW = tl::grad(mean_loss, W);
constexpr auto new_m = tl::assign(m, 0.5 * m + tl::grad(mean_loss, b));
constexpr auto new_W = tl::assign(W, W - lr * dW);
constexpr auto reciprocal = 1.0 / lr;

constexpr double one_x[]{1, 2};
constexpr double W_rows[]{1, 2, 3, 4, 5, 6};
constexpr double b_rows[]{0.5, 0.25, -1};
constexpr double m_rows[]{1, 2, 3};
constexpr double xs[]{1, 2, -1, 0.5, 0.25, 3};
constexpr unsigned char ys[]{2, 0, 1};

static_assert(tl::evaluate<double, affine_sum>(tl::bind(x, one_x), tl::bind(W, W_rows), tl::bind(b, b_rows)) ==
              5 + 11 + 17 - 0.25);
static_assert(tl::evaluate<double, z>(tl::bind(x, one_x), tl::bind(W, W_rows), tl::bind(b, b_rows))[2] == 16);
static_assert(tl::evaluate<double, matrix>(tl::bind(x, one_x), tl::bind(W, W_rows), tl::bind(b, b_rows))(1, 1) == 22.5);
static_assert(tl::evaluate<float, reciprocal>(tl::bind(lr, 0)) == std::numeric_limits<float>::infinity());
static_assert(tl::evaluate<double, reciprocal>(tl::bind(lr, 8)) == 0.125);

constexpr std::uint32_t chosen[]{2, 0};
constexpr auto two_samples =
    tl::evaluate<double, batch_logits>(tl::bind(x, xs, tl::rows{chosen}), tl::bind(W, W_rows), tl::bind(b, b_rows));
static_assert(two_samples.size() == 2 && two_samples[0][0] == 0.25 + 6 + 0.5 && two_samples[1][1] == 11.25);

using training = tl::rules::listed<mean_loss, dW, new_m, new_W>;

constexpr auto interpreted() {
  return tl::run::interpretation<double, training>(tl::bind(x, xs), tl::bind(y, ys), tl::bind(W, W_rows),
                                                   tl::bind(b, b_rows), tl::bind(m, m_rows), tl::bind(lr, 0.1));
}
constexpr auto in_compiler = interpreted();
static_assert(in_compiler.sample_count() == 3);

// Wrong data is no constant expression.
template <unsigned Label>
concept label_is_accepted = requires {
  std::bool_constant<(tl::evaluate<double, loss>(tl::bind(x, one_x), tl::bind(y, Label), tl::bind(W, W_rows),
                                                 tl::bind(b, b_rows)) > 0)>{};
};
static_assert(label_is_accepted<2> && !label_is_accepted<3>);

template <std::size_t Samples>
constexpr std::array<double, 2 * Samples> samples{};
template <std::size_t Samples>
concept sample_count_is_accepted = requires {
  std::bool_constant<(
      tl::evaluate<double, batch_logits>(tl::bind(x, samples<Samples>), tl::bind(W, W_rows), tl::bind(b, b_rows))
          .size() == Samples)>{};
};
static_assert(sample_count_is_accepted<1> && sample_count_is_accepted<4> && !sample_count_is_accepted<5>);

template <std::size_t Samples>
concept three_labels_go_with = requires {
  std::bool_constant<(tl::evaluate<double, mean_loss>(tl::bind(x, samples<Samples>), tl::bind(y, ys),
                                                      tl::bind(W, W_rows), tl::bind(b, b_rows)) > 0)>{};
};
static_assert(three_labels_go_with<3> && !three_labels_go_with<2>);

// Nobody reads the samples after simplification, but they are counted.
constexpr auto counted = tl::batch_sum(tl::batch<4>(tl::grad(sum(x), x)));
static_assert(tl::evaluate<double, counted>(tl::bind(x, samples<3>))[0] == 3);

// Not a variable template: whether the address of one is null is no constant under -fsanitize=undefined.
constexpr std::uint32_t all_rows[]{0, 1, 2, 3};
template <std::uint32_t Row>
concept row_is_accepted = requires {
  std::bool_constant<(tl::evaluate<double, batch_logits>(tl::bind(x, xs, tl::rows{std::span(all_rows).subspan(Row, 1)}),
                                                         tl::bind(W, W_rows), tl::bind(b, b_rows))
                          .size() == 1)>{};
};
static_assert(row_is_accepted<2> && !row_is_accepted<3>);

// A store in read-only memory, and a layer's leaf, whose name is a value.
constexpr auto filled() {
  tl::basic_program<double, training>::parameters all{};
  all[W].copy_from(W_rows);
  all[b].copy_from(b_rows);
  return all;
}
constexpr auto constant_store = filled();
static_assert(tl::evaluate<double, affine_sum>(tl::bind(x, one_x), constant_store) == 32.75);

constexpr tl::scoped_leaf<tl::leaf_kind::parameter, tl::extents{3, 2}> first_weight(tl::name("net.0", "weight"));
constexpr tl::scoped_leaf<tl::leaf_kind::parameter, tl::extents{3, 2}> second_weight(tl::name("net.1", "weight"));
constexpr auto difference = sum(2 * first_weight - second_weight);
constexpr double ones[]{1, 1, 1, 1, 1, 1};
static_assert(tl::evaluate<double, difference>(tl::bind(second_weight, ones), tl::bind(first_weight, W_rows)) ==
              2 * 21 - 6);

}  // namespace run_interpreter_test

BOOST_AUTO_TEST_SUITE(run_interpreter)

using namespace run_interpreter_test;

BOOST_AUTO_TEST_CASE(in_the_compiler_and_at_run_time_the_numbers_are_equal) {
  auto const at_run_time = interpreted();
  BOOST_TEST(static_cast<double>(in_compiler.output<0>()) == static_cast<double>(at_run_time.output<0>()),
             boost::test_tools::tolerance(1e-14));
  for (std::uint32_t e = 0; e < 6; ++e)
    BOOST_TEST(in_compiler[dW].values[e] == at_run_time[dW].values[e], boost::test_tools::tolerance(1e-14));
}

BOOST_AUTO_TEST_CASE(the_loss_of_three_samples_is_the_hand_computed_mean) {
  double total = 0;
  for (std::uint32_t s = 0; s < 3; ++s) {
    double logit[3];
    for (std::uint32_t i = 0; i < 3; ++i)
      logit[i] = W_rows[2 * i] * xs[2 * s] + W_rows[2 * i + 1] * xs[2 * s + 1] + b_rows[i];
    total += std::log(std::exp(logit[0]) + std::exp(logit[1]) + std::exp(logit[2])) - logit[ys[s]];
  }
  BOOST_TEST(static_cast<double>(in_compiler[mean_loss]) == total / 3, boost::test_tools::tolerance(1e-13));
}

BOOST_AUTO_TEST_CASE(simplified_unsimplified_and_compiled_agree) {
  using program = tl::basic_program<double, training>;
  program::workspace memory{};
  program::parameters parameters{};
  program::state state{};
  parameters[W].copy_from(W_rows);
  parameters[b].copy_from(b_rows);
  state[m].copy_from(m_rows);
  tl::run::interpretation<double, training> const simplified(tl::bind(x, xs), tl::bind(y, ys), parameters, state,
                                                             tl::bind(lr, 0.1));
  tl::run::interpretation<double, training, tl::graph::plain_builder> const plain(tl::bind(x, xs), tl::bind(y, ys),
                                                                                  parameters, state, tl::bind(lr, 0.1));
  auto const compiled = program::run(memory, tl::bind(x, xs), tl::bind(y, ys), parameters, state, tl::bind(lr, 0.1));
  BOOST_TEST_REQUIRE(static_cast<bool>(compiled));
  static_assert(decltype(plain)::g.size.nodes > decltype(simplified)::g.size.nodes);
  auto const close = boost::test_tools::tolerance(1e-13);
  BOOST_TEST(static_cast<double>(compiled[mean_loss]) == static_cast<double>(simplified[mean_loss]), close);
  BOOST_TEST(static_cast<double>(plain[mean_loss]) == static_cast<double>(simplified[mean_loss]), close);
  for (std::uint32_t i = 0; i < 3; ++i) {
    BOOST_TEST(state[m](i) == simplified.assigned(m)(i), close);
    BOOST_TEST(plain.assigned<0>()(i) == simplified.assigned<0>()(i), close);
    for (std::uint32_t j = 0; j < 2; ++j) {
      BOOST_TEST(parameters[W](i, j) == simplified.assigned(W)(i, j), close);
      BOOST_TEST(compiled[dW](i, j) == simplified[dW](i, j), close);
      BOOST_TEST(plain[dW](i, j) == simplified[dW](i, j), close);
      BOOST_TEST(simplified[dW](i, j) != 0);
    }
  }
}

#if defined(__unix__)
BOOST_AUTO_TEST_CASE(parameters_that_nobody_filled_end_an_evaluation) {
  tl::basic_program<double, training>::parameters nobodys{};
  auto const evaluated = [&] {
    return static_cast<double>(tl::evaluate<double, affine_sum>(tl::bind(x, one_x), nobodys));
  };
  std::string const words = last_words::of([&] { static_cast<void>(evaluated()); });
  BOOST_TEST(words.find("the parameters are not filled yet: initialize them") != std::string::npos, words);
  nobodys.copy_from(constant_store);
  BOOST_TEST(evaluated() == 32.75);
}
#endif

BOOST_AUTO_TEST_SUITE_END()
