// SPDX-License-Identifier: BSL-1.0
// test: unoptimized, clang suffices
// The table of operations: printed, complete, and the one that docs/operations.md shows.
#include "document.hpp"
#include "judgement.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cctype>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string_view>

namespace operations_table_test {

using namespace operations;

std::vector<group> all_groups() {
  std::vector<group> all;
  for (auto const rows : parts_of_table)
    if (rows != nullptr) all.push_back(rows());
  return all;
}

/// The width of a text on a terminal: its characters, not its bytes.
void print_padded(char const* text, int width) {
  std::fputs(text, stdout);
  for (char const* c = text; *c != '\0'; ++c) width -= (*c & 0xC0) != 0x80 ? 1 : 0;
  for (; width > 0; --width) std::putchar(' ');
}
void print(row const& of, judgement const& found) {
  print_padded(of.name, 44);
  for (int c = 0; c < columns; ++c) {
    cell const& each = found.of[c];
    bool const is_smooth = c == at_kinks && found.is_smooth;
    std::printf("  %-7s", is_smooth ? "smooth" : each.is_empty() ? "EMPTY" : each.wrong.empty() ? "✓" : "WRONG");
    if (!is_smooth && each.passes()) std::printf("%s", "  ");  // a check mark has three bytes and one place
  }
  std::putchar('\n');
}
void print_head() {
  print_padded("operation", 44);
  for (char const* each : column_names) std::printf("  %-7s", each);
  std::putchar('\n');
}

// ---- the operations there are ---------------------------------------------------------------------------------------

template <tl::op Code>
constexpr std::string_view spelled() {
  return __PRETTY_FUNCTION__;
}
/// The enumerator's name, or "": what is no enumerator is spelled as a cast.
template <tl::op Code>
constexpr std::string_view name_of() {
  constexpr std::string_view all = spelled<Code>();
  constexpr std::string_view from_value = all.substr(all.find("Code = ") + 7);
  if (from_value.front() == '(') return "";
  constexpr std::string_view value = from_value.substr(0, from_value.find_first_of(";]"));
  return value.substr(value.rfind(':') + 1);
}
static_assert(name_of<tl::op::batch_product_sum>() == "batch_product_sum" &&
              name_of<static_cast<tl::op>(127)>().empty());

template <std::uint8_t... Code>
std::vector<std::pair<tl::op, std::string_view>> all_operations(std::integer_sequence<std::uint8_t, Code...>) {
  std::vector<std::pair<tl::op, std::string_view>> all;
  auto const add = [&](tl::op code, std::string_view name) {
    if (!name.empty()) all.emplace_back(code, name);
  };
  (add(static_cast<tl::op>(Code), name_of<static_cast<tl::op>(Code)>()), ...);
  return all;
}

// ---- the functions there are ----------------------------------------------------------------------------------------

/// Rooms whose functions are operations: each name has to stand in the name of a row.
std::vector<std::string> headers() {
  std::vector<std::string> found{"include/tapeless/rules/primitive.hpp"};
  for (char const* room : {"expr", "nn", "ops"})
    for (auto const& each : std::filesystem::directory_iterator("include/tapeless/" + std::string(room)))
      if (each.path().filename() != "hints.hpp") found.push_back(each.path().string());  // errors, and no functions
  std::sort(found.begin(), found.end());
  return found;
}
/// But for these: what such functions call, and what says how an expression is read, lowered or stored.
std::set<std::string> const no_operations{"elementwise", "assign",    "assigning",    "define",       "freeze",
                                          "in_mode",     "inference", "scan",         "scan_outputs", "successor",
                                          "value_of",    "logits",    "probabilities"};

/// The functions that a header declares at the beginning of a line in namespace tapeless itself.
std::set<std::string> functions_in(std::string const& path) {
  constexpr std::string_view declaration = "constexpr auto ";
  std::set<std::string> found;
  std::string inner_namespace;
  std::ifstream file(path);
  BOOST_REQUIRE_MESSAGE(file, path << " cannot be read: the test runs in the project's root");
  for (std::string line; std::getline(file, line);) {
    if (line.rfind("namespace ", 0) == 0 && line.rfind("namespace tapeless {", 0) != 0) inner_namespace = line;
    if (line.rfind("}  // namespace", 0) == 0) inner_namespace.clear();
    std::size_t const end = line.find('(');
    if (!inner_namespace.empty() || line.rfind(declaration, 0) != 0 || end == std::string::npos) continue;
    std::string const function = line.substr(declaration.size(), end - declaration.size());
    found.insert(function);
  }
  return found;
}
/// `f` of f(x) and f<0>(x), or the sign of `operator%` in x % y.
bool is_named(std::string const& function, std::string const& row_name) {
  constexpr std::string_view prefix = "operator";
  if (function.rfind(prefix, 0) == 0) {
    std::string const sign = function.substr(prefix.size());
    return row_name.find(' ' + sign + ' ') != std::string::npos || row_name.rfind(sign, 0) == 0;
  }
  for (std::size_t at = row_name.find(function); at != std::string::npos; at = row_name.find(function, at + 1)) {
    bool const begins = at == 0 || (std::isalnum(row_name[at - 1]) == 0 && row_name[at - 1] != '_');
    char const next = row_name[at + function.size()];
    if (begins && (next == '(' || next == '<')) return true;
  }
  return false;
}

constexpr char const* document_path = "docs/operations.md";
std::string text_of_file(char const* path) {
  std::ostringstream text;
  text << std::ifstream(path).rdbuf();
  return text.str();
}
bool is_asked_for(char const* option) {
  auto const& suite = boost::unit_test::framework::master_test_suite();
  for (int i = 1; i < suite.argc; ++i)
    if (std::strcmp(suite.argv[i], option) == 0) return true;
  return false;
}

}  // namespace operations_table_test

BOOST_AUTO_TEST_SUITE(operations_table)

using namespace operations_table_test;

BOOST_AUTO_TEST_CASE(no_cell_is_empty_or_wrong) {
  std::size_t rows = 0;
  print_head();
  for (group const& each : all_groups())
    for (row const& of : each.rows) {
      judgement const found = judge(of);
      print(of, found);
      ++rows;
      for (int c = 0; c < columns; ++c)
        BOOST_TEST(found.passes(static_cast<column>(c)),
                   of.name << ", " << column_names[c] << ": "
                           << (found.of[c].is_empty() ? "nothing was compared" : found.of[c].wrong));
    }
  std::printf("%zu operations\n", rows);
  BOOST_TEST(rows != 0u);
}
/// What is labelled so is true of the whole table only: a build that leaves files of rows out runs without it.
auto const of_all_files = boost::unit_test::label("whole_table");

BOOST_AUTO_TEST_CASE(no_file_of_rows_is_missing, *of_all_files) {
  for (auto const rows : parts_of_table) BOOST_TEST((rows != nullptr));
}
BOOST_AUTO_TEST_CASE(every_operation_is_reached, *of_all_files) {
  std::set<tl::op> reached;
  for (group const& each : all_groups())
    for (row const& of : each.rows) {
      judgement const found = judge(of);
      reached.insert(found.reached.begin(), found.reached.end());
    }
  for (auto const& [code, name] : all_operations(std::make_integer_sequence<std::uint8_t, 127>{}))
    BOOST_TEST(reached.count(code) == 1u, "op::" << name << " is in no row's graph: add a row to tests/operations");
}
BOOST_AUTO_TEST_CASE(every_function_of_the_headers_has_a_row, *of_all_files) {
  std::vector<group> const groups = all_groups();
  auto const has_row = [&](std::string const& function) {
    for (group const& each : groups)
      for (row const& of : each.rows)
        if (is_named(function, of.name)) return true;
    return false;
  };
  std::set<std::string> met;
  for (std::string const& header : headers())
    for (std::string const& each : functions_in(header)) {
      met.insert(each);
      BOOST_TEST(has_row(each) != (no_operations.count(each) != 0),
                 header << ": " << each
                        << " is in no row: add one to tests/operations, or say that it is no operation");
    }
  for (char const* each : {"tanh", "mean_over_samples", "gaussian_nll", "focal_with_logits", "layer_norm", "dropout"})
    BOOST_TEST(met.count(each) == 1u, each);
  for (std::string const& each : no_operations) BOOST_TEST(met.count(each) == 1u, each << " is no function any more");
}
/// An operation is known by its name and shapes.
BOOST_AUTO_TEST_CASE(no_row_is_written_twice) {
  std::set<std::string> seen;
  for (group const& each : all_groups())
    for (row const& of : each.rows) {
      std::string const key = std::string(of.name) + of.shape + of.value;
      BOOST_TEST(seen.insert(key).second, of.name);
    }
}
BOOST_AUTO_TEST_CASE(the_document_is_what_the_code_says, *of_all_files) {
  std::string const text = document(all_groups());
  if (is_asked_for("--document")) std::ofstream(document_path) << text;
  BOOST_TEST((text_of_file(document_path) == text),
             document_path << " is stale; from the project's root, unit_operations -- --document writes it");
}

BOOST_AUTO_TEST_SUITE_END()
