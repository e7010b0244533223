// SPDX-License-Identifier: BSL-1.0
// test: alone, g++ suffices
#define TAPELESS_REPRODUCIBLE
#include "tapeless/target/reproducible.hpp"

#include "tapeless/tapeless.hpp"

#include <boost/test/unit_test.hpp>

#include <bit>
#include <cfenv>

namespace {
namespace target_reproducible_test {

namespace tl = tapeless;

constexpr auto x = tl::input<"x", 5>;
constexpr auto w = tl::parameter<"w", 3, 5>;
constexpr auto s = tl::scalar<"s">;
constexpr auto loss = sum(exp(tanh(w * x)) * s);
constexpr auto dw = tl::grad(loss, w);
constexpr auto update = tl::assign(w, w - dw);
using step = tl::program<float, loss, update>;

/// One step from the same parameters: their bits and those of the loss, or why it did not take place.
struct outcome {
  tl::run_error error;
  std::uint32_t loss;
  std::uint32_t weight;
  friend bool operator==(outcome const&, outcome const&) = default;
};
outcome one_step() {
  step::parameters parameters{};
  step::workspace memory;
  for (std::uint32_t i = 0; i < 15; ++i) parameters[w](i / 5, i % 5) = 0.1f * static_cast<float>(i) - 0.7f;
  float const numbers[]{0.3f, -1.7f, 0.9f, 1.1f, -0.2f};
  auto const run = step::run(memory, bind(x, numbers), bind(s, 0.7f), parameters);
  if (!run) return {run.status().error, 0, 0};
  return {tl::run_error::none, std::bit_cast<std::uint32_t>(run[loss][0]),
          std::bit_cast<std::uint32_t>(parameters[w](2, 1))};
}

/// The state of the processor as it was before.
struct in_mode {
  explicit in_mode(int rounding) { std::fesetround(rounding); }
  ~in_mode() { std::fesetround(FE_TONEAREST); }
};

}  // namespace target_reproducible_test
}  // namespace

BOOST_AUTO_TEST_SUITE(target_reproducible)

using namespace target_reproducible_test;

BOOST_AUTO_TEST_CASE(numbers_are_added_as_on_targets_without_vectors_in_a_namespace_of_its_own) {
  static_assert(tl::targets::current == tl::targets::portable && tl::targets::is_reproducible);
  static_assert(std::is_same_v<step, tl::portable_reproducible::program<float, loss, update>>);
  BOOST_TEST(tl::reproducible());
  BOOST_TEST(tl::reproducible<double>());
}

BOOST_AUTO_TEST_CASE(a_step_has_the_bits_that_it_has_everywhere) {
  outcome const found = one_step();
  BOOST_TEST((found == outcome{tl::run_error::none, 0x4021d530, 0x3ff15112}),
             std::hex << found.loss << ' ' << found.weight);
}

BOOST_AUTO_TEST_CASE(a_run_that_would_round_otherwise_is_refused) {
  outcome const before = one_step();
  for (int const rounding : {FE_UPWARD, FE_DOWNWARD, FE_TOWARDZERO}) {
    in_mode const other(rounding);
    bool const says_so = !tl::reproducible();
    tl::run_error const error = one_step().error;
    std::fesetround(FE_TONEAREST);
    BOOST_TEST(says_so);
    BOOST_TEST((error == tl::run_error::not_reproducible));
  }
  BOOST_TEST((one_step() == before));
}

#if defined(__SSE2__)
BOOST_AUTO_TEST_CASE(a_run_that_would_take_subnormal_numbers_for_zeros_is_refused) {
  unsigned const usual = __builtin_ia32_stmxcsr();
  for (unsigned const mode : {0x8000u, 0x0040u}) {  // flush to zero, denormals are zero
    __builtin_ia32_ldmxcsr(usual | mode);
    tl::run_error const error = one_step().error;
    __builtin_ia32_ldmxcsr(usual);
    BOOST_TEST((error == tl::run_error::not_reproducible), mode);
  }
}
#endif

BOOST_AUTO_TEST_SUITE_END()
