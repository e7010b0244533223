// SPDX-License-Identifier: BSL-1.0
#include <tapeless/io/split.hpp>

#include <boost/test/unit_test.hpp>

#include <array>

BOOST_AUTO_TEST_SUITE(io_split)

namespace io = tapeless::io;

namespace {

/// Whether each of so many rows is in one part, and both parts ascend.
bool is_partition(io::row_split const& parts, std::size_t rows) {
  std::vector<std::uint32_t> all = parts.train;
  all.insert(all.end(), parts.test.begin(), parts.test.end());
  std::sort(all.begin(), all.end());
  for (std::size_t i = 0; i < all.size(); ++i)
    if (all[i] != i) return false;
  return all.size() == rows && std::is_sorted(parts.train.begin(), parts.train.end()) &&
         std::is_sorted(parts.test.begin(), parts.test.end());
}

}  // namespace

BOOST_AUTO_TEST_CASE(each_row_is_in_one_part_and_the_seed_says_in_which) {
  for (std::size_t const rows : {0U, 1U, 7U, 100U}) {
    auto const parts = io::split(rows, 0.3, 5);
    BOOST_TEST(is_partition(parts, rows));
    BOOST_TEST(parts.test.size() == static_cast<std::size_t>(0.3 * static_cast<double>(rows) + 0.5));
  }
  BOOST_TEST(io::split(100, 0.3, 5).test == io::split(100, 0.3, 5).test, boost::test_tools::per_element());
  BOOST_TEST((io::split(100, 0.3, 5).test != io::split(100, 0.3, 6).test));
  BOOST_TEST(io::split(10, 0, 1).test.empty());
  BOOST_TEST(io::split(10, 1, 1).train.empty());
  BOOST_TEST(io::split(10, 7, 1).test.size() == 10U);
  BOOST_TEST(io::split(6, 0.5, 3).test == (std::vector<std::uint32_t>{0, 4, 5}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_stratified_split_has_each_class_in_proportion) {
  std::vector<std::uint8_t> labels;
  for (int i = 0; i < 100; ++i) labels.push_back(i < 50 ? 0 : i < 83 ? 1 : i < 97 ? 3 : 4);  // none of class 2
  auto const parts = io::stratified_split(labels, 0.25, 9);
  BOOST_TEST(is_partition(parts, labels.size()));
  BOOST_TEST(parts.test.size() == 25U);
  std::array<int, 5> count{};
  for (std::uint32_t const row : parts.test) ++count[labels[row]];
  // 12.5, 8.25, 0, 3.5, 0.75: the class of the largest remainder first, then the first of equal ones
  BOOST_TEST(count == (std::array<int, 5>{13, 8, 0, 3, 1}), boost::test_tools::per_element());
  BOOST_TEST((io::stratified_split(labels, 0.25, 9).test == parts.test));
  BOOST_TEST((io::stratified_split(labels, 0.25, 8).test != parts.test));
  BOOST_TEST(is_partition(io::stratified_split(std::vector<unsigned>{}, 0.5, 1), 0));
  BOOST_TEST(io::stratified_split(labels, 1, 1).train.empty());
}

BOOST_AUTO_TEST_SUITE_END()
