// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sweep.hpp"

#include <map>
#include <string>

/// The table of docs/mathematics.md: what the whole sweep found, and what a part of it is held to.
namespace derivatives {

/// Six cells by order and precision, where something is not finite, and the reason of an absolute bound.
struct table_row {
  std::string name;
  std::array<std::string, 6> cells;
  std::string not_finite;
  std::string reason;
};

table_row row_of(drawn const& f, findings const& in_float, findings const& in_double);

/// What is worse than the row says, in words; nothing where all is within it.
std::string worse_than(table_row const& row, findings const& in_float, findings const& in_double);

/// The rows of the section, by name.
std::map<std::string, table_row> documented();

/// The section of docs/mathematics.md, as it is and with these rows in its place.
std::string documented_section();
std::string section_with(std::vector<table_row> const& rows);
void write_section(std::string const& section);

}  // namespace derivatives
