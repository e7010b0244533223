// SPDX-License-Identifier: BSL-1.0
#include <tapeless/io/mini_batches.hpp>

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(io_mini_batches)

namespace io = tapeless::io;

namespace {

std::vector<std::vector<std::uint32_t>> epoch_of(io::mini_batches& batches) {
  std::vector<std::vector<std::uint32_t>> all;
  for (auto const batch : batches.epoch()) all.emplace_back(batch.begin(), batch.end());
  return all;
}

}  // namespace

BOOST_AUTO_TEST_CASE(an_epoch_has_each_row_once_with_a_remainder) {
  io::mini_batches batches({3, 5, 7, 9, 11, 13, 15, 17}, 3, 1);
  BOOST_TEST(batches.epoch().size() == 3U);
  auto const first = epoch_of(batches), second = epoch_of(batches);
  BOOST_TEST_REQUIRE(first.size() == 3U);
  BOOST_TEST(first[0].size() == 3U);
  BOOST_TEST(first[2].size() == 2U);
  BOOST_TEST((first != second));
  std::vector<std::uint32_t> all;
  for (auto const& batch : first) all.insert(all.end(), batch.begin(), batch.end());
  std::sort(all.begin(), all.end());
  BOOST_TEST(all == (std::vector<std::uint32_t>{3, 5, 7, 9, 11, 13, 15, 17}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(the_generator_is_all_that_has_to_be_kept) {
  io::mini_batches batches({0, 1, 2, 3, 4, 5, 6}, 2, 4), same({0, 1, 2, 3, 4, 5, 6}, 2, 4);
  static_cast<void>(epoch_of(batches));
  same.generator() = batches.generator();
  BOOST_TEST((epoch_of(batches) == epoch_of(same)));
  io::mini_batches other({0, 1, 2, 3, 4, 5, 6}, 2, 5);
  BOOST_TEST((epoch_of(batches) != epoch_of(other)));
}

BOOST_AUTO_TEST_CASE(there_are_no_empty_batches) {
  io::mini_batches none({}, 4, 1), even({1, 2}, 2, 1), large({1, 2}, 100, 1), zero({1, 2}, 0, 1);
  BOOST_TEST(epoch_of(none).empty());
  BOOST_TEST(epoch_of(even).size() == 1U);
  BOOST_TEST(epoch_of(large).size() == 1U);
  BOOST_TEST(epoch_of(zero).size() == 2U);
  auto const epoch = even.epoch();
  auto at = epoch.begin();
  BOOST_TEST((at++ == epoch.begin()));
  BOOST_TEST((at == epoch.end()));
}

BOOST_AUTO_TEST_SUITE_END()
