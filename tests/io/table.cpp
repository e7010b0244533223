// SPDX-License-Identifier: BSL-1.0
#include <tapeless/io/table.hpp>

#include "temporary_folder.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(io_table)

namespace io = tapeless::io;

namespace {

constexpr io::csv_options named{.header = io::csv_header::names};
constexpr std::string_view flowers = "length,width,kind,\"a, b\"\n"
                                     "5.1,3.5,setosa,1\n"
                                     "6.2,\"2.9\",\"versi \"\"color\"\"\",2\r\n"
                                     "7,x,setosa,3\n";

io::text_table flower_table() { return io::parse_table(flowers, "f.csv", named).value(); }

}  // namespace

BOOST_AUTO_TEST_CASE(numbers_are_columns_by_name_or_range) {
  auto const table = flower_table();
  BOOST_TEST(table.rows() == 3U);
  BOOST_TEST(table.columns() == 4U);
  auto const by_name = table.numbers({"a, b", "length"});
  BOOST_TEST_REQUIRE(static_cast<bool>(by_name));
  BOOST_TEST(*by_name == (std::vector{1.0F, 5.1F, 2.0F, 6.2F, 3.0F, 7.0F}), boost::test_tools::per_element());
  auto const by_range = table.numbers(io::column_range{3, 4});
  BOOST_TEST_REQUIRE(static_cast<bool>(by_range));
  BOOST_TEST(*by_range == (std::vector{1.0F, 2.0F, 3.0F}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(texts_are_classes_in_the_order_of_their_names) {
  auto const kinds = flower_table().classes("kind");
  BOOST_TEST_REQUIRE(static_cast<bool>(kinds));
  BOOST_TEST(kinds->names == (std::vector<std::string>{"setosa", "versi \"color\""}), boost::test_tools::per_element());
  BOOST_TEST(kinds->labels == (std::vector<std::uint32_t>{0, 1, 0}), boost::test_tools::per_element());
  auto const numbers = io::parse_table("10\n9\n-1\n9\n", "n.csv", {}).value().classes(0);
  BOOST_TEST(numbers->names == (std::vector<std::string>{"-1", "9", "10"}), boost::test_tools::per_element());
  BOOST_TEST(numbers->labels == (std::vector<std::uint32_t>{2, 1, 0, 1}), boost::test_tools::per_element());
  std::vector<std::string> const known{"versi \"color\"", "virginica", "setosa"};
  BOOST_TEST(flower_table().classes("kind", known)->labels == (std::vector<std::uint32_t>{2, 0, 2}),
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(blanks_separate_as_many_as_there_are) {
  auto const table = io::parse_table("  1   a\tx \n2 \"b c\"  y\n", "t.txt", {.separator = ' '});
  BOOST_TEST_REQUIRE(static_cast<bool>(table));
  BOOST_TEST(table->columns() == 3U);
  BOOST_TEST(table->at(0, 2) == "x");
  BOOST_TEST(table->at(1, 1) == "b c");
  BOOST_TEST((*table->numbers(io::column_range{0, 1}))[1] == 2.0F);
}

BOOST_AUTO_TEST_CASE(errors_name_file_line_and_field) {
  auto const table = flower_table();
  BOOST_TEST(table.numbers({"width"}).error().message() == "f.csv:4: field 2: expected a number, found \"x\"");
  BOOST_TEST(table.numbers({"depth"}).error().message() ==
             "f.csv: expected one of \"length\", \"width\", \"kind\", \"a, b\", found no column \"depth\"");
  BOOST_TEST(table.numbers(io::column_range{3, 5}).error().message() ==
             "f.csv: expected columns within 4, found 3 to before 5");
  BOOST_TEST(!table.numbers(io::column_range{2, 2}));
  BOOST_TEST(table.classes(4).error().message() == "f.csv: field 5: expected a column of classes, found 4 columns");
  std::vector<std::string> const known{"setosa"};
  BOOST_TEST(table.classes("kind", known).error().message() ==
             "f.csv:3: field 3: expected one of \"setosa\", found \"versi \"color\"\"");
  BOOST_TEST(io::parse_table("1,2\n", "t", {}).value().numbers({"a"}).error().message() ==
             "t: expected a header with names, found no column \"a\"");
  BOOST_TEST(io::parse_table("a,a\n1,2\n", "t", named).value().numbers({"a"}).error().message() ==
             "t: expected one column \"a\", found several");
  auto const message = [](std::string_view text) { return io::parse_table(text, "t", {}).error().message(); };
  BOOST_TEST(message("a,b\nc\n") == "t:2: field 2: expected 2 fields, found the end of the line after 1");
  BOOST_TEST(message("a,b\nc,\"d\n") ==
             "t:2: field 2: expected a text whose quotes are closed at its end, found \"\"d\"");
  BOOST_TEST(message(" \n") == "t: expected a table of fields, found an empty file");
  BOOST_TEST(message("a\n\nb\n") == "t:2: expected 1 field, found a blank line");
}

BOOST_AUTO_TEST_CASE(a_table_is_read_from_a_file) {
  temporary_folder const folder("tapeless_io_table_test");
  BOOST_TEST_REQUIRE(static_cast<bool>(io::replace_file(folder.file("f.csv"), std::as_bytes(std::span(flowers)))));
  auto const table = io::read_table(folder.file("f.csv"), named);
  BOOST_TEST_REQUIRE(static_cast<bool>(table));
  BOOST_TEST(table->at(2, 2) == "setosa");
  BOOST_TEST(!io::read_table(folder.file("none")));
}

BOOST_AUTO_TEST_SUITE_END()
