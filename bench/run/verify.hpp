// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "peer.hpp"
#include "reference.hpp"

namespace bench {

/// Runs a peer once in each mode and compares it with the reference: predictions, mean loss, the gradient of each
/// parameter and the parameters after a step. Returns what is wrong, or nothing.
std::string verify(peer& candidate, problem const& p, reference const& truth, bool with_forward);

}  // namespace bench
