// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "workloads.hpp"

#include <string>
#include <vector>

namespace bench {

/// What is run; an empty list means all.
struct options {
  std::vector<std::string> workloads, batches, modes, peers;
  int rounds = 15;
  double slice_ms = 3;  ///< how long a peer is timed in a round
  std::string results;  ///< where the JSON files go; none if empty
  bool ceilings = true;
  bool verify_only = false;

  bool wants(column const& c) const;
  bool wants(mode m) const;
  bool wants_peer(std::string const& name) const;
};

/// Throws std::invalid_argument with a message that names the argument.
options parse(int count, char const* const* arguments);

extern char const* const usage;

}  // namespace bench
