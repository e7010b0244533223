// SPDX-License-Identifier: BSL-1.0
#include "tapeless/target/standard.hpp"

#include <boost/test/unit_test.hpp>

#include <filesystem>
#include <fstream>
#include <string>

// What an older standard is told: tests/fail/built_as_cpp_17.cpp and built_as_gnu_cpp_11.cpp.
BOOST_AUTO_TEST_SUITE(meta_standard)

/// Of a header that includes nothing: whether there is nothing in it that an older standard could misread.
static bool has_directives_only(std::filesystem::path const& header) {
  std::ifstream text(header);
  for (std::string line; std::getline(text, line);)
    if (!line.empty() && line.front() != '#' && line.rfind("//", 0) != 0) return false;
  return true;
}
/// What a header includes first.
static std::string first_include(std::filesystem::path const& header) {
  std::ifstream text(header);
  for (std::string line; std::getline(text, line);)
    if (line.rfind("#include ", 0) == 0) return line.substr(9);
  return "nothing";
}

BOOST_AUTO_TEST_CASE(the_standard_is_asked_before_anything_else_is_read_whatever_header_comes_first) {
  std::size_t headers = 0;
  for (auto const& each : std::filesystem::recursive_directory_iterator("include/tapeless")) {
    if (each.path().extension() != ".hpp" || each.path().filename() == "standard.hpp") continue;
    ++headers;
    std::string const found = first_include(each.path());
    BOOST_TEST((found.rfind("\"tapeless/", 0) == 0u || (found == "nothing" && has_directives_only(each.path()))),
               each.path() << " begins with another header");
  }
  BOOST_TEST(headers > 200u);
}

BOOST_AUTO_TEST_SUITE_END()
