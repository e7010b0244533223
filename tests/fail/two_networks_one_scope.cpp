// SPDX-License-Identifier: BSL-1.0
// Two networks without a scope<"…"> of their own: their parameters would be the same by name.
// EXPECT: two networks in one program need distinct scopes
// EXPECT: one_scope_two_networks
// EXPECT: 'a', 'c', 't', 'o', 'r'
// EXPECT: 'c', 'r', 'i', 't', 'i', 'c'
#include <tapeless/tapeless.hpp>

namespace tl = tapeless;
struct actor : tl::sequential<tl::in<"x", 4>, tl::dense<2>> {};
struct critic : tl::sequential<tl::in<"x", 4>, tl::dense<1>> {};
constexpr auto difference = sum(tl::output<actor>) - tl::output<critic>;
using both = tl::program<float, difference>;

float run(both::workspace& memory, both::parameters const& params) {
  float const data[4]{1, 2, 3, 4};
  return both::run(memory, bind(actor::input, data), params)[difference];  // EXPECT-LINE
}
