// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "peer.hpp"
#include "reference.hpp"

namespace bench {

/// Runs a peer in each mode it has and compares it with the reference: predictions, mean loss, the gradient of each
/// parameter, the parameters after a step and after two of Adam. Returns what is wrong, or nothing.
std::string verify(peer& candidate, problem const& p, reference const& truth, entry const& who);

}  // namespace bench
