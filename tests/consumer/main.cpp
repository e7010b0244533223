// SPDX-License-Identifier: BSL-1.0
// What a user's first program needs: the umbrella header, found through the target tapeless::tapeless alone.
#include <tapeless/tapeless.hpp>

int main() { return 0; }
