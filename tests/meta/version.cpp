// SPDX-License-Identifier: BSL-1.0
#include "tapeless/meta/version.hpp"

#include <boost/test/unit_test.hpp>

#include <fstream>
#include <string>

BOOST_AUTO_TEST_SUITE(meta_version)

BOOST_AUTO_TEST_CASE(versions_are_ordered_by_their_first_different_number) {
  using tapeless::version_number;
  static_assert(version_number{0, 9, 9} < version_number{1, 0, 0});
  static_assert(version_number{0, 2, 9} < version_number{0, 3, 0});
  static_assert(version_number{0, 2, 1} > version_number{0, 2, 0});
}

BOOST_AUTO_TEST_CASE(the_changelog_begins_with_this_version) {
  using tapeless::version;
  std::string const expected =
      "## " + std::to_string(version.major) + "." + std::to_string(version.minor) + "." + std::to_string(version.patch);
  std::ifstream changelog("CHANGELOG.md");
  std::string line;
  while (line.rfind("## ", 0) != 0 && std::getline(changelog, line)) {
  }
  BOOST_TEST(line.substr(0, expected.size()) == expected);
}

BOOST_AUTO_TEST_SUITE_END()
