// SPDX-License-Identifier: BSL-1.0
#pragma once

// Before all else in tapeless.hpp and in each header that includes no other of ours. A header that is not there is the
// one error behind which compilers read no further; behind an #error came 1,700 others.
#if __cplusplus < 202002L
#include <tapeless needs C++20: compile with -std=c++20 or -std=gnu++20>
#endif
