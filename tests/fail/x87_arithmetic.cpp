// SPDX-License-Identifier: BSL-1.0
// EXPECT: tapeless computes in float and double as they are, which the x87 does not: compile with -msse2 -mfpmath=sse
#include <tapeless/tapeless.hpp>

int main() { return 0; }
