// SPDX-License-Identifier: BSL-1.0
#include "tapeless/show/dot/primal.hpp"

#include "../classifier.hpp"
#include "tapeless/diff/grad.hpp"
#include "tapeless/diff/hvp.hpp"

#include <boost/test/unit_test.hpp>

namespace {
namespace show_dot_primal_test {

using namespace classifier;
namespace show = tl::show;
constexpr auto gradient = tl::grad(loss, W1);
constexpr auto product = tl::hvp(loss, b1, b1);
constexpr auto update = tl::assign(W1, W1 - 0.1 * gradient);
constexpr auto named = 2 * tl::define<"g">(gradient);
constexpr auto behind_a_lambda = tl::define<"g">([] { return tl::grad(loss, W1); });
constexpr auto samples = tl::batch<4>(gradient);
constexpr auto several = tl::grad(loss, W1, b1);

/// Whether the primal of E is the loss alone.
template <auto const& E, std::uint32_t Samples = 0>
constexpr bool is_loss() {
  tl::rules::simplifier b;
  show::lower_primal(b, E);
  tl::graph::id const root = b.within_batch(Samples, [&] { return loss.lower(b); });
  for (tl::graph::id const each : b.outputs)
    if (each != root) return false;
  return b.outputs.size() != 0;
}

static_assert(show::has_derivative(named));
static_assert(!show::has_derivative(loss));

}  // namespace show_dot_primal_test
}  // namespace

BOOST_AUTO_TEST_SUITE(show_dot_primal)

using namespace show_dot_primal_test;

BOOST_AUTO_TEST_CASE(the_primal_of_a_derivative_is_its_function) {
  BOOST_TEST(is_loss<loss>());
  BOOST_TEST(is_loss<gradient>());
  BOOST_TEST(is_loss<product>());
  BOOST_TEST(is_loss<behind_a_lambda>());
  BOOST_TEST(is_loss<several>());
  BOOST_TEST((is_loss<samples, 4>()));
}

BOOST_AUTO_TEST_CASE(what_stands_beside_a_derivative_is_primal_too) {
  BOOST_TEST(!is_loss<named>());   // also the 2
  BOOST_TEST(!is_loss<update>());  // also W1 and 0.1
}

BOOST_AUTO_TEST_SUITE_END()
