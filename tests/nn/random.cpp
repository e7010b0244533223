// SPDX-License-Identifier: BSL-1.0
#include <tapeless/nn/random.hpp>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <span>

BOOST_AUTO_TEST_SUITE(nn_random)

namespace random = tapeless::random;

namespace {

template <std::size_t Count>
constexpr std::array<std::uint32_t, Count> draw(random::pcg32 generator, int skip = 0) {
  for (; skip > 0; --skip) generator();
  std::array<std::uint32_t, Count> values{};
  for (auto& value : values) value = generator();
  return values;
}

template <class T>
using draw_function = T (*)(random::pcg32&);

template <class T>
constexpr T first(draw_function<T> function) {
  random::pcg32 generator{42, 54};
  return function(generator);
}

/// A generator that always yields the same bits, for the ends of the ranges.
template <std::uint32_t Bits>
struct stuck {
  constexpr std::uint32_t operator()() const { return Bits; }
};

constexpr std::uint32_t all_ones = std::numeric_limits<std::uint32_t>::max();

struct moments {
  double mean = 0, variance = 0, kurtosis = 0;
};

template <class T>
moments measure(draw_function<T> function, int count) {
  random::pcg32 generator{2024, 7};
  double sum = 0, squares = 0, fourth = 0;
  for (int i = 0; i < count; ++i) {
    double const x = static_cast<double>(function(generator));
    sum += x, squares += x * x, fourth += x * x * x * x;
  }
  double const variance = squares / count;  // about 0, the mean of all that is measured here but `uniform`
  return {sum / count, variance, fourth / count / (variance * variance)};
}

}  // namespace

// The published output of O'Neill's pcg32-demo (seed 42, sequence 54): the six numbers of round 1 and those of round 5,
// which come after 620 draws (6 numbers, 65 coins, 33 rolls and 51 cards in each of four rounds).
static_assert(draw<6>(random::pcg32{42, 54}) ==
              std::array{0xa15c02b7U, 0x7b47f409U, 0xba1d3330U, 0x83d2f293U, 0xbfa4784bU, 0xcbed606eU});
static_assert(draw<6>(random::pcg32{42, 54}, 620) ==
              std::array{0xfcef7cd6U, 0x1b488b5aU, 0xd0daf7eaU, 0x1d9a70f7U, 0x241a37cfU, 0x9a3857b7U});
// Published vectors of FNV-1a, and of SplitMix64 with seeds 0 and 1234567.
static_assert(random::hash("") == 0xcbf29ce484222325U && random::hash("a") == 0xaf63dc4c8601ec8cU &&
              random::hash("foobar") == 0x85944171f73967e8U);
static_assert(random::mix(0x9e3779b97f4a7c15U) == 0xe220a8397b1dcdafU);
static_assert(random::mix(1234567U + 0x9e3779b97f4a7c15U) == 6457827717110365317U);

// First values of every form, pinned. normal<float> was computed apart from this code in exact rational arithmetic; the
// others are what this code gave: they hold the bits equal from target to target and from version to version.
static_assert(first<float>(random::uniform<float>) == 0x1.42b804p-1F);
static_assert(first<double>(random::uniform<double>) == 0x1.42b8056ef68fep-1);
static_assert(first<float>(random::symmetric<float>) == 0x1.0ae014p-2F);
static_assert(first<double>(random::symmetric<double>) == 0x1.0ae015bbda3fap-2);
static_assert(first<float>(random::normal<float>) == 0x1.570fd2p+0F);
static_assert(first<double>(random::normal<double>) == 0x1.570fd13p+0);

BOOST_AUTO_TEST_CASE(run_time_draws_are_the_published_numbers_too) {
  random::pcg32 const volatile start{42, 54};
  random::pcg32 generator{const_cast<random::pcg32 const&>(start)};
  std::array<std::uint32_t, 6> values{};
  for (auto& value : values) value = generator();
  std::array const published{0xa15c02b7U, 0x7b47f409U, 0xba1d3330U, 0x83d2f293U, 0xbfa4784bU, 0xcbed606eU};
  BOOST_TEST(values == published, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_name_has_its_own_stream_and_keeps_it) {
  BOOST_TEST((random::stream(1, "w") == random::stream(1, "w")));
  BOOST_TEST((random::stream(1, "w") == random::stream(1, random::hash("w"))));
  BOOST_TEST((random::stream(1, "w") != random::stream(1, "b")));
  BOOST_TEST((random::stream(1, "w") != random::stream(2, "w")));
  // Unrelated streams share about half of their bits: 32000 compared, deviation √8000 ≈ 89, five of them allowed.
  auto const one = draw<1000>(random::stream(1, "layer1.weight"));
  for (auto const& generator :
       {random::stream(1, "layer2.weight"), random::stream(2, "layer1.weight"), random::stream(1, std::uint64_t{0})}) {
    auto const other = draw<1000>(generator);
    int equal = 0;
    for (std::size_t i = 0; i < one.size(); ++i) equal += 32 - std::popcount(one[i] ^ other[i]);
    BOOST_TEST(std::abs(equal - 16000) < 450);
  }
}

BOOST_AUTO_TEST_CASE(rounding_is_to_nearest_with_ties_to_even) {
  BOOST_TEST(random::scaled<float>((1 << 24) + 1, 0) == 0x1p24F);
  BOOST_TEST(random::scaled<float>((1 << 24) + 3, 0) == 0x1.000004p24F);
  BOOST_TEST(random::scaled<float>(-((1LL << 25) + 3), -30) == -0x1.000002p-5F);
  BOOST_TEST(random::scaled<float>(0, -30) == 0.0F);
  BOOST_TEST(random::scaled<float>(std::numeric_limits<std::int64_t>::min(), -63) == -1.0F);
  BOOST_TEST(random::scaled<double>(std::numeric_limits<std::int64_t>::max(), -63) == 1.0);
  random::pcg32 generator{3, 3};
  for (int i = 0; i < 2000; ++i) {  // against the conversion of the machine, which rounds the same way by default
    auto const bits = (std::uint64_t{generator()} << 32U) | generator();
    auto const integer = static_cast<std::int64_t>(bits) >> (generator() % 64);
    BOOST_TEST(random::scaled<float>(integer, 0) == static_cast<float>(integer));
    BOOST_TEST(random::scaled<double>(integer, -70) == std::ldexp(static_cast<double>(integer), -70));
  }
}

BOOST_AUTO_TEST_CASE(powers_of_two_are_exact) {
  for (int n = -126; n <= 127; ++n) BOOST_TEST(random::power_of_two<float>(n) == std::ldexp(1.0F, n));
  for (int n = -1022; n <= 1023; ++n) BOOST_TEST(random::power_of_two<double>(n) == std::ldexp(1.0, n));
}

BOOST_AUTO_TEST_CASE(ranges_are_closed_below_and_open_above) {
  stuck<0> low;
  stuck<all_ones> high;
  BOOST_TEST(random::uniform<float>(low) == 0.0F);
  BOOST_TEST(random::uniform<double>(low) == 0.0);
  BOOST_TEST(random::uniform<float>(high) == 1.0F - 0x1p-24F);
  BOOST_TEST(random::uniform<double>(high) == 1.0 - 0x1p-53);
  BOOST_TEST(random::symmetric<float>(low) == -1.0F);
  BOOST_TEST(random::symmetric<double>(low) == -1.0);
  BOOST_TEST(random::symmetric<float>(high) == 1.0F - 0x1p-24F);
  BOOST_TEST(random::symmetric<double>(high) == 1.0 - 0x1p-53);
  BOOST_TEST(random::normal_integer(low) == -6 * ((1 << 28) - 1));
  BOOST_TEST(random::normal_integer(high) == 6 * ((1 << 28) - 1));
}

// Each bound is five standard errors of the estimate from 200000 draws.
BOOST_AUTO_TEST_CASE(moments_are_those_of_the_distribution) {
  constexpr int count = 200'000;
  double const root = std::sqrt(count);
  auto const flat = measure<float>(random::symmetric<float>, count);
  BOOST_TEST(std::abs(flat.mean) < 5 * std::sqrt(1.0 / 3) / root);
  BOOST_TEST(std::abs(flat.variance - 1.0 / 3) < 5 * std::sqrt(1.0 / 5 - 1.0 / 9) / root);
  auto const unit = measure<double>(random::uniform<double>, count);
  BOOST_TEST(std::abs(unit.mean - 0.5) < 5 * std::sqrt(1.0 / 12) / root);
  auto const bell = measure<float>(random::normal<float>, count);
  BOOST_TEST(std::abs(bell.mean) < 5 / root);
  BOOST_TEST(std::abs(bell.variance - 1) < 5 * std::sqrt(2.0) / root);
  BOOST_TEST(std::abs(bell.kurtosis - 2.9) < 5 * std::sqrt(24.0) / root);  // 3 - 0.1, as documented; error 0.055
}

BOOST_AUTO_TEST_CASE(bounded_integers_are_below_the_bound_and_equally_frequent) {
  random::pcg32 generator{9, 1};
  std::array<int, 6> counts{};
  for (int i = 0; i < 60'000; ++i) ++counts.at(random::below(6, generator));
  double chi_squared = 0;
  for (int const count : counts) chi_squared += (count - 10'000.0) * (count - 10'000.0) / 10'000.0;
  BOOST_TEST(chi_squared < 20.5);  // 5 degrees of freedom, 0.1 %
  BOOST_TEST(random::below(1, generator) == 0U);
  BOOST_TEST(random::below(0, generator) == 0U);
  stuck<all_ones> high;
  BOOST_TEST(random::below(all_ones, high) == all_ones - 1);
}

BOOST_AUTO_TEST_CASE(a_draw_that_would_bias_is_rejected) {
  // For bound 3 exactly one draw of 2³² is too many: 0, whose product with 3 has the low word 0 < 2³² mod 3 = 1.
  struct {
    std::uint32_t next = 0;
    constexpr std::uint32_t operator()() { return next++ == 0 ? 0U : all_ones; }
  } counting;
  BOOST_TEST(random::below(3, counting) == 2U);
  BOOST_TEST(counting.next == 2U);
}

BOOST_AUTO_TEST_CASE(shuffle_is_a_pinned_permutation) {
  constexpr auto shuffled = [] {
    std::array items{0, 1, 2, 3, 4, 5, 6, 7};
    random::pcg32 generator{42, 54};
    random::shuffle(std::span{items}, generator);
    return items;
  }();
  static_assert(shuffled == std::array{0, 1, 6, 7, 2, 4, 3, 5});
  auto sorted = shuffled;
  std::sort(sorted.begin(), sorted.end());
  BOOST_TEST(sorted == (std::array{0, 1, 2, 3, 4, 5, 6, 7}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(shuffle_reaches_every_permutation_equally_often) {
  random::pcg32 generator{5, 5};
  std::array<int, 27> counts{};
  for (int i = 0; i < 24'000; ++i) {
    std::array<std::size_t, 3> items{0, 1, 2};
    random::shuffle(std::span{items}, generator);
    ++counts.at(items[0] * 9 + items[1] * 3 + items[2]);
  }
  double chi_squared = 0;
  int reached = 0;
  for (int const count : counts) {
    if (count == 0) continue;
    ++reached;
    chi_squared += (count - 4'000.0) * (count - 4'000.0) / 4'000.0;
  }
  BOOST_TEST(reached == 6);
  BOOST_TEST(chi_squared < 20.5);                // 5 degrees of freedom, 0.1 %
  random::shuffle(std::span<int>{}, generator);  // an empty one has nothing to swap
}

BOOST_AUTO_TEST_SUITE_END()
