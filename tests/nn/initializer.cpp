// SPDX-License-Identifier: BSL-1.0
#include <tapeless/nn/initializer.hpp>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <limits>
#include <span>

BOOST_AUTO_TEST_SUITE(nn_initializer)

namespace initializer = tapeless::initializer;
namespace random = tapeless::random;

namespace {

template <class T, std::size_t Count, class I>
constexpr std::array<T, Count> start(I const& rule, std::uint32_t fan_in, std::uint32_t fan_out) {
  auto generator = random::stream(1, "w");
  std::array<T, Count> values{};
  for (T& value : values) value = rule.template sample<T>(generator, fan_in, fan_out);
  return values;
}

/// Five standard errors allowed on mean and variance of 100000 samples; `fourth` is E x⁴ / (E x²)².
template <class I>
void has_moments(I const& rule, double variance, double bound, double fourth) {
  constexpr int count = 100'000;
  auto generator = random::stream(11, "moments");
  double sum = 0, squares = 0, largest = 0;
  for (int i = 0; i < count; ++i) {
    double const x = static_cast<double>(rule.template sample<float>(generator, 64, 32));
    sum += x, squares += x * x, largest = std::max(largest, std::abs(x));
  }
  BOOST_TEST(std::abs(sum / count) < 5 * std::sqrt(variance / count));
  BOOST_TEST(std::abs(squares / count / variance - 1) < 5 * std::sqrt((fourth - 1) / count));
  BOOST_TEST(largest <= static_cast<double>(static_cast<float>(bound)));
  BOOST_TEST(largest > 0.6 * bound);  // and the range is used: P(|U| <= 0.6)^100000 and P(|N| <= 3.6)^100000 < 10⁻⁹
}

}  // namespace

static_assert(tapeless::nn::initializer<initializer::he> && tapeless::nn::initializer<initializer::he_normal>);
static_assert(tapeless::nn::initializer<initializer::glorot> && tapeless::nn::initializer<initializer::glorot_normal>);
static_assert(tapeless::nn::initializer<initializer::lecun> && tapeless::nn::initializer<initializer::lecun_normal>);
static_assert(tapeless::nn::initializer<initializer::zeros> && tapeless::nn::initializer<initializer::constant<float>>);
static_assert(!tapeless::nn::initializer<int>);
struct of_ones {
  template <class T, class G>
  constexpr T sample(G&, std::uint32_t, std::uint32_t) const {
    return 1;
  }
};
struct that_changes {
  template <class T, class G>
  constexpr T sample(G&, std::uint32_t, std::uint32_t) {
    return 1;
  }
};
struct of_floats {
  float sample(random::pcg32&, std::uint32_t, std::uint32_t) const { return 1; }
};
struct from_what_draws_nothing {
  constexpr int distribution(std::uint32_t, std::uint32_t) const { return 1; }
};
static_assert(tapeless::nn::initializer<of_ones> && tapeless::nn::initializer<of_ones, double>);
static_assert(!tapeless::nn::initializer<that_changes> && !tapeless::nn::initializer<of_floats>);
static_assert(!tapeless::nn::initializer<from_what_draws_nothing>);

// First values of stream (1, "w") for fans 64 and 32, computed apart from this code in exact rational arithmetic.
static_assert(start<float, 2>(initializer::he{}, 64, 32) == std::array{-0x1.e03642p-3F, 0x1.001e98p-5F});
static_assert(start<float, 2>(initializer::glorot{}, 64, 32) == std::array{-0x1.881768p-3F, 0x1.a23dccp-6F});
static_assert(start<float, 2>(initializer::lecun{}, 64, 32) == std::array{-0x1.538fa6p-3F, 0x1.6a352ap-6F});
static_assert(start<float, 2>(initializer::he_normal{}, 64, 32) == std::array{0x1.767682p-7F, 0x1.8a8156p-5F});
static_assert(start<float, 2>(initializer::glorot_normal{}, 64, 32) == std::array{0x1.31bf6ap-7F, 0x1.421cb6p-5F});
static_assert(start<float, 2>(initializer::lecun_normal{}, 64, 32) == std::array{0x1.08c908p-7F, 0x1.16f512p-5F});
static_assert(start<double, 1>(initializer::he{}, 64, 32) == std::array{-0x1.e03642bbd7156p-3});
static_assert(start<double, 1>(initializer::glorot{}, 64, 32) == std::array{-0x1.8817674ep-3});
static_assert(start<double, 1>(initializer::lecun{}, 64, 32) == std::array{-0x1.538fa63c4f552p-3});
static_assert(start<double, 1>(initializer::he_normal{}, 64, 32) == std::array{0x1.767682ad53b72p-7});
static_assert(start<double, 1>(initializer::glorot_normal{}, 64, 32) == std::array{0x1.31bf697cecbacp-7});
static_assert(start<double, 1>(initializer::lecun_normal{}, 64, 32) == std::array{0x1.08c908p-7});
static_assert(start<float, 2>(initializer::zeros{}, 64, 32) == std::array{0.0F, 0.0F});
static_assert(start<float, 1>(initializer::constant{0.1}, 64, 32) == std::array{0.1F});

BOOST_AUTO_TEST_CASE(run_time_samples_have_the_bits_of_compile_time_samples) {
  std::uint32_t volatile fan = 64;  // keeps the compiler from evaluating the right-hand sides itself
  constexpr auto flat = start<float, 100>(initializer::he{}, 64, 32);
  constexpr auto bell = start<double, 100>(initializer::glorot_normal{}, 64, 32);
  BOOST_TEST(flat == (start<float, 100>(initializer::he{}, fan, 32)), boost::test_tools::per_element());
  BOOST_TEST(bell == (start<double, 100>(initializer::glorot_normal{}, fan, 32)), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(integer_square_root_is_the_floor) {
  static_assert(initializer::integer_square_root(0) == 0 && initializer::integer_square_root(3) == 1);
  BOOST_TEST(initializer::integer_square_root(std::numeric_limits<std::uint64_t>::max()) == 0xffffffffU);
  random::pcg32 generator{1, 1};
  for (int i = 0; i < 1000; ++i) {
    std::uint64_t const root = generator();
    BOOST_TEST(initializer::integer_square_root(root * root) == root);
    if (root > 0) BOOST_TEST(initializer::integer_square_root(root * root - 1) == root - 1);
  }
}

BOOST_AUTO_TEST_CASE(roots_are_normalized_and_within_two_to_the_minus_thirty) {
  constexpr std::uint32_t largest = std::numeric_limits<std::uint32_t>::max();
  for (std::uint64_t const numerator : {1U, 2U, 3U, 6U}) {
    for (std::uint64_t const denominator : {1ULL, 2ULL, 3ULL, 7ULL, 64ULL, 784ULL, 1'000'003ULL, 2ULL * largest}) {
      auto const root = initializer::square_root(numerator, denominator);
      BOOST_TEST((root.mantissa >= 1U << 30U && root.mantissa < 1U << 31U));
      double const exact = std::sqrt(static_cast<double>(numerator) / static_cast<double>(denominator));
      double const error = root.value<double>() / exact - 1;
      BOOST_TEST(error > -0x1p-30);
      BOOST_TEST(error < 0x1p-52);
    }
  }
}

BOOST_AUTO_TEST_CASE(uniform_forms_have_their_range_mean_and_variance) {
  has_moments(initializer::he{}, 2.0 / 64, std::sqrt(6.0 / 64), 1.8);
  has_moments(initializer::glorot{}, 2.0 / 96, std::sqrt(6.0 / 96), 1.8);
  has_moments(initializer::lecun{}, 1.0 / 64, std::sqrt(3.0 / 64), 1.8);
}

BOOST_AUTO_TEST_CASE(normal_forms_have_their_range_mean_and_variance) {
  has_moments(initializer::he_normal{}, 2.0 / 64, 6 * std::sqrt(2.0 / 64), 2.9);
  has_moments(initializer::glorot_normal{}, 2.0 / 96, 6 * std::sqrt(2.0 / 96), 2.9);
  has_moments(initializer::lecun_normal{}, 1.0 / 64, 6 * std::sqrt(1.0 / 64), 2.9);
}

BOOST_AUTO_TEST_CASE(extreme_draws_stay_within_the_limit_and_are_opposite) {
  auto const low = [] { return std::uint32_t{0}; };
  auto const high = [] { return std::numeric_limits<std::uint32_t>::max(); };
  for (std::uint32_t const fan : {1U, 3U, 64U, std::numeric_limits<std::uint32_t>::max()}) {
    double const limit = std::sqrt(6.0 / fan);
    auto const top = initializer::he{}.sample<double>(high, fan, fan);
    BOOST_TEST(top < limit);
    BOOST_TEST(top > limit * (1 - 0x1p-29));
    BOOST_TEST(initializer::he{}.sample<double>(low, fan, fan) == -top);
    auto const peak = initializer::he_normal{}.sample<float>(high, fan, fan);
    BOOST_TEST(initializer::he_normal{}.sample<float>(low, fan, fan) == -peak);
    BOOST_TEST(std::isnormal(peak));
  }
}

BOOST_AUTO_TEST_CASE(glorot_treats_both_fans_alike_and_does_not_overflow) {
  BOOST_TEST((start<float, 8>(initializer::glorot{}, 64, 32)) == (start<float, 8>(initializer::glorot{}, 32, 64)),
             boost::test_tools::per_element());
  constexpr std::uint32_t largest = std::numeric_limits<std::uint32_t>::max();
  auto const root = initializer::glorot::distribution(largest, largest).limit.value<double>();
  BOOST_TEST(root == std::sqrt(3.0 / largest), boost::test_tools::tolerance(0x1p-29));
}

BOOST_AUTO_TEST_CASE(a_fan_of_zero_counts_as_one) {
  BOOST_TEST((start<float, 4>(initializer::he{}, 0, 0)) == (start<float, 4>(initializer::he{}, 1, 1)),
             boost::test_tools::per_element());
  BOOST_TEST((initializer::glorot::distribution(0, 0).limit == initializer::glorot::distribution(1, 0).limit));
}

BOOST_AUTO_TEST_CASE(fill_draws_what_repeated_samples_draw) {
  std::array<float, 32> values{};
  auto generator = random::stream(1, "w");
  initializer::lecun_normal{}.fill(std::span{values}, generator, 9, 4);
  BOOST_TEST(values == (start<float, 32>(initializer::lecun_normal{}, 9, 4)), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(constants_draw_nothing) {
  auto generator = random::stream(1, "w");
  BOOST_TEST(initializer::constant{0.25F}.sample<double>(generator, 3, 3) == 0.25);
  BOOST_TEST(initializer::zeros{}.sample<float>(generator, 3, 3) == 0.0F);
  BOOST_TEST((generator == random::stream(1, "w")));
}

BOOST_AUTO_TEST_SUITE_END()
