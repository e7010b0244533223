// SPDX-License-Identifier: BSL-1.0
// EXPECT: a label of so many classes picks from as many rows or columns
// EXPECT: elements<9>
// EXPECT: elements<8>
#include <tapeless/tapeless.hpp>

constexpr auto table = tapeless::parameter<"table", 9, 4>;
constexpr auto word = tapeless::label<"word", 8>;
constexpr auto embedded = sum(tapeless::gather<0>(table, word));  // EXPECT-LINE
