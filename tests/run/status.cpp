// SPDX-License-Identifier: BSL-1.0
#include "tapeless/run/status.hpp"

#include <boost/test/unit_test.hpp>

#include <set>
#include <string>

BOOST_AUTO_TEST_SUITE(run_status)

using tapeless::run_error;
constexpr auto last = run_error::no_step_started;

BOOST_AUTO_TEST_CASE(every_error_has_a_description_of_its_own) {
  std::set<std::string> texts;
  for (std::uint8_t e = 0; e <= static_cast<std::uint8_t>(last) + 1; ++e)
    texts.insert(describe(static_cast<run_error>(e)));
  BOOST_TEST(texts.size() == static_cast<std::size_t>(last) + 2);
  BOOST_TEST(describe(run_error::none) == std::string("no error"));
}

BOOST_AUTO_TEST_CASE(a_status_is_true_without_error_only) {
  static_assert(static_cast<bool>(tapeless::run_status{}));
  tapeless::run_status const failed{run_error::no_samples};
  BOOST_TEST(!failed);
}

BOOST_AUTO_TEST_CASE(a_status_is_described_by_a_whole_sentence) {
  using tapeless::run_status;
  auto const says = [](run_status const& status, std::string_view sentence) {
    auto const text = describe(status);
    BOOST_TEST(text.view() == sentence);
    BOOST_TEST(std::string(text.data()).size() == text.size());  // ended by a zero
  };
  constexpr auto minus = [](std::uint64_t number) { return 0 - number; };
  says({}, "no error");
  says({run_error::no_samples, "x", 0, 1, 0}, "x: the bound data holds no whole sample; expected at least 1, found 0");
  says({run_error::incomplete_sample, "x", 3, 4, 1},
       "x, sample 3: the bound data ends in the middle of a sample; expected numbers: 4, found 1");
  says({run_error::too_many_samples, "x", 0, 4, 5},
       "x: more samples are bound than the batch has room for; expected at most 4, found 5");
  says(
      {run_error::sample_counts_differ, "y", 0, 3, 2},
      "y: leaves are bound to different numbers of samples; expected as many as of another leaf (strides and row lists count), 3, found 2");
  says(
      {run_error::row_out_of_range, "x", 1, 6, 0xffffffffu},
      "x, entry of the row list 1: an entry of the row list is no sample of the bound data; expected less than 6, found 4294967295");
  says({run_error::label_out_of_range, "y", 2, 10, 10},
       "y, sample 2: a label is no class; expected less than 10, found 10");
  says({run_error::label_out_of_range, "y", 0, 3, minus(1), true},
       "y, sample 0: a label is no class; expected less than 3, found -1");
  says({run_error::label_out_of_range, "y", 4294967295u, 3, minus(128), true},
       "y, sample 4294967295: a label is no class; expected less than 3, found -128");
  says({run_error::label_out_of_range, "y", 0, 3, std::uint64_t{1} << 32},
       "y, sample 0: a label is no class; expected less than 3, found 4294967296");
  says({run_error::label_out_of_range, "y", 0, 3, std::uint64_t{1} << 63, true},
       "y, sample 0: a label is no class; expected less than 3, found -9223372036854775808");
  says({run_error::label_out_of_range, "y", 0, 3, ~std::uint64_t{0}},
       "y, sample 0: a label is no class; expected less than 3, found 18446744073709551615");
  says({run_error::stride_not_positive, "x", 0, 1, minus(3), true},
       "x: a stride is at least 1; expected at least 1, found -3");
  says({run_error::misaligned_data, "x", 0, 4, 2},
       "x: the bound data is not aligned as its element type is; expected a multiple of 4, found 2");
  says({run_error::data_is_overwritten, "x"}, "x: the bound data lies where the run writes");
  says({run_error::data_not_finite, "x", 7, 0, 63},
       "x, sample 7: a bound number is not finite, at position 63 of the sample");
  says({run_error::scalar_not_finite, "learning_rate"}, "learning_rate: a scalar is not finite");
  says({run_error::not_initialized},
       "the parameters are not filled yet: initialize them, with initializer::zeros{} where zeros are meant");
  says({run_error::not_reproducible},
       "operations are not rounded one by one: compile with -ffp-contract=off, flush no subnormal numbers");
  says({run_error::loss_not_finite}, "the loss is not finite, and nothing was assigned");
  says({run_error::update_not_finite}, "what the step would assign is not finite, and nothing was assigned");
  says({run_error::step_under_way}, "a step is under way: advance to its end, or abandon it");
  says({run_error::no_step_started}, "no step was started");
}

BOOST_AUTO_TEST_CASE(a_sentence_is_a_constant_and_holds_the_longest_name) {
  constexpr std::string_view longest = "a234567890123456789012345678901234567890.weights";
  static_assert(longest.size() == 48);
  constexpr tapeless::run_status status{run_error::row_out_of_range, longest.substr(1), 4294967295u, ~std::uint64_t{0},
                                        ~std::uint64_t{0}};
  constexpr auto text = describe(status);
  static_assert(text.view().ends_with("expected less than 18446744073709551615, found 18446744073709551615"));
  tapeless::status_text full;
  for (int i = 0; i < 100; ++i) full.append(std::uint64_t{12345});
  BOOST_TEST(full.size() == 255U);
  BOOST_TEST(full.data()[255] == 0);
}

BOOST_AUTO_TEST_SUITE_END()
