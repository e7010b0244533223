// SPDX-License-Identifier: BSL-1.0
#include <tapeless/io/terminal.hpp>

#include <boost/test/unit_test.hpp>

#include <array>
#include <cstdio>
#include <limits>
#include <string>
#include <string_view>

BOOST_AUTO_TEST_SUITE(io_terminal)

namespace io = tapeless::io;
namespace train = tapeless::train;

BOOST_AUTO_TEST_CASE(each_fifth_of_the_range_has_its_shade) {
  std::array const pixels{0.0F, 0.19F, 0.21F, 0.5F, 0.61F, 0.99F};
  BOOST_TEST(io::draw(io::image{pixels, 2, 3}) == "┌──────┐\n"
                                                  "│    ░░│\n"
                                                  "│▒▒▓▓██│\n"
                                                  "└──────┘\n");
}

BOOST_AUTO_TEST_CASE(values_outside_the_range_count_as_its_ends) {
  std::array const pixels{-3.0F, 1.0F, 7.0F, std::numeric_limits<float>::infinity()};
  BOOST_TEST(io::draw(io::image{pixels, 1, 4}) == "┌────────┐\n│  ██████│\n└────────┘\n");
}

BOOST_AUTO_TEST_CASE(nan_and_missing_pixels_are_marked) {
  std::array const pixels{std::numeric_limits<float>::quiet_NaN(), 1.0F};
  BOOST_TEST(io::draw(io::image{pixels, 1, 3}) == "┌──────┐\n│??██??│\n└──────┘\n");
}

BOOST_AUTO_TEST_CASE(images_stand_side_by_side_above_their_captions) {
  std::array const bright{1.0F, 1.0F, 1.0F, 1.0F};
  std::array const small{0.5F};
  std::array const images{io::image{bright, 2, 2, "größte"}, io::image{small, 1, 1, "is 7, not 1"}};
  BOOST_TEST(io::draw(images) == "┌────┐  ┌──┐\n"
                                 "│████│  │▒▒│\n"
                                 "│████│  └──┘\n"
                                 "└────┘\n"
                                 "größte  is 7\n");
  BOOST_TEST(io::draw(std::span<io::image const>{}).empty());
}

BOOST_AUTO_TEST_CASE(a_confusion_matrix_is_aligned_with_recall_and_accuracy) {
  train::confusion_matrix<3> matrix;
  for (int i = 0; i < 120; ++i) matrix.add(0, 0);
  for (int i = 0; i < 3; ++i) matrix.add(1, 1);
  matrix.add(1, 0);
  BOOST_TEST(io::table(matrix) == "true    0    1    2   recall\n"
                                  "0     120    0    0  100.0 %\n"
                                  "1       1    3    0   75.0 %\n"
                                  "2       0    0    0        –\n"
                                  "accuracy 99.2 % of 124\n");
}

BOOST_AUTO_TEST_CASE(names_label_the_classes_as_far_as_they_go) {
  train::confusion_matrix<2> matrix;
  matrix.add(0, 0);
  matrix.add(1, 0);
  std::array<std::string_view, 1> const names{"größer"};
  BOOST_TEST(io::table(matrix, names) == "true    größer       1   recall\n"
                                         "größer       1       0  100.0 %\n"
                                         "1            1       0    0.0 %\n"
                                         "accuracy 50.0 % of 2\n");
}

BOOST_AUTO_TEST_CASE(what_has_no_class_is_shown_not_hidden) {
  train::confusion_matrix<2> matrix;
  matrix.add(0, 0);
  matrix.add(0, 2);
  matrix.add(5, 1);
  BOOST_TEST(io::table(matrix) == "true  0  1  ?   recall\n"
                                  "0     1  0  1   50.0 %\n"
                                  "1     0  0  0        –\n"
                                  "accuracy 50.0 % of 2\n"
                                  "left out 1: true class outside 0 to 1\n");
}

BOOST_AUTO_TEST_CASE(only_all_of_them_are_a_hundred_percent) {
  train::confusion_matrix<2> matrix;
  for (int i = 0; i < 9999; ++i) matrix.add(0, 0);
  matrix.add(0, 1);
  BOOST_TEST(io::table(matrix).find("100.0") == std::string::npos);
  BOOST_TEST(io::table(matrix).find("99.9 %") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(print_writes_the_text_to_the_stream) {
  std::FILE* const file = std::tmpfile();
  BOOST_REQUIRE(file != nullptr);
  BOOST_TEST(io::print(file, "░▒▓\n"));
  std::rewind(file);
  std::string text(64, '\0');
  text.resize(std::fread(text.data(), 1, text.size(), file));
  std::fclose(file);
  BOOST_TEST(text == "░▒▓\n");
}

BOOST_AUTO_TEST_SUITE_END()
