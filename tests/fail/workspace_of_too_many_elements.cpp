// SPDX-License-Identifier: BSL-1.0
// Two products that live at once, of 800 million elements each.
// EXPECT: the parameters, the state, the workspace of a program have each at_most<elements>
// EXPECT: elements<1677
#include <tapeless/tapeless.hpp>

namespace tl = tapeless;
constexpr auto a = tl::parameter<"a", 40960>;
constexpr auto b = tl::parameter<"b", 20480>;
constexpr auto one = outer(a, b);
constexpr auto other = outer(square(a), b);
using program = tl::program<float, one, other>;

program::workspace memory;  // EXPECT-LINE

void run(program::parameters& p) { program::run(memory, p); }
