// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "options.hpp"
#include "peer.hpp"

namespace bench {

struct contender {
  entry const* who;
  std::unique_ptr<peer> what;
};

/// Nanoseconds per call, one number for each round, for each contender.
using times = std::vector<std::vector<double>>;

/// Times all contenders of a column in rounds: in each round every one of them once, in another order. Parameters are
/// those of the problem at the start of each round.
times time_in_rounds(std::vector<contender>& contenders, problem const& p, mode m, options const& how);

}  // namespace bench
