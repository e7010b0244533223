// SPDX-License-Identifier: BSL-1.0
// 65536 × 65536 is 2^32: its size wrapped to 0, and so did its workspace.
// EXPECT: no more elements than at_most<elements>
// EXPECT: shape_of<65536, 65536>
#include <tapeless/tapeless.hpp>

namespace tl = tapeless;
constexpr auto u = tl::parameter<"u", 65536>;
constexpr auto v = tl::parameter<"v", 65536>;
constexpr auto uv = outer(u, v);  // EXPECT-LINE
constexpr auto twice = 2 * uv;
constexpr auto total = tl::sum(twice + uv);
using program = tl::program<float, total, twice>;

void run(program::workspace& memory, program::parameters& p) { program::run(memory, p); }
