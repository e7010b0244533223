// SPDX-License-Identifier: BSL-1.0
#include <tapeless/io/save.hpp>

#include "temporary_folder.hpp"

#include <tapeless/expr/arithmetic.hpp>
#include <tapeless/run/program.hpp>

#include <boost/test/unit_test.hpp>

#include <array>

namespace {
namespace io_save_test {

namespace tl = tapeless;
constexpr auto W = tl::parameter<"W", 2, 3>;
constexpr auto b = tl::parameter<"b", 2>;
constexpr auto out = W * tl::input<"x", 3>;
constexpr auto with_bias = out + b;
using parameters = tl::program<float, out>::parameters;
using more_parameters = tl::program<float, with_bias>::parameters;

}  // namespace io_save_test
}  // namespace

BOOST_AUTO_TEST_SUITE(io_save)

using namespace io_save_test;

BOOST_AUTO_TEST_CASE(a_file_brings_back_what_was_saved) {
  temporary_folder const folder("tapeless_io_save_test");
  std::string const path = folder.file("w.safetensors");
  more_parameters written{}, read{};
  written[W].copy_from(std::array<float, 6>{1, 2, 3, 4, 5, 6});
  written[b].copy_from(std::array<float, 2>{7, 8});
  std::uint64_t const epoch = 12;
  std::uint64_t read_epoch = 0;
  BOOST_TEST_REQUIRE(static_cast<bool>(tl::io::save_file(path, written, tl::saved<"epoch">(epoch))));
  BOOST_TEST_REQUIRE(static_cast<bool>(tl::io::load_file(path, read, tl::saved<"epoch">(read_epoch))));
  BOOST_TEST(read[W](1, 0) == 4.0F);
  BOOST_TEST(read[b][1] == 8.0F);
  BOOST_TEST(read_epoch == 12U);
  parameters some{};
  BOOST_TEST_REQUIRE(static_cast<bool>(tl::io::load_part_of_file(path, some)));
  BOOST_TEST(some[W](1, 0) == 4.0F);
}

BOOST_AUTO_TEST_CASE(errors_name_the_file_the_tensor_and_why) {
  temporary_folder const folder("tapeless_io_save_test");
  std::string const path = folder.file("w.safetensors");
  parameters small{};
  more_parameters large{};
  BOOST_TEST(tl::io::save_file(path, small).error().message() ==
             path + ": W: the parameters are not filled yet: initialize or load them");
  BOOST_TEST(folder.count() == 0U);
  small[W](0, 0) = 5;
  BOOST_TEST_REQUIRE(static_cast<bool>(tl::io::save_file(path, small)));
  BOOST_TEST(tl::io::load_file(path, large).error().message() == path + ": b: the file has no such tensor");
  BOOST_TEST(!large.is_filled());
  auto const bytes = tl::io::read_file(path);
  BOOST_TEST_REQUIRE(static_cast<bool>(tl::io::replace_file(path, std::span(*bytes).first(bytes->size() - 1))));
  BOOST_TEST(
      tl::io::load_file(path, small).error().message().starts_with(path + ": W: the file is cut off: expected "));
  BOOST_TEST(tl::io::load_part_of_file(folder.file("none"), small).error().message() ==
             folder.file("none") + ": expected a readable file, found No such file or directory");
  BOOST_TEST(small[W](0, 0) == 5.0F);
}

BOOST_AUTO_TEST_SUITE_END()
