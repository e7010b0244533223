// SPDX-License-Identifier: BSL-1.0
#include <tapeless/io/npy.hpp>

#include "temporary_folder.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(io_npy)

namespace io = tapeless::io;

namespace {

using bytes = std::vector<std::byte>;

/// A file as numpy.save writes it, version 1.0, of a header and numbers.
bytes file(std::string_view header, std::string_view numbers, char version = 1) {
  std::string text = "\x93NUMPY";
  text += version;
  text += '\0';
  for (int i = 0; i < (version == 1 ? 2 : 4); ++i) text += static_cast<char>(header.size() >> (8 * i) & 0xFF);
  text += header;
  text += numbers;
  auto const all = std::as_bytes(std::span(text));
  return {all.begin(), all.end()};
}
std::string header(std::string_view type, std::string_view shape, std::string_view order = "False") {
  return "{'descr': '" + std::string(type) + "', 'fortran_order': " + std::string(order) +
         ", 'shape': " + std::string(shape) + ", }      \n";
}
template <class T>
std::string said(bytes const& content) {
  auto const result = io::parse_npy<T>(content, "a.npy");
  return result ? "no error" : result.error().message();
}
using namespace std::string_view_literals;

}  // namespace

BOOST_AUTO_TEST_CASE(an_array_comes_back_from_its_file) {
  temporary_folder const folder("tapeless_io_npy_test");
  std::vector<float> const numbers{1, 2, 3, 4, 5, -0.5F};
  BOOST_TEST_REQUIRE(static_cast<bool>(io::write_npy(folder.file("a.npy"), numbers, {2, 3})));
  auto const read = io::read_npy<float>(folder.file("a.npy"));
  BOOST_TEST_REQUIRE(static_cast<bool>(read));
  BOOST_TEST(read->shape == (std::vector<std::size_t>{2, 3}), boost::test_tools::per_element());
  BOOST_TEST(read->values == numbers, boost::test_tools::per_element());
  std::vector<std::uint8_t> const labels{3, 255};
  BOOST_TEST_REQUIRE(static_cast<bool>(io::write_npy(folder.file("b.npy"), labels, {2})));
  BOOST_TEST(io::read_npy<std::uint32_t>(folder.file("b.npy"))->values == (std::vector<std::uint32_t>{3, 255}),
             boost::test_tools::per_element());
  BOOST_TEST(io::write_npy(folder.file("c.npy"), labels, {3}).error().message() ==
             folder.file("c.npy") + ": expected numbers of shape (3,), found 2");
}

BOOST_AUTO_TEST_CASE(a_file_is_written_as_numpy_writes_it) {
  std::vector<std::int16_t> const numbers{1, -2};
  std::vector<std::size_t> const shape{2, 1};
  auto const written = io::npy_bytes<std::int16_t>(numbers, shape);
  std::string const text(reinterpret_cast<char const*>(written.data()), written.size());
  BOOST_TEST(text.substr(0, 10) == "\x93NUMPY\x01\x00\x76\x00"sv);
  BOOST_TEST(text.substr(10, 59) == "{'descr': '<i2', 'fortran_order': False, 'shape': (2, 1), }");
  BOOST_TEST(text.substr(127) == "\n\x01\x00\xFE\xFF"sv);
}

BOOST_AUTO_TEST_CASE(types_orders_and_versions_become_what_is_asked_for) {
  BOOST_TEST(io::parse_npy<double>(file(header(">i2", "(2,)"), "\x01\x02\xFF\xFE"sv), "")->values ==
                 (std::vector<double>{258, -2}),
             boost::test_tools::per_element());
  BOOST_TEST(io::parse_npy<float>(file(header("|b1", "(2,)"), "\x01\x00"sv), "")->values == (std::vector<float>{1, 0}),
             boost::test_tools::per_element());
  BOOST_TEST(io::parse_npy<float>(file(header("<f8", "()"), "\0\0\0\0\0\0\xF8\x3F"sv, 2), "")->values ==
                 (std::vector<float>{1.5F}),
             boost::test_tools::per_element());
  auto const turned = io::parse_npy<int>(file(header("|u1", "(2, 3)", "True"), "\1\2\3\4\5\6"sv, 3), "");
  BOOST_TEST_REQUIRE(static_cast<bool>(turned));
  BOOST_TEST(turned->values == (std::vector<int>{1, 3, 5, 2, 4, 6}), boost::test_tools::per_element());
  auto const deep = io::parse_npy<int>(file(header("|u1", "(2, 1, 2)", "True"), "\1\2\3\4"sv), "");
  BOOST_TEST(deep->values == (std::vector<int>{1, 3, 2, 4}), boost::test_tools::per_element());
  BOOST_TEST(io::parse_npy<float>(file(header("<f4", "(0, 18446744073709551615)"), ""), "")->values.empty());
  BOOST_TEST(said<int>(file("{\"shape\":(1),'descr':'|i1',\"fortran_order\":False}", "\1")) == "no error");
}

BOOST_AUTO_TEST_CASE(numbers_that_the_type_has_not_are_refused) {
  BOOST_TEST(said<std::uint8_t>(file(header("<i2", "(2,)"), "\x01\0\xFF\xFF"sv)) ==
             "a.npy: expected numbers that u1 has, found \"<i2\" at index 1 that it has not");
  BOOST_TEST(said<int>(file(header("<f8", "()"), "\0\0\0\0\0\0\xF8\x3F"sv))
                 .starts_with("a.npy: expected numbers that i4 has"));
  BOOST_TEST(said<int>(file(header("<f8", "()"), "\0\0\0\0\0\0\xF8\x7F"sv)) != "no error");  // NaN
  BOOST_TEST(said<int>(file(header("<f4", "()"), "\0\0\0\x4F"sv)) != "no error");            // 2^31
  BOOST_TEST(said<int>(file(header("<f4", "()"), "\0\0\0\xCF"sv)) == "no error");            // -2^31
  BOOST_TEST(said<float>(file(header("<i4", "()"), "\1\0\0\1"sv)) != "no error");            // 2^24 + 1
  BOOST_TEST(said<float>(file(header("<u8", "()"), "\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF"sv)) != "no error");
}

BOOST_AUTO_TEST_CASE(errors_say_what_was_expected_and_found) {
  BOOST_TEST(said<float>({}) == "a.npy: expected an array of NumPy, found an empty file");
  BOOST_TEST(said<float>(file(header("<f4", "(1,)"), "", 4)) == "a.npy: expected version 1 to 3, found 4");
  BOOST_TEST(said<float>(file(header("<f4", "(2, 3)"), "abcd")) ==
             "a.npy: expected the numbers of shape (2, 3), found 4 bytes of them");
  BOOST_TEST(said<float>(file(header("<f4", "(18446744073709551615, 2, 3)"), "abcd"))
                 .starts_with("a.npy: expected the numbers"));
  BOOST_TEST(said<float>(file(header("<c8", "(1,)"), "abcdefgh")) ==
             "a.npy: expected numbers of 1, 2, 4 or 8 bytes, found \"<c8\"");
  BOOST_TEST(said<float>(file(header("|O", "(1,)"), "")) == "a.npy: expected numbers, found \"|O\"");
  BOOST_TEST(said<float>(file("{'descr': [('a', '<f4')]}", "")) ==
             "a.npy: expected a text in the header, found \"[('a', '<f4')]}\"");
  for (auto const* wrong : {"", "{", "{}", "{'descr': '<f4'}", "{'x': 1}", "{'shape': (-1,)}", "{'shape': (1",
                            "{'descr': 'a", "{'descr': '<f4', 'descr': '<f4'}", "{'fortran_order': 0}"})
    BOOST_TEST(said<float>(file(wrong, "abcd")).starts_with("a.npy: expected "));
  bytes const whole = file(header("<f4", "(1,)"), "abcd");
  for (std::size_t size = 0; size < whole.size(); ++size)
    BOOST_TEST(said<float>({whole.data(), whole.data() + size}) != "no error");
}

BOOST_AUTO_TEST_SUITE_END()
