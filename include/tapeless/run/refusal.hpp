// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/run/status.hpp"

#if defined(__unix__) || defined(__APPLE__) || defined(_WIN32)
#include <cstdio>
#endif

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace run {

/// Ends the program: somebody looks at a value of a run that did not take place. A debugger shows the name of this
/// function and its argument; where there is a standard error stream, the whole sentence stands there.
[[noreturn, gnu::noinline, gnu::cold]] inline void a_refused_run_has_no_values(run_status const& status) {
#if defined(__unix__) || defined(__APPLE__) || defined(_WIN32)
  std::fprintf(stderr, "tapeless: a refused run has no values: %s\n", describe(status).data());
#else
  static_cast<void>(status);
#endif
  __builtin_trap();
}

/// The same for the class of scores none of which is a number.
[[noreturn, gnu::noinline, gnu::cold]] inline void no_score_is_a_number() {
#if defined(__unix__) || defined(__APPLE__) || defined(_WIN32)
  std::fputs("tapeless: no class has a score that is a number: was the prediction refused?\n", stderr);
#endif
  __builtin_trap();
}

}  // namespace run
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
