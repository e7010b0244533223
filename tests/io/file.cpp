// SPDX-License-Identifier: BSL-1.0
#include <tapeless/io/file.hpp>

#include "temporary_folder.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <thread>

BOOST_AUTO_TEST_SUITE(io_file)

namespace io = tapeless::io;

namespace {

std::vector<std::byte> filled(std::size_t size, int value) {
  return std::vector<std::byte>(size, static_cast<std::byte>(value));
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_file_is_the_bytes_that_were_written_last) {
  temporary_folder const folder("tapeless_io_file_test");
  for (std::size_t const size : {0U, 1U, 65535U, 65536U, 200000U}) {
    BOOST_TEST(static_cast<bool>(io::replace_file(folder.file("a"), filled(size, 7))));
    auto const read = io::read_file(folder.file("a"));
    BOOST_TEST_REQUIRE(static_cast<bool>(read));
    BOOST_TEST((*read == filled(size, 7)));
  }
  BOOST_TEST(folder.count() == 1U);  // nothing is left beside it
}

BOOST_AUTO_TEST_CASE(what_cannot_be_read_or_written_is_named) {
  temporary_folder const folder("tapeless_io_file_test");
  auto const read = io::read_file(folder.file("none"));
  BOOST_TEST_REQUIRE(!read);
  BOOST_TEST(read.error().message() ==
             folder.file("none") + ": expected a readable file, found No such file or directory");
  BOOST_TEST(!io::read_file(folder.path));
  auto const written = io::replace_file(folder.file("no/such"), filled(1, 1));
  BOOST_TEST_REQUIRE(!written);
  BOOST_TEST(written.error().message() ==
             folder.file("no/such") + ": expected a file that can be written, found No such file or directory");
  BOOST_TEST(!io::replace_file(folder.path, filled(1, 1)));  // a folder stays one
  BOOST_TEST(folder.count() == 0U);
}

BOOST_AUTO_TEST_CASE(readers_and_other_writers_see_whole_files_only) {
  temporary_folder const folder("tapeless_io_file_test");
  std::string const path = folder.file("a");
  BOOST_TEST_REQUIRE(static_cast<bool>(io::replace_file(path, filled(100000, 1))));
  auto const write = [&](int value) {
    for (int i = 0; i < 20; ++i) static_cast<void>(io::replace_file(path, filled(100000, value)));
  };
  std::thread first(write, 2), second(write, 3);
  bool whole = true;
  for (int i = 0; i < 50; ++i) {
    auto const read = io::read_file(path);
    whole = whole && read && read->size() == 100000 && std::count(read->begin(), read->end(), read->front()) == 100000;
  }
  first.join();
  second.join();
  BOOST_TEST(whole);
  BOOST_TEST(folder.count() == 1U);
}

BOOST_AUTO_TEST_SUITE_END()
