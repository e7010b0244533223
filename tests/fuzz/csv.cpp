// SPDX-License-Identifier: BSL-1.0
// Any bytes as a table, of numbers and of texts. The first byte says how: separator and header.
#include "seeds.hpp"

#include <tapeless/io/csv.hpp>
#include <tapeless/io/table.hpp>

#include <cmath>

namespace io = tapeless::io;

static fuzz::seeds const seeds([] {
  fuzz::write_seed("numbers", "\0011,2.5,-3e2\n 4 ,\t5,+.5\n");
  fuzz::write_seed("names", "\005a,\"b, \"\"c\"\"\"\r\n1,2\r\n3,x\r\n\r\n");
  fuzz::write_seed("blanks", "\002 1   a\tx \n2 \"b c\"  y\n");
  fuzz::write_seed("extremes", "\0041e999,1e-999,nan,inf,0x1p3,1e,--1,\"\"\n");
});

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  if (size == 0) return 0;
  std::string_view const text(reinterpret_cast<char const*>(data) + 1, size - 1);
  io::csv_options const options{.header = static_cast<io::csv_header>(data[0] / 4 % 3),
                                .separator = ",; \t"[data[0] % 4 == 1 ? 0 : data[0] % 4]};
  auto const numbers = io::parse_csv(text, "t", options);
  if (numbers) {
    must(numbers->rows > 0 && numbers->values.size() == numbers->rows * numbers->columns);
    for (float const each : numbers->values) must(std::isfinite(each));
    static_cast<void>(io::class_labels(*numbers, 0, 10));
  } else {
    must(!numbers.error().message().empty());
  }
  auto const table = io::parse_table(text, "t", options);
  must(static_cast<bool>(table) || !numbers);  // a table of numbers is a table of texts
  if (!table) return 0;
  auto const classes = table->classes(table->columns() - 1);
  must(classes && classes->labels.size() == table->rows());
  for (std::size_t row = 0; row < table->rows(); ++row)
    must(classes->names.at(classes->labels[row]) == table->at(row, table->columns() - 1));
  auto const again = table->numbers(io::column_range{0, table->columns()});
  if (numbers) must(again && again->size() == numbers->values.size());
  if (!table->names().empty()) static_cast<void>(table->numbers({table->names()[0]}));
  return 0;
}
