// SPDX-License-Identifier: BSL-1.0
#include "tapeless/run/stepwise.hpp"

#include "tapeless/diff/grad.hpp"
#include "tapeless/expr/batch.hpp"
#include "tapeless/expr/reduction.hpp"
#include "tapeless/nn/loss.hpp"
#include "tapeless/run/program.hpp"

#include <boost/test/unit_test.hpp>

#include <array>
#include <limits>

namespace {
namespace run_stepwise_test {

namespace tl = tapeless;
constexpr auto x = tl::input<"x", 3>;
constexpr auto y = tl::label<"y", 2>;
constexpr auto W = tl::parameter<"W", 2, 3>;
constexpr auto loss = tl::batch_mean(tl::batch<4>(tl::cross_entropy(softmax(W * x), y)));
constexpr auto update = tl::assign(W, W - 0.5 * tl::grad(loss, W));
using program = tl::program<double, loss, update>;

struct model {
  program::workspace memory{};
  program::parameters parameters{};
  std::array<double, 6> samples{1, -2, 0.5, 0.25, 3, -1};
  std::array<int, 2> labels{1, 0};

  model() {
    for (std::uint32_t j = 0; j < 3; ++j)
      for (std::uint32_t i = 0; i < 2; ++i) parameters[W](i, j) = 0.1 * (i + 2.0 * j) - 0.2;
  }
};

}  // namespace run_stepwise_test
}  // namespace

BOOST_AUTO_TEST_SUITE(run_stepwise)

using namespace run_stepwise_test;

BOOST_AUTO_TEST_CASE(a_run_in_parts_gives_the_bits_of_a_run_in_one) {
  model whole;
  model parts;
  double const before = parts.parameters[W](0, 0);
  auto const expected = program::run(whole.memory, bind(x, whole.samples), bind(y, whole.labels), whole.parameters);
  auto run = program::start(parts.memory, bind(x, parts.samples), bind(y, parts.labels), parts.parameters);
  BOOST_TEST_REQUIRE(static_cast<bool>(run));
  std::uint32_t steps = 1;
  while (run.advance()) ++steps;
  BOOST_TEST(steps == run.step_count);
  BOOST_TEST(run.next_step() == run.step_count);
  BOOST_TEST(!run.advance());  // nothing is left
  BOOST_TEST(run.result()[loss][0] == expected[loss][0]);
  for (std::uint32_t j = 0; j < 3; ++j)
    for (std::uint32_t i = 0; i < 2; ++i) BOOST_TEST(parts.parameters[W](i, j) == whole.parameters[W](i, j));
  BOOST_TEST(parts.parameters[W](0, 0) != before);
}

BOOST_AUTO_TEST_CASE(the_result_is_there_when_all_parts_have_run) {
  model whole;
  model parts;
  auto const expected = program::run(whole.memory, bind(x, whole.samples), bind(y, whole.labels), whole.parameters);
  auto run = program::start(parts.memory, bind(x, parts.samples), bind(y, parts.labels), parts.parameters);
  BOOST_TEST(run.next_step() == 0U);
  BOOST_TEST(run.advance());
  BOOST_TEST(run.result()[loss][0] == expected[loss][0]);
}

BOOST_AUTO_TEST_CASE(with_wrong_data_no_part_runs) {
  model m;
  m.samples[4] = std::numeric_limits<double>::quiet_NaN();
  double const before = m.parameters[W](1, 1);
  auto run = program::start(m.memory, bind(x, m.samples), bind(y, m.labels), m.parameters);
  BOOST_TEST(!run);
  BOOST_TEST((run.status().error == tl::run_error::data_not_finite));
  BOOST_TEST(!run.advance());
  BOOST_TEST(run.next_step() == 0U);
  BOOST_TEST(m.parameters[W](1, 1) == before);
}

BOOST_AUTO_TEST_SUITE_END()
