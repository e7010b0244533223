// SPDX-License-Identifier: BSL-1.0
// See users_macros_away.hpp.
#pragma pop_macro("abs")
#pragma pop_macro("far")
#pragma pop_macro("isfinite")
#pragma pop_macro("isinf")
#pragma pop_macro("isnan")
#pragma pop_macro("max")
#pragma pop_macro("min")
#pragma pop_macro("near")
#pragma pop_macro("round")
#pragma pop_macro("small")
