// SPDX-License-Identifier: BSL-1.0
// The smallest unit with a function of the library: the sine of a large number is one that is called.
#include <tapeless/math/sin.hpp>

float sine(float x) { return tapeless::math::sin(x); }
