// SPDX-License-Identifier: BSL-1.0
// What cores of Arduino (abs, round, some min and max), old C libraries (isfinite) and Windows (far, small) define,
// before all else in a header that users include. users_macros_back.hpp, behind all else, gives it back; both may stand
// in a header inside.
#pragma push_macro("abs")
#pragma push_macro("far")
#pragma push_macro("isfinite")
#pragma push_macro("isinf")
#pragma push_macro("isnan")
#pragma push_macro("max")
#pragma push_macro("min")
#pragma push_macro("near")
#pragma push_macro("round")
#pragma push_macro("small")
#undef abs
#undef far
#undef isfinite
#undef isinf
#undef isnan
#undef max
#undef min
#undef near
#undef round
#undef small
