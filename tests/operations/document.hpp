// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "row.hpp"

namespace operations {

/// docs/operations.md.
std::string document(std::vector<group> const& groups);

}  // namespace operations
