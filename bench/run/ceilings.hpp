// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "workloads.hpp"

namespace bench {

/// What one core of this machine can do at most, measured. Rates are the highest seen, times the lowest.
struct ceilings {
  double fma = 0;  ///< float operations per ns in fused multiply-adds, two each
  double l1_load = 0,
         l1_update = 0;  ///< bytes per ns, of data in the first-level cache; an update reads and writes in place
  double l2_load = 0, l2_update = 0;  ///< the same in the second-level cache
  double tanh = 1e9, exp = 1e9;       ///< ns per element of the fast functions in vector_math.hpp
};

/// Measures everything once more, a few milliseconds, and keeps the better.
void measure(ceilings& best);

/// The least time in ns: floating-point operations and memory traffic at their ceilings, whichever takes longer.
double limit(ceilings const& best, column const& c, mode m);
/// The same plus the time of tanh, softmax and sigmoid, which cannot overlap with the products they depend on or feed.
double roof(ceilings const& best, column const& c, mode m);

}  // namespace bench
