// SPDX-License-Identifier: BSL-1.0
#include "tapeless/save/find_tensors.hpp"

#include "saved_file.hpp"

#include "tapeless/expr/arithmetic.hpp"
#include "tapeless/run/program.hpp"
#include "tapeless/save/save.hpp"

#include <boost/test/unit_test.hpp>

#include <array>

namespace {
namespace save_find_tensors_test {

namespace tl = tapeless;
constexpr auto W = tl::parameter<"W", 2, 3>;
constexpr auto b = tl::parameter<"b", 2>;
constexpr auto c = tl::parameter<"c">;
constexpr auto out = W * tl::input<"x", 3> + c * b;
using parameters = tl::program<float, out>::parameters;

saved_file::bytes const nine = saved_file::numbers<float>({1, 2, 3, 4, 5, 6, 7, 8, 9});

parameters old_values() {
  parameters p{};
  p[W].copy_from(std::array<float, 6>{-1, -2, -3, -4, -5, -6});
  p[b].copy_from(std::array<float, 2>{-7, -8});
  p[c][0] = -9;
  return p;
}
std::array<float, 9> values(parameters const& p) {
  std::array<float, 9> all{};
  p[W].copy_to(std::span(all).first<6>());
  p[b].copy_to(std::span(all).subspan<6, 2>());
  all[8] = p[c][0];
  return all;
}
std::array<float, 9> const old = values(old_values()), loaded{1, 2, 3, 4, 5, 6, 7, 8, 9};

/// What `load` says of a file; a refused one has changed nothing, or the text says so.
std::string said(saved_file::bytes const& file) {
  parameters p = old_values();
  tl::saving_status const status = tl::load(file, p);
  if (values(p) != (status ? loaded : old)) return "wrong values";
  return std::string(describe(status).view());
}
std::string said(std::string_view header) { return said(saved_file::of(header, nine)); }

constexpr std::string_view right = R"({"W":{"dtype":"F32","shape":[2,3],"data_offsets":[0,24]},)"
                                   R"("b":{"dtype":"F32","shape":[2],"data_offsets":[24,32]},)"
                                   R"("c":{"dtype":"F32","shape":[],"data_offsets":[32,36]}})";
std::string with(std::string_view before, std::string_view after) {
  std::string text(right);
  std::size_t const at = text.find(before);
  BOOST_TEST_REQUIRE(at != text.npos);
  return text.replace(at, before.size(), after);
}

}  // namespace save_find_tensors_test
}  // namespace

BOOST_AUTO_TEST_SUITE(save_find_tensors)

using namespace save_find_tensors_test;

BOOST_AUTO_TEST_CASE(files_of_other_writers_are_read) {
  BOOST_TEST(said(right) == "no error");
  // as Python's json.dumps writes, filled up with blanks
  BOOST_TEST(said(R"({"__metadata__": {"format": "pt"}, "c": {"dtype": "F32", "shape": [1], "data_offsets": [32, 36]},)"
                  R"( "W": {"shape": [2, 3], "data_offsets": [0, 24], "dtype": "F32"}, )"
                  R"("b": {"dtype": "F32", "shape": [2, 1], "data_offsets": [24, 32]}}       )") == "no error");
  BOOST_TEST(said(with("\"b\"", "\"\\u0062\"")) == "no error");
  BOOST_TEST(said(with("[]", "[1, 1,1 ]")) == "no error");
  BOOST_TEST(said(with("{\"W\"", "{ \"__metadata__\" : { } ,\n\t\r \"W\"")) == "no error");
}

BOOST_AUTO_TEST_CASE(what_is_wrong_is_named_with_what_was_expected_and_found) {
  BOOST_TEST(said(with("F32", "F64")) == "W: another dtype; expected F32, found F64");
  BOOST_TEST(said(with("[2,3]", "[3,2]")) == "W: another shape; expected [2, 3], found [3, 2]");
  BOOST_TEST(said(with("[2,3]", "[2,4]")) == "W: another shape; expected [2, 3], found [2, 4]");
  BOOST_TEST(said(with("[2,3]", "[6]")) == "W: another shape; expected [2, 3], found [6]");
  BOOST_TEST(said(with("[2,3]", "[2,3,2]")) == "W: another shape; expected [2, 3], found [2, 3, 2]");
  BOOST_TEST(said(with("[2]", "[1,2]")) == "b: another shape; expected [2], found [1, 2]");
  BOOST_TEST(said(with("[0,24]", "[0,20]")) ==
             "W: data_offsets that do not fit dtype and shape; expected 24 bytes, found 20 bytes");
  BOOST_TEST(said(with("\"b\"", "\"B\"")) == "B: a tensor that nothing here is called by");
  BOOST_TEST(said(with("\"b\"", "\"B\\u0007\"")) == "B?: a tensor that nothing here is called by");
  BOOST_TEST(said(with("\"b\"", "\"W\"")) == "W: two tensors of one name");
  BOOST_TEST(said(with(R"("c":{"dtype":"F32","shape":[],"data_offsets":[32,36]})", R"("__metadata__":{})")) ==
             "c: the file has no such tensor");
  BOOST_TEST(said(with("[24,32]", "[20,28]")) == "b: its bytes are those of another tensor, too; found 0 to 24");
  BOOST_TEST(said(with("[32,36]", "[33,37]")) == "c: the file is cut off; expected 211 bytes, found 210 bytes");
  BOOST_TEST(said(saved_file::of(right, saved_file::joined(nine, saved_file::numbers<float>({0})))) ==
             "the file has bytes that belong to no tensor; expected 36 bytes, found 40 bytes");
  BOOST_TEST(said(with("{\"W\"", R"({"__metadata__":{"crc32":"01234567"},"W")")) ==
             "the file is corrupted: the tensors' bytes are not those that were saved; expected 01234567, found " +
                 std::string(tl::safetensors::hexadecimal(tl::safetensors::crc32(nine)).view()));
}

BOOST_AUTO_TEST_CASE(a_gap_between_tensors_is_refused_and_an_overlap_that_hides_one) {
  std::string gap = with("[24,32]", "[28,36]");
  gap.replace(gap.find("[32,36]"), 7, "[36,40]");
  BOOST_TEST(said(saved_file::of(gap, saved_file::joined(nine, saved_file::numbers<float>({0})))) ==
             "the file has bytes that belong to no tensor; expected 36 bytes, found 40 bytes");
  std::string both = with("[0,24]", "[8,32]");  // as many bytes as there are, all the same
  BOOST_TEST(said(both) == "b: its bytes are those of another tensor, too; found 8 to 32");
}

BOOST_AUTO_TEST_CASE(a_larger_file_is_read_in_part_only_if_asked) {
  std::string const larger = with("{\"W\"", R"({"d":{"dtype":"BF16","shape":[2],"data_offsets":[36,40]},"W")");
  auto const file = saved_file::of(larger, saved_file::joined(nine, saved_file::numbers<float>({0})));
  BOOST_TEST(said(file) == "d: a tensor that nothing here is called by");
  parameters p = old_values();
  BOOST_TEST(static_cast<bool>(tl::load_part(file, p)));
  BOOST_TEST(values(p) == loaded, boost::test_tools::per_element());
  auto const overlapping =
      saved_file::of(with("{\"W\"", R"({"d":{"dtype":"BF16","shape":[2],"data_offsets":[4,8]},"W")"), nine);
  parameters q = old_values();
  BOOST_TEST(describe(tl::load_part(overlapping, q)).view() ==
             "W: its bytes are those of another tensor, too; found 4 to 8");
  BOOST_TEST(values(q) == old, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_file_cut_off_anywhere_is_refused_and_changes_nothing) {
  parameters p = old_values();
  std::array<std::byte, tl::saved_bytes<parameters>()> file{};
  BOOST_TEST_REQUIRE(static_cast<bool>(tl::save(file, std::as_const(p))));
  for (std::size_t size = 0; size < file.size(); ++size) {
    saved_file::bytes const cut(file.data(), file.data() + size);  // memory of that size, for the sanitizers
    parameters q{};
    q[c][0] = 5;
    tl::saving_status const status = tl::load(cut, q);
    BOOST_TEST((status.error == tl::saving_error::truncated));
    BOOST_TEST((values(q) == std::array<float, 9>{0, 0, 0, 0, 0, 0, 0, 0, 5}));
  }
}

BOOST_AUTO_TEST_CASE(no_flipped_bit_changes_a_value) {
  parameters p{};
  BOOST_TEST_REQUIRE(static_cast<bool>(tl::load(saved_file::of(right, nine), p)));
  std::array<std::byte, tl::saved_bytes<parameters>()> file{};
  BOOST_TEST_REQUIRE(static_cast<bool>(tl::save(file, std::as_const(p))));
  std::size_t refused = 0;
  for (std::size_t bit = 0; bit < 8 * file.size(); ++bit) {
    saved_file::bytes flipped(file.begin(), file.end());
    flipped[bit / 8] ^= std::byte{1} << (bit % 8);
    std::string const text = said(flipped);
    BOOST_TEST(text != "wrong values");
    refused += text != "no error" ? 1U : 0U;
    // of a tensor's bytes each is noticed; of the header those that mean something
    if (bit >= 8 * (file.size() - 36)) BOOST_TEST(text.starts_with("the file is corrupted"));
  }
  BOOST_TEST(refused > 8 * file.size() * 3 / 4);
}

BOOST_AUTO_TEST_CASE(the_checksum_is_that_of_zlib) {
  constexpr std::string_view check = "123456789";
  saved_file::bytes bytes;
  for (char const each : check) bytes.push_back(static_cast<std::byte>(each));
  BOOST_TEST(tl::safetensors::crc32(bytes) == 0xCBF43926U);  // the check value of CRC-32/ISO-HDLC
  BOOST_TEST(tl::safetensors::hexadecimal(0x0BF43926).view() == "0bf43926");
  BOOST_TEST(tl::safetensors::crc32({}) == 0U);
}

BOOST_AUTO_TEST_SUITE_END()
