// SPDX-License-Identifier: BSL-1.0
#include "tapeless/ops/random.hpp"

#include <boost/test/unit_test.hpp>

#include <array>
#include <cmath>

namespace {
namespace ops_random_test {

using namespace tapeless::ops;

// Random123's known answers (tests/kat_vectors): counter, key, result
template <std::uint32_t Rounds>
constexpr bool knows(two_words<std::uint32_t> counter, random_key key, two_words<std::uint32_t> answer) {
  auto const made = threefry<Rounds>(key, counter);
  return made.first == answer.first && made.second == answer.second;
}
static_assert(knows<13>({0, 0}, {0, 0}, {0x9d1c5ec6, 0x8bd50731}));
static_assert(knows<13>({~0u, ~0u}, {~0u, ~0u}, {0xfd36d048, 0x2d17272c}));
static_assert(knows<13>({0x243f6a88, 0x85a308d3}, {0x13198a2e, 0x03707344}, {0xba3e4725, 0xf27d669e}));
static_assert(knows<20>({0, 0}, {0, 0}, {0x6b200159, 0x99ba4efe}));
static_assert(knows<20>({~0u, ~0u}, {~0u, ~0u}, {0x1cb996fc, 0xbb002be7}));
static_assert(knows<20>({0x243f6a88, 0x85a308d3}, {0x13198a2e, 0x03707344}, {0xc4923a9c, 0x483df7a0}));

// both words of a pair are used, and nothing else
constexpr random_key some_key = key_of(1, 2, 3);
static_assert(random_bits(some_key, 5, 8) == threefry<13>(some_key, two_words<std::uint32_t>{5, 4}).first >> 8);
static_assert(random_bits(some_key, 5, 9) == threefry<13>(some_key, two_words<std::uint32_t>{5, 4}).second >> 8);

constexpr float parts[]{0x123456, 0xabcdef, 0x7fff};
static_assert(integer_of_parts(parts) == 0x7fffabcdef123456);
constexpr double no_parts[]{-1, 0x1p24, std::numeric_limits<double>::quiet_NaN()};
static_assert(integer_of_parts(no_parts) == 0);

using drawn = std::array<double, 4096>;
/// Numbers that differ in one thing: seed, stream, step, sample or element.
template <class Number>
drawn draw(Number const& number) {
  drawn made{};
  for (std::uint32_t i = 0; i < made.size(); ++i) made[i] = number(i) * random_unit;
  return made;
}
double mean(drawn const& numbers) {
  double sum = 0;
  for (double const each : numbers) sum += each;
  return sum / static_cast<double>(numbers.size());
}
/// Of neighbours `apart` places apart.
double correlation(drawn const& numbers, std::size_t apart) {
  double sum = 0;
  for (std::size_t i = 0; i + apart < numbers.size(); ++i) sum += (numbers[i] - 0.5) * (numbers[i + apart] - 0.5);
  return 12 * sum / static_cast<double>(numbers.size());
}
double uniformity(drawn const& numbers) {  // χ² of 64 classes of 64
  std::array<double, 64> count{};
  for (double const each : numbers) ++count[static_cast<std::size_t>(each * 64)];
  double sum = 0;
  for (double const each : count) sum += (each - 64) * (each - 64) / 64;
  return sum;
}

}  // namespace ops_random_test
}  // namespace

BOOST_AUTO_TEST_SUITE(ops_random)

using namespace ops_random_test;

/// Bounds are four standard deviations of what chance gives; χ² with 63 degrees of freedom is below 110 in 999 of 1000
/// cases.
BOOST_AUTO_TEST_CASE(numbers_are_uniform_and_independent_in_every_direction) {
  drawn const all[]{draw([](std::uint32_t i) { return random_bits(some_key, 0, i); }),
                    draw([](std::uint32_t i) { return random_bits(some_key, i, 0); }),
                    draw([](std::uint32_t i) { return random_bits(key_of(7, 11, i), 0, 0); }),
                    draw([](std::uint32_t i) { return random_bits(key_of(7, i, 0), 0, 1); }),
                    draw([](std::uint32_t i) { return random_bits(key_of(i, 11, 0), 0, 0); })};
  double const root = std::sqrt(static_cast<double>(all[0].size()));
  for (drawn const& numbers : all) {
    double square = 0;
    for (double const each : numbers) square += (each - 0.5) * (each - 0.5);
    BOOST_TEST(std::abs(mean(numbers) - 0.5) < 4 * std::sqrt(1.0 / 12) / root);
    BOOST_TEST(std::abs(square / static_cast<double>(numbers.size()) - 1.0 / 12) < 4 * std::sqrt(1.0 / 180) / root);
    for (std::size_t const apart : {1u, 2u, 3u, 16u, 32u, 64u})
      BOOST_TEST(std::abs(correlation(numbers, apart)) < 4 / root, apart);
    BOOST_TEST(uniformity(numbers) < 110);
  }
  for (std::size_t a = 0; a < 5; ++a)
    for (std::size_t b = 0; b < a; ++b) {
      double sum = 0;
      for (std::size_t i = 0; i < all[a].size(); ++i) sum += (all[a][i] - 0.5) * (all[b][i] - 0.5);
      BOOST_TEST(std::abs(12 * sum) < 4 * root, a << " and " << b);
    }
}

BOOST_AUTO_TEST_SUITE_END()
