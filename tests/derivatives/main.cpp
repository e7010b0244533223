// SPDX-License-Identifier: BSL-1.0
#include "table.hpp"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <string>

/// derivatives [count]: a part of the sweep, held to docs/mathematics.md; the whole one is 2000.
/// derivatives --document [count]: writes the section of the file. Run in the project's root.
int main(int count, char** words) {
  using namespace derivatives;
  bool const writes = count > 1 && std::string(words[1]) == "--document";
  char const* const number = count > (writes ? 2 : 1) ? words[writes ? 2 : 1] : writes ? "2000" : "30";
  auto const known = documented();
  std::vector<table_row> rows;
  std::string wrong;
  each_function([&](drawn const& f) {
    auto const in_float = examined<float>(f, std::strtoul(number, nullptr, 10));
    auto const in_double = examined<double>(f, std::strtoul(number, nullptr, 10));
    rows.push_back(row_of(f, in_float, in_double));
    auto const row = known.find(f.name);
    wrong += row == known.end() ? f.name + " is not documented\n" : worse_than(row->second, in_float, in_double);
  });
  if (writes) {
    write_section(section_with(rows));
    return 0;
  }
  if (known.size() != rows.size()) wrong += "docs/mathematics.md has rows of other functions\n";
  std::printf("%s%zu functions, %s\n", wrong.c_str(), rows.size(),
              wrong.empty() ? "as documented" : "not as documented");
  return wrong.empty() ? 0 : 1;
}
