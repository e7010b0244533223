// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <string>

namespace exhaustive {

/// The largest error of a function that its header states; half a unit where it says exact or correctly rounded.
double stated_bound(std::string const& name, std::string const& type);

/// Writes docs/mathematics.md from the results of a contracted and an uncontracted build, or compares all but the
/// times.
bool document(std::string const& contracted, std::string const& uncontracted, bool writes);

}  // namespace exhaustive
