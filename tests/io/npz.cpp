// SPDX-License-Identifier: BSL-1.0
#include <tapeless/io/npz.hpp>

#include "temporary_folder.hpp"

#include <boost/test/unit_test.hpp>

#include <cstdlib>
#include <cstring>

BOOST_AUTO_TEST_SUITE(io_npz)

namespace io = tapeless::io;

namespace {

std::vector<float> const numbers = [] {
  std::vector<float> all(300);
  for (std::size_t i = 0; i < all.size(); ++i) all[i] = static_cast<float>(i / 7);
  return all;
}();
std::vector<std::int64_t> const labels{4, -1, 0};

std::vector<std::byte> archive(temporary_folder const& folder, bool deflated) {
  io::npz_writer writer(deflated);
  writer.add("x", numbers, {100, 3});
  writer.add("y", labels, {3});
  BOOST_TEST_REQUIRE(static_cast<bool>(writer.write(folder.file("a.npz"))));
  return *io::read_file(folder.file("a.npz"));
}

std::string said(std::vector<std::byte> bytes) {
  auto const opened = io::parse_npz(std::move(bytes), "a.npz");
  if (!opened) return opened.error().message();
  auto const x = opened->read<float>("x");
  if (!x) return x.error().message();
  if (x->values != numbers) return "wrong numbers";
  auto const y = opened->read<int>("y");
  return y ? y->values == std::vector<int>{4, -1, 0} ? "no error" : "wrong numbers" : y.error().message();
}

}  // namespace

BOOST_AUTO_TEST_CASE(arrays_come_back_from_their_archive_stored_and_deflated) {
  temporary_folder const folder("tapeless_io_npz_test");
  for (bool const deflated : {false, true}) {
    auto const bytes = archive(folder, deflated);
    BOOST_TEST((bytes.size() < 1000U) == deflated);
    BOOST_TEST(said(bytes) == "no error");
    auto const opened = io::read_npz(folder.file("a.npz"));
    BOOST_TEST_REQUIRE(static_cast<bool>(opened));
    BOOST_TEST(opened->names() == (std::vector<std::string>{"x", "y"}), boost::test_tools::per_element());
    BOOST_TEST(opened->read<float>("x")->shape == (std::vector<std::size_t>{100, 3}), boost::test_tools::per_element());
    BOOST_TEST(opened->read<float>("z").error().message() ==
               folder.file("a.npz") + ": expected one of x, y, found no array \"z\"");
    BOOST_TEST(opened->read<std::uint8_t>("y").error().message() ==
               folder.file("a.npz") +
                   ": y.npy: expected numbers that u1 has, found \"<i8\" at index 1 that it has not");
  }
}

BOOST_AUTO_TEST_CASE(another_program_reads_what_is_written_and_writes_what_is_read) {
  temporary_folder const folder("tapeless_io_npz_test");
  if (std::system("python3 -c 'import zipfile' 2> /dev/null") != 0) return;
  for (bool const deflated : {false, true}) {
    static_cast<void>(archive(folder, deflated));
    // Python's library, on which NumPy's savez stands: with sizes of 64 bits in the local headers, as NumPy asks for
    std::string const again =
        "cd " + folder.path +
        " && python3 -c \"import zipfile as z; a = z.ZipFile('a.npz'); assert a.testzip() is None;"
        " b = z.ZipFile('b.npz', 'w', z.ZIP_DEFLATED if " +
        (deflated ? "0" : "1") +
        " else z.ZIP_STORED);"
        " [b.open(n, 'w', force_zip64=True).write(a.read(n)) for n in a.namelist()]; b.comment = b'PK'; b.close()\"";
    BOOST_TEST_REQUIRE(std::system(again.c_str()) == 0);
    BOOST_TEST(said(*io::read_file(folder.file("b.npz"))) == "no error");
  }
}

BOOST_AUTO_TEST_CASE(an_archive_cut_off_or_changed_gives_its_numbers_or_an_error) {
  temporary_folder const folder("tapeless_io_npz_test");
  for (bool const deflated : {false, true}) {
    auto const whole = archive(folder, deflated);
    for (std::size_t size = 0; size < whole.size(); ++size)
      BOOST_TEST(said({whole.data(), whole.data() + size}) != "no error");
    for (std::size_t bit = 0; bit < 8 * whole.size(); bit += deflated ? 1 : 3) {
      auto flipped = whole;
      flipped[bit / 8] ^= std::byte{1} << (bit % 8);
      BOOST_TEST(said(flipped) != "wrong numbers");
    }
  }
}

BOOST_AUTO_TEST_CASE(what_claims_to_be_larger_than_it_can_be_gets_no_memory) {
  temporary_folder const folder("tapeless_io_npz_test");
  auto bytes = archive(folder, true);
  std::byte const directory[4]{std::byte{'P'}, std::byte{'K'}, std::byte{1}, std::byte{2}};
  auto const at = std::search(bytes.begin(), bytes.end(), std::begin(directory), std::end(directory));
  BOOST_TEST_REQUIRE((at != bytes.end()));
  std::fill(at + 24, at + 28, std::byte{0xF0});
  BOOST_TEST(said(bytes).find("expected a size that fits ") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(what_is_wrong_is_an_error_of_write) {
  temporary_folder const folder("tapeless_io_npz_test");
  io::npz_writer writer;
  writer.add("x", numbers, {100, 4});
  BOOST_TEST(writer.write(folder.file("a.npz")).error().message() ==
             folder.file("a.npz") + ": x: expected as many numbers as the shape has, below 4 GB in all, found others");
  BOOST_TEST(said({}) == "a.npz: expected an archive (npz), found an empty file");
  BOOST_TEST(said(std::vector<std::byte>(100)) == "a.npz: expected an archive (npz), found another file");
}

BOOST_AUTO_TEST_SUITE_END()
