// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/graph/writing.hpp"

namespace tapeless::graph {

/// A builder without laws: the graph is what was written, equal subexpressions being one node. A program lowered with
/// it has to compute the same numbers as its simplified graph, up to rounding; that is how the tests check the laws.
class plain_builder : public writing<plain_builder> {};

}  // namespace tapeless::graph
