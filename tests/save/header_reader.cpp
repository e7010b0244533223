// SPDX-License-Identifier: BSL-1.0
#include "tapeless/save/header_reader.hpp"

#include <boost/test/unit_test.hpp>

#include <string>
#include <vector>

namespace {
namespace save_header_reader_test {

namespace tl = tapeless;

/// `name dtype shape begin-end;` for each tensor, then what is wrong.
std::string read(std::string_view header) {
  std::vector<std::byte> bytes;
  for (char const each : header) bytes.push_back(static_cast<std::byte>(each));
  tl::safetensors::header_reader reader(bytes);
  std::string text;
  bool const good = reader.each_tensor([&](tl::safetensors::description const& each) {
    text += std::string(each.identifier.view()) + ' ' + std::string(each.type.view()) + ' ' +
            std::string(each.shape.view()) + ' ' + std::to_string(each.begin) + '-' + std::to_string(each.end) + ';';
    return true;
  });
  return good ? text : std::string(describe(reader.status()).view());
}
std::string named(std::string_view name) {
  return read("{\"" + std::string(name) + R"(":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}})");
}

}  // namespace save_header_reader_test
}  // namespace

BOOST_AUTO_TEST_SUITE(save_header_reader)

using namespace save_header_reader_test;

BOOST_AUTO_TEST_CASE(a_header_is_read_in_its_order) {
  BOOST_TEST(read("{}") == "");
  BOOST_TEST(read("{}   \n") == "");
  BOOST_TEST(
      read(R"({"b":{"dtype":"F32","shape":[2,3],"data_offsets":[0,24]},"a":{"data_offsets":[24,18446744073709551615],)"
           R"("shape":[],"dtype":"X"}})") == "b F32 [2, 3] 0-24;a X [] 24-18446744073709551615;");
  BOOST_TEST(read(R"({"__metadata__":{"a":"b","c":"d"}})") == "");
}

BOOST_AUTO_TEST_CASE(names_are_unescaped) {
  BOOST_TEST(named(R"(\"\\\/\b\f\n\r\t)") == "\"\\/\b\f\n\r\t F32 [1] 0-4;");
  BOOST_TEST(named(R"(\ud869\uded6)") == "\xF0\xAA\x9B\x96 F32 [1] 0-4;");
  BOOST_TEST(named(R"(\u0041\u00e9\u20AC\ud83D\uDE00)") == "A\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80 F32 [1] 0-4;");
  std::string const cut = named(std::string(100, 'a'));
  BOOST_TEST(cut.find(' ') == 63U);
}

BOOST_AUTO_TEST_CASE(what_is_no_header_is_refused_where_it_ceases_to_be_one) {
  BOOST_TEST(read("") == "the header is malformed; expected {, found its end at byte 8");
  BOOST_TEST(read(" {}") == "the header is malformed; expected {, found ? at byte 8");  // as the format asks
  BOOST_TEST(read("{} x") == "the header is malformed; expected blanks behind the last }, found x at byte 11");
  BOOST_TEST(read("{\"a\"") == "the header is malformed; expected :, found its end at byte 12");
  BOOST_TEST(read("{\"a") == "the header is malformed; expected the end of a text, found its end at byte 11");
  BOOST_TEST(read("{\"a\n\":1}") == "the header is malformed; expected the end of a text, found ? at byte 11");
  BOOST_TEST(read(R"({"a":{},})") ==
             "a: the header is malformed; expected dtype, shape and data_offsets, found , at byte 15");
  for (auto const* wrong :
       {R"(\x)", R"(\u12g4)", R"(\ud83d)", R"(\ud83dx)", R"(\ud83d\n)", R"(\ud83d\u0041)", R"(\ude00)", "\\"})
    BOOST_TEST(named(wrong).starts_with("the header is malformed; expected "));
  auto const with = [](std::string_view shape, std::string_view offsets) {
    return read(R"({"a":{"dtype":"F32","shape":)" + std::string(shape) + R"(,"data_offsets":)" + std::string(offsets) +
                "}}");
  };
  BOOST_TEST(with("[1]", "[0,4]") == "a F32 [1] 0-4;");
  for (auto const* wrong :
       {"[1", "[,]", "[1,]", "1", "[-1]", "[1.0]", "[1e3]", "[01]", "[18446744073709551616]", "[\"1\"]", "null"})
    BOOST_TEST(with(wrong, "[0,4]").starts_with("a: the header is malformed; expected "));
  for (auto const* wrong : {"[]", "[0]", "[0,4,5]", "[4,0]", "0", "[-1,4]"})
    BOOST_TEST(with("[1]", wrong).starts_with("a: the header is malformed; expected "));
  BOOST_TEST(read(R"({"a":{"dtype":"F32","dtype":"F32","shape":[1],"data_offsets":[0,4]}})")
                 .starts_with("a: the header is malformed; expected each key once"));
  BOOST_TEST(read(R"({"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4],"more":1}})")
                 .starts_with("a: the header is malformed; expected dtype, shape or data_offsets"));
  BOOST_TEST(read(R"({"__metadata__":{},"__metadata__":{}})")
                 .starts_with("the header is malformed; expected one __metadata__"));
  BOOST_TEST(read(R"({"__metadata__":{"a":1}})").starts_with("the header is malformed; expected \""));
}

BOOST_AUTO_TEST_SUITE_END()
