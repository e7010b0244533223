// SPDX-License-Identifier: BSL-1.0
#include "tapeless/plan/transposed_copy.hpp"

#include "tapeless/diff/grad.hpp"
#include "tapeless/expr/batch.hpp"
#include "tapeless/expr/reduction.hpp"
#include "tapeless/plan/plan.hpp"

#include <boost/test/unit_test.hpp>

namespace plan_transposed_copy_test {

namespace tl = tapeless;
constexpr auto x = tl::input<"x", 4>;
constexpr auto X = tl::input<"X", 4, 3>;
constexpr auto W = tl::parameter<"W", 4, 5>;
constexpr auto many = tl::batch<tl::plan::least_samples_for_copy>(transpose(W) * x);
constexpr auto few = tl::batch<tl::plan::least_samples_for_copy - 1>(transpose(W) * x);
constexpr auto straight = tl::batch<16>(transpose(transpose(W)) * (transpose(W) * x));
constexpr auto matrices = tl::batch<16>(transpose(W) * X);

/// The elements of the copies that the steps of a plan make.
template <auto const&... Outputs>
constexpr std::uint32_t copied() {
  using plan = tl::plan::planned<tl::rules::listed<Outputs...>>;
  std::uint32_t elements = 0;
  for (auto const& each : plan::table.steps)
    if (each.scratch.where == tl::plan::space::workspace) elements += each.left.size();
  return elements;
}
constexpr std::uint32_t if_there_are_vectors(std::uint32_t elements) {
  return tl::targets::current.register_bytes == 0 ? 0 : elements;
}

}  // namespace plan_transposed_copy_test

BOOST_AUTO_TEST_SUITE(plan_transposed_copy)

using namespace plan_transposed_copy_test;

BOOST_AUTO_TEST_CASE(a_transposed_matrix_is_copied_for_many_vectors_only) {
  BOOST_TEST(copied<many>() == if_there_are_vectors(20));
  BOOST_TEST(copied<few>() == 0U);
  BOOST_TEST(copied<matrices>() == 0U);
}

BOOST_AUTO_TEST_CASE(a_matrix_as_it_lies_is_never_copied) {
  BOOST_TEST(copied<straight>() == if_there_are_vectors(20));  // of the two products the transposed one
}

BOOST_AUTO_TEST_SUITE_END()
