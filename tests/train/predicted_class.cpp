// SPDX-License-Identifier: BSL-1.0
#include "tapeless/train/predicted_class.hpp"

#include "../last_words.hpp"

#include <boost/test/unit_test.hpp>

#include <array>
#include <limits>
#include <span>
#include <type_traits>

BOOST_AUTO_TEST_SUITE(train_predicted_class)

namespace train = tapeless::train;

namespace {

constexpr float nan = std::numeric_limits<float>::quiet_NaN();
constexpr float infinity = std::numeric_limits<float>::infinity();

}  // namespace

static_assert(train::argmax(std::array{1.0F, 3.0F, 2.0F}) == 1);
static_assert(train::argmax(std::array{-3, -1, -2}) == 1);

BOOST_AUTO_TEST_CASE(argmax_of_equal_scores_is_the_first) {
  BOOST_TEST((train::argmax(std::array{1.0F, 2.0F, 2.0F}) == 1U));
  BOOST_TEST((train::argmax(std::array{-0.0F, 0.0F}) == 0U));
  BOOST_TEST((train::argmax(std::array{7, 7, 7}) == 0U));
}

BOOST_AUTO_TEST_CASE(argmax_takes_a_span) {
  std::array const scores{0.5, 4.0, 1.0};
  BOOST_TEST((train::argmax(std::span<double const>{scores}) == 1U));
  BOOST_TEST((train::argmax(std::span{scores}.last<1>()) == 0U));
}

BOOST_AUTO_TEST_CASE(nan_never_wins_wherever_it_stands) {
  BOOST_TEST((train::argmax(std::array{nan, 1.0F, 2.0F}) == 2U));
  BOOST_TEST((train::argmax(std::array{1.0F, nan, 0.5F}) == 0U));
  BOOST_TEST((train::argmax(std::array{1.0F, 2.0F, nan}) == 1U));
  BOOST_TEST((train::argmax(std::array{nan, -infinity}) == 1U));
  BOOST_TEST((train::argmax(std::array{infinity, nan}) == 0U));
}

BOOST_AUTO_TEST_CASE(argmax_of_no_number_is_no_class) {
  auto const none = train::argmax(std::array{nan, nan, nan});
  BOOST_TEST(!none);
  BOOST_TEST(!train::argmax(std::span<float const>{}));
  for (int index = -1; index <= 3; ++index) BOOST_TEST((none != index));
  BOOST_TEST((none != std::numeric_limits<std::size_t>::max() && none == train::predicted_class{}));
  BOOST_TEST(none.value_or(7) == 7U);
  static_assert(
      !std::is_convertible_v<train::predicted_class, std::size_t>);  // so it is never taken for a class in silence
}

#if defined(__unix__)
BOOST_AUTO_TEST_CASE(the_index_of_no_class_ends_the_program_with_words) {
  std::string const words = last_words::of([] { static_cast<void>(*train::argmax(std::array{nan, nan})); });
  BOOST_TEST(words == "tapeless: no class has a score that is a number: was the prediction refused?\n");
}
#endif

BOOST_AUTO_TEST_CASE(a_class_that_was_found_is_its_index) {
  auto const second = train::argmax(std::array{1.0F, 3.0F});
  BOOST_TEST(static_cast<bool>(second));
  BOOST_TEST(*second == 1U);
  BOOST_TEST(second.value_or(7) == 1U);
  BOOST_TEST((second == std::uint8_t{1} && second != -1 && second != 0 && second == train::predicted_class(1)));
}

BOOST_AUTO_TEST_SUITE_END()
