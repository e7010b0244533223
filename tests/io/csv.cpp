// SPDX-License-Identifier: BSL-1.0
#include <tapeless/io/csv.hpp>

#include <boost/test/unit_test.hpp>

#include <cerrno>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

BOOST_AUTO_TEST_SUITE(io_csv)

namespace io = tapeless::io;

namespace {

std::string message(std::string_view text, io::csv_options const& options = {}) {
  auto const result = io::parse_csv(text, "t.csv", options);
  return result ? "no error" : result.error().message();
}

/// A file that lives as long as this object.
struct temporary_file {
  std::string path = "tapeless_io_csv_test.csv";

  explicit temporary_file(std::string const& content) {
    std::FILE* const file = std::fopen(path.c_str(), "wb");
    BOOST_REQUIRE(file != nullptr);
    BOOST_REQUIRE(std::fwrite(content.data(), 1, content.size(), file) == content.size());
    BOOST_REQUIRE(std::fclose(file) == 0);
  }
  temporary_file(temporary_file const&) = delete;
  temporary_file& operator=(temporary_file const&) = delete;
  ~temporary_file() { std::remove(path.c_str()); }
};

}  // namespace

BOOST_AUTO_TEST_CASE(a_table_is_its_numbers_row_by_row) {
  auto const table = io::parse_csv("1,2.5,-3e2\n 4 ,\t5,+.5\n", "t.csv");
  BOOST_REQUIRE(table);
  BOOST_TEST(table->rows == 2U);
  BOOST_TEST(table->columns == 3U);
  BOOST_TEST(table->values == (std::vector{1.0F, 2.5F, -300.0F, 4.0F, 5.0F, 0.5F}), boost::test_tools::per_element());
  BOOST_TEST(table->at(1, 2) == 0.5F);
}

BOOST_AUTO_TEST_CASE(line_ends_byte_order_mark_and_final_blank_lines_do_not_matter) {
  for (auto const* text : {"1,2\n3,4", "1,2\n3,4\n", "1,2\r\n3,4\r\n", "1,2\r\n3,4\r\n\r\n",
                           "\xef\xbb\xbf"
                           "1,2\n3,4\n \n\n"}) {
    auto const table = io::parse_csv(text, "t.csv");
    BOOST_REQUIRE(table);
    BOOST_TEST(table->rows == 2U);
    BOOST_TEST(table->values == (std::vector{1.0F, 2.0F, 3.0F, 4.0F}), boost::test_tools::per_element());
  }
}

BOOST_AUTO_TEST_CASE(the_separator_is_an_option) {
  auto const table = io::parse_csv("1;2\n3;4\n", "t.csv", {.separator = ';'});
  BOOST_REQUIRE(table);
  BOOST_TEST(table->at(1, 0) == 3.0F);
  auto const tabs = io::parse_csv("1\t2\n", "t.csv", {.separator = '\t'});
  BOOST_REQUIRE(tabs);
  BOOST_TEST(tabs->columns == 2U);
}

BOOST_AUTO_TEST_CASE(a_header_is_names_or_skipped) {
  auto const named = io::parse_csv("a, b\n1,2\n", "t.csv", {.header = io::csv_header::names});
  BOOST_REQUIRE(named);
  BOOST_TEST(named->names == (std::vector<std::string>{"a", "b"}), boost::test_tools::per_element());
  BOOST_TEST(named->rows == 1U);
  auto const skipped = io::parse_csv("made by hand\n1,2\n", "t.csv", {.header = io::csv_header::skip});
  BOOST_REQUIRE(skipped);
  BOOST_TEST(skipped->names.empty());
  BOOST_TEST(skipped->columns == 2U);
  BOOST_TEST(message("a,b\n1\n", {.header = io::csv_header::names}) ==
             "t.csv:2: field 2: expected 2 fields, found the end of the line after 1");
  BOOST_TEST(message("a,b\n", {.header = io::csv_header::names}) ==
             "t.csv:2: expected a line of numbers, found the end of the file");
  BOOST_TEST(message("a,b\n1,2\n") == "t.csv:1: field 1: expected a number, found \"a\"");
}

BOOST_AUTO_TEST_CASE(a_name_in_the_header_may_stand_in_quotes) {
  auto const named = io::parse_csv("\"a\", \"b, c\" ,\"say \"\"d\"\"\",e\"f,\"\",\"\"\"\"\n1,2,3,4,5,6\n", "t.csv",
                                   {.header = io::csv_header::names});
  BOOST_REQUIRE(named);
  BOOST_TEST(named->names == (std::vector<std::string>{"a", "b, c", "say \"d\"", "e\"f", "", "\""}),
             boost::test_tools::per_element());
  BOOST_TEST(named->at(0, 5) == 6.0F);
  auto const semicolons =
      io::parse_csv("\"a;b\";c\n1;2\n", "t.csv", {.header = io::csv_header::names, .separator = ';'});
  BOOST_REQUIRE(semicolons);
  BOOST_TEST(semicolons->names[0] == "a;b");
  for (auto const* text : {"x,\"a\n1,2\n", "x,\"a\"b\n1,2\n", "x,\"a\"\"\n1,2\n", "x,\"\n1,2\n"})
    BOOST_TEST(message(text, {.header = io::csv_header::names})
                   .starts_with("t.csv:1: field 2: expected a name whose quotes are closed at its end, found \"\""));
}

BOOST_AUTO_TEST_CASE(what_is_no_number_is_named_with_line_and_field) {
  BOOST_TEST(message("1,2,3\n4,5,abc\n") == "t.csv:2: field 3: expected a number, found \"abc\"");
  BOOST_TEST(message("1,2\n3,4x\n") == "t.csv:2: field 2: expected a number, found \"4x\"");
  BOOST_TEST(message("1,1e99x\n") == "t.csv:1: field 2: expected a number, found \"1e99x\"");
  BOOST_TEST(message("1,,3\n") == "t.csv:1: field 2: expected a number, found an empty field");
  BOOST_TEST(message("1 2\n") == "t.csv:1: field 1: expected a number, found \"1 2\"");
  BOOST_TEST(message("+-1\n") == "t.csv:1: field 1: expected a number, found \"+-1\"");
  BOOST_TEST(message("++1\n") == "t.csv:1: field 1: expected a number, found \"++1\"");
  BOOST_TEST(message("0x10\n") == "t.csv:1: field 1: expected a number, found \"0x10\"");
  BOOST_TEST(message("\"1\"\n") == "t.csv:1: field 1: expected a number, found \"\"1\"\"");
  BOOST_TEST(message("1\x1b[31m\n") == "t.csv:1: field 1: expected a number, found \"1?[31m\"");
  BOOST_TEST(message(std::string(50, 'x')) ==
             "t.csv:1: field 1: expected a number, found \"" + std::string(40, 'x') + "…\"");
}

BOOST_AUTO_TEST_CASE(numbers_are_finite_and_within_float) {
  BOOST_TEST(message("1,nan\n") == "t.csv:1: field 2: expected a finite number, found \"nan\"");
  BOOST_TEST(message("-inf\n") == "t.csv:1: field 1: expected a finite number, found \"-inf\"");
  for (std::string const& large :
       std::vector<std::string>{"1e39", "-1e39", "1e+400", "1e99999999999999999999", "0.0001e44",
                                "1" + std::string(39, '0'), "1" + std::string(60, '0') + ".5e-1"})
    BOOST_TEST(
        message(large + "\n").starts_with("t.csv:1: field 1: expected a number within the range of float, found"));
}

BOOST_AUTO_TEST_CASE(what_is_too_small_for_float_is_zero) {
  for (std::string const& small :
       std::vector<std::string>{"1e-46", "-1e-46", "1e-400", "+1E-5000", "1e-99999999999999999999", "1000e-50",
                                "0.001e-44", "0." + std::string(60, '0') + "1", "." + std::string(500, '0') + "1e10"}) {
    auto const table = io::parse_csv(small + ",2\n", "t.csv");
    BOOST_TEST_REQUIRE(static_cast<bool>(table), small);
    BOOST_TEST((table->at(0, 0) == 0 && table->at(0, 1) == 2), small);
    BOOST_TEST(std::signbit(table->at(0, 0)) == small.starts_with('-'));
  }
  BOOST_TEST(io::parse_csv("1e-45\n", "t.csv")->at(0, 0) > 0);  // the smallest float is 1.4e-45
}

BOOST_AUTO_TEST_CASE(every_line_has_the_same_number_of_fields) {
  BOOST_TEST(message("1,2\n3\n") == "t.csv:2: field 2: expected 2 fields, found the end of the line after 1");
  BOOST_TEST(message("1,2\n3,4,5\n") == "t.csv:2: field 3: expected the end of the line after 2 fields, found \"5\"");
  BOOST_TEST(message("1,2,\n", {.columns = 2}) ==
             "t.csv:1: field 3: expected the end of the line after 2 fields, found an empty field");
  BOOST_TEST(message("1,2\n", {.columns = 65}) ==
             "t.csv:1: field 3: expected 65 fields, found the end of the line after 2");
  BOOST_TEST(message("1\n\n2\n") == "t.csv:2: expected 1 field, found a blank line");
}

BOOST_AUTO_TEST_CASE(an_empty_text_is_an_error) {
  BOOST_TEST(message("") == "t.csv: expected a table of numbers, found an empty file");
  BOOST_TEST(message("\r\n \n") == "t.csv: expected a table of numbers, found an empty file");
}

BOOST_AUTO_TEST_CASE(a_file_reads_like_its_text) {
  temporary_file const file{"1,2\r\n3,4\r\n"};
  auto const table = io::read_csv(file.path, {.columns = 2});
  BOOST_REQUIRE(table);
  BOOST_TEST(table->file == file.path);
  BOOST_TEST(table->values == (std::vector{1.0F, 2.0F, 3.0F, 4.0F}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_file_longer_than_a_block_is_read_whole) {
  std::string text;
  for (int i = 0; i < 30'000; ++i) text += std::to_string(i) + '\n';
  temporary_file const file{text};
  auto const table = io::read_csv(file.path);
  BOOST_REQUIRE(table);
  BOOST_REQUIRE(table->rows == 30'000U);
  for (std::size_t i = 0; i < table->rows; ++i) BOOST_REQUIRE(table->at(i, 0) == static_cast<float>(i));
}

BOOST_AUTO_TEST_CASE(a_missing_file_and_a_folder_are_errors_with_the_reason) {
  auto const missing = io::read_csv("no/such/file.csv");
  BOOST_REQUIRE(!missing);
  BOOST_TEST(missing.error().message() ==
             "no/such/file.csv: expected a readable file, found " + std::generic_category().message(ENOENT));
  BOOST_TEST(!io::read_csv("."));
}

BOOST_AUTO_TEST_CASE(labels_are_whole_numbers_below_the_number_of_classes) {
  auto const table = io::parse_csv("x,y\n0.5,2\n1.5,0\n", "t.csv", {.header = io::csv_header::names});
  BOOST_REQUIRE(table);
  auto const labels = io::class_labels<std::uint8_t>(*table, 1, 3);
  BOOST_REQUIRE(labels);
  BOOST_TEST(*labels == (std::vector<std::uint8_t>{2, 0}), boost::test_tools::per_element());
  auto const range = [&](std::size_t column, std::size_t classes) {
    auto const result = io::class_labels(*table, column, classes);
    return result ? "no error" : result.error().message();
  };
  BOOST_TEST(range(1, 2) == "t.csv:2: field 2: expected a whole number from 0 to 1, found 2");
  BOOST_TEST(range(0, 3) == "t.csv:2: field 1: expected a whole number from 0 to 2, found 0.5");
  BOOST_TEST(range(2, 3) == "t.csv: field 3: expected a column of labels, found 2 columns");
  BOOST_TEST(range(1, 0) == "t.csv: field 2: expected 1 to 16777216 classes, found 0");
  BOOST_TEST(io::class_labels<std::uint8_t>(*table, 1, 257).error().message() ==
             "t.csv: field 2: expected 1 to 256 classes, found 257");
  auto const negative = io::parse_csv("1\n-1\n", "t.csv");
  BOOST_REQUIRE(negative);
  BOOST_TEST(io::class_labels(*negative, 0, 3).error().message() ==
             "t.csv:2: field 1: expected a whole number from 0 to 2, found -1");
}

BOOST_AUTO_TEST_SUITE_END()
