// SPDX-License-Identifier: BSL-1.0
#include "tapeless/plan/step_writer.hpp"

#include "tapeless/expr/reduction.hpp"
#include "tapeless/plan/plan.hpp"
#include "tapeless/train/objective.hpp"
#include "tapeless/train/training_step.hpp"

#include <boost/test/unit_test.hpp>

namespace plan_step_writer_test {

namespace tl = tapeless;
using tl::plan::step_kind;

using layer = tl::dense<8, tl::activation::tanh>;
struct six : tl::sequential<tl::in<"x", 8>, layer, layer, layer, layer, layer, layer, tl::dense<2>> {};
using training = tl::plan::planned<
    tl::train::update_of<tl::network_loss<six, tl::objective::softmax_cross_entropy, 4>, tl::optimizer::sgd>>;

// values that are one vector and a part of one
constexpr auto u = tl::parameter<"u", 17>;
constexpr auto V = tl::parameter<"V", 2, 17>;
constexpr auto raised = exp(u);
constexpr auto centred = raised - sum(raised);
constexpr auto projected = V * raised;

}  // namespace plan_step_writer_test

BOOST_AUTO_TEST_SUITE(plan_step_writer)

using namespace plan_step_writer_test;

BOOST_AUTO_TEST_CASE(kernels_are_told_of_room_behind_lines_that_lie_in_the_workspace_and_of_no_other) {
  using plan = tl::plan::planned<tl::rules::listed<centred, projected>>;
  bool const has_vectors = tl::targets::current.has_vectors();
  std::uint32_t with_room = 0;
  auto const expect = [&](std::uint32_t told, tl::plan::place const& at, bool is_line) {
    BOOST_TEST((told & 1) == (has_vectors && is_line && at.where == tl::plan::space::workspace ? 1U : 0U));
    with_room += told & 1;
  };
  for (tl::plan::step const& each : plan::table.steps) {
    if (each.kind == step_kind::product)
      for (std::uint32_t i = 0; i < 2; ++i) expect(std::uint32_t{each.room_behind} >> i, each.in[i], i == 1);
    if (each.kind != step_kind::elementwise) continue;
    tl::plan::elementwise_code const& code = plan::table.codes[each.chain];
    for (std::uint32_t i = 0; i < code.input_count; ++i)
      expect(std::uint32_t{code.room_behind_input} >> i, each.in[i], (code.per_element >> i & 1) != 0);
    for (std::uint32_t i = 0; i < each.output_count; ++i)
      expect(std::uint32_t{code.room_behind_result} >> i, each.out[i], true);
  }
  BOOST_TEST(with_room == (has_vectors ? 4U : 0U));  // exp(u) as it is made and read twice, and what is centred
}

BOOST_AUTO_TEST_CASE(codes_are_listed_once) {
  using plan = training;
  BOOST_TEST(plan::table.codes.size() > 1U);
  for (std::size_t i = 0; i < plan::table.codes.size(); ++i)
    for (std::size_t j = 0; j < i; ++j) BOOST_TEST(!(plan::table.codes[i] == plan::table.codes[j]));
}

BOOST_AUTO_TEST_SUITE_END()
