// SPDX-License-Identifier: BSL-1.0
// Random functions, their gradients and Hessian-vector products through tapeless and through two tape libraries. The
// graphs are built by the running test: the builder, the laws and the sweeps are ordinary functions, and one
// translation unit does for any number of seeds.
#include "../written_by_users.hpp"
#include "comparison.hpp"
#include "random_graph.hpp"

#include "tapeless/graph/plain_builder.hpp"
#include "tapeless/rules/simplifier.hpp"

#include <boost/test/unit_test.hpp>

#include <cmath>
#include <cstdlib>
#include <set>

namespace oracle {

namespace {

struct range {
  std::uint32_t first = 1;
  std::uint32_t count = 1000;
};

/// `… -- <first seed> <number of seeds>`
range asked_for() {
  auto const& suite = boost::unit_test::framework::master_test_suite();
  auto const number = [&](int i) { return static_cast<std::uint32_t>(std::strtoul(suite.argv[i], nullptr, 10)); };
  return suite.argc == 3 ? range{number(1), number(2)} : range{};
}

template <class Builder>
void compare_each() {
  range const seeds = asked_for();
  BOOST_TEST_REQUIRE(seeds.count > 0);
  for (std::uint32_t seed = seeds.first; seed < seeds.first + seeds.count; ++seed) {
    recipe const r = recipe_of(seed);
    std::string const wrong = difference(r, interpreted<Builder>(r, order::second));
    BOOST_TEST(wrong == "", "seed " << seed << '\n' << wrong << text_of(r));
  }
}

}  // namespace

BOOST_AUTO_TEST_SUITE(oracle_graphs)

BOOST_AUTO_TEST_CASE(tapeless_and_the_tapes_find_the_same_derivatives) { compare_each<tl::rules::simplifier>(); }

BOOST_AUTO_TEST_CASE(without_the_laws_too) { compare_each<tl::graph::plain_builder>(); }

// Of each output one element in turn.
BOOST_AUTO_TEST_CASE(one_number_that_is_off_by_a_millionth_is_found_and_reported_with_both_numbers) {
  recipe const r = recipe_of(7);
  tapeless_answer const right = interpreted<tl::rules::simplifier>(r, order::second);
  BOOST_TEST_REQUIRE(difference(r, right) == "");
  for (std::size_t o = 0; o < right.outputs.size(); ++o) {
    tapeless_answer wrong = right;
    double& number = wrong.outputs[o][o % wrong.outputs[o].size()];
    number += 1e-6 * std::fmax(1, std::fabs(number));
    BOOST_TEST(difference(r, wrong).find(": tapeless ") != std::string::npos, "output " << o);
  }
}

BOOST_AUTO_TEST_CASE(every_operation_that_a_user_can_write_occurs_and_the_sizes_are_as_said) {
  std::set<op> met;
  std::set<std::uint32_t> sizes;
  std::uint32_t batched = 0;
  range const seeds{};
  for (std::uint32_t seed = seeds.first; seed < seeds.first + seeds.count; ++seed) {
    recipe const r = recipe_of(seed);
    for (id v = 0; v < r.count; ++v) met.insert(r[v].code);
    sizes.insert(r.count);
    batched += r.samples != 0;
  }
  written_by_users::expect_all_in(met);
  BOOST_TEST(met.count(op::broadcast) == 1);
  BOOST_TEST(*sizes.begin() == recipe::least_nodes);
  BOOST_TEST(*sizes.rbegin() == recipe::most_nodes);
  BOOST_TEST(batched > seeds.count / 5);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace oracle
