// SPDX-License-Identifier: BSL-1.0
// EXPECT: programs compute in float or in double
// EXPECT: element_type<
#include <tapeless/tapeless.hpp>

#ifdef __FLT16_MAX__
using half = _Float16;
#else  // clang 14 has none on x86; a class, as those of other libraries
struct half {
  half() = default;
  constexpr explicit half(float) {}
  unsigned short bits = 0;
};
#endif

namespace tl = tapeless;
constexpr auto x = tl::input<"x", 4>;
constexpr auto y = tl::sum(exp(x));
using program = tl::program<half, y>;

void run(program::workspace& memory, std::span<half const> xs) { program::run(memory, bind(x, xs)); }
